//! Schemas as they are read: every dialect becomes one language, on the type road and on the schema road.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use callspec_generator::schema::{self, Direction};
use callspec_generator::source::Source;
use callspec_generator::spec::{self, Document, Schema, SchemaKind, SchemaObject, Type};
use serde_json::{Value, json};

fn document(version: &str, schemas: &str) -> Document {
    let text = format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    );
    let parsed = spec::parse(&Source::new("specs/test.yaml", text));
    let errors: Vec<_> = parsed.diagnostics.iter().filter(|d| d.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    parsed.document.unwrap()
}

fn object<'d>(document: &'d Document, name: &str) -> &'d SchemaObject {
    let schemas = &document.components.schemas;
    let (_, schema) = schemas.iter().find(|(key, _)| key.value == name).unwrap();
    keywords(schema)
}

fn keywords(schema: &Schema) -> &SchemaObject {
    match &schema.kind {
        SchemaKind::Object(object) => object,
        SchemaKind::Boolean(_) => panic!("a boolean schema"),
    }
}

fn types(schema: &SchemaObject) -> Vec<Type> {
    schema.types.iter().map(|own| own.value).collect()
}

fn reference(schema: &SchemaObject) -> &str {
    &schema.reference.as_ref().unwrap().value
}

fn bundled(document: &Document) -> Value {
    schema::bundle(document).schema["$defs"].clone()
}

#[test]
fn every_keyword_of_2020_12_is_read() {
    let document = document(
        "3.1.0",
        r"
    All:
      not: {type: string}
      if: {type: object}
      then: {required: [a]}
      else: false
      dependentRequired: {a: [b, c]}
      dependentSchemas: {a: {required: [d]}}
      patternProperties: {'^x': {type: integer}}
      propertyNames: {maxLength: 3}
      prefixItems: [true, {type: string}]
      unevaluatedItems: false
      contains: {const: 1}
      minContains: 2.0
      maxContains: 3
      contentEncoding: base64
      contentMediaType: application/json
      contentSchema: {type: object}
      $defs: {inner: {type: boolean}}
      $anchor: all
      $comment: A remark.
      xml: {name: all}
      externalDocs: {url: https://example.com}
",
    );
    let rare = object(&document, "All").rare.as_deref().unwrap();
    assert!(rare.not.is_some() && rare.condition.is_some() && rare.consequence.is_some());
    assert!(matches!(
        rare.alternative.as_ref().unwrap().kind,
        SchemaKind::Boolean(false)
    ));
    let (name, others) = &rare.dependent_required[0];
    assert_eq!(name.value, "a");
    assert_eq!(others.len(), 2);
    assert_eq!(rare.dependent_schemas.len(), 1);
    assert_eq!(rare.pattern_properties[0].0.value, "^x");
    assert!(rare.property_names.is_some() && rare.contains.is_some());
    assert_eq!(rare.prefix_items.len(), 2);
    assert!(rare.unevaluated_items.is_some());
    assert_eq!(rare.min_contains.as_ref().unwrap().value, 2);
    assert_eq!(rare.max_contains.as_ref().unwrap().value, 3);
    assert_eq!(rare.content_encoding.as_ref().unwrap().value, "base64");
    assert!(rare.content_media_type.is_some() && rare.content_schema.is_some());
    assert_eq!(rare.definitions[0].0.value, "inner");
    assert_eq!(rare.anchor.as_ref().unwrap().value, "all");
}

#[test]
fn references_by_name_become_pointers() {
    let document = document(
        "3.1.0",
        r"
    ByAnchor: {$ref: '#node'}
    ByDynamicAnchor: {$dynamicRef: '#only'}
    ById: {$ref: 'https://example.com/call#/properties/id'}
    Node: {$anchor: node, type: string}
    Only: {$dynamicAnchor: only, type: integer}
    Call:
      $id: https://example.com/call
      type: object
      properties:
        id: {$anchor: id, type: string}
        own: {$ref: '#id'}
        pointer: {$ref: '#/properties/id'}
        relative: {$ref: 'call#id'}
        component: {$ref: '#/components/schemas/Node'}
    Meta: {$ref: 'https://json-schema.org/draft/2020-12/schema'}
",
    );
    assert_eq!(
        reference(object(&document, "ByAnchor")),
        "#/components/schemas/Node"
    );
    assert_eq!(
        reference(object(&document, "ByDynamicAnchor")),
        "#/components/schemas/Only"
    );
    let id = "#/components/schemas/Call/properties/id";
    assert_eq!(reference(object(&document, "ById")), id);
    let call = object(&document, "Call");
    let leads: Vec<&str> = call.properties[1..]
        .iter()
        .map(|(_, property)| reference(keywords(property)))
        .collect();
    assert_eq!(leads, [id, id, id, "#/components/schemas/Node"]);
    let meta = object(&document, "Meta").rare.as_deref().unwrap();
    assert!(meta.untyped_reference.is_some());
}

#[test]
fn a_dynamic_reference_that_may_mean_several_schemas_has_no_type() {
    let document = document(
        "3.1.0",
        r"
    Strings: {$id: 'urn:x:strings', $ref: 'urn:x:list', $defs: {item: {$dynamicAnchor: item, type: string}}}
    List: {$id: 'urn:x:list', type: array, items: {$dynamicRef: '#item'}, $defs: {item: {$dynamicAnchor: item}}}
",
    );
    let items = object(&document, "List").items.as_deref().unwrap();
    assert!(keywords(items).reference.is_none());
    let rare = keywords(items).rare.as_deref().unwrap();
    assert!(rare.untyped_reference.is_some());

    let mut bundle = schema::bundle(&document).schema;
    bundle["$ref"] = "#/$defs/Strings".into();
    let validator = jsonschema::draft202012::new(&bundle).unwrap();
    assert!(validator.is_valid(&json!(["a"])));
    assert!(!validator.is_valid(&json!([1])));
}

#[test]
fn openapi_3_0_is_read_by_its_own_rules() {
    let document = document(
        "3.0.3",
        r"
    Null: {type: string, nullable: true, enum: [a]}
    Bound: {type: integer, minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}
    Beside: {$ref: '#/components/schemas/Null', maxLength: 3, nullable: true, description: Kept.}
    Untyped: {nullable: true, allOf: [{$ref: '#/components/schemas/Null'}]}
    Later: {const: 1, type: integer, example: 2}
",
    );
    assert_eq!(types(object(&document, "Null")), [Type::String, Type::Null]);
    let bound = object(&document, "Bound");
    assert!(bound.bounds().minimum.is_none() && bound.bounds().exclusive_maximum.is_none());
    assert_eq!(
        bound.bounds().exclusive_minimum.as_ref().unwrap().value,
        1.into()
    );
    assert_eq!(bound.bounds().maximum.as_ref().unwrap().value, 9.into());
    let beside = object(&document, "Beside");
    assert!(beside.bounds().max_length.is_none() && beside.rare.is_none());
    assert_eq!(beside.description.as_ref().unwrap().value, "Kept.");
    let untyped = object(&document, "Untyped");
    assert_eq!(types(untyped), []);
    assert!(untyped.rare.as_deref().unwrap().meant_nullable);
    assert!(object(&document, "Later").constant.is_none());

    assert_eq!(
        bundled(&document),
        json!({
            "Null": {"type": ["string", "null"], "nullable": true, "enum": ["a"]},
            "Bound": {"type": "integer", "exclusiveMinimum": 1, "maximum": 9},
            "Beside": {"$ref": "#/$defs/Null", "description": "Kept."},
            "Untyped": {"nullable": true, "allOf": [{"$ref": "#/$defs/Null"}]},
            "Later": {"type": "integer", "example": 2},
        })
    );
}

#[test]
fn a_document_or_a_schema_may_choose_draft_4() {
    let document = document(
        "3.1.0",
        r"
    Old: {$schema: 'http://json-schema.org/draft-04/schema#', minimum: 1, exclusiveMinimum: true}
    New: {minimum: 1, exclusiveMinimum: 2}
",
    );
    let old = object(&document, "Old");
    assert!(old.bounds().minimum.is_none());
    assert_eq!(
        old.bounds().exclusive_minimum.as_ref().unwrap().value,
        1.into()
    );
    assert_eq!(
        bundled(&document),
        json!({
            "Old": {"exclusiveMinimum": 1},
            "New": {"minimum": 1, "exclusiveMinimum": 2},
        })
    );
}

#[test]
fn values_that_the_type_refuses_are_not_among_those_allowed() {
    let document = document(
        "3.1.0",
        r"
    Some: {type: string, enum: [a, 1, a, null]}
    None: {type: string, enum: [1, 2]}
    Default: {type: integer, default: ten}
",
    );
    let values = |name: &str| -> Option<Vec<Value>> {
        let values = object(&document, name).enumeration.as_ref()?;
        Some(values.iter().map(|value| value.value.clone()).collect())
    };
    assert_eq!(values("Some"), Some(vec![json!("a"), Value::Null]));
    assert_eq!(values("None"), None);
    assert!(object(&document, "Default").default.is_none());
    // The schema road says what the document says.
    assert_eq!(
        bundled(&document)["Some"]["enum"],
        json!(["a", 1, "a", null])
    );
}

#[test]
fn a_direction_does_not_require_what_it_does_not_carry() {
    let schemas = r"
    Call:
      type: object
      required: [id, secret, both]
      properties:
        id: {type: string, readOnly: true}
        secret: {$ref: '#/components/schemas/Secret'}
        both: {type: string}
    Secret: {type: string, writeOnly: true}
";
    let document = document("3.1.0", schemas);
    let required = |direction| {
        schema::bundle_for(&document, direction).schema["$defs"]["Call"]["required"].clone()
    };
    assert_eq!(required(Direction::Response), json!(["id", "both"]));
    assert_eq!(required(Direction::Request), json!(["secret", "both"]));
}

#[test]
fn request_bodies_are_listed() {
    let text = r"
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /calls:
    post:
      operationId: createCall
      requestBody:
        required: true
        content:
          application/json: {schema: {type: string, nullable: true}}
          text/plain: {schema: {$ref: '#/components/schemas/Note'}}
      responses: {'204': {description: Nothing.}}
    put:
      requestBody: {$ref: '#/components/requestBodies/Note'}
      responses: {'204': {description: Nothing.}}
components:
  requestBodies:
    Note: {content: {application/json: {schema: {type: integer}}}}
  schemas:
    Note: {type: string}
";
    let parsed = spec::parse(&Source::new("test.yaml", text));
    assert_eq!(parsed.diagnostics, []);
    let bundle = schema::bundle_for(&parsed.document.unwrap(), Direction::Request);
    let listed: Vec<_> = bundle
        .requests
        .iter()
        .map(|request| {
            let definition = request.definition.as_deref().unwrap();
            (
                request.operation.as_str(),
                request.media_type.as_str(),
                definition,
                request.required,
            )
        })
        .collect();
    assert_eq!(
        listed,
        [
            (
                "createCall",
                "application/json",
                "createCall.request.application/json",
                true
            ),
            ("createCall", "text/plain", "Note", true),
            (
                "PUT /calls",
                "application/json",
                "requestBodies.Note",
                false
            ),
        ]
    );
    assert!(bundle.responses.is_empty());
    let definitions = &bundle.schema["$defs"];
    assert_eq!(
        definitions["createCall.request.application/json"]["type"],
        json!(["string", "null"])
    );
}
