//! The JSON form of reports: the published schema is what the types say, and real reports fit it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::path::Path;
use std::process::Command;

use callspec_conformance::report;
use serde_json::Value;

const SCHEMA: &str = "docs/report.schema.json";

fn published() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(SCHEMA);
    let text = std::fs::read_to_string(path).expect("it is there");
    serde_json::from_str(&text).expect("it is JSON")
}

/// `UPDATE=1 cargo test -p callspec-conformance --test report` writes it.
#[test]
fn the_published_schema_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(SCHEMA);
    let schema = report::schema().expect("it can be written");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &schema).expect("it can be written");
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == schema,
        "{SCHEMA} is stale: UPDATE=1 cargo test -p callspec-conformance --test report"
    );
}

fn report(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_callspec-conformance"))
        .args(arguments)
        .args(["--format", "json"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("the binary starts");
    serde_json::from_slice(&output.stdout).expect("it is JSON")
}

const SPEC: [&str; 4] = [
    "--spec",
    "conformance/tests/bad/spec.yaml",
    "--operation",
    "listCalls",
];

#[test]
fn reports_fit_the_published_schema() {
    let schema = published();
    let validator = jsonschema::draft202012::new(&schema).expect("it is a schema");
    let of_bad = [SPEC.as_slice(), &["conformance/tests/bad"]].concat();
    for arguments in [vec!["--no-mutation"], of_bad] {
        let report = report(&arguments);
        let errors: Vec<_> = validator
            .iter_errors(&report)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, [""; 0], "{arguments:?}");
    }
}

/// A schema that takes anything would be no promise.
#[test]
fn the_published_schema_refuses_what_is_no_report() {
    let schema = published();
    let validator = jsonschema::draft202012::new(&schema).expect("it is a schema");
    let of_bad = [SPEC.as_slice(), &["conformance/tests/bad/enum"]].concat();
    let good = report(&of_bad);
    for (pointer, value) in [
        ("/version", Value::from("2")),
        ("/findings/0/fingerprint", Value::from("xyz")),
        ("/findings/0/rule", Value::from("other")),
        ("/findings/0/first/line", Value::from(-1)),
        ("/totals/records", Value::Null),
        ("/responses/0/evidence", Value::from("rumour")),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).expect(pointer) = value;
        assert!(!validator.is_valid(&bad), "{pointer}");
    }
}
