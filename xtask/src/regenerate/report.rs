//! What `regenerate` tells, for people and for programs.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use callspec_generator::Generation;
use callspec_generator::diagnostics::Diagnostic;
use callspec_generator::source::Source;
use owo_colors::{OwoColorize, Style};
use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};

use super::REPAIR;
use crate::apply::Leftovers;
use crate::lint;
use crate::plan::{Plan, Write, display};
use crate::status::Status;
use crate::terminal::{self, Format, counted};

/// Lines of a diff that are shown; the whole one is a `git diff` away once the code is regenerated.
const DIFF_LINES: usize = 14;

/// Specs with errors: nothing was generated.
pub(super) fn refused(
    sources: &[Source],
    diagnostics: &[Diagnostic],
    format: Format,
) -> anyhow::Result<Status> {
    match format {
        Format::Text => {
            lint::say_diagnostics(sources, diagnostics);
            let errors = diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.is_error())
                .count();
            terminal::error(&format!(
                "{}, nothing was generated",
                counted(errors, "problem")
            ));
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
            terminal::out(&differences(plan))?;
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
            let mut text = String::new();
            for change in changes(plan) {
                let _ = writeln!(
                    text,
                    "{:>8} {}",
                    change.done().style(change.style()),
                    display(change.path())
                );
            }
            terminal::out(&text)?;
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
    let files: Vec<Value> = changes(plan)
        .iter()
        .map(|change| {
            let mut file = json!({"path": display(change.path()), "was": change.state()});
            if let Change::Write(write) = change
                && let Some(old) = &write.old
            {
                file["diff"] = json!(diff(old, &write.new).plain);
            }
            file
        })
        .collect();
    json!({
        "status": status,
        "diagnostics": generation.warnings.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
        "files": files,
        "unchanged": plan.unchanged,
    })
}

/// One line of the report.
enum Change<'a> {
    Write(&'a Write),
    Remove(&'a Path),
    RemoveDirectory(&'a Path),
}

/// All changes in path order.
fn changes(plan: &Plan) -> Vec<Change<'_>> {
    let mut changes: Vec<_> = plan.write.iter().map(Change::Write).collect();
    changes.extend(plan.remove.iter().map(|path| Change::Remove(path)));
    changes.extend(
        plan.remove_directories
            .iter()
            .map(|path| Change::RemoveDirectory(path)),
    );
    changes.sort_by_key(|change| change.path());
    changes
}

impl<'a> Change<'a> {
    fn path(&self) -> &'a Path {
        match self {
            Self::Write(write) => &write.path,
            Self::Remove(path) | Self::RemoveDirectory(path) => path,
        }
    }

    /// What was wrong.
    fn state(&self) -> &'static str {
        match self {
            Self::Write(Write { old: Some(_), .. }) => "stale",
            Self::Write(Write { old: None, .. }) => "missing",
            Self::Remove(_) => "orphan",
            Self::RemoveDirectory(_) => "empty",
        }
    }

    /// What was done about it.
    fn done(&self) -> &'static str {
        match self {
            Self::Write(Write { old: Some(_), .. }) => "updated",
            Self::Write(Write { old: None, .. }) => "created",
            Self::Remove(_) | Self::RemoveDirectory(_) => "deleted",
        }
    }

    fn style(&self) -> Style {
        match self {
            Self::Write(Write { old: Some(_), .. }) => Style::new().yellow(),
            Self::Write(Write { old: None, .. }) => Style::new().green(),
            Self::Remove(_) | Self::RemoveDirectory(_) => Style::new().red(),
        }
    }
}

fn differences(plan: &Plan) -> String {
    let mut text = String::new();
    for change in changes(plan) {
        let _ = writeln!(
            text,
            "{:<7} {}",
            change.state().style(change.style()),
            display(change.path())
        );
        if let Change::Write(Write {
            old: Some(old),
            new,
            ..
        }) = change
        {
            text += &diff(old, new).coloured;
        }
    }
    text
}

/// The first lines of a unified diff from what is on disk (`-`) to what the specs say (`+`).
struct Diff {
    plain: String,
    coloured: String,
}

fn diff(old: &[u8], new: &str) -> Diff {
    let old = String::from_utf8_lossy(old);
    // Two large texts with nothing in common would take minutes; a rough diff is as good.
    let diff = TextDiff::configure()
        .timeout(Duration::from_millis(500))
        .diff_lines(old.as_ref(), new);
    let mut shown = Diff {
        plain: String::new(),
        coloured: String::new(),
    };
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().context_radius(2).iter_hunks() {
        lines.push((ChangeTag::Equal, hunk.header().to_string()));
        for change in hunk.iter_changes() {
            let sign = match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            // What tells two lines apart may be the end of the line.
            let line = change.value().trim_end_matches('\n');
            lines.push((
                change.tag(),
                format!(
                    "{sign}{}",
                    line.strip_suffix('\r')
                        .map_or(line.to_owned(), |line| format!("{line}␍"))
                ),
            ));
        }
    }
    for (tag, line) in lines.iter().take(DIFF_LINES) {
        let style = match tag {
            ChangeTag::Equal => Style::new(),
            ChangeTag::Delete => Style::new().red(),
            ChangeTag::Insert => Style::new().green(),
        };
        let _ = writeln!(shown.plain, "{line}");
        let _ = writeln!(shown.coloured, "    {}", line.style(style));
    }
    if let Some(more) = lines.len().checked_sub(DIFF_LINES).filter(|more| *more > 0) {
        let more = format!("… {}", counted(more, "more line"));
        let _ = writeln!(shown.plain, "{more}");
        let _ = writeln!(shown.coloured, "    {}", more.dimmed());
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_shows_a_few_lines_and_counts_the_rest() {
        let old: String = (0..100).map(|n| format!("old {n}\n")).collect();
        let new: String = (0..100).map(|n| format!("new {n}\n")).collect();
        let diff = diff(old.as_bytes(), &new);
        assert_eq!(diff.plain.lines().count(), DIFF_LINES + 1);
        assert!(
            diff.plain
                .starts_with("@@ -1,100 +1,100 @@\n-old 0\n-old 1\n"),
            "{}",
            diff.plain
        );
        assert!(diff.plain.ends_with("… 187 more lines\n"), "{}", diff.plain);
    }

    #[test]
    fn a_diff_shows_line_ends_and_what_is_not_text() {
        assert_eq!(
            diff(b"a\r\nb\xff\n", "a\nb\n").plain,
            "@@ -1,2 +1,2 @@\n-a␍\n-b\u{fffd}\n+a\n+b\n"
        );
    }
}
