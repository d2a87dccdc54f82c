//! Where and why a body could not be decoded.
//!
//! serde puts the text that it refuses into its message, and a response may hold what must not end up in a log. So messages
//! are taken apart here, and only what is known to hold no value is passed on.

use std::fmt;

use serde_core::de::DeserializeOwned;

use super::integral::spell_integers;
use super::locate::locate;
use super::object::{DUPLICATE, MISSING};

/// A body that could not be decoded: the place, what was expected there, and the kind of thing that was found. Never a value.
///
/// The keys on the way to the place are shown, also where they are data ([`Map`](crate::support::Map)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    pointer: String,
    line: usize,
    column: usize,
    problem: String,
}

impl DecodeError {
    /// The JSON pointer (RFC 6901) of the value that was refused, or of the object that lacks a property; empty for the whole body.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The line on which that value starts, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in which that value starts, in characters, from 1.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What is wrong: `expected an integer, found a string`.
    pub fn problem(&self) -> &str {
        &self.problem
    }

    pub(crate) fn whole(problem: impl Into<String>) -> Self {
        Self {
            pointer: String::new(),
            line: 1,
            column: 1,
            problem: problem.into(),
        }
    }

    /// A problem within a value that was read already.
    #[cold]
    pub(crate) fn within(within: Within) -> Self {
        Self {
            pointer: within.pointer,
            line: 1,
            column: 1,
            problem: within.problem,
        }
    }

    #[cold]
    fn new(text: &str, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = message.strip_suffix(&place).unwrap_or(&message);
        let problem = match error.classify() {
            serde_json::error::Category::Data => Within::from_message(message),
            // The parser's own words, which hold no text of the body.
            _ if message == "number out of range" => Within::here("the number is out of range"),
            _ => Within::here(format!("not valid JSON: {message}")),
        };
        let lines_before = error.line().saturating_sub(1);
        let line_start: usize = text
            .split_inclusive('\n')
            .take(lines_before)
            .map(str::len)
            .sum();
        let located = locate(text.as_bytes(), line_start + error.column());
        let before = text.get(..located.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            pointer: located.pointer + &problem.pointer,
            line: before.matches('\n').count() + 1,
            column: before
                .get(line_start..)
                .map_or(0, |line| line.chars().count())
                + 1,
            problem: problem.problem,
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            pointer,
            line,
            column,
            problem,
        } = self;
        match pointer.as_str() {
            "" => write!(f, "{problem} (line {line}, column {column})"),
            _ => write!(f, "{problem} at {pointer} (line {line}, column {column})"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Decodes JSON text. A byte order mark is passed over, as RFC 8259, section 8.1, allows; `1.0` is an integer where one is asked for.
///
/// # Errors
/// Where the bytes are no UTF-8, no JSON, or not a `T`.
pub fn from_json<T: DeserializeOwned>(json: &[u8]) -> Result<T, DecodeError> {
    let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
    // Checked once as a whole, and not string by string.
    let text = std::str::from_utf8(json).map_err(|error| {
        DecodeError::whole(format!(
            "not UTF-8 after the first {} bytes",
            error.valid_up_to()
        ))
    })?;
    serde_json::from_str(text).or_else(|error| again(text, &error))
}

/// Reads a text that was refused once more, with its whole numbers spelled as integers.
#[cold]
fn again<T: DeserializeOwned>(text: &str, error: &serde_json::Error) -> Result<T, DecodeError> {
    match spell_integers(text).filter(|_| error.is_data()) {
        Some(text) => serde_json::from_str(&text).map_err(|error| DecodeError::new(&text, &error)),
        None => Err(DecodeError::new(text, error)),
    }
}

/// A problem somewhere inside the value at which an error is reported.
///
/// It travels through `serde_core::de::Error::custom`, which takes nothing but text: [`fmt::Display`] writes the form that
/// [`Within::from_message`] reads.
pub(crate) struct Within {
    pub(crate) pointer: String,
    pub(crate) problem: String,
}

const AT: &str = "at ";

impl Within {
    /// The value itself is the problem.
    pub(crate) fn here(problem: impl Into<String>) -> Self {
        Self {
            pointer: String::new(),
            problem: problem.into(),
        }
    }

    /// What of an error's message may be shown.
    pub(crate) fn from_message(message: &str) -> Self {
        if message.starts_with(MISSING) || message == DUPLICATE {
            return Self::here(message);
        }
        if let Some(within) = message.strip_prefix(AT).and_then(Self::parse) {
            return within;
        }
        let refused = ["invalid type: ", "invalid value: ", "invalid length "];
        let Some(found) = refused.iter().find_map(|start| message.strip_prefix(start)) else {
            return Self::here("the value is refused");
        };
        match found.rsplit_once(", expected ") {
            Some((found, expected)) => Self::here(format!(
                "expected {}, found {}",
                expected_words(expected),
                found_words(found)
            )),
            None => Self::here("the value is refused"),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut stream = serde_json::Deserializer::from_str(text).into_iter::<String>();
        let pointer = stream.next()?.ok()?;
        let problem = text.get(stream.byte_offset()..)?.strip_prefix(": ")?;
        Some(Self {
            pointer,
            problem: problem.to_owned(),
        })
    }
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{AT}{}: {}",
            serde_json::Value::from(self.pointer.as_str()),
            self.problem
        )
    }
}

/// What serde's own types expect, in words of JSON; ours say it themselves.
fn expected_words(expected: &str) -> &str {
    match expected {
        "i32" => "an integer of 32 bits",
        "i64" => "an integer of 64 bits",
        "u64" => "an integer of 64 bits without a sign",
        "f64" => "a number",
        "a sequence" => "an array",
        "a map" => "an object",
        other => other,
    }
}

/// The kind of what was found, without the value that serde adds to it.
fn found_words(found: &str) -> &'static str {
    const KINDS: &[(&str, &str)] = &[
        ("boolean", "a boolean"),
        ("integer", "an integer"),
        ("floating point", "a number with a fraction or an exponent"),
        ("number", "a number"),
        ("string", "a string"),
        ("null", "null"),
        ("unit value", "null"),
        ("Option value", "null"),
        ("sequence", "an array"),
        ("map", "an object"),
        ("another string", "another string"),
    ];
    KINDS
        .iter()
        .find(|(start, _)| found.starts_with(start))
        .map_or("something else", |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::{DateTime, Map};

    fn error<T: DeserializeOwned + fmt::Debug>(json: &str) -> String {
        from_json::<T>(json.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn names_the_place_and_never_the_value() {
        assert_eq!(
            error::<Map<Vec<i64>>>("{\"a\": [1],\n \"b/c\": [2, \"secret, expected x\"]}"),
            "expected an integer of 64 bits, found a string at /b~1c/1 (line 2, column 13)"
        );
        assert_eq!(
            error::<Vec<i32>>("[1, 5000000000]"),
            "expected an integer of 32 bits, found an integer at /1 (line 1, column 5)"
        );
        assert_eq!(
            error::<Vec<i64>>("[1.5]"),
            "expected an integer of 64 bits, found a number with a fraction or an exponent at /0 (line 1, column 2)"
        );
        assert_eq!(
            error::<Vec<Vec<i64>>>("[[], {\"a\": 1}]"),
            "expected an array, found an object at /1 (line 1, column 6)"
        );
        assert_eq!(
            error::<Vec<i64>>("[null]"),
            "expected an integer of 64 bits, found null at /0 (line 1, column 2)"
        );
        assert_eq!(
            error::<Vec<DateTime>>("[\"2024-01-15 10:30:00\"]"),
            "expected a date-time (RFC 3339), found another string at /0 (line 1, column 2)"
        );
        assert_eq!(
            error::<Map<i64>>("{\"a\":1, \"a\" :2}"),
            "the key is there twice at /a (line 1, column 9)"
        );
    }

    #[test]
    fn says_what_is_wrong_with_text_that_is_no_json() {
        assert_eq!(
            error::<Vec<i64>>("[1,"),
            "not valid JSON: EOF while parsing a value at /1 (line 1, column 4)"
        );
        assert_eq!(
            error::<Vec<i64>>("<html>"),
            "not valid JSON: expected value (line 1, column 1)"
        );
        assert_eq!(
            error::<Vec<i64>>(""),
            "not valid JSON: EOF while parsing a value (line 1, column 1)"
        );
        assert_eq!(
            from_json::<Vec<i64>>(b"[\xFF]").unwrap_err().to_string(),
            "not UTF-8 after the first 1 bytes (line 1, column 1)"
        );
        assert_eq!(
            error::<Vec<f64>>("[1e400]"),
            "the number is out of range at /0 (line 1, column 2)"
        );
        let deep = "[".repeat(1000);
        assert!(error::<serde_json::Value>(&deep).contains("recursion limit"));
    }

    #[test]
    fn a_whole_number_is_an_integer_however_it_is_written() {
        assert_eq!(
            from_json::<Vec<i64>>(b"[1.0, 2e3, -0.5e1]"),
            Ok(vec![1, 2000, -5])
        );
        assert_eq!(
            error::<Vec<i64>>("[1.0,\n 2.0, 3.5]"),
            "expected an integer of 64 bits, found a number with a fraction or an exponent at /2 (line 2, column 7)"
        );
    }

    #[test]
    fn passes_over_a_byte_order_mark() {
        assert_eq!(from_json::<i64>(b"\xEF\xBB\xBF1"), Ok(1));
    }

    #[test]
    fn a_problem_within_survives_its_journey_through_serde() {
        let within = Within {
            pointer: "/a\": b".to_owned(),
            problem: "expected x, found y".to_owned(),
        };
        let read = Within::from_message(&within.to_string());
        assert_eq!(
            (read.pointer, read.problem),
            (within.pointer, within.problem)
        );
    }
}
