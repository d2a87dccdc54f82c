//! What became of the records, and what of the spec they exercised, operation by operation.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::heading;
use crate::coverage::Share;
use crate::judge::Grade;
use crate::report::Report;
use crate::report::number::{grouped, percent};
use crate::report::table::Table;
use crate::tally::LegRow;

/// How many operations that were never seen are named.
const OPERATIONS: usize = 10;

/// The provider, where there are several; else nothing.
fn providers(report: &Report) -> impl Fn(&str) -> String {
    let several = report
        .responses
        .iter()
        .map(|row| row.provider.as_str())
        .collect::<BTreeSet<_>>()
        .len()
        > 1;
    move |provider| match several {
        true => provider.to_owned(),
        false => String::new(),
    }
}

fn evidence(grade: Grade) -> String {
    match grade {
        Grade::LiveCapture => String::new(),
        Grade::DocumentationSample => "documentation".to_owned(),
    }
}

pub(super) fn coverage(text: &mut String, report: &Report) {
    if report.coverage.is_empty() {
        return;
    }
    heading(text, "Coverage: what of the spec was exercised");
    let mut table = Table::new(&[
        "?provider",
        "operation",
        "?evidence",
        "?>responses",
        "?>properties",
        "?>absent",
        "?>null",
        "?>enum values",
        "?>branches",
        "?>arrays filled",
        "?>empty",
        ">covered",
    ]);
    let provider = providers(report);
    for row in &report.coverage {
        let summary = &row.summary;
        table.row([
            provider(&row.provider),
            row.operation.clone(),
            evidence(row.evidence),
            share(row.responses),
            share(summary.properties),
            share(summary.absent),
            share(summary.null),
            share(summary.values),
            share(summary.branches),
            share(summary.filled),
            share(summary.empty),
            percent(row.total.seen as u64, row.total.of as u64),
        ]);
    }
    _ = write!(text, "{}", table.render());
    if !report.unseen_operations.is_empty() {
        let names: Vec<_> = report
            .unseen_operations
            .iter()
            .take(OPERATIONS)
            .map(|unseen| unseen.operation.as_str())
            .collect();
        let hidden = report.unseen_operations.len() - names.len();
        let hidden = match hidden {
            0 => String::new(),
            hidden => format!(" and {hidden} more"),
        };
        _ = writeln!(text, "  never seen: {}{hidden}", names.join(", "));
    }
    _ = writeln!(text);
}

fn share(share: Share) -> String {
    match share.of {
        0 => "-".to_owned(),
        of => format!("{}/{of}", share.seen),
    }
}

pub(super) fn responses(text: &mut String, report: &Report) {
    if report.responses.is_empty() {
        return;
    }
    heading(text, "Responses");
    let mut table = Table::new(&[
        "?provider",
        "operation",
        ">status",
        "?media type",
        "?evidence",
        ">records",
        ">conform",
        "?>fail",
        "?>not checked",
        "?spec",
        "?derived",
        "?model",
        "?>errors",
        "?>warnings",
        "?>placeholders",
    ]);
    let provider = providers(report);
    // Where the spec alone was asked, its column says what the counts say.
    let legs = report.responses.iter().any(|row| {
        [&row.derived, &row.model]
            .iter()
            .any(|leg| leg.accepts + leg.objects > 0)
    });
    let leg = |row: &LegRow| match legs {
        true => outcome(row),
        false => String::new(),
    };
    for row in &report.responses {
        // What cannot be read does not tell what it is a response to.
        let (operation, status) = match (row.operation.as_str(), row.status) {
            ("", 0) => ("(unreadable)".to_owned(), String::new()),
            (operation, status) => (operation.to_owned(), status.to_string()),
        };
        table.row([
            provider(&row.provider),
            operation,
            status,
            row.media_type.clone().unwrap_or_default(),
            evidence(row.evidence),
            grouped(row.records),
            grouped(row.conforming),
            grouped(row.failing),
            grouped(row.unchecked),
            leg(&row.spec),
            leg(&row.derived),
            leg(&row.model),
            grouped(row.errors),
            grouped(row.warnings),
            grouped(row.placeholders),
        ]);
    }
    _ = writeln!(text, "{}", table.render());
}

/// What a leg said of all records of a row: the worst of it.
fn outcome(row: &LegRow) -> String {
    match row {
        LegRow { objects: 1.., .. } => format!("objects ({})", grouped(row.objects)),
        LegRow { accepts: 1.., .. } => "accepts".to_owned(),
        LegRow { not_built: 1.., .. } => "not built".to_owned(),
        LegRow { not_run: 1.., .. } => "not run".to_owned(),
        _ => "not checked".to_owned(),
    }
}
