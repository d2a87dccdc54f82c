//! `corpus`: what becomes of a folder of documents that nobody here has written.

mod child;
mod compile;
mod document;
mod find;
mod outcome;
mod table;

pub(crate) use document::Arguments as DocumentArguments;
pub(crate) use document::run as run_document;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::bail;
use clap::Args;

use self::find::Document;
use self::outcome::{Compiled, Outcome, Row};
use crate::generate;
use crate::status::Status;
use crate::terminal::{self, Format, counted};
use crate::workspace::Workspace;

/// Generate a crate from each document of a folder, compile them all, and show what became of each
///
/// Each document is generated in a process of its own, which ends where it takes too long or too much. What was generated is checked
/// by the compiler with warnings denied, as the members of one workspace in `target/corpus`.
#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Arguments {
    /// The folder; every `.yaml`, `.yml` and `.json` in it and below is a document
    #[arg(value_name = "DIR")]
    directory: PathBuf,

    /// How many documents are generated at once; as many as there are processors where it is not given
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,

    /// Only documents whose path contains this; more than once, one of these
    #[arg(long, value_name = "SUBSTRING")]
    only: Vec<String>,

    /// Generate, and leave the compiler out
    #[arg(long)]
    no_compile: bool,

    /// Have clippy look at the crates, in place of the compiler alone
    #[arg(long, conflicts_with = "no_compile")]
    clippy: bool,

    /// What others say of the documents: a TSV file with a line of titles, among them `file` and `independent`; a document that is
    /// `valid` there and refused here is a finding
    #[arg(long, value_name = "TSV")]
    verdicts: Option<PathBuf>,

    /// Seconds after which a document has taken too long
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    time_limit: u64,

    /// MiB of memory that are too much
    #[arg(long, value_name = "MIB", default_value_t = 2048)]
    memory_limit: u64,

    /// How the result is written to stdout
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

const HELP: &str = "Exit status:
  0  fine: each document became a crate that compiles, or was refused
  1  findings: a panic, a limit that was passed, a crate that does not compile, a valid document that was refused
  2  unusable input or arguments";

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<Status> {
    let mut documents = find::documents(&arguments.directory)?;
    let wanted = |document: &Document| {
        let named = |part: &String| document.title.contains(part.as_str());
        arguments.only.is_empty() || arguments.only.iter().any(named)
    };
    documents.retain(wanted);
    if documents.is_empty() {
        bail!(
            "failed to find a document in {}",
            arguments.directory.display()
        );
    }
    let verdicts = match &arguments.verdicts {
        Some(file) => find::verdicts(file)?,
        None => BTreeMap::new(),
    };
    let scratch = workspace.root().join("target/corpus");
    let runtime = generate::runtime(workspace)?;
    let mut rows = generate_all(&documents, &scratch, &runtime, arguments)?;
    for row in &mut rows {
        row.verdict = verdicts.get(&row.document).cloned();
    }
    if !arguments.no_compile {
        compile_all(&mut rows, &scratch, workspace, arguments)?;
    }
    match arguments.format {
        Format::Text => terminal::out(&table::table(&rows))?,
        Format::Json => terminal::json(&table::json(&rows))?,
    }
    Ok(if rows.iter().any(Row::is_finding) {
        Status::Findings
    } else {
        Status::Fine
    })
}

/// One row for each document, in their order.
fn generate_all(
    documents: &[Document],
    scratch: &Path,
    runtime: &str,
    arguments: &Arguments,
) -> anyhow::Result<Vec<Row>> {
    let available = thread::available_parallelism().map_or(1, usize::from);
    let jobs = arguments
        .jobs
        .unwrap_or(available)
        .clamp(1, documents.len());
    let limits = child::Limits {
        time: Duration::from_secs(arguments.time_limit),
        memory: arguments.memory_limit * 1024,
    };
    let (next, rows) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let work = || -> anyhow::Result<()> {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(document) = documents.get(number) else {
                return Ok(());
            };
            let folder = compile::folder(scratch, &document.name);
            let outcome = child::generate(document, &folder, runtime, limits)?;
            terminal::say(&format!(
                "{}/{} {}: {}\n",
                number + 1,
                documents.len(),
                document.title,
                outcome.word()
            ));
            let row = Row::new(document, outcome);
            if let Ok(mut rows) = rows.lock() {
                rows.insert(number, row);
            }
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| match worker.join() {
                Ok(done) => done,
                Err(_) => bail!("failed to generate: a thread of this program panicked"),
            })
    })?;
    Ok(rows
        .into_inner()
        .unwrap_or_default()
        .into_values()
        .collect())
}

/// Has the compiler look at every crate.
fn compile_all(
    rows: &mut [Row],
    scratch: &Path,
    workspace: &Workspace,
    arguments: &Arguments,
) -> anyhow::Result<()> {
    let generated = |row: &&mut Row| matches!(row.outcome, Outcome::Generated(_));
    let names: Vec<String> = rows
        .iter_mut()
        .filter(generated)
        .map(|row| row.name.clone())
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    terminal::say(&format!("compiling {}\n", counted(names.len(), "crate")));
    let command = if arguments.clippy { "clippy" } else { "check" };
    let mut results = compile::compile(&names, scratch, workspace, command)?;
    for row in rows.iter_mut().filter(generated) {
        row.compiled = Some(
            results
                .remove(&row.name)
                .unwrap_or(Compiled::Not("the compiler did not get to it".to_owned())),
        );
    }
    Ok(())
}
