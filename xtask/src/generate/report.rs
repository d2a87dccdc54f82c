//! What `generate` tells, for people and for programs.

use callspec_generator::Generation;
use callspec_generator::diagnostics::Diagnostic;
use callspec_generator::fidelity::Entry;
use callspec_generator::source::Source;
use serde_json::{Value, json};

use crate::apply::Leftovers;
use crate::changes::{differences, done, to_json};
use crate::lint;
use crate::plan::Plan;
use crate::status::Status;
use crate::terminal::{self, Format, counted};

/// One generation.
pub(super) struct Report<'a> {
    pub(super) source: &'a Source,
    pub(super) generation: &'a Generation,
    pub(super) plan: &'a Plan,
    /// What all paths are shown below.
    pub(super) folder: String,
    pub(super) format: Format,
}

/// A document with errors: nothing was generated.
pub(super) fn refused(
    source: &Source,
    diagnostics: &[Diagnostic],
    format: Format,
) -> anyhow::Result<Status> {
    match format {
        Format::Text => {
            lint::say_diagnostics(std::slice::from_ref(source), diagnostics);
            lint::say_refused(diagnostics);
        }
        Format::Json => terminal::json(&json!({
            "status": "refused",
            "diagnostics": diagnostics.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
            "files": [],
        }))?,
    }
    Ok(Status::Findings)
}

/// The outcome of writing.
pub(super) fn written(report: &Report<'_>) -> anyhow::Result<Status> {
    let plan = report.plan;
    match report.format {
        Format::Text => {
            report.say_warnings();
            terminal::out(&done(plan, &report.folder))?;
            let changed = plan.write.len() + plan.remove.len() + plan.remove_directories.len();
            terminal::say(&format!(
                "{}: {}, {}; {} changed, {} unchanged; {}\n",
                report.source.name,
                counted(report.generation.operations, "operation"),
                counted(report.generation.types, "type"),
                counted(changed, "file"),
                plan.unchanged,
                lint::losses(&report.generation.fidelity)
            ));
        }
        Format::Json => {
            let status = if plan.is_empty() { "fresh" } else { "written" };
            terminal::json(&report.document(status))?;
        }
    }
    Ok(Status::Fine)
}

/// The outcome of `--check`.
pub(super) fn checked(report: &Report<'_>, leftovers: Leftovers) -> anyhow::Result<Status> {
    let fresh = report.plan.is_empty() && leftovers == Leftovers::None;
    match report.format {
        Format::Text => {
            report.say_warnings();
            terminal::out(&differences(report.plan, &report.folder))?;
            if leftovers != Leftovers::None {
                terminal::error(&format!("a run in {} was interrupted", report.folder));
            }
            if fresh {
                terminal::say(&format!(
                    "fresh: {}\n",
                    counted(report.plan.unchanged, "file")
                ));
            } else {
                terminal::error(&format!(
                    "{} is not what {} says",
                    report.folder, report.source.name
                ));
            }
        }
        Format::Json => {
            let mut document = report.document(if fresh { "fresh" } else { "stale" });
            document["interrupted"] = json!(leftovers != Leftovers::None);
            terminal::json(&document)?;
        }
    }
    Ok(if fresh {
        Status::Fine
    } else {
        Status::Findings
    })
}

impl Report<'_> {
    fn say_warnings(&self) {
        lint::say_diagnostics(std::slice::from_ref(self.source), &self.generation.warnings);
    }

    fn document(&self, status: &str) -> Value {
        let generation = self.generation;
        json!({
            "status": status,
            "diagnostics": generation.warnings.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
            "files": to_json(self.plan, &self.folder),
            "unchanged": self.plan.unchanged,
            "fidelity": generation.fidelity.iter().map(Entry::to_json).collect::<Vec<_>>(),
            "totals": lint::totals(&generation.fidelity),
        })
    }
}
