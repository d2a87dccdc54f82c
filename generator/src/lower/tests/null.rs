//! The truth table of null: every spelling, required and optional.

use super::{schemas, warns};

/// A schema, whether it takes null, and the type without null.
const TABLE: &[(&str, bool, &str)] = &[
    ("{type: string}", false, "String"),
    ("{type: [string, 'null']}", true, "String"),
    ("{type: ['null', integer]}", true, "i64"),
    ("{oneOf: [{type: string}, {type: 'null'}]}", true, "String"),
    ("{anyOf: [{type: 'null'}, {type: string}]}", true, "String"),
    ("{anyOf: [{type: string}, {const: null}]}", true, "String"),
    ("{anyOf: [{type: string}, {enum: [null]}]}", true, "String"),
    (
        "{type: [string, 'null'], anyOf: [{type: string}, {type: 'null'}]}",
        true,
        "String",
    ),
    (
        "{type: string, anyOf: [{type: string}, {type: 'null'}]}",
        false,
        "String",
    ),
    ("{enum: [a, null]}", true, "ThingX"),
    ("{type: [string, 'null'], enum: [a, null]}", true, "ThingX"),
    ("{type: [string, 'null'], enum: [a]}", false, "ThingX"),
    ("{enum: [a]}", false, "ThingX"),
    ("{const: a}", false, "ThingX"),
    ("{enum: [1, null]}", true, "ThingX"),
    ("{type: 'null'}", true, "Never"),
    ("{const: null}", true, "Never"),
    ("{}", true, "Value"),
    ("true", true, "Value"),
    ("{$ref: '#/components/schemas/Plain'}", false, "Plain"),
    ("{$ref: '#/components/schemas/Maybe'}", true, "Maybe"),
    (
        "{$ref: '#/components/schemas/MaybeByBranch'}",
        true,
        "MaybeByBranch",
    ),
    (
        "{$ref: '#/components/schemas/MaybeListed'}",
        true,
        "MaybeListed",
    ),
    (
        "{$ref: '#/components/schemas/MaybeObject'}",
        true,
        "MaybeObject",
    ),
    ("{$ref: '#/components/schemas/Through'}", true, "Through"),
    (
        "{$ref: '#/components/schemas/Maybe', type: string}",
        false,
        "Maybe",
    ),
    (
        "{$ref: '#/components/schemas/Maybe', description: Said anew.}",
        true,
        "Maybe",
    ),
    (
        "{oneOf: [{$ref: '#/components/schemas/Plain'}, {type: 'null'}]}",
        true,
        "Plain",
    ),
    (
        "{oneOf: [{$ref: '#/components/schemas/Object'}, {type: 'null'}]}",
        true,
        "Object",
    ),
    (
        "{allOf: [{$ref: '#/components/schemas/Maybe'}]}",
        true,
        "Maybe",
    ),
    (
        "{allOf: [{$ref: '#/components/schemas/Maybe'}, {type: string}]}",
        false,
        "Maybe",
    ),
    (
        "{allOf: [{type: [string, 'null']}, {type: [string, 'null'], minLength: 1}]}",
        true,
        "String",
    ),
    (
        "{allOf: [{type: [string, 'null']}, {type: string}]}",
        false,
        "String",
    ),
    (
        "{type: [object, 'null'], properties: {a: {type: string}}}",
        true,
        "ThingX",
    ),
    (
        "{type: [array, 'null'], items: {type: string}}",
        true,
        "Vec<String>",
    ),
    (
        "{type: [object, 'null'], additionalProperties: {type: string}}",
        true,
        "Map<String>",
    ),
    ("{type: [string, integer, 'null']}", true, "ThingX"),
    (
        "{oneOf: [{type: string}, {type: integer}, {type: 'null'}]}",
        true,
        "ThingX",
    ),
    (
        "{anyOf: [{type: [string, 'null']}, {type: integer}]}",
        true,
        "ThingX",
    ),
];

const COMPONENTS: &str = "
Plain: {type: string}
Maybe: {type: [string, 'null']}
MaybeByBranch: {oneOf: [{type: string}, {type: 'null'}]}
MaybeListed: {enum: [a, null]}
MaybeObject: {type: [object, 'null'], properties: {a: {type: string}}}
Object: {type: object, properties: {a: {type: string}}}
Through: {$ref: '#/components/schemas/Maybe'}
";

#[test]
fn every_spelling_required_and_optional() {
    for (schema, nullable, ty) in TABLE {
        let lowered = schemas(&format!(
            "Thing:\n  type: object\n  required: [x]\n  properties:\n    x: {schema}\nThing2:\n  type: object\n  properties:\n    x: {schema}{COMPONENTS}"
        ));
        let (required, optional) = if *nullable {
            ("Nullable", "OptionalNullable")
        } else {
            ("Required", "Optional")
        };
        let shown = lowered.show("Thing", "x");
        assert!(
            shown.starts_with(&format!("{required} {ty}")),
            "{schema}: {shown}"
        );
        let shown = lowered.show("Thing2", "x");
        assert!(
            shown.starts_with(&format!("{optional} {}", ty.replace("ThingX", "Thing2X"))),
            "{schema}: {shown}"
        );
    }
}

#[test]
fn null_inside_lists_and_maps_stays_there() {
    let lowered = schemas(&format!(
        "Thing: {{type: object, properties: {{a: {{type: array, items: {{$ref: '#/components/schemas/Maybe'}}}}, b: {{type: object, additionalProperties: {{$ref: '#/components/schemas/MaybeObject'}}}}}}}}{COMPONENTS}"
    ));
    assert_eq!(lowered.show("Thing", "a"), "Optional Vec<Option<Maybe>>");
    assert_eq!(
        lowered.show("Thing", "b"),
        "Optional Map<Option<MaybeObject>>"
    );
}

#[test]
fn null_in_two_branches_of_one_of_is_suspicious() {
    warns(
        "A: {type: object, properties: {x: {oneOf: [{type: [string, 'null']}, {type: 'null'}]}}}",
        "ambiguous-union",
        "null",
    );
}
