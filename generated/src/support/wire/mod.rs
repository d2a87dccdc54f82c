//! What a request can carry, whatever its type: one tree for parameters, forms and parts, between the types and the texts on the wire.

mod pairs;
mod write;

use std::borrow::Cow;
use std::fmt;

use serde_core::ser::{Serialize, Serializer};
use serde_json::ser::Formatter;

pub(super) use pairs::{Escape, Flat, Pair, Part, escape, pairs};

use super::body::Binary;
use write::Wire;

/// What a parameter can hold: JSON, in which an object keeps the order of its properties, and files, which the parts of a body can be.
#[derive(Clone, PartialEq)]
pub enum WireValue {
    /// Nothing: the parameter is left out.
    Absent,
    /// `null`, which no style can write: as a parameter, an item or a property it is left out (RFC 6570, section 2.3).
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i128),
    /// A number.
    Number(f64),
    /// Text.
    Text(String),
    /// Bytes, in the parts of a body; everywhere else they are text.
    File(Binary),
    /// Several values.
    List(Vec<WireValue>),
    /// Properties and their values.
    Object(Vec<(String, WireValue)>),
}

/// Why a value cannot be written. The value itself is not kept: it may be sensitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unwritable {
    /// A number in it is infinite, or none at all.
    NotFinite,
    /// It has no form in JSON, as a map whose keys are no text, or bytes that are none.
    Formless,
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFinite => "a number in it is not finite",
            Self::Formless => "a value in it has no form in JSON",
        })
    }
}

impl std::error::Error for Unwritable {}

impl WireValue {
    /// As JSON would have it: bytes are text.
    ///
    /// # Errors
    /// Where JSON cannot carry it.
    pub(super) fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, Unwritable> {
        value.serialize(Wire { keeps_files: false })
    }

    /// As JSON would have it, but with its files as such.
    ///
    /// # Errors
    /// Where JSON cannot carry the rest of it.
    pub(super) fn with_files<T: Serialize + ?Sized>(value: &T) -> Result<Self, Unwritable> {
        value.serialize(Wire { keeps_files: true })
    }

    /// Whether there is something to write.
    pub fn is_there(&self) -> bool {
        !matches!(self, Self::Absent | Self::Null)
    }

    /// A scalar as text; `None` for nothing, a file, a list and an object.
    pub fn to_text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Absent | Self::Null | Self::File(_) | Self::List(_) | Self::Object(_) => None,
            Self::Boolean(true) => Some("true".into()),
            Self::Boolean(false) => Some("false".into()),
            Self::Integer(value) => Some(value.to_string().into()),
            Self::Number(value) => Some(value.to_string().into()),
            Self::Text(text) => Some(text.into()),
        }
    }

    /// The value as JSON text.
    ///
    /// # Errors
    /// Where a file in it is no text.
    pub(super) fn to_json(&self) -> Result<String, Unwritable> {
        serde_json::to_string(self).map_err(|_| Unwritable::Formless)
    }

    /// The value as JSON text, in ASCII, so that every part of a request can carry it.
    ///
    /// # Errors
    /// Where a file in it is no text.
    pub(super) fn to_ascii_json(&self) -> Result<String, Unwritable> {
        let mut out = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut out, Ascii);
        self.serialize(&mut serializer)
            .map_err(|_| Unwritable::Formless)?;
        String::from_utf8(out).map_err(|_| Unwritable::Formless)
    }
}

impl Serialize for WireValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i128(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::File(file) => file.serialize(serializer),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(properties) => {
                serializer.collect_map(properties.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

/// JSON in printable ASCII.
struct Ascii;

impl Formatter for Ascii {
    fn write_string_fragment<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> std::io::Result<()> {
        for character in fragment.chars() {
            if (' '..='~').contains(&character) {
                writer.write_all(character.encode_utf8(&mut [0; 4]).as_bytes())?;
                continue;
            }
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for WireValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("None"),
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Text(value) => value.fmt(f),
            Self::File(file) => file.fmt(f),
            Self::List(values) => values.fmt(f),
            Self::Object(properties) => f
                .debug_map()
                .entries(properties.iter().map(|(name, value)| (name, value)))
                .finish(),
        }
    }
}

impl From<&str> for WireValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::Binary;

    #[test]
    fn json_and_ascii() {
        let text = "\"\\/\n\u{1}\u{7f}ü\u{1f600}";
        let value = WireValue::Object(vec![
            ("é".to_owned(), WireValue::List(vec![text.into()])),
            ("n".to_owned(), WireValue::Integer(i128::from(u64::MAX))),
            ("none".to_owned(), WireValue::Absent),
        ]);
        assert_eq!(
            value.to_json().unwrap(),
            "{\"é\":[\"\\\"\\\\/\\n\\u0001\u{7f}ü\u{1f600}\"],\"n\":18446744073709551615,\"none\":null}"
        );
        let ascii = value.to_ascii_json().unwrap();
        assert_eq!(
            ascii,
            r#"{"\u00e9":["\"\\/\n\u0001\u007f\u00fc\ud83d\ude00"],"n":18446744073709551615,"none":null}"#
        );
        let read = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        assert_eq!(read(&ascii), read(&value.to_json().unwrap()));
    }

    #[test]
    fn files_are_kept_where_asked_for() {
        let file = Binary::new("text")
            .with_file_name("a.txt")
            .with_media_type("text/plain");
        let files = [Some(file.clone()), None];
        assert_eq!(
            WireValue::with_files(&files),
            Ok(WireValue::List(vec![
                WireValue::File(file),
                WireValue::Absent
            ]))
        );
        assert_eq!(
            WireValue::of(&files),
            Ok(WireValue::List(vec!["text".into(), WireValue::Absent]))
        );
        assert_eq!(
            WireValue::of(&Binary::new(vec![0xff])),
            Err(Unwritable::Formless)
        );
    }

    #[test]
    fn numbers_that_are_not_finite_are_refused() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(WireValue::of(&[Some(number)]), Err(Unwritable::NotFinite));
        }
        assert_eq!(WireValue::of(&f32::NAN), Err(Unwritable::NotFinite));
        assert_eq!(WireValue::of(&f64::MAX), Ok(WireValue::Number(f64::MAX)));
    }
}
