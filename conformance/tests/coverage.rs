//! What can be exercised: that which no response can is not asked for.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use callspec_conformance::coverage::{Item, outline};
use callspec_conformance::engine::{Engine, Legs, Options, Types};
use callspec_conformance::judge::Grade;
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::report::{Report, Terms};
use callspec_conformance::spec::{Lookup, Spec};
use callspec_conformance::tally::{Merge as _, Tally};
use callspec_conformance::traffic::{About, Body, Record, Sink as _};
use callspec_generator::source::Source;
use serde_json::{Value, json};

/// A spec with a schema as the component `It`, which its operation answers.
fn spec(schema: &Value) -> Spec {
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/It"}}});
    let response = json!({"200": {"description": "", "content": content}});
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "coverage", "version": "1"},
        "paths": {"/it": {"get": {"operationId": "getIt", "responses": response}}},
        "components": {"schemas": {"It": schema}},
    });
    let source = Source::new("it.json", document.to_string());
    match Spec::load("it", &source) {
        Ok(spec) => spec,
        Err(_) => panic!("{schema} is a schema"),
    }
}

/// What can be exercised of a schema, a line each, places without the root of the schema.
fn possible(schema: &Value) -> Vec<String> {
    let spec = spec(schema);
    let Lookup::Judge(_, judge) = spec.lookup("getIt", 200) else {
        panic!("there is a schema");
    };
    let place = |place: String| {
        let (_, place) = place.split_once("/It").expect("it is in there");
        place.replace("/properties/", "/").replace("/items", "/*")
    };
    let lines = outline(&spec, [judge.definition.as_str()])
        .into_iter()
        .map(|item| match item {
            Item::Property {
                place: of,
                optional,
                nullable,
            } => {
                let optional = if optional { "?" } else { "" };
                let nullable = if nullable { " or null" } else { "" };
                format!("{}{optional}{nullable}", place(of))
            }
            Item::Value { schema, value, .. } => format!("{} = {value}", place(schema)),
            Item::Branch { place: of } => place(of),
            Item::Array {
                place: of,
                filled,
                empty,
            } => match (filled, empty) {
                (true, true) => format!("{}[]", place(of)),
                (true, false) => format!("{}[] filled", place(of)),
                _ => format!("{}[] empty", place(of)),
            },
        });
    lines.collect()
}

#[track_caller]
fn holds(schema: Value, expected: &[&str]) {
    let mut found = possible(&schema);
    found.sort();
    let mut expected: Vec<&str> = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected, "{schema:#}");
}

#[test]
fn what_nothing_contradicts_is_possible() {
    holds(
        json!({
            "type": "object",
            "properties": {
                "a": {"type": ["string", "null"]},
                "b": {"enum": ["x", 1]},
                "c": {"type": "array", "items": {"oneOf": [{"type": "integer"}, {"type": "string"}]}},
            },
            "required": ["b"],
        }),
        &[
            "/a? or null",
            "/b",
            "/b = x",
            "/b = 1",
            "/c?",
            "/c[]",
            "/c/*/oneOf/0",
            "/c/*/oneOf/1",
        ],
    );
}

#[test]
fn branches_that_nothing_fits_are_not_asked_for() {
    let unions = [
        // Nothing at all, another type, values outside of the type, lists without a common value.
        json!({"type": "string", "anyOf": [{"maxLength": 3}, false]}),
        json!({"type": "string", "anyOf": [{"maxLength": 3}, {"type": "integer"}]}),
        json!({"allOf": [{"type": "string"}], "oneOf": [{"maxLength": 3}, {"type": "object"}]}),
        json!({"type": "string", "anyOf": [{"maxLength": 3}, {"const": 1}]}),
        json!({"enum": ["a", "b"], "anyOf": [{"const": "a"}, {"const": "c"}]}),
        json!({"enum": [[1], [2]], "anyOf": [{"minItems": 1}, {"items": {"const": 3}}]}),
        // Bounds that cross.
        json!({"type": "integer", "minimum": 3, "anyOf": [{"maximum": 4}, {"maximum": 2}]}),
        json!({"type": "number", "exclusiveMinimum": 3, "anyOf": [{"maximum": 4}, {"maximum": 3}]}),
        json!({"type": "integer", "anyOf": [{"minimum": 3}, {"minimum": 3.1, "maximum": 3.9}]}),
        json!({"type": "string", "minLength": 3, "anyOf": [{}, {"maxLength": 2}]}),
        json!({"type": "array", "minItems": 3, "anyOf": [{}, {"maxItems": 2}]}),
        json!({"type": "array", "minItems": 1, "anyOf": [{}, {"prefixItems": [false]}]}),
        json!({"type": "array", "anyOf": [{}, {"contains": {"type": "integer", "minimum": 3, "maximum": 2}}]}),
        json!({"type": "object", "anyOf": [{}, {"minProperties": 3, "maxProperties": 2}]}),
        json!({"type": "object", "required": ["a", "b"], "anyOf": [{}, {"maxProperties": 1}]}),
        // What is required, and cannot be.
        json!({"type": "object", "anyOf": [{}, {"required": ["a"], "additionalProperties": false}]}),
        json!({"type": "object", "required": ["a"], "anyOf": [{}, {"not": {"required": ["a"]}}]}),
        json!({"type": "object", "required": ["a"], "anyOf": [{}, {"not": {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}}]}),
        json!({"type": "object", "required": ["a"], "anyOf": [{}, {"propertyNames": {"maxLength": 0}}]}),
        json!({"type": "object", "required": ["a"], "anyOf": [{}, {"dependentRequired": {"a": ["b"]}, "maxProperties": 1}]}),
        // Under `not`.
        json!({"type": "string", "anyOf": [{}, {"not": {}}]}),
        json!({"type": "string", "anyOf": [{}, {"not": {"type": ["string", "null"]}}]}),
        json!({"enum": ["a"], "anyOf": [{}, {"not": {"const": "a"}}]}),
    ];
    for union in unions {
        let mut found = possible(&union);
        found.retain(|line| line.contains("Of/"));
        assert_eq!(found.len(), 1, "{union:#}: {found:?}");
        assert!(found[0].ends_with("Of/0"), "{union:#}: {found:?}");
    }
}

#[test]
fn conditions_decide_which_branches_are_asked_for() {
    holds(
        json!({
            "type": "object",
            "if": true,
            "then": {"properties": {"a": {"type": "string"}}},
            "else": {"properties": {"b": {"type": "string"}}},
        }),
        &["/then/a?"],
    );
    holds(
        json!({
            "type": "object",
            "properties": {"kind": {"enum": ["x", "y"]}},
            "required": ["kind"],
            "if": {"properties": {"kind": {"const": "z"}}},
            "then": {"properties": {"a": {"type": "string"}}},
            "dependentSchemas": {"kind": {"properties": {"c": false, "d": {}}, "required": ["d"]}},
        }),
        &[
            "/kind",
            "/kind = x",
            "/kind = y",
            "/dependentSchemas/kind/d",
        ],
    );
}

#[test]
fn values_that_another_schema_excludes_are_not_asked_for() {
    let values = json!(["a", "abc", "2024-01-01", 1, 12, 1.5, true, null]);
    for (beside, left) in [
        (json!({"type": "string"}), &["a", "abc", "2024-01-01"][..]),
        (json!({"const": "a"}), &["a"]),
        (json!({"enum": ["abc", 1, 7]}), &["abc", "1"]),
        (json!({"type": "integer", "maximum": 10}), &["1"]),
        (json!({"type": ["string"], "maxLength": 1}), &["a"]),
        (json!({"type": ["string"], "pattern": "c$"}), &["abc"]),
        (
            json!({"type": ["string"], "format": "date"}),
            &["2024-01-01"],
        ),
        (
            json!({"not": {"const": "a"}, "type": "string"}),
            &["abc", "2024-01-01"],
        ),
        (
            json!({"not": {"type": ["string", "null", "number"]}}),
            &["true"],
        ),
        (
            json!({"oneOf": [{"type": "number"}, {"type": "integer"}, {"type": "boolean"}]}),
            &["1.5", "true"],
        ),
    ] {
        let mut found = possible(&json!({"allOf": [{"enum": values}, beside]}));
        found.retain(|line| line.contains(" = "));
        let expected: Vec<String> = left
            .iter()
            .map(|value| format!("/allOf/0 = {value}"))
            .collect();
        found.retain(|line| line.starts_with("/allOf/0"));
        assert_eq!(found, expected, "{beside}");
    }
}

#[test]
fn properties_are_asked_for_as_they_can_be() {
    holds(
        json!({
            "type": "object",
            "properties": {
                "never": false,
                "gone": {"type": "string"},
                "always": {"type": "string"},
                "now": {"type": ["string", "null"]},
                "once": {"anyOf": [{"type": "null"}, {"type": "integer"}]},
            },
            "not": {"required": ["gone"]},
            "allOf": [
                {"required": ["always"]},
                {"properties": {"now": {"type": "string"}, "once": {"not": {"type": "null"}}}},
            ],
        }),
        &[
            "/always",
            "/now?",
            "/once?",
            "/once/anyOf/1",
            "/allOf/1/now?",
            "/allOf/1/once?",
        ],
    );
}

#[test]
fn arrays_are_asked_for_as_they_can_be() {
    holds(
        json!({
            "type": "object",
            "properties": {
                "some": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                "none": {"type": "array", "items": {"properties": {"a": {}}}, "maxItems": 0},
                "empty": {"type": "array", "items": false},
                "wants": {"allOf": [{"type": "array", "items": {"type": "string"}}, {"contains": {"const": "a"}}]},
                "list": {"enum": [[], [1]], "items": {"type": "integer"}},
            },
        }),
        &[
            "/some?",
            "/some[] filled",
            "/none?",
            "/none[] empty",
            "/empty?",
            "/empty[] empty",
            "/wants?",
            "/wants/allOf/0[] filled",
            "/list?",
            "/list = []",
            "/list = [1]",
            "/list[]",
        ],
    );
}

#[test]
fn recursion_has_to_end() {
    let itself = json!({"$ref": "#/components/schemas/It"});
    holds(
        json!({
            "type": "object",
            "properties": {"next": itself, "name": {"type": "string"}},
            "required": ["next"],
        }),
        &[],
    );
    holds(
        json!({
            "type": "object",
            "properties": {"next": itself, "name": {"type": "string"}},
        }),
        &["/next?", "/name?"],
    );
    holds(
        json!({
            "type": "object",
            "properties": {
                "next": {"anyOf": [
                    {"type": "object", "properties": {"it": itself}, "required": ["it"]},
                    {"type": "array", "items": itself, "minItems": 1},
                    {"type": "array", "items": itself},
                ]},
            },
            "required": ["next"],
        }),
        &[
            "/next",
            "/next/anyOf/0",
            "/next/anyOf/0/it",
            "/next/anyOf/1",
            "/next/anyOf/1[] filled",
            "/next/anyOf/2",
            "/next/anyOf/2[]",
        ],
    );
}

#[test]
fn what_is_left_unevaluated_is_not_asked() {
    holds(
        json!({
            "type": "object",
            "anyOf": [
                {"properties": {"a": {}}, "required": ["c"]},
                {"properties": {"c": {}}},
            ],
            "unevaluatedProperties": false,
        }),
        &["/anyOf/0", "/anyOf/0/a?", "/anyOf/1", "/anyOf/1/c?"],
    );
}

/// What a run over some bodies has seen.
fn run(spec: &Spec, bodies: &[&str]) -> Tally {
    let options = Options {
        legs: Legs::Spec,
        ..Options::default()
    };
    let lexicon = Lexicon::new([]);
    let engine = Engine::new(spec, Types::none(), &lexicon, options).expect("sound options");
    let mut worker = engine.worker();
    for (body, index) in bodies.iter().zip(0..) {
        worker.take(&Record {
            file: "it.ndjson",
            index,
            lines_before: index,
            body: Body::Bytes(body.as_bytes()),
            about: About::Named {
                operation: "getIt",
                status: 200,
            },
            grade: Grade::LiveCapture,
        });
    }
    worker.end_of_chunk();
    engine.sum([worker])
}

#[test]
fn all_that_is_possible_is_a_hundred_percent() {
    let spec = spec(&json!({
        "type": "object",
        "properties": {
            "kind": {"enum": ["a", "b", "c"]},
            "list": {"type": "array", "items": {"type": "integer"}, "minItems": 1},
            "never": false,
        },
        "required": ["kind"],
        "oneOf": [
            {"properties": {"kind": {"const": "a"}}},
            {"properties": {"kind": {"const": "b"}}},
            {"properties": {"kind": {"const": "d"}}},
        ],
    }));
    let bodies = [r#"{"kind": "a", "list": [1]}"#, r#"{"kind": "b"}"#];
    let whole = run(&spec, &bodies);
    let terms = Terms {
        min_coverage: Some(100),
        ..Terms::default()
    };
    let share = |tally: &Tally| {
        let report = Report::new(tally, None, terms);
        (report.totals.coverage, report.verdict.passed)
    };
    let (all, passed) = share(&whole);
    assert!(passed && all.seen == all.of, "{all:?}");
    let mut parts = [run(&spec, &bodies[..1]), run(&spec, &bodies[1..])];
    for part in &parts {
        let (of_part, passed) = share(part);
        assert!(!passed && of_part.seen < all.seen, "{of_part:?}");
        assert_eq!(of_part.of, all.of, "a part asks for as much as the whole");
    }
    let [first, second] = &mut parts;
    first.absorb(second.clone());
    assert_eq!(share(first), (all, true));
    // An invalid record may have what no valid one has; that adds nothing.
    let (of_invalid, _) = share(&run(&spec, &[r#"{"kind": "c", "list": [], "never": 1}"#]));
    assert_eq!(of_invalid.of, all.of);
}
