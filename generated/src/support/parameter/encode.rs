//! The style × explode table: how a value is written where it goes.
//!
//! OpenAPI 3.1, section 4.8.12.4 (Style Examples), and RFC 6570, which it stands on: a value that is null or an empty list or object
//! is undefined, and leaves nothing to write. What both leave undefined:
//!
//! - a list or an object within a list or an object is written as JSON text in its place;
//! - `deepObject` goes on for what is nested: `filter[by][name]=x`, and by index into a list: `filter[tags][0]=x`;
//! - a scalar of `deepObject`, `spaceDelimited` and `pipeDelimited`, and any value of the last two where exploded, is written as
//!   `form` has it;
//! - several cookies of one parameter stand apart by `; `, as cookies do.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Location, Parameter, ParameterValue, Style, Violation, WireValue};

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

/// A text as a part of a URL.
pub(in crate::support) fn escape(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// A name and a value, both escaped.
pub(in crate::support) type Pair = (String, String);

/// A parameter as it is written.
#[derive(Debug, PartialEq)]
pub(in crate::support) enum Encoded {
    /// Nothing.
    Absent,
    /// For the place of `{name}` in the path template.
    Path(String),
    /// For the query.
    Query(Vec<Pair>),
    /// For a header field.
    Header(String),
    /// For the `Cookie` header field.
    Cookie(Vec<Pair>),
}

/// A value that styles know how to write: what is deeper has become JSON text.
enum Flat {
    Scalar(String),
    List(Vec<Part>),
    Object(Vec<(String, Part)>),
}

/// An item, or the value of a property.
struct Part {
    text: String,
    /// Whether commas in it are known to belong to it.
    is_json: bool,
}

impl Part {
    fn of(value: &WireValue) -> Self {
        match value.to_text() {
            Some(text) => Self {
                text: text.into_owned(),
                is_json: false,
            },
            None => Self {
                text: value.to_json(),
                is_json: true,
            },
        }
    }
}

impl Flat {
    fn of(value: &WireValue) -> Self {
        match value {
            WireValue::List(items) => Self::List(
                items
                    .iter()
                    .filter(|item| item.is_there())
                    .map(Part::of)
                    .collect(),
            ),
            WireValue::Object(properties) => Self::Object(
                properties
                    .iter()
                    .filter(|(_, value)| value.is_there())
                    .map(|(name, value)| (name.clone(), Part::of(value)))
                    .collect(),
            ),
            scalar => Self::Scalar(scalar.to_text().unwrap_or_default().into_owned()),
        }
    }

    fn is_undefined(&self) -> bool {
        match self {
            Self::Scalar(_) => false,
            Self::List(items) => items.is_empty(),
            Self::Object(properties) => properties.is_empty(),
        }
    }
}

/// Writes a parameter.
///
/// # Errors
/// What the wire cannot carry there.
pub(in crate::support) fn encode(
    parameter: &Parameter<'_>,
    value: &WireValue,
) -> Result<Encoded, Violation> {
    let refused = |message: &str| Violation {
        parameter: parameter.name,
        item: None,
        rule: None,
        message: message.to_owned(),
    };
    if !value.is_there() {
        return match parameter.location {
            Location::Path => Err(refused("must not be empty: it is a segment of the path")),
            _ => Ok(Encoded::Absent),
        };
    }
    if parameter.location == Location::Query && parameter.style == Style::DeepObject {
        return Ok(query(parameter, deep_object(parameter, value)));
    }
    let flat = Flat::of(value);
    match parameter.location {
        Location::Path => match path(parameter, &flat) {
            Some(text) => Ok(Encoded::Path(text)),
            None => Err(refused("must not be empty: it is a segment of the path")),
        },
        Location::Query => Ok(query(parameter, form(parameter, &flat))),
        Location::Cookie => {
            let pairs = form(parameter, &flat);
            Ok(if pairs.is_empty() {
                Encoded::Absent
            } else {
                Encoded::Cookie(pairs)
            })
        }
        Location::Header if flat.is_undefined() => Ok(Encoded::Absent),
        Location::Header => header(parameter, &flat)
            .map(Encoded::Header)
            .map_err(refused),
    }
}

/// Writes a parameter as JSON text (`content` of a JSON media type).
///
/// # Errors
/// What the wire cannot carry there.
pub(in crate::support) fn encode_json(
    parameter: &Parameter<'_>,
    wire: &WireValue,
    value: &dyn ParameterValue,
) -> Result<Encoded, Violation> {
    // JSON can say null; only what is not there at all is left out.
    if *wire == WireValue::Absent {
        return Ok(Encoded::Absent);
    }
    // A header field takes no other characters than ASCII.
    let json = match (parameter.location, value.json()) {
        (Location::Header, _) | (_, Err(_)) => wire.to_json(),
        (_, Ok(json)) => json,
    };
    let pair = |set| {
        let value = utf8_percent_encode(&json, set).to_string();
        vec![(escape(parameter.name), value)]
    };
    Ok(match parameter.location {
        Location::Path => Encoded::Path(escape(&json)),
        Location::Query if parameter.allow_reserved => Encoded::Query(pair(ALLOWED)),
        Location::Query => Encoded::Query(pair(RESERVED)),
        Location::Header => Encoded::Header(json),
        Location::Cookie => Encoded::Cookie(pair(RESERVED)),
    })
}

/// What is undefined leaves nothing to write, unless the specification asks for its empty form.
fn query(parameter: &Parameter<'_>, pairs: Vec<Pair>) -> Encoded {
    if !pairs.is_empty() {
        return Encoded::Query(pairs);
    }
    if parameter.allow_empty {
        return Encoded::Query(vec![(escape(parameter.name), String::new())]);
    }
    Encoded::Absent
}

/// `name=a,b`, or `name=a&name=b`, or `property=a&property=b`.
fn form(parameter: &Parameter<'_>, flat: &Flat) -> Vec<Pair> {
    let set = |is_list: bool| match (parameter.allow_reserved, is_list) {
        (false, _) => RESERVED,
        (true, false) => ALLOWED,
        (true, true) => ALLOWED_IN_LIST,
    };
    let value = |text: &str, is_list: bool| utf8_percent_encode(text, set(is_list)).to_string();
    let name = || escape(parameter.name);
    if flat.is_undefined() {
        return Vec::new();
    }
    let delimiter = match parameter.style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => ",",
    };
    match flat {
        Flat::Scalar(text) => vec![(name(), value(text, false))],
        Flat::List(items) if parameter.explode => items
            .iter()
            .map(|item| (name(), value(&item.text, false)))
            .collect(),
        Flat::List(items) => {
            let items: Vec<_> = items.iter().map(|item| value(&item.text, true)).collect();
            vec![(name(), items.join(delimiter))]
        }
        Flat::Object(properties) if parameter.explode => properties
            .iter()
            .map(|(property, part)| (escape(property), value(&part.text, false)))
            .collect(),
        Flat::Object(properties) => {
            let parts: Vec<_> = properties
                .iter()
                .flat_map(|(property, part)| [value(property, true), value(&part.text, true)])
                .collect();
            vec![(name(), parts.join(delimiter))]
        }
    }
}

/// `name[property]=a`, as deep as it goes.
fn deep_object(parameter: &Parameter<'_>, value: &WireValue) -> Vec<Pair> {
    fn go(name: String, value: &WireValue, set: &'static AsciiSet, pairs: &mut Vec<Pair>) {
        match value {
            WireValue::Absent | WireValue::Null => {}
            WireValue::List(items) => {
                for (index, item) in items.iter().filter(|item| item.is_there()).enumerate() {
                    go(format!("{name}%5B{index}%5D"), item, set, pairs);
                }
            }
            WireValue::Object(properties) => {
                for (property, value) in properties {
                    let name = format!("{name}%5B{}%5D", escape(property));
                    go(name, value, set, pairs);
                }
            }
            scalar => {
                let text = scalar.to_text().unwrap_or_default();
                pairs.push((name, utf8_percent_encode(&text, set).to_string()));
            }
        }
    }
    let set = if parameter.allow_reserved {
        ALLOWED
    } else {
        RESERVED
    };
    let mut pairs = Vec::new();
    go(escape(parameter.name), value, set, &mut pairs);
    pairs
}

/// As RFC 6570 expands `{name}`, `{.name}`, `{;name}`, with `*` where exploded; `None` where that is nothing.
fn path(parameter: &Parameter<'_>, flat: &Flat) -> Option<String> {
    // `;name` where the value is empty, with no equals sign (RFC 6570, section 3.2.7).
    let matrix = |name: &str, value: &str| {
        let equals = if value.is_empty() { "" } else { "=" };
        format!(";{name}{equals}{value}")
    };
    let name = escape(parameter.name);
    let prefix = match parameter.style {
        Style::Label => ".",
        _ => "",
    };
    let delimiter = match (parameter.style, parameter.explode) {
        (Style::Label, true) => ".",
        (Style::Matrix, true) => "",
        _ => ",",
    };
    let is_matrix = parameter.style == Style::Matrix;
    let parts: Vec<String> = match flat {
        Flat::Scalar(text) => vec![escape(text)],
        Flat::List(items) => items.iter().map(|item| escape(&item.text)).collect(),
        Flat::Object(properties) => {
            let pair = |(property, part): &(String, Part)| {
                let (property, value) = (escape(property), escape(&part.text));
                match (is_matrix, parameter.explode) {
                    (true, true) => matrix(&property, &value),
                    (false, true) => format!("{property}={value}"),
                    (_, false) => format!("{property},{value}"),
                }
            };
            let pairs: Vec<_> = properties.iter().map(pair).collect();
            if is_matrix && parameter.explode {
                return (!pairs.is_empty()).then(|| pairs.concat());
            }
            pairs
        }
    };
    if parts.is_empty() {
        return None;
    }
    if is_matrix {
        return Some(match (flat, parameter.explode) {
            (Flat::List(_), true) => parts.iter().map(|item| matrix(&name, item)).collect(),
            _ => matrix(&name, &parts.join(delimiter)),
        });
    }
    if prefix.is_empty() && parts.iter().all(String::is_empty) {
        return None;
    }
    Some(format!("{prefix}{}", parts.join(delimiter)))
}

/// `a,b`, or `property,a`, or `property=a`. Nothing is escaped in a header field, so what cannot stand there is refused.
fn header(parameter: &Parameter<'_>, flat: &Flat) -> Result<String, &'static str> {
    let check = |text: &str, in_list: bool| {
        if !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err("must be printable ASCII: it is a header field");
        }
        if text.trim() != text {
            return Err("must not begin or end with a blank: it is a header field");
        }
        if in_list && text.contains(',') {
            return Err(
                "must not have a comma in an item: it separates the items of a header field",
            );
        }
        Ok(())
    };
    let (joint, mut parts) = (if parameter.explode { "=" } else { "," }, Vec::new());
    match flat {
        Flat::Scalar(text) => {
            check(text, false)?;
            parts.push(text.clone());
        }
        Flat::List(items) => {
            for item in items {
                check(&item.text, !item.is_json)?;
                parts.push(item.text.clone());
            }
        }
        Flat::Object(properties) => {
            for (property, part) in properties {
                check(property, true)?;
                check(&part.text, !part.is_json)?;
                parts.push(format!("{property}{joint}{}", part.text));
            }
        }
    }
    Ok(parts.join(","))
}

#[cfg(test)]
mod tests;
