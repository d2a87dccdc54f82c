//! The parser and `extensions.schema.json` take the same values.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use callspec_generator::source::Source;
use callspec_generator::spec;
use jsonschema::Validator;
use serde_json::{Value, json};

fn validator(extension: &str) -> Validator {
    let mut schema: Value =
        serde_json::from_str(include_str!("../extensions.schema.json")).unwrap();
    assert!(schema["$defs"].get(extension).is_some(), "{extension}");
    schema["$ref"] = format!("#/$defs/{extension}").into();
    jsonschema::draft202012::new(&schema).unwrap()
}

/// Whether the parser takes a value of an extension in a document that is fine otherwise.
fn parses(extension: &str, value: &Value) -> bool {
    let operation = match extension {
        "x-pagination" => format!("{extension}: {value}"),
        _ => "x-nothing: true".to_owned(),
    };
    let schema = match extension {
        "x-pagination" => "x-nothing: true".to_owned(),
        _ => format!("{extension}: {value}"),
    };
    let text = format!(
        "openapi: 3.1.0
info: {{title: Calls, version: 1.0.0}}
paths:
  /calls:
    get:
      operationId: listCalls
      {operation}
      parameters:
        - {{name: page, in: query, schema: {{type: integer}}}}
      responses: {{'204': {{description: Nothing.}}}}
components:
  schemas:
    Status:
      type: string
      enum: [new, done]
      {schema}
"
    );
    spec::parse(&Source::new("test.yaml", text)).is_sound()
}

fn check(extension: &str, accepted: &[Value], refused: &[Value]) {
    let validator = validator(extension);
    for (values, expected) in [(accepted, true), (refused, false)] {
        for value in values {
            assert_eq!(
                validator.is_valid(value),
                expected,
                "the schema on {extension}: {value}"
            );
            assert_eq!(
                parses(extension, value),
                expected,
                "the parser on {extension}: {value}"
            );
        }
    }
}

#[test]
fn pagination() {
    let page = |changes: Value| {
        let mut value =
            json!({"style": "page", "parameter": "page", "next": "/next", "items": "/data"});
        for (key, change) in changes.as_object().unwrap() {
            if change.is_null() {
                value.as_object_mut().unwrap().remove(key);
            } else {
                value[key] = change.clone();
            }
        }
        value
    };
    check(
        "x-pagination",
        &[
            page(json!({})),
            page(json!({"next": null, "current": "/page", "last": "/pages"})),
            page(json!({"style": "cursor"})),
            page(json!({"style": "url"})),
            page(json!({"items": ""})),
            page(json!({"items": "/a~1b/~0/"})),
        ],
        &[
            json!(null),
            json!("page"),
            json!([]),
            json!({}),
            page(json!({"style": null})),
            page(json!({"style": "pages"})),
            page(json!({"style": 1})),
            page(json!({"parameter": null})),
            page(json!({"parameter": 1})),
            page(json!({"items": null})),
            page(json!({"items": "data"})),
            page(json!({"items": "/~2"})),
            page(json!({"items": "/~"})),
            page(json!({"items": ["/data"]})),
            page(json!({"next": null})),
            page(json!({"next": null, "current": "/page"})),
            page(json!({"next": null, "last": "/pages"})),
            page(json!({"current": "/page", "last": "/pages"})),
            page(json!({"current": "/page"})),
            page(json!({"last": "/pages"})),
            page(json!({"style": "cursor", "next": null})),
            page(json!({"style": "cursor", "last": "/pages"})),
            page(json!({"style": "url", "current": "/page"})),
            page(json!({"other": 1})),
            page(json!({"x-other": 1})),
        ],
    );
}

#[test]
fn sensitive() {
    let kinds = ["phone", "name", "email", "text", "url", "secret"].map(Value::from);
    check(
        "x-sensitive",
        &kinds,
        &[
            json!("Phone"),
            json!("iban"),
            json!(""),
            json!(null),
            json!(["phone"]),
        ],
    );
    // What others mean by it is let through, with a warning.
    assert!(!validator("x-sensitive").is_valid(&json!(true)));
    assert!(parses("x-sensitive", &json!(true)));
}

#[test]
fn rust_names() {
    let refused = [
        "", "2nd", "_name", "call-id", "call id", "größe", "call\n", "r#type",
    ]
    .map(Value::from);
    check(
        "x-rust-name",
        &["Call", "call_id", "c2", "type"].map(Value::from),
        &refused,
    );
    check(
        "x-rust-name",
        &[],
        &[json!(1), json!(null), json!(["Call"])],
    );
    check(
        "x-rust-names",
        &[
            json!({}),
            json!({"new": "Fresh"}),
            json!({"new": "Fresh", "done": "Done_2"}),
        ],
        &[
            json!({"new": "2nd"}),
            json!({"new": 1}),
            json!({"new": null}),
            json!([]),
            json!("Fresh"),
            json!(null),
        ],
    );
}

#[test]
fn closed() {
    check(
        "x-closed",
        &[json!(true), json!(false)],
        &[json!("true"), json!(1), json!(null), json!([])],
    );
}

#[test]
fn enum_descriptions() {
    check(
        "x-enum-descriptions",
        &[
            json!({}),
            json!({"new": "Not picked up yet."}),
            json!({"new": ""}),
        ],
        &[
            json!({"new": 1}),
            json!({"new": null}),
            json!(["Not picked up yet."]),
            json!(null),
        ],
    );
}

/// Whatever the schema describes is an extension that the parser knows, and the other way round.
#[test]
fn both_know_the_same_extensions() {
    let schema: Value = serde_json::from_str(include_str!("../extensions.schema.json")).unwrap();
    let described: Vec<&str> = schema["$defs"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .filter(|name| name.starts_with("x-"))
        .collect();
    for name in &described {
        let misspelt = format!("{name}x");
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: Calls, version: 1.0.0, {misspelt}: 1}}\npaths: {{}}\n"
        );
        let parsed = spec::parse(&Source::new("test.yaml", text));
        let [diagnostic] = parsed.diagnostics.as_slice() else {
            panic!("{:#?}", parsed.diagnostics)
        };
        assert_eq!(diagnostic.code.as_str(), "misspelt-extension");
        let guess = diagnostic.help.as_deref().unwrap();
        assert!(guess.contains("did you mean `x-"), "{guess}");
    }
    let documented = include_str!("../../docs/extensions.md");
    for name in &described {
        assert!(
            documented.contains(&format!("## `{name}`")),
            "docs/extensions.md lacks {name}"
        );
    }
    assert_eq!(documented.matches("\n## `x-").count(), described.len());
}
