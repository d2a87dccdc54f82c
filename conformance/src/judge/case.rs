//! What goes into a judgement, and what comes out.

use std::collections::BTreeSet;

use callspec_generator::source::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::coverage::Coverage;
use crate::findings::{Finding, Fingerprint, Rule, Severity};
use crate::json::Json;
use crate::legs::{Leg, Outcome};

/// How much a response proves.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// The service sent it.
    LiveCapture,
    /// The documentation shows it.
    DocumentationSample,
}

impl Grade {
    /// The name in `origins.yaml` and in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LiveCapture => "live-capture",
            Self::DocumentationSample => "documentation-sample",
        }
    }
}

/// One response to judge.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The file, as findings name it.
    pub file: &'a str,
    /// The body.
    pub bytes: &'a [u8],
    /// How many lines of the file come before the body: of NDJSON the lines above, else none.
    pub lines_before: usize,
    /// The operationId.
    pub operation: &'a str,
    /// The HTTP status.
    pub status: u16,
    /// How much it proves.
    pub grade: Grade,
}

/// What was found in one response.
#[derive(Debug, Default)]
pub struct Judged {
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// What each leg said, in the order of [`Leg::ALL`].
    pub outcomes: [Outcome; 3],
    /// The legs that alone would have noticed something: a model that tolerates a value and gives it back has not.
    pub noticed_by: BTreeSet<Leg>,
    /// How many strings are placeholders.
    pub placeholders: usize,
    /// Whether anything was held against a schema; an empty list was not.
    pub checked: bool,
    /// The documented response that it is, by status and media type as the spec states them.
    pub response: Option<String>,
    /// What of the spec the response exercised.
    pub coverage: Coverage,
    /// The response, as read.
    pub json: Option<Json>,
    /// The bytes of the response that must not be shown, in order, and what they hold: `phone`.
    pub sensitive: Vec<(Span, String)>,
}

/// The findings of one response in short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Charges {
    /// The rule and the fingerprint of each.
    pub findings: Vec<(Rule, Fingerprint)>,
    /// The legs that alone would have noticed something.
    pub noticed_by: BTreeSet<Leg>,
}

impl Judged {
    /// The worst severity found.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}
