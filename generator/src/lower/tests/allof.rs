//! How `allOf` is merged.

use super::{schemas, warns};

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
fn what_contradicts_itself_is_any_json_and_said_to_be() {
    for (schema, about, ty) in [
        (
            "{allOf: [{type: string}, {type: integer}]}",
            "no type",
            "Value",
        ),
        (
            "{allOf: [{type: string, enum: [x]}, {enum: [y]}]}",
            "`enum`",
            "Value",
        ),
        ("{allOf: [{const: x}, {const: y}]}", "`const`", "Value"),
        ("{allOf: [{type: string}, false]}", "false", "Never"),
        (
            "{allOf: [{type: string, format: date}, {type: string, format: uuid}]}",
            "uuid",
            "String",
        ),
    ] {
        let lowered = warns(
            &format!("V: {{type: object, properties: {{a: {schema}}}}}"),
            "conflicting-schemas",
            about,
        );
        assert_eq!(lowered.shown(&lowered.field("V", "a").ty), ty, "{schema}");
    }
    let lowered = warns(
        "V: {allOf: [{type: object, properties: {a: {type: string}}, additionalProperties: false}, {type: object, properties: {b: {type: string}}}]}",
        "conflicting-schemas",
        "forbids",
    );
    assert_eq!(lowered.show("V", "b"), "Optional String");
}

#[test]
fn divisors_have_a_common_multiple() {
    let lowered = schemas(
        "V: {type: object, properties: {a: {allOf: [{type: integer, multipleOf: 4}, {multipleOf: 6}]}}}",
    );
    assert_eq!(lowered.show("V", "a"), r#"Optional i64 {"multipleOf":12}"#);
}

#[test]
fn a_base_that_lists_its_children_is_no_circle() {
    let lowered = schemas(
        "Pet:
  type: object
  required: [kind]
  properties: {kind: {type: string}, name: {type: string}}
  discriminator: {propertyName: kind}
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {type: integer}}}]}
Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {tricks: {type: integer}}}]}",
    );
    assert_eq!(lowered.show("Cat", "name"), "Optional String");
    assert_eq!(lowered.show("Cat", "lives"), "Optional i64");
    assert_eq!(lowered.union("Pet").variants.len(), 2);
}

#[test]
fn branches_of_both_lists_make_pairs() {
    let lowered = schemas(
        "V:
  allOf:
    - oneOf: [{type: object, required: [a], properties: {a: {const: x}}}, {type: object, required: [a], properties: {a: {const: y}}}]
    - oneOf: [{type: object, properties: {b: {type: string}}}, {type: object, properties: {c: {type: string}}}]",
    );
    assert_eq!(lowered.choice("V").variants.len(), 4);
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

#[test]
fn constraints_without_a_common_form_are_all_stated() {
    let lowered = schemas(
        "Call:
  type: object
  properties:
    text: {allOf: [{type: string, not: {const: a}, pattern: ^a}, {not: {const: b}, pattern: b$}, {not: {const: c}}]}
    number: {allOf: [{type: number, multipleOf: 0.5}, {multipleOf: 0.3}]}
    list:
      allOf:
        - {type: array, items: {type: string}, contains: {const: a}, maxContains: 1}
        - {contains: {const: b}}
    map:
      allOf:
        - {type: object, if: {required: [a]}, then: {required: [b]}, propertyNames: {minLength: 1}, dependentRequired: {x: [a]}}
        - {if: {required: [c]}, else: {required: [d]}, propertyNames: {maxLength: 9}, dependentRequired: {x: [a, b]}}
        - {dependentSchemas: {y: {required: [a]}}}
        - {dependentSchemas: {y: {required: [b]}}}",
    );
    for (property, expected) in [
        (
            "text",
            r#"Optional String {"pattern":"b$","not":{"const":"c"},"allOf":[{"pattern":"^a"},{"not":{"const":"a"}},{"not":{"const":"b"}}]}"#,
        ),
        (
            "number",
            r#"Optional f64 {"multipleOf":0.3,"allOf":[{"multipleOf":0.5}]}"#,
        ),
        (
            "list",
            r#"Optional Vec<String> {"contains":{"const":"b"},"allOf":[{"contains":{"const":"a"},"maxContains":1}]}"#,
        ),
        (
            "map",
            r#"Optional Map<Value> {"if":{"required":["c"]},"else":{"required":["d"]},"propertyNames":{"allOf":[{"minLength":1},{"maxLength":9}]},"dependentSchemas":{"y":{"allOf":[{"required":["a"]},{"required":["b"]}]}},"dependentRequired":{"x":["a","b"]},"allOf":[{"if":{"required":["a"]},"then":{"required":["b"]}}]}"#,
        ),
    ] {
        assert_eq!(lowered.show("Call", property), expected);
    }
}

#[test]
fn constraints_beside_a_reference_are_stated_with_its_own() {
    let lowered = schemas(
        "Call:
  type: object
  properties:
    text: {$ref: '#/components/schemas/Text', not: {const: b}, pattern: b$}
    list: {$ref: '#/components/schemas/List', contains: {const: b}, minContains: 2}
Text: {type: string, not: {const: a}, pattern: ^a}
List: {type: array, items: {type: string}, contains: {const: a}, maxContains: 1}",
    );
    assert_eq!(
        lowered.show("Call", "text"),
        r#"Optional Text {"pattern":"^a","not":{"const":"a"},"allOf":[{"pattern":"b$"},{"not":{"const":"b"}}]}"#
    );
    assert_eq!(
        lowered.show("Call", "list"),
        r#"Optional List {"contains":{"const":"a"},"maxContains":1,"allOf":[{"contains":{"const":"b"},"minContains":2}]}"#
    );
}
