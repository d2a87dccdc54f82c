//! YAML as it is read: scalars, positions, pointers, limits.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod json;
mod problems;

use callspec_generator::diagnostics::{Code, Diagnostic};
use callspec_generator::source::{Position, Source};
use callspec_generator::spec::yaml::{Loaded, load};
use callspec_generator::spec::{At, Limits, Tree};
use serde_json::{Value, json};

fn read(text: &str) -> Loaded {
    load(&Source::new("test.yaml", text), Limits::default())
}

fn tree(text: &str) -> Tree {
    let loaded = read(text);
    let errors: Vec<&Diagnostic> = loaded
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .collect();
    assert!(errors.is_empty(), "{text:?}: {errors:#?}");
    loaded.tree.unwrap()
}

fn value(text: &str) -> Value {
    let tree = tree(&format!("v: {text}\n"));
    tree.json(tree.find("/v").unwrap())
}

fn codes(text: &str) -> Vec<Place> {
    let place = |d: &Diagnostic| (d.code.as_str(), d.position.line, d.position.column);
    read(text).diagnostics.iter().map(place).collect()
}

#[test]
fn plain_scalars_follow_the_core_schema() {
    let cases = [
        ("null", Value::Null),
        ("~", Value::Null),
        ("Null", Value::Null),
        ("", Value::Null),
        ("nULL", json!("nULL")),
        ("true", json!(true)),
        ("FALSE", json!(false)),
        ("tRUE", json!("tRUE")),
        ("no", json!("no")),
        ("on", json!("on")),
        ("y", json!("y")),
        ("0", json!(0)),
        ("-0", json!(0)),
        ("+12", json!(12)),
        ("017", json!(17)),
        ("0o17", json!(15)),
        ("0x1F", json!(31)),
        ("0b101", json!("0b101")),
        ("-0x1F", json!("-0x1F")),
        ("0o18", json!("0o18")),
        ("0x", json!("0x")),
        ("1_000", json!("1_000")),
        ("1:30", json!("1:30")),
        ("9223372036854775807", json!(i64::MAX)),
        ("-9223372036854775808", json!(i64::MIN)),
        ("9223372036854775808", json!(9_223_372_036_854_775_808_u64)),
        ("18446744073709551615", json!(u64::MAX)),
        ("3.10", json!(3.1)),
        ("1.", json!(1.0)),
        (".5", json!(0.5)),
        ("-1e3", json!(-1000.0)),
        ("1E-2", json!(0.01)),
        ("1e", json!("1e")),
        (".", json!(".")),
        ("+", json!("+")),
        ("1.2.3", json!("1.2.3")),
        ("2026-01-02", json!("2026-01-02")),
        ("12:30:45", json!("12:30:45")),
        ("'12'", json!("12")),
        ("\"null\"", json!("null")),
        ("'it''s'", json!("it's")),
        (r#""a\tb\u00e9\x41""#, json!("a\tbéA")),
        ("!!str 12", json!("12")),
        ("! 12", json!("12")),
        ("!!int '3'", json!(3)),
        ("!!float 3", json!(3.0)),
        ("!!bool true", json!(true)),
        ("!!null ''", Value::Null),
        ("!!seq [1]", json!([1])),
        ("!!map {a: 1}", json!({"a": 1})),
    ];
    for (text, expected) in cases {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn block_scalars_are_folded_and_kept() {
    assert_eq!(
        tree("a: |\n  one\n  two\nb: >-\n  one\n  two\n\n  three\n").json(At::ROOT),
        json!({"a": "one\ntwo\n", "b": "one two\nthree"})
    );
    assert_eq!(
        tree("a: |2-\n    one\n   two\n").json(At::ROOT),
        json!({"a": "  one\n two"})
    );
    assert_eq!(
        tree("a: one\n  two\n").json(At::ROOT),
        json!({"a": "one two"})
    );
}

#[test]
fn keys_are_text_in_document_order() {
    let tree = tree("z: 1\n200: 2\ntrue: 3\n'': 4\n1.5: 5\n\"a\\tb\": 6\n");
    let keys: Vec<&str> = tree.entries(At::ROOT).map(|entry| entry.name).collect();
    assert_eq!(keys, ["z", "200", "true", "", "1.5", "a\tb"]);
    assert_eq!(tree.json(tree.get(At::ROOT, "200").unwrap()), json!(2));
}

#[test]
fn places_are_found_both_ways() {
    let text = "openapi: 3.1.0\npaths:\n  /calls/{id}~x:\n    get: {tags: [a, Ünï, b]}\n";
    let tree = tree(text);
    let pointer = "/paths/~1calls~1{id}~0x/get/tags/2";
    let at = tree.find(pointer).unwrap();
    assert_eq!(tree.json(at), json!("b"));
    assert_eq!(tree.pointer(at), pointer);
    assert_eq!(
        tree.position(at),
        Position {
            line: 4,
            column: 26
        }
    );
    let span = tree.span(at);
    assert_eq!(&text[span.start..span.end], "b");

    let tags = tree.find("/paths/~1calls~1{id}~0x/get/tags").unwrap();
    let key = tree.key(tags).unwrap();
    assert_eq!(
        tree.position(key),
        Position {
            line: 4,
            column: 11
        }
    );
    assert_eq!(tree.pointer(key), tree.pointer(tags));
    assert_eq!(tree.key(at), None, "an item of a list has no key");
    assert_eq!(tree.key(key), None, "a key has none either");
    assert_eq!(tree.key(At::ROOT), None);
    assert_eq!(tree.pointer(At::ROOT), "");
    assert_eq!(tree.find(""), Some(At::ROOT));
    for nowhere in [
        "paths",
        "/",
        "/nowhere",
        "/paths/",
        "/paths/~2",
        "/openapi/0",
        "/paths/~1calls~1{id}~0x/get/tags/02",
    ] {
        assert_eq!(tree.find(nowhere), None, "{nowhere}");
    }
}

#[test]
fn containers_end_with_their_content() {
    let text = "a:\n  b: 1\n  c:\n    - x\n    - y\n\nd: {e: 2}\n";
    let tree = tree(text);
    let slice = |pointer: &str| {
        let span = tree.span(tree.find(pointer).unwrap());
        &text[span.start..span.end]
    };
    assert_eq!(slice("/a"), "b: 1\n  c:\n    - x\n    - y");
    assert_eq!(slice("/a/c"), "- x\n    - y");
    assert_eq!(slice("/d"), "{e: 2}");
}

#[test]
fn what_is_not_written_is_where_its_key_is() {
    let tree = tree("a:\nb: 1\n");
    assert_eq!(
        tree.position(tree.find("/a").unwrap()),
        Position { line: 1, column: 1 }
    );
    assert_eq!(tree.json(At::ROOT), json!({"a": null, "b": 1}));
}

#[test]
fn every_node_is_found_by_its_pointer() {
    let mut text = String::new();
    for map in 0..3 {
        text += &format!("m{map}: &m{map}\n");
        for key in 0..40 {
            text += &format!("  k{}: [{key}, {{a/b: ~, c~d: {key}}}]\n", key * 7 % 40);
        }
    }
    text += "again: *m1\nlist: [*m0, *m2]\n";
    let tree = tree(&text);
    let mut stack = vec![At::ROOT];
    let mut seen = 0;
    while let Some(at) = stack.pop() {
        seen += 1;
        assert_eq!(
            tree.find(&tree.pointer(at)),
            Some(at),
            "{}",
            tree.pointer(at)
        );
        match tree.content(at) {
            callspec_generator::spec::Content::List(items) => stack.extend(items),
            callspec_generator::spec::Content::Map(entries) => {
                stack.extend(entries.map(|entry| entry.value))
            }
            _ => {}
        }
    }
    assert_eq!(
        seen,
        1 + 3 * (1 + 40 * 5) + (1 + 40 * 5) + 1 + 2 * (1 + 40 * 5)
    );
    assert_eq!(
        tree.json(tree.find("/again").unwrap()),
        tree.json(tree.find("/m1").unwrap())
    );
}

#[test]
fn an_alias_repeats_its_anchor() {
    let tree = tree("a: &x {b: [1, 2]}\nc: *x\nd: &y text\ne: *y\n");
    assert_eq!(
        tree.json(At::ROOT),
        json!({"a": {"b": [1, 2]}, "c": {"b": [1, 2]}, "d": "text", "e": "text"})
    );
    let repeated = tree.find("/c/b/1").unwrap();
    assert_eq!(tree.pointer(repeated), "/c/b/1");
    assert_eq!(
        tree.position(repeated),
        Position {
            line: 1,
            column: 15
        },
        "where it is written"
    );
    assert_eq!(
        tree.position(tree.find("/c").unwrap()),
        Position { line: 2, column: 4 },
        "where it is repeated"
    );
}

/// A code, and the line and column where it is reported.
type Place = (&'static str, usize, usize);

#[test]
fn a_byte_order_mark_is_no_text() {
    let tree = tree("\u{feff}a: 1\n");
    assert_eq!(tree.json(At::ROOT), json!({"a": 1}));
    assert_eq!(
        codes("a: 1\nb: \u{feff}c\n").first().map(|code| code.0),
        Some("yaml-syntax")
    );
}

#[test]
fn carriage_returns_are_no_text() {
    let tree = tree("a: 1\r\nb: |\r\n  x\r\n  y\r\nc: d\r\n");
    assert_eq!(
        tree.json(At::ROOT),
        json!({"a": 1, "b": "x\ny\n", "c": "d"})
    );
    assert_eq!(
        tree.position(tree.find("/c").unwrap()),
        Position { line: 5, column: 4 }
    );
}

#[test]
fn json_is_read_too() {
    let text = r#"{"a": [1, -2.5e3, "x\ud83d\ude00", true, null], "b": {"c": {}}}"#;
    assert_eq!(
        tree(text).json(At::ROOT),
        serde_json::from_str::<Value>(text).unwrap()
    );
}
