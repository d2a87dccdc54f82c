//! Names and values: what a query, a cookie, a form and the parts of a body are made of, by style.
//!
//! OpenAPI 3.1, section 4.8.12.4 (Style Examples), and RFC 6570, which it stands on: a value that is null or an empty list or object
//! is undefined, and leaves nothing to write. What both leave undefined:
//!
//! - a list or an object within a list or an object is written as JSON text in its place;
//! - `deepObject` goes on for what is nested: `filter[by][name]=x`, and by index into a list: `filter[tags][0]=x`;
//! - a scalar of `deepObject`, `spaceDelimited` and `pipeDelimited`, and any value of the last two where exploded, is written as
//!   `form` has it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Unwritable, WireValue};
use crate::support::parameter::Style;

/// Everything but the unreserved characters of RFC 3986, section 2.3, is escaped, in names and in values.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Where reserved characters are allowed to stay: all but those that a query cannot hold (`#`, `[`, `]`), or that would be read as
/// its own (`&`, `+`).
const ALLOWED: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// The same, within a list that commas separate.
const ALLOWED_IN_LIST: &AsciiSet = &ALLOWED.add(b',');

/// Which characters of a value are escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::support) enum Escape {
    /// All but the unreserved ones.
    Reserved,
    /// Those that a query needs for itself.
    Needed,
}

impl Escape {
    /// Where a specification says `allowReserved`, or does not.
    pub(in crate::support) fn where_allowed(allow_reserved: bool) -> Self {
        if allow_reserved {
            Self::Needed
        } else {
            Self::Reserved
        }
    }

    fn set(self, is_in_list: bool) -> &'static AsciiSet {
        match (self, is_in_list) {
            (Self::Reserved, _) => RESERVED,
            (Self::Needed, false) => ALLOWED,
            (Self::Needed, true) => ALLOWED_IN_LIST,
        }
    }
}

/// A text as a part of a URL.
pub(in crate::support) fn escape(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// A name and its value, or its values and what separates them. Nothing is escaped yet.
#[derive(Debug, PartialEq)]
pub(in crate::support) struct Pair {
    name: String,
    values: Vec<String>,
    delimiter: Option<char>,
}

impl Pair {
    pub(in crate::support) fn new(name: impl Into<String>, value: String) -> Self {
        Self {
            name: name.into(),
            values: vec![value],
            delimiter: None,
        }
    }

    /// As it is.
    pub(in crate::support) fn plain(self) -> (String, String) {
        let delimiter = self.delimiter.map(String::from).unwrap_or_default();
        (self.name, self.values.join(&delimiter))
    }

    /// For a URL or a form. A comma that separates values stays one, whatever is escaped within them.
    pub(in crate::support) fn escaped(&self, escaping: Escape) -> (String, String) {
        let set = escaping.set(self.delimiter.is_some());
        let values = self.values.iter();
        let values: Vec<_> = values
            .map(|value| utf8_percent_encode(value, set).to_string())
            .collect();
        let delimiter = match self.delimiter {
            Some(',') => ",".to_owned(),
            Some(other) => escape(other.encode_utf8(&mut [0; 4])),
            None => String::new(),
        };
        (escape(&self.name), values.join(&delimiter))
    }
}

/// A value that styles know how to write: what is deeper has become JSON text.
pub(in crate::support) enum Flat {
    Scalar(String),
    List(Vec<Part>),
    Object(Vec<(String, Part)>),
}

/// An item, or the value of a property.
pub(in crate::support) struct Part {
    pub(in crate::support) text: String,
    /// Whether commas in it are known to belong to it.
    pub(in crate::support) is_json: bool,
}

impl Part {
    fn of(value: &WireValue) -> Result<Self, Unwritable> {
        Ok(match value.to_text() {
            Some(text) => Self {
                text: text.into_owned(),
                is_json: false,
            },
            None => Self {
                text: value.to_ascii_json()?,
                is_json: true,
            },
        })
    }
}

impl Flat {
    /// # Errors
    /// Where a file in it is no text.
    pub(in crate::support) fn of(value: &WireValue) -> Result<Self, Unwritable> {
        Ok(match value {
            WireValue::List(items) => {
                let items = items.iter().filter(|item| item.is_there());
                Self::List(items.map(Part::of).collect::<Result<_, _>>()?)
            }
            WireValue::Object(properties) => {
                let properties = properties.iter().filter(|(_, value)| value.is_there());
                let parts = properties.map(|(name, value)| Ok((name.clone(), Part::of(value)?)));
                Self::Object(parts.collect::<Result<_, _>>()?)
            }
            WireValue::Absent | WireValue::Null => Self::List(Vec::new()),
            scalar => Self::Scalar(scalar.to_text().ok_or(Unwritable::Formless)?.into_owned()),
        })
    }

    /// Whether there is nothing to write.
    pub(in crate::support) fn is_undefined(&self) -> bool {
        match self {
            Self::Scalar(_) => false,
            Self::List(items) => items.is_empty(),
            Self::Object(properties) => properties.is_empty(),
        }
    }
}

/// The pairs of one value: `name=a,b`, or `name=a&name=b`, or `property=a&property=b`, or `name[property]=a`. None where it is undefined.
///
/// # Errors
/// Where a file in it is no text.
pub(in crate::support) fn pairs(
    name: &str,
    style: Style,
    explode: bool,
    value: &WireValue,
) -> Result<Vec<Pair>, Unwritable> {
    let delimiter = match style {
        Style::DeepObject => {
            let mut pairs = Vec::new();
            deep(name.to_owned(), value, &mut pairs)?;
            return Ok(pairs);
        }
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        _ => ',',
    };
    let joined = |values: Vec<String>| Pair {
        name: name.to_owned(),
        values,
        delimiter: Some(delimiter),
    };
    let flat = Flat::of(value)?;
    if flat.is_undefined() {
        return Ok(Vec::new());
    }
    Ok(match (flat, explode) {
        (Flat::Scalar(text), _) => vec![Pair::new(name, text)],
        (Flat::List(items), true) => items
            .into_iter()
            .map(|item| Pair::new(name, item.text))
            .collect(),
        (Flat::List(items), false) => {
            vec![joined(items.into_iter().map(|item| item.text).collect())]
        }
        (Flat::Object(properties), true) => properties
            .into_iter()
            .map(|(property, part)| Pair::new(property, part.text))
            .collect(),
        (Flat::Object(properties), false) => {
            let properties = properties.into_iter();
            let texts = properties.flat_map(|(property, part)| [property, part.text]);
            vec![joined(texts.collect())]
        }
    })
}

/// `name[property]=a`, as deep as it goes.
fn deep(name: String, value: &WireValue, pairs: &mut Vec<Pair>) -> Result<(), Unwritable> {
    match value {
        WireValue::Absent | WireValue::Null => Ok(()),
        WireValue::List(items) => {
            let mut items = items.iter().filter(|item| item.is_there()).enumerate();
            items.try_for_each(|(index, item)| deep(format!("{name}[{index}]"), item, pairs))
        }
        WireValue::Object(properties) => properties
            .iter()
            .try_for_each(|(property, value)| deep(format!("{name}[{property}]"), value, pairs)),
        scalar => {
            let text = scalar.to_text().ok_or(Unwritable::Formless)?;
            pairs.push(Pair::new(name, text.into_owned()));
            Ok(())
        }
    }
}
