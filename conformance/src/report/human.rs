//! The summary a person reads: one table for the responses, one for coverage, two for mutation, and the sums.

use std::fmt::Write as _;

use owo_colors::OwoColorize as _;

use super::table::Table;
use super::{FailOn, MutationReport, Report};
use crate::coverage::Share;
use crate::findings::{Rule, Severity};
use crate::legs::{Leg, Outcome};
use crate::mutation::{Operator, Score};

/// How many survivors are listed.
const LISTED: usize = 50;

/// The whole report. Escape sequences colour it; a stream that wants none strips them.
#[must_use]
pub fn render(report: &Report, fail_on: FailOn) -> String {
    let mut text = String::new();
    findings(&mut text, report);
    responses(&mut text, report);
    coverage(&mut text, report);
    if let Some(mutation) = &report.mutation {
        scores(&mut text, mutation);
    }
    totals(&mut text, report, fail_on);
    text
}

fn heading(text: &mut String, title: &str) {
    _ = writeln!(text, "{}", title.bold().underline());
}

/// Errors and warnings with their excerpts; notes one line each.
fn findings(text: &mut String, report: &Report) {
    for response in &report.responses {
        for (finding, rendered) in response.findings.iter().zip(&response.rendered) {
            if finding.severity > Severity::Note {
                _ = writeln!(text, "{rendered}");
            }
        }
    }
    let notes = || {
        report
            .responses
            .iter()
            .flat_map(|response| &response.findings)
            .filter(|finding| finding.severity == Severity::Note)
    };
    if notes().next().is_none() {
        return;
    }
    heading(text, "Notes");
    for finding in notes() {
        let place = format!(
            "{}:{}:{}",
            finding.instance.file, finding.instance.line, finding.instance.column
        );
        _ = writeln!(text, "  {} {place}", format!("[{}]", finding.rule).cyan());
        _ = writeln!(text, "      {}", finding.message);
    }
    _ = writeln!(text);
}

fn responses(text: &mut String, report: &Report) {
    heading(text, "Responses");
    let mut table = Table::new(&[
        "response",
        "evidence",
        "spec",
        "derived",
        "model",
        ">errors",
        ">warnings",
        ">placeholders",
    ]);
    // Lines of one file share a row.
    for responses in report
        .responses
        .chunk_by(|one, other| one.file == other.file)
    {
        let Some(first) = responses.first() else {
            continue;
        };
        let findings = || responses.iter().flat_map(|response| &response.findings);
        let count = |severity| {
            findings()
                .filter(|finding| finding.severity == severity)
                .count()
                .to_string()
        };
        let lines = if responses.len() > 1 {
            format!(" ({} lines)", responses.len())
        } else {
            String::new()
        };
        table.row([
            format!("{}{lines}", short(&first.file)),
            first.evidence.name().to_owned(),
            outcome(responses.iter().map(|response| &response.spec)),
            outcome(responses.iter().map(|response| &response.derived)),
            outcome(responses.iter().map(|response| &response.model)),
            count(Severity::Error),
            count(Severity::Warning),
            responses
                .iter()
                .map(|response| response.placeholders)
                .sum::<usize>()
                .to_string(),
        ]);
    }
    _ = writeln!(text, "{}", table.render());
}

/// The file without the way to the fixtures.
fn short(file: &str) -> &str {
    file.rsplit_once("fixtures/").map_or(file, |(_, rest)| rest)
}

/// What a leg said of all responses of a file: the worst of it.
fn outcome<'a>(outcomes: impl Iterator<Item = &'a Outcome> + Clone) -> String {
    let objections: usize = outcomes
        .clone()
        .map(|outcome| {
            if let Outcome::Objects(count) = outcome {
                *count
            } else {
                0
            }
        })
        .sum();
    let has = |wanted: &Outcome| outcomes.clone().any(|outcome| outcome == wanted);
    match objections {
        0 if has(&Outcome::Accepts) => "accepts".to_owned(),
        0 if has(&Outcome::NotBuilt) => "not built".to_owned(),
        0 => "not checked".to_owned(),
        count => format!("objects ({count})"),
    }
}

fn coverage(text: &mut String, report: &Report) {
    if report
        .coverage
        .values()
        .all(|coverage| coverage.all.properties.of == 0)
    {
        return;
    }
    heading(text, "Coverage: what of the specs the responses exercised");
    let mut table = Table::new(&[
        "provider",
        "evidence",
        ">properties",
        ">absent",
        ">null",
        ">enum values",
        ">branches",
        ">arrays filled",
        ">empty",
    ]);
    for (provider, coverage) in &report.coverage {
        for (grade, summary) in &coverage.by_evidence {
            table.row([
                provider.clone(),
                grade.name().to_owned(),
                share(summary.properties),
                share(summary.absent),
                share(summary.null),
                share(summary.values),
                share(summary.branches),
                share(summary.filled),
                share(summary.empty),
            ]);
        }
    }
    _ = writeln!(text, "{}", table.render());
}

fn share(share: Share) -> String {
    match share.of {
        0 => "-".to_owned(),
        of => format!("{}/{of}", share.seen),
    }
}

fn scores(text: &mut String, mutation: &MutationReport) {
    heading(
        text,
        "Mutation: single faults put into the responses, and what noticed them",
    );
    let mut table = Table::new(&[
        "provider",
        ">faults",
        ">repeats",
        ">mutants",
        ">equivalent",
        ">to catch",
        ">caught",
        ">score",
    ]);
    let row = |name: &str, score: &Score| {
        [
            name.to_owned(),
            (score.mutants + score.repeats).to_string(),
            score.repeats.to_string(),
            score.mutants.to_string(),
            score.equivalent.to_string(),
            score.to_catch().to_string(),
            score.caught.to_string(),
            percent(score.caught, score.to_catch()),
        ]
    };
    for (provider, score) in &mutation.providers {
        table.row(row(provider, score));
    }
    table.row(row("all", &mutation.total));
    _ = writeln!(text, "{}", table.render());

    let mut table = Table::new(&["rule", ">caught", ">share", ">alone"]);
    for rule in Rule::ALL {
        if let Some(score) = mutation.total.rules.get(&rule) {
            let share = percent(score.caught, mutation.total.to_catch());
            table.row([
                rule.name().to_owned(),
                score.caught.to_string(),
                share,
                score.alone.to_string(),
            ]);
        }
    }
    _ = writeln!(text, "{}", table.render());

    let mut table = Table::new(&["leg", ">would notice alone", ">share"]);
    for leg in Leg::ALL {
        if let Some(noticed) = mutation.total.legs.get(&leg) {
            table.row([
                leg.name().to_owned(),
                noticed.to_string(),
                percent(*noticed, mutation.total.to_catch()),
            ]);
        }
    }
    _ = writeln!(text, "{}", table.render());

    let mut table = Table::new(&["fault", ">mutants", ">equivalent", ">caught", ">score"]);
    for operator in Operator::ALL {
        if let Some(score) = mutation.total.operators.get(&operator) {
            table.row([
                operator.name().to_owned(),
                score.mutants.to_string(),
                score.equivalent.to_string(),
                score.caught.to_string(),
                percent(score.caught, score.mutants - score.equivalent),
            ]);
        }
    }
    _ = writeln!(text, "{}", table.render());

    let mut table = Table::new(&["equivalent because", ">mutants"]);
    for (reason, count) in &mutation.total.reasons {
        table.row([(*reason).to_owned(), count.to_string()]);
    }
    _ = writeln!(text, "{}", table.render());

    for (title, list) in [
        (
            "Survivors: faults that nothing noticed",
            &mutation.total.survivors,
        ),
        (
            "Overruled: mutants that break nothing by the spec, and were noticed",
            &mutation.total.overruled,
        ),
    ] {
        if list.is_empty() {
            continue;
        }
        heading(text, title);
        let mut table = Table::new(&["fault", "at", "written", "in"]);
        for survivor in list.iter().take(LISTED) {
            let pointer = if survivor.pointer.is_empty() {
                "(the whole)"
            } else {
                survivor.pointer.as_str()
            };
            table.row([
                survivor.operator.name().to_owned(),
                pointer.to_owned(),
                survivor.detail.clone(),
                short(&survivor.file).to_owned(),
            ]);
        }
        _ = write!(text, "{}", table.render());
        if list.len() > LISTED {
            _ = writeln!(text, "  and {} more", list.len() - LISTED);
        }
        _ = writeln!(text);
    }
}

fn percent(part: u64, whole: u64) -> String {
    match whole {
        0 => "-".to_owned(),
        // A share that is not whole must not read 100 %.
        whole => format!(
            "{}.{} %",
            part * 1000 / whole / 10,
            part * 1000 / whole % 10
        ),
    }
}

fn totals(text: &mut String, report: &Report, fail_on: FailOn) {
    let totals = report.totals;
    let verdict = match report.failure(fail_on) {
        None => "pass".green().bold().to_string(),
        Some(reason) => format!("{} ({reason})", "fail".red().bold()),
    };
    let providers = report.coverage.len();
    _ = write!(
        text,
        "{verdict}: {} of {} checked, {}; {}, {}, {}; {}",
        totals.checked,
        count(totals.responses, "response"),
        count(providers, "provider"),
        count(totals.errors, "error"),
        count(totals.warnings, "warning"),
        count(totals.notes, "note"),
        count(totals.placeholders, "placeholder"),
    );
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

fn count(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
