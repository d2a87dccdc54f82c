//! Recordings, or parts of them, that nothing could be held against: damaged ones, and requests that no operation is meant by.

use std::fmt::Write as _;

use super::{heading, more};
use crate::report::number::grouped;
use crate::report::table::Table;
use crate::report::{Report, excerpt};

/// How many damaged recordings, or kinds of unmatched requests, are shown.
const SHOWN: usize = 20;

/// Damaged recordings, where there are several: a finding shows its first and last place alone.
pub(super) fn damaged(text: &mut String, report: &Report) {
    if report.damaged.len() < 2 {
        return;
    }
    heading(text, "Damaged recordings");
    let mut table = Table::new(&[">records", "first", "because"]);
    for damaged in report.damaged.iter().take(SHOWN) {
        table.row([
            grouped(damaged.records),
            excerpt::spot(&damaged.first),
            damaged.message.clone(),
        ]);
    }
    _ = write!(text, "{}", table.render());
    more(
        text,
        report.damaged.len().saturating_sub(SHOWN),
        report.more_damaged,
        "recording",
    );
    _ = writeln!(text);
}

pub(super) fn unmatched(text: &mut String, report: &Report) {
    if report.unmatched.is_empty() {
        return;
    }
    heading(
        text,
        "Unmatched: requests that the document does not describe",
    );
    let mut table = Table::new(&[">requests", "request", "because", "first"]);
    let mut kinds: Vec<_> = report.unmatched.iter().collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.count));
    for kind in kinds.iter().take(SHOWN) {
        table.row([
            grouped(kind.count),
            format!("{} {}", kind.method, kind.url),
            kind.reason.clone(),
            format!("{}, record {}", kind.first.file, kind.first.record + 1),
        ]);
    }
    _ = write!(text, "{}", table.render());
    more(
        text,
        kinds.len().saturating_sub(SHOWN),
        report.more_unmatched,
        "kind",
    );
    _ = writeln!(text);
}
