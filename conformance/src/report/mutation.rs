//! The tables of the mutation score.

use std::fmt::Write as _;

use super::MutationReport;
use super::human::{heading, short};
use super::number::percent;
use super::table::Table;
use crate::findings::Rule;
use crate::legs::Leg;
use crate::mutation::{Operator, Score};

/// How many survivors are listed.
const LISTED: usize = 50;

/// What was put in, and what noticed it.
pub(super) fn scores(text: &mut String, mutation: &MutationReport) {
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
