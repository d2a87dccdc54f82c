//! `impl` blocks and what is in them.

use super::{
    cursor::Cursor,
    expressions,
    items::{alias, attributes, constant, visibility},
    layout::{INDENT, Layout},
    rows,
    tokens::{Delimiter, Kind},
    types::{self, Place},
};

/// A block, from `impl` on.
pub(super) fn implementation(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    tokens.next();
    layout.together(INDENT);
    layout.apart(-INDENT);
    layout.together(INDENT);
    layout.word("impl");
    types::parameters(tokens, layout)?;
    layout.end();
    layout.word(" ");
    // A trait and a type look the same; which of the two it is shows only after it.
    types::path(tokens, Place::Type, layout)?;
    if tokens.eat_word("for") {
        layout.space();
        layout.word("for ");
        types::ty(tokens, layout)?;
    }
    layout.end();
    layout.word(" {");
    layout.line_if_more();
    let mut members = tokens.group(Delimiter::Brace)?;
    while !members.is_empty() {
        member(&mut members, layout)?;
    }
    layout.outdent();
    layout.end();
    layout.word("}");
    layout.line();
    Some(())
}

fn member(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    attributes(tokens, layout)?;
    if rows::call(tokens, layout).is_some() {
        layout.line();
        return Some(());
    }
    if tokens.at_word(0, "const") || tokens.at_word(1, "const") {
        return constant(tokens, layout);
    }
    layout.together(INDENT);
    visibility(tokens, layout);
    if tokens.eat_word("type") {
        alias(tokens, layout)?;
        layout.line();
        return Some(());
    }
    if !tokens.eat_word("fn") {
        return None;
    }
    signature(tokens, layout)?;
    layout.word(" {");
    layout.line_if_more();
    expressions::statements(&mut tokens.group(Delimiter::Brace)?, layout)?;
    layout.outdent();
    layout.end();
    layout.word("}");
    layout.line();
    Some(())
}

/// From after `fn` to before the body.
fn signature(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    layout.word("fn ");
    layout.word(tokens.take(Kind::Word)?);
    layout.word("(");
    layout.never();
    layout.together(0);
    layout.zero();
    let mut parameters = tokens.group(Delimiter::Parenthesis)?;
    while !parameters.is_empty() {
        parameter(&mut parameters, layout)?;
        if !parameters.eat(",") && !parameters.is_empty() {
            return None;
        }
        layout.comma(parameters.is_empty(), 0);
    }
    layout.outdent();
    layout.end();
    layout.word(")");
    layout.together(-INDENT);
    if tokens.eat("->") {
        layout.word(" -> ");
        types::ty(tokens, layout)?;
    }
    layout.end();
    Some(())
}

fn parameter(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    if tokens.eat("&") {
        layout.word("&");
        if tokens.eat_word("mut") {
            layout.word("mut ");
        }
        layout.word("self");
        return tokens.eat_word("self").then_some(());
    }
    if tokens.eat_word("mut") {
        layout.word("mut ");
    }
    if tokens.eat_word("self") {
        layout.word("self");
        return Some(());
    }
    layout.word(tokens.take(Kind::Word)?);
    if !tokens.eat(":") {
        return None;
    }
    layout.word(": ");
    types::ty(tokens, layout)
}
