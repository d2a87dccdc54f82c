//! Types, paths and patterns.

use super::{
    cursor::Cursor,
    layout::{INDENT, Layout},
    tokens::{Delimiter, Kind},
};

/// What a path's generic arguments stand in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// `Option<T>`
    Type,
    /// `Option::<T>`
    Expression,
}

/// `None` where a construct comes that is not known here; the same of every function below.
pub(super) fn ty(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    if tokens.eat("&") {
        layout.word("&");
        if lifetime(tokens, layout).is_some() {
            layout.word(" ");
        }
        if tokens.eat_word("mut") {
            layout.word("mut ");
        }
        ty(tokens, layout)
    } else if let Some(mut inner) = tokens.group(Delimiter::Bracket) {
        layout.word("[");
        ty(&mut inner, layout)?;
        layout.word("]");
        inner.is_empty().then_some(())
    } else if let Some(mut inner) = tokens.group(Delimiter::Parenthesis) {
        tuple(&mut inner, layout, ty)
    } else if tokens.at_word(0, "impl") || tokens.at_word(0, "dyn") {
        None
    } else {
        path(tokens, Place::Type, layout)
    }
}

/// `::a::b<T>`
pub(super) fn path(tokens: &mut Cursor<'_>, place: Place, layout: &mut Layout) -> Option<()> {
    if tokens.eat("::") {
        layout.word("::");
    }
    loop {
        layout.word(tokens.take(Kind::Word)?);
        if place == Place::Type && tokens.eat("<") {
            arguments(tokens, layout)?;
        } else if place == Place::Expression && tokens.at(1, "<") && tokens.eat("::") {
            tokens.eat("<");
            layout.word("::");
            arguments(tokens, layout)?;
        }
        if !tokens.eat("::") {
            return Some(());
        }
        layout.word("::");
    }
}

/// Generic arguments, from after `<` to after `>`.
pub(super) fn arguments(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    layout.word("<");
    layout.together(INDENT);
    layout.zero();
    loop {
        if lifetime(tokens, layout).is_none() {
            ty(tokens, layout)?;
        }
        let comma = tokens.eat(",");
        let last = tokens.eat(">");
        if !(comma || last) {
            return None;
        }
        layout.comma(last, 0);
        if last {
            break;
        }
    }
    layout.outdent();
    layout.end();
    layout.word(">");
    Some(())
}

/// Generic parameters without bounds, if there are any.
pub(super) fn parameters(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    if !tokens.eat("<") {
        return Some(());
    }
    layout.word("<");
    layout.together(0);
    layout.zero();
    loop {
        layout.word(tokens.take(Kind::Word)?);
        let comma = tokens.eat(",");
        let last = tokens.eat(">");
        if !(comma || last) {
            return None;
        }
        layout.comma(last, 0);
        if last {
            break;
        }
    }
    layout.outdent();
    layout.end();
    layout.word(">");
    Some(())
}

/// `(a, b)` or `(a,)`, from what is in the parentheses.
pub(super) fn tuple(
    tokens: &mut Cursor<'_>,
    layout: &mut Layout,
    mut element: impl FnMut(&mut Cursor<'_>, &mut Layout) -> Option<()>,
) -> Option<()> {
    layout.word("(");
    layout.together(INDENT);
    layout.zero();
    let mut first = true;
    while !tokens.is_empty() {
        element(tokens, layout)?;
        let comma = tokens.eat(",");
        let last = tokens.is_empty();
        if first && last {
            // Without a comma it is no tuple.
            if !comma {
                return None;
            }
            layout.word(",");
            layout.zero();
        } else if comma || last {
            layout.comma(last, 0);
        } else {
            return None;
        }
        first = false;
    }
    layout.outdent();
    layout.end();
    layout.word(")");
    Some(())
}

/// A name, `_`, a number, a range of numbers, or a tuple of such.
pub(super) fn pattern(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    if let Some(mut inner) = tokens.group(Delimiter::Parenthesis) {
        return tuple(&mut inner, layout, pattern);
    }
    if let Some(name) = tokens.take(Kind::Word) {
        layout.word(name);
        return Some(());
    }
    let first = tokens.take(Kind::Literal)?;
    layout.word(first);
    if tokens.eat("..=") {
        let last = tokens.take(Kind::Literal)?;
        layout.word("..=");
        layout.word(last);
    }
    Some(())
}

/// `'a`, taking nothing where there is none.
fn lifetime(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    layout.word(tokens.take(Kind::Lifetime)?);
    Some(())
}
