//! `application/x-www-form-urlencoded`: pairs of names and values.
//!
//! OpenAPI 3.1, section 4.8.15.1.1: a property with `style`, `explode` or `allowReserved` is written as a parameter of the query would be. Any other
//! is written by its content type, and by itself a list item by item, an object as JSON, and anything else as text.

use super::{BodyError, Encoding};
use crate::support::media_type::is_json;
use crate::support::wire::{Escape, Pair, WireValue, pairs};

/// Writes a form.
pub(super) fn write(value: WireValue, encodings: &[Encoding]) -> Result<String, BodyError> {
    let WireValue::Object(properties) = value else {
        return Err(BodyError::new("a form is made from an object"));
    };
    let mut form = String::new();
    for (name, value) in properties {
        let encoding = Encoding::find(encodings, &name);
        let escape =
            Escape::where_allowed(encoding.is_some_and(|encoding| encoding.allow_reserved));
        for pair in property(&name, &value, encoding)? {
            let (name, value) = pair.escaped(escape);
            let separator = if form.is_empty() { "" } else { "&" };
            form.extend([separator, &name, "=", &value]);
        }
    }
    Ok(form)
}

/// The pairs of one property.
fn property(
    name: &str,
    value: &WireValue,
    encoding: Option<&Encoding>,
) -> Result<Vec<Pair>, BodyError> {
    if let Some((style, explode)) = encoding.and_then(|encoding| encoding.style) {
        return Ok(pairs(name, style, explode, value)?);
    }
    let is_json = encoding
        .and_then(|encoding| encoding.content_type)
        .is_some_and(is_json);
    if is_json {
        return Ok(vec![Pair::new(name, value.to_json()?)]);
    }
    let one = |value: &WireValue| match value.to_text() {
        Some(text) => Ok(Pair::new(name, text.into_owned())),
        None => Ok(Pair::new(name, value.to_json()?)),
    };
    match value {
        // There is no way to write null, and an empty list leaves nothing to write.
        WireValue::Absent | WireValue::Null => Ok(Vec::new()),
        WireValue::List(items) => items.iter().map(one).collect(),
        value => Ok(vec![one(value)?]),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::support::Binary;

    #[track_caller]
    fn written(value: serde_json::Value, encodings: &[Encoding]) -> String {
        write(WireValue::of(&value).unwrap(), encodings).unwrap()
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
            "p=a/b?c%26d=e%2Bf"
        );
    }

    #[test]
    fn what_is_nested_within_a_style_is_json_text() {
        let styled = Encoding::of("p").form(true);
        assert_eq!(written(json!({"p": [[1]]}), &[styled]), "p=%5B1%5D");
    }

    #[test]
    fn what_a_form_cannot_carry_is_refused() {
        let refused = |value: WireValue| write(value, &[]).unwrap_err().to_string();
        let list = WireValue::of(&json!(["secret"])).unwrap();
        assert_eq!(
            refused(list),
            "the body cannot be written: a form is made from an object"
        );
        let file = WireValue::File(Binary::new(vec![0xff]));
        let file = WireValue::Object(vec![("file".to_owned(), file)]);
        assert_eq!(
            refused(file),
            "the body cannot be written: a value in it has no form in JSON"
        );
    }
}
