//! The documents of a folder, and what others say of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Context;
use callspec_generator::PackageName;

/// One document.
#[derive(Debug)]
pub(super) struct Document {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its path relative to the folder, with `/` on every system.
    pub(super) title: String,
    /// The name of its crate, which no other has.
    pub(super) name: String,
}

/// Every document in `directory` and below, by path.
///
/// # Errors
/// Where a folder cannot be read.
pub(super) fn documents(directory: &Path) -> anyhow::Result<Vec<Document>> {
    let mut paths = Vec::new();
    let mut pending = vec![directory.to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in fs_err::read_dir(&folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let path = entry.path();
            let extension = path.extension().and_then(|extension| extension.to_str());
            if kind.is_dir() {
                pending.push(path);
            } else if matches!(extension, Some("yaml" | "yml" | "json")) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let mut taken = BTreeSet::new();
    let document = |path: PathBuf| {
        let relative = path.strip_prefix(directory).unwrap_or(&path);
        let parts = relative.components();
        let parts: Vec<_> = parts
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        let title = parts.join("/");
        let stem = title.rsplit_once('.').map_or(&*title, |(stem, _)| stem);
        let base = PackageName::of_document(&stem.replace('/', "-")).to_string();
        let mut name = base.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{base}-{number}");
            number += 1;
        }
        Document { path, title, name }
    };
    Ok(paths.into_iter().map(document).collect())
}

/// The column `independent` by the column `file`.
///
/// # Errors
/// Where the file cannot be read, or has no such columns.
pub(super) fn verdicts(file: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let text = fs_err::read_to_string(file)?;
    let mut lines = text.lines().map(|line| line.split('\t'));
    let titles: Vec<&str> = lines.next().map(Iterator::collect).unwrap_or_default();
    let column = |title| {
        titles
            .iter()
            .position(|found| *found == title)
            .with_context(|| format!("failed to read {}: no column `{title}`", file.display()))
    };
    let (name, verdict) = (column("file")?, column("independent")?);
    let row = |line: std::str::Split<'_, char>| {
        let cells: Vec<&str> = line.collect();
        Some((
            (*cells.get(name)?).to_owned(),
            (*cells.get(verdict)?).to_owned(),
        ))
    };
    Ok(lines.filter_map(row).collect())
}
