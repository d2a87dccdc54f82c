//! Keywords that no type carries.

use std::sync::Arc;

use serde_json::json;

use super::document;
use crate::fidelity::Kind;
use crate::lower::{Lowered, lower};
use crate::source::Source;
use crate::spec::{self, Document, Located, Rare, Schema, SchemaKind, SchemaObject};

/// Lowers a document whose first schema was given rare keywords.
fn lower_with(schemas: &str, change: impl FnOnce(&mut SchemaObject, &mut Rare)) -> Lowered {
    let parsed = spec::parse(&Source::new("test.yaml", document(schemas)));
    let mut document: Document = parsed.document.expect("a document");
    let (_, first) = document.components.schemas.first_mut().expect("a schema");
    let SchemaKind::Object(object) = &mut first.kind else {
        panic!("no object");
    };
    let object = Arc::make_mut(object);
    let mut rare = object.rare.take().map_or_else(Rare::default, |rare| *rare);
    change(object, &mut rare);
    object.rare = Some(Box::new(rare));
    lower(&document, "test").expect("a document that lowers")
}

fn pattern(object: &mut SchemaObject, rare: &mut Rare) {
    let (name, schema) = object.properties.remove(0);
    rare.pattern_properties.push((name, schema));
}

#[test]
fn one_pattern_of_a_closed_object_is_a_map() {
    let lowered = lower_with(
        "V: {type: object, properties: {'^x-': {type: integer}}, additionalProperties: false}",
        pattern,
    );
    assert_eq!(lowered.shown(lowered.alias("V")), "Map<i64>");
    let lowered = lower_with(
        "V: {type: object, properties: {'^x-': {type: integer}}}",
        pattern,
    );
    assert_eq!(lowered.shown(lowered.alias("V")), "Map<Value>");
}

#[test]
fn patterns_beside_properties_are_kept() {
    let lowered = lower_with(
        "V: {type: object, properties: {'^x-': {type: integer}, a: {type: string}}}",
        pattern,
    );
    let object = lowered.structure("V");
    let rest = object.rest.as_ref().expect("a map of the rest");
    assert_eq!(lowered.shown(&rest.ty), "Value");
    assert_eq!(
        object.keywords,
        [(
            "patternProperties".to_owned(),
            json!({"^x-": {"type": "integer"}})
        )]
    );
    assert_eq!(lowered.noted(Kind::DocumentedOnly), 1);
    assert_eq!(lowered.noted(Kind::RawJson), 1);
}

#[test]
fn elements_by_their_place_are_any_json() {
    let lowered = lower_with(
        "V: {type: array, items: {type: integer}}",
        |object, rare| {
            rare.prefix_items
                .extend(object.items.clone().map(|items| *items));
        },
    );
    assert_eq!(lowered.shown(lowered.alias("V")), "Vec<Value>");
    assert_eq!(lowered.noted(Kind::RawJson), 1);
}

#[test]
fn constraints_are_stated_and_counted() {
    let lowered = lower_with(
        "V: {type: object, properties: {a: {type: integer}, b: {$ref: '#/components/schemas/W'}}}\nW: {type: string}",
        |object, rare| {
            let schema = |index: usize| object.properties[index].1.clone();
            rare.not = Some(schema(0));
            rare.condition = Some(schema(1));
            let name: Located<String> = object.properties[0].0.clone();
            rare.dependent_required.push((name.clone(), vec![name]));
        },
    );
    assert_eq!(
        lowered.structure("V").keywords,
        [
            ("not".to_owned(), json!({"type": "integer"})),
            ("dependentRequired".to_owned(), json!({"a": ["a"]})),
        ]
    );
    assert_eq!(lowered.noted(Kind::DocumentedOnly), 3);
}

#[test]
fn a_reference_may_have_constraints_beside_it() {
    let lowered = lower_with(
        "V: {$ref: '#/components/schemas/W'}\nW: {type: object, properties: {a: {type: integer}}}",
        |object, rare| {
            let at = object
                .reference
                .as_ref()
                .map(|reference| reference.at)
                .unwrap_or_default();
            rare.not = Some(Schema {
                at,
                kind: SchemaKind::Boolean(false),
            });
        },
    );
    assert_eq!(lowered.shown(lowered.alias("V")), "W");
}
