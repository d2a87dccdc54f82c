//! What is in the directories that the machine owns.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::workspace::OWNED;

/// What there is, by path relative to `generated/`.
pub(crate) type Listing = BTreeMap<PathBuf, Entry>;

/// One thing that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A file; its bytes, where they were asked for.
    File(Option<Vec<u8>>),
    /// A directory.
    Directory,
    /// A symbolic link or something stranger. It is never followed, opened or written through.
    Other,
}

/// Lists the owned directories of `generated`, and reads those files that `wanted` names.
///
/// # Errors
/// Where something cannot be listed or read, or an owned directory is something else.
pub(crate) fn list(generated: &Path, wanted: impl Fn(&Path) -> bool) -> anyhow::Result<Listing> {
    let mut listing = Listing::new();
    let mut pending = owned(generated)?;
    while let Some(directory) = pending.pop() {
        for entry in fs_err::read_dir(generated.join(&directory))? {
            let entry = entry?;
            let path = directory.join(entry.file_name());
            let kind = entry.file_type()?;
            let entry = if kind.is_dir() {
                pending.push(path.clone());
                Entry::Directory
            } else if kind.is_file() {
                Entry::File(if wanted(&path) {
                    Some(fs_err::read(entry.path())?)
                } else {
                    None
                })
            } else {
                Entry::Other
            };
            listing.insert(path, entry);
        }
    }
    Ok(listing)
}

/// The owned directories that exist, relative to `generated`.
///
/// # Errors
/// Where one of them, or what leads to one, is a link or a file: what a person put there is not written through and not replaced.
pub(crate) fn owned(generated: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut existing = Vec::new();
    'owned: for owned in OWNED {
        let mut path = PathBuf::new();
        for component in Path::new(owned).components() {
            path.push(component);
            match fs_err::symlink_metadata(generated.join(&path)) {
                Ok(metadata) if metadata.is_dir() => {}
                Ok(_) => bail!(
                    "failed to use {}: not a directory",
                    generated.join(&path).display()
                ),
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue 'owned,
                Err(error) => return Err(error).context("failed to look for generated files"),
            }
        }
        existing.push(path);
    }
    Ok(existing)
}
