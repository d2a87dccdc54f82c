//! One of several types, told apart by the value itself.
//!
//! A branch is recognised by the JSON type of the value, by a tag, or by a key that only it has; `lower` has made sure that no
//! two branches of a union claim the same value. Scalars and arrays are read as they come; an object is read as it comes
//! where only one branch takes objects, and is collected first where its content decides.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{
    Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_core::forward_to_deserialize_any;
use serde_json::Value;

use super::collected::{Collected, collect_object};
use super::decode_error::Within;

/// One of several types, as [`union!`](crate::support::union!) describes it.
pub trait Union: Sized {
    /// How its branches are recognised: the test, and the key that it asks for if any.
    const TESTS: &'static [(&'static str, &'static [&'static str])];
    /// Whether an object with an unlisted tag is kept as it is.
    const OPEN: bool;
    /// Whether an object without any tag is kept as it is: so where the specification does not require one.
    const UNTAGGED: bool;

    /// Reads the branch that takes what was found; the deserializer comes back where none does.
    ///
    /// # Errors
    /// Those of the branch.
    fn read<'de, D: Deserializer<'de>>(
        found: Found<'_>,
        deserializer: D,
    ) -> Result<Result<Self, D>, D::Error>;

    /// Keeps an object that no branch knows; `None` where the union is not open.
    fn unknown(value: Value) -> Option<Self>;
}

/// What stands where a union is expected.
#[derive(Clone, Copy)]
pub enum Found<'a> {
    /// `true` or `false`.
    Boolean,
    /// A number without fraction or exponent.
    Integer,
    /// Any other number.
    Number,
    /// Text.
    String,
    /// A list.
    Array,
    /// An object; its content where that decides.
    Object(Option<&'a serde_json::Map<String, Value>>),
}

/// The tests of the rows of [`union!`](crate::support::union!), each by its name there.
impl Found<'_> {
    /// By type.
    pub fn boolean(self) -> bool {
        matches!(self, Self::Boolean)
    }

    /// By type: `1.0` is none.
    pub fn integer(self) -> bool {
        matches!(self, Self::Integer)
    }

    /// By type; integers come as [`Found::Number`] where no branch takes integers.
    pub fn number(self) -> bool {
        matches!(self, Self::Number)
    }

    /// By type.
    pub fn string(self) -> bool {
        matches!(self, Self::String)
    }

    /// By type.
    pub fn array(self) -> bool {
        matches!(self, Self::Array)
    }

    /// By type.
    pub fn object(self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// An object in which `key` has one of these values.
    pub fn tag(self, key: &str, values: &[&str]) -> bool {
        let Self::Object(Some(content)) = self else {
            return false;
        };
        content
            .get(key)
            .and_then(Value::as_str)
            .is_some_and(|tag| values.contains(&tag))
    }

    /// An object that has `key`.
    pub fn key(self, key: &str) -> bool {
        let Self::Object(Some(content)) = self else {
            return false;
        };
        content.get(key).is_some()
    }
}

/// Reads one of several types.
///
/// # Errors
/// Where no branch takes the value, or the branch that takes it refuses it.
pub fn deserialize<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(UnionVisitor(PhantomData))
}

struct UnionVisitor<T>(PhantomData<T>);

impl<T: Union> UnionVisitor<T> {
    fn scalar<'a, E: Error>(found: Found<'_>, scalar: Unexpected<'a>) -> Result<T, E> {
        match T::read(
            found,
            Scalar {
                scalar,
                error: PhantomData,
            },
        )? {
            Ok(value) => Ok(value),
            Err(_) => Err(E::invalid_type(scalar, &Branches::<T>(PhantomData))),
        }
    }

    fn number<E: Error>(number: Unexpected<'_>) -> Result<T, E> {
        let has_integers = T::TESTS.iter().any(|(test, _)| *test == "integer");
        Self::scalar(
            if has_integers {
                Found::Integer
            } else {
                Found::Number
            },
            number,
        )
    }
}

impl<'de, T: Union> Visitor<'de> for UnionVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        serde_core::de::Expected::fmt(&Branches::<T>(PhantomData), f)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        Self::scalar(Found::Boolean, Unexpected::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        Self::number(Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        Self::number(Unexpected::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        Self::scalar(Found::Number, Unexpected::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        Self::scalar(Found::String, Unexpected::Str(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
        match T::read(Found::Array, SeqAccessDeserializer::new(items))? {
            Ok(value) => Ok(value),
            Err(items) => {
                IgnoredAny::deserialize(items)?; // so that the error is found at the array's end, not at its first item
                Err(A::Error::invalid_type(Unexpected::Seq, &self))
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<T, A::Error> {
        let content_decides = T::OPEN
            || T::TESTS
                .iter()
                .any(|(test, _)| matches!(*test, "tag" | "key"));
        if !content_decides {
            return match T::read(Found::Object(None), MapAccessDeserializer::new(entries))? {
                Ok(value) => Ok(value),
                Err(entries) => {
                    IgnoredAny::deserialize(entries)?;
                    Err(A::Error::invalid_type(Unexpected::Map, &self))
                }
            };
        }
        let value = Value::Object(collect_object(entries)?);
        let content = value.as_object();
        match T::read(Found::Object(content), Collected(&value)) {
            Ok(Ok(branch)) => return Ok(branch),
            Ok(Err(_)) => {}
            Err(error) => return Err(A::Error::custom(error)),
        }
        let has_tag = |key: &&str| {
            content
                .and_then(|content| content.get(*key))
                .is_some_and(Value::is_string)
        };
        let has_unlisted_tag = T::TESTS
            .iter()
            .any(|(test, keys)| *test == "tag" && keys.iter().any(has_tag));
        match T::unknown(value) {
            Some(unknown) if T::UNTAGGED || has_unlisted_tag => Ok(unknown),
            _ => Err(A::Error::custom(Within::here(
                "no branch of the union takes this object",
            ))),
        }
    }
}

/// A scalar to be read as whatever it is.
struct Scalar<'a, E> {
    scalar: Unexpected<'a>,
    error: PhantomData<E>,
}

impl<'de, E: Error> Deserializer<'de> for Scalar<'_, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.scalar {
            Unexpected::Bool(value) => visitor.visit_bool(value),
            Unexpected::Signed(value) => visitor.visit_i64(value),
            Unexpected::Unsigned(value) => visitor.visit_u64(value),
            Unexpected::Float(value) => visitor.visit_f64(value),
            Unexpected::Str(value) => visitor.visit_str(value),
            other => Err(E::invalid_type(other, &visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// What a union takes, in words.
struct Branches<T>(PhantomData<T>);

impl<T: Union> serde_core::de::Expected for Branches<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words: Vec<&str> = Vec::new();
        for (test, _) in T::TESTS {
            let word = match *test {
                "boolean" => "a boolean",
                "integer" => "an integer",
                "number" => "a number",
                "string" => "a string",
                "array" => "an array",
                _ => "an object",
            };
            if !words.contains(&word) {
                words.push(word);
            }
        }
        f.write_str(&words.join(" or "))
    }
}

/// Writes what a union needs beside its `enum`: `Debug`, `Serialize`, `Deserialize`, and `JsonSchema` under the feature `schema`.
///
/// `Name one_of|any_of [open|untagged];`, then one row per branch: `Variant(TYPE) if TEST [{ "keyword": json, … }];` with TEST one of
/// `boolean`, `integer`, `number`, `string`, `array`, `object`, `tag "key" in ["value", …]`, `key "key"`.
/// An `open` union has a last variant `Unknown(Value)`, whose content `Debug` does not show: nobody has said what is sensitive in it. In an
/// `untagged` one the tag need not be there.
#[doc(hidden)]
#[macro_export]
macro_rules! __union {
    (
        $Name:ident $keyword:ident $($open:ident)?;
        $( $Variant:ident($type:ty) if $test:ident $($key:literal $(in [$($value:literal),* $(,)?])?)? $({ $($schema:tt)* })?; )*
    ) => {
        impl $crate::support::union::Union for $Name {
            const TESTS: &'static [(&'static str, &'static [&'static str])] = &[$( (stringify!($test), &[$($key)?]) ),*];
            const OPEN: bool = !<[&str]>::is_empty(&[$(stringify!($open))?]);
            const UNTAGGED: bool = $crate::support::union::is_untagged(&[$(stringify!($open))?]);

            fn read<'de, D: $crate::support::serde::Deserializer<'de>>(
                found: $crate::support::union::Found<'_>,
                deserializer: D,
            ) -> ::core::result::Result<::core::result::Result<Self, D>, D::Error> {
                $(
                    if found.$test($($key $(, &[$($value),*])?)?) {
                        let value = <$type as $crate::support::serde::Deserialize>::deserialize(deserializer)?;
                        return ::core::result::Result::Ok(::core::result::Result::Ok(Self::$Variant(value)));
                    }
                )*
                ::core::result::Result::Ok(::core::result::Result::Err(deserializer))
            }

            #[inline]
            fn unknown(_value: $crate::support::Value) -> ::core::option::Option<Self> {
                $( return $crate::support::union::open::keep(_value, Self::Unknown, stringify!($open)); )?
                #[allow(unreachable_code, reason = "an open union has returned")]
                ::core::option::Option::None
            }
        }

        impl<'de> $crate::support::serde::Deserialize<'de> for $Name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::support::union::deserialize(deserializer)
            }
        }

        impl $crate::support::serde::Serialize for $Name {
            fn serialize<S: $crate::support::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $( Self::$Variant(value) => $crate::support::serde::Serialize::serialize(value, serializer), )*
                    $( Self::Unknown(value) => $crate::support::union::open::serialize(value, serializer, stringify!($open)), )?
                }
            }
        }

        impl ::core::fmt::Debug for $Name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $( Self::$Variant(value) => f.debug_tuple(stringify!($Variant)).field(value).finish(), )*
                    $( Self::Unknown(_) => f.write_str($crate::support::union::open::shown(stringify!($open))), )?
                }
            }
        }

        $crate::support::union_schema! {
            $Name $keyword;
            $( $type, $test $($key $(in [$($value),*])?)? $({ $($schema)* })?; )*
        }
    };
}

/// Whether the word after the keyword is `untagged`.
pub const fn is_untagged(words: &[&str]) -> bool {
    matches!(words, [word] if word.len() == "untagged".len())
}

/// What the `Unknown` variant of an open union does. Each takes the word `open`, so that the macro can leave its line out where the
/// word is not there.
pub mod open {
    use serde_core::{Serialize, Serializer};
    use serde_json::Value;

    /// Keeps a value that no branch knows.
    pub fn keep<T>(value: Value, variant: fn(Value) -> T, _open: &str) -> Option<T> {
        Some(variant(value))
    }

    /// Writes the value as it came.
    ///
    /// # Errors
    /// The serializer's own.
    pub fn serialize<S: Serializer>(
        value: &Value,
        serializer: S,
        _open: &str,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    /// What `Debug` shows.
    pub fn shown(_open: &str) -> &'static str {
        "Unknown(<undocumented>)"
    }
}
