//! One line of a text with something marked in it, short enough to read and with sensitive values masked.

use std::ops::Range;

use callspec_generator::source::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many characters of a line are shown.
const WIDTH: usize = 100;
/// How many bytes on either side of the mark are looked at. Enough for [`WIDTH`] characters of any length.
const REACH: usize = 4 * WIDTH;

/// A line, or the part of it around what is marked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Excerpt {
    /// The text: no line break, no control character; `…` where something is left out, `<phone>` in place of what may not be shown.
    pub text: String,
    /// The first marked character, from 1.
    pub column: usize,
    /// How many characters are marked, at least 1.
    pub width: usize,
}

impl Excerpt {
    /// A line of a document, with the marked characters from `column` on.
    #[must_use]
    pub fn of_line(line: &str, column: usize, width: usize) -> Self {
        Window {
            text: line.to_owned(),
            column,
            width,
            cut_before: false,
            cut_after: false,
        }
        .narrow()
    }

    /// The bytes of a text that the line around a byte offset may show.
    #[must_use]
    pub fn window(offset: usize) -> Range<usize> {
        // A window may begin within a character, and then begins with that.
        offset.saturating_sub(REACH + 3)..offset.saturating_add(REACH)
    }

    /// The line of a text around a byte offset, where `width` characters are marked. `sensitive` are the bytes that may not be shown, in
    /// order, and what they hold.
    #[must_use]
    pub fn masked(
        text: &str,
        offset: usize,
        width: usize,
        sensitive: &[(Span, String)],
    ) -> Option<Self> {
        let before = text.get(boundary(text, offset.saturating_sub(REACH))..offset)?;
        let line_start = before.rfind('\n').map(|at| offset - before.len() + at + 1);
        let start = line_start.unwrap_or(offset - before.len());
        let end = boundary(text, offset.saturating_add(REACH).min(text.len()));
        let line_end = text.get(offset..end)?.find('\n').map(|at| offset + at);
        let end = line_end.unwrap_or(end);

        let mut shown = String::new();
        let (mut column, mut width) = (None, width);
        let mut done = start;
        for (span, kind) in sensitive {
            if span.end <= start || span.start >= end {
                continue;
            }
            let from = span.start.max(done);
            if (done..from).contains(&offset) {
                column = Some(shown.chars().count() + text.get(done..offset)?.chars().count() + 1);
            }
            shown.push_str(text.get(done..from)?);
            let mask = format!("<{kind}>");
            if (span.start..span.end.max(span.start + 1)).contains(&offset) {
                column = Some(shown.chars().count() + 1);
                width = mask.chars().count();
            }
            shown.push_str(&mask);
            done = span.end.min(end);
        }
        if column.is_none() {
            column = Some(shown.chars().count() + text.get(done..offset)?.chars().count() + 1);
        }
        shown.push_str(text.get(done..end)?);
        let window = Window {
            text: shown,
            column: column?,
            width,
            cut_before: line_start.is_none() && start > 0,
            cut_after: line_end.is_none() && end < text.len(),
        };
        Some(window.narrow())
    }
}

/// The nearest character boundary at or before an offset.
fn boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// A part of a line before it is cut to what is shown.
struct Window {
    text: String,
    column: usize,
    width: usize,
    cut_before: bool,
    cut_after: bool,
}

impl Window {
    /// Cuts it around what is marked, and replaces what would upset the columns.
    fn narrow(self) -> Excerpt {
        let characters: Vec<char> = self
            .text
            .chars()
            .map(|character| {
                if character.is_control() {
                    ' '
                } else {
                    character
                }
            })
            .collect();
        let column = self.column.clamp(1, characters.len() + 1);
        let width = self.width.clamp(1, (characters.len() + 1 - column).max(1));
        let (start, end) = if characters.len() <= WIDTH {
            (0, characters.len())
        } else {
            let start = (column - 1).saturating_sub(WIDTH / 3);
            (start, (start + WIDTH).min(characters.len()))
        };
        let before = if start > 0 || self.cut_before {
            "…"
        } else {
            ""
        };
        let after = if end < characters.len() || self.cut_after {
            "…"
        } else {
            ""
        };
        let window: String = characters
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .collect();
        let column = column - start + before.chars().count();
        let room = if characters.len() <= WIDTH {
            width
        } else {
            WIDTH.saturating_sub(column - 1).max(1)
        };
        Excerpt {
            text: format!("{before}{window}{after}"),
            column,
            width: width.min(room),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, Span};

    fn masked(text: &str, offset: usize, sensitive: &[(usize, usize)]) -> (String, usize, usize) {
        let sensitive: Vec<_> = sensitive
            .iter()
            .map(|(start, end)| {
                let span = Span {
                    start: *start,
                    end: *end,
                };
                (span, "phone".to_owned())
            })
            .collect();
        let excerpt = Excerpt::masked(text, offset, 2, &sensitive).unwrap_or_else(|| Excerpt {
            text: "none".to_owned(),
            column: 0,
            width: 0,
        });
        (excerpt.text, excerpt.column, excerpt.width)
    }

    #[test]
    fn what_is_sensitive_is_masked_wherever_the_mark_is() {
        let text = "one\nab 12345 cd\ntwo";
        assert_eq!(masked(text, 4, &[(7, 12)]), ("ab <phone> cd".into(), 1, 2));
        assert_eq!(masked(text, 9, &[(7, 12)]), ("ab <phone> cd".into(), 4, 7));
        assert_eq!(
            masked(text, 13, &[(7, 12)]),
            ("ab <phone> cd".into(), 12, 2)
        );
    }

    #[test]
    fn a_value_that_begins_far_before_the_window_is_masked_too() {
        let text = format!("{{\"a\": \"{}\", \"b\": 1}}", "5".repeat(5000));
        let at = text.len() - 2;
        let (shown, ..) = masked(&text, at, &[(6, 5008)]);
        assert!(!shown.contains('5'), "{shown}");
        assert!(shown.ends_with("<phone>, \"b\": 1}"), "{shown}");
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = "é".repeat(10_000);
        let (shown, column, _) = masked(&text, 10_000, &[]);
        assert_eq!(shown.chars().count(), 102);
        assert_eq!(column, 35);
    }
}
