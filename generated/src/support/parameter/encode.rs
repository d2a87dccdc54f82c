//! The style × explode table: how a value is written where it goes.
//!
//! What a query and a cookie are made of is in `support/wire/pairs.rs`; a path and a header field are written here. Several cookies of one
//! parameter stand apart by `; `, as cookies do.

use super::{Location, Parameter, ParameterValue, Style, Violation, WireValue};
use crate::support::wire::{Escape, Flat, Pair, Part, escape, pairs};

/// A name and a value, both escaped.
pub(in crate::support) type Escaped = (String, String);

/// A parameter as it is written.
#[derive(Debug, PartialEq)]
pub(in crate::support) enum Encoded {
    /// Nothing.
    Absent,
    /// For the place of `{name}` in the path template.
    Path(String),
    /// For the query.
    Query(Vec<Escaped>),
    /// For a header field.
    Header(String),
    /// For the `Cookie` header field.
    Cookie(Vec<Escaped>),
}

/// Writes a parameter.
///
/// # Errors
/// What the wire cannot carry there.
pub(in crate::support) fn encode(
    parameter: &Parameter<'_>,
    value: &WireValue,
) -> Result<Encoded, Violation> {
    let refused = |message: &str| Violation::refused(parameter.name, message);
    if !value.is_there() {
        return match parameter.location {
            Location::Path => Err(refused("must not be empty: it is a segment of the path")),
            _ => Ok(Encoded::Absent),
        };
    }
    let formless = |_| refused("must be a value that JSON can say");
    let styled = || {
        let pairs = pairs(parameter.name, parameter.style, parameter.explode, value);
        let escaping = Escape::where_allowed(parameter.allow_reserved);
        let escaped = |pairs: Vec<Pair>| pairs.iter().map(|pair| pair.escaped(escaping)).collect();
        pairs.map(escaped).map_err(formless)
    };
    match parameter.location {
        Location::Query => Ok(query(parameter, styled()?)),
        Location::Cookie => {
            let pairs: Vec<_> = styled()?;
            Ok(if pairs.is_empty() {
                Encoded::Absent
            } else {
                Encoded::Cookie(pairs)
            })
        }
        Location::Path => {
            let flat = Flat::of(value).map_err(formless)?;
            let text = path(parameter, &flat).map(Encoded::Path);
            text.ok_or_else(|| refused("must not be empty: it is a segment of the path"))
        }
        Location::Header => {
            let flat = Flat::of(value).map_err(formless)?;
            if flat.is_undefined() {
                return Ok(Encoded::Absent);
            }
            let text = header(parameter, &flat).map_err(refused)?;
            Ok(Encoded::Header(text))
        }
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
    let json = match parameter.location {
        Location::Header => wire.to_ascii_json(),
        _ => value.json(),
    };
    let json =
        json.map_err(|_| Violation::refused(parameter.name, "must be a value that JSON can say"))?;
    let pair = |escaping| vec![Pair::new(parameter.name, json.clone()).escaped(escaping)];
    Ok(match parameter.location {
        Location::Path => Encoded::Path(escape(&json)),
        Location::Query => Encoded::Query(pair(Escape::where_allowed(parameter.allow_reserved))),
        Location::Header => Encoded::Header(json),
        Location::Cookie => Encoded::Cookie(pair(Escape::Reserved)),
    })
}

/// What is undefined leaves nothing to write, unless the specification asks for its empty form.
fn query(parameter: &Parameter<'_>, pairs: Vec<Escaped>) -> Encoded {
    if !pairs.is_empty() {
        return Encoded::Query(pairs);
    }
    if parameter.allow_empty {
        return Encoded::Query(vec![(escape(parameter.name), String::new())]);
    }
    Encoded::Absent
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
