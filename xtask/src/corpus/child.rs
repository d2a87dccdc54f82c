//! The process that a document is generated in: whatever it does, the others go on.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;

use super::find::Document;
use super::outcome::{Outcome, Report};

/// What a document may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) time: Duration,
    /// In KiB.
    pub(super) memory: u64,
}

/// How often a process is looked at.
const TICK: Duration = Duration::from_millis(10);

/// Generates a crate in `folder`.
///
/// # Errors
/// Where the process cannot be started or watched.
pub(super) fn generate(
    document: &Document,
    folder: &Path,
    runtime: &str,
    limits: Limits,
) -> anyhow::Result<Outcome> {
    let program = std::env::current_exe().context("failed to find this program")?;
    let mut child = Command::new(program)
        .arg("corpus-document")
        .arg(&document.path)
        .arg("--out")
        .arg(folder)
        .args(["--name", &document.name, "--runtime-path", runtime])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("failed to start a process for a document")?;
    // Both pipes are emptied while it runs: a full one would stop it.
    let (stdout, stderr) = (reader(child.stdout.take()), reader(child.stderr.take()));
    let limited = watch(&mut child, limits)?;
    let (stdout, stderr) = (
        stdout.join().unwrap_or_default(),
        stderr.join().unwrap_or_default(),
    );
    if let Some(limit) = limited {
        return Ok(Outcome::Limited(limit));
    }
    Ok(match serde_json::from_slice(&stdout) {
        Ok(Report::Generated(generated)) => Outcome::Generated(generated),
        Ok(Report::Refused(refused)) => Outcome::Refused(refused),
        Err(_) => Outcome::Panicked(last_words(&stderr)),
    })
}

fn reader(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            // What was read before a stream broke off is all there is.
            let _ = stream.read_to_end(&mut bytes);
        }
        bytes
    })
}

/// Waits for the end; brings it about where a limit is passed, and tells which.
fn watch(child: &mut Child, limits: Limits) -> anyhow::Result<Option<&'static str>> {
    let started = Instant::now();
    let status = format!("/proc/{}/status", child.id());
    loop {
        if child
            .try_wait()
            .context("failed to wait for a process")?
            .is_some()
        {
            return Ok(None);
        }
        let limit = if started.elapsed() > limits.time {
            Some("timed out")
        } else if memory(&status, "VmRSS:").is_some_and(|used| used > limits.memory) {
            Some("out of memory")
        } else {
            None
        };
        if limit.is_some() {
            // It may have ended just now; then there is nothing to kill.
            let _ = child.kill();
            child.wait().context("failed to wait for a process")?;
            return Ok(limit);
        }
        thread::sleep(TICK);
    }
}

/// A number of KiB that Linux tells of a process; elsewhere there is none.
pub(super) fn memory(status: &str, title: &str) -> Option<u64> {
    let text = fs_err::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(title))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// The line that tells most: that of the panic, or else the last one.
fn last_words(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let mut lines = text.lines();
    let panic = lines.find(|line| line.contains("panicked at"));
    match panic {
        Some(line) => format!("{line} {}", lines.next().unwrap_or_default()),
        None => text
            .lines()
            .last()
            .unwrap_or("ended without a word")
            .to_owned(),
    }
}
