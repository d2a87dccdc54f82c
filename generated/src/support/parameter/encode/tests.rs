//! The tables of the standards, and what they leave open.

mod standards;

use super::*;
use crate::support::wire::Unwritable;

fn text(text: &str) -> WireValue {
    text.into()
}

fn list(items: &[&str]) -> WireValue {
    WireValue::List(items.iter().map(|item| text(item)).collect())
}

fn object(properties: &[(&str, WireValue)]) -> WireValue {
    let property = |(name, value): &(&str, WireValue)| ((*name).to_owned(), value.clone());
    WireValue::Object(properties.iter().map(property).collect())
}

/// As it would stand in the request; nothing where nothing is written.
#[track_caller]
fn written(parameter: Parameter<'_>, value: &WireValue) -> String {
    let joined = |pairs: Vec<Escaped>, separator: &str| {
        let pairs: Vec<_> = pairs
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join(separator)
    };
    match encode(&parameter, value) {
        Ok(Encoded::Absent) => String::new(),
        Ok(Encoded::Path(text) | Encoded::Header(text)) => text,
        Ok(Encoded::Query(pairs)) => joined(pairs, "&"),
        Ok(Encoded::Cookie(pairs)) => joined(pairs, "; "),
        Err(violation) => format!("refused: {violation}"),
    }
}

const PATH: Parameter<'static> = Parameter::path("color", "color");
const QUERY: Parameter<'static> = Parameter::query("color", "color");
const HEADER: Parameter<'static> = Parameter::header("color", "color");
const COOKIE: Parameter<'static> = Parameter::cookie("color", "color");
const LABEL: Parameter<'static> = PATH.style(Style::Label);
const MATRIX: Parameter<'static> = PATH.style(Style::Matrix);
const SPACES: Parameter<'static> = QUERY.style(Style::SpaceDelimited).explode(false);
const PIPES: Parameter<'static> = QUERY.style(Style::PipeDelimited).explode(false);
const DEEP: Parameter<'static> = QUERY.style(Style::DeepObject);

#[test]
fn names_and_values_are_escaped() {
    let odd = Parameter::query("color", "StartTime<");
    assert_eq!(written(odd, &text("+49 151")), "StartTime%3C=%2B49%20151");
    assert_eq!(
        written(odd.explode(false), &list(&["a,b", "c&d"])),
        "StartTime%3C=a%2Cb,c%26d"
    );
    let brackets = Parameter::query("color", "co lor[]");
    assert_eq!(
        written(brackets, &list(&["blue", "1"])),
        "co%20lor%5B%5D=blue&co%20lor%5B%5D=1"
    );
    assert_eq!(
        written(QUERY, &object(&[("a&b", text("c=d"))])),
        "a%26b=c%3Dd"
    );
    assert_eq!(written(PATH, &text("a/ü")), "a%2F%C3%BC");
    assert_eq!(written(COOKIE, &text("a;b")), "color=a%3Bb");
    assert_eq!(written(HEADER, &text("a b;c")), "a b;c");
    assert_eq!(written(QUERY, &WireValue::Number(0.5)), "color=0.5");
    assert_eq!(written(MATRIX, &WireValue::Boolean(true)), ";color=true");
}

#[test]
fn reserved_characters_stay_where_they_are_allowed() {
    let all = text(":/?#[]@!$&'()*+,;=% ");
    let allowed = QUERY.allow_reserved(true);
    assert_eq!(
        written(allowed, &all),
        "color=:/?%23%5B%5D@!$%26'()*%2B,;=%25%20"
    );
    assert_eq!(
        written(allowed.explode(false), &list(&["a,b", "c/d"])),
        "color=a%2Cb,c/d"
    );
    assert_eq!(
        written(
            allowed.style(Style::DeepObject),
            &object(&[("a", text("b/c"))])
        ),
        "color%5Ba%5D=b/c"
    );
    assert_eq!(
        written(PATH.allow_reserved(true), &text("a/b")),
        "a%2Fb",
        "a path keeps its shape"
    );
}

#[test]
fn null_and_empty_values_leave_nothing() {
    let nothing = [
        WireValue::Absent,
        WireValue::Null,
        list(&[]),
        object(&[]),
        object(&[("a", WireValue::Null)]),
    ];
    for value in &nothing {
        for parameter in [QUERY, QUERY.explode(false), PIPES, DEEP, HEADER, COOKIE] {
            assert_eq!(written(parameter, value), "", "{parameter:?} {value:?}");
        }
    }
    assert_eq!(written(QUERY.allow_empty(true), &list(&[])), "color=");
    assert_eq!(written(DEEP.allow_empty(true), &object(&[])), "color=");
    assert_eq!(written(QUERY.allow_empty(true), &WireValue::Absent), "");
    let sparse = WireValue::List(vec![text("a"), WireValue::Null, text("b")]);
    assert_eq!(written(QUERY.explode(false), &sparse), "color=a,b");
    let partly = object(&[("a", WireValue::Absent), ("b", text("")), ("c", text("d"))]);
    assert_eq!(written(QUERY, &partly), "b=&c=d");
    assert_eq!(written(MATRIX.explode(true), &partly), ";b;c=d");
}

#[test]
fn what_is_nested_is_json_text_or_deep() {
    let inner = object(&[
        ("x", WireValue::Integer(1)),
        ("y", list(&["é\"\n"])),
        ("z", WireValue::Null),
    ]);
    let json = r#"{"x":1,"y":["\u00e9\"\n"],"z":null}"#;
    assert_eq!(inner.to_ascii_json().as_deref(), Ok(json));
    let escaped = escape(json);
    let nested = object(&[("a", inner.clone()), ("b", text("c"))]);
    assert_eq!(written(QUERY, &nested), format!("a={escaped}&b=c"));
    assert_eq!(written(PATH, &nested), format!("a,{escaped},b,c"));
    assert_eq!(
        written(QUERY, &WireValue::List(vec![inner.clone()])),
        format!("color={escaped}")
    );
    assert_eq!(
        written(HEADER, &WireValue::List(vec![inner, text("c")])),
        format!("{json},c")
    );
    let deep = object(&[
        (
            "by",
            object(&[("name", text("x")), ("none", WireValue::Null)]),
        ),
        ("tags", list(&["a", "b"])),
    ]);
    assert_eq!(
        written(DEEP, &deep),
        "color%5Bby%5D%5Bname%5D=x&color%5Btags%5D%5B0%5D=a&color%5Btags%5D%5B1%5D=b"
    );
}

#[test]
fn json_parameters() {
    let write = |parameter: Parameter<'_>, value: &dyn ParameterValue| {
        let wire = value.value().unwrap();
        encode_json(&parameter.json(true), &wire, value)
    };
    let value = serde_json::json!({"a": [1, "ü b"]});
    let escaped = escape(r#"{"a":[1,"ü b"]}"#);
    let pair = vec![("color".to_owned(), escaped.clone())];
    assert_eq!(write(QUERY, &value), Ok(Encoded::Query(pair.clone())));
    assert_eq!(write(COOKIE, &value), Ok(Encoded::Cookie(pair)));
    assert_eq!(write(PATH, &value), Ok(Encoded::Path(escaped)));
    assert_eq!(
        write(HEADER, &value),
        Ok(Encoded::Header(r#"{"a":[1,"\u00fc b"]}"#.to_owned()))
    );
    assert_eq!(
        write(QUERY, &Some("x")),
        Ok(Encoded::Query(vec![(
            "color".to_owned(),
            "%22x%22".to_owned()
        )]))
    );
    assert_eq!(write(QUERY, &None::<bool>), Ok(Encoded::Absent));
    assert_eq!(
        write(QUERY, &serde_json::Value::Null),
        Ok(Encoded::Query(vec![(
            "color".to_owned(),
            "null".to_owned()
        )]))
    );
}

#[test]
fn what_the_wire_cannot_carry_is_refused() {
    let refused = |parameter: Parameter<'_>, value: &WireValue, about: &str| {
        let written = written(parameter, value);
        assert!(
            written.starts_with("refused") && written.contains(about),
            "{value:?}: {written}"
        );
    };
    for value in [
        text(""),
        list(&[]),
        list(&["", ""]),
        object(&[]),
        WireValue::Absent,
        WireValue::Null,
    ] {
        refused(PATH, &value, "must not be empty");
    }
    refused(MATRIX.explode(true), &object(&[]), "must not be empty");
    refused(LABEL, &list(&[]), "must not be empty");
    for value in ["a\r\nHost: evil", "a\nb", "\u{e9}", "\u{0}", "\u{7f}"] {
        refused(HEADER, &text(value), "printable ASCII");
        refused(HEADER, &object(&[(value, text("a"))]), "printable ASCII");
    }
    refused(HEADER, &text(" a"), "blank");
    refused(HEADER, &list(&["a,b"]), "comma");
    refused(HEADER, &object(&[("a", text("b,c"))]), "comma");
}

#[test]
fn integers_and_properties_are_kept_as_they_come() {
    let value = |value: &dyn ParameterValue| value.value().unwrap();
    assert_eq!(value(&u64::MAX), WireValue::Integer(u64::MAX.into()));
    assert_eq!(value(&Some(1)), WireValue::Integer(1));
    assert_eq!(value(&None::<u8>), WireValue::Absent);
    assert_eq!(value(&serde_json::Value::Null), WireValue::Null);
    assert_eq!(
        value(&serde_json::json!([1.5, "a", true])),
        WireValue::List(vec![
            WireValue::Number(1.5),
            text("a"),
            WireValue::Boolean(true)
        ])
    );
    let keyed = std::collections::BTreeMap::from([((1, 2), "a")]);
    assert_eq!(
        (&keyed as &dyn ParameterValue).value(),
        Err(Unwritable::Formless)
    );
}
