//! Items: structs, enums, constants, aliases, modules, imports and calls of macros.

use std::borrow::Cow;

use syn::LitStr;

use super::{
    cursor::Cursor,
    expressions::{self, Start},
    impls,
    layout::{INDENT, Layout},
    rows,
    tokens::{Delimiter, Kind},
    types,
};

/// One item with its attributes. `None` where a construct comes that is not known here; the same of every function below.
pub(super) fn item(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    attributes(tokens, layout)?;
    if rows::call(tokens, layout).is_some() {
        layout.line();
        return Some(());
    }
    if tokens.at_word(0, "impl") {
        impls::implementation(tokens, layout)
    } else if tokens.at_word(0, "use") || tokens.at_word(0, "pub") && tokens.at_word(1, "use") {
        import(tokens, layout)
    } else if tokens.at_word(0, "const") || tokens.at_word(1, "const") {
        constant(tokens, layout)
    } else {
        layout.together(INDENT);
        visibility(tokens, layout);
        if tokens.eat_word("struct") {
            layout.word("struct ");
            layout.word(tokens.take(Kind::Word)?);
            types::parameters(tokens, layout)?;
            block(tokens.group(Delimiter::Brace)?, layout, field)?;
        } else if tokens.eat_word("enum") {
            layout.word("enum ");
            layout.word(tokens.take(Kind::Word)?);
            block(tokens.group(Delimiter::Brace)?, layout, variant)?;
        } else if tokens.eat_word("type") {
            alias(tokens, layout)?;
        } else if tokens.eat_word("mod") {
            module(tokens, layout)?;
        } else {
            return None;
        }
        layout.line();
        Some(())
    }
}

/// Attributes before something; documentation as comments.
pub(super) fn attributes(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    while tokens.eat("#") {
        attribute(tokens.group(Delimiter::Bracket)?, "///", "#[", layout)?;
    }
    Some(())
}

/// Attributes of what is around them.
pub(super) fn inner_attributes(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    while tokens.at(0, "#") && tokens.at(1, "!") {
        tokens.next();
        tokens.next();
        attribute(tokens.group(Delimiter::Bracket)?, "//!", "#![", layout)?;
    }
    Some(())
}

fn attribute(mut tokens: Cursor<'_>, marker: &str, open: &str, layout: &mut Layout) -> Option<()> {
    if tokens.eat_word("doc") {
        let literal = tokens.eat("=").then(|| tokens.take(Kind::Literal))??;
        return comment(marker, literal, layout);
    }
    layout.word(open);
    layout.word(tokens.take(Kind::Word)?);
    if let Some(group) = tokens.group(Delimiter::Parenthesis) {
        arguments(group, layout)?;
    }
    if !tokens.is_empty() {
        return None;
    }
    layout.word("]");
    layout.space();
    Some(())
}

/// The arguments of an attribute with their parentheses: words, each with a value or with arguments of its own.
fn arguments(mut arguments: Cursor<'_>, layout: &mut Layout) -> Option<()> {
    layout.word("(");
    layout.together(INDENT);
    layout.zero();
    while !arguments.is_empty() {
        layout.word(arguments.take(Kind::Word)?);
        if arguments.eat("=") {
            layout.word(" = ");
            let literal = arguments.take(Kind::Literal)?;
            layout.word(literal);
        } else if let Some(group) = arguments.group(Delimiter::Parenthesis) {
            self::arguments(group, layout)?;
        }
        if arguments.eat(",") {
            if arguments.is_empty() {
                return None;
            }
            layout.word(",");
            layout.space();
        }
    }
    layout.zero();
    layout.outdent();
    layout.end();
    layout.word(")");
    Some(())
}

/// A line of documentation. `None` where a comment cannot say it.
fn comment(marker: &str, literal: &str, layout: &mut Layout) -> Option<()> {
    let quoted = literal.strip_prefix('"')?.strip_suffix('"')?;
    let line = if quoted.contains('\\') {
        Cow::Owned(syn::parse_str::<LitStr>(literal).ok()?.value())
    } else {
        Cow::Borrowed(quoted)
    };
    if line.contains(['\n', '\r']) || line.starts_with('/') {
        return None;
    }
    layout.word(marker);
    layout.word(line.trim_end_matches(' '));
    layout.line();
    Some(())
}

pub(super) fn visibility(tokens: &mut Cursor<'_>, layout: &mut Layout) {
    if tokens.eat_word("pub") {
        layout.word("pub ");
    }
}

/// ` {`, one `part` with a comma a line, `}`; and the end of the group around all of it.
fn block(
    mut parts: Cursor<'_>,
    layout: &mut Layout,
    part: fn(&mut Cursor<'_>, &mut Layout) -> Option<()>,
) -> Option<()> {
    layout.word(" {");
    layout.line_if_more();
    while !parts.is_empty() {
        part(&mut parts, layout)?;
        if !parts.eat(",") && !parts.is_empty() {
            return None;
        }
        layout.word(",");
        layout.line();
    }
    layout.outdent();
    layout.end();
    layout.word("}");
    Some(())
}

fn field(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    attributes(tokens, layout)?;
    visibility(tokens, layout);
    layout.word(tokens.take(Kind::Word)?);
    if !tokens.eat(":") {
        return None;
    }
    layout.word(": ");
    types::ty(tokens, layout)
}

fn variant(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    attributes(tokens, layout)?;
    layout.word(tokens.take(Kind::Word)?);
    if let Some(group) = tokens.group(Delimiter::Parenthesis) {
        let mut payload = group;
        layout.together(INDENT);
        layout.word("(");
        layout.zero();
        types::ty(&mut payload, layout)?;
        payload.eat(",");
        if !payload.is_empty() {
            return None;
        }
        layout.comma(true, 0);
        layout.outdent();
        layout.word(")");
        layout.end();
    }
    Some(())
}

/// `const A: B = c;`
pub(super) fn constant(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    layout.together(0);
    visibility(tokens, layout);
    if !tokens.eat_word("const") {
        return None;
    }
    layout.word("const ");
    layout.word(tokens.take(Kind::Word)?);
    if !tokens.eat(":") {
        return None;
    }
    layout.word(": ");
    types::ty(tokens, layout)?;
    if !tokens.eat("=") {
        return None;
    }
    layout.word(" = ");
    layout.never();
    expressions::expression(tokens, Start::Inside, layout)?;
    if !tokens.eat(";") {
        return None;
    }
    layout.word(";");
    layout.end();
    layout.line();
    Some(())
}

/// `type A = B;`, from after `type` to the end of the group around it.
pub(super) fn alias(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    layout.word("type ");
    layout.word(tokens.take(Kind::Word)?);
    if !tokens.eat("=") {
        return None;
    }
    layout.word(" = ");
    layout.never();
    layout.apart(-INDENT);
    types::ty(tokens, layout)?;
    layout.end();
    if !tokens.eat(";") {
        return None;
    }
    layout.word(";");
    layout.end();
    Some(())
}

/// `mod a;` or `mod a { … }`, from after `mod` to the end of the group around it.
fn module(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    layout.word("mod ");
    layout.word(tokens.take(Kind::Word)?);
    let Some(group) = tokens.group(Delimiter::Brace) else {
        layout.word(";");
        layout.end();
        return tokens.eat(";").then_some(());
    };
    let mut items = group;
    layout.word(" {");
    layout.line_if_more();
    while !items.is_empty() {
        item(&mut items, layout)?;
    }
    layout.outdent();
    layout.end();
    layout.word("}");
    Some(())
}

/// `use a::b;`, `use a::*;`, `use a::{b, c};`
pub(super) fn import(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    visibility(tokens, layout);
    if !tokens.eat_word("use") {
        return None;
    }
    layout.word("use ");
    if tokens.eat("::") {
        layout.word("::");
    }
    loop {
        if tokens.eat("*") {
            layout.word("*");
            break;
        }
        if let Some(group) = tokens.group(Delimiter::Brace) {
            imports(group, layout)?;
            break;
        }
        layout.word(tokens.take(Kind::Word)?);
        if !tokens.eat("::") {
            break;
        }
        layout.word("::");
    }
    if !tokens.eat(";") {
        return None;
    }
    layout.word(";");
    layout.line();
    Some(())
}

/// Several names in braces.
fn imports(mut names: Cursor<'_>, layout: &mut Layout) -> Option<()> {
    layout.together(INDENT);
    layout.word("{");
    layout.zero();
    layout.apart(0);
    let mut count = 0;
    while !names.is_empty() {
        layout.word(names.take(Kind::Word)?);
        count += 1;
        if names.eat(",") && !names.is_empty() {
            layout.word(",");
            layout.space();
        }
    }
    layout.end();
    layout.comma(true, 0);
    layout.outdent();
    layout.word("}");
    layout.end();
    // A single name loses its braces.
    (count > 1).then_some(())
}
