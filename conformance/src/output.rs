//! Where reports go.

use std::io::Write as _;

use callspec_conformance::report::{self, Report};
use clap::ValueEnum;

use crate::cli::Failure;

/// How a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Human,
    /// For programs: `docs/report.schema.json` is its schema.
    Json,
}

/// Prints a report; `true` where it passes.
pub(crate) fn print(report: &Report, format: Format) -> Result<bool, Failure> {
    let text = match format {
        Format::Human => report::render_human(report),
        Format::Json => report::render_json(report).map_err(anyhow::Error::from)?,
    };
    write(&text)?;
    Ok(report.verdict.passed)
}

/// Writes to the standard output, which a reader may have closed.
pub(crate) fn write(text: &str) -> Result<(), Failure> {
    let mut stdout = anstream::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Err(Failure::Closed),
        Err(error) => Err(Failure::Unusable(format!(
            "error: failed to write the report: {error}"
        ))),
    }
}
