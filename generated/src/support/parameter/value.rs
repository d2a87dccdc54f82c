//! What a parameter can hold.

use std::borrow::Cow;
use std::fmt;

use serde_core::Serialize;

use super::wire::{Unwritable, Wire};

/// A value of a parameter's type: anything that can be written and shown.
pub trait ParameterValue: fmt::Debug {
    /// The value as the styles see it.
    ///
    /// # Errors
    /// Where a part of it has no form in JSON, such as a map whose keys are no text.
    fn value(&self) -> Result<WireValue, Unwritable>;

    /// The value as JSON text.
    ///
    /// # Errors
    /// As above.
    fn json(&self) -> Result<String, Unwritable>;
}

impl<T: Serialize + fmt::Debug> ParameterValue for T {
    fn value(&self) -> Result<WireValue, Unwritable> {
        self.serialize(Wire)
    }

    fn json(&self) -> Result<String, Unwritable> {
        serde_json::to_string(self).map_err(|_| Unwritable)
    }
}

/// What a parameter can hold: JSON, in which an object keeps the order of its properties.
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
    /// Several values.
    List(Vec<WireValue>),
    /// Properties and their values.
    Object(Vec<(String, WireValue)>),
}

impl WireValue {
    /// Whether there is something to write.
    pub fn is_there(&self) -> bool {
        !matches!(self, Self::Absent | Self::Null)
    }

    /// A scalar as text; `None` for nothing, a list and an object.
    pub fn to_text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Absent | Self::Null | Self::List(_) | Self::Object(_) => None,
            Self::Boolean(true) => Some("true".into()),
            Self::Boolean(false) => Some("false".into()),
            Self::Integer(value) => Some(value.to_string().into()),
            Self::Number(value) => Some(value.to_string().into()),
            Self::Text(text) => Some(text.into()),
        }
    }

    /// The value as JSON text, in ASCII, so that every part of a request can carry it.
    pub(super) fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        match self {
            Self::Absent | Self::Null => out.push_str("null"),
            Self::Text(text) => write_json_text(text, out),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    item.write_json(out);
                }
                out.push(']');
            }
            Self::Object(properties) => {
                out.push('{');
                for (index, (name, value)) in properties.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    write_json_text(name, out);
                    out.push(':');
                    value.write_json(out);
                }
                out.push('}');
            }
            scalar => out.push_str(&scalar.to_text().unwrap_or_default()),
        }
    }
}

fn write_json_text(text: &str, out: &mut String) {
    use fmt::Write as _;

    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            ' '..='~' => out.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    // Writing into a string cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
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
