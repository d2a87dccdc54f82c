//! Notes, and what was not checked.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use owo_colors::OwoColorize as _;

use super::{SHOWN, heading, more};
use crate::findings::{Rule, Severity};
use crate::report::number::grouped;
use crate::report::{FindingReport, Report, excerpt};

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
pub(super) fn notes(text: &mut String, report: &Report) {
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
    _ = writeln!(text, "      {}{times}", excerpt::spot(&finding.first));
}
