//! What became of the records of one operation, status and media type.

use serde::{Deserialize, Serialize};

use super::smallest::Merge;
use crate::judge::Grade;
use crate::legs::Outcome;

/// What the records of a row have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Heading {
    /// The provider: the file stem of its spec.
    pub provider: String,
    /// The operationId.
    pub operation: String,
    /// The HTTP status.
    pub status: u16,
    /// The media type of the recording, without parameters; `None` where nothing tells.
    pub media_type: Option<String>,
    /// How much the records prove.
    pub evidence: Grade,
}

/// Counts of records, and of what was found in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// All records.
    pub records: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Records that were held against a schema and have no finding above a note.
    pub conforming: u64,
    /// Records with a finding above a note.
    pub failing: u64,
    /// Records that nothing was held against.
    pub unchecked: u64,
    /// Of all records, those that were held against a schema, or could not be because their text is damaged.
    pub checked: u64,
    /// Findings of severity error.
    pub errors: u64,
    /// Findings of severity warning.
    pub warnings: u64,
    /// Findings of severity note.
    pub notes: u64,
    /// Strings that are placeholders.
    pub placeholders: u64,
    /// What the legs said, in the order of [`Leg::ALL`](crate::legs::Leg::ALL).
    pub legs: [LegRow; 3],
}

/// What one leg said of the records of a row.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub struct LegRow {
    /// Records it takes.
    pub accepts: u64,
    /// Records it objects to.
    pub objects: u64,
    /// Records that it was not asked about.
    pub not_run: u64,
    /// Records of which no generated type is built.
    pub not_built: u64,
    /// Records that it had nothing to judge by.
    pub not_checked: u64,
}

impl LegRow {
    /// Counts what the leg said of one record.
    pub fn count(&mut self, outcome: &Outcome) {
        let count = match outcome {
            Outcome::Accepts => &mut self.accepts,
            Outcome::Objects(_) => &mut self.objects,
            Outcome::NotRun => &mut self.not_run,
            Outcome::NotBuilt => &mut self.not_built,
            Outcome::NotChecked => &mut self.not_checked,
        };
        count.absorb(1);
    }
}

impl Merge for LegRow {
    fn absorb(&mut self, other: Self) {
        self.accepts.absorb(other.accepts);
        self.objects.absorb(other.objects);
        self.not_run.absorb(other.not_run);
        self.not_built.absorb(other.not_built);
        self.not_checked.absorb(other.not_checked);
    }
}

impl Merge for Row {
    fn absorb(&mut self, other: Self) {
        self.records.absorb(other.records);
        self.bytes.absorb(other.bytes);
        self.conforming.absorb(other.conforming);
        self.failing.absorb(other.failing);
        self.unchecked.absorb(other.unchecked);
        self.checked.absorb(other.checked);
        self.errors.absorb(other.errors);
        self.warnings.absorb(other.warnings);
        self.notes.absorb(other.notes);
        self.placeholders.absorb(other.placeholders);
        for (sum, leg) in self.legs.iter_mut().zip(other.legs) {
            sum.absorb(leg);
        }
    }
}
