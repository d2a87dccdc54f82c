//! What a spec calls sensitive is nowhere in what a run writes: values, and keys by `propertyNames`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

const SPEC: &str = "openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /x:
    get:
      operationId: x
      responses:
        '200':
          description: d
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Body'}
components:
  schemas:
    Phone: {type: string, pattern: '^[+]', x-sensitive: phone}
    Body:
      type: object
      properties:
        open:
          type: object
          propertyNames: {$ref: '#/components/schemas/Phone'}
          properties: {known: {type: integer}}
          additionalProperties:
            type: object
            properties: {name: {type: string}, tags: {type: array, items: {type: string}}}
        listed:
          type: object
          propertyNames: {$ref: '#/components/schemas/Phone'}
          properties: {known: {type: integer}}
        closed:
          type: object
          propertyNames: {x-sensitive: phone}
          properties: {known: {type: integer}}
          additionalProperties: false
        whole:
          type: object
          x-sensitive: secret
          properties: {known: {type: integer}}
          additionalProperties: {type: integer}
";

/// Responses that hold a secret, and what is told of each in its place.
const RESPONSES: [(&str, &str); 9] = [
    // A wrong value, an undocumented key and a number beneath a secret key, by index too.
    (
        r#"{"open": {"+4912345": {"name": 1}}}"#,
        "/open/<phone>/name",
    ),
    (r#"{"open": {"+4912345": {"new": 1}}}"#, "/open/<phone>/new"),
    (
        r#"{"open": {"+4912345": {"tags": ["", 1.00000000000000000001]}}}"#,
        "/open/<phone>/tags/1",
    ),
    // The key itself: undocumented, twice, refused, not allowed.
    (r#"{"listed": {"+4912345": 1}}"#, "/listed/<phone>"),
    (
        r#"{"open": {"+4912345": {}, "+4912345": {}}}"#,
        "/open/<phone>",
    ),
    (r#"{"open": {"4912345": {}}}"#, "/open"),
    (r#"{"closed": {"4912345": 1}}"#, "`<phone>`"),
    // A value that is sensitive as a whole has secret keys.
    (r#"{"whole": {"4912345": "x"}}"#, "/whole/<secret>"),
    // What cannot be read has a place all the same.
    (
        r#"{"open": {"+4912345": {"name": nothing"#,
        "/open/<phone>/name",
    ),
];

fn run(directory: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_callspec-conformance"))
        .args(["--spec", "spec.yaml", "--operation", "x"])
        .args(arguments)
        .current_dir(directory)
        .output()
        .expect("the binary starts");
    [output.stdout, output.stderr]
        .map(|bytes| String::from_utf8(bytes).expect("it is text"))
        .concat()
}

#[test]
fn a_secret_is_in_no_output() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sensitive");
    _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("it can be made");
    fs::write(directory.join("spec.yaml"), SPEC).expect("it can be written");
    for (response, told) in RESPONSES {
        // The same again, so that there is a last place beside the first.
        let lines = format!("{response}\n{{}}\n{response}\n");
        fs::write(directory.join("x.ndjson"), lines).expect("it can be written");
        fs::write(directory.join("x.json"), response).expect("it can be written");
        for file in ["x.ndjson", "x.json"] {
            for options in [
                &[][..],
                &["--format", "json"],
                &["--partial", "-"],
                &["--coverage", "--evidence", "documentation-sample"],
                &["--legs", "all", "--format", "json"],
            ] {
                let output = run(&directory, &[options, &[file]].concat());
                let place = format!("{response} {file} {options:?}: {output}");
                assert!(!output.contains("4912345"), "{place}");
                assert!(output.contains(told), "{place}");
            }
        }
    }
}

#[test]
fn what_the_spec_names_is_no_secret() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("named");
    _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("it can be made");
    fs::write(directory.join("spec.yaml"), SPEC).expect("it can be written");
    let response = r#"{"closed": {"known": "x"}, "whole": {"known": "x"}}"#;
    fs::write(directory.join("x.ndjson"), response).expect("it can be written");
    let output = run(&directory, &["x.ndjson"]);
    for place in ["/closed/known", "/whole/known"] {
        assert!(output.contains(place), "{output}");
    }
}
