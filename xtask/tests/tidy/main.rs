//! What reviewers should not have to look for: who imports whom, what each file must have or must not have, that no list in one
//! place differs from the same list in another, and that what the documentation names is there.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and so do its helpers"
)]

mod docs;
mod files;
mod imports;
mod lists;
mod network;
mod packages;

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

/// The project.
fn root() -> PathBuf {
    fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap()
}

/// Every file of the project below `directory`, by name, build output and hidden directories left out.
fn files(directory: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![root().join(directory)];
    while let Some(directory) = pending.pop() {
        for entry in fs::read_dir(&directory).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let hidden = name.starts_with('.')
                && !matches!(
                    name,
                    ".ci" | ".github" | ".cargo" | ".gitattributes" | ".gitignore"
                );
            if hidden || name == "target" || path.is_symlink() {
                continue;
            }
            if path.is_dir() {
                pending.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The files below `directory` whose names end in `extension`, with their text.
fn texts(directory: &str, extension: &str) -> Vec<(String, String)> {
    let named = |path: &PathBuf| path.extension().is_some_and(|found| found == extension);
    files(directory)
        .into_iter()
        .filter(named)
        .map(|path| (name(&path), fs::read_to_string(path).unwrap()))
        .collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// A path as the project spells it.
fn name(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap();
    path.components()
        .map(|component| component.as_os_str().to_str().unwrap())
        .collect::<Vec<_>>()
        .join("/")
}

/// Fails with all complaints at once.
#[track_caller]
fn assert_none<T: Display>(complaints: impl IntoIterator<Item = T>) {
    let complaints: Vec<_> = complaints
        .into_iter()
        .map(|complaint| complaint.to_string())
        .collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
