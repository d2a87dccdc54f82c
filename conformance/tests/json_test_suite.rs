//! The reader of JSON against JSONTestSuite.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use callspec_conformance::json::{self, Damage, FlawKind, Json};

/// What the standard leaves open, and how it is read here: a prefix of the names of files, and the outcome.
const OPEN: &[(&str, &str)] = &[
    // No double is that large: said, and the largest one is what is judged.
    ("i_number_huge_exp", "Overflow"),
    ("i_number_neg_int_huge_exp", "Overflow"),
    ("i_number_pos_double_huge_exp", "Overflow"),
    ("i_number_real_neg_overflow", "Overflow"),
    ("i_number_real_pos_overflow", "Overflow"),
    // No double is that small: zero.
    ("i_number_double_huge_neg_exp", "taken"),
    ("i_number_real_underflow", "taken"),
    // The digits are kept beside the value; that a reader loses them is for the judge to say, who knows what is meant.
    ("i_number_too_big", "taken"),
    ("i_number_very_big_negative_int", "taken"),
    // Half a pair in an escape becomes U+FFFD.
    ("i_object_key_lone_2nd_surrogate", "LoneSurrogate"),
    ("i_string_1st_", "LoneSurrogate"),
    ("i_string_incomplete_surrogate", "LoneSurrogate"),
    ("i_string_invalid_lonely_surrogate", "LoneSurrogate"),
    ("i_string_invalid_surrogate", "LoneSurrogate"),
    ("i_string_inverted_surrogates_U+1D11E", "LoneSurrogate"),
    ("i_string_lone_second_surrogate", "LoneSurrogate"),
    // What is not UTF-8 is refused.
    (
        "i_string_UTF-8_invalid_sequence",
        "a byte that is not UTF-8",
    ),
    ("i_string_UTF8_surrogate_U+D800", "a byte that is not UTF-8"),
    ("i_string_invalid_utf-8", "a byte that is not UTF-8"),
    ("i_string_iso_latin_1", "a byte that is not UTF-8"),
    (
        "i_string_lone_utf8_continuation_byte",
        "a byte that is not UTF-8",
    ),
    ("i_string_not_in_unicode_range", "a byte that is not UTF-8"),
    ("i_string_overlong_sequence", "a byte that is not UTF-8"),
    ("i_string_truncated-utf-8", "a byte that is not UTF-8"),
    (
        "i_string_UTF-16LE_with_BOM",
        "a text in UTF-16, little-endian",
    ),
    ("i_string_utf16LE_no_BOM", "a text in UTF-16, little-endian"),
    ("i_string_utf16BE_no_BOM", "a text in UTF-16, big-endian"),
    // Deeper than `serde_json` reads.
    (
        "i_structure_500_nested_arrays",
        "nested deeper than 128 levels",
    ),
    // Read without its mark.
    ("i_structure_UTF-8_BOM_empty_object", "ByteOrderMark"),
];

/// What readers are known to change in passing, and what is said of it here.
const TRANSFORM: &[(&str, &str)] = &[
    ("number_", "taken"),
    ("object_key_", "taken"),
    ("object_same_key_", "DuplicateKey"),
    ("string_1_escaped", "LoneSurrogate"),
    ("string_2_escaped", "LoneSurrogate"),
    ("string_3_escaped", "LoneSurrogate"),
    ("string_1_invalid", "a byte that is not UTF-8"),
    ("string_2_invalid", "a byte that is not UTF-8"),
    ("string_3_invalid", "a byte that is not UTF-8"),
    ("string_with_escaped_NULL", "taken"),
];

/// The texts of a folder of the suite, by name; `None` where there is no corpus.
fn texts(folder: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpus/suites/JSONTestSuite")
        .join(folder);
    if !path.is_dir() {
        println!("skipped: there is no corpus");
        return None;
    }
    let entries = fs::read_dir(path).expect("a folder");
    let mut texts: Vec<_> = entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            (name.into_owned(), fs::read(&path).expect("it is there"))
        })
        .collect();
    texts.sort();
    Some(texts)
}

fn outcome(read: &Result<Json, Damage>) -> String {
    let kind = |kind: FlawKind| format!("{kind:?}");
    match read {
        Err(damage) => damage.message.clone(),
        Ok(read) => match read.flaws.first() {
            Some(flaw) => kind(flaw.kind),
            None => "taken".to_owned(),
        },
    }
}

/// Fails for an outcome that is not listed, and for an entry that speaks of nothing.
fn assert_listed(outcomes: &[(String, String)], list: &[(&str, &str)]) {
    for (name, outcome) in outcomes {
        let listed = list.iter().find(|(prefix, _)| name.starts_with(prefix));
        assert_eq!(
            listed.map(|(_, outcome)| *outcome),
            Some(outcome.as_str()),
            "{name}"
        );
    }
    for (prefix, _) in list {
        assert!(
            outcomes.iter().any(|(name, _)| name.starts_with(prefix)),
            "{prefix}"
        );
    }
}

#[test]
fn texts_are_taken_and_refused_as_the_suite_says() {
    let Some(texts) = texts("test_parsing") else {
        return;
    };
    let (mut taken, mut refused, mut open) = (0, 0, Vec::new());
    for (name, bytes) in texts {
        let read = json::read(&bytes);
        match (name.get(..2), &read) {
            (Some("y_"), Ok(read)) => {
                taken += 1;
                let theirs = serde_json::from_slice::<serde_json::Value>(&bytes).expect("JSON");
                assert_eq!(read.value, theirs, "{name}");
            }
            (Some("n_"), Err(damage)) => {
                refused += 1;
                assert!(damage.offset <= bytes.len(), "{name}");
            }
            (Some("i_"), _) => open.push((name, outcome(&read))),
            _ => assert_eq!(outcome(&read), "as the suite says", "{name}"),
        }
    }
    println!(
        "{taken} taken, {refused} refused, {} left open by the standard",
        open.len()
    );
    assert_eq!((taken, refused, open.len()), (95, 188, 35));
    assert_listed(&open, OPEN);
}

#[test]
fn nothing_is_changed_in_passing() {
    let Some(texts) = texts("test_transform") else {
        return;
    };
    let mut outcomes = Vec::new();
    for (name, bytes) in texts {
        let read = json::read(&bytes);
        if let Ok(read) = &read {
            assert_eq!(read.text.as_bytes(), bytes, "{name}");
        }
        outcomes.push((name, outcome(&read)));
    }
    assert_listed(&outcomes, TRANSFORM);
}
