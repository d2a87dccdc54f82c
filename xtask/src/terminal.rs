//! The two streams: data to stdout, everything that is said about it to stderr.
//!
//! Text may carry ANSI colours; they reach a terminal only, and none under `NO_COLOR`. A reader that goes away (`| head`) ends the
//! output, not the program: whatever the command was about to do has been done or will be, and its exit status still tells.

use std::io::{self, Write};

use anyhow::Context;
use clap::ValueEnum;
use owo_colors::OwoColorize;

/// How results are written to stdout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs: one JSON document
    Json,
}

/// Writes data to stdout.
///
/// # Errors
/// Where stdout cannot be written, a closed pipe excepted.
pub(crate) fn out(text: &str) -> anyhow::Result<()> {
    let mut stream = anstream::stdout().lock();
    tolerate_closed_pipe(
        stream
            .write_all(text.as_bytes())
            .and_then(|()| stream.flush()),
    )
    .context("failed to write to stdout")
}

/// Writes a document to stdout as indented JSON.
///
/// # Errors
/// As [`out`].
pub(crate) fn json(document: &serde_json::Value) -> anyhow::Result<()> {
    out(&format!("{document:#}\n"))
}

/// Writes words about the work to stderr. There is nobody left to tell where this fails.
pub(crate) fn say(text: &str) {
    let mut stream = anstream::stderr().lock();
    let _ = stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush());
}

/// Writes one `error:` line to stderr.
pub(crate) fn error(message: &str) {
    say(&format!("{} {message}\n", "error:".red().bold()));
}

/// Writes one `warning:` line to stderr.
pub(crate) fn warning(message: &str) {
    say(&format!("{} {message}\n", "warning:".yellow().bold()));
}

/// Writes one indented `help:` line to stderr.
pub(crate) fn help(message: &str) {
    say(&format!("  {} {message}\n", "help:".cyan().bold()));
}

/// `1 file`, `2 files`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn tolerate_closed_pipe(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
