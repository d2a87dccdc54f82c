//! Kinds of JSON values, as a set.

use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};

use serde_json::Value;

/// A set of kinds of values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Types(u8);

impl Types {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const NULL: Self = Self(1);
    pub(crate) const FALSE: Self = Self(2);
    pub(crate) const TRUE: Self = Self(4);
    pub(crate) const NUMBER: Self = Self(8);
    pub(crate) const STRING: Self = Self(16);
    pub(crate) const ARRAY: Self = Self(32);
    pub(crate) const OBJECT: Self = Self(64);
    pub(crate) const ALL: Self = Self(127);

    /// The kinds of a name under `type`. `1.0` is an integer, so that `integer` lets both kinds of numbers through.
    pub(crate) fn of(name: &str) -> Self {
        match name {
            "null" => Self::NULL,
            "boolean" => Self::FALSE | Self::TRUE,
            "integer" | "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => Self::NONE,
        }
    }

    /// The kind of a value.
    pub(crate) fn of_value(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(false) => Self::FALSE,
            Value::Bool(true) => Self::TRUE,
            Value::Number(_) => Self::NUMBER,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    /// The kinds of value that a byte can begin.
    #[inline]
    pub(crate) fn begun_by(byte: u8) -> Self {
        match byte {
            b'"' => Self::STRING,
            b'{' => Self::OBJECT,
            b'[' => Self::ARRAY,
            b'-' | b'0'..=b'9' => Self::NUMBER,
            b't' => Self::TRUE,
            b'f' => Self::FALSE,
            b'n' => Self::NULL,
            _ => Self::NONE,
        }
    }

    /// The number of the first kind of a set.
    #[inline]
    pub(crate) fn index(self) -> u32 {
        self.0.trailing_zeros()
    }

    /// Whether two sets have a kind in common.
    #[inline]
    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Types {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Types {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Not for Types {
    type Output = Self;
    fn not(self) -> Self {
        Self(!self.0)
    }
}

impl BitOrAssign for Types {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl BitAndAssign for Types {
    fn bitand_assign(&mut self, other: Self) {
        self.0 &= other.0;
    }
}
