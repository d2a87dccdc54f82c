//! JSON, by its own rules: texts may hold any character but the control characters of ASCII, keys may be of any length, and numbers are
//! no more than numbers.
//!
//! What is no JSON, or is beyond a limit, is read as YAML from its start, which tells what is wrong.

use std::borrow::Cow;

use super::core_schema::{self, Resolved};
use super::loader::Loader;
use crate::source::Span;
use crate::spec::tree::Kind;

/// What comes next, blanks aside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    Value,
    /// A value, or the end of a list.
    FirstValue,
    Key,
    /// A key, or the end of a map.
    FirstKey,
    Colon,
    /// A comma, or the end of a container.
    Comma,
    /// The end of the text.
    End,
}

impl Loader<'_> {
    /// Reads the document. `None` where it is no JSON; what has been read so far is to be thrown away.
    pub(super) fn read_json(&mut self) -> Option<()> {
        let text = self.source.text.as_str();
        let mut at = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
        let mut due = Due::Value;
        self.documents = 1;
        loop {
            let rest = text.get(at..)?;
            at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
            let Some(byte) = text.as_bytes().get(at) else {
                return (due == Due::End).then_some(());
            };
            let one = Span {
                start: at,
                end: at + 1,
            };
            at += 1;
            due = match (byte, due) {
                (b'{', Due::Value | Due::FirstValue) => {
                    self.start(true, 0, one).ok()?;
                    Due::FirstKey
                }
                (b'[', Due::Value | Due::FirstValue) => {
                    self.start(false, 0, one).ok()?;
                    Due::FirstValue
                }
                (b'}', Due::FirstKey | Due::Comma) if self.is_in_map()? => self.leave_json(one),
                (b']', Due::FirstValue | Due::Comma) if !self.is_in_map()? => self.leave_json(one),
                (b',', Due::Comma) => match self.is_in_map()? {
                    true => Due::Key,
                    false => Due::Value,
                },
                (b':', Due::Colon) => Due::Value,
                (b'"', Due::Key | Due::FirstKey) => {
                    at = self.json_string(one.start)?;
                    Due::Colon
                }
                (b'"', Due::Value | Due::FirstValue) => {
                    at = self.json_string(one.start)?;
                    self.behind_json_value()
                }
                (_, Due::Value | Due::FirstValue) => {
                    at = self.json_word(one.start)?;
                    self.behind_json_value()
                }
                _ => return None,
            };
        }
    }

    fn is_in_map(&self) -> Option<bool> {
        self.open.last().map(|open| open.is_map)
    }

    fn behind_json_value(&self) -> Due {
        match self.open.is_empty() {
            true => Due::End,
            false => Due::Comma,
        }
    }

    fn leave_json(&mut self, span: Span) -> Due {
        self.end(span);
        self.behind_json_value()
    }

    /// Reads a string, from its quote on; where it ends.
    fn json_string(&mut self, start: usize) -> Option<usize> {
        let rest = self.source.text.get(start + 1..)?;
        let mut bytes = rest.bytes().enumerate();
        let (mut escaped, mut length) = (false, None);
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'"' => {
                    length = Some(at);
                    break;
                }
                b'\\' => {
                    escaped = true;
                    bytes.next();
                }
                0..0x20 => return None,
                _ => {}
            }
        }
        let end = start + length? + 2;
        let text = match escaped {
            true => Cow::Owned(serde_json::from_str(self.source.text.get(start..end)?).ok()?),
            false => Cow::Borrowed(rest.get(..length?)?),
        };
        let span = Span { start, end };
        let kind = self.text(&text, span);
        self.push(kind, span).ok()?;
        Some(end)
    }

    /// Reads a number or a literal; where it ends.
    fn json_word(&mut self, start: usize) -> Option<usize> {
        let rest = self.source.text.get(start..)?;
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let length = rest
            .bytes()
            .position(|byte| !is_part(byte))
            .unwrap_or(rest.len());
        let word = rest.get(..length)?;
        serde_json::from_str::<serde_json::Value>(word).ok()?;
        let end = start + length;
        let span = Span { start, end };
        let kind = match core_schema::resolve(word) {
            Resolved::Null => Kind::Null,
            Resolved::Boolean(value) => Kind::Boolean(value),
            Resolved::Integer(value) => Kind::Integer(value),
            Resolved::Unsigned(value) => Kind::Unsigned(value),
            Resolved::Float(value) => Kind::Float(value),
            _ => self.plain(word, span),
        };
        self.push(kind, span).ok()?;
        Some(end)
    }
}
