//! The parts of a schema that speak of one type.

use crate::spec::{At, Bounds, Located, SchemaObject, Type};

/// The type that all values of an `enum` or `const` share, where the schema names none.
pub(super) fn value_type(object: &SchemaObject) -> Option<Type> {
    let values = object
        .constant
        .as_deref()
        .into_iter()
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
    let bounds = object.bounds();
    let bounded = |own: Bounds| object.bounded.is_some().then(|| Box::new(own));
    match kind {
        Type::String => SchemaObject {
            format: string_format.cloned(),
            bounded: bounded(Bounds {
                min_length: bounds.min_length.clone(),
                max_length: bounds.max_length.clone(),
                pattern: bounds.pattern.clone(),
                ..Bounds::default()
            }),
            rare: object.rare.clone(),
            ..none
        },
        Type::Integer | Type::Number => SchemaObject {
            format: number_format.cloned(),
            bounded: bounded(Bounds {
                minimum: bounds.minimum.clone(),
                maximum: bounds.maximum.clone(),
                exclusive_minimum: bounds.exclusive_minimum.clone(),
                exclusive_maximum: bounds.exclusive_maximum.clone(),
                multiple_of: bounds.multiple_of.clone(),
                ..Bounds::default()
            }),
            rare: object.rare.clone(),
            ..none
        },
        Type::Array => SchemaObject {
            items: object.items.clone(),
            bounded: bounded(Bounds {
                min_items: bounds.min_items.clone(),
                max_items: bounds.max_items.clone(),
                ..Bounds::default()
            }),
            unique_items: object.unique_items,
            rare: object.rare.clone(),
            ..none
        },
        Type::Object => SchemaObject {
            properties: object.properties.clone(),
            required: object.required.clone(),
            additional_properties: object.additional_properties.clone(),
            unevaluated_properties: object.unevaluated_properties.clone(),
            bounded: bounded(Bounds {
                min_properties: bounds.min_properties.clone(),
                max_properties: bounds.max_properties.clone(),
                ..Bounds::default()
            }),
            rare: object.rare.clone(),
            ..none
        },
        Type::Null | Type::Boolean => none,
    }
}
