//! Undocumented properties, formats and unions on the shapes that other checkers stumble over.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use callspec_conformance::findings::Finding;
use callspec_conformance::judge::{Case, Court, Grade};
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::spec::Spec;
use callspec_generator::source::Source;

/// Judges a body by a schema, given as the YAML of `components.schemas` with `Body` among them.
fn judge(schemas: &str, body: &str) -> Vec<Finding> {
    let schemas: String = schemas
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  /x:\n    get:\n      operationId: x\n      responses:\n        \
         '200':\n          description: d\n          content:\n            application/json:\n              schema:\n                \
         $ref: '#/components/schemas/Body'\ncomponents:\n  schemas:\n{schemas}"
    );
    let spec = Spec::load("x", &Source::new("x.yaml", text)).expect("the spec is sound");
    let lexicon = Lexicon::new([]);
    let case = Case {
        file: "x",
        bytes: body.as_bytes(),
        lines_before: 0,
        operation: "x",
        status: 200,
        grade: Grade::LiveCapture,
    };
    Court {
        spec: &spec,
        types: None,
        lexicon: &lexicon,
    }
    .judge(&case)
    .findings
}

/// The rules and places of the findings.
fn places(schemas: &str, body: &str) -> Vec<String> {
    judge(schemas, body)
        .iter()
        .map(|finding| format!("{} {}", finding.rule, finding.instance.pointer))
        .collect()
}

const NONE: [&str; 0] = [];

#[test]
fn nested_all_of_documents_what_all_members_document() {
    let schemas = "Body:
  allOf:
    - type: object
      properties: {a: {type: string}}
    - allOf:
        - $ref: '#/Inner'
        - type: object
          properties: {c: {type: string}}
Inner:
  type: object
  properties: {b: {type: string}}"
        .replace("#/Inner", "#/components/schemas/Inner");
    assert_eq!(places(&schemas, r#"{"a": "", "b": "", "c": ""}"#), NONE);
    assert_eq!(
        places(&schemas, r#"{"a": "", "b": "", "c": "", "d": ""}"#),
        ["undocumented /d"]
    );
}

#[test]
fn any_of_with_two_matches_documents_what_both_document() {
    let schemas = "Body:
  anyOf:
    - type: object
      properties: {a: {type: string}}
    - type: object
      properties: {b: {type: string}}
    - type: object
      required: [z]
      properties: {c: {type: string}, z: {type: string}}";
    assert_eq!(places(schemas, r#"{"a": "", "b": ""}"#), NONE);
    // `c` belongs to a branch that does not match.
    assert_eq!(
        places(schemas, r#"{"a": "", "b": "", "c": ""}"#),
        ["undocumented /c"]
    );
}

#[test]
fn properties_beside_all_of_and_one_of_count() {
    let schemas = "Body:
  type: object
  properties: {a: {type: string}}
  oneOf:
    - type: object
      required: [b]
      properties: {b: {type: string}}
    - type: object
      required: [c]
      properties: {c: {type: string}}";
    assert_eq!(places(schemas, r#"{"a": "", "b": ""}"#), NONE);
    assert_eq!(
        places(schemas, r#"{"a": "", "b": "", "d": ""}"#),
        ["undocumented /d"]
    );
}

#[test]
fn maps_and_free_form_objects_document_every_key() {
    let schemas = "Body:
  type: object
  properties:
    map: {type: object, additionalProperties: {type: integer}}
    typed: {type: object, properties: {k: {type: string}}, additionalProperties: {type: integer}}
    open: {type: object, additionalProperties: true}
    bare: {type: object}
    any: {}";
    let body = r#"{"map": {"x": 1}, "typed": {"k": "", "x": 1}, "open": {"x": {"y": 1}}, "bare": {"x": {"y": 1}}, "any": {"x": [{"y": 1}]}}"#;
    assert_eq!(places(schemas, body), NONE);
    assert_eq!(
        places(
            schemas,
            r#"{"map": {"x": "1"}, "typed": {"k": 1, "x": ""}}"#
        ),
        ["schema /map/x", "schema /typed/k", "schema /typed/x"]
    );
}

#[test]
fn a_closed_object_is_a_violation_of_the_schema_and_nothing_more() {
    let schemas = "Body:
  type: object
  properties: {a: {type: string}}
  additionalProperties: false";
    assert_eq!(places(schemas, r#"{"a": "", "b": ""}"#), ["schema "]);
}

#[test]
fn one_wrong_value_does_not_make_its_surroundings_undocumented() {
    let schemas = "Body:
  type: object
  properties:
    deep: {type: array, items: {type: object, properties: {a: {type: string}, b: {type: integer}}}}";
    assert_eq!(
        places(schemas, r#"{"deep": [{"a": 1, "b": 1, "c": 1}]}"#),
        ["schema /deep/0/a", "undocumented /deep/0/c"]
    );
}

#[test]
fn a_union_that_fails_is_one_finding_at_its_cause() {
    let schemas = "Body:
  oneOf:
    - type: 'null'
    - type: object
      required: [kind, size]
      properties: {kind: {type: string}, size: {type: integer}}";
    assert_eq!(
        places(schemas, r#"{"kind": "", "size": "big"}"#),
        ["schema /size"]
    );
    assert_eq!(places(schemas, "7"), ["schema "]);
}

#[test]
fn a_wrong_type_is_not_a_wrong_value_as_well() {
    let schemas = "Body:
  type: object
  properties:
    status: {type: string, enum: [a, b]}
    at: {type: string, format: date-time}
    count: {type: integer, minimum: 5}";
    assert_eq!(
        places(schemas, r#"{"status": null, "at": 7, "count": "many"}"#),
        ["schema /status", "schema /at", "schema /count"]
    );
    assert_eq!(
        places(schemas, r#"{"status": "c", "at": "now", "count": 3}"#),
        ["enum /status", "format /at", "schema /count"]
    );
}

#[test]
fn formats_are_asserted_behind_references_and_in_lists() {
    let schemas = "Body:
  type: array
  items: {$ref: '#/components/schemas/Day'}
Day:
  type: [string, 'null']
  format: date";
    assert_eq!(
        places(schemas, r#"["2024-02-29", null, "2023-02-29", "1.2.2024"]"#),
        ["format /2", "format /3"]
    );
}

#[test]
fn numbers_are_judged_as_they_are_spelled() {
    let schemas = "Body:
  type: object
  properties:
    id: {type: integer}
    wide: {type: integer, format: int64}
    narrow: {type: integer, format: int32}
    mean: {type: number}";
    assert_eq!(
        places(
            schemas,
            r#"{"id": 1, "wide": 9223372036854775807, "narrow": 7, "mean": 1.0}"#
        ),
        NONE
    );
    assert_eq!(places(schemas, r#"{"id": 1.0}"#), ["lexical /id"]);
    assert_eq!(
        places(schemas, r#"{"id": 1e3, "mean": 1e3}"#),
        ["lexical /id"]
    );
    assert_eq!(
        places(schemas, r#"{"id": 9007199254740993}"#),
        ["lexical /id"]
    );
    assert_eq!(
        places(schemas, r#"{"narrow": 2147483648}"#),
        ["format /narrow"]
    );
    assert_eq!(
        places(schemas, r#"{"mean": 0.12345678901234567890}"#),
        ["lexical /mean"]
    );
    assert_eq!(
        places(schemas, r#"{"wide": 9223372036854775808}"#),
        ["format /wide", "lexical /wide"]
    );
}
