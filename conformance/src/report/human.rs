//! The report a person reads, in a terminal that shows its end first: tables, then what was found, the worst last, then the verdict.

mod aside;
mod notes;
mod tables;

use std::fmt::Write as _;

use owo_colors::OwoColorize as _;

use super::number::{bytes, count, grouped};
use super::{Report, excerpt, mutation};
use crate::findings::Severity;

/// How many groups of one severity are shown.
const SHOWN: usize = 50;

/// The whole report. Escape sequences colour it; a stream that wants none strips them.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut text = String::new();
    if let Some(mutation) = &report.mutation {
        mutation::scores(&mut text, mutation);
    }
    tables::coverage(&mut text, report);
    tables::responses(&mut text, report);
    aside::unmatched(&mut text, report);
    aside::damaged(&mut text, report);
    notes::notes(&mut text, report);
    left_out(&mut text, report);
    findings(&mut text, report);
    verdict(&mut text, report);
    text
}

pub(super) fn heading(text: &mut String, title: &str) {
    _ = writeln!(text, "{}", title.bold().underline());
}

/// The file without the way to the fixtures.
pub(super) fn short(file: &str) -> &str {
    file.rsplit_once("fixtures/").map_or(file, |(_, rest)| rest)
}

/// Says how many are not shown.
fn more(text: &mut String, hidden: usize, beyond: bool, noun: &str) {
    match (hidden, beyond) {
        (0, false) => {}
        (0, true) => _ = writeln!(text, "  and more {noun}s than are kept"),
        (hidden, false) => _ = writeln!(text, "  and {}", count_more(hidden, noun)),
        (hidden, true) => {
            _ = writeln!(
                text,
                "  and {}, and others beyond what is kept",
                count_more(hidden, noun)
            );
        }
    }
}

fn count_more(hidden: usize, noun: &str) -> String {
    match hidden {
        1 => format!("1 more {noun}"),
        _ => format!("{hidden} more {noun}s"),
    }
}

/// What was left out by request, and requests that left out nothing.
fn left_out(text: &mut String, report: &Report) {
    let count: u64 = report.left_out.iter().map(|glob| glob.count).sum();
    if count > 0 {
        let findings = super::number::count(count, "undocumented property");
        _ = writeln!(
            text,
            "left out as asked: {}\n",
            findings.replace("propertys", "properties")
        );
    }
    for glob in report.left_out.iter().filter(|glob| glob.count == 0) {
        _ = writeln!(
            text,
            "the glob `{}` leaves nothing out; it can go\n",
            glob.glob
        );
    }
}

/// Warnings, then errors, the most frequent last.
fn findings(text: &mut String, report: &Report) {
    for severity in [Severity::Warning, Severity::Error] {
        let mut groups: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .collect();
        groups.sort_by(|one, other| (one.count, &other.first).cmp(&(other.count, &one.first)));
        let hidden = groups.len().saturating_sub(SHOWN);
        if hidden > 0 {
            _ = writeln!(
                text,
                "{} less frequent {severity}s are not shown; `--format json` has them\n",
                grouped(hidden as u64)
            );
        }
        for finding in groups.into_iter().skip(hidden) {
            _ = writeln!(text, "{}", excerpt::group(finding));
        }
    }
}

fn verdict(text: &mut String, report: &Report) {
    let totals = &report.totals;
    let verdict = match report.verdict.reasons.as_slice() {
        [] => "pass".green().bold().to_string(),
        reasons => format!("{} ({})", "fail".red().bold(), reasons.join("; ")),
    };
    _ = write!(
        text,
        "{verdict}: {} of {} checked ({}), {} conform",
        grouped(totals.checked),
        count(totals.records, "response"),
        bytes(totals.bytes),
        grouped(totals.conforming),
    );
    if totals.unmatched > 0 {
        _ = write!(text, ", {} unmatched", grouped(totals.unmatched));
    }
    _ = write!(
        text,
        "; {}, {}, {}",
        count(totals.errors, "error"),
        count(totals.warnings, "warning"),
        count(totals.notes, "note"),
    );
    if totals.placeholders > 0 {
        _ = write!(text, ", {}", count(totals.placeholders, "placeholder"));
    }
    if let Some(mutation) = &report.mutation {
        let total = &mutation.total;
        _ = write!(
            text,
            "; {} of {} mutants caught, {} survive",
            total.caught,
            total.to_catch(),
            total.survivors.len()
        );
    }
    _ = writeln!(text);
}
