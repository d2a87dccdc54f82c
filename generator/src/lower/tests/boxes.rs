//! Where recursion is boxed.

use super::{schemas, warns};
use crate::fidelity::Kind;

#[test]
fn a_type_in_itself_is_boxed() {
    let lowered = schemas(
        "Node: {type: object, properties: {next: {$ref: '#/components/schemas/Node'}, all: {type: array, items: {$ref: '#/components/schemas/Node'}}, by: {type: object, additionalProperties: {$ref: '#/components/schemas/Node'}}}}",
    );
    assert_eq!(lowered.show("Node", "next"), "Optional Box<Node>");
    assert_eq!(lowered.show("Node", "all"), "Optional Vec<Node>");
    assert_eq!(lowered.show("Node", "by"), "Optional Map<Node>");
}

#[test]
fn types_in_each_other_are_boxed_in_any_order() {
    let (a, b) = (
        "A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}, c: {$ref: '#/components/schemas/C'}}}",
        "B: {type: object, properties: {a: {type: [object, 'null'], $ref: '#/components/schemas/A'}}}",
    );
    let c = "C: {type: object, properties: {x: {type: string}}}";
    for text in [format!("{a}\n{b}\n{c}"), format!("{b}\n{c}\n{a}")] {
        let lowered = schemas(&text);
        assert_eq!(lowered.show("A", "b"), "Optional Box<B>");
        assert_eq!(lowered.show("B", "a"), "Optional Box<A>");
        assert_eq!(lowered.show("A", "c"), "Optional C");
    }
}

#[test]
fn through_unions_and_aliases() {
    let lowered = schemas(
        "Expression: {oneOf: [{type: string}, {$ref: '#/components/schemas/Not'}]}
Not: {type: object, required: [inner], properties: {inner: {$ref: '#/components/schemas/Alias'}}}
Alias: {$ref: '#/components/schemas/Expression'}",
    );
    assert_eq!(
        lowered.shown(&lowered.union("Expression").variants[1].ty),
        "Box<Not>"
    );
    assert_eq!(lowered.show("Not", "inner"), "Required Box<Alias>");
    assert_eq!(lowered.shown(lowered.alias("Alias")), "Expression");
}

#[test]
fn an_alias_of_itself_ends_in_any_json() {
    let lowered = warns(
        "Tree: {type: object, additionalProperties: {$ref: '#/components/schemas/Tree'}}",
        "recursive-alias",
        "Tree",
    );
    assert_eq!(lowered.shown(lowered.alias("Tree")), "Map<Value>");
    let lowered = warns(
        "List: {type: array, items: {$ref: '#/components/schemas/List'}}",
        "recursive-alias",
        "List",
    );
    assert_eq!(lowered.shown(lowered.alias("List")), "Vec<Value>");
    assert_eq!(lowered.noted(Kind::RawJson), 1);
}
