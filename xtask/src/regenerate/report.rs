//! What `regenerate` tells, for people and for programs.

use callspec_generator::Generation;
use callspec_generator::diagnostics::Diagnostic;
use callspec_generator::source::Source;
use serde_json::{Value, json};

use super::REPAIR;
use crate::apply::Leftovers;
use crate::changes::{changes, differences, done, to_json};
use crate::lint;
use crate::plan::Plan;
use crate::status::Status;
use crate::terminal::{self, Format, counted};

/// What all paths are shown below.
const FOLDER: &str = "generated";

/// Specs with errors: nothing was generated.
pub(super) fn refused(
    sources: &[Source],
    diagnostics: &[Diagnostic],
    format: Format,
) -> anyhow::Result<Status> {
    match format {
        Format::Text => {
            lint::say_diagnostics(sources, diagnostics);
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

/// The outcome of `--check`.
pub(super) fn checked(
    sources: &[Source],
    generation: &Generation,
    plan: &Plan,
    leftovers: Leftovers,
    format: Format,
) -> anyhow::Result<Status> {
    let fresh = plan.is_empty() && leftovers == Leftovers::None;
    match format {
        Format::Text => {
            lint::say_diagnostics(sources, &generation.warnings);
            terminal::out(&differences(plan, FOLDER))?;
            let found = changes(plan).len();
            if found > 0 {
                terminal::error(&format!(
                    "{} under generated/ {} not what the specs say",
                    counted(found, "file"),
                    if found == 1 { "is" } else { "are" }
                ));
            }
            if leftovers != Leftovers::None {
                terminal::error("a run was interrupted, and left generated/.regenerate behind");
            }
            if fresh {
                terminal::say(&format!(
                    "fresh: {} from {}\n",
                    counted(plan.unchanged, "file"),
                    counted(sources.len(), "spec")
                ));
            } else {
                terminal::help(&format!("run `{REPAIR}`"));
            }
        }
        Format::Json => {
            let mut document = document(if fresh { "fresh" } else { "stale" }, generation, plan);
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

/// The outcome of writing.
pub(super) fn written(
    sources: &[Source],
    generation: &Generation,
    plan: &Plan,
    format: Format,
) -> anyhow::Result<Status> {
    match format {
        Format::Text => {
            lint::say_diagnostics(sources, &generation.warnings);
            terminal::out(&done(plan, FOLDER))?;
            let specs = counted(sources.len(), "spec");
            terminal::say(&match changes(plan).len() {
                0 => format!(
                    "{specs}, {}, nothing to change\n",
                    counted(plan.unchanged, "file")
                ),
                found => format!(
                    "{specs}, {}, {} unchanged\n",
                    counted(found, "change"),
                    plan.unchanged
                ),
            });
        }
        Format::Json => terminal::json(&document(
            if plan.is_empty() { "fresh" } else { "written" },
            generation,
            plan,
        ))?,
    }
    Ok(Status::Fine)
}

fn document(status: &str, generation: &Generation, plan: &Plan) -> Value {
    json!({
        "status": status,
        "diagnostics": generation.warnings.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
        "files": to_json(plan, FOLDER),
        "unchanged": plan.unchanged,
    })
}
