//! The folder of a crate, and which of its files are ours.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use callspec_generator::output::Output;

use crate::apply::{self, Leftovers, STAGING};
use crate::disk::{self, Entry, Listing};
use crate::plan::Plan;
use crate::terminal;
use crate::tree::{RECORD, Territory, Tree};
use crate::workspace::{self, Access};

/// How the record begins.
const TITLE: &str = "# The files that `cargo xtask generate` wrote here. It replaces and deletes these and no others.\n";

/// A folder that may be written to.
#[derive(Debug)]
pub(super) struct Folder<'a> {
    root: &'a Path,
    exists: bool,
    /// What a former run wrote.
    recorded: BTreeSet<PathBuf>,
}

impl<'a> Folder<'a> {
    /// Looks whose the folder is.
    ///
    /// # Errors
    /// Where it holds something and no run of this command has written it, or its record is damaged.
    pub(super) fn look(root: &'a Path) -> anyhow::Result<Self> {
        let mut folder = Self {
            root,
            exists: true,
            recorded: BTreeSet::new(),
        };
        let entries = match fs_err::read_dir(root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                folder.exists = false;
                return Ok(folder);
            }
            Err(error) => return Err(error).context("failed to use the folder for the crate"),
        };
        match fs_err::read_to_string(root.join(RECORD)) {
            Ok(text) => folder.recorded = recorded(&text, root)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A run that was killed early leaves its staging directory, and a journal where it got that far.
                let committed = apply::leftovers(folder.tree()) == Leftovers::Committed;
                for entry in entries {
                    if entry?.file_name() != STAGING && !committed {
                        bail!(
                            "failed to use {}: it is not empty, and `cargo xtask generate` has not written it",
                            root.display()
                        );
                    }
                }
            }
            Err(error) => return Err(error).context("failed to read what was generated before"),
        }
        Ok(folder)
    }

    /// Finishes or forgets what an interrupted run began. The lock keeps other runs away; there is none where there is no folder.
    ///
    /// # Errors
    /// Where a file cannot be moved or removed.
    pub(super) fn repair(&self) -> anyhow::Result<Option<File>> {
        if !self.exists {
            return Ok(None);
        }
        let lock = workspace::lock(self.root, Access::Write);
        match apply::repair(self.tree())? {
            Leftovers::None => {}
            Leftovers::Uncommitted => {
                terminal::say("an interrupted run had changed nothing; its files are removed\n");
            }
            Leftovers::Committed => terminal::say("an interrupted run is finished\n"),
        }
        Ok(lock)
    }

    /// The folder as a tree of which a part is ours.
    pub(super) fn tree(&self) -> Tree<'a> {
        Tree::package(self.root)
    }

    /// Adds the record to the files of a generation, and compares them with what is there.
    ///
    /// # Errors
    /// Where a file that is to be written is somebody else's.
    pub(super) fn compare(&self, mut output: Output) -> anyhow::Result<Plan> {
        let files = &mut output.files;
        let mut record = TITLE.to_owned();
        for path in files.keys() {
            record += path;
            record.push('\n');
        }
        files.insert(RECORD.to_owned(), record);
        let written: BTreeSet<PathBuf> = files.keys().map(|path| from_output(path)).collect();
        let mut listing = disk::list(self.tree(), |path| written.contains(path))?;
        for (name, text) in files.iter() {
            let path = from_output(name);
            let free = match listing.get(&path) {
                None => true,
                Some(Entry::File(Some(bytes))) => bytes == text.as_bytes(),
                Some(_) => false,
            };
            if !free && name != RECORD && !self.recorded.contains(&path) {
                bail!(
                    "failed to write {}: there is something that `cargo xtask generate` has not written",
                    self.root.join(path).display()
                );
            }
        }
        self.forget_foreign(&mut listing, &written);
        Plan::new(output, &listing, Territory::PACKAGE)
    }

    /// Takes out of the listing what is neither ours nor in our way: a plan deletes what it sees and does not write.
    fn forget_foreign(&self, listing: &mut Listing, written: &BTreeSet<PathBuf>) {
        let ours = |path: &PathBuf| self.recorded.contains(path) || written.contains(path);
        let (mut kept, mut emptied) = (BTreeSet::new(), BTreeSet::new());
        for (path, entry) in listing.iter() {
            if *entry != Entry::Directory {
                let directories = path.ancestors().skip(1).map(Path::to_owned);
                if ours(path) {
                    emptied.extend(directories);
                } else {
                    kept.extend(directories);
                }
            }
        }
        listing.retain(|path, entry| match entry {
            Entry::Directory => emptied.contains(path) && !kept.contains(path),
            _ => ours(path),
        });
    }
}

/// The keys of an output, and the lines of a record, have `/` on every system.
fn from_output(path: &str) -> PathBuf {
    path.split('/').collect()
}

/// The paths in a record. It lies where anybody can edit it, so nothing in it can name what is not ours to touch.
fn recorded(text: &str, root: &Path) -> anyhow::Result<BTreeSet<PathBuf>> {
    let damaged = || {
        format!(
            "failed to use {}: {RECORD} is not as `cargo xtask generate` wrote it",
            root.display()
        )
    };
    let lines = text.strip_prefix(TITLE).with_context(damaged)?.lines();
    let path = |line| Some(from_output(line)).filter(|path| Territory::PACKAGE.holds(path));
    lines.map(|line| path(line).with_context(damaged)).collect()
}
