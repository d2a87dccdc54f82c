//! `generate`: one document → a crate of its own.

mod folder;
mod report;

use std::mem;
use std::path::{Path, PathBuf};

use anyhow::Context;
use callspec_generator::source::Source;
use callspec_generator::{Generation, Package, PackageName, generate_package};
use clap::Args;

use self::folder::Folder;
use crate::apply;
use crate::lint;
use crate::plan::Plan;
use crate::status::Status;
use crate::terminal::Format;
use crate::workspace::{self, Access, Workspace};

/// Generate a crate of its own from any OpenAPI 3.0 or 3.1 document, YAML or JSON
///
/// All or nothing: where the document has an error, nothing is written. Files that do not change are not touched, files that a former
/// run wrote and this one does not are deleted, and everything else in the folder is left alone.
#[derive(Args)]
#[command(after_help = crate::status::HELP)]
pub(crate) struct Arguments {
    /// The document
    #[arg(value_name = "SPEC")]
    spec: PathBuf,

    /// The folder of the crate: a new or empty one, or one that this command has written before
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// The name of the crate; without it, the document's file name makes one
    #[arg(long, value_name = "CRATE", value_parser = name)]
    name: Option<PackageName>,

    /// Where the crate finds `callspec`, as its manifest is to say it; without it, this project's `generated`, by its absolute path
    #[arg(long, value_name = "PATH")]
    runtime_path: Option<String>,

    /// Read the files beneath the document's folder that it refers to by relative `$ref`s; never the network
    #[arg(long)]
    allow_files: bool,

    /// Write nothing; list each stale, missing or orphaned file with a short diff
    #[arg(long)]
    check: bool,

    /// How the result is written to stdout
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

fn name(text: &str) -> Result<PackageName, String> {
    PackageName::new(text).map_err(str::to_owned)
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<Status> {
    let mut source = workspace::read(&arguments.spec, &arguments.spec.display().to_string())?;
    if arguments.allow_files {
        workspace::read_files(&mut source, &arguments.spec)?;
    }
    let package = Package {
        name: arguments.name.clone(),
        runtime: Some(match &arguments.runtime_path {
            Some(path) => path.clone(),
            None => runtime(workspace)?,
        }),
    };
    if arguments.check {
        return check(&source, &package, arguments);
    }
    // A folder that a killed run left half done is made whole before anything else, whatever becomes of the document.
    let mut lock = Folder::look(&arguments.out)?.repair()?;
    let mut generation = match generate_package(&source, &package) {
        Ok(generation) => generation,
        Err(diagnostics) => {
            return lint::say_refused(
                std::slice::from_ref(&source),
                &diagnostics,
                arguments.format,
            );
        }
    };
    if lock.is_none() {
        fs_err::create_dir_all(&arguments.out)?;
        lock = workspace::lock(&arguments.out, Access::Write);
    }
    let folder = Folder::look(&arguments.out)?;
    let plan = folder.compare(mem::take(&mut generation.output))?;
    apply::apply(&plan, folder.tree())?;
    drop(lock);
    let status = report::written(&report(&source, &generation, &plan, arguments));
    // The process ends here: millions of small pieces need not be given back one by one.
    mem::forget((generation, plan));
    status
}

fn check(source: &Source, package: &Package, arguments: &Arguments) -> anyhow::Result<Status> {
    let _lock = workspace::lock(&arguments.out, Access::Read);
    let folder = Folder::look(&arguments.out)?;
    match generate_package(source, package) {
        Ok(mut generation) => {
            let plan = folder.compare(mem::take(&mut generation.output))?;
            let report = report(source, &generation, &plan, arguments);
            report::checked(&report, apply::leftovers(folder.tree()))
        }
        Err(diagnostics) => {
            lint::say_refused(std::slice::from_ref(source), &diagnostics, arguments.format)
        }
    }
}

fn report<'a>(
    source: &'a Source,
    generation: &'a Generation,
    plan: &'a Plan,
    arguments: &'a Arguments,
) -> report::Report<'a> {
    report::Report {
        source,
        generation,
        plan,
        folder: arguments.out.display().to_string(),
        format: arguments.format,
    }
}

/// The runtime in this project. It is not published, and a crate may lie anywhere: so by its absolute path.
pub(crate) fn runtime(workspace: &Workspace) -> anyhow::Result<String> {
    let path = workspace.generated();
    let path = fs_err::canonicalize(&path).context("failed to find the runtime")?;
    utf8(&path)
}

fn utf8(path: &Path) -> anyhow::Result<String> {
    let text = path.to_str();
    text.map(str::to_owned)
        .with_context(|| format!("failed to name {} in a manifest: not UTF-8", path.display()))
}
