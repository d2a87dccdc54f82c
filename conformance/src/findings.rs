//! What a check found: one model, whatever leg found it and whoever reads it.

use std::fmt;

use callspec_generator::source::Position;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One thing found in one response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which rule it belongs to.
    pub rule: Rule,
    /// How much it matters.
    pub severity: Severity,
    /// The provider: the file stem of its spec.
    pub provider: String,
    /// The operationId.
    pub operation: String,
    /// The HTTP status of the response.
    pub status: u16,
    /// The place in the response.
    pub instance: Place,
    /// The place in the spec, where one can be named.
    pub spec: Option<Place>,
    /// What is wrong, as a fragment without a full stop. Never holds a value that the spec marks `x-sensitive`.
    pub message: String,
    /// What to make of it.
    pub help: Option<String>,
    /// What stays the same when the wording, the values or the array indices change.
    pub fingerprint: Fingerprint,
    /// Whether the same holds for every response of the schema, whatever it says.
    #[serde(skip)]
    pub of_all: bool,
    /// The pointer of the value with `*` in place of indices.
    #[serde(skip)]
    pub normal: String,
    /// The byte of the response that a marker begins under; `None` where its text cannot be read.
    #[serde(skip)]
    pub offset: Option<usize>,
    /// The value found, where the finding is about a value and the value may be shown.
    #[serde(skip)]
    pub value: Option<String>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The file, as it was named.
    pub file: String,
    /// The JSON pointer of the value; empty for the whole document.
    pub pointer: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters a marker under the place covers, at least 1.
    #[serde(skip)]
    #[schemars(skip)]
    pub width: usize,
}

impl Place {
    /// A place from its parts.
    #[must_use]
    pub fn new(file: &str, pointer: &str, position: Position, width: usize) -> Self {
        Self {
            file: file.to_owned(),
            pointer: pointer.to_owned(),
            line: position.line,
            column: position.column,
            width: width.max(1),
        }
    }
}

/// The rules, by their fixed names.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The response breaks the spec's schema.
    #[default]
    Schema,
    /// A value that the spec's enumeration does not list.
    Enum,
    /// A text that is not of the format the spec states.
    Format,
    /// A property that the spec does not document.
    Undocumented,
    /// The spec, the derived schema and the model disagree.
    Legs,
    /// The JSON text itself is damaged, or says something that readers lose.
    Lexical,
    /// A documentation sample shows a placeholder in place of a value.
    Placeholder,
    /// Something that no check looked at.
    NotChecked,
}

impl Rule {
    /// Every rule, in the order in which reports list them.
    pub const ALL: [Self; 8] = [
        Self::Schema,
        Self::Enum,
        Self::Format,
        Self::Undocumented,
        Self::Legs,
        Self::Lexical,
        Self::Placeholder,
        Self::NotChecked,
    ];

    /// The fixed name: what `--ignore` takes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Enum => "enum",
            Self::Format => "format",
            Self::Undocumented => "undocumented",
            Self::Legs => "legs",
            Self::Lexical => "lexical",
            Self::Placeholder => "placeholder",
            Self::NotChecked => "not-checked",
        }
    }

    /// How much a finding of this rule matters.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::Undocumented => Severity::Warning,
            Self::Placeholder | Self::NotChecked => Severity::Note,
            _ => Severity::Error,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl std::str::FromStr for Rule {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|rule| rule.name() == name)
            .ok_or_else(|| {
                let names: Vec<_> = Self::ALL.iter().map(|rule| rule.name()).collect();
                format!(
                    "no rule is called `{name}`; the rules are {}",
                    names.join(", ")
                )
            })
    }
}

/// How much a finding matters.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Shown, and no reason to fail.
    Note,
    /// Something changed that a program survives.
    Warning,
    /// The response and the spec contradict each other.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A name for a finding that survives rewording: sixteen hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// FNV-1a, 64 bits, over the parts. `subject` tells apart findings at one place, such as two missing properties of one object.
    #[must_use]
    pub fn of(
        rule: Rule,
        operation: &str,
        status: u16,
        spec_pointer: &str,
        normal_pointer: &str,
        subject: &str,
    ) -> Self {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let status = status.to_string();
        for part in [
            rule.name(),
            operation,
            &status,
            spec_pointer,
            normal_pointer,
            subject,
        ] {
            // 0xff is no byte of UTF-8, so parts cannot run into each other.
            for byte in part.bytes().chain([0xff]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        Self(hash)
    }
}

impl JsonSchema for Fingerprint {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Fingerprint".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Sixteen hexadecimal digits that stay the same when the wording, the values or the array indices change.",
            "type": "string",
            "pattern": "^[0-9a-f]{16}$"
        })
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match u64::from_str_radix(&text, 16) {
            Ok(hash) if text.len() == 16 => Ok(Self(hash)),
            _ => Err(format!("`{text}` is no fingerprint")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, Rule};

    #[test]
    fn fingerprints_keep_their_parts_apart() {
        let one = Fingerprint::of(Rule::Schema, "list", 200, "/a", "/b", "");
        assert_eq!(
            one,
            Fingerprint::of(Rule::Schema, "list", 200, "/a", "/b", "")
        );
        assert_eq!(
            one.to_string(),
            "a4f609fde40c72af",
            "stored fingerprints must stay good"
        );
        assert_ne!(
            one,
            Fingerprint::of(Rule::Schema, "list", 200, "/a/", "b", "")
        );
        assert_ne!(
            one,
            Fingerprint::of(Rule::Enum, "list", 200, "/a", "/b", "")
        );
    }

    #[test]
    fn rules_are_read_by_their_names() {
        for rule in Rule::ALL {
            assert_eq!(rule.name().parse(), Ok(rule));
        }
        assert!("shema".parse::<Rule>().is_err());
    }
}
