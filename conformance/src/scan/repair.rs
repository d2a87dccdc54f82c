//! A text as it was read: without its flaws, and with every value where it was.

use std::borrow::Cow;

use super::text::tolerant_end;
use crate::json::{Json, Kind, Node};
use crate::lexical;

/// The text of a response without what readers do not agree on, each in as many bytes as before: of a key that stands twice the first is blank, half a
/// surrogate pair is U+FFFD, and a number beyond all doubles is one that is hardly within.
#[must_use]
pub fn repaired(json: &Json) -> Cow<'_, str> {
    // Of a text with very many flaws not all are kept.
    if json.flaws.is_empty() {
        return Cow::Borrowed(&json.text);
    }
    let mut edits = Vec::new();
    visit(json, &json.root, &mut edits);
    edits.sort_unstable();
    let mut text = String::with_capacity(json.text.len());
    let mut done = 0;
    for (start, end, with) in edits {
        // What is blank is not written to again.
        if start < done {
            continue;
        }
        text.push_str(json.text.get(done..start).unwrap_or_default());
        match with {
            Repair::Blank => text.extend(std::iter::repeat_n(' ', end - start)),
            Repair::Half => text.push_str(r"\ufffd"),
            Repair::Number => push_large(&mut text, json.text.get(start..end).unwrap_or_default()),
        }
        done = end;
    }
    text.push_str(json.text.get(done..).unwrap_or_default());
    Cow::Owned(text)
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Repair {
    Blank,
    Half,
    Number,
}

type Edits = Vec<(usize, usize, Repair)>;

fn visit(json: &Json, node: &Node, edits: &mut Edits) {
    let mut string = |start: usize| {
        let halves = tolerant_end(json.text.as_bytes(), start + 1).map(|(_, halves)| halves);
        for half in halves.unwrap_or_default() {
            edits.push((half.start, half.end, Repair::Half));
        }
    };
    match &node.kind {
        Kind::String => string(node.span.start),
        Kind::Number if lexical::is_beyond_doubles(json.lexeme(node)) => {
            edits.push((node.span.start, node.span.end, Repair::Number));
        }
        Kind::Array(items) => {
            for item in items {
                visit(json, item, edits);
            }
        }
        Kind::Object(members) => {
            for member in members {
                string(member.key_span.start);
            }
            let mut seen = std::collections::HashSet::new();
            let mut next = None;
            for member in members.iter().rev() {
                let is_last = seen.insert(member.key.as_str());
                match next {
                    Some(next) if !is_last => {
                        edits.push((member.key_span.start, next, Repair::Blank));
                    }
                    _ => visit(json, &member.value, edits),
                }
                next = Some(member.key_span.start);
            }
        }
        _ => {}
    }
}

/// Writes a number of the magnitude of the largest doubles that is as long as one beyond them: of five bytes at least, the sign aside.
fn push_large(text: &mut String, lexeme: &str) {
    let digits = lexeme.trim_start_matches('-').len();
    if lexeme.starts_with('-') {
        text.push('-');
    }
    match digits.checked_sub(7) {
        Some(zeros) => {
            text.push_str("1.");
            text.extend(std::iter::repeat_n('0', zeros + 1));
            text.push_str("e308");
        }
        None if digits == 6 => text.push_str("10e307"),
        None => text.push_str("1e308"),
    }
}

#[cfg(test)]
mod tests {
    use super::repaired;
    use crate::json;

    #[test]
    fn what_is_repaired_has_no_flaw_and_every_value_where_it_was() {
        for (text, expected) in [
            (r#"{"a":1, "b":2}"#, r#"{"a":1, "b":2}"#),
            (
                r#"{"a":{"x":1e400}, "b":2,"a":"\ud800"}"#,
                r#"{                 "b":2,"a":"\ufffd"}"#,
            ),
            (
                r#"[1e999, -1e400, 19e400, 1.5e400]"#,
                r#"[1e308, -1e308, 10e307, 1.0e308]"#,
            ),
            (
                r#"{"\udc00":1,"\ud83d\ude00":2,"\ud800":3}"#,
                r#"{           "\ud83d\ude00":2,"\ufffd":3}"#,
            ),
        ] {
            let read = json::read(text.as_bytes()).unwrap();
            let found = repaired(&read);
            assert_eq!(found, expected);
            assert_eq!(found.len(), text.len());
            assert!(json::read(found.as_bytes()).unwrap().flaws.is_empty());
        }
        let long = format!("[{}, 2]", "7".repeat(400));
        let read = json::read(long.as_bytes()).unwrap();
        let again = json::read(repaired(&read).as_bytes()).unwrap();
        assert!(again.flaws.is_empty());
        assert_eq!(
            again.find("/0").unwrap().span,
            read.find("/0").unwrap().span
        );
    }
}
