//! One of several types that cannot be told apart by looking at the value.
//!
//! The value is kept as the wire had it, so that nothing is lost whichever branch was meant; each branch is a reading of it. What no
//! branch can read is refused. More than one may read it: types read tolerantly, so that "exactly one" is for a schema to judge.

use std::cell::Cell;

use serde_core::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde_core::ser::Serialize;
use serde_json::Value;

use super::collected::{Collected, Strict};
use super::decode_error::{DecodeError, Within};

/// Whether a branch can read a value.
pub type Taker = fn(&Value) -> bool;

/// How many readings one value may take in all. A choice within a choice is read once for each branch around it, so that a deep value could
/// take forever; what is left once the readings are used up is kept without being read.
const READINGS: u32 = 10_000;

thread_local! {
    /// The readings left to the outermost choice that is being read; `None` outside of one.
    static LEFT: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Reads any JSON value that one of the branches can read.
///
/// # Errors
/// Where no branch can, or an object has a key twice.
pub fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
    branches: &[Taker],
) -> Result<Value, D::Error> {
    let Strict(value) = Strict::deserialize(deserializer)?;
    if is_taken(&value, branches) {
        Ok(value)
    } else {
        Err(D::Error::custom(Within::here(
            "no branch of the choice takes this value",
        )))
    }
}

fn is_taken(value: &Value, branches: &[Taker]) -> bool {
    let outer = LEFT.get();
    if outer.is_none() {
        LEFT.set(Some(READINGS));
    }
    let taken = branches.iter().any(|takes| match LEFT.get() {
        Some(left) if left > 0 => {
            LEFT.set(Some(left - 1));
            takes(value)
        }
        _ => true,
    });
    if outer.is_none() {
        LEFT.set(None);
    }
    taken
}

/// Whether a type can read the value.
pub fn takes<T: DeserializeOwned>(value: &Value) -> bool {
    T::deserialize(Collected(value)).is_ok()
}

/// Reads the value as one of the branches.
///
/// # Errors
/// Where it is none; the line and column are those of the value's start.
pub fn read<T: DeserializeOwned>(value: &Value) -> Result<T, DecodeError> {
    T::deserialize(Collected(value)).map_err(|error| DecodeError::within(error.within()))
}

/// The value that a branch is on the wire.
///
/// # Errors
/// Where it cannot be written as JSON, such as a number that is none.
pub fn write<T: Serialize>(branch: &T) -> Result<Value, DecodeError> {
    serde_json::to_value(branch)
        .map_err(|_| DecodeError::whole("the value cannot be written as JSON"))
}

/// Writes what a choice needs beside its `struct`, whose one field is `value`: the readings, `Debug`, `Serialize`, `Deserialize`, and
/// `JsonSchema` under the feature `schema`.
///
/// `Name one_of|any_of;`, then one row per branch: `TYPE: as_branch, from_branch [{ "keyword": json, … }];`. `Debug` shows the first reading, so
/// that what is sensitive in it stays hidden.
#[doc(hidden)]
#[macro_export]
macro_rules! __choice {
    (
        $Name:ident $keyword:ident;
        $( $type:ty: $read:ident, $write:ident $({ $($schema:tt)* })?; )*
    ) => {
        impl $Name {
            /// The value as the wire has it.
            #[inline]
            pub fn value(&self) -> &$crate::support::Value {
                &self.value
            }

            /// The value as the wire has it.
            #[inline]
            pub fn into_value(self) -> $crate::support::Value {
                self.value
            }

            $(
                #[doc = concat!("Reads the value as `", stringify!($type), "`.")]
                ///
                /// # Errors
                /// Where it is none.
                #[inline]
                pub fn $read(&self) -> ::core::result::Result<$type, $crate::support::DecodeError> {
                    $crate::support::choice::read(&self.value)
                }

                #[doc = concat!("Makes the value of a `", stringify!($type), "`.")]
                ///
                /// # Errors
                /// Where it cannot be written as JSON, such as a number that is none.
                #[inline]
                pub fn $write(branch: &$type) -> ::core::result::Result<Self, $crate::support::DecodeError> {
                    $crate::support::choice::write(branch).map(|value| Self { value })
                }
            )*
        }

        impl<'de> $crate::support::serde::Deserialize<'de> for $Name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::support::choice::deserialize(deserializer, &[$( $crate::support::choice::takes::<$type> ),*])
                    .map(|value| Self { value })
            }
        }

        impl $crate::support::serde::Serialize for $Name {
            fn serialize<S: $crate::support::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::support::serde::Serialize::serialize(&self.value, serializer)
            }
        }

        impl ::core::fmt::Debug for $Name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $(
                    if let ::core::result::Result::Ok(reading) = self.$read() {
                        return f.debug_tuple(stringify!($Name)).field(&reading).finish();
                    }
                )*
                f.write_str(concat!(stringify!($Name), "(<unread>)"))
            }
        }

        $crate::support::choice_schema! {
            $Name $keyword;
            $( $type $({ $($schema)* })?; )*
        }
    };
}
