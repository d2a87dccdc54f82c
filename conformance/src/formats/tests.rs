//! Witnesses, ranges and names.

use serde_json::json;

use super::{Format, validator};

#[test]
fn witnesses_conform_and_broken_texts_do_not() {
    for format in Format::all()
        .iter()
        .filter(|format| !format.witness.is_empty())
    {
        assert!(
            format.accepts(&json!(format.witness)),
            "{}: {}",
            format.name,
            format.witness
        );
        for broken in format.broken {
            assert!(!format.accepts(&json!(broken)), "{}: {broken}", format.name);
        }
    }
}

#[test]
fn formats_are_asserted_on_numbers_too() {
    let int32 = validator(&json!({"format": "int32"})).expect("it builds");
    assert!(int32.is_valid(&json!(2_147_483_647)));
    assert!(!int32.is_valid(&json!(2_147_483_648_i64)));
    assert!(int32.is_valid(&json!("text")));
    let int64 = validator(&json!({"format": "int64"})).expect("it builds");
    assert!(!int64.is_valid(&json!(9_223_372_036_854_775_808_u64)));
}

#[test]
fn an_unknown_format_takes_everything() {
    let unknown = validator(&json!({"format": "date_time"})).expect("a schema");
    assert!(unknown.is_valid(&json!("not a time")) && unknown.is_valid(&json!(1)));
    let known = validator(&json!({"format": "date-time"})).expect("a schema");
    assert!(!known.is_valid(&json!("not a time")));
}

#[test]
fn integers_are_compared_exactly_however_they_are_spelled() {
    let check = |name: &str, text: &str| {
        let number = text.parse().expect("a number");
        Format::find(name).expect("a format").check_number(&number)
    };
    for (name, inside, outside) in [
        ("int8", "-128", "-129"),
        ("int64", "-9223372036854775808", "9223372036854775808"),
        ("uint64", "18446744073709551615", "18446744073709551616"),
        ("uint64", "0", "-1"),
        ("uint8", "255.0", "2.56e2"),
        ("double-int", "9007199254740992", "-9007199254740993"),
        ("sf-integer", "999999999999999", "1e15"),
    ] {
        assert!(check(name, inside), "{name}: {inside}");
        assert!(!check(name, outside), "{name}: {outside}");
    }
    // A fraction is for `type` to refuse.
    assert!(check("int8", "300.5") && check("int8", "1e-7"));
}

#[test]
fn prefixes_end_where_their_texts_do() {
    for (name, text) in [
        ("date-time", "2024-01-15T10:30:00.25+01:00"),
        ("date-time", "2024-01-15T10:30:00Z"),
        ("date", "2024-01-15"),
        ("uuid", "123e4567-e89b-12d3-a456-426614174000"),
    ] {
        let format = Format::find(name).expect("a format");
        let prefix = format.prefix().expect("it has one");
        let quoted = format!("{text}\", \"next\": 1");
        assert_eq!(prefix(quoted.as_bytes()), Some(text.len()), "{text}");
        for end in 0..text.len() {
            let cut = text.get(..end).expect("ASCII");
            assert!(!format.check_text(cut), "{cut}");
        }
    }
    assert!(Format::find("uri").is_some_and(|format| format.prefix().is_none()));
}

#[test]
fn long_texts_are_no_trouble() {
    for unit in [
        "a", "1", "é", "(", "[", "{", "/", "~0", "%41", "a.", "xn--a", "\\", "@", ":", "=", "P1Y",
        "0:",
    ] {
        let text = unit.repeat(20_000);
        for format in Format::all() {
            assert_eq!(
                format.check_text(&text),
                format.check_bytes(text.as_bytes()),
                "{}",
                format.name
            );
        }
    }
}
