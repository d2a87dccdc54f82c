//! Types, formats and constraints.

use serde_json::json;

use super::{refuses, schemas};
use crate::fidelity::Kind;
use crate::ir::Sensitivity;

#[test]
fn scalars_and_formats() {
    let rows = [
        ("{type: boolean}", "Required bool"),
        ("{type: integer}", "Required i64"),
        ("{type: integer, format: int32}", "Required i32"),
        ("{type: integer, format: int64}", "Required i64"),
        ("{type: integer, format: unix-time}", "Required UnixTime"),
        ("{type: number}", "Required f64"),
        (
            "{type: number, format: float}",
            r#"Required f64 {"format":"float"}"#,
        ),
        ("{type: number, format: unix-time}", "Required UnixTime"),
        ("{type: string}", "Required String"),
        ("{type: string, format: date-time}", "Required DateTime"),
        ("{type: string, format: date}", "Required Date"),
        (
            "{type: string, format: date-time-local}",
            "Required DateTimeLocal",
        ),
        (
            "{type: string, format: date-time-spaced}",
            "Required DateTimeSpaced",
        ),
        ("{type: string, format: uuid}", "Required Uuid"),
        ("{type: string, format: uri}", "Required Uri"),
        ("{type: string, format: email}", "Required Email"),
        ("{type: string, format: decimal}", "Required Decimal"),
        (
            "{type: string, format: hostname}",
            r#"Required String {"format":"hostname"}"#,
        ),
        (
            "{type: array, items: {type: string}}",
            "Required Vec<String>",
        ),
        (
            "{type: array, items: {type: [string, 'null']}}",
            "Required Vec<Option<String>>",
        ),
        (
            "{type: array, items: {type: array, items: {type: integer}}}",
            "Required Vec<Vec<i64>>",
        ),
        (
            "{type: object, additionalProperties: {type: integer}}",
            "Required Map<i64>",
        ),
        (
            "{type: object, additionalProperties: {type: [integer, 'null']}}",
            "Required Map<Option<i64>>",
        ),
        (
            "{type: object, additionalProperties: true}",
            "Required Map<Value>",
        ),
        (
            "{type: object, additionalProperties: {}}",
            "Required Map<Value>",
        ),
        ("{type: object}", "Required Map<Value>"),
        ("{}", "Nullable Value"),
        ("true", "Nullable Value"),
        ("{type: array}", "Required Vec<Value>"),
    ];
    for (schema, shown) in rows {
        let lowered = schemas(&format!(
            "Thing:\n  type: object\n  required: [x]\n  properties: {{x: {schema}}}"
        ));
        assert_eq!(lowered.show("Thing", "x"), shown, "{schema}");
    }
}

#[test]
fn what_has_no_type_is_counted() {
    for (schema, kind) in [
        ("{}", Kind::RawJson),
        ("true", Kind::RawJson),
        ("{type: array}", Kind::RawJson),
        ("{type: object}", Kind::RawJson),
        ("{type: string, format: hostname}", Kind::UnknownFormat),
        ("{type: string, minLength: 1}", Kind::DocumentedOnly),
        ("{type: boolean, const: true}", Kind::DocumentedOnly),
    ] {
        let lowered = schemas(&format!(
            "Thing:\n  type: object\n  properties: {{x: {schema}}}"
        ));
        let kinds: Vec<Kind> = lowered.fidelity.iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds, [kind], "{schema}");
        assert!(
            lowered.fidelity[0]
                .pointer
                .starts_with("/components/schemas/Thing/properties/x")
        );
        assert!(lowered.fidelity[0].position.line > 1);
    }
}

#[test]
fn constraints_of_what_no_response_shows_are_not_counted() {
    let lowered = schemas(
        "Thing: {type: object, properties: {x: {type: string}}}\nUnused: {type: object, properties: {x: {type: string, minLength: 1}}}",
    );
    assert!(lowered.fidelity.is_empty(), "{:?}", lowered.fidelity);
}

#[test]
fn inline_types_are_named_after_where_they_stand() {
    let lowered = schemas(
        "Call:
  type: object
  properties:
    links:
      type: array
      items: {type: object, properties: {rel: {type: string, enum: [next, prev]}}}
    type: {type: string, enum: [a]}
    extra: {type: object, additionalProperties: {type: object, properties: {n: {type: integer}}}}
Other: {type: object, properties: {call: {$ref: '#/components/schemas/Call'}}}",
    );
    assert_eq!(
        lowered.type_names(),
        [
            "Call",
            "CallLinksItem",
            "CallLinksItemRel",
            "CallType",
            "CallExtraValue",
            "Other"
        ]
    );
    assert_eq!(lowered.show("Call", "links"), "Optional Vec<CallLinksItem>");
    assert_eq!(
        lowered.def("CallLinksItem").origin,
        "#/components/schemas/Call/properties/links/items"
    );
    assert_eq!(lowered.def("CallLinksItem").name.wire, "");
}

#[test]
fn an_inline_type_yields_to_a_component() {
    let lowered = schemas(
        "Call: {type: object, properties: {links: {type: object, properties: {a: {type: string}}}}}
CallLinks: {type: object, properties: {b: {type: string}}}",
    );
    assert_eq!(
        lowered.def("CallLinks").origin,
        "#/components/schemas/CallLinks"
    );
    assert_eq!(lowered.warnings.len(), 1);
    assert_eq!(lowered.warnings[0].code.as_str(), "derived-name-collision");
}

#[test]
fn rust_names_speak_of_fields_and_of_types() {
    let lowered = schemas(
        "call:
  x-rust-name: Conversation
  type: object
  properties:
    a: {type: string, x-rust-name: alpha}
    b: {type: object, x-rust-name: Beta, properties: {c: {type: string}}}
    d: {$ref: '#/components/schemas/Level', x-rust-name: level}
Level: {type: string, enum: [low], x-rust-names: {low: AtTheBottom}}",
    );
    assert_eq!(lowered.type_names(), ["Conversation", "Beta", "Level"]);
    assert_eq!(lowered.field("Conversation", "a").name.rust, "alpha");
    assert_eq!(lowered.show("Conversation", "b"), "Optional Beta");
    assert_eq!(lowered.field("Conversation", "d").name.rust, "level");
    assert_eq!(lowered.show("Conversation", "d"), "Optional Level");
    assert_eq!(
        lowered.string_enum("Level").variants[0].name.rust,
        "AtTheBottom"
    );
    refuses(
        "Call: {type: object, x-rust-name: Self, properties: {a: {type: string}}}",
        "invalid-rust-name",
        "Self",
    );
}

#[test]
fn aliases_carry_their_constraints_into_each_use() {
    let lowered = schemas(
        "Thing:
  type: object
  properties:
    phone: {$ref: '#/components/schemas/Phone'}
    short: {$ref: '#/components/schemas/Phone', maxLength: 10, description: A short one.}
    long: {$ref: '#/components/schemas/Phone', maxLength: 100}
    all: {type: array, maxItems: 3, items: {$ref: '#/components/schemas/Phone'}}
    listed: {$ref: '#/components/schemas/Phones'}
    again: {$ref: '#/components/schemas/Again'}
Phone: {type: string, maxLength: 20, x-sensitive: phone, description: A number.}
Phones: {type: array, items: {$ref: '#/components/schemas/Phone'}}
Again: {$ref: '#/components/schemas/Phone'}",
    );
    assert_eq!(lowered.shown(lowered.alias("Phone")), "String");
    assert_eq!(lowered.shown(lowered.alias("Again")), "Phone");
    assert_eq!(
        lowered.show("Thing", "phone"),
        r#"Optional Phone {"maxLength":20}"#
    );
    assert_eq!(
        lowered.show("Thing", "short"),
        r#"Optional Phone {"maxLength":10}"#
    );
    assert_eq!(
        lowered.show("Thing", "long"),
        r#"Optional Phone {"maxLength":20}"#
    );
    assert_eq!(
        lowered.show("Thing", "all"),
        r#"Optional Vec<Phone> {"maxItems":3,"items":{"maxLength":20}}"#
    );
    assert_eq!(
        lowered.show("Thing", "listed"),
        r#"Optional Phones {"items":{"maxLength":20}}"#
    );
    assert_eq!(
        lowered.show("Thing", "again"),
        r#"Optional Again {"maxLength":20}"#
    );
    for name in ["phone", "short", "long", "all", "listed", "again"] {
        assert_eq!(
            lowered.field("Thing", name).sensitive,
            Some(Sensitivity::Phone),
            "{name}"
        );
    }
    assert_eq!(
        lowered.field("Thing", "phone").docs.lines,
        ["A number.", "", "At most 20 characters."]
    );
    assert_eq!(
        lowered.field("Thing", "short").docs.lines[0],
        "A short one."
    );
}

#[test]
fn keywords_of_properties_are_kept() {
    let lowered = schemas(
        "Thing:
  type: object
  minProperties: 1
  additionalProperties: false
  properties:
    a: {type: integer, minimum: 1, exclusiveMaximum: 10, multipleOf: 2, default: 4}
    b: {type: string, minLength: 1, pattern: '^a', readOnly: true}
    c: {type: array, items: {type: integer, minimum: 0}, minItems: 1, uniqueItems: true}
    d: {type: object, additionalProperties: {type: string, maxLength: 3}, maxProperties: 9}",
    );
    assert_eq!(
        lowered.show("Thing", "a"),
        r#"Optional i64 {"minimum":1,"exclusiveMaximum":10,"multipleOf":2,"default":4}"#
    );
    assert_eq!(
        lowered.show("Thing", "b"),
        r#"Optional String {"minLength":1,"pattern":"^a","readOnly":true}"#
    );
    assert_eq!(
        lowered.show("Thing", "c"),
        r#"Optional Vec<i64> {"minItems":1,"uniqueItems":true,"items":{"minimum":0}}"#
    );
    assert_eq!(
        lowered.show("Thing", "d"),
        r#"Optional Map<String> {"maxProperties":9,"additionalProperties":{"maxLength":3}}"#
    );
    let keywords = &lowered.structure("Thing").keywords;
    assert_eq!(
        keywords,
        &[
            ("minProperties".to_owned(), json!(1)),
            ("additionalProperties".to_owned(), json!(false))
        ]
    );
}

#[test]
fn pointers_into_a_schema_make_one_type() {
    let lowered = schemas(
        "Call:
  type: object
  properties:
    status: {type: string, enum: [a, b]}
    parent: {$ref: '#/components/schemas/Other/properties/inner'}
Other:
  type: object
  properties:
    status: {$ref: '#/components/schemas/Call/properties/status'}
    inner: {type: object, properties: {x: {type: string}}}",
    );
    assert_eq!(
        lowered.type_names(),
        ["Call", "Other", "OtherInner", "CallStatus"]
    );
    assert_eq!(lowered.show("Call", "status"), "Optional CallStatus");
    assert_eq!(lowered.show("Other", "status"), "Optional CallStatus");
    assert_eq!(lowered.show("Call", "parent"), "Optional OtherInner");
    assert_eq!(lowered.show("Other", "inner"), "Optional OtherInner");
}

#[test]
fn a_required_name_without_a_property_is_a_field_of_any_value() {
    let lowered =
        schemas("Thing: {type: object, required: [a, b], properties: {a: {type: string}}}");
    assert_eq!(lowered.show("Thing", "b"), "Nullable Value");
}

#[test]
fn an_object_without_a_type_is_read_as_one_with_a_warning() {
    let lowered = schemas("Thing: {properties: {a: {type: string}}}");
    assert_eq!(lowered.show("Thing", "a"), "Optional String");
    assert_eq!(
        lowered
            .warnings
            .iter()
            .map(|warning| warning.code.as_str())
            .collect::<Vec<_>>(),
        ["missing-type"]
    );
}

#[test]
fn further_properties_are_kept_beside_the_known_ones() {
    let lowered = schemas(
        "A: {type: object, properties: {a: {type: string}, additionalProperties: {type: string}}, additionalProperties: {type: integer, minimum: 1, nullable: true}}"
            .replace(", nullable: true", "")
            .as_str(),
    );
    let rest = lowered
        .structure("A")
        .rest
        .as_ref()
        .expect("a map of the rest");
    assert_eq!(lowered.shown(&rest.ty), "i64");
    assert_eq!(rest.keywords, [("minimum".to_owned(), 1.into())]);
    assert!(rest.name.rust.starts_with("additional_properties") && rest.name.rust.len() > 21);
    assert!(rest.name.wire.is_empty());
}

#[test]
fn a_property_that_is_false_has_no_value() {
    let lowered = schemas("A: {type: object, properties: {a: false, b: true}}");
    assert_eq!(lowered.show("A", "a"), "Optional Never");
    assert_eq!(lowered.show("A", "b"), "OptionalNullable Value");
}

#[test]
fn integers_are_as_wide_as_their_bounds() {
    let lowered = schemas(
        "A:
  type: object
  properties:
    a: {type: integer, minimum: 0, maximum: 18446744073709551615}
    b: {type: integer, format: uint64}
    c: {type: integer, minimum: -1, maximum: 18446744073709551615}
    d: {type: integer, minimum: 0, maximum: 9223372036854775807}
    e: {type: string, format: int32}
    f: {type: integer, format: uint32}",
    );
    let ty = |field| lowered.shown(&lowered.field("A", field).ty);
    assert_eq!(
        ["a", "b", "c", "d", "e", "f"].map(ty),
        ["u64", "u64", "Value", "i64", "String", "i64"]
    );
    assert_eq!(lowered.noted(Kind::UnknownFormat), 2);
}

#[test]
fn std_names_are_names_like_any_other() {
    let lowered = schemas(
        "Option: {type: object, properties: {a: {$ref: '#/components/schemas/String'}}}\nString: {type: object, properties: {a: {type: string}}}",
    );
    assert_eq!(lowered.type_names(), ["Option", "String"]);
}

#[test]
fn constraints_of_an_alias_reach_uses_inside_of_it() {
    let lowered = schemas(
        "Nodes: {type: array, maxItems: 3, items: {type: object, properties: {below: {$ref: '#/components/schemas/Nodes'}, by: {$ref: '#/components/schemas/Names'}}}}
Names: {type: array, items: {type: string, maxLength: 9}}",
    );
    assert_eq!(
        lowered.show("NodesItem", "below"),
        r#"Optional Nodes {"maxItems":3}"#
    );
    assert_eq!(
        lowered.show("NodesItem", "by"),
        r#"Optional Names {"items":{"maxLength":9}}"#
    );
}
