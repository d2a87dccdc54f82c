//! The last finding of a group in a chunk, of which the line and column are worked out when the chunk ends.

use std::sync::Arc;

use super::charge::Charge;
use crate::json::{position, seek};
use crate::tally::Spot;
use crate::traffic::Record;

/// A finding that is not located yet, with the record that it is in.
pub(super) struct Last {
    file: String,
    record: u64,
    lines_before: u64,
    of_body: bool,
    pointer: String,
    /// The pointer as it may be shown.
    shown: String,
    key: bool,
    bytes: Arc<[u8]>,
}

impl Last {
    pub(super) fn new(record: &Record<'_>, charge: &Charge, bytes: Arc<[u8]>) -> Self {
        Self {
            file: record.file.to_owned(),
            record: record.index,
            lines_before: record.lines_before,
            of_body: record.is_within_text(),
            pointer: charge.instance.clone(),
            shown: charge.shown().to_owned(),
            key: charge.is_about_key(),
            bytes,
        }
    }

    pub(super) fn is_before(&self, other: &Self) -> bool {
        (&self.file, self.record) < (&other.file, other.record)
    }

    /// Whether it is in a later record than a place, or in the same: of one record, the one that came last holds.
    pub(super) fn is_after(&self, spot: &Spot) -> bool {
        (&self.file, self.record) >= (&spot.file, spot.record)
    }

    /// Where it is.
    pub(super) fn spot(self) -> Spot {
        let offset = seek(&self.bytes, &self.pointer, self.key);
        let text = std::str::from_utf8(&self.bytes).unwrap_or_default();
        let position = position(text, offset);
        Spot {
            file: self.file,
            record: self.record,
            line: self.lines_before.saturating_add(position.line as u64),
            column: position.column as u64,
            of_body: self.of_body,
            pointer: self.shown,
        }
    }
}
