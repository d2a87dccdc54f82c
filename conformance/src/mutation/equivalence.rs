//! Which mutants break nothing, by what the spec says at their place, and why.

use serde_json::Value;

use super::Operator;
use crate::located::Located;

/// Why a value may as well stand here.
pub(super) fn of_value(
    operator: Operator,
    here: &Located<'_>,
    value: &Value,
) -> Option<&'static str> {
    let fits = match value {
        Value::Object(_) => here.documents(value),
        _ => here.allows(value),
    };
    if !fits {
        return None;
    }
    if here.is_unconstrained() {
        return Some(FREE);
    }
    Some(match operator {
        Operator::Null => "the value may be null",
        Operator::EmptyString => "the string is not constrained",
        Operator::DropLastElement => "the array has no minimum of elements",
        Operator::WrongType if value.is_number() => "a number may stand here",
        Operator::WrongType => "this type is allowed here as well",
        _ => "the spec allows this value as well",
    })
}

/// Why an object may as well have these keys.
pub(super) fn of_object(
    operator: Operator,
    here: &Located<'_>,
    object: &Value,
) -> Option<&'static str> {
    if !here.documents(object) {
        return None;
    }
    Some(match operator {
        _ if here.is_free_form() => "the object is free-form",
        Operator::DropKey => "the property is optional",
        _ => "the spec documents this key as well",
    })
}

/// Why an integer may as well be spelled with a fraction or an exponent.
pub(super) fn of_spelling(here: &Located<'_>) -> Option<&'static str> {
    match here.is_integer() {
        true => None,
        false if here.is_unconstrained() => Some(FREE),
        false => Some("it is a number, not an integer"),
    }
}

const FREE: &str = "the value is free-form";
