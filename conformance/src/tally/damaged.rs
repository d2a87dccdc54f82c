//! Recordings with records that cannot be read.

use serde::{Deserialize, Serialize};

use super::group::Spot;
use super::smallest::Merge;

/// What of a recording cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damaged {
    /// How many records.
    pub records: u64,
    /// The place of the first one.
    pub first: Spot,
    /// What is wrong with it.
    pub message: String,
}

impl Merge for Damaged {
    fn absorb(&mut self, other: Self) {
        self.records.absorb(other.records);
        if (&other.first, &other.message) < (&self.first, &self.message) {
            (self.first, self.message) = (other.first, other.message);
        }
    }
}
