//! `lint`: what is wrong with a spec, and what of it the types do not say.

use std::fmt::Write as _;
use std::path::PathBuf;

use callspec_generator::diagnostics::{self, Diagnostic, visible};
use callspec_generator::fidelity::{Entry, Kind};
use callspec_generator::source::Source;
use callspec_generator::{Options, generate};
use clap::Args;
use owo_colors::OwoColorize;
use serde_json::{Value, json};

use crate::status::Status;
use crate::terminal::{self, Format, counted};
use crate::workspace::{self, Workspace};

/// Show the diagnostics of specs, and what their types leave unsaid
///
/// The fidelity report names every place where a spec says more than the generated types do: what became raw JSON and why, which
/// constraints of responses are only documented, which formats are not known.
#[derive(Args)]
#[command(after_help = crate::status::HELP)]
pub(crate) struct Arguments {
    /// The specs to look at; all of `specs/` where none is named
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,

    /// Read the files beneath a document's folder that it refers to by relative `$ref`s; never the network
    #[arg(long)]
    allow_files: bool,

    /// Exit with 1 for warnings too
    #[arg(long)]
    deny_warnings: bool,

    /// How the result is written to stdout
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<Status> {
    let sources = if arguments.specs.is_empty() {
        workspace.specs()?
    } else {
        let read = |path: &PathBuf| {
            let mut source = workspace::read(path, &path.display().to_string())?;
            if arguments.allow_files {
                workspace::read_files(&mut source, path)?;
            }
            Ok(source)
        };
        arguments
            .specs
            .iter()
            .map(read)
            .collect::<anyhow::Result<_>>()?
    };
    let reports: Vec<Report> = sources.iter().map(Report::new).collect();
    match arguments.format {
        Format::Text => {
            for (source, report) in sources.iter().zip(&reports) {
                say_diagnostics(std::slice::from_ref(source), &report.diagnostics);
            }
            terminal::out(
                &reports
                    .iter()
                    .map(|report| report.to_text())
                    .collect::<String>(),
            )?;
        }
        Format::Json => {
            terminal::json(
                &json!({"specs": reports.iter().map(Report::to_json).collect::<Vec<_>>()}),
            )?;
        }
    }
    let fatal = |diagnostic: &Diagnostic| arguments.deny_warnings || diagnostic.is_error();
    let found = reports
        .iter()
        .flat_map(|report| &report.diagnostics)
        .any(fatal);
    Ok(if found {
        Status::Findings
    } else {
        Status::Fine
    })
}

/// How many of them are errors.
pub(crate) fn errors(diagnostics: &[Diagnostic]) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .count()
}

/// `2 errors, 0 warnings`.
fn problems(diagnostics: &[Diagnostic]) -> String {
    let errors = errors(diagnostics);
    let warnings = diagnostics.len() - errors;
    format!(
        "{}, {}",
        counted(errors, "error"),
        counted(warnings, "warning")
    )
}

/// Diagnostics that are shown in text, at most: whoever has more begins with these, and `--format json` has all.
const SHOWN: usize = 100;

/// Shows each diagnostic on stderr, with the lines of its source that it is about. Of very many, errors first.
pub(crate) fn say_diagnostics(sources: &[Source], diagnostics: &[Diagnostic]) {
    let (errors, all) = (errors(diagnostics), diagnostics.len());
    let room = SHOWN.saturating_sub(errors);
    let (mut shown_errors, mut shown_warnings) = (0, 0);
    for diagnostic in diagnostics {
        let (shown, most) = if diagnostic.is_error() {
            (&mut shown_errors, SHOWN)
        } else {
            (&mut shown_warnings, room)
        };
        if *shown == most {
            continue;
        }
        *shown += 1;
        terminal::say(&match sources
            .iter()
            .flat_map(|source| std::iter::once(source).chain(&source.files))
            .find(|source| source.name == diagnostic.source)
        {
            Some(source) => format!(
                "{}\n\n",
                diagnostics::render_ansi(diagnostic, source).trim_end()
            ),
            None => format!("{diagnostic}\n\n"),
        });
    }
    if all > shown_errors + shown_warnings {
        let more_errors = counted(errors - shown_errors, "error");
        let more_warnings = counted(all - errors - shown_warnings, "warning");
        terminal::say(&format!(
            "… and {more_errors}, {more_warnings} more; `--format json` has all of them\n\n"
        ));
    }
}

/// Shows why nothing was generated.
pub(crate) fn say_refused(
    sources: &[Source],
    diagnostics: &[Diagnostic],
    format: Format,
) -> anyhow::Result<Status> {
    match format {
        Format::Text => {
            say_diagnostics(sources, diagnostics);
            let errors = errors(diagnostics);
            let counts = if errors == diagnostics.len() {
                counted(errors, "error")
            } else {
                problems(diagnostics)
            };
            terminal::error(&format!("{counts}: nothing was generated"));
        }
        Format::Json => terminal::json(&json!({
            "status": "refused",
            "diagnostics": diagnostics.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
            "files": [],
        }))?,
    }
    Ok(Status::Findings)
}

/// What there is to say about one spec.
struct Report {
    spec: String,
    diagnostics: Vec<Diagnostic>,
    /// Nothing where the spec has errors: then there are no types to compare it with.
    fidelity: Vec<Entry>,
}

impl Report {
    /// Each spec by itself, so that the errors of one do not hide what there is to say about another.
    fn new(source: &Source) -> Self {
        let (diagnostics, fidelity) =
            match generate(std::slice::from_ref(source), &Options::default()) {
                Ok(generation) => (generation.warnings, generation.fidelity),
                Err(diagnostics) => (diagnostics, Vec::new()),
            };
        Self {
            spec: source.name.clone(),
            diagnostics,
            fidelity,
        }
    }

    fn of(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        self.fidelity.iter().filter(move |entry| entry.kind == kind)
    }

    /// A table per spec: one heading per kind, one line per place.
    fn to_text(&self) -> String {
        let mut text = format!("{}: {}", self.spec.bold(), problems(&self.diagnostics));
        if errors(&self.diagnostics) > 0 {
            text += "\n\n";
            return text;
        }
        let _ = writeln!(text, ", {}", losses(&self.fidelity));
        for kind in Kind::ALL {
            if self.of(kind).next().is_none() {
                continue;
            }
            let _ = writeln!(text, "  {}", title(kind).cyan());
            let place =
                |entry: &Entry| format!("{}:{}", entry.position.line, entry.position.column);
            let places = self
                .of(kind)
                .map(|entry| place(entry).len())
                .max()
                .unwrap_or_default();
            let messages = self
                .of(kind)
                .map(|entry| visible(&entry.message).chars().count())
                .max()
                .unwrap_or_default();
            for entry in self.of(kind) {
                let (message, pointer) = (visible(&entry.message), visible(&entry.pointer));
                let pointer = pointer.dimmed();
                let _ = writeln!(
                    text,
                    "    {:>places$}  {message:<messages$}  {pointer}",
                    place(entry)
                );
            }
        }
        text.push('\n');
        text
    }

    fn to_json(&self) -> Value {
        json!({
            "spec": self.spec,
            "errors": errors(&self.diagnostics),
            "diagnostics": self.diagnostics.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
            "fidelity": self.fidelity.iter().map(Entry::to_json).collect::<Vec<_>>(),
            "totals": totals(&self.fidelity),
        })
    }
}

/// How much of each kind is lost: `3 kept as raw JSON, 1 of unknown format`.
pub(crate) fn losses(fidelity: &[Entry]) -> String {
    let counts: Vec<_> = Kind::ALL
        .into_iter()
        .map(|kind| (count(fidelity, kind), title(kind)))
        .filter(|(count, _)| *count > 0)
        .map(|(count, title)| format!("{count} {title}"))
        .collect();
    if counts.is_empty() {
        return "nothing left unsaid".to_owned();
    }
    counts.join(", ")
}

/// The same for programs, by the names of the kinds.
pub(crate) fn totals(fidelity: &[Entry]) -> Value {
    let counts = Kind::ALL.map(|kind| (kind.as_str().to_owned(), json!(count(fidelity, kind))));
    Value::Object(counts.into_iter().collect())
}

fn count(fidelity: &[Entry], kind: Kind) -> usize {
    fidelity.iter().filter(|entry| entry.kind == kind).count()
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::RawJson => "kept as raw JSON",
        Kind::Choice => "kept as a choice of readings",
        Kind::DocumentedOnly => "only documented",
        Kind::UnknownFormat => "of unknown format",
        Kind::UndefinedStyle => "written in an undefined style",
        Kind::NotGenerated => "not generated",
    }
}
