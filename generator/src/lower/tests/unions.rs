//! How branches are told apart.

use super::{Lowered, schemas, warns};
use crate::fidelity::Kind;
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
  oneOf:
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
fn scalars_of_one_type_become_one() {
    for (schema, ty) in [
        (
            "{oneOf: [{type: string}, {type: string, format: uuid}]}",
            "String",
        ),
        (
            "{oneOf: [{type: string, format: date}, {type: string, format: date-time}]}",
            "String",
        ),
        (
            "{anyOf: [{type: string, format: uuid, minLength: 1}, {type: string, format: uuid}]}",
            "Uuid",
        ),
        ("{oneOf: [{type: integer}, {type: number}]}", "f64"),
        (
            "{oneOf: [{type: integer, maximum: 1}, {type: integer, minimum: 5}]}",
            "i64",
        ),
        (
            "{oneOf: [{type: boolean}, {type: boolean, enum: [true]}]}",
            "bool",
        ),
        (
            "{type: string, anyOf: [{minLength: 3}, {format: uuid}]}",
            "String",
        ),
    ] {
        let lowered = schemas(&format!("V: {{type: object, properties: {{a: {schema}}}}}"));
        assert_eq!(lowered.shown(&lowered.field("V", "a").ty), ty, "{schema}");
    }
    let lowered = schemas("V: {anyOf: [{type: string}, {type: string, enum: [a, b]}, {const: c}]}");
    let list = lowered.string_enum("V");
    assert!(list.any && !list.closed);
    assert_eq!(list.variants.len(), 3);
    let lowered = schemas(
        "V: {oneOf: [{type: string, enum: [a]}, {type: string, enum: [b]}, {type: integer}]}",
    );
    assert_eq!(
        show(&lowered, "V"),
        ["String VString String", "Integer i64 Integer"]
    );
    assert!(!lowered.string_enum("VString").any);
}

#[test]
fn a_mapping_that_leads_nowhere_is_suspicious() {
    let lowered = warns(
        &format!(
            "Pet: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}], discriminator: {{propertyName: kind, mapping: {{a: Cat, b: Dog, c: Cow}}}}}}\n{PETS}Cow: {{type: object, properties: {{a: {{type: string}}}}}}"
        ),
        "ambiguous-union",
        "`c`",
    );
    assert_eq!(show(&lowered, "Pet"), ["Cat Cat kind=a", "Dog Dog kind=b"]);
}

#[test]
fn a_tag_that_is_not_required_may_be_missing() {
    let optional = PETS.replace("required: [kind]", "required: [meow]");
    let lowered = schemas(&format!(
        "Pet: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}], discriminator: {{propertyName: kind}}}}\n{optional}"
    ));
    assert_eq!(
        show(&lowered, "Pet"),
        ["Cat Cat kind=Cat", "Dog Dog kind=Dog"]
    );
    assert!(lowered.union("Pet").untagged && lowered.union("Pet").open);
    let lowered = schemas(
        "V: {oneOf: [{type: object, properties: {t: {const: a}}}, {type: object, properties: {t: {const: b}}}]}",
    );
    assert_eq!(show(&lowered, "V"), ["A Va t=a", "B Vb t=b"]);
    assert!(lowered.union("V").untagged);
}

#[test]
fn a_branch_says_best_what_its_tag_is() {
    let constant = PETS.replacen("kind: {type: string}", "kind: {const: feline}", 1);
    let lowered = warns(
        &format!(
            "Pet: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}], discriminator: {{propertyName: kind, mapping: {{a: Cat, b: Dog}}}}}}\n{constant}"
        ),
        "ambiguous-union",
        "does not take",
    );
    assert_eq!(
        show(&lowered, "Pet"),
        ["Cat Cat kind=feline", "Dog Dog kind=b"]
    );
}

#[test]
fn a_union_in_a_union_is_spread_by_its_name_too() {
    let lowered = schemas(&format!(
        "V: {{oneOf: [{{$ref: '#/components/schemas/Pet'}}, {{type: string}}, {{type: 'null'}}]}}
Pet: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}]}}{}",
        PETS.replacen("kind: {type: string}", "kind: {const: cat}", 1)
            .replacen("kind: {type: string}", "kind: {const: dog}", 1)
    ));
    assert_eq!(
        show(&lowered, "V"),
        [
            "Cat Cat kind=cat",
            "Dog Dog kind=dog",
            "String String String"
        ]
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
fn what_stands_beside_branches_is_worked_into_each() {
    let lowered = schemas(
        "V: {type: object, required: [t], properties: {a: {type: string}}, oneOf: [{properties: {t: {const: x}, b: {type: string}}}, {properties: {t: {const: y}}}, {type: 'null'}]}",
    );
    assert_eq!(show(&lowered, "V"), ["X Vx t=x", "Y Vy t=y"]);
    assert_eq!(lowered.show("Vx", "a"), "Optional String");
    assert_eq!(lowered.show("Vx", "b"), "Optional String");
    assert_eq!(lowered.show("Vy", "a"), "Optional String");
}

#[test]
fn branches_that_only_constrain_make_no_type() {
    let lowered = schemas(
        "V: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}",
    );
    assert_eq!(lowered.show("V", "a"), "Optional String");
    assert_eq!(lowered.noted(Kind::DocumentedOnly), 1);
    let lowered = schemas("V: {anyOf: [{required: [a]}, {required: [b]}]}");
    assert_eq!(lowered.shown(lowered.alias("V")), "Map<Value>");
}

#[test]
fn a_branch_without_a_name_is_one_type_wherever_its_union_is_spread() {
    let lowered = schemas(
        "Nested: {anyOf: [{$ref: '#/components/schemas/Loose'}, {type: string}]}
Loose:
  oneOf:
    - {type: object, required: [kind], properties: {kind: {type: string, const: text}}}
    - {type: object, required: [kind], properties: {kind: {type: string, const: image}}}",
    );
    assert_eq!(
        show(&lowered, "Nested"),
        [
            "Text LooseText kind=text",
            "Image LooseImage kind=image",
            "String String String"
        ]
    );
    assert_eq!(
        lowered.type_names(),
        [
            "Nested",
            "Loose",
            "LooseText",
            "LooseTextKind",
            "LooseImage",
            "LooseImageKind"
        ]
    );
}

#[test]
fn a_branch_without_a_name_may_hold_its_own_union() {
    let lowered = schemas(
        "Loose:
  oneOf:
    - type: object
      required: [kind]
      properties: {kind: {const: text}, again: {anyOf: [{$ref: '#/components/schemas/Loose'}, {type: string}]}}
    - {type: object, required: [kind], properties: {kind: {const: image}}}",
    );
    assert_eq!(
        lowered.show("LooseText", "again"),
        "Optional Box<LooseTextAgain>"
    );
    assert_eq!(
        show(&lowered, "LooseTextAgain").first().map(String::as_str),
        Some("Text Box<LooseText> kind=text")
    );
}

#[test]
fn a_schema_without_a_name_may_come_to_itself() {
    let lowered = schemas(
        "Thing:
  type: object
  properties:
    inner: {allOf: [{$ref: '#/components/schemas/Thing'}, {type: object, properties: {x: {type: string}}}]}
List:
  oneOf:
    - {type: array, items: {oneOf: [{$ref: '#/components/schemas/List'}, {type: boolean}]}}
    - {type: string}",
    );
    assert_eq!(lowered.show("Thing", "inner"), "Optional ThingInner");
    assert_eq!(lowered.show("ThingInner", "x"), "Optional String");
    assert_eq!(
        lowered.show("ThingInner", "inner"),
        "Optional Box<ThingInner>"
    );
    assert_eq!(
        lowered.type_names(),
        ["Thing", "ThingInner", "List", "ListListItem"]
    );
}
