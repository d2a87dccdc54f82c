//! The style × explode table: how a value is written where it goes.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Location, Parameter, Style, Violation, WireValue};

/// Everything but the unreserved characters of RFC 3986, section 2.3, is escaped, in names and in values.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A text as a part of a URL.
pub(in crate::support) fn escape(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// A parameter as it is written.
#[derive(Debug, PartialEq)]
pub(in crate::support) enum Encoded {
    /// Nothing.
    Absent,
    /// For the place of `{name}` in the path template.
    Path(String),
    /// For the query: `name=value`, perhaps several with `&` between.
    Query(String),
    /// For a header field.
    Header(String),
    /// For the `Cookie` header field: `name=value`, perhaps several with `; ` between.
    Cookie(String),
}

/// Writes a parameter.
///
/// # Errors
/// What the wire cannot carry there.
pub(in crate::support) fn encode(
    parameter: &Parameter<'_>,
    value: &WireValue<'_>,
) -> Result<Encoded, Violation> {
    let refused = |message: &str| Violation {
        parameter: parameter.name,
        item: None,
        rule: None,
        message: message.to_owned(),
    };
    let (items, is_list) = match value {
        WireValue::Absent => return Ok(Encoded::Absent),
        WireValue::List(items) => {
            let texts: Option<Vec<_>> = items.iter().map(WireValue::to_text).collect();
            (
                texts.ok_or_else(|| refused("must not be a list of lists"))?,
                true,
            )
        }
        scalar => (scalar.to_text().into_iter().collect(), false),
    };
    match parameter.location {
        Location::Path => {
            let items: Vec<String> = items.iter().map(|item| escape(item)).collect();
            if items.iter().all(String::is_empty) {
                return Err(refused("must not be empty: it is a segment of the path"));
            }
            Ok(Encoded::Path(path(parameter, &items)))
        }
        // An empty list leaves nothing to write (RFC 6570, section 3.2.1).
        Location::Query if items.is_empty() => Ok(Encoded::Absent),
        Location::Query => {
            let items: Vec<String> = items.iter().map(|item| escape(item)).collect();
            let delimiter = match parameter.style {
                Style::SpaceDelimited => "%20",
                Style::PipeDelimited => "%7C",
                _ => ",",
            };
            Ok(Encoded::Query(pairs(parameter, &items, delimiter, "&")))
        }
        Location::Cookie if items.is_empty() => Ok(Encoded::Absent),
        Location::Cookie => {
            let items: Vec<String> = items.iter().map(|item| escape(item)).collect();
            Ok(Encoded::Cookie(pairs(parameter, &items, ",", "; ")))
        }
        Location::Header => {
            for item in &items {
                if !item.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
                    return Err(refused("must be printable ASCII: it is a header field"));
                }
                if item.trim() != item.as_ref() {
                    return Err(refused(
                        "must not begin or end with a blank: it is a header field",
                    ));
                }
                if is_list && item.contains(',') {
                    return Err(refused(
                        "must not have a comma in an item: it separates the items of a header field",
                    ));
                }
            }
            if is_list && items.is_empty() {
                return Ok(Encoded::Absent);
            }
            Ok(Encoded::Header(items.join(",")))
        }
    }
}

/// `name=a,b`, or `name=a&name=b`.
fn pairs(parameter: &Parameter<'_>, items: &[String], delimiter: &str, separator: &str) -> String {
    let name = escape(parameter.name);
    if parameter.explode {
        let pairs: Vec<String> = items.iter().map(|item| format!("{name}={item}")).collect();
        return pairs.join(separator);
    }
    format!("{name}={}", items.join(delimiter))
}

/// As RFC 6570 expands `{name}`, `{.name}`, `{;name}`, with `*` where exploded.
fn path(parameter: &Parameter<'_>, items: &[String]) -> String {
    match (parameter.style, parameter.explode) {
        (Style::Label, false) => format!(".{}", items.join(",")),
        (Style::Label, true) => format!(".{}", items.join(".")),
        (Style::Matrix, false) => format!(";{}={}", escape(parameter.name), items.join(",")),
        (Style::Matrix, true) => {
            let name = escape(parameter.name);
            items.iter().map(|item| format!(";{name}={item}")).collect()
        }
        _ => items.join(","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> WireValue<'static> {
        WireValue::List(vec![
            WireValue::Text("blue"),
            WireValue::Text("b,l&a/c k"),
            WireValue::Integer(1),
        ])
    }

    /// The table of OpenAPI's style values for a scalar and a list, with what must be escaped in it.
    #[test]
    fn style_and_explode() {
        let path = Parameter::path("color", "color");
        let query = Parameter::query("color", "co lor[]");
        let cookie = Parameter::cookie("color", "color");
        let header = Parameter::header("color", "X-Color");
        let b = "b%2Cl%26a%2Fc%20k";
        let table = [
            (
                path,
                WireValue::Text("a/ü"),
                Encoded::Path("a%2F%C3%BC".to_owned()),
            ),
            (path, list(), Encoded::Path(format!("blue,{b},1"))),
            (
                path.explode(true),
                list(),
                Encoded::Path(format!("blue,{b},1")),
            ),
            (
                path.style(Style::Label),
                WireValue::Text("a.b"),
                Encoded::Path(".a.b".to_owned()),
            ),
            (
                path.style(Style::Label),
                list(),
                Encoded::Path(format!(".blue,{b},1")),
            ),
            (
                path.style(Style::Label).explode(true),
                list(),
                Encoded::Path(format!(".blue.{b}.1")),
            ),
            (
                path.style(Style::Matrix),
                WireValue::Boolean(true),
                Encoded::Path(";color=true".to_owned()),
            ),
            (
                path.style(Style::Matrix),
                list(),
                Encoded::Path(format!(";color=blue,{b},1")),
            ),
            (
                path.style(Style::Matrix).explode(true),
                list(),
                Encoded::Path(format!(";color=blue;color={b};color=1")),
            ),
            (
                query,
                WireValue::Text("+49 151"),
                Encoded::Query("co%20lor%5B%5D=%2B49%20151".to_owned()),
            ),
            (
                query,
                WireValue::Text(""),
                Encoded::Query("co%20lor%5B%5D=".to_owned()),
            ),
            (
                query,
                WireValue::Number(0.5),
                Encoded::Query("co%20lor%5B%5D=0.5".to_owned()),
            ),
            (
                query,
                list(),
                Encoded::Query(format!(
                    "co%20lor%5B%5D=blue&co%20lor%5B%5D={b}&co%20lor%5B%5D=1"
                )),
            ),
            (
                query.explode(false),
                list(),
                Encoded::Query(format!("co%20lor%5B%5D=blue,{b},1")),
            ),
            (
                query.style(Style::SpaceDelimited).explode(false),
                list(),
                Encoded::Query(format!("co%20lor%5B%5D=blue%20{b}%201")),
            ),
            (
                query.style(Style::PipeDelimited).explode(false),
                list(),
                Encoded::Query(format!("co%20lor%5B%5D=blue%7C{b}%7C1")),
            ),
            (query, WireValue::List(vec![]), Encoded::Absent),
            (query, WireValue::Absent, Encoded::Absent),
            (
                cookie,
                WireValue::Text("a;b"),
                Encoded::Cookie("color=a%3Bb".to_owned()),
            ),
            (
                cookie,
                list(),
                Encoded::Cookie(format!("color=blue; color={b}; color=1")),
            ),
            (
                cookie.explode(false),
                list(),
                Encoded::Cookie(format!("color=blue,{b},1")),
            ),
            (
                header,
                WireValue::Text("a b;c"),
                Encoded::Header("a b;c".to_owned()),
            ),
            (
                header,
                WireValue::List(vec![WireValue::Text("a"), WireValue::Text("b")]),
                Encoded::Header("a,b".to_owned()),
            ),
        ];
        for (parameter, value, expected) in table {
            assert_eq!(
                encode(&parameter, &value),
                Ok(expected),
                "{parameter:?} {value:?}"
            );
        }
    }

    #[test]
    fn what_the_wire_cannot_carry_is_refused() {
        let refused = |parameter: Parameter<'_>, value: WireValue<'_>| {
            encode(&parameter, &value).unwrap_err().to_string()
        };
        assert!(
            refused(Parameter::path("a", "a"), WireValue::Text("")).contains("must not be empty")
        );
        assert!(
            refused(Parameter::path("a", "a"), WireValue::List(vec![]))
                .contains("must not be empty")
        );
        let header = Parameter::header("a", "A");
        for text in ["a\r\nHost: evil", "a\nb", "\u{e9}", "\u{0}", "\u{7f}"] {
            assert!(
                refused(header, WireValue::Text(text)).contains("printable ASCII"),
                "{text:?}"
            );
        }
        assert!(refused(header, WireValue::Text(" a")).contains("blank"));
        assert!(refused(header, WireValue::List(vec![WireValue::Text("a,b")])).contains("comma"));
    }
}
