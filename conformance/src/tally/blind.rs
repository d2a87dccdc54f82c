//! What no record of a response is checked by: a format that nobody knows, a pattern that cannot be compiled.

use serde::{Deserialize, Serialize};

use crate::findings::Place;

/// A keyword of a response schema that nothing is checked by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Blind {
    /// `format`, `pattern` or `patternProperties`.
    pub keyword: String,
    /// The format or the pattern.
    pub text: String,
    /// The place in the spec.
    pub spec: Place,
}

/// Of which records.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BlindKey {
    /// The provider: the file stem of its spec.
    pub provider: String,
    /// The operationId.
    pub operation: String,
    /// The documented response, by status and media type.
    pub response: String,
    /// What they are not checked by.
    pub blind: Blind,
}
