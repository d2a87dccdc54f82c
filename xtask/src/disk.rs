//! What is in the places that the machine owns.

use std::collections::BTreeMap;
use std::fs::FileType;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::tree::Tree;

/// What there is, by path relative to the tree's root.
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

/// Lists what the machine owns of `tree`, and reads those files that `wanted` names.
///
/// # Errors
/// Where something cannot be listed or read, or an owned directory is something else.
pub(crate) fn list(tree: Tree<'_>, wanted: impl Fn(&Path) -> bool) -> anyhow::Result<Listing> {
    let mut listing = Listing::new();
    let mut add = |path: PathBuf, kind: FileType| -> anyhow::Result<bool> {
        let entry = if kind.is_dir() {
            Entry::Directory
        } else if kind.is_file() {
            Entry::File(if wanted(&path) {
                Some(fs_err::read(tree.root.join(&path))?)
            } else {
                None
            })
        } else {
            Entry::Other
        };
        listing.insert(path, entry);
        Ok(kind.is_dir())
    };
    for file in tree.territory.files {
        match fs_err::symlink_metadata(tree.root.join(file)) {
            Ok(metadata) => {
                add(PathBuf::from(file), metadata.file_type())?;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).context("failed to look for generated files"),
        }
    }
    let mut pending = owned(tree)?;
    while let Some(directory) = pending.pop() {
        for entry in fs_err::read_dir(tree.root.join(&directory))? {
            let entry = entry?;
            let path = directory.join(entry.file_name());
            if add(path.clone(), entry.file_type()?)? {
                pending.push(path);
            }
        }
    }
    Ok(listing)
}

/// The owned directories that exist, relative to the tree's root.
///
/// # Errors
/// Where one of them, or what leads to one, is a link or a file: what a person put there is not written through and not replaced.
pub(crate) fn owned(tree: Tree<'_>) -> anyhow::Result<Vec<PathBuf>> {
    let mut existing = Vec::new();
    'owned: for owned in tree.territory.directories {
        let mut path = PathBuf::new();
        for component in Path::new(owned).components() {
            path.push(component);
            match fs_err::symlink_metadata(tree.root.join(&path)) {
                Ok(metadata) if metadata.is_dir() => {}
                Ok(_) => bail!(
                    "failed to use {}: not a directory",
                    tree.root.join(&path).display()
                ),
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue 'owned,
                Err(error) => return Err(error).context("failed to look for generated files"),
            }
        }
        existing.push(path);
    }
    Ok(existing)
}
