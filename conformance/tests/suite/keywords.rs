//! Which keywords a schema uses, wherever in it, and which of them say what type a value has.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// What tells the type of a value or of its parts, which a Rust type can carry: the rate over "cases whose keywords constrain types" counts
/// the schemas that assert by nothing but these.
const OF_TYPES: [&str; 14] = [
    "type",
    "enum",
    "const",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "prefixItems",
    "$ref",
    "allOf",
    "anyOf",
    "oneOf",
    // A boolean schema.
    "true",
    "false",
];

/// What narrows the values of a type, speaks of them by the way, or depends on what other keywords have seen.
const OF_VALUES: [&str; 29] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minContains",
    "maxContains",
    "minProperties",
    "maxProperties",
    "patternProperties",
    "propertyNames",
    "not",
    "if",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "unevaluatedItems",
    "unevaluatedProperties",
    "$dynamicRef",
    // A dialect of somebody's own may mean anything by a keyword.
    "$schema",
    "$vocabulary",
];

/// Keywords whose value is a schema, a list of schemas, or schemas by name.
const ONE: [&str; 11] = [
    "additionalProperties",
    "items",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
];
const LIST: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
const NAMED: [&str; 5] = [
    "properties",
    "patternProperties",
    "dependentSchemas",
    "$defs",
    "definitions",
];

/// Whether a schema constrains types, and nothing else.
pub(crate) fn constrain_types(schema: &Value) -> bool {
    let mut schema = schema.clone();
    if let Some(dialect) = schema.as_object_mut()
        && dialect.get("$schema").and_then(Value::as_str)
            == Some("https://json-schema.org/draft/2020-12/schema")
    {
        dialect.remove("$schema");
    }
    let mut used = BTreeSet::new();
    walk(&mut schema, &mut |schema| match schema {
        Value::Object(keywords) => used.extend(keywords.keys().cloned()),
        other => _ = used.insert(other.to_string()),
    });
    OF_TYPES.iter().any(|keyword| used.contains(*keyword))
        && OF_VALUES.iter().all(|keyword| !used.contains(*keyword))
}

/// Says of every list of values that it will not grow (`x-closed`): a type takes any other text otherwise, so that a program survives what is
/// added to the list.
pub(crate) fn close_enums(schema: &mut Value) {
    walk(schema, &mut |schema| {
        if let Value::Object(keywords) = schema
            && (keywords.contains_key("enum") || keywords.contains_key("const"))
        {
            keywords.insert("x-closed".to_owned(), true.into());
        }
    });
}

/// Visits every schema within a schema.
fn walk(schema: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    visit(schema);
    let Value::Object(keywords) = schema else {
        return;
    };
    for (keyword, value) in keywords {
        match value {
            _ if ONE.contains(&keyword.as_str()) => walk(value, visit),
            Value::Array(schemas) if LIST.contains(&keyword.as_str()) => {
                schemas.iter_mut().for_each(|schema| walk(schema, visit));
            }
            Value::Object(schemas) if NAMED.contains(&keyword.as_str()) => {
                named(schemas, visit);
            }
            _ => {}
        }
    }
}

fn named(schemas: &mut Map<String, Value>, visit: &mut impl FnMut(&mut Value)) {
    schemas
        .values_mut()
        .filter(|schema| schema.is_object() || schema.is_boolean())
        .for_each(|schema| walk(schema, visit));
}

#[test]
fn keywords_are_told_from_names_and_values() {
    use serde_json::json;
    assert!(constrain_types(
        &json!({"properties": {"not": {"const": {"pattern": 1}}}})
    ));
    assert!(constrain_types(&json!(false)));
    assert!(!constrain_types(&json!({"title": "anything"})));
    assert!(!constrain_types(
        &json!({"items": {"anyOf": [{"pattern": "a"}]}})
    ));
    let mut schema = json!({"properties": {"enum": {"enum": ["a"]}}});
    close_enums(&mut schema);
    assert_eq!(
        schema,
        json!({"properties": {"enum": {"enum": ["a"], "x-closed": true}}})
    );
}
