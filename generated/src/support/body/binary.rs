//! Bytes in a multipart body, or in one whose media type is the caller's choice.

use std::fmt;

use bytes::Bytes;
use serde_core::de::{Deserialize, Deserializer};
use serde_core::ser::{Error, Serialize, SerializeTupleStruct, Serializer};

use crate::support::presence::Given;

/// The name by which a serializer knows a file.
pub(in crate::support) const FILE: &str = "$callspec::Binary";

/// Bytes, with a file name and a media type where they have one.
///
/// In a multipart body they are a part of their own; in JSON, which has no bytes, they are text. `Debug` shows how many there are.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Binary {
    bytes: Bytes,
    file_name: Option<String>,
    media_type: Option<String>,
}

impl Binary {
    /// Bytes without a name.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            bytes: bytes.into(),
            ..Self::default()
        }
    }

    /// Names the file.
    #[must_use]
    pub fn with_file_name(self, name: impl Into<String>) -> Self {
        Self {
            file_name: Some(name.into()),
            ..self
        }
    }

    /// Names the media type.
    #[must_use]
    pub fn with_media_type(self, media_type: impl Into<String>) -> Self {
        Self {
            media_type: Some(media_type.into()),
            ..self
        }
    }

    /// The bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The bytes.
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// The file's name.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The media type.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }
}

impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes>", self.bytes.len())
    }
}

macro_rules! binary_from {
    ($($type:ty),*) => {$(
        impl From<$type> for Binary {
            fn from(bytes: $type) -> Self {
                Self::new(bytes)
            }
        }

        impl Given<Binary> for $type {
            fn given(self) -> Option<Binary> {
                Some(self.into())
            }
        }
    )*};
}

binary_from!(Bytes, Vec<u8>, &'static [u8], String, &'static str);

impl Serialize for Binary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let text = std::str::from_utf8(&self.bytes)
                .map_err(|_| S::Error::custom("bytes that are no text have no place in JSON"))?;
            return serializer.serialize_str(text);
        }
        let mut fields = serializer.serialize_tuple_struct(FILE, 3)?;
        fields.serialize_field(&self.file_name)?;
        fields.serialize_field(&self.media_type)?;
        fields.serialize_field(&Raw(&self.bytes))?;
        fields.end()
    }
}

/// Bytes as bytes.
struct Raw<'a>(&'a [u8]);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl<'de> Deserialize<'de> for Binary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Binary {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Binary".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "binary"})
    }
}
