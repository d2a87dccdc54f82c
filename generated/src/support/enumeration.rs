//! Values out of a list.
//!
//! One table per enum serves reading, writing, parsing, printing and parameters alike, so that no two of them can disagree on how
//! a value is spelled.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserializer, Error, Unexpected, Visitor};

/// A string out of a list, as [`string_enum!`](crate::support::string_enum!) and
/// [`closed_string_enum!`](crate::support::closed_string_enum!) describe it.
pub trait StringEnum: Sized {
    /// The values that the specification lists, in its order.
    const VALUES: &'static [&'static str];

    /// The value for a text; `None` where the list is closed and lacks it.
    fn from_text(text: &str) -> Option<Self>;
}

/// Reads a value out of a list.
///
/// # Errors
/// Where the value is no string, or the list is closed and lacks it.
pub fn deserialize_string<'de, T: StringEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(StringVisitor(PhantomData))
}

struct StringVisitor<T>(PhantomData<T>);

impl<T: StringEnum> Visitor<'_> for StringVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_text(text)
            .ok_or_else(|| E::invalid_value(Unexpected::Other("another string"), &OneOf(T::VALUES)))
    }
}

/// A value that is not on a closed list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotListed {
    values: &'static [&'static str],
}

impl NotListed {
    /// For a list of these values.
    pub const fn new(values: &'static [&'static str]) -> Self {
        Self { values }
    }
}

impl fmt::Display for NotListed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", OneOf(self.values))
    }
}

impl std::error::Error for NotListed {}

struct OneOf(&'static [&'static str]);

impl fmt::Display for OneOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one of ")?;
        for (index, value) in self.0.iter().enumerate() {
            write!(f, "{}{value:?}", if index == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl serde_core::de::Expected for OneOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An open string enum, `Name [any]; Variant = "value"; …`: its last variant is `Unknown(String)`. The list of one with `any` is one of
/// examples: the specification takes every other text as well.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    ($Name:ident $($any:ident)?; $( $Variant:ident = $value:literal; )*) => {
        impl $Name {
            /// The value as it is on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$Variant => $value, )*
                    Self::Unknown(value) => value,
                }
            }

            /// Whether the specification lists the value.
            #[inline]
            pub fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }
        }

        impl $crate::support::enumeration::StringEnum for $Name {
            const VALUES: &'static [&'static str] = &[$($value),*];

            #[inline]
            fn from_text(text: &str) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(<Self as ::core::convert::From<&str>>::from(text))
            }
        }

        impl ::core::convert::From<&str> for $Name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $( $value => Self::$Variant, )*
                    _ => Self::Unknown(text.into()),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $Name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                match text.as_str() {
                    $( $value => Self::$Variant, )*
                    _ => Self::Unknown(text),
                }
            }
        }

        impl ::core::str::FromStr for $Name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(<Self as ::core::convert::From<&str>>::from(text))
            }
        }

        impl $crate::support::Given<$Name> for &str {
            #[inline]
            fn given(self) -> ::core::option::Option<$Name> {
                ::core::option::Option::Some(<$Name as ::core::convert::From<&str>>::from(self))
            }
        }

        $crate::support::string_enum_impls! { $Name $($any)? }
    };
}

/// A closed string enum, `Name; Variant = "value"; …`.
#[doc(hidden)]
#[macro_export]
macro_rules! __closed_string_enum {
    ($Name:ident; $( $Variant:ident = $value:literal; )*) => {
        impl $Name {
            /// The value as it is on the wire.
            #[inline]
            pub fn as_str(&self) -> &'static str {
                match self {
                    $( Self::$Variant => $value, )*
                }
            }
        }

        impl $crate::support::enumeration::StringEnum for $Name {
            const VALUES: &'static [&'static str] = &[$($value),*];

            #[inline]
            fn from_text(text: &str) -> ::core::option::Option<Self> {
                match text {
                    $( $value => ::core::option::Option::Some(Self::$Variant), )*
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl ::core::str::FromStr for $Name {
            type Err = $crate::support::NotListed;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::support::NotListed> {
                use $crate::support::enumeration::StringEnum as _;
                Self::from_text(text).ok_or($crate::support::NotListed::new(Self::VALUES))
            }
        }

        $crate::support::string_enum_impls! { $Name }
    };
}

/// What open and closed string enums share.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum_impls {
    ($Name:ident $($any:ident)?) => {
        impl $Name {
            /// The values that the specification lists, in its order.
            pub const VALUES: &'static [&'static str] =
                <Self as $crate::support::enumeration::StringEnum>::VALUES;
        }

        impl ::core::fmt::Display for $Name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for $Name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::support::serde::Serialize for $Name {
            fn serialize<S: $crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::support::serde::Deserialize<'de> for $Name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::support::enumeration::deserialize_string(deserializer)
            }
        }

        $crate::support::enum_schema! { $Name, "string" $($any)? }
    };
}

/// An open integer enum, `Name; Variant = 1; …`: its last variant is `Unknown(i64)`.
#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum {
    ($Name:ident; $( $Variant:ident = $value:literal; )*) => {
        impl $Name {
            /// The values that the specification lists, in its order.
            pub const VALUES: &'static [i64] = &[$($value),*];

            /// The value as it is on the wire.
            #[inline]
            pub fn value(&self) -> i64 {
                match self {
                    $( Self::$Variant => $value, )*
                    Self::Unknown(value) => *value,
                }
            }

            /// Whether the specification lists the value.
            #[inline]
            pub fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }
        }

        impl ::core::convert::From<i64> for $Name {
            #[inline]
            fn from(value: i64) -> Self {
                match value {
                    $( $value => Self::$Variant, )*
                    _ => Self::Unknown(value),
                }
            }
        }

        impl ::core::fmt::Display for $Name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), f)
            }
        }

        impl ::core::str::FromStr for $Name {
            type Err = ::core::num::ParseIntError;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::num::ParseIntError> {
                text.parse::<i64>().map(Self::from)
            }
        }

        impl $crate::support::serde::Serialize for $Name {
            fn serialize<S: $crate::support::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.value())
            }
        }

        impl<'de> $crate::support::serde::Deserialize<'de> for $Name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                <i64 as $crate::support::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        $crate::support::enum_schema! { $Name, "integer" }
    };
}
