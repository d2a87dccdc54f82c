//! What a parameter can hold.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

/// A value of a parameter's type, as it goes onto the wire.
pub trait ParameterValue {
    /// The value as the wire sees it.
    fn value(&self) -> WireValue<'_>;
}

/// What a parameter can hold.
#[derive(Clone, PartialEq)]
pub enum WireValue<'a> {
    /// Nothing: the parameter is left out.
    Absent,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Text.
    Text(&'a str),
    /// Several values.
    List(Vec<WireValue<'a>>),
}

impl<'a> WireValue<'a> {
    /// A scalar as text; `None` for nothing and for a list.
    pub fn to_text(&self) -> Option<Cow<'a, str>> {
        match self {
            Self::Absent | Self::List(_) => None,
            Self::Boolean(true) => Some("true".into()),
            Self::Boolean(false) => Some("false".into()),
            Self::Integer(value) => Some(value.to_string().into()),
            Self::Number(value) => Some(value.to_string().into()),
            Self::Text(text) => Some((*text).into()),
        }
    }
}

impl fmt::Debug for WireValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("None"),
            Self::Boolean(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Text(value) => value.fmt(f),
            Self::List(values) => values.fmt(f),
        }
    }
}

impl ParameterValue for bool {
    fn value(&self) -> WireValue<'_> {
        WireValue::Boolean(*self)
    }
}

impl ParameterValue for i32 {
    fn value(&self) -> WireValue<'_> {
        WireValue::Integer((*self).into())
    }
}

impl ParameterValue for i64 {
    fn value(&self) -> WireValue<'_> {
        WireValue::Integer(*self)
    }
}

impl ParameterValue for f64 {
    fn value(&self) -> WireValue<'_> {
        WireValue::Number(*self)
    }
}

impl ParameterValue for String {
    fn value(&self) -> WireValue<'_> {
        WireValue::Text(self)
    }
}

impl<T: ParameterValue> ParameterValue for Option<T> {
    fn value(&self) -> WireValue<'_> {
        self.as_ref().map_or(WireValue::Absent, T::value)
    }
}

impl<T: ParameterValue> ParameterValue for Box<T> {
    fn value(&self) -> WireValue<'_> {
        T::value(self)
    }
}

impl<T: ParameterValue> ParameterValue for Vec<T> {
    fn value(&self) -> WireValue<'_> {
        WireValue::List(
            self.iter()
                .map(T::value)
                .filter(|value| *value != WireValue::Absent)
                .collect(),
        )
    }
}

/// A parameter without a type: scalars and lists of them as they are. Null is nothing, and so is an object: no style that the
/// generator accepts says how to write one.
impl ParameterValue for Value {
    fn value(&self) -> WireValue<'_> {
        match self {
            Self::Null => WireValue::Absent,
            Self::Bool(value) => WireValue::Boolean(*value),
            Self::Number(number) => match number.as_i64() {
                Some(value) => WireValue::Integer(value),
                None => WireValue::Number(number.as_f64().unwrap_or(f64::NAN)),
            },
            Self::String(text) => WireValue::Text(text),
            Self::Array(values) => {
                WireValue::List(values.iter().map(ParameterValue::value).collect())
            }
            Self::Object(_) => WireValue::Absent,
        }
    }
}
