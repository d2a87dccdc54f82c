//! The four states of a property: required or optional × nullable or not.
//!
//! | property | Rust | absent | null |
//! |---|---|---|---|
//! | [`required`] | `T` | error | error |
//! | [`nullable`] | `Option<T>`, always written | tolerated as `None` | `None` |
//! | [`optional`] | `Option<T>`, skipped when `None` | `None` | tolerated as `None` |
//! | [`optional_nullable`] | [`Presence<T>`] | [`Presence::Absent`] | [`Presence::Null`] |
//!
//! Each state is a module of the same items, so that a row of [`object!`](crate::support::object!) reaches its behaviour by its
//! first word and no macro has to branch.

use serde_core::de::{Deserialize, Deserializer};

/// A property that may be absent, and may be null, and where the difference counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Presence<T> {
    /// The key is not there.
    #[default]
    Absent,
    /// The key is there, and its value is `null`.
    Null,
    /// The key is there, with a value.
    Value(T),
}

impl<T> Presence<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the key is not there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the key is there with `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Presence<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is [`Presence::Null`]: who says nothing at all does not call the setter.
impl<T> From<Option<T>> for Presence<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

/// What the setter of an optional value takes: a value, an `Option` of one, or text where the value is made of text.
///
/// `limit(100)`, `limit(saved_limit)` with an `Option<i64>`, and `status("completed")` all work.
pub trait Given<T> {
    /// The value, if one was given.
    fn given(self) -> Option<T>;
}

impl<T> Given<T> for T {
    fn given(self) -> Option<T> {
        Some(self)
    }
}

impl<T> Given<T> for Option<T> {
    fn given(self) -> Self {
        self
    }
}

impl<T> Given<Box<T>> for T {
    fn given(self) -> Option<Box<T>> {
        Some(Box::new(self))
    }
}

impl Given<String> for &str {
    fn given(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl<T, const N: usize> Given<Vec<T>> for [T; N] {
    fn given(self) -> Option<Vec<T>> {
        Some(self.into())
    }
}

impl<const N: usize> Given<Vec<String>> for [&str; N] {
    fn given(self) -> Option<Vec<String>> {
        Some(self.into_iter().map(str::to_owned).collect())
    }
}

/// Must be there, must not be null.
pub mod required {
    /// What a builder holds until the object is whole.
    pub type Slot<T> = Option<T>;
    pub use std::convert::Into as Set;
    /// A slot to begin with.
    pub use std::option::Option::None as EMPTY;
    /// Whether the specification requires it.
    pub const REQUIRED: bool = true;
    /// Whether the specification allows null.
    pub const NULLABLE: bool = false;

    /// Puts into the slot what a caller gave.
    pub fn set<T>(slot: &mut Slot<T>, value: impl Into<T>) {
        *slot = Some(value.into());
    }
}

/// Must be there, may be null.
pub mod nullable {
    pub use super::Given as Set;
    /// A slot to begin with.
    pub use std::option::Option::None as EMPTY;
    /// What a builder holds until the object is whole.
    pub type Slot<T> = Option<T>;
    /// Whether the specification requires it. The model tolerates absence as null all the same.
    pub const REQUIRED: bool = true;
    /// Whether the specification allows null.
    pub const NULLABLE: bool = true;

    /// Puts into the slot what a caller gave.
    pub fn set<T>(slot: &mut Slot<T>, value: impl Set<T>) {
        *slot = value.given();
    }
}

/// May be absent, must not be null.
pub mod optional {
    pub use super::Given as Set;
    pub use super::nullable::{EMPTY, Slot, set};
    /// Whether the specification requires it.
    pub const REQUIRED: bool = false;
    /// Whether the specification allows null. The model tolerates it as absence all the same.
    pub const NULLABLE: bool = false;
}

/// May be absent, may be null, and the difference is kept.
pub mod optional_nullable {
    use super::Presence;

    /// What a builder holds until the object is whole.
    pub type Slot<T> = Presence<T>;
    /// A slot to begin with.
    pub use super::Presence::Absent as EMPTY;
    /// Whether the specification requires it.
    pub const REQUIRED: bool = false;
    /// Whether the specification allows null.
    pub const NULLABLE: bool = true;

    /// What the setter takes: a value, an `Option` of one (`None` is null), or a [`Presence`].
    pub trait Set<T> {
        /// The state that was given.
        fn presence(self) -> Presence<T>;
    }

    impl<T, V: Into<Presence<T>>> Set<T> for V {
        fn presence(self) -> Presence<T> {
            self.into()
        }
    }

    /// Puts into the slot what a caller gave.
    pub fn set<T>(slot: &mut Slot<T>, value: impl Set<T>) {
        *slot = value.presence();
    }
}

/// Null or a value: whoever reads a `Presence` at all has found its key.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Presence<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given<T>(value: impl Given<T>) -> Option<T> {
        value.given()
    }

    #[test]
    fn setters_take_values_options_and_text() {
        assert_eq!(given::<i64>(100), Some(100));
        assert_eq!(given::<i64>(None), None);
        assert_eq!(given::<String>("a"), Some("a".to_owned()));
        assert_eq!(
            given::<Vec<String>>(["a", "b"]),
            Some(vec!["a".to_owned(), "b".to_owned()])
        );
        assert_eq!(given::<Box<i64>>(1), Some(Box::new(1)));
    }

    #[test]
    fn presence_tells_null_from_absence() {
        assert_eq!(Presence::from(1), Presence::Value(1));
        assert_eq!(Presence::<i64>::from(None), Presence::Null);
        assert!(Presence::<i64>::default().is_absent());
        assert!(Presence::<i64>::Null.is_null());
        assert_eq!(Presence::Value(2).into_value(), Some(2));
    }
}
