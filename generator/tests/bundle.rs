//! The schema bundle: what becomes a definition, and where references lead.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use callspec_generator::schema::{self, Bundle};
use callspec_generator::source::Source;
use callspec_generator::spec;
use serde_json::json;

fn bundle(text: &str) -> Bundle {
    let parsed = spec::parse(&Source::new("specs/test.yaml", text));
    assert_eq!(parsed.diagnostics, []);
    schema::bundle(&parsed.document.unwrap())
}

const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: Calls, version: 1.0.0}
paths:
  /calls:
    get:
      operationId: listCalls
      parameters:
        - {name: status, in: query, schema: {type: string, enum: [new]}}
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                properties:
                  items: {type: array, items: {$ref: '#/components/schemas/Call'}}
        '202':
          description: One call.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Call'}
            application/problem+json:
              schema: {type: string}
            text/plain: {}
        '204': {description: Nothing.}
        4XX: {$ref: '#/components/responses/Problem'}
    head:
      responses:
        4XX: {$ref: '#/components/responses/Problem'}
components:
  responses:
    Problem:
      description: What went wrong.
      content:
        application/json:
          schema: {type: object, properties: {title: {type: string}}}
  schemas:
    Call:
      type: object
      x-rust-name: OneCall
      properties:
        $ref: {type: string, description: 'A property that is called so.'}
        status: {$ref: '#/paths/~1calls/get/parameters/0/schema'}
        parent: {$ref: '#/components/schemas/Call', description: 'What it belongs to.'}
        name: {$ref: '#/components/schemas/Call/properties/%24ref'}
        title: {$ref: '#/components/responses/Problem/content/application~1json/schema/properties/title'}
        sample: {default: {$ref: '#/not/a/reference'}}
      oneOf:
        - {$ref: '#/components/schemas/Call~1'}
      discriminator: {propertyName: status, mapping: {new: '#/components/schemas/Call~1', old: Call}}
    Call~1: true
";

#[test]
fn references_are_re_rooted_and_nothing_else_changes() {
    // The component key is not one that OpenAPI allows; it shows the escaping.
    let text = DOCUMENT
        .replace("Call~1'", "Call.1'")
        .replace("Call~1:", "Call.1:");
    let bundle = bundle(&text);
    assert_eq!(
        bundle.schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    assert_eq!(bundle.schema["$id"], "urn:callspec:test");
    assert_eq!(
        bundle.schema["$defs"],
        json!({
            "Call": {
                "type": "object",
                "x-rust-name": "OneCall",
                "properties": {
                    "$ref": {"type": "string", "description": "A property that is called so."},
                    "status": {"$ref": "#/$defs/paths..calls.get.parameters.0.schema"},
                    "parent": {"$ref": "#/$defs/Call", "description": "What it belongs to."},
                    "name": {"$ref": "#/$defs/Call/properties/$ref"},
                    "title": {"$ref": "#/$defs/responses.Problem/properties/title"},
                    "sample": {"default": {"$ref": "#/not/a/reference"}},
                },
                "oneOf": [{"$ref": "#/$defs/Call.1"}],
                "discriminator": {"propertyName": "status", "mapping": {"new": "#/$defs/Call.1", "old": "Call"}},
            },
            "Call.1": true,
            "listCalls.200": {
                "type": "object",
                "properties": {"items": {"type": "array", "items": {"$ref": "#/$defs/Call"}}},
            },
            "listCalls.202.application/problem+json": {"type": "string"},
            "responses.Problem": {"type": "object", "properties": {"title": {"type": "string"}}},
            "paths..calls.get.parameters.0.schema": {"type": "string", "enum": ["new"]},
        })
    );
}

#[test]
fn every_response_is_listed() {
    let bundle = bundle(
        &DOCUMENT
            .replace("Call~1'", "Call.1'")
            .replace("Call~1:", "Call.1:"),
    );
    let listed: Vec<_> = bundle
        .responses
        .iter()
        .map(|r| {
            (
                r.operation.as_str(),
                r.status.as_str(),
                r.media_type.as_deref(),
                r.definition.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        listed,
        [
            (
                "listCalls",
                "200",
                Some("application/json"),
                Some("listCalls.200")
            ),
            ("listCalls", "202", Some("application/json"), Some("Call")),
            (
                "listCalls",
                "202",
                Some("application/problem+json"),
                Some("listCalls.202.application/problem+json")
            ),
            ("listCalls", "202", Some("text/plain"), None),
            ("listCalls", "204", None, None),
            (
                "listCalls",
                "4XX",
                Some("application/json"),
                Some("responses.Problem")
            ),
            (
                "HEAD /calls",
                "4XX",
                Some("application/json"),
                Some("responses.Problem")
            ),
        ]
    );
    assert_eq!(
        bundle.responses[4].pointer,
        "/paths/~1calls/get/responses/204"
    );
    assert_eq!(bundle.responses[6].method, "HEAD");
}

#[test]
fn places_lead_back_to_the_document() {
    let bundle = bundle(
        &DOCUMENT
            .replace("Call~1'", "Call.1'")
            .replace("Call~1:", "Call.1:"),
    );
    let origin = |pointer: &str| bundle.origin(pointer);
    assert_eq!(
        origin("/$defs/Call/properties/parent").as_deref(),
        Some("/components/schemas/Call/properties/parent")
    );
    assert_eq!(
        origin("/$defs/Call").as_deref(),
        Some("/components/schemas/Call")
    );
    let body = "/paths/~1calls/get/responses/200/content/application~1json/schema";
    assert_eq!(
        origin("/$defs/listCalls.200/type"),
        Some(format!("{body}/type"))
    );
    let escaped = "/$defs/listCalls.202.application~1problem+json";
    assert_eq!(
        origin(escaped).as_deref(),
        Some("/paths/~1calls/get/responses/202/content/application~1problem+json/schema")
    );
    assert_eq!(origin("/$defs/Nothing"), None);
    assert_eq!(origin("/type"), None);
}

#[test]
fn a_meta_schema_of_the_document_may_leave_validation_out() {
    let parsed = spec::parse(&Source::new(
        "specs/test.yaml",
        r"
openapi: 3.1.0
info: {title: Calls, version: 1.0.0}
paths:
  /calls:
    get:
      operationId: listCalls
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Page'}
components:
  schemas:
    Shape:
      $id: https://example.com/shape
      $vocabulary:
        https://json-schema.org/draft/2020-12/vocab/core: true
        https://json-schema.org/draft/2020-12/vocab/applicator: true
    Page:
      $schema: https://example.com/shape
      properties:
        total: {minimum: 10, type: integer, description: All of them.}
        next: {$schema: https://json-schema.org/draft/2020-12/schema, type: string}
",
    ));
    let codes: Vec<_> = parsed
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.as_str())
        .collect();
    assert_eq!(codes, ["ineffective-keyword", "ineffective-keyword"]);
    let bundle = schema::bundle(&parsed.document.unwrap());
    assert_eq!(
        bundle.schema["$defs"]["Page"]["properties"],
        json!({"total": {"description": "All of them."}, "next": {"type": "string"}})
    );
}
