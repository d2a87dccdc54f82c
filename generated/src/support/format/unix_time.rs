//! Unix times as JSON numbers.

use std::fmt;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

/// Seconds since 1970-01-01T00:00:00Z as a JSON number, with or without a fraction: `1754055268.525861`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct UnixTime(pub f64);

impl UnixTime {
    /// The name of the format, as a schema spells it.
    pub const FORMAT: &'static str = "unix-time";

    /// Seconds since 1970, with their fraction.
    #[inline]
    pub fn seconds(self) -> f64 {
        self.0
    }
}

impl From<f64> for UnixTime {
    fn from(seconds: f64) -> Self {
        Self(seconds)
    }
}

impl fmt::Display for UnixTime {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for UnixTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for UnixTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for UnixTime {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "UnixTime".into()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        "callspec::support::UnixTime".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number", "format": "unix-time" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_fraction() {
        let time: UnixTime = serde_json::from_str("1754055268.525861").unwrap();
        assert_eq!(serde_json::to_string(&time).unwrap(), "1754055268.525861");
        assert_eq!(
            serde_json::from_str::<UnixTime>("1754055268").unwrap(),
            UnixTime(1_754_055_268.0)
        );
        assert!(serde_json::from_str::<UnixTime>("\"1754055268\"").is_err());
    }
}
