//! The binary: exit statuses, streams and formats.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_callspec-conformance"))
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("the binary starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("it writes UTF-8")
}

const SPEC: [&str; 4] = [
    "--spec",
    "conformance/tests/bad/spec.yaml",
    "--operation",
    "listCalls",
];

fn judge(rest: &[&str]) -> Output {
    run(&[SPEC.as_slice(), rest].concat())
}

#[test]
fn the_fixtures_pass() {
    let output = run(&["--no-mutation"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let report = text(&output.stdout);
    assert!(
        report
            .contains("pass: 7 of 7 responses checked (30.9 kB), 7 conform; 0 errors, 0 warnings"),
        "{report}"
    );
    assert!(!report.contains('\u{1b}'), "no colours in a pipe");
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn findings_exit_with_one() {
    let output = judge(&["conformance/tests/bad/enum/new-status.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("error[enum]"));
    let output = judge(&[
        "--ignore",
        "enum",
        "conformance/tests/bad/enum/new-status.json",
    ]);
    assert_eq!(output.status.code(), Some(0));
    let output = judge(&[
        "--fail-on",
        "error",
        "conformance/tests/bad/undocumented/new-property.json",
    ]);
    assert_eq!(output.status.code(), Some(0));
    let output = judge(&[
        "--fail-on",
        "never",
        "conformance/tests/bad/enum/new-status.json",
    ]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_run_that_checked_nothing_fails() {
    let output = judge(&[
        "--fail-on",
        "never",
        "conformance/tests/bad/not-checked/empty-list.json",
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("nothing was checked"));
    let output = judge(&[
        "--status",
        "418",
        "conformance/tests/bad/enum/new-status.json",
    ]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn what_cannot_be_used_exits_with_two_and_leaves_the_output_empty() {
    for arguments in [
        vec!["--spec", "missing.yaml", "--operation", "x", "README.md"],
        vec![
            "--spec",
            "conformance/tests/bad/spec.yaml",
            "--operation",
            "missing",
            "README.md",
        ],
        [SPEC.as_slice(), &["missing.json"]].concat(),
        SPEC.to_vec(),
        vec!["--ignore", "shema"],
        vec!["stray.json"],
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        assert!(text(&output.stderr).contains("error"), "{arguments:?}");
    }
}

#[test]
fn a_spec_with_a_typo_is_shown_with_its_place() {
    let directory = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("typo");
    std::fs::create_dir_all(&directory).expect("it can be made");
    let path = directory.join("typo.yaml");
    let good = include_str!("bad/spec.yaml");
    std::fs::write(&path, good.replacen("type: object", "typ: object", 1))
        .expect("it can be written");
    let output = run(&[
        "--spec",
        path.to_str().expect("it is text"),
        "--operation",
        "listCalls",
        "x.json",
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("typo.yaml:22:7"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn the_json_report_is_json_with_places_and_fingerprints() {
    let output = judge(&[
        "--format",
        "json",
        "conformance/tests/bad/enum/new-status.json",
    ]);
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(report["version"], 2);
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "enum");
    assert_eq!(finding["first"]["line"], 3);
    assert_eq!(finding["count"], 2);
    assert_eq!(
        report["responses"][0]["model"]["not-built"], 1,
        "the types of another spec do not join in"
    );
    assert_eq!(
        finding["spec"]["pointer"],
        "/components/schemas/Call/allOf/1/properties/status/enum"
    );
    assert_eq!(finding["fingerprint"].as_str().map(str::len), Some(16));
    assert_eq!(report["totals"]["errors"], 2);
}

#[test]
fn lines_directories_and_the_standard_input_are_read() {
    let directory = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("inputs");
    std::fs::create_dir_all(directory.join("deeper")).expect("it can be made");
    let good = r#"{"calls": [{"id": 1, "status": "failed"}]}"#;
    let bad = r#"{"calls": [{"id": 1, "status": "new"}]}"#;
    std::fs::write(directory.join("pages.ndjson"), format!("{good}\n\n{bad}\n"))
        .expect("it can be written");
    std::fs::write(directory.join("deeper/page.json"), good).expect("it can be written");
    let output = judge(&[directory.to_str().expect("it is text")]);
    let report = text(&output.stdout);
    assert!(report.contains("pages.ndjson:3:32"), "{report}");
    assert!(report.contains("3 of 3 responses checked"), "{report}");

    let output = judge_stdin(good);
    assert_eq!(output.status.code(), Some(0));
    // Over several lines, one response: the first line is no value of its own.
    let output = judge_stdin(&good.replace(", ", ",\n"));
    assert!(text(&output.stdout).contains("1 of 1 response checked"));
    // A value a line, one response each.
    let output = judge_stdin(&format!("{good}\n{bad}\n"));
    let report = text(&output.stdout);
    assert!(report.contains("2 of 2 responses checked"), "{report}");
    assert!(report.contains("-:2:32"), "{report}");
}

fn judge_stdin(body: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_callspec-conformance"))
        .args(SPEC)
        .arg("-")
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    std::io::Write::write_all(&mut stdin, body.as_bytes()).expect("it reads");
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_named_fixture_proves_what_its_origin_says() {
    let arguments = [
        "--spec",
        "specs/bird.yaml",
        "--operation",
        "listCalls",
        "conformance/fixtures/bird/listCalls/200/reference.json",
    ];
    let output = run(&arguments);
    assert!(text(&output.stdout).contains("[placeholder]"));
    assert_eq!(output.status.code(), Some(0));
    let output = run(&[arguments.as_slice(), &["--evidence", "live-capture"]].concat());
    assert!(text(&output.stdout).contains("error[format]"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn an_operation_may_be_named_by_method_and_path() {
    let arguments = [
        "--spec",
        "conformance/tests/bad/spec.yaml",
        "--operation",
        "GET /calls",
        "conformance/tests/bad/schema/money-as-number.json",
    ];
    assert_eq!(run(&arguments).status.code(), Some(1));
}
