//! What nothing satisfies.

use std::fmt;

use serde_core::de::{Deserialize, Deserializer, Visitor};
use serde_core::ser::{Serialize, Serializer};

/// The type of a property that must not be there (its schema is `false`): there is no value of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Never {}

impl<'de> Deserialize<'de> for Never {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Nothing;

        impl Visitor<'_> for Nothing {
            type Value = Never;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("nothing at all")
            }
        }

        deserializer.deserialize_any(Nothing)
    }
}

impl Serialize for Never {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        match *self {}
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Never {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Never".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        false.into()
    }
}

#[cfg(test)]
mod tests {
    use super::Never;
    use crate::support::{DecodeError, from_json};

    #[test]
    fn nothing_is_ever_read() {
        for json in ["null", "1", "{}", "[]", "\"\""] {
            let error: DecodeError = from_json::<Never>(json.as_bytes()).unwrap_err();
            assert!(
                error
                    .problem()
                    .starts_with("expected nothing at all, found "),
                "{error}"
            );
        }
        assert_eq!(from_json::<Option<Never>>(b"null"), Ok(None));
    }
}
