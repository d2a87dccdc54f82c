//! What was seen in any part of a run: what workers, shards and machines add up to.
//!
//! A tally is a commutative monoid: merging is associative and commutative, to the byte of what is written, and an empty tally changes
//! nothing. Its size has a bound whatever is recorded and however much fails.

mod blind;
mod cover;
mod damaged;
mod group;
mod partial;
mod row;
mod smallest;
mod stray;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use blind::{Blind, BlindKey};
pub use cover::{ArrayCover, Cover, CoverKey, PropertyCover};
pub use damaged::Damaged;
pub use group::{About, Group, Key, Sighting, Size, Spot, VALUES, WITNESSES, Witness};
pub use partial::{Partial, VERSION as PARTIAL_VERSION};
pub use row::{Heading, LegRow, Row};
pub use smallest::{Merge, Smallest};
pub use stray::{Stray, Strays};

/// How many groups of findings are kept.
pub const GROUPS: usize = 1000;
/// How many rows of operation, status and media type are kept.
pub const ROWS: usize = 10_000;
/// How many keywords that nothing is checked by are kept.
pub const BLIND: usize = 1000;
/// How many damaged recordings are kept.
pub const DAMAGED: usize = 1000;
/// How many kinds of unmatched requests are kept.
pub const STRAYS: usize = 200;

/// What was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The sums of all rows, of those that are not kept too.
    pub total: Row,
    /// Requests that no operation is meant by.
    pub unmatched: u64,
    /// Findings in groups, and how many there are in all: also of groups that are not kept.
    pub groups: Smallest<Key, Group, GROUPS>,
    /// Records by operation, status, media type and evidence.
    pub rows: Smallest<Heading, Row, ROWS>,
    /// Recordings with records that cannot be read, by name.
    pub damaged: Smallest<String, Damaged, DAMAGED>,
    /// Unmatched requests by kind.
    pub strays: Smallest<Stray, Strays, STRAYS>,
    /// What the records of a response are not checked by, and how many they are.
    pub blind: Smallest<BlindKey, u64, BLIND>,
    /// What of the specs was exercised, by operation and evidence.
    pub coverage: Smallest<CoverKey, Cover, ROWS>,
    /// The operations whose records were looked for, by provider, and how much of each there is to exercise.
    pub scope: Smallest<(String, String), Extent, ROWS>,
    /// Findings that were left out, by the glob that did. Those of no use are there too.
    pub left_out: BTreeMap<String, u64>,
}

/// How much of an operation there is to exercise. The same in all parts of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent(pub u64);

impl Merge for Extent {
    fn absorb(&mut self, other: Self) {
        self.0 = self.0.max(other.0);
    }
}

impl Tally {
    /// Counts a record.
    pub fn record(&mut self, heading: Heading, row: Row) {
        self.total.absorb(row.clone());
        self.rows.add(heading, row);
    }

    /// Counts a record that cannot be read.
    pub fn damage(&mut self, first: Spot, message: String) {
        let damaged = Damaged {
            records: 1,
            message,
            first,
        };
        self.damaged.add(damaged.first.file.clone(), damaged);
    }

    /// Counts an unmatched request.
    pub fn stray(&mut self, stray: Stray, first: Spot) {
        self.unmatched.absorb(1);
        self.strays.add(stray, Strays { count: 1, first });
    }
}

impl Merge for Tally {
    fn absorb(&mut self, other: Self) {
        self.total.absorb(other.total);
        self.unmatched.absorb(other.unmatched);
        self.groups.absorb(other.groups);
        self.rows.absorb(other.rows);
        self.damaged.absorb(other.damaged);
        self.strays.absorb(other.strays);
        self.blind.absorb(other.blind);
        self.coverage.absorb(other.coverage);
        self.scope.absorb(other.scope);
        self.left_out.absorb(other.left_out);
    }
}
