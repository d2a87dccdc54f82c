//! The files of a run: fixtures, or what the user names.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use callspec_conformance::corpus::Origins;
use callspec_conformance::judge::Grade;
use callspec_conformance::traffic::{Holds, Input};
use indicatif::ProgressBar;
use walkdir::WalkDir;

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

/// A recording that the user named, or that lies in a directory that the user named.
pub(crate) struct Found {
    /// The name, as findings show it.
    pub(crate) name: String,
    /// Where it is; `None` is the standard input.
    path: Option<PathBuf>,
    holds: Holds,
    /// Its size in bytes, compressed or not; `None` where nobody knows it before the end.
    pub(crate) size: Option<u64>,
}

impl Found {
    /// Where it is; `None` is the standard input.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What its name says that it holds.
    pub(crate) fn holds(&self) -> Holds {
        self.holds
    }

    /// Makes it ready to be read; what is read shows on the bar.
    pub(crate) fn input(self, grade: Grade, bar: &ProgressBar) -> Input {
        let bar = bar.clone();
        let path = self.path;
        Input {
            name: self.name,
            holds: self.holds,
            grade,
            open: Box::new(move || {
                let reader: Box<dyn Read + Send> = match path {
                    None => Box::new(bar.wrap_read(io::stdin())),
                    Some(path) => Box::new(bar.wrap_read(File::open(path)?)),
                };
                Ok(reader)
            }),
        }
    }
}

/// Finds what the user names: files, directories of them, `-` for the standard input, which `name` gives another name.
///
/// # Errors
/// A name leads nowhere, or to a directory without a recording; the standard input is named twice, or given a name and not read.
pub(crate) fn find(names: &[PathBuf], name: Option<&str>) -> anyhow::Result<Vec<Found>> {
    let mut found = Vec::new();
    let mut stdin = 0;
    for path in names {
        if path.as_os_str() == "-" {
            stdin += 1;
            let name = name.unwrap_or("-").to_owned();
            found.push(Found {
                holds: Holds::of_name(&name).unwrap_or(Holds::Unknown),
                name,
                path: None,
                size: None,
            });
        } else if metadata(path)?.is_dir() {
            let before = found.len();
            for path in recordings(path)? {
                found.push(file(path)?);
            }
            anyhow::ensure!(
                found.len() > before,
                "failed to find a recording: `{}` holds no .json, .ndjson, .jsonl or .har file, compressed or not",
                display(path)
            );
        } else {
            found.push(file(path.clone())?);
        }
    }
    anyhow::ensure!(
        stdin < 2,
        "the standard input can be read once: leave out one `-`"
    );
    anyhow::ensure!(
        name.is_none() || stdin == 1,
        "--name names the standard input, which is not read: add `-`"
    );
    Ok(found)
}

fn metadata(path: &Path) -> anyhow::Result<std::fs::Metadata> {
    std::fs::metadata(path)
        .map_err(|error| anyhow::anyhow!("failed to find `{}`: {error}", display(path)))
}

fn file(path: PathBuf) -> anyhow::Result<Found> {
    let metadata = metadata(&path)?;
    let name = display(&path);
    Ok(Found {
        holds: Holds::of_name(&name).unwrap_or(Holds::Unknown),
        name,
        path: Some(path),
        size: metadata.is_file().then_some(metadata.len()),
    })
}

/// The recordings of a directory and of those below it, in the order of their names.
fn recordings(directory: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    // A link that leads back up ends as an error, and not never.
    for entry in WalkDir::new(directory)
        .follow_links(true)
        .sort_by_file_name()
    {
        let entry = entry.map_err(|error| {
            anyhow::anyhow!(
                "failed to read the directory `{}`: {error}",
                display(directory)
            )
        })?;
        let is_recording = !entry.file_type().is_dir()
            && Holds::of_name(&entry.file_name().to_string_lossy()).is_some();
        if is_recording {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}

/// The recordings beneath the directory of fixtures that `origins.yaml` does not list: nothing would judge them.
pub(crate) fn fixtures_beside(directory: &Path, origins: &Origins) -> anyhow::Result<Vec<String>> {
    Ok(recordings(directory)?
        .iter()
        .filter_map(|path| path.strip_prefix(directory).ok())
        .map(display)
        .filter(|path| !origins.fixtures.iter().any(|fixture| fixture.path == *path))
        .collect())
}

/// A path with forward slashes, so that reports are the same everywhere.
pub(crate) fn display(path: &Path) -> String {
    path.display()
        .to_string()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
