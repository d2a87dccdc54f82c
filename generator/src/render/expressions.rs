//! Expressions and statements.

use super::{
    branches,
    cursor::Cursor,
    items,
    layout::{Break, INDENT, Layout},
    tokens::{Delimiter, Kind},
    types::{self, Place, pattern},
};

/// The statements of a block, each on a line of its own.
pub(super) fn statements(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    while !tokens.is_empty() {
        if tokens.at_word(0, "use") {
            items::import(tokens, layout)?;
            continue;
        }
        layout.apart(0);
        if tokens.eat_word("let") {
            layout.word("let ");
            pattern(tokens, layout)?;
            if !tokens.eat("=") {
                return None;
            }
            layout.word(" = ");
            layout.never();
            expression(tokens, Start::Inside, layout)?;
            if !tokens.eat(";") {
                return None;
            }
            layout.end();
            layout.word(";");
        } else {
            expression(tokens, Start::Line, layout)?;
            if tokens.eat(";") {
                layout.word(";");
            } else if !tokens.is_empty() {
                return None;
            }
            layout.end();
        }
        layout.line();
    }
    Some(())
}

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// At the start of a line.
    Line,
    /// After something else.
    Inside,
}

/// `None` where a construct comes that is not known here; the same of every function below.
pub(super) fn expression(tokens: &mut Cursor<'_>, start: Start, layout: &mut Layout) -> Option<()> {
    if tokens.eat("&") {
        layout.word("&");
        if tokens.eat_word("mut") {
            layout.word("mut ");
        }
        return expression(tokens, Start::Inside, layout);
    }
    if tokens.eat("|") {
        return branches::closure(tokens, layout);
    }
    if tokens.eat_word("match") {
        return branches::selection(tokens, layout);
    }
    chain(tokens, start, layout)
}

/// What an expression is, as far as its surroundings are printed differently for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A literal or a path.
    Plain,
    /// An array, a tuple, or a struct.
    Delimited,
    /// The call of a function.
    Call,
    /// A value with a dot behind it; the flag tells of a call between the two.
    Chain { called: bool },
}

/// The shape of the expression that comes next; neither a reference, a closure nor a `match`.
pub(super) fn shape(mut tokens: Cursor<'_>) -> Option<Shape> {
    let delimited = skip_value(&mut tokens)?;
    let called = tokens.group(Delimiter::Parenthesis).is_some();
    Some(if tokens.at(0, ".") && !tokens.at(0, "..") {
        Shape::Chain { called }
    } else if called {
        Shape::Call
    } else if delimited {
        Shape::Delimited
    } else {
        Shape::Plain
    })
}

/// A value, and the fields, methods and calls that follow it.
pub(super) fn chain(tokens: &mut Cursor<'_>, start: Start, layout: &mut Layout) -> Option<()> {
    let Shape::Chain { called } = shape(*tokens)? else {
        value(tokens, layout)?;
        if let Some(arguments) = tokens.group(Delimiter::Parenthesis) {
            call(arguments, layout)?;
            if tokens.eat("?") {
                layout.word("?");
            }
        }
        return (!tokens.at(0, ".")).then_some(());
    };
    layout.together(INDENT);
    // A short name at the start of a line keeps the first step with it.
    let mut clings = start == Start::Line && !called && is_short(*tokens);
    layout.together(-INDENT);
    value(tokens, layout)?;
    layout.end();
    if called {
        call(tokens.group(Delimiter::Parenthesis)?, layout)?;
    }
    while tokens.eat(".") {
        if !clings {
            layout.zero();
        }
        layout.word(".");
        layout.word(tokens.take(Kind::Word)?);
        if tokens.at(0, "::") {
            return None;
        }
        if let Some(arguments) = tokens.group(Delimiter::Parenthesis) {
            let only = clings && !tokens.at(0, ".");
            layout.together(if only { -INDENT } else { 0 });
            call(arguments, layout)?;
            layout.end();
        }
        clings = false;
    }
    layout.end();
    Some(())
}

/// Whether the next token is a name no longer than an indentation, and the whole of its path.
fn is_short(tokens: Cursor<'_>) -> bool {
    match tokens.peek(0) {
        Some((Kind::Word, name)) => !tokens.at(1, "::") && name.len() <= INDENT.unsigned_abs(),
        _ => false,
    }
}

/// A literal, a path, or something in delimiters.
fn value(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    if let Some(literal) = tokens.take(Kind::Literal) {
        layout.word(literal);
    } else if tokens.eat("-") {
        layout.word("-");
        let literal = tokens.take(Kind::Literal)?;
        layout.word(literal);
    } else if let Some(group) = tokens.group(Delimiter::Bracket) {
        array(group, layout)?;
    } else if let Some(group) = tokens.group(Delimiter::Parenthesis) {
        types::tuple(&mut { group }, layout, |tokens, layout| {
            expression(tokens, Start::Inside, layout)
        })?;
    } else if tokens.eat("<") {
        qualified(tokens, layout)?;
    } else {
        structure(tokens, layout)?;
    }
    Some(())
}

/// Moves past what [`value`] prints, and tells whether it ends with a delimiter of its own.
fn skip_value(tokens: &mut Cursor<'_>) -> Option<bool> {
    tokens.eat("-");
    if tokens.any_group().is_some() {
        return Some(true);
    }
    if tokens.take(Kind::Literal).is_some() {
        return Some(false);
    }
    tokens.peek(0)?;
    let mut depth = 0_usize;
    loop {
        match tokens.peek(0) {
            Some((Kind::Word, _)) | Some((Kind::Operator, "::")) => {}
            Some((Kind::Operator, "<")) => depth += 1,
            Some((Kind::Operator, ">")) if depth > 0 => depth -= 1,
            Some((Kind::Operator, "&" | ",") | (Kind::Lifetime, _)) if depth > 0 => {}
            Some((Kind::Open(Delimiter::Brace), _)) => {
                tokens.group(Delimiter::Brace)?;
                return Some(true);
            }
            Some((Kind::Open(_), _)) if depth > 0 => {
                tokens.any_group()?;
                continue;
            }
            _ => return Some(false),
        }
        tokens.next();
    }
}

/// `<A as B>::C`, from after `<`.
fn qualified(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    layout.word("<");
    types::ty(tokens, layout)?;
    if !tokens.eat_word("as") {
        return None;
    }
    layout.word(" as ");
    types::path(tokens, Place::Type, layout)?;
    if !tokens.eat(">") || !tokens.eat("::") {
        return None;
    }
    layout.word(">::");
    types::path(tokens, Place::Expression, layout)
}

/// A path, and the fields of a struct where they follow.
fn structure(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    let mut ahead = *tokens;
    skip_path(&mut ahead);
    let Some(mut fields) = ahead.group(Delimiter::Brace) else {
        return types::path(tokens, Place::Expression, layout);
    };
    layout.together(INDENT);
    layout.apart(-INDENT);
    types::path(tokens, Place::Expression, layout)?;
    layout.end();
    tokens.group(Delimiter::Brace)?;
    layout.word(" {");
    layout.add(Break {
        blank: 1,
        if_more: true,
        ..Break::default()
    });
    while !fields.is_empty() {
        if fields.eat("..") {
            layout.word("..");
            expression(&mut fields, Start::Inside, layout)?;
            layout.space();
            break;
        }
        layout.word(fields.take(Kind::Word)?);
        if fields.eat(":") {
            layout.word(": ");
            layout.apart(0);
            expression(&mut fields, Start::Inside, layout)?;
            layout.end();
        }
        if !fields.eat(",") && !fields.is_empty() {
            return None;
        }
        layout.comma(fields.is_empty(), 1);
    }
    if !fields.is_empty() {
        return None;
    }
    layout.outdent();
    layout.end_within(34);
    layout.word("}");
    Some(())
}

fn skip_path(tokens: &mut Cursor<'_>) {
    while tokens.eat("::") || tokens.take(Kind::Word).is_some() {}
}

/// `[a, b]`
fn array(mut elements: Cursor<'_>, layout: &mut Layout) -> Option<()> {
    if elements.is_empty() {
        layout.word("[]");
        return Some(());
    }
    // Arrays of nothing but numbers are filled line by line, which no generated code needs.
    if matches!(elements.peek(0), Some((Kind::Literal, literal)) if !literal.starts_with('"')) {
        return None;
    }
    layout.word("[");
    layout.together(INDENT);
    layout.zero();
    while !elements.is_empty() {
        items::attributes(&mut elements, layout)?;
        expression(&mut elements, Start::Inside, layout)?;
        if !elements.eat(",") && !elements.is_empty() {
            return None;
        }
        layout.comma(elements.is_empty(), 0);
    }
    layout.outdent();
    layout.end();
    layout.word("]");
    Some(())
}

/// `(a, b)` after a function or a method.
fn call(mut arguments: Cursor<'_>, layout: &mut Layout) -> Option<()> {
    layout.word("(");
    if is_only_block(arguments) {
        expression(&mut arguments, Start::Inside, layout)?;
        arguments.eat(",");
        if !arguments.is_empty() {
            return None;
        }
    } else {
        layout.together(INDENT);
        layout.zero();
        while !arguments.is_empty() {
            expression(&mut arguments, Start::Inside, layout)?;
            if !arguments.eat(",") && !arguments.is_empty() {
                return None;
            }
            layout.comma(arguments.is_empty(), 0);
        }
        layout.outdent();
        layout.end();
    }
    layout.word(")");
    Some(())
}

/// Whether the arguments are one that brings its own delimiters: an array, a tuple, a struct or a closure.
fn is_only_block(mut arguments: Cursor<'_>) -> bool {
    if arguments.at(0, "|") {
        // A closure takes the rest, unless a comma ends it.
        while !arguments.is_empty() {
            if arguments.eat(",") && !arguments.is_empty() {
                return false;
            }
            if arguments.any_group().is_none() {
                arguments.next();
            }
        }
        return true;
    }
    if arguments.at(0, "&") || skip_value(&mut arguments) != Some(true) {
        return false;
    }
    arguments.eat(",");
    arguments.is_empty()
}
