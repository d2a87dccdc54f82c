//! The parts of a schema that speak of one type.

use crate::spec::{At, Located, SchemaObject, Type};

/// The type that all values of an `enum` or `const` share, where the schema names none.
pub(super) fn value_type(object: &SchemaObject) -> Option<Type> {
    let values = object
        .constant
        .iter()
        .chain(object.enumeration.iter().flatten())
        .filter(|value| !value.value.is_null());
    let mut types = values.map(|value| match &value.value {
        serde_json::Value::Null => Type::Null,
        serde_json::Value::Bool(_) => Type::Boolean,
        serde_json::Value::Number(number) if number.is_f64() => Type::Number,
        serde_json::Value::Number(_) => Type::Integer,
        serde_json::Value::String(_) => Type::String,
        serde_json::Value::Array(_) => Type::Array,
        serde_json::Value::Object(_) => Type::Object,
    });
    let first = types.next()?;
    types.all(|ty| ty == first).then_some(first)
}

/// The part of a schema that speaks of one type; what it says of the value as a whole stays with the union.
pub(super) fn narrowed(object: &SchemaObject, kind: Type, at: At) -> SchemaObject {
    let types = vec![Located { value: kind, at }];
    let string_format = object.format.as_ref().filter(|format| {
        !matches!(
            format.value.as_str(),
            "int32" | "int64" | "float" | "double" | "unix-time"
        )
    });
    let number_format = object.format.as_ref().filter(|_| string_format.is_none());
    let none = SchemaObject {
        types,
        ..SchemaObject::default()
    };
    match kind {
        Type::String => SchemaObject {
            format: string_format.cloned(),
            min_length: object.min_length.clone(),
            max_length: object.max_length.clone(),
            pattern: object.pattern.clone(),
            rare: object.rare.clone(),
            ..none
        },
        Type::Integer | Type::Number => SchemaObject {
            format: number_format.cloned(),
            minimum: object.minimum.clone(),
            maximum: object.maximum.clone(),
            exclusive_minimum: object.exclusive_minimum.clone(),
            exclusive_maximum: object.exclusive_maximum.clone(),
            multiple_of: object.multiple_of.clone(),
            rare: object.rare.clone(),
            ..none
        },
        Type::Array => SchemaObject {
            items: object.items.clone(),
            min_items: object.min_items.clone(),
            max_items: object.max_items.clone(),
            unique_items: object.unique_items,
            rare: object.rare.clone(),
            ..none
        },
        Type::Object => SchemaObject {
            properties: object.properties.clone(),
            required: object.required.clone(),
            additional_properties: object.additional_properties.clone(),
            unevaluated_properties: object.unevaluated_properties.clone(),
            min_properties: object.min_properties.clone(),
            max_properties: object.max_properties.clone(),
            rare: object.rare.clone(),
            ..none
        },
        Type::Null | Type::Boolean => none,
    }
}
