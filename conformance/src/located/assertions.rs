//! The assertions of one schema object, held against one value without what it contains.

use serde_json::Value;

use crate::formats::{self, Format};
use crate::spec::Node;

/// Whether the assertions of one schema object, without those about contents, hold for a value.
pub(super) fn allows(node: &Node, value: &Value) -> bool {
    let number = |keyword: &str| node.schema.get(keyword).and_then(Value::as_f64);
    let size = |keyword: &str| node.schema.get(keyword).and_then(Value::as_u64);
    let name = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let whole = value.as_f64().is_some_and(|float| float.fract() == 0.0);
    let typed = takes(node, name) || (whole && has_type(node, "integer"));
    if !typed {
        return false;
    }
    let listed = node
        .enumeration()
        .is_none_or(|values| values.contains(value));
    let constant = node
        .schema
        .get("const")
        .is_none_or(|constant| constant == value);
    let formatted = node
        .text("format")
        .and_then(Format::find)
        .is_none_or(|format| format.accepts(value));
    if !(listed && constant && formatted) {
        return false;
    }
    let between = |count: usize, least: &str, most: &str| {
        let count = count as u64;
        size(least).is_none_or(|least| count >= least)
            && size(most).is_none_or(|most| count <= most)
    };
    match value {
        Value::Number(found) => {
            let found = found.as_f64().unwrap_or_default();
            number("minimum").is_none_or(|limit| found >= limit)
                && number("maximum").is_none_or(|limit| found <= limit)
                && number("exclusiveMinimum").is_none_or(|limit| found > limit)
                && number("exclusiveMaximum").is_none_or(|limit| found < limit)
                && number("multipleOf")
                    .is_none_or(|step| ((found / step) - (found / step).round()).abs() < 1e-9)
        }
        Value::String(text) => {
            between(text.chars().count(), "minLength", "maxLength") && matches_pattern(node, value)
        }
        Value::Array(items) => {
            let unique = node.schema.get("uniqueItems") != Some(&Value::Bool(true))
                || items
                    .iter()
                    .enumerate()
                    .all(|(index, item)| items.iter().skip(index + 1).all(|other| other != item));
            between(items.len(), "minItems", "maxItems") && unique
        }
        Value::Object(map) => {
            let closed = node.schema.get("additionalProperties") == Some(&Value::Bool(false));
            between(map.len(), "minProperties", "maxProperties")
                && node.required().all(|name| map.contains_key(name))
                && (!closed || map.keys().all(|key| claims(node, key)))
        }
        _ => true,
    }
}

fn matches_pattern(node: &Node, value: &Value) -> bool {
    let Some(pattern) = node.schema.get("pattern") else {
        return true;
    };
    formats::validator(&serde_json::json!({ "pattern": pattern }))
        .is_ok_and(|validator| validator.is_valid(value))
}

/// Whether a schema names a type.
pub(super) fn has_type(node: &Node, name: &str) -> bool {
    match node.schema.get("type") {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(names)) => names.iter().any(|one| one == name),
        _ => false,
    }
}

/// Whether a schema says nothing of the type, or names it.
pub(super) fn takes(node: &Node, name: &str) -> bool {
    !node.schema.contains_key("type") || has_type(node, name)
}

/// Whether a schema documents a property by name.
pub(super) fn claims(node: &Node, key: &str) -> bool {
    node.properties()
        .is_some_and(|properties| properties.contains_key(key))
}
