//! The formats against JSON-Schema-Test-Suite, and against other readers of the same standards.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use callspec_conformance::formats::{Format, validator};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Where a format judges otherwise than the suite: the file, the description, and why. An entry that does not differ any more fails.
const KNOWN: &[(&str, &str, &str)] = &[];

#[test]
fn texts_are_judged_as_the_suite_does() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(
        "../../shared/corpus/suites/JSON-Schema-Test-Suite/tests/draft2020-12/optional/format",
    );
    if !folder.is_dir() {
        println!("skipped: there is no corpus");
        return;
    }
    let mut rates: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut differing = Vec::new();
    for entry in fs::read_dir(&folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let file = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(&path).expect("a file");
        let groups: Vec<Value> = serde_json::from_str(&text).expect("JSON");
        for group in &groups {
            let validator = validator(&group["schema"]).expect("a schema");
            for case in group["tests"].as_array().expect("cases") {
                let description = case["description"].as_str().expect("text");
                let ours = validator.is_valid(&case["data"]);
                let rate = rates.entry(file.clone()).or_default();
                rate.1 += 1;
                if json!(ours) == case["valid"] {
                    rate.0 += 1;
                    continue;
                }
                differing.push((file.clone(), description.to_owned(), case["data"].clone()));
            }
        }
    }
    for (file, (agreed, all)) in &rates {
        println!("{file}: {agreed} of {all}");
    }
    for (file, description, reason) in KNOWN {
        println!("  {file}: {description}: {reason}");
        assert!(
            differing
                .iter()
                .any(|found| found.0 == *file && found.1 == *description),
            "{file}: {description} is listed as differing, and does not"
        );
    }
    differing.retain(|found| {
        !KNOWN
            .iter()
            .any(|(file, description, _)| found.0 == *file && found.1 == *description)
    });
    assert!(differing.is_empty(), "{differing:#?}");
    assert_eq!(
        rates.len(),
        21,
        "a file for each format of JSON Schema, and two more"
    );
}

/// The client's check of a URI, and the crate that reads what may be relative: the same grammar.
fn is_uri_elsewhere(text: &str) -> bool {
    fluent_uri::Uri::parse(text).is_ok()
}

proptest! {
    #[test]
    fn uris_are_those_of_rfc_3986(text in "[a:/?#@\\[\\]%0-9a-f.A-Z!\" é-]{0,24}") {
        let ours = Format::find("uri").expect("a format").check_text(&text);
        prop_assert_eq!(ours, is_uri_elsewhere(&text), "{}", text);
    }

    #[test]
    fn bytes_and_texts_are_judged_alike(text in "\\PC{0,40}") {
        for format in Format::all() {
            prop_assert_eq!(format.check_text(&text), format.check_bytes(text.as_bytes()), "{}: {}", format.name, text);
        }
    }
}
