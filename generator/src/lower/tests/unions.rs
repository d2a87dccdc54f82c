//! How branches are told apart.

use super::{Lowered, refuses, schemas};
use crate::ir::{UnionKeyword, UnionTest};

/// `Variant Type test` for each branch.
fn show(lowered: &Lowered, rust: &str) -> Vec<String> {
    let test = |test: &UnionTest| match test {
        UnionTest::Type(ty) => format!("{ty:?}"),
        UnionTest::Tag { key, values } => format!("{key}={}", values.join("|")),
        UnionTest::HasKey(key) => format!("has {key}"),
    };
    lowered
        .union(rust)
        .variants
        .iter()
        .map(|variant| {
            format!(
                "{} {} {}",
                variant.name.rust,
                lowered.shown(&variant.ty),
                test(&variant.test)
            )
        })
        .collect()
}

const PETS: &str = "
Cat: {type: object, required: [kind], properties: {kind: {type: string}, meow: {type: string}}}
Dog: {type: object, required: [kind, bark], properties: {kind: {type: string}, bark: {type: string}}}
";

#[test]
fn branches_of_different_types() {
    let lowered = schemas(
        "V: {oneOf: [{type: boolean}, {type: integer, minimum: 0}, {type: string}, {type: array, items: {type: string}}, {type: object, properties: {a: {type: string}}}]}",
    );
    assert_eq!(
        show(&lowered, "V"),
        [
            "Boolean bool Boolean",
            "Integer i64 Integer",
            "String String String",
            "List Vec<String> Array",
            "Object VObject Object"
        ]
    );
    let union = lowered.union("V");
    assert_eq!(union.keyword, UnionKeyword::OneOf);
    assert!(!union.open);
    assert_eq!(union.variants[1].keywords[0].0, "minimum");
}

#[test]
fn a_list_of_types_is_a_union() {
    let lowered = schemas("V: {type: [string, number, 'null'], minLength: 1, maximum: 3}");
    assert_eq!(
        show(&lowered, "V"),
        ["String String String", "Number f64 Number"]
    );
    assert_eq!(
        lowered.union("V").variants[0].keywords,
        [("minLength".to_owned(), 1.into())]
    );
    assert_eq!(
        lowered.union("V").variants[1].keywords,
        [("maximum".to_owned(), 3.into())]
    );
}

#[test]
fn branches_that_are_lists_of_types_are_spread() {
    let lowered = schemas(
        "V: {anyOf: [{type: [string, boolean, 'null']}, {anyOf: [{type: integer}, {type: array, items: {type: string}}]}]}",
    );
    assert_eq!(
        show(&lowered, "V"),
        [
            "String String String",
            "Boolean bool Boolean",
            "Integer i64 Integer",
            "List Vec<String> Array"
        ]
    );
}

#[test]
fn by_discriminator() {
    let lowered = schemas(&format!(
        "Pet: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}], discriminator: {{propertyName: kind}}}}{PETS}"
    ));
    assert_eq!(
        show(&lowered, "Pet"),
        ["Cat Cat kind=Cat", "Dog Dog kind=Dog"]
    );
    assert!(lowered.union("Pet").open);
    let lowered = schemas(&format!(
        "Pet: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}], discriminator: {{propertyName: kind, mapping: {{cat: '#/components/schemas/Cat', lion: '#/components/schemas/Cat', dog: Dog}}}}}}{PETS}"
    ));
    assert_eq!(
        show(&lowered, "Pet"),
        ["Cat Cat kind=cat|lion", "Dog Dog kind=dog"]
    );
    assert_eq!(lowered.union("Pet").variants[0].name.wire, "cat");
}

#[test]
fn by_constant() {
    let lowered = schemas(
        "Event:
  oneOf:
    - {type: object, required: [type, at], properties: {at: {type: string}, type: {const: ring}}}
    - {type: object, required: [type], properties: {type: {type: string, enum: [end, fail]}}}",
    );
    assert_eq!(
        show(&lowered, "Event"),
        ["Ring EventRing type=ring", "End EventEnd type=end|fail"]
    );
}

#[test]
fn by_a_key_of_its_own() {
    let lowered = schemas(
        "V:
  anyOf:
    - {type: object, required: [id, bark], properties: {id: {type: string}, bark: {type: string}}}
    - {type: object, required: [id, meow], properties: {id: {type: string}, meow: {type: string}}}",
    );
    assert_eq!(
        show(&lowered, "V"),
        ["Bark VBark has bark", "Meow VMeow has meow"]
    );
    assert!(!lowered.union("V").open);
}

#[test]
fn what_cannot_be_told_apart_is_refused() {
    for (schema, about) in [
        (
            "{oneOf: [{type: string}, {type: string, format: uuid}]}",
            "strings",
        ),
        (
            "{anyOf: [{type: string}, {type: string, enum: [a]}]}",
            "strings",
        ),
        ("{oneOf: [{type: integer}, {type: number}]}", "numbers"),
        ("{oneOf: [{type: number}, {type: integer}]}", "numbers"),
        (
            "{oneOf: [{type: array, items: {type: string}}, {type: array, items: {type: integer}}]}",
            "arrays",
        ),
        ("{oneOf: [{type: string}, {}]}", "any value"),
        (
            "{oneOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]}",
            "object branches",
        ),
        (
            "{oneOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: object, required: [b], properties: {a: {type: string}, b: {type: string}}}]}",
            "object branches",
        ),
        (
            "{oneOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: object, additionalProperties: {type: string}}]}",
            "object branches",
        ),
        (
            "{oneOf: [{type: object, properties: {t: {const: a}}}, {type: object, properties: {t: {const: b}}}]}",
            "object branches",
        ),
    ] {
        refuses(&format!("V: {schema}"), "ambiguous-union", about);
    }
}

#[test]
fn discriminators_that_do_not_hold_are_refused() {
    let pets = |mapping: &str, more: &str| {
        format!(
            "Pet: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}], discriminator: {{propertyName: kind{mapping}}}}}\n{more}"
        )
    };
    refuses(
        &pets(
            ", mapping: {a: Cat, b: Dog, c: Cow}",
            &format!("{PETS}Cow: {{type: object, properties: {{a: {{type: string}}}}}}"),
        ),
        "ambiguous-union",
        "`c`",
    );
    let optional = PETS.replace("required: [kind]", "required: [meow]");
    refuses(&pets("", &optional), "ambiguous-union", "does not require");
    let constant = PETS.replacen("kind: {type: string}", "kind: {const: feline}", 1);
    refuses(
        &pets(", mapping: {a: Cat, b: Dog}", &constant),
        "ambiguous-union",
        "does not take",
    );
}

#[test]
fn sensitive_branches_hide_the_whole_value() {
    let lowered = schemas(
        "Thing: {type: object, properties: {v: {oneOf: [{type: integer}, {type: string, x-sensitive: text}]}}}",
    );
    assert!(lowered.field("Thing", "v").sensitive.is_some());
}

#[test]
fn structure_beside_branches_is_refused() {
    refuses(
        "V: {type: object, properties: {a: {type: string}}, oneOf: [{type: object, properties: {b: {type: string}}}, {type: 'null'}]}",
        "unsupported-keyword",
        "oneOf",
    );
}
