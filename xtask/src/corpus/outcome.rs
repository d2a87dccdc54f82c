//! What became of a document.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::find::Document;

/// What a process that generated says at its end.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Report {
    Generated(Generated),
    Refused(Refused),
}

/// A crate, and what it is like.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Generated {
    pub(super) operations: usize,
    pub(super) types: usize,
    /// All lines of Rust.
    pub(super) lines: usize,
    /// Those of the operations.
    pub(super) operation_lines: usize,
    pub(super) warnings: usize,
    /// What the types leave unsaid, by kind.
    pub(super) losses: Value,
    #[serde(flatten)]
    pub(super) cost: Cost,
}

/// No crate, and why not.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Refused {
    pub(super) problems: usize,
    /// The codes of the problems, each once.
    pub(super) codes: Vec<String>,
    /// The first problem, on one line.
    pub(super) first: String,
    #[serde(flatten)]
    pub(super) cost: Cost,
}

/// What it took.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Cost {
    pub(super) seconds: f64,
    /// The peak, in KiB.
    pub(super) memory: Option<u64>,
}

/// How the process ended.
#[derive(Debug)]
pub(super) enum Outcome {
    Generated(Generated),
    Refused(Refused),
    /// It ended by itself and without a report; what it said last.
    Panicked(String),
    /// It took too long, or too much.
    Limited(&'static str),
}

/// What the compiler says of a crate.
#[derive(Debug)]
pub(super) enum Compiled {
    Cleanly,
    /// Not at all, or with a warning: the first thing that it said.
    Not(String),
}

/// One line of the table.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) document: String,
    /// The crate's name.
    pub(super) name: String,
    pub(super) outcome: Outcome,
    pub(super) compiled: Option<Compiled>,
    /// What others say of the document.
    pub(super) verdict: Option<String>,
}

impl Row {
    pub(super) fn new(document: &Document, outcome: Outcome) -> Self {
        Self {
            document: document.title.clone(),
            name: document.name.clone(),
            outcome,
            compiled: None,
            verdict: None,
        }
    }

    /// Whether somebody has to look at it.
    pub(super) fn is_finding(&self) -> bool {
        match &self.outcome {
            Outcome::Generated(_) => matches!(self.compiled, Some(Compiled::Not(_))),
            Outcome::Refused(_) => self.verdict.as_deref() == Some("valid"),
            Outcome::Panicked(_) | Outcome::Limited(_) => true,
        }
    }
}

impl Outcome {
    /// The outcome in a word.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Generated(_) => "generated",
            Self::Refused(_) => "refused",
            Self::Panicked(_) => "panicked",
            Self::Limited(limit) => limit,
        }
    }
}
