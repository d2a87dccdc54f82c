//! The reader against `serde_json`, and what it says of damage.

use super::*;

fn damage(text: &[u8]) -> String {
    let damage = read(text).expect_err("this is no JSON");
    format!(
        "{}:{} {} {}",
        damage.position.line, damage.position.column, damage.pointer, damage.message
    )
}

#[test]
fn agrees_with_serde_json() {
    for text in [
        "null",
        " [1, -0, 0.5e3, 1E-2, 18446744073709551615, 1e5] ",
        r#"{"a":{"b":[true,false,null,""]},"ü":"\u00e9\n\ud83d\ude00/\/"}"#,
        "[]",
        "{}",
    ] {
        let ours = read(text.as_bytes()).expect("it is JSON");
        assert_eq!(
            ours.value,
            serde_json::from_str::<Value>(text).expect("it is JSON"),
            "{text}"
        );
        assert!(ours.flaws.is_empty(), "{text}");
    }
}

#[test]
fn places_are_exact() {
    let json = read("{\"ü\": [1,\n  {\"b\": \"x\"}]}".as_bytes()).expect("it is JSON");
    let node = json.find("/ü/1/b").expect("it is there");
    assert_eq!(json.lexeme(node), "\"x\"");
    let at = json.position(node.span.start);
    assert_eq!((at.line, at.column), (2, 9));
    let key = json.key_span("/ü").expect("it has a key");
    assert_eq!(json.text.get(key.start..key.end), Some("\"ü\""));
}

#[test]
fn flaws_are_kept() {
    let json = read("\u{feff}{\"a\": 1, \"a\": \"\\ud800x\", \"b\": 1e400}".as_bytes())
        .expect("it is JSON");
    let kinds: Vec<_> = json
        .flaws
        .iter()
        .map(|flaw| (flaw.kind, flaw.pointer.as_str()))
        .collect();
    assert_eq!(
        kinds,
        [
            (FlawKind::ByteOrderMark, ""),
            (FlawKind::DuplicateKey, "/a"),
            (FlawKind::LoneSurrogate, "/a"),
            (FlawKind::Overflow, "/b"),
        ]
    );
}

#[test]
fn damage_has_its_place() {
    assert_eq!(damage(b""), "1:1  no value: the text is empty");
    assert_eq!(
        damage(b"{\"a\": [1, 2"),
        "1:12 /a unexpected end of the text inside an array"
    );
    assert_eq!(
        damage(b"[1,\n 2,]"),
        "2:4  a comma after the last element of an array"
    );
    assert_eq!(
        damage(b"{\"a\":1,}"),
        "1:8  a comma after the last member of an object"
    );
    assert_eq!(
        damage(b"{\"a\": NaN}"),
        "1:7 /a JSON has no `NaN` and no `Infinity`"
    );
    assert_eq!(
        damage(b"[1] x"),
        "1:5  more text after the end of the value"
    );
    assert_eq!(damage(b"\"\xff\""), "1:2  a byte that is not UTF-8");
    assert_eq!(damage(b"[01]"), "1:2 /0 a number with a leading zero");
    assert_eq!(damage(b"[-]"), "1:2 /0 a number without its digits");
    assert_eq!(damage(b"{a: 1}"), "1:2  expected a key in double quotes");
    assert_eq!(
        damage(b"\"a\tb\""),
        "1:3  a control character inside a string"
    );
    assert_eq!(damage(b"\"\\x\""), "1:2  an escape that JSON does not have");
    assert_eq!(
        damage(&[b'['; 200]),
        format!("1:129 {} nested deeper than 128 levels", "/0".repeat(128))
    );
}

#[test]
fn no_prefix_panics() {
    let text = r#"{"a":[1.5e3,"\ud83d\ude00 \u00e9",{"b":null}],"ü":true}"#.as_bytes();
    for end in 0..text.len() {
        let _ = read(text.get(..end).unwrap_or_default());
    }
}
