//! `conform`: hands over to the conformance crate's own binary, through cargo.
//!
//! This crate may not depend on that one, which depends on the generated code and cannot be built while that is broken.

use std::ffi::OsString;
use std::process::{Command, ExitStatus};

use anyhow::Context;
use clap::Args;

use crate::status::Status;
use crate::workspace::Workspace;

/// Judge captured responses: by the spec, by the derived schemas, and by the generated types
///
/// Without arguments: every fixture through the three legs, with a summary, the coverage and the mutation score.
///
/// With `--spec SPEC FILE…`: any recorded traffic by any OpenAPI document; what does not say which operation it is about takes
/// `--operation ID [--status CODE]`. docs/conform.md has the rest.
///
/// `--ignore RULE,…` leaves rules out, `--fail-on error|warning|never` says which findings make the exit status 1,
/// `--format json` is for programs.
///
/// All arguments go to the conformance binary; `cargo xtask conform --help` shows its own help.
#[derive(Args)]
#[command(disable_help_flag = true, after_help = crate::status::HELP)]
pub(crate) struct Arguments {
    /// Options and files, as `cargo xtask conform --help` describes them
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "ARGUMENTS"
    )]
    arguments: Vec<OsString>,
}

/// Merge partial reports of `conform`: the parts of one run, judged apart, in any order
///
/// Prints what a single run over all records would have printed, with its exit status.
///
/// `cargo xtask merge FILE…`, with what `conform --partial FILE` wrote; `--format json` is for programs.
#[derive(Args)]
#[command(disable_help_flag = true, after_help = crate::status::HELP)]
pub(crate) struct MergeArguments {
    /// Options and files, as `cargo xtask merge --help` describes them
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "ARGUMENTS"
    )]
    arguments: Vec<OsString>,
}

/// What cargo exits with where it could not build or start the program; a panic of the program looks the same.
const CARGO_FAILED: i32 = 101;

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<Status> {
    start(workspace, &arguments.arguments)
}

/// `merge` is a command of the same binary.
pub(crate) fn merge(workspace: &Workspace, arguments: &MergeArguments) -> anyhow::Result<Status> {
    let command = OsString::from("merge");
    let arguments: Vec<_> = std::iter::once(&command)
        .chain(&arguments.arguments)
        .cloned()
        .collect();
    start(workspace, &arguments)
}

fn start(workspace: &Workspace, arguments: &[OsString]) -> anyhow::Result<Status> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--package",
            "callspec-conformance",
            "--manifest-path",
        ])
        .arg(workspace.root().join("Cargo.toml"))
        .arg("--")
        .args(arguments)
        .status()
        .context("failed to start cargo")?;
    Ok(forward(status))
}

/// The same status, so that a program that asked us learns what it would have learnt there.
fn forward(status: ExitStatus) -> Status {
    match status.code() {
        Some(CARGO_FAILED) => Status::Unusable,
        Some(code) => u8::try_from(code).map_or(Status::Unusable, Status::Forwarded),
        // Ended by a signal.
        None => Status::Unusable,
    }
}
