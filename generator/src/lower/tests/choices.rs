//! What cannot be told apart is kept, with a reading for each branch.

use super::{Lowered, schemas};
use crate::fidelity::Kind;

/// `reading: Type` for each branch.
fn show(lowered: &Lowered, rust: &str) -> Vec<String> {
    let variants = lowered.choice(rust).variants.iter();
    variants
        .map(|variant| format!("{}: {}", variant.name.rust, lowered.shown(&variant.ty)))
        .collect()
}

#[test]
fn objects_without_a_test() {
    for branches in [
        "[{type: object, title: One, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]",
        "[{type: object, title: One, required: [a], properties: {a: {type: string}}}, {type: object, required: [b], properties: {a: {type: string}, b: {type: string}}}]",
        "[{title: One, type: object, required: [a], properties: {a: {type: string}}}, {type: object, properties: {c: {type: string}}, additionalProperties: {type: string}}]",
    ] {
        let lowered = schemas(&format!("V: {{oneOf: {branches}}}"));
        assert_eq!(
            show(&lowered, "V"),
            ["one: VOne", "object: VObject"],
            "{branches}"
        );
        assert_eq!(lowered.noted(Kind::Choice), 1);
        assert!(lowered.warnings.is_empty());
    }
}

#[test]
fn any_of_with_keys_of_their_own_may_be_both() {
    let branches = |keyword: &str, closed: &str| {
        format!(
            "V: {{{keyword}: [{{type: object, required: [a], properties: {{a: {{type: string}}}}{closed}}}, {{type: object, required: [b], properties: {{b: {{type: string}}}}{closed}}}]}}"
        )
    };
    assert_eq!(schemas(&branches("oneOf", "")).union("V").variants.len(), 2);
    assert_eq!(
        schemas(&branches("anyOf", "")).choice("V").variants.len(),
        2
    );
    let closed = schemas(&branches("anyOf", ", additionalProperties: false"));
    assert_eq!(closed.union("V").variants.len(), 2);
}

#[test]
fn only_what_clashes_becomes_a_choice() {
    let lowered = schemas(
        "V:
  anyOf:
    - {type: string}
    - {type: array, items: {type: string}}
    - {type: array, items: {type: integer}}
    - {type: array, items: {type: array, items: {type: integer}}}
    - {$ref: '#/components/schemas/A'}
    - {$ref: '#/components/schemas/B'}
A: {type: object, properties: {a: {type: string}}}
B: {type: object, properties: {b: {type: string}}}",
    );
    let variants: Vec<String> = lowered
        .union("V")
        .variants
        .iter()
        .map(|variant| format!("{} {}", variant.name.rust, lowered.shown(&variant.ty)))
        .collect();
    assert_eq!(variants, ["String String", "List VList", "Object VObject"]);
    assert_eq!(
        show(&lowered, "VList"),
        [
            "string_list: Vec<String>",
            "integer_list: Vec<i64>",
            "list_list: Vec<Vec<i64>>"
        ]
    );
    assert_eq!(show(&lowered, "VObject"), ["a: A", "b: B"]);
}

#[test]
fn a_branch_that_takes_anything() {
    let lowered = schemas("V: {oneOf: [{type: string}, {}]}");
    assert_eq!(show(&lowered, "V"), ["string: String", "any: Value"]);
}

#[test]
fn a_choice_of_itself_needs_no_box() {
    let lowered = schemas(
        "V: {anyOf: [{$ref: '#/components/schemas/V'}, {type: object, properties: {v: {$ref: '#/components/schemas/V'}}}, {type: object, properties: {w: {$ref: '#/components/schemas/V'}}}]}",
    );
    assert_eq!(
        show(&lowered, "V"),
        ["object: VObject", "object2: VObject2"]
    );
    assert_eq!(lowered.show("VObject", "v"), "Optional V");
}

#[test]
fn a_tag_that_two_branches_share_tells_nothing() {
    let lowered = schemas(
        "V: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: t}}
A: {type: object, required: [t], properties: {t: {const: x}}}
B: {type: object, required: [t], properties: {t: {const: x}}}",
    );
    assert_eq!(show(&lowered, "V"), ["a: A", "b: B"]);
    assert_eq!(lowered.warnings.len(), 1);
}
