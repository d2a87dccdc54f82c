//! The rows, for people and for programs.

use std::fmt::Write as _;

use owo_colors::{OwoColorize, Style};
use serde_json::{Value, json};

use super::outcome::{Compiled, Cost, Generated, Outcome, Row};
use crate::terminal::counted;

/// A line for each document, the findings and refusals once more with their reasons, and the totals.
pub(super) fn table(rows: &[Row]) -> String {
    let widest = rows.iter().map(|row| row.document.chars().count()).max();
    let width = widest.unwrap_or_default();
    let mut text = format!(
        "{:<width$}  outcome      compiles  operations  lines  per operation  raw JSON  documented  seconds    MiB\n",
        "document"
    );
    for row in rows {
        let _ = writeln!(text, "{:<width$}  {}", row.document, cells(row));
    }
    text.push('\n');
    let mut reasons = String::new();
    for row in rows {
        if let Some(reason) = reason(row) {
            let _ = writeln!(
                reasons,
                "{}: {}: {reason}",
                row.document,
                row.outcome.word().style(style(row))
            );
        }
    }
    if !reasons.is_empty() {
        let _ = writeln!(text, "{reasons}");
    }
    let totals = Totals::of(rows);
    let _ = writeln!(
        text,
        "{}: {} generated, {} refused ({} of them valid to others), {} panicked, {} past a limit; {}",
        counted(rows.len(), "document"),
        totals.generated,
        totals.refused,
        totals.valid_refused,
        totals.panicked,
        totals.limited,
        match totals.compiled + totals.uncompiled {
            0 => "nothing was compiled".to_owned(),
            _ => format!(
                "compiled: {} without a warning, {} not",
                totals.compiled, totals.uncompiled
            ),
        },
    );
    let _ = writeln!(
        text,
        "{}, {}, {}, {} per operation; {} kept as raw JSON, {} only documented; {:.1} s, at most {} MiB",
        counted(totals.operations, "operation"),
        counted(totals.types, "type"),
        counted(totals.lines, "line"),
        per(totals.operation_lines, totals.operations),
        totals.raw,
        totals.documented,
        totals.seconds,
        totals.memory / 1024,
    );
    text
}

fn cells(row: &Row) -> String {
    let compiles = match &row.compiled {
        Some(Compiled::Cleanly) => "yes",
        Some(Compiled::Not(_)) => "no",
        None => "-",
    };
    let outcome = format!("{:<13}{compiles:<8}", row.outcome.word());
    let outcome = outcome.style(style(row)).to_string();
    match &row.outcome {
        Outcome::Generated(made) => format!(
            "{outcome}  {:>10}  {:>5}  {:>13}  {:>8}  {:>10}  {}",
            made.operations,
            made.lines,
            per(made.operation_lines, made.operations),
            loss(made, "raw-json"),
            loss(made, "documented-only"),
            cost(made.cost),
        ),
        Outcome::Refused(refused) => format!(
            "{outcome}  {:>10}  {:>5}  {:>13}  {:>8}  {:>10}  {}",
            "-",
            "-",
            "-",
            "-",
            "-",
            cost(refused.cost)
        ),
        Outcome::Panicked(_) | Outcome::Limited(_) => outcome,
    }
}

fn cost(cost: Cost) -> String {
    let memory = cost
        .memory
        .map_or("-".to_owned(), |kib| (kib / 1024).to_string());
    format!("{:>7.2}  {memory:>5}", cost.seconds)
}

fn style(row: &Row) -> Style {
    if row.is_finding() {
        return Style::new().red();
    }
    match row.outcome {
        Outcome::Generated(_) => Style::new().green(),
        _ => Style::new().yellow(),
    }
}

/// What there is to say where not all is well.
fn reason(row: &Row) -> Option<String> {
    match (&row.outcome, &row.compiled) {
        (Outcome::Generated(_), Some(Compiled::Not(error))) => {
            Some(format!("does not compile: {error}"))
        }
        (Outcome::Generated(_), _) => None,
        (Outcome::Refused(refused), _) => Some(format!(
            "{} ({}); first {}{}",
            counted(refused.problems, "error"),
            refused.codes.join(", "),
            refused.first,
            match row.verdict.as_deref() {
                Some(verdict) => format!(" [others: {verdict}]"),
                None => String::new(),
            }
        )),
        (Outcome::Panicked(words), _) => Some(words.clone()),
        (Outcome::Limited(limit), _) => Some((*limit).to_owned()),
    }
}

fn loss(made: &Generated, kind: &str) -> u64 {
    made.losses[kind].as_u64().unwrap_or_default()
}

/// Lines for each operation, where there are any.
fn per(lines: usize, operations: usize) -> String {
    if operations == 0 {
        return "-".to_owned();
    }
    #[expect(clippy::cast_precision_loss, reason = "no document has 2^52 lines")]
    let ratio = lines as f64 / operations as f64;
    format!("{ratio:.1}")
}

#[derive(Default)]
struct Totals {
    generated: usize,
    refused: usize,
    valid_refused: usize,
    panicked: usize,
    limited: usize,
    compiled: usize,
    uncompiled: usize,
    operations: usize,
    types: usize,
    lines: usize,
    operation_lines: usize,
    raw: u64,
    documented: u64,
    seconds: f64,
    /// The highest of all, in KiB.
    memory: u64,
}

impl Totals {
    fn of(rows: &[Row]) -> Self {
        let mut totals = Self::default();
        for row in rows {
            match &row.compiled {
                Some(Compiled::Cleanly) => totals.compiled += 1,
                Some(Compiled::Not(_)) => totals.uncompiled += 1,
                None => {}
            }
            match &row.outcome {
                Outcome::Generated(made) => {
                    totals.generated += 1;
                    totals.operations += made.operations;
                    totals.types += made.types;
                    totals.lines += made.lines;
                    totals.operation_lines += made.operation_lines;
                    totals.raw += loss(made, "raw-json");
                    totals.documented += loss(made, "documented-only");
                    totals.add(made.cost);
                }
                Outcome::Refused(refused) => {
                    totals.refused += 1;
                    totals.valid_refused += usize::from(row.is_finding());
                    totals.add(refused.cost);
                }
                Outcome::Panicked(_) => totals.panicked += 1,
                Outcome::Limited(_) => totals.limited += 1,
            }
        }
        totals
    }

    fn add(&mut self, cost: Cost) {
        self.seconds += cost.seconds;
        self.memory = self.memory.max(cost.memory.unwrap_or_default());
    }
}

/// `{documents: […], totals: {…}}`.
pub(super) fn json(rows: &[Row]) -> Value {
    let totals = Totals::of(rows);
    json!({
        "documents": rows.iter().map(row_json).collect::<Vec<_>>(),
        "totals": {
            "documents": rows.len(),
            "generated": totals.generated,
            "refused": totals.refused,
            "valid_refused": totals.valid_refused,
            "panicked": totals.panicked,
            "limited": totals.limited,
            "compiled": totals.compiled,
            "not_compiled": totals.uncompiled,
            "operations": totals.operations,
            "types": totals.types,
            "lines": totals.lines,
            "operation_lines": totals.operation_lines,
            "raw_json": totals.raw,
            "documented_only": totals.documented,
            "seconds": totals.seconds,
            "memory_kib": totals.memory,
        },
    })
}

fn row_json(row: &Row) -> Value {
    let detail = match &row.outcome {
        Outcome::Generated(made) => json!(made),
        Outcome::Refused(refused) => json!(refused),
        Outcome::Panicked(words) => json!({"message": words}),
        Outcome::Limited(_) => json!({}),
    };
    let compiles = row
        .compiled
        .as_ref()
        .map(|compiled| matches!(compiled, Compiled::Cleanly));
    json!({
        "document": row.document,
        "crate": row.name,
        "outcome": row.outcome.word(),
        "finding": row.is_finding(),
        "independent": row.verdict,
        "compiles": compiles,
        "error": match &row.compiled { Some(Compiled::Not(error)) => json!(error), _ => Value::Null },
        "detail": detail,
    })
}
