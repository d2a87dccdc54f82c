//! `application/x-www-form-urlencoded`: pairs of names and values.
//!
//! OpenAPI 3.1, section 4.8.15.1.1: a property with `style`, `explode` or `allowReserved` is written as a parameter of the query would be. Any other
//! is written by its content type, and by itself a list item by item, an object as JSON, and anything else as text.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::tree::Node;
use super::{BodyError, Encoding, PropertyStyle};
use crate::support::media_type::is_json;

/// Everything but the unreserved characters of RFC 3986 is escaped.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What stays reserved where a specification allows reserved characters: what a form is made of, or would be read as something else.
const FORM: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// Writes a form.
pub(super) fn write(node: Node, encodings: &[Encoding]) -> Result<String, BodyError> {
    let Node::Object(members) = node else {
        return Err(BodyError::new("a form is made from an object"));
    };
    let mut form = String::new();
    for (name, value) in members {
        let encoding = Encoding::find(encodings, &name);
        let is_reserved_allowed = encoding.is_some_and(|encoding| encoding.allow_reserved);
        for pair in pairs(&name, &value, encoding)? {
            if !form.is_empty() {
                form.push('&');
            }
            let set = if is_reserved_allowed { FORM } else { RESERVED };
            let escape = |text: &String| utf8_percent_encode(text, set).to_string();
            let values: Vec<String> = pair.values.iter().map(escape).collect();
            form.extend(utf8_percent_encode(&pair.name, RESERVED));
            form.push('=');
            form.push_str(&values.join(pair.delimiter));
        }
    }
    Ok(form)
}

/// A name and its values, which a delimiter goes between.
#[derive(Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) values: Vec<String>,
    pub(super) delimiter: &'static str,
}

impl Pair {
    fn one(name: impl Into<String>, value: String) -> Self {
        Self {
            name: name.into(),
            values: vec![value],
            delimiter: "",
        }
    }
}

/// The pairs of one property.
pub(super) fn pairs(
    name: &str,
    value: &Node,
    encoding: Option<&Encoding>,
) -> Result<Vec<Pair>, BodyError> {
    if let Some((style, explode)) = encoding.and_then(|encoding| encoding.style) {
        return styled(name, value, style, explode);
    }
    if let Some(content_type) = encoding.and_then(|encoding| encoding.content_type)
        && is_json(content_type)
    {
        return Ok(vec![Pair::one(name, value.json()?)]);
    }
    let one = |value: &Node| match value.text() {
        Some(text) => Ok(Pair::one(name, text)),
        None => Ok(Pair::one(name, value.json()?)),
    };
    match value {
        // There is no way to write null, and an empty list leaves nothing to write.
        Node::Null => Ok(Vec::new()),
        Node::List(items) => items.iter().map(one).collect(),
        value => Ok(vec![one(value)?]),
    }
}

/// As the style × explode table has it for a parameter of the query.
pub(super) fn styled(
    name: &str,
    value: &Node,
    style: PropertyStyle,
    explode: bool,
) -> Result<Vec<Pair>, BodyError> {
    if style == PropertyStyle::DeepObject {
        let mut pairs = Vec::new();
        deep(name.to_owned(), value, &mut pairs)?;
        return Ok(pairs);
    }
    let delimiter = match style {
        PropertyStyle::SpaceDelimited => "%20",
        PropertyStyle::PipeDelimited => "%7C",
        PropertyStyle::Form | PropertyStyle::DeepObject => ",",
    };
    let joined = |values: Vec<String>| Pair {
        name: name.to_owned(),
        values,
        delimiter,
    };
    match value {
        Node::Null => Ok(Vec::new()),
        Node::List(items) if items.is_empty() => Ok(Vec::new()),
        Node::List(items) => {
            let texts = items.iter().map(|item| single(name, item));
            let texts: Vec<String> = texts.collect::<Result<_, _>>()?;
            Ok(if explode {
                let pair = |text| Pair::one(name, text);
                texts.into_iter().map(pair).collect()
            } else {
                vec![joined(texts)]
            })
        }
        Node::Object(members) => {
            let members = members.iter().filter(|(_, value)| *value != Node::Null);
            let members = members.map(|(key, value)| Ok((key.clone(), single(name, value)?)));
            let members: Vec<(String, String)> = members.collect::<Result<_, BodyError>>()?;
            Ok(if explode {
                let pair = |(key, value): (String, String)| Pair::one(key, value);
                members.into_iter().map(pair).collect()
            } else if members.is_empty() {
                Vec::new()
            } else {
                let flat = members.into_iter().flat_map(|(key, value)| [key, value]);
                vec![joined(flat.collect())]
            })
        }
        value => Ok(vec![Pair::one(name, single(name, value)?)]),
    }
}

fn single(name: &str, value: &Node) -> Result<String, BodyError> {
    if *value == Node::Null {
        return Ok(String::new());
    }
    value.text().ok_or_else(|| {
        BodyError::new(format!(
            "the style of `{name}` has no place for lists and objects inside of it"
        ))
    })
}

/// `name[key]=value`. The standard stops at one level; deeper ones, and lists by their indices, are written as servers that know this style
/// read them.
fn deep(name: String, value: &Node, pairs: &mut Vec<Pair>) -> Result<(), BodyError> {
    match value {
        Node::Null => Ok(()),
        Node::Object(members) => members
            .iter()
            .try_for_each(|(key, value)| deep(format!("{name}[{key}]"), value, pairs)),
        Node::List(items) => (0..).zip(items).try_for_each(|(index, value): (usize, _)| {
            deep(format!("{name}[{index}]"), value, pairs)
        }),
        value => {
            let text = single(&name, value)?;
            pairs.push(Pair::one(name, text));
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn written(value: serde_json::Value, encodings: &[Encoding]) -> String {
        write(Node::of(&value).unwrap(), encodings).unwrap()
    }

    #[test]
    fn properties_by_themselves() {
        let value = json!({"a": "b c&d=é", "flag": true, "list": [1, "x,y"], "n": 1.5, "none": null, "o": {"k": [1]}, "objects": [{"i": 1}], "void": []});
        assert_eq!(
            written(value, &[]),
            "a=b%20c%26d%3D%C3%A9&flag=true&list=1&list=x%2Cy&n=1.5&o=%7B%22k%22%3A%5B1%5D%7D&objects=%7B%22i%22%3A1%7D"
        );
    }

    #[test]
    fn properties_by_style() {
        let list = json!({"p": ["a", "b c"]});
        let object = json!({"p": {"x": 1, "y": "z"}});
        let nested = json!({"p": {"x": {"y": [true, {"z": ""}]}}});
        let of = Encoding::of("p");
        for (value, encoding, expected) in [
            (&list, of.form(true), "p=a&p=b%20c"),
            (&list, of.form(false), "p=a,b%20c"),
            (&list, of.space_delimited(false), "p=a%20b%20c"),
            (&list, of.pipe_delimited(false), "p=a%7Cb%20c"),
            (&list, of.deep_object(true), "p%5B0%5D=a&p%5B1%5D=b%20c"),
            (&object, of.form(true), "x=1&y=z"),
            (&object, of.form(false), "p=x,1,y,z"),
            (&object, of.deep_object(true), "p%5Bx%5D=1&p%5By%5D=z"),
            (
                &object,
                of.content_type("application/json"),
                "p=%7B%22x%22%3A1%2C%22y%22%3A%22z%22%7D",
            ),
            (
                &nested,
                of.deep_object(true),
                "p%5Bx%5D%5By%5D%5B0%5D=true&p%5Bx%5D%5By%5D%5B1%5D%5Bz%5D=",
            ),
        ] {
            assert_eq!(
                written(value.clone(), &[encoding]),
                expected,
                "{encoding:?}"
            );
        }
        let reserved = json!({"p": "a/b?c&d=e+f"});
        assert_eq!(
            written(reserved, &[of.form(true).allow_reserved()]),
            "p=a/b?c%26d%3De%2Bf"
        );
    }

    #[test]
    fn what_a_form_cannot_carry_is_refused() {
        let refused = |value: serde_json::Value, encodings: &[Encoding]| {
            write(Node::of(&value).unwrap(), encodings)
                .unwrap_err()
                .to_string()
        };
        assert!(refused(json!([1]), &[]).contains("made from an object"));
        let styled = Encoding::of("p").form(true);
        assert!(refused(json!({"p": [["secret"]]}), &[styled]).contains("`p`"));
        assert!(!refused(json!({"p": [["secret"]]}), &[styled]).contains("secret"));
    }
}
