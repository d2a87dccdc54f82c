//! Values out of a closed list that are not all text: numbers, booleans, arrays, objects, or a mixture.

use std::sync::OnceLock;

use serde_core::de::{Deserialize, Deserializer, Error};
use serde_core::ser::Serialize;
use serde_json::{Number, Value};

use super::decode_error::Within;

/// A list of JSON values, made when it is asked for first.
pub struct ValueList {
    text: fn() -> Value,
    values: OnceLock<Value>,
}

impl ValueList {
    /// The list that a function makes.
    pub const fn new(text: fn() -> Value) -> Self {
        Self {
            text,
            values: OnceLock::new(),
        }
    }

    /// The values.
    pub fn values(&'static self) -> &'static [Value] {
        let list = self.values.get_or_init(self.text);
        list.as_array().map_or(&[], Vec::as_slice)
    }

    /// Whether a value is on the list, numbers by what they are worth.
    pub fn has<T: Serialize>(&'static self, value: &T) -> bool {
        serde_json::to_value(value)
            .is_ok_and(|value| self.values().iter().any(|listed| same(listed, &value)))
    }

    /// Reads a value that is on the list.
    ///
    /// # Errors
    /// Where it is of another type, or not on the list.
    pub fn deserialize<'de, T: Serialize + Deserialize<'de>, D: Deserializer<'de>>(
        &'static self,
        deserializer: D,
    ) -> Result<T, D::Error> {
        let value = T::deserialize(deserializer)?;
        if self.has(&value) {
            Ok(value)
        } else {
            Err(D::Error::custom(Within::here(
                "the value is not on the closed list",
            )))
        }
    }
}

/// Whether two values are the same to JSON Schema: `1` is `1.0`, and never `true`.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => match (integer(one), integer(other)) {
            (Some(one), Some(other)) => one == other,
            _ => one.as_f64() == other.as_f64(),
        },
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, one)| other.get(key).is_some_and(|other| same(one, other)))
        }
        _ => one == other,
    }
}

/// The whole number that a number is, however it is written.
fn integer(number: &Number) -> Option<i128> {
    let whole = number.as_i64().map(i128::from);
    let whole = whole.or_else(|| number.as_u64().map(i128::from));
    whole.or_else(|| {
        let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "what is beyond 128 bits saturates, and equals no integer of a list"
        )]
        let whole = float as i128;
        Some(whole)
    })
}

/// Writes what a value out of a closed list needs beside its `struct`, whose one field is `value`: `Name: TYPE = [json, …];`
#[doc(hidden)]
#[macro_export]
macro_rules! __closed_values {
    ($Name:ident: $type:ty = [$($values:tt)*];) => {
        impl $Name {
            fn list() -> &'static $crate::support::ValueList {
                static LIST: $crate::support::ValueList =
                    $crate::support::ValueList::new(|| $crate::support::json!([$($values)*]));
                &LIST
            }

            /// The values that the specification lists, in its order.
            #[inline]
            pub fn values() -> &'static [$crate::support::Value] {
                Self::list().values()
            }

            /// The value; `None` where the list lacks it.
            #[inline]
            pub fn new(value: $type) -> ::core::option::Option<Self> {
                if Self::list().has(&value) {
                    ::core::option::Option::Some(Self { value })
                } else {
                    ::core::option::Option::None
                }
            }

            /// The value as it is on the wire.
            #[inline]
            pub fn value(&self) -> &$type {
                &self.value
            }
        }

        impl $crate::support::serde::Serialize for $Name {
            fn serialize<S: $crate::support::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::support::serde::Serialize::serialize(&self.value, serializer)
            }
        }

        impl<'de> $crate::support::serde::Deserialize<'de> for $Name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                Self::list().deserialize(deserializer).map(|value| Self { value })
            }
        }

        $crate::support::values_schema! { $Name }
    };
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::ValueList;

    static LIST: ValueList = ValueList::new(|| json!([1, [false], {"a": 2.0}, "b"]));

    #[test]
    fn numbers_are_compared_by_what_they_are_worth_and_never_with_booleans() {
        for listed in [
            json!(1),
            json!(1.0),
            json!([false]),
            json!({"a": 2}),
            json!("b"),
        ] {
            assert!(LIST.has(&listed), "{listed}");
        }
        for other in [
            json!(true),
            json!(1.5),
            json!([0]),
            json!([]),
            json!({"a": 2, "b": 1}),
            json!({"b": 2}),
            Value::Null,
        ] {
            assert!(!LIST.has(&other), "{other}");
        }
    }

    #[test]
    fn what_is_not_listed_is_refused_without_being_shown() {
        let error = LIST
            .deserialize::<Value, _>(json!("secret"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("not on the closed list") && !error.contains("secret"));
    }
}
