//! What every textual format shares.

use std::fmt;
use std::hash::{Hash, Hasher};

/// Text that does not follow its format. The text itself is not kept: it may be sensitive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    expected: &'static str,
}

impl FormatError {
    pub(crate) const fn new(expected: &'static str) -> Self {
        Self { expected }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl std::error::Error for FormatError {}

/// Immutable text that needs no allocation up to [`Text::INLINE`] bytes: enough for a UUID, and for any instant to the
/// nanosecond.
#[derive(Clone)]
pub(super) enum Text {
    Inline { len: u8, bytes: [u8; Text::INLINE] },
    Heap(Box<str>),
}

impl Text {
    pub(super) const INLINE: usize = 38;

    pub(super) fn new(text: &str) -> Self {
        let mut bytes = [0; Self::INLINE];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(place), Ok(len)) => {
                place.copy_from_slice(text.as_bytes());
                Self::Inline { len, bytes }
            }
            _ => Self::Heap(text.into()),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        match self {
            // Both fallbacks are for states that `new` does not make.
            Self::Inline { len, bytes } => bytes
                .get(..usize::from(*len))
                .and_then(|text| std::str::from_utf8(text).ok())
                .unwrap_or_default(),
            Self::Heap(text) => text,
        }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

/// Writes what a type of a textual format shares with the others: `$Name` keeps text that `$check` accepts.
macro_rules! text_format {
    ($(#[$docs:meta])* $Name:ident, $check:path, $format:literal, $expected:literal) => {
        $(#[$docs])*
        ///
        /// Keeps the exact text. Two values are equal where their texts are.
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $Name($crate::support::format::text::Text);

        impl $Name {
            /// The name of the format, as a schema spells it.
            pub const FORMAT: &'static str = $format;

            /// Checks a text, and keeps it.
            ///
            /// # Errors
            /// Where the text does not follow the format.
            #[inline]
            pub fn parse(text: &str) -> Result<Self, $crate::support::FormatError> {
                if $check(text) {
                    Ok(Self($crate::support::format::text::Text::new(text)))
                } else {
                    Err($crate::support::FormatError::new($expected))
                }
            }

            /// The text.
            #[inline]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::support::FormatError;

            #[inline]
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl TryFrom<&str> for $Name {
            type Error = $crate::support::FormatError;

            #[inline]
            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $Name {
            type Error = $crate::support::FormatError;

            #[inline]
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$Name> for String {
            #[inline]
            fn from(value: $Name) -> Self {
                value.as_str().to_owned()
            }
        }

        impl AsRef<str> for $Name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $Name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $Name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($Name), "({})"), self.as_str())
            }
        }

        impl serde_core::Serialize for $Name {
            #[inline]
            fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde_core::Deserialize<'de> for $Name {
            #[inline]
            fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;

                impl serde_core::de::Visitor<'_> for Visitor {
                    type Value = $Name;

                    #[inline]
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expected)
                    }

                    #[inline]
                    fn visit_str<E: serde_core::de::Error>(self, text: &str) -> Result<$Name, E> {
                        $Name::parse(text).map_err(|_| E::invalid_value(serde_core::de::Unexpected::Other("another string"), &self))
                    }
                }

                deserializer.deserialize_str(Visitor)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $Name {
            #[inline]
            fn inline_schema() -> bool {
                true
            }

            #[inline]
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Name).into()
            }

            #[inline]
            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!("callspec::support::", stringify!($Name)).into()
            }

            #[inline]
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "format": $format })
            }
        }
    };
}
pub(super) use text_format;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[inline]
    fn short_and_long_texts_come_back() {
        for len in [0, 1, 37, 38, 39, 300] {
            let text = "é".repeat(len / 2) + if len % 2 == 1 { "x" } else { "" };
            assert_eq!(Text::new(&text).as_str(), text);
            assert_eq!(matches!(Text::new(&text), Text::Inline { .. }), len <= 38);
        }
    }
}
