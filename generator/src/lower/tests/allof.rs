//! How `allOf` is merged.

use super::{refuses, schemas};

#[test]
fn objects_are_merged() {
    let lowered = schemas(
        "Call:
  description: A call.
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - {type: object, required: [b], properties: {b: {type: integer}}}
  required: [a]
Base: {type: object, properties: {a: {type: string}, c: {type: boolean}}, description: The base.}",
    );
    assert_eq!(lowered.show("Call", "a"), "Required String");
    assert_eq!(lowered.show("Call", "b"), "Required i64");
    assert_eq!(lowered.show("Call", "c"), "Optional bool");
    assert_eq!(lowered.show("Base", "a"), "Optional String");
    assert_eq!(lowered.def("Call").docs.lines, ["A call."]);
}

#[test]
fn properties_of_both_must_satisfy_both() {
    let lowered = schemas(
        "Call:
  allOf:
    - {type: object, properties: {a: {type: string, minLength: 2}, s: {type: string, enum: [x, y]}, n: {type: number}}}
    - {type: object, properties: {a: {type: string, minLength: 5, maxLength: 9}, s: {enum: [y, z]}, n: {type: integer}}}",
    );
    assert_eq!(
        lowered.show("Call", "a"),
        r#"Optional String {"minLength":5,"maxLength":9}"#
    );
    assert_eq!(lowered.string_enum("CallS").variants.len(), 1);
    assert_eq!(lowered.show("Call", "n"), "Optional i64");
}

#[test]
fn a_wrapped_reference_is_the_reference() {
    let lowered = schemas(
        "Thing: {type: object, properties: {a: {allOf: [{$ref: '#/components/schemas/Part'}], description: Said here.}, b: {$ref: '#/components/schemas/Part', description: And here., deprecated: true}}}
Part: {type: object, properties: {x: {type: string}}, description: A part.}",
    );
    assert_eq!(lowered.type_names(), ["Thing", "Part"]);
    assert_eq!(lowered.show("Thing", "a"), "Optional Part");
    assert_eq!(lowered.field("Thing", "a").docs.lines, ["Said here."]);
    assert!(lowered.field("Thing", "b").deprecated);
}

#[test]
fn siblings_with_structure_make_a_type_of_their_own() {
    let lowered = schemas(
        "Thing: {type: object, properties: {a: {$ref: '#/components/schemas/Part', required: [x]}}}
Part: {type: object, properties: {x: {type: string}}}",
    );
    assert_eq!(lowered.show("Thing", "a"), "Optional ThingA");
    assert_eq!(lowered.show("ThingA", "x"), "Required String");
    assert_eq!(lowered.show("Part", "x"), "Optional String");
}

#[test]
fn what_contradicts_itself_is_refused() {
    for (schema, about) in [
        (
            "{allOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {a: {type: integer}}}]}",
            "no type",
        ),
        (
            "{type: object, properties: {a: {allOf: [{type: string, enum: [x]}, {enum: [y]}]}}}",
            "`enum`",
        ),
        (
            "{type: object, properties: {a: {allOf: [{type: string, format: date}, {type: string, format: uuid}]}}}",
            "uuid",
        ),
        (
            "{type: object, properties: {a: {allOf: [{type: string, pattern: a}, {type: string, pattern: b}]}}}",
            "patterns",
        ),
        (
            "{allOf: [{type: object, properties: {a: {type: string}}, additionalProperties: false}, {type: object, properties: {b: {type: string}}}]}",
            "forbids",
        ),
        (
            "{type: object, properties: {a: {allOf: [{type: string}, false]}}}",
            "false",
        ),
    ] {
        refuses(&format!("V: {schema}"), "conflicting-schemas", about);
    }
}

#[test]
fn unevaluated_properties_close_the_whole() {
    let lowered = schemas(
        "Call: {allOf: [{$ref: '#/components/schemas/Base'}], type: object, properties: {b: {type: string}}, unevaluatedProperties: false}
Base: {type: object, properties: {a: {type: string}}}",
    );
    assert_eq!(
        lowered.structure("Call").keywords,
        [("additionalProperties".to_owned(), false.into())]
    );
    assert!(lowered.structure("Base").keywords.is_empty());
}
