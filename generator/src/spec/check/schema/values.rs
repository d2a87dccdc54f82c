//! Values against the schema that they stand in.

use serde_json::{Number, Value};

use super::word;
use crate::spec::{Located, SchemaObject};

/// Why the default of a schema is not valid, as far as this schema alone tells.
pub(in crate::spec) fn default_problem(schema: &SchemaObject) -> Option<String> {
    let default = schema.default.as_ref()?;
    if !has_type(schema, &default.value) {
        return Some(format!("is no {}", type_words(schema)));
    }
    if schema.enumeration.as_ref().is_some_and(|values| {
        !values
            .iter()
            .any(|value| same(&value.value, &default.value))
    }) {
        return Some("is not in `enum`".to_owned());
    }
    let bounds = schema.bounds();
    match &default.value {
        Value::Number(number) => {
            let below = |bound: &Option<Located<Number>>| {
                bound
                    .as_ref()
                    .is_some_and(|bound| above(&bound.value, number))
            };
            let over = |bound: &Option<Located<Number>>| {
                bound
                    .as_ref()
                    .is_some_and(|bound| above(number, &bound.value))
            };
            (below(&bounds.minimum) || over(&bounds.maximum)).then(|| "is out of range".to_owned())
        }
        Value::String(text) => {
            let length = text.chars().count() as u64;
            let short = bounds
                .min_length
                .as_ref()
                .is_some_and(|bound| length < bound.value);
            let long = bounds
                .max_length
                .as_ref()
                .is_some_and(|bound| length > bound.value);
            (short || long).then(|| "has a length that is out of range".to_owned())
        }
        _ => None,
    }
}

/// Whether a value is of one of the schema's types.
pub(super) fn has_type(schema: &SchemaObject, value: &Value) -> bool {
    schema.types.is_empty() || schema.types.iter().any(|own| own.value.takes(value))
}

/// The schema's types, for a message.
pub(super) fn type_words(schema: &SchemaObject) -> String {
    let words: Vec<&str> = schema.types.iter().map(|own| word(own.value)).collect();
    words.join(" or ")
}

/// Whether one number is above another, exactly where both are integers.
pub(super) fn above(a: &Number, b: &Number) -> bool {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => a > b,
        _ => a.as_f64() > b.as_f64(),
    }
}

/// Equality of JSON values, in which `1` is `1.0`.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}
