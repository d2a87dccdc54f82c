//! `callspec-conformance`: the command line around the library. It alone reads files and writes to the terminal.

mod cli;
mod inputs;
mod merge;
mod output;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Arguments, Failure};

/// Exit status: unusable input or arguments.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let mut rest = std::env::args_os();
    let program = rest.next().unwrap_or_default();
    let outcome = match std::env::args_os().nth(1) {
        Some(first) if first == "merge" => {
            let arguments = std::iter::once(program).chain(rest.skip(1));
            merge::run(&merge::Arguments::parse_from(arguments))
        }
        _ => cli::run(&Arguments::parse()),
    };
    match outcome {
        Ok(passed) => ExitCode::from(u8::from(!passed)),
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(Failure::Unusable(message)) => {
            let mut stderr = anstream::stderr().lock();
            // Where even this cannot be written, the exit status has to do.
            _ = writeln!(stderr, "{}", message.trim_end());
            ExitCode::from(UNUSABLE)
        }
    }
}
