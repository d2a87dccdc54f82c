//! The fixtures: what `fixtures/origins.yaml` says of them.

use serde::Deserialize;

use crate::judge::Grade;
use crate::placeholder::Lexicon;

/// `fixtures/origins.yaml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origins {
    /// The fixtures, in the order of their paths.
    pub fixtures: Vec<Fixture>,
    /// The texts that stand for a value in documentation samples.
    pub placeholders: Vec<PlaceholderText>,
}

/// One fixture.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixture {
    /// From the directory of fixtures: `<provider>/<operation>/<status>/<case>.json`.
    pub path: String,
    /// The page it was taken from.
    pub page: String,
    /// How much it proves.
    pub evidence: Grade,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// What else is known of it.
    #[serde(default)]
    pub note: Option<String>,
}

/// One placeholder.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceholderText {
    /// The string, exactly.
    pub text: String,
    /// What it stands for.
    pub meaning: String,
}

/// What the path of a fixture says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'a> {
    /// The provider: the stem of its spec.
    pub provider: &'a str,
    /// The operationId.
    pub operation: &'a str,
    /// The HTTP status.
    pub status: u16,
    /// The name of the case.
    pub case: &'a str,
}

impl Origins {
    /// Reads the text of `origins.yaml`.
    ///
    /// # Errors
    /// The text is not YAML or not of this shape; the message has the line.
    pub fn read(text: &str) -> Result<Self, String> {
        serde_yaml::from_str(text).map_err(|error| error.to_string())
    }

    /// The placeholders, the common ones included.
    #[must_use]
    pub fn lexicon(&self) -> Lexicon {
        Lexicon::new(
            self.placeholders
                .iter()
                .map(|placeholder| placeholder.text.clone()),
        )
    }
}

impl Fixture {
    /// The parts of the path; `None` where it is not `<provider>/<operation>/<status>/<case>.json`.
    #[must_use]
    pub fn address(&self) -> Option<Address<'_>> {
        let mut parts = self.path.strip_suffix(".json")?.split('/');
        let (provider, operation) = (parts.next()?, parts.next()?);
        let (status, case) = (parts.next()?.parse().ok()?, parts.next()?);
        parts.next().is_none().then_some(Address {
            provider,
            operation,
            status,
            case,
        })
    }
}
