//! One document, in a process of its own.

use std::path::{Path, PathBuf};
use std::time::Instant;

use callspec_generator::diagnostics::Diagnostic;
use callspec_generator::source::Source;
use callspec_generator::{Generation, Package, PackageName, generate_package};
use clap::Args;

use super::outcome::{Cost, Generated, Refused, Report};
use crate::lint;
use crate::status::Status;
use crate::terminal;
use crate::workspace;

/// What `corpus` starts for each document
#[derive(Args)]
pub(crate) struct Arguments {
    #[arg(value_name = "SPEC")]
    spec: PathBuf,
    #[arg(long)]
    out: PathBuf,
    #[arg(long)]
    name: String,
    #[arg(long)]
    runtime_path: String,
}

/// Generates, and tells the parent what came of it, as JSON.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Status> {
    let started = Instant::now();
    let package = Package {
        name: PackageName::new(&arguments.name).ok(),
        runtime: Some(arguments.runtime_path.clone()),
    };
    let source = match workspace::read(&arguments.spec, &arguments.spec.display().to_string()) {
        Ok(source) => source,
        Err(error) => return tell(&unreadable(&error)),
    };
    let result = generate_package(&source, &package);
    let cost = Cost {
        seconds: started.elapsed().as_secs_f64(),
        memory: peak_memory(),
    };
    let report = match &result {
        Ok(generation) => {
            write(generation, &arguments.out)?;
            Report::Generated(measure(generation, cost))
        }
        Err(diagnostics) => Report::Refused(refused(diagnostics, &source, cost)),
    };
    tell(&report)
}

fn tell(report: &Report) -> anyhow::Result<Status> {
    terminal::json(&serde_json::to_value(report)?)?;
    Ok(Status::Fine)
}

/// A file that is no text, such as one in UTF-16: refused like any other that is no document.
fn unreadable(error: &anyhow::Error) -> Report {
    Report::Refused(Refused {
        problems: 1,
        codes: vec!["unreadable".to_owned()],
        first: format!("{error:#}"),
        cost: Cost::default(),
    })
}

fn refused(diagnostics: &[Diagnostic], source: &Source, cost: Cost) -> Refused {
    let errors: Vec<_> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .collect();
    let mut codes: Vec<String> = errors
        .iter()
        .map(|diagnostic| diagnostic.code.as_str().to_owned())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let prefix = format!("{}:", source.name);
    let first = errors.first().map(ToString::to_string).unwrap_or_default();
    let line = first.lines().next().unwrap_or_default();
    Refused {
        problems: errors.len(),
        codes,
        first: line.replace(&prefix, ""),
        cost,
    }
}

fn measure(generation: &Generation, cost: Cost) -> Generated {
    let lines = |wanted: &dyn Fn(&str) -> bool| {
        let files = generation.output.files.iter();
        files
            .filter(|(path, _)| path.ends_with(".rs") && wanted(path))
            .map(|(_, text)| text.lines().count())
            .sum()
    };
    Generated {
        operations: generation.operations,
        types: generation.types,
        lines: lines(&|_| true),
        operation_lines: lines(&|path| path.starts_with("src/operations")),
        warnings: generation.warnings.len(),
        losses: lint::totals(&generation.fidelity),
        cost,
    }
}

/// Writes what differs, so that the compiler sees what has changed since the last run and nothing else. A crate here is a member of a
/// workspace, and has none of its own.
fn write(generation: &Generation, folder: &Path) -> anyhow::Result<()> {
    let _ = fs_err::remove_dir_all(folder.join("src/models"));
    let _ = fs_err::remove_dir_all(folder.join("src/operations"));
    for (path, text) in &generation.output.files {
        let path = folder.join(path);
        let text = match path.file_name().and_then(|name| name.to_str()) {
            Some("Cargo.toml") => text.replace("\n[workspace]\n", ""),
            _ => text.clone(),
        };
        if fs_err::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            continue;
        }
        if let Some(parent) = path.parent() {
            fs_err::create_dir_all(parent)?;
        }
        fs_err::write(path, text)?;
    }
    Ok(())
}

/// The most memory that this process has had, in KiB, where the system tells.
fn peak_memory() -> Option<u64> {
    super::child::memory("/proc/self/status", "VmHWM:")
}
