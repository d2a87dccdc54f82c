//! `merge`: the report of a run whose parts were judged apart.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use callspec_conformance::report::Report;
use callspec_conformance::tally::Partial;
use clap::Parser;

use crate::cli::Failure;
use crate::output::{self, Format};

/// Merge partial reports: the parts of one run, judged apart, in any order
///
/// Prints what a single run over all records would have printed, with its exit status. The parts have to be of the same spec and options.
#[derive(Debug, Parser)]
#[command(
    name = "callspec-conformance merge",
    bin_name = "cargo xtask merge",
    after_help = "Exit status: 0 fine, or the sum was written by --partial; 1 findings or nothing checked; 2 unusable input or arguments."
)]
pub(crate) struct Arguments {
    /// How to print the report
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Write the sum as a partial report of its own in place of the report, and exit with 0; `-` for the standard output
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    partial: Option<PathBuf>,
    /// What `--partial` wrote, one part in a line; `-` for the standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

/// Runs; `true` where nothing makes the merged run fail.
pub(crate) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let mut sum = None;
    for file in &arguments.files {
        match file.as_os_str() == "-" {
            true => add(&mut sum, std::io::stdin().lock(), file)?,
            false => {
                let opened = fs_err::File::open(file).map_err(anyhow::Error::from)?;
                add(&mut sum, BufReader::new(opened), file)?;
            }
        }
    }
    let Some(sum) = sum else {
        return Err(Failure::Unusable(
            "error: failed to merge: the files hold no partial report".to_owned(),
        ));
    };
    if arguments.partial.is_none()
        && let Some((missing, count)) = sum.missing()
    {
        let missing: Vec<_> = missing.iter().map(u64::to_string).collect();
        return Err(Failure::Unusable(format!(
            "error: failed to merge: of {count} shards, {} missing: {}",
            if missing.len() == 1 {
                "one is"
            } else {
                "some are"
            },
            missing.join(", ")
        )));
    }
    match &arguments.partial {
        Some(target) => {
            let text = sum.write().map_err(anyhow::Error::from)?;
            match target.as_os_str() == "-" {
                true => output::write(&text)?,
                false => fs_err::write(target, text).map_err(anyhow::Error::from)?,
            }
            // Whether the run passes, the report tells: this is one more part of it.
            Ok(true)
        }
        None => output::print(
            &Report::new(sum.tally(), None, sum.terms()),
            arguments.format,
        ),
    }
}

/// Adds every part of a file, one at a time: files can be many and large.
fn add(sum: &mut Option<Partial>, reader: impl BufRead, file: &Path) -> Result<(), Failure> {
    let refuse = |line: usize, message: &str| {
        let name = file.display();
        Failure::Unusable(format!(
            "error: failed to merge `{name}`, line {line}: {message}"
        ))
    };
    for (line, text) in (1..).zip(reader.lines()) {
        let text = text.map_err(|error| refuse(line, &error.to_string()))?;
        if text.trim().is_empty() {
            continue;
        }
        let part = Partial::read(&text).map_err(|message| refuse(line, &message))?;
        match sum {
            None => *sum = Some(part),
            Some(sum) => sum.add(part).map_err(|message| refuse(line, &message))?,
        }
    }
    Ok(())
}
