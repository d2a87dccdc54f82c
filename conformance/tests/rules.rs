//! What each rule says of a small bad response: one directory for each rule under `tests/bad`, one snapshot for each file.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use callspec_conformance::findings::Rule;
use callspec_conformance::judge::{Case, Court, Grade, Judged};
use callspec_conformance::legs::derived::Derived;
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::report;
use callspec_conformance::spec::Spec;
use callspec_conformance::types::Refusal;
use callspec_generator::source::Source;
use serde_json::Value;

fn bad() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad")
}

fn spec() -> Spec {
    let text = std::fs::read_to_string(bad().join("spec.yaml")).expect("the spec is there");
    Spec::load("bad", &Source::new("tests/bad/spec.yaml", text)).expect("the spec is sound")
}

fn cases(rule: Rule) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(bad().join(rule.name())) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    paths.sort();
    paths
}

/// The status that a case was received with: its own where its name says that it is about the status.
fn status(name: &str) -> u16 {
    match name {
        "unknown-status" => 418,
        "no-body" => 404,
        _ => 200,
    }
}

fn judge(spec: &Spec, rule: Rule, path: &Path) -> Judged {
    let name = path
        .file_stem()
        .expect("a file has a name")
        .to_string_lossy()
        .into_owned();
    let bytes = std::fs::read(path).expect("it can be read");
    let file = format!("tests/bad/{rule}/{name}.json");
    let lexicon = Lexicon::new([]);
    let grade = if rule == Rule::Placeholder {
        Grade::DocumentationSample
    } else {
        Grade::LiveCapture
    };
    let case = Case {
        file: &file,
        bytes: &bytes,
        lines_before: 0,
        operation: "listCalls",
        status: status(&name),
        grade,
    };
    // Only the legs need a type; this one is as wrong as a generated type could be.
    let derived = Derived::compile(
        &serde_json::json!({"properties": {"calls": {"items": {"properties": {"note": {"type": "string"}}}}}}),
    );
    let derived = derived.expect("the schema is sound");
    let types = (rule == Rule::Legs).then_some((&lossy as _, &derived));
    Court {
        spec,
        types,
        lexicon: &lexicon,
    }
    .judge(&case)
}

/// A type that drops nulls.
fn lossy(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut page: Value = serde_json::from_slice(bytes).expect("only JSON gets here");
    for call in page["calls"].as_array_mut().expect("the cases have calls") {
        call.as_object_mut()
            .expect("a call is an object")
            .retain(|_, value| !value.is_null());
    }
    Ok(serde_json::to_vec(&page).expect("values can be written"))
}

#[test]
fn each_rule_says_what_is_wrong_and_where() {
    let spec = spec();
    for rule in Rule::ALL {
        for path in cases(rule) {
            let judged = judge(&spec, rule, &path);
            let mut text = String::new();
            for finding in &judged.findings {
                let rendered = report::render_finding(finding, &spec, &judged);
                _ = writeln!(text, "{}", anstream::adapter::strip_str(&rendered));
            }
            let name = format!(
                "{rule}-{}",
                path.file_stem()
                    .expect("a file has a name")
                    .to_string_lossy()
            );
            insta::with_settings!({ snapshot_path => "snapshots/rules", prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(name, text);
            });
        }
    }
}

#[test]
fn every_rule_has_a_bad_response_that_shows_it() {
    let spec = spec();
    for rule in Rule::ALL {
        let cases = cases(rule);
        assert!(!cases.is_empty(), "no bad response for the rule `{rule}`");
        for path in cases {
            let rules: BTreeSet<_> = judge(&spec, rule, &path)
                .findings
                .iter()
                .map(|finding| finding.rule)
                .collect();
            assert!(rules.contains(&rule), "{} shows {rules:?}", path.display());
        }
    }
}

#[test]
fn no_directory_is_without_its_rule() {
    for entry in std::fs::read_dir(bad()).expect("it is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            let name = path
                .file_name()
                .expect("it has a name")
                .to_string_lossy()
                .into_owned();
            assert!(name.parse::<Rule>().is_ok(), "{name}");
        }
    }
}

#[test]
fn fingerprints_ignore_values_and_indices() {
    let spec = spec();
    let fingerprints = |text: &str| {
        let lexicon = Lexicon::new([]);
        let case = Case {
            file: "x",
            bytes: text.as_bytes(),
            lines_before: 0,
            operation: "listCalls",
            status: 200,
            grade: Grade::LiveCapture,
        };
        let judged = Court {
            spec: &spec,
            types: None,
            lexicon: &lexicon,
        }
        .judge(&case);
        judged
            .findings
            .into_iter()
            .map(|finding| finding.fingerprint)
            .collect::<Vec<_>>()
    };
    let first = fingerprints(r#"{"calls": [{"id": 1, "status": "new"}]}"#);
    let second = fingerprints(
        "{\"calls\": [{\"id\": 1, \"status\": \"failed\"},\n {\"id\": 7, \"status\": \"newer\"}]}",
    );
    assert_eq!(first.len(), 1);
    assert_eq!(first, second);
    let other = fingerprints(r#"{"calls": [{"id": "1", "status": "failed"}]}"#);
    assert_ne!(first, other);
    // Two missing properties of one object are two findings.
    let missing = fingerprints(r#"{"calls": [{}]}"#);
    assert_eq!(missing.len(), 2);
    assert_ne!(missing.first(), missing.last());
}

#[test]
fn sensitive_values_are_shown_nowhere() {
    let spec = spec();
    let path = bad().join("enum/sensitive-value.json");
    let judged = judge(&spec, Rule::Enum, &path);
    assert!(!judged.findings.is_empty());
    for finding in &judged.findings {
        let shown = format!(
            "{finding:?}{}",
            report::render_finding(finding, &spec, &judged)
        );
        assert!(!shown.contains("15550199"), "{shown}");
    }
}
