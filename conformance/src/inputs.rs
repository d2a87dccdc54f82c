//! The files of a run: fixtures, or what the user names.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use callspec_conformance::corpus::Origins;

/// A file, read.
pub(crate) struct Input {
    /// The name, as findings show it.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// Whether each line is a response of its own.
    pub(crate) lines: bool,
}

/// The root of the workspace: the parent of this package when cargo runs it, else the nearest directory around the current one that
/// has our fixtures.
pub(crate) fn root() -> anyhow::Result<PathBuf> {
    let here = std::env::current_dir()?;
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let is_root = |path: &&Path| path.join(FIXTURES).join("origins.yaml").is_file();
    package
        .as_deref()
        .and_then(Path::parent)
        .filter(is_root)
        .or_else(|| here.ancestors().find(is_root))
        .map(Path::to_owned)
        .ok_or_else(|| {
            anyhow::anyhow!(
                "failed to find the fixtures: no `{FIXTURES}/origins.yaml` here or above"
            )
        })
}

/// The directory of fixtures, from the root.
pub(crate) const FIXTURES: &str = "conformance/fixtures";

/// Reads what the user names: files, directories of them, `-` for the standard input.
pub(crate) fn read(names: &[PathBuf]) -> anyhow::Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for name in names {
        if name.as_os_str() == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes)?;
            inputs.push(Input {
                name: "-".to_owned(),
                lines: begins_with_a_whole_value(&bytes),
                bytes,
            });
        } else if fs_err::metadata(name)?.is_dir() {
            let mut found = Vec::new();
            collect(name, &mut found)?;
            anyhow::ensure!(
                !found.is_empty(),
                "failed to find a response: `{}` holds no .json or .ndjson file",
                name.display()
            );
            for path in found {
                inputs.push(file(&path)?);
            }
        } else {
            inputs.push(file(name)?);
        }
    }
    Ok(inputs)
}

fn file(path: &Path) -> anyhow::Result<Input> {
    Ok(Input {
        name: display(path),
        bytes: fs_err::read(path)?,
        lines: has_lines(path),
    })
}

/// The files of a directory and those below it, in the order of their names.
fn collect(directory: &Path, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let mut entries = fs_err::read_dir(directory)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found)?;
        } else if has_lines(&path)
            || path
                .extension()
                .is_some_and(|extension| extension == "json")
        {
            found.push(path);
        }
    }
    Ok(())
}

/// The JSON files beneath the directory of fixtures that `origins.yaml` does not list: nothing would judge them.
pub(crate) fn fixtures_beside(directory: &Path, origins: &Origins) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    collect(directory, &mut found)?;
    Ok(found
        .iter()
        .filter_map(|path| path.strip_prefix(directory).ok())
        .map(display)
        .filter(|path| !origins.fixtures.iter().any(|fixture| fixture.path == *path))
        .collect())
}

/// Whether the first of several lines is a JSON value of its own, so that each line is one: the standard input has no extension
/// that would say it.
fn begins_with_a_whole_value(bytes: &[u8]) -> bool {
    let mut lines = bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.iter().all(u8::is_ascii_whitespace));
    let first = lines.next().unwrap_or_default();
    lines.next().is_some() && serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok()
}

fn has_lines(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "ndjson" || extension == "jsonl")
}

/// A path with forward slashes, so that reports are the same everywhere.
pub(crate) fn display(path: &Path) -> String {
    path.display()
        .to_string()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
