//! The tables of the standards, and what they leave open.

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

/// OpenAPI 3.1.1, section 4.8.12.4, Style Examples, row by row, for every place that knows the style.
#[test]
fn style_examples_of_openapi() {
    let color = text("blue");
    let colors = list(&["blue", "black", "brown"]);
    let rgb = object(&[
        ("R", WireValue::Integer(100)),
        ("G", WireValue::Integer(200)),
        ("B", WireValue::Integer(150)),
    ]);
    let empty = "";
    let refused = "refused: `color` must not be empty: it is a segment of the path";
    let rows = [
        (
            MATRIX,
            ";color",
            ";color=blue",
            ";color=blue,black,brown",
            ";color=R,100,G,200,B,150",
        ),
        (
            MATRIX.explode(true),
            ";color",
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150",
        ),
        (
            LABEL,
            ".",
            ".blue",
            ".blue,black,brown",
            ".R,100,G,200,B,150",
        ),
        (
            LABEL.explode(true),
            ".",
            ".blue",
            ".blue.black.brown",
            ".R=100.G=200.B=150",
        ),
        (
            PATH,
            refused,
            "blue",
            "blue,black,brown",
            "R,100,G,200,B,150",
        ),
        (
            PATH.explode(true),
            refused,
            "blue",
            "blue,black,brown",
            "R=100,G=200,B=150",
        ),
        (
            HEADER,
            empty,
            "blue",
            "blue,black,brown",
            "R,100,G,200,B,150",
        ),
        (
            HEADER.explode(true),
            empty,
            "blue",
            "blue,black,brown",
            "R=100,G=200,B=150",
        ),
        (
            QUERY.explode(false),
            "color=",
            "color=blue",
            "color=blue,black,brown",
            "color=R,100,G,200,B,150",
        ),
        (
            QUERY,
            "color=",
            "color=blue",
            "color=blue&color=black&color=brown",
            "R=100&G=200&B=150",
        ),
        (
            COOKIE.explode(false),
            "color=",
            "color=blue",
            "color=blue,black,brown",
            "color=R,100,G,200,B,150",
        ),
        (
            COOKIE,
            "color=",
            "color=blue",
            "color=blue; color=black; color=brown",
            "R=100; G=200; B=150",
        ),
        (
            SPACES,
            "color=",
            "color=blue",
            "color=blue%20black%20brown",
            "color=R%20100%20G%20200%20B%20150",
        ),
        (
            PIPES,
            "color=",
            "color=blue",
            "color=blue%7Cblack%7Cbrown",
            "color=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (
            DEEP,
            "color=",
            "color=blue",
            "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
    ];
    for (parameter, of_empty, of_text, of_list, of_object) in rows {
        let cases = [
            (&text(""), of_empty),
            (&color, of_text),
            (&colors, of_list),
            (&rgb, of_object),
        ];
        for (value, expected) in cases {
            assert_eq!(
                written(parameter, value),
                expected,
                "{parameter:?} {value:?}"
            );
        }
    }
}

/// RFC 6570, sections 3.2.2 to 3.2.8, with the variables of section 3.2.
#[test]
fn expansions_of_rfc_6570() {
    let variable = |name: &str| match name {
        "var" => text("value"),
        "hello" => text("Hello World!"),
        "half" => text("50%"),
        "dub" => text("me/too"),
        "v" => text("6"),
        "x" => text("1024"),
        "who" => text("fred"),
        "empty" => text(""),
        "list" => list(&["red", "green", "blue"]),
        "keys" => object(&[
            ("semi", text(";")),
            ("dot", text(".")),
            ("comma", text(",")),
        ]),
        "empty_keys" => object(&[]),
        "undef" => WireValue::Null,
        _ => WireValue::Absent,
    };
    let path = |name| Parameter::path(name, name);
    let label = |name| Parameter::path(name, name).style(Style::Label);
    let matrix = |name| Parameter::path(name, name).style(Style::Matrix);
    let query = |name| Parameter::query(name, name).explode(false);
    let rows = [
        (path("var"), "value"),
        (path("hello"), "Hello%20World%21"),
        (path("half"), "50%25"),
        (path("list"), "red,green,blue"),
        (path("list").explode(true), "red,green,blue"),
        (path("keys"), "semi,%3B,dot,.,comma,%2C"),
        (path("keys").explode(true), "semi=%3B,dot=.,comma=%2C"),
        (label("who"), ".fred"),
        (label("half"), ".50%25"),
        (label("list"), ".red,green,blue"),
        (label("list").explode(true), ".red.green.blue"),
        (label("keys"), ".semi,%3B,dot,.,comma,%2C"),
        (label("keys").explode(true), ".semi=%3B.dot=..comma=%2C"),
        (matrix("who"), ";who=fred"),
        (matrix("half"), ";half=50%25"),
        (matrix("empty"), ";empty"),
        (matrix("list"), ";list=red,green,blue"),
        (
            matrix("list").explode(true),
            ";list=red;list=green;list=blue",
        ),
        (matrix("keys"), ";keys=semi,%3B,dot,.,comma,%2C"),
        (matrix("keys").explode(true), ";semi=%3B;dot=.;comma=%2C"),
        (query("who"), "who=fred"),
        (query("half"), "half=50%25"),
        (query("empty"), "empty="),
        (query("list"), "list=red,green,blue"),
        (query("list").explode(true), "list=red&list=green&list=blue"),
        (query("keys"), "keys=semi,%3B,dot,.,comma,%2C"),
        (query("keys").explode(true), "semi=%3B&dot=.&comma=%2C"),
        (query("undef"), ""),
        (query("empty_keys"), ""),
        (query("empty_keys").explode(true), ""),
        // `{+dub}` in the value of a form: what a query can hold stays.
        (query("dub").allow_reserved(true), "dub=me/too"),
        (query("hello").allow_reserved(true), "hello=Hello%20World!"),
    ];
    for (parameter, expected) in rows {
        let value = variable(parameter.name);
        assert_eq!(written(parameter, &value), expected, "{parameter:?}");
    }
}

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
