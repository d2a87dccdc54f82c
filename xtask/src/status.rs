//! What a run says to the program that started it.

use std::process::ExitCode;

/// The lines on exit statuses that end every help text.
pub(crate) const HELP: &str = "Exit status:
  0  fine
  1  findings: a spec has problems, generated code is stale, a response does not fit
  2  unusable input or arguments";

/// The outcome of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing to complain about.
    Fine,
    /// The input was read and found wanting: a spec has problems, or the generated code is stale.
    Findings,
    /// The input could not be read, or the work could not be done.
    Unusable,
    /// The status of the program that did the work.
    Forwarded(u8),
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(match status {
            Status::Fine => 0,
            Status::Findings => 1,
            Status::Unusable => 2,
            Status::Forwarded(code) => code,
        })
    }
}
