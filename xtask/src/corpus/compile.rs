//! All crates as the members of one workspace, so that what they stand on is built once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use serde_json::Value;

use super::outcome::Compiled;
use crate::terminal;
use crate::workspace::Workspace;

/// Where the crate of that name lies.
pub(super) fn folder(scratch: &Path, name: &str) -> PathBuf {
    scratch.join("crates").join(name)
}

/// Checks the crates with warnings denied, and tells of each whether it passed.
///
/// # Errors
/// Where cargo cannot be started, or gives up before it gets to the crates.
pub(super) fn compile(
    names: &[String],
    scratch: &Path,
    workspace: &Workspace,
    command: &str,
) -> anyhow::Result<BTreeMap<String, Compiled>> {
    let mut manifest = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
    for name in names {
        let _ = writeln!(manifest, "    \"crates/{name}\",");
    }
    // Neither is worth its time for what is looked at once.
    manifest += "]\n\n[profile.dev]\ndebug = false\nincremental = false\n";
    fs_err::write(scratch.join("Cargo.toml"), manifest)?;
    // The versions that the project is tested with are there already, where there is no network.
    fs_err::copy(
        workspace.root().join("Cargo.lock"),
        scratch.join("Cargo.lock"),
    )?;

    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut child = Command::new(cargo)
        .args([command, "--workspace", "--keep-going", "--offline"])
        .args(["--message-format", "json"])
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .env("RUSTFLAGS", "-Dwarnings")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("failed to start cargo")?;
    let stderr = child.stderr.take();
    let said = std::thread::spawn(move || {
        let lines = stderr.map(|stderr| BufReader::new(stderr).lines());
        let lines = lines.into_iter().flatten().map_while(Result::ok);
        let mut kept = Vec::new();
        for line in lines {
            if line.trim_start().starts_with("Checking ") {
                terminal::say(&format!("{line}\n"));
            }
            kept.push(line);
        }
        kept
    });
    let mut results = BTreeMap::new();
    let messages = child
        .stdout
        .take()
        .map(|stdout| BufReader::new(stdout).lines());
    for line in messages.into_iter().flatten().map_while(Result::ok) {
        if let Ok(message) = serde_json::from_str(&line) {
            take_in(&message, &mut results);
        }
    }
    let status = child.wait().context("failed to wait for cargo")?;
    let said = said.join().unwrap_or_default();
    if !status.success()
        && results
            .values()
            .all(|result| matches!(result, Compiled::Cleanly))
    {
        bail!("failed to compile anything: {}", said.join("\n"));
    }
    Ok(results)
}

/// Notes what a message of cargo says of a crate.
fn take_in(message: &Value, results: &mut BTreeMap<String, Compiled>) {
    let name = || {
        let manifest = Path::new(message["manifest_path"].as_str()?);
        Some(manifest.parent()?.file_name()?.to_str()?.to_owned())
    };
    match message["reason"].as_str() {
        Some("compiler-artifact") => {
            if let Some(name) = name() {
                results.entry(name).or_insert(Compiled::Cleanly);
            }
        }
        Some("compiler-message") => {
            let inner = &message["message"];
            let problem = matches!(inner["level"].as_str(), Some("error" | "warning"));
            if let (true, Some(name)) = (problem, name()) {
                let text = inner["message"].as_str().unwrap_or_default();
                let span = &inner["spans"][0];
                let place = match (span["file_name"].as_str(), span["line_start"].as_u64()) {
                    (Some(file), Some(line)) => format!("{file}:{line}: "),
                    _ => String::new(),
                };
                results
                    .entry(name)
                    .or_insert_with(|| Compiled::Not(format!("{place}{text}")));
            }
        }
        _ => {}
    }
}
