//! The faults by name.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

/// What is done to a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each says what it does")]
pub enum Operator {
    DropKey,
    AddKey,
    RenameKey,
    DuplicateKey,
    Null,
    WrongType,
    UnknownValue,
    ChangedCase,
    OutOfRange,
    BrokenFormat,
    EmptyString,
    FractionOfZero,
    Exponent,
    HugeInteger,
    DropLastElement,
    CutInsideArray,
}

impl Operator {
    /// Every operator, in the order of reports.
    pub const ALL: [Self; 16] = [
        Self::DropKey,
        Self::AddKey,
        Self::RenameKey,
        Self::DuplicateKey,
        Self::Null,
        Self::WrongType,
        Self::UnknownValue,
        Self::ChangedCase,
        Self::OutOfRange,
        Self::BrokenFormat,
        Self::EmptyString,
        Self::FractionOfZero,
        Self::Exponent,
        Self::HugeInteger,
        Self::DropLastElement,
        Self::CutInsideArray,
    ];

    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DropKey => "drop a key",
            Self::AddKey => "add a key",
            Self::RenameKey => "rename a key",
            Self::DuplicateKey => "duplicate a key",
            Self::Null => "null",
            Self::WrongType => "wrong type",
            Self::UnknownValue => "unknown enum value",
            Self::ChangedCase => "enum value in other case",
            Self::OutOfRange => "out of range",
            Self::BrokenFormat => "broken format",
            Self::EmptyString => "empty string",
            Self::FractionOfZero => "1.0 for an integer",
            Self::Exponent => "1e0 for an integer",
            Self::HugeInteger => "huge integer",
            Self::DropLastElement => "drop last element",
            Self::CutInsideArray => "cut inside an array",
        }
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
