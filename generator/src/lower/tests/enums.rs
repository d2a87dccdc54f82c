//! String and integer enums.

use serde_json::json;

use super::{refuses, schemas};
use crate::ir::{TypeKind, TypeRef};

#[test]
fn strings_keep_their_wire_text() {
    let lowered = schemas(
        "Status: {type: string, enum: [in-progress, '', unknown, self, '+1', '-1', 2fa], x-enum-descriptions: {in-progress: Going on.}}",
    );
    let list = lowered.string_enum("Status");
    let names: Vec<_> = list
        .variants
        .iter()
        .map(|variant| (variant.name.wire.as_str(), variant.name.rust.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("in-progress", "InProgress"),
            ("", "Empty"),
            ("unknown", "Unknown_"),
            ("self", "Self_"),
            ("+1", "Plus1"),
            ("-1", "Minus1"),
            ("2fa", "N2fa")
        ]
    );
    assert!(!list.closed);
    assert_eq!(list.variants[0].docs.lines, ["Going on."]);
    assert_eq!(list.variants[2].docs.lines, ["`unknown`"]);
}

#[test]
fn closed_enums_have_no_unknown() {
    let lowered = schemas("Status: {type: string, enum: [unknown, a], x-closed: true}");
    let list = lowered.string_enum("Status");
    assert!(list.closed);
    assert_eq!(list.variants[0].name.rust, "Unknown");
}

#[test]
fn a_single_constant_is_an_enum_of_one() {
    let lowered =
        schemas("Thing: {type: object, properties: {object: {const: call}, level: {const: 3}}}");
    assert_eq!(lowered.string_enum("ThingObject").variants.len(), 1);
    assert!(
        matches!(&lowered.def("ThingLevel").kind, TypeKind::IntegerEnum(list) if list.variants[0].0 == 3)
    );
}

#[test]
fn integers_are_enums_of_integers() {
    let lowered = schemas("Level: {type: integer, enum: [1, -1, 0], x-rust-names: {'0': Zero}}");
    let TypeKind::IntegerEnum(list) = &lowered.def("Level").kind else {
        panic!("no integer enum")
    };
    let names: Vec<_> = list
        .variants
        .iter()
        .map(|(value, variant)| (*value, variant.name.rust.as_str()))
        .collect();
    assert_eq!(names, [(1, "N1"), (-1, "Minus1"), (0, "Zero")]);
}

#[test]
fn other_values_are_kept_in_the_schema() {
    let lowered = schemas(
        "Thing: {type: object, properties: {a: {type: boolean, enum: [true]}, b: {type: number, enum: [0.5, 1]}, c: {enum: [a, 1]}}}",
    );
    assert_eq!(
        lowered.show("Thing", "a"),
        r#"Optional bool {"enum":[true]}"#
    );
    assert_eq!(
        lowered.show("Thing", "b"),
        r#"Optional f64 {"enum":[0.5,1]}"#
    );
    assert_eq!(
        lowered.show("Thing", "c"),
        r#"Optional Value {"enum":["a",1]}"#
    );
    assert_eq!(lowered.fidelity.len(), 3);
}

#[test]
fn a_reference_to_an_enum_takes_its_default_along() {
    let lowered = schemas(
        "Thing: {type: object, properties: {a: {$ref: '#/components/schemas/Level'}}}\nLevel: {type: string, enum: [low, high], default: low}",
    );
    assert_eq!(
        lowered.field("Thing", "a").keywords,
        [("default".to_owned(), json!("low"))]
    );
    assert!(matches!(lowered.field("Thing", "a").ty, TypeRef::Named(_)));
}

#[test]
fn chosen_names_that_do_not_fit_are_refused() {
    refuses(
        "A: {type: string, enum: [a, b], x-rust-names: {a: Same, b: Same}}",
        "rust-name-collision",
        "Same",
    );
    refuses(
        "A: {type: string, enum: [a], x-rust-names: {a: lower}}",
        "invalid-rust-name",
        "lower",
    );
}
