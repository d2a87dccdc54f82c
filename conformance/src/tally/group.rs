//! Findings of one kind, as one: how often, where first and last, and the smallest records that show them.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::smallest::{Merge, Smallest};
use crate::excerpt::Excerpt;
use crate::findings::{Fingerprint, Place, Rule, Severity};

/// How many different values a group lists.
pub const VALUES: usize = 8;
/// How many witnesses a group keeps.
pub const WITNESSES: usize = 3;

/// What tells groups apart. The order is that of keeping where there are too many: errors before warnings before notes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// How much it matters, the worst first.
    pub severity: std::cmp::Reverse<Severity>,
    /// The provider: the file stem of its spec.
    pub provider: String,
    /// The fingerprint of the findings.
    pub fingerprint: Fingerprint,
}

/// All findings of one fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// What is the same for all.
    pub about: About,
    /// How many findings.
    pub count: u64,
    /// How many records have one.
    pub records: u64,
    /// The first one.
    pub first: Sighting,
    /// Where the last one is.
    pub last: Spot,
    /// The values found, where the findings are about values that may be shown, and how often.
    pub values: Smallest<String, u64, VALUES>,
    /// The smallest records that show it.
    pub witnesses: Smallest<Size, Witness, WITNESSES>,
}

/// What the findings of one fingerprint have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct About {
    /// The rule.
    pub rule: Rule,
    /// The operationId.
    pub operation: String,
    /// The HTTP status.
    pub status: u16,
    /// The pointer of the value, with `*` in place of indices and of keys that the spec does not name.
    pub pointer: String,
    /// The place in the spec and its line, where one can be named.
    pub spec: Option<(Place, Option<Excerpt>)>,
}

/// One finding as it was seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sighting {
    /// Where.
    pub spot: Spot,
    /// What is wrong.
    pub message: String,
    /// What to make of it.
    pub help: Option<String>,
    /// The line, sensitive values masked.
    pub excerpt: Option<Excerpt>,
}

/// A place in recorded traffic. Ordered by file, record, line and column.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
pub struct Spot {
    /// The file, as it was named.
    pub file: String,
    /// The number of the record in the file, from 0.
    pub record: u64,
    /// The line, from 1.
    pub line: u64,
    /// The column in characters, from 1.
    pub column: u64,
    /// Whether line and column are those of the body of an entry of an HTTP archive, a text within the file; else they are the file's.
    pub of_body: bool,
    /// The JSON pointer of the value; empty for the whole record.
    pub pointer: String,
}

/// What witnesses are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Size {
    /// The length of the record in bytes.
    pub bytes: u64,
    /// The hash of its bytes: records that are the same are one witness.
    pub hash: u64,
}

/// A record that shows a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Witness {
    /// Where.
    pub spot: Spot,
    /// The line, sensitive values masked.
    pub excerpt: Option<Excerpt>,
}

impl Merge for Witness {
    fn absorb(&mut self, other: Self) {
        if other < *self {
            *self = other;
        }
    }
}

impl Merge for Group {
    fn absorb(&mut self, other: Self) {
        // Equal, unless two fingerprints collide; even then no order shows.
        if other.about < self.about {
            self.about = other.about;
        }
        self.count.absorb(other.count);
        self.records.absorb(other.records);
        if other.first.cmp(&self.first) == Ordering::Less {
            self.first = other.first;
        }
        if other.last > self.last {
            self.last = other.last;
        }
        self.values.absorb(other.values);
        self.witnesses.absorb(other.witnesses);
    }
}
