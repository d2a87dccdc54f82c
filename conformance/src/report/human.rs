//! The report a person reads, in a terminal that shows its end first: tables, then what was found, the worst last, then the verdict.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use owo_colors::OwoColorize as _;

use super::number::{bytes, count, grouped, percent};
use super::table::Table;
use super::{FindingReport, Report, excerpt, mutation};
use crate::coverage::Share;
use crate::findings::{Rule, Severity};
use crate::judge::Grade;
use crate::tally::LegRow;

/// How many groups of one severity are shown.
const SHOWN: usize = 50;
/// How many operations that were never seen are named.
const OPERATIONS: usize = 10;
/// How many kinds of unmatched requests are shown.
const UNMATCHED: usize = 20;

/// The whole report. Escape sequences colour it; a stream that wants none strips them.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut text = String::new();
    if let Some(mutation) = &report.mutation {
        mutation::scores(&mut text, mutation);
    }
    coverage(&mut text, report);
    responses(&mut text, report);
    unmatched(&mut text, report);
    notes(&mut text, report);
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

fn coverage(text: &mut String, report: &Report) {
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

fn responses(text: &mut String, report: &Report) {
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
        table.row([
            provider(&row.provider),
            row.operation.clone(),
            row.status.to_string(),
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

fn unmatched(text: &mut String, report: &Report) {
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
    for kind in kinds.iter().take(UNMATCHED) {
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
        kinds.len().saturating_sub(UNMATCHED),
        report.more_unmatched,
        "kind",
    );
    _ = writeln!(text);
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

/// What the schemas state and nothing is checked by, each once.
fn keywords(text: &mut String, report: &Report) {
    let mut shown = BTreeSet::new();
    for unchecked in &report.unchecked_keywords {
        let place = &unchecked.spec;
        if !shown.insert((place, &unchecked.text)) {
            continue;
        }
        let why = match unchecked.keyword.as_str() {
            "format" => "nobody knows it",
            _ => "it cannot be compiled",
        };
        let name = match unchecked.keyword.as_str() {
            "format" => "format",
            _ => "pattern",
        };
        _ = writeln!(
            text,
            "  {} the {name} `{}` is not checked: {why}",
            "[not-checked]".cyan(),
            unchecked.text
        );
        _ = writeln!(text, "      {}:{}:{}", place.file, place.line, place.column);
    }
}

/// Notes, two lines each: what was not checked apart from the rest.
fn notes(text: &mut String, report: &Report) {
    let of = |unchecked: bool| {
        report.findings.iter().filter(move |finding| {
            finding.severity == Severity::Note && (finding.rule == Rule::NotChecked) == unchecked
        })
    };
    for (title, unchecked) in [("Notes", false), ("Not checked", true)] {
        let mut listed = of(unchecked).peekable();
        let keywords_too = unchecked && !report.unchecked_keywords.is_empty();
        if listed.peek().is_none() && !keywords_too {
            continue;
        }
        heading(text, title);
        if keywords_too {
            keywords(text, report);
        }
        let mut hidden = 0;
        for (index, finding) in listed.enumerate() {
            if index < SHOWN {
                note(text, finding);
            } else {
                hidden += 1;
            }
        }
        more(text, hidden, false, "note");
        _ = writeln!(text);
    }
}

fn note(text: &mut String, finding: &FindingReport) {
    let first = &finding.first;
    let times = match finding.count {
        1 => String::new(),
        count => format!(", {} times", grouped(count)),
    };
    _ = writeln!(
        text,
        "  {} {}",
        format!("[{}]", finding.rule).cyan(),
        finding.message
    );
    _ = writeln!(
        text,
        "      {}:{}:{}{times}",
        first.file, first.line, first.column
    );
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
