//! Calls of the runtime's macros: a path, `!`, and a body of rows that each end with `;`.
//!
//! ```text
//! crate::support::object! {
//!     Call, CallBuilder;
//!     required id: i64 = "id" { "minimum": 1 };
//! }
//! ```
//!
//! One row stands on one line, however long it is: rows are for comparing.

use super::{
    cursor::Cursor,
    items,
    layout::{INDENT, Layout},
    line::Line,
    tokens::{Delimiter, Kind},
};

/// Takes a call of a macro whose body is in braces; takes nothing, and says so, where something else comes.
pub(super) fn call(tokens: &mut Cursor<'_>, layout: &mut Layout) -> Option<()> {
    let mut ahead = *tokens;
    while ahead.eat("::") || ahead.take(Kind::Word).is_some() {}
    if !ahead.eat("!") {
        return None;
    }
    let body = ahead.group(Delimiter::Brace)?;
    layout.write(|words| {
        let mut line = Line::new(words);
        while !tokens.at_group(Delimiter::Brace) {
            line.one(tokens);
        }
    });
    *tokens = ahead;
    self::body(body, layout)
}

/// The body with its braces.
fn body(mut rows: Cursor<'_>, layout: &mut Layout) -> Option<()> {
    if !holds_rows(rows) {
        let empty = rows.is_empty();
        layout.word(if empty { " {" } else { " { " });
        layout.write(|words| Line::new(words).rest(&mut rows));
        layout.word(if empty { "}" } else { " }" });
        return Some(());
    }
    layout.word(" {");
    layout.together(INDENT);
    layout.line();
    while !rows.is_empty() {
        items::attributes(&mut rows, layout)?;
        layout.write(|words| {
            let mut line = Line::new(words);
            while !rows.is_empty() {
                let end = rows.at(0, ";");
                line.one(&mut rows);
                if end {
                    break;
                }
            }
        });
        layout.line();
    }
    layout.outdent();
    layout.end();
    layout.word("}");
    Some(())
}

fn holds_rows(mut body: Cursor<'_>) -> bool {
    while !body.is_empty() {
        if body.eat(";") {
            return true;
        }
        if body.any_group().is_none() {
            body.next();
        }
    }
    false
}
