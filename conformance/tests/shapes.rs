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

/// The places, messages and help of the findings.
fn told(schemas: &str, body: &str) -> Vec<String> {
    judge(schemas, body)
        .iter()
        .map(|finding| {
            let help = finding.help.as_deref().unwrap_or_default();
            let place = &finding.instance.pointer;
            format!("{} {place}: {} | {help}", finding.rule, finding.message)
        })
        .collect()
}

const PARTIES: &str = "Body:
  oneOf:
    - $ref: '#/components/schemas/Person'
    - $ref: '#/components/schemas/Robot'
DISCRIMINATOR
Person:
  type: object
  required: [kind, name]
  properties:
    kind: {type: string}
    name: {type: string}
Robot:
  type: object
  required: [kind, model, firmware]
  properties:
    kind: {type: string}
    model: {type: string}
    firmware: {type: string, minLength: 3}";

#[test]
fn a_discriminator_names_the_branch_that_was_meant() {
    let schemas = PARTIES.replace(
        "DISCRIMINATOR",
        "  discriminator:\n    propertyName: kind\n    mapping: {machine: '#/components/schemas/Robot'}",
    );
    // By its other properties it is a person.
    assert_eq!(
        told(&schemas, r#"{"kind": "machine", "name": 1}"#),
        [
            "schema : the required property `model` is missing | `kind` says that alternative `Robot` is meant",
            "schema : the required property `firmware` is missing | `kind` says that alternative `Robot` is meant",
        ]
    );
    // Its own name means a schema as well.
    assert_eq!(
        places(
            &schemas,
            r#"{"kind": "Robot", "model": "x", "firmware": "1"}"#
        ),
        ["schema /firmware"]
    );
    assert_eq!(
        told(&schemas, r#"{"kind": "alien"}"#),
        [
            "enum /kind: `alien` names none of the 2 alternatives that `kind` tells apart | the spec has `machine`, `Person`, `Robot`"
        ]
    );
}

#[test]
fn a_constant_property_names_the_branch_where_no_discriminator_does() {
    let schemas = "Body:
  anyOf:
    - $ref: '#/components/schemas/Cat'
    - allOf:
        - $ref: '#/components/schemas/Named'
        - type: object
          required: [kind, bark]
          properties: {kind: {enum: [dog, puppy]}, bark: {type: string, format: date}}
    - type: 'null'
Cat:
  type: object
  required: [kind, lives]
  properties: {kind: {const: cat}, lives: {type: integer}}
Named:
  type: object
  required: [name]
  properties: {name: {type: string}}";
    assert_eq!(
        places(schemas, r#"{"kind": "puppy", "name": 1, "bark": "loud"}"#),
        ["schema /name", "format /bark"]
    );
    assert_eq!(places(schemas, r#"{"kind": "cat"}"#), ["schema "]);
    assert_eq!(places(schemas, r#"{"kind": "cow"}"#), ["enum /kind"]);
    assert_eq!(places(schemas, "7"), ["schema "]);
}

#[test]
fn without_a_tag_the_branch_with_the_fewest_misses_is_the_nearest() {
    let schemas = PARTIES.replace("DISCRIMINATOR\n", "");
    assert_eq!(
        told(&schemas, r#"{"kind": "?", "model": "x"}"#),
        [
            "schema : an object matches none of the 2 alternatives | alternative `Person` and alternative `Robot` are equally near"
        ]
    );
    assert_eq!(
        told(&schemas, r#"{"kind": "?", "model": "x", "firmware": "1"}"#),
        [
            "schema : an object matches none of the 2 alternatives | alternative `Person` and alternative `Robot` are equally near"
        ]
    );
    assert_eq!(
        told(&schemas, r#"{"kind": "?"}"#),
        ["schema : the required property `name` is missing | alternative `Person` is the nearest"]
    );
}

#[test]
fn a_union_in_a_union_is_one_cause() {
    let schemas = "Body:
  type: object
  required: [event]
  properties:
    event:
      oneOf:
        - type: object
          required: [type, party]
          properties:
            type: {const: joined}
            party:
              oneOf:
                - type: object
                  required: [kind, number]
                  properties: {kind: {const: phone}, number: {type: string, pattern: '^[+]'}}
                - type: object
                  required: [kind, address]
                  properties: {kind: {const: sip}, address: {type: string}}
        - type: object
          required: [type, reason]
          properties: {type: {const: left}, reason: {type: string}}
  unevaluatedProperties: false";
    assert_eq!(
        places(
            schemas,
            r#"{"event": {"type": "joined", "party": {"kind": "phone", "number": "1555"}}}"#
        ),
        ["schema /event/party/number"]
    );
    assert_eq!(
        places(
            schemas,
            r#"{"event": {"type": "joined", "party": {"kind": "pager", "number": "1555"}}}"#
        ),
        ["enum /event/party/kind"]
    );
}

#[test]
fn what_a_failing_schema_left_unevaluated_is_no_cause() {
    let schemas = "Body:
  allOf:
    - $ref: '#/components/schemas/Base'
    - type: object
      properties: {size: {type: integer}}
  unevaluatedProperties: false
Base:
  type: object
  required: [id]
  properties: {id: {type: string}, name: {type: string}}";
    assert_eq!(
        places(schemas, r#"{"name": "x", "size": 1}"#),
        ["schema "],
        "the missing property alone"
    );
    // What no schema names is a cause of its own.
    assert_eq!(
        told(schemas, r#"{"name": "x", "size": "1", "extra": true}"#),
        [
            "schema : the required property `id` is missing | ",
            "schema : the schema is closed and does not allow `extra` | ",
            "schema /size: expected an integer, found a string | ",
        ]
    );
    assert_eq!(
        places(schemas, r#"{"id": "x", "extra": true}"#),
        ["schema "]
    );
}

#[test]
fn a_value_that_is_not_listed_need_not_have_the_form_of_one_that_is() {
    let schemas = "Body:
  type: object
  properties:
    code: {type: string, enum: [AB, CD], pattern: '^[A-Z]+$', maxLength: 2}
    day: {type: string, format: date, minLength: 10}";
    assert_eq!(
        places(schemas, r#"{"code": "abc", "day": "now"}"#),
        ["enum /code", "format /day"]
    );
}

/// The fingerprints of the findings.
fn fingerprints(schemas: &str, body: &str) -> Vec<String> {
    judge(schemas, body)
        .iter()
        .map(|finding| finding.fingerprint.to_string())
        .collect()
}

#[test]
fn fingerprints_know_keys_that_the_spec_names_and_no_others() {
    let schemas = "Body:
  type: object
  properties:
    totals:
      type: object
      additionalProperties: {type: object, properties: {cents: {type: integer}, euros: {type: integer}}}
    days:
      type: object
      patternProperties: {'^[0-9-]+$': {type: array, items: {type: integer}}}";
    let of = |body| fingerprints(schemas, body);
    let one = of(r#"{"totals": {"jo": {"cents": "x"}}}"#);
    assert_eq!(one.len(), 1);
    assert_eq!(
        one,
        of(r#"{"totals": {"al": {"cents": 1}, "bo/b": {"cents": null}}}"#)
    );
    assert_ne!(one, of(r#"{"totals": {"jo": {"euros": "x"}}}"#));
    let day = of(r#"{"days": {"2024-01-15": [1, "x"]}}"#);
    assert_eq!(day.len(), 1);
    assert_eq!(day, of(r#"{"days": {"2024-01-16": ["y"]}}"#));
    // Undocumented properties are told apart by their names, wherever they stand.
    let extra = of(r#"{"totals": {"jo": {"extra": 1}}}"#);
    assert_eq!(extra, of(r#"{"totals": {"al": {"extra": 2}}}"#));
    assert_ne!(extra, of(r#"{"totals": {"jo": {"other": 1}}}"#));
}

#[test]
fn if_then_and_references_with_siblings_document_what_applies() {
    let schemas = "Body:
  type: object
  properties: {kind: {type: string}}
  if: {properties: {kind: {const: a}}, required: [kind]}
  then: {properties: {alpha: {type: integer}}}
  else: {properties: {beta: {type: integer}}}";
    assert_eq!(places(schemas, r#"{"kind": "a", "alpha": 1}"#), NONE);
    assert_eq!(
        places(schemas, r#"{"kind": "a", "beta": 1}"#),
        ["undocumented /beta"]
    );
    assert_eq!(places(schemas, r#"{"kind": "b", "beta": 1}"#), NONE);
    let schemas = "Body:
  $ref: '#/components/schemas/Base'
  properties: {more: {type: integer}}
Base:
  type: object
  properties: {id: {type: integer}}
  patternProperties: {'^x-': {type: string}}";
    assert_eq!(places(schemas, r#"{"id": 1, "more": 2, "x-y": ""}"#), NONE);
    assert_eq!(
        places(schemas, r#"{"id": 1, "more": 2, "y-x": ""}"#),
        ["undocumented /y-x"]
    );
    assert_eq!(places(schemas, r#"{"x-y": 1}"#), ["schema /x-y"]);
}

#[test]
fn a_value_that_any_branch_calls_sensitive_is_shown_nowhere() {
    let schemas = "Body:
  type: object
  properties:
    caller:
      oneOf:
        - {type: string, enum: ['Alpha', 'Beta'], x-sensitive: phone}
        - {type: object, required: [kind], properties: {kind: {const: sip}}}
    note: {type: string, enum: [x]}
    secret:
      type: object
      x-sensitive: secret
      properties: {status: {type: string, enum: [Open]}, tag: {type: integer}}";
    let body =
        r#"{"caller": "aLPHA", "note": "gamma", "secret": {"status": "oPEN", "tag": "delta"}}"#;
    let findings = judge(schemas, body);
    assert_eq!(findings.len(), 4);
    for finding in &findings {
        let shown = format!("{finding:?}");
        for hidden in ["aLPHA", "Alpha", "oPEN", "`Open`", "delta"] {
            assert!(!shown.contains(hidden), "{hidden}: {shown}");
        }
    }
    assert!(
        format!("{findings:?}").contains("gamma"),
        "what is not sensitive is shown"
    );
}

#[test]
fn of_a_key_that_stands_twice_the_last_value_is_judged() {
    let schemas = "Body:
  type: object
  properties:
    a:
      oneOf:
        - type: object
          required: [kind]
          properties: {kind: {const: x}, one: {type: integer}}
        - type: object
          required: [kind]
          properties: {kind: {const: y}, other: {type: integer}}";
    // What is overwritten is no value: its undocumented key and its spelling are nobody's.
    assert_eq!(
        places(
            schemas,
            r#"{"a": {"kind": "x", "other": 1.0, "new": 1}, "a": {"kind": "y", "other": 1}}"#
        ),
        ["lexical /a"]
    );
    // The branch is the one of the value that is read.
    assert_eq!(
        places(schemas, r#"{"a": {"kind": "x", "kind": "y", "one": 1}}"#),
        ["lexical /a/kind", "undocumented /a/one"]
    );
}

#[test]
fn numbers_beyond_doubles_are_told_once() {
    let schemas = "Body:
  type: array
  items: {type: integer}";
    let many = "9".repeat(400);
    for number in ["1e400", "-17e400", "1.0e400", &many] {
        assert_eq!(places(schemas, &format!("[{number}]")), ["lexical /0"]);
    }
}

#[test]
fn what_may_be_documented_out_of_sight_is_not_called_undocumented() {
    let schemas = "Body:
  type: object
  properties:
    plain:
      type: object
      properties: {a: {type: string}}
    schema:
      $ref: https://json-schema.org/draft/2020-12/schema
      properties: {a: {type: string}}";
    assert_eq!(
        places(
            schemas,
            r#"{"plain": {"b": 1}, "schema": {"title": "", "a": 1}}"#
        ),
        ["undocumented /plain/b", "schema /schema/a"]
    );
}

#[test]
fn nothing_is_known_of_what_an_object_of_too_many_patterns_holds() {
    let patterns: String = (0..65)
        .map(|number| format!("        ^p{number}$: {{type: string}}\n"))
        .collect();
    let schemas = format!(
        "Body:
  type: object
  properties:
    many:
      type: object
      properties: {{a: {{type: string}}}}
      patternProperties:
{patterns}
  additionalProperties:
    type: object
    properties: {{b: {{type: string}}}}"
    );
    let body = r#"{"other": {"c": 1}, "many": {"x": {"c": 1}, "p1": 1}}"#;
    assert_eq!(
        places(&schemas, body),
        ["undocumented /other/c", "schema /many/p1"]
    );
}
