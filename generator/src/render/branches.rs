//! Expressions that hold others to choose from or to run later: closures and `match`.

use super::{
    cursor::Cursor,
    expressions::{Shape, Start, chain, expression, shape},
    layout::{Break, INDENT, Layout},
    tokens::{Delimiter, Kind},
    types::pattern,
};

/// A closure of named parameters, from after the first `|`.
pub(super) fn closure(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    layout.apart(0);
    layout.together(INDENT);
    layout.word("|");
    layout.zero();
    loop {
        layout.word(tokens.take(Kind::Word)?);
        if tokens.eat("|") {
            break;
        }
        if !tokens.eat(",") {
            return None;
        }
        layout.word(",");
        layout.space();
    }
    layout.word("|");
    layout.space();
    layout.outdent();
    layout.end();
    layout.never();
    let bare = !tokens.at(0, "&") && matches!(shape(*tokens)?, Shape::Call | Shape::Delimited);
    if bare {
        expression(tokens, Start::Inside, layout)?;
    } else {
        layout.together(INDENT);
        layout.add(Break {
            before: "{",
            ..Break::default()
        });
        expression(tokens, Start::Inside, layout)?;
        layout.add(Break {
            offset: -INDENT,
            after: "}",
            ..Break::default()
        });
        layout.end();
    }
    layout.end();
    Some(())
}

/// `match`, from after the word.
pub(super) fn selection(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    layout.apart(0);
    layout.word("match ");
    layout.together(0);
    // What is matched is asked of something; nothing else is emitted.
    if !matches!(shape(*tokens)?, Shape::Chain { .. }) {
        return None;
    }
    chain(tokens, Start::Inside, layout)?;
    layout.space();
    layout.end();
    layout.word("{");
    layout.never();
    layout.together(INDENT);
    layout.line_if_more();
    let mut arms = tokens.group(Delimiter::Brace)?;
    while !arms.is_empty() {
        arm(&mut arms, layout)?;
        layout.line();
    }
    layout.outdent();
    layout.end();
    layout.word("}");
    layout.end();
    Some(())
}

fn arm(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    layout.apart(0);
    pattern(tokens, layout)?;
    if !tokens.eat("=>") {
        return None;
    }
    layout.word(" => ");
    if matches!(tokens.peek(0), Some((Kind::Open(_), _))) {
        return None;
    }
    layout.never();
    layout.together(INDENT);
    layout.add(Break {
        before: "{",
        ..Break::default()
    });
    expression(tokens, Start::Line, layout)?;
    layout.add(Break {
        offset: -INDENT,
        after: "}",
        otherwise: ",",
        ..Break::default()
    });
    layout.end();
    layout.end();
    (tokens.eat(",") || tokens.is_empty()).then_some(())
}
