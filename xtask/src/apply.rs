//! Makes a plan true, all or nothing, so that being killed at any moment leaves no half-written file and nothing that the next run
//! cannot repair.
//!
//! New files are written and synced inside the tree's root, in `.regenerate/`, on the same file system. Then a journal of all that
//! is to happen is renamed into place there: that rename is the one moment at which the whole change is decided. Before it, the staging
//! directory is litter, and the next run throws it away. After it, the next run finishes what the journal says, before it looks at any
//! spec. Files of the tree only ever change by a rename, so each is the old one or the new one, in full.

mod journal;

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context;
use fs_err as fs;

use self::journal::{Journal, Placement};
use crate::disk;
use crate::plan::Plan;
use crate::tree::Tree;

/// Where new files wait, relative to the tree's root.
pub(crate) const STAGING: &str = ".regenerate";
/// The journal, in [`STAGING`].
const JOURNAL: &str = "journal.json";

/// What an interrupted run left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leftovers {
    /// Nothing.
    None,
    /// New files that were not put in place: the tree is as it was.
    Uncommitted,
    /// A journal that was not finished: the tree may be part old, part new.
    Committed,
}

/// Makes `plan` true in a tree.
///
/// # Errors
/// Where a file cannot be written, moved or removed. Before the journal is in place, that leaves the tree as it was; afterwards, the
/// next run goes on from there.
pub(crate) fn apply(plan: &Plan, tree: Tree<'_>) -> anyhow::Result<()> {
    if plan.is_empty() {
        return Ok(());
    }
    let done = steps(plan).iter().try_for_each(|step| step.run(tree.root));
    if done.is_err() && leftovers(tree) == Leftovers::Uncommitted {
        // The reason that is reported is the first one; what cannot be cleaned up now, the next run cleans up.
        let _ = remove_any(&tree.root.join(STAGING));
    }
    done.context("failed to write the generated files")
}

/// Looks for traces of an interrupted run.
pub(crate) fn leftovers(tree: Tree<'_>) -> Leftovers {
    let staging = tree.root.join(STAGING);
    match (fs::symlink_metadata(&staging), Journal::read(tree)) {
        (Err(_), _) => Leftovers::None,
        (Ok(_), None) => Leftovers::Uncommitted,
        (Ok(_), Some(_)) => Leftovers::Committed,
    }
}

/// Finishes or forgets what an interrupted run began, and tells which.
///
/// # Errors
/// Where a file cannot be moved or removed.
pub(crate) fn repair(tree: Tree<'_>) -> anyhow::Result<Leftovers> {
    let staging = tree.root.join(STAGING);
    let found = leftovers(tree);
    disk::owned(tree)?;
    match (found, Journal::read(tree)) {
        (Leftovers::None, _) => Ok(()),
        (_, Some(journal)) => finish(&journal)
            .iter()
            .try_for_each(|step| step.run(tree.root)),
        (_, None) => remove_any(&staging),
    }
    .context("failed to repair what an interrupted run left behind")?;
    Ok(found)
}

/// One change of the disk, after which the process may be killed. Paths are relative to the tree's root.
#[derive(Debug)]
enum Step<'p> {
    /// Makes an empty staging directory.
    Begin,
    /// Writes one new file into the staging directory.
    Stage { name: String, text: &'p str },
    /// Decides: from here on the change will happen.
    Commit(Journal),
    /// Removes a file or link.
    Remove(PathBuf),
    /// Removes a directory, if it is empty.
    RemoveDirectory(PathBuf),
    /// Moves a staged file to its place.
    Place(Placement),
    /// Removes the journal, then the staging directory.
    End,
}

fn steps(plan: &Plan) -> Vec<Step<'_>> {
    let mut journal = Journal::new(&plan.remove, &plan.remove_directories);
    let mut steps = vec![Step::Begin];
    for (index, write) in plan.write.iter().enumerate() {
        let name = index.to_string();
        steps.push(Step::Stage {
            name: name.clone(),
            text: &write.new,
        });
        journal.place.push(Placement {
            staged: name,
            path: write.path.clone(),
        });
    }
    let after = finish(&journal);
    steps.push(Step::Commit(journal));
    steps.extend(after);
    steps
}

/// What follows the commit. Each step does nothing where it has been done already, so that it can be done again.
fn finish(journal: &Journal) -> Vec<Step<'static>> {
    let remove = journal.remove.iter().cloned().map(Step::Remove);
    let directories = journal
        .remove_directories
        .iter()
        .cloned()
        .map(Step::RemoveDirectory);
    let place = journal.place.iter().cloned().map(Step::Place);
    remove
        .chain(directories)
        .chain(place)
        .chain([Step::End])
        .collect()
}

impl Step<'_> {
    fn run(&self, generated: &Path) -> io::Result<()> {
        let staging = generated.join(STAGING);
        match self {
            Self::Begin => {
                remove_any(&staging)?;
                fs::create_dir_all(&staging)
            }
            Self::Stage { name, text } => write_new(&staging.join(name), text),
            Self::Commit(journal) => {
                let draft = staging.join("journal.draft");
                write_new(&draft, &journal.to_text())?;
                fs::rename(&draft, staging.join(JOURNAL))?;
                sync_directory(&staging);
                Ok(())
            }
            Self::Remove(path) => ignore(io::ErrorKind::NotFound, remove_file(generated, path)),
            Self::RemoveDirectory(path) => match fs::remove_dir(generated.join(path)) {
                // Somebody was there since the plan was made: what they left is an orphan for the next run to find.
                Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(()),
                Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(()),
                removed => ignore(io::ErrorKind::NotFound, removed),
            },
            Self::Place(Placement { staged, path }) => {
                let staged = staging.join(staged);
                if !staged.exists() {
                    return Ok(());
                }
                let parent = path.parent().unwrap_or(path);
                create_directories(generated, parent)?;
                if is_directory(&generated.join(path)) {
                    fs::remove_dir_all(generated.join(path))?;
                }
                fs::rename(staged, generated.join(path))?;
                sync_directory(&generated.join(parent));
                Ok(())
            }
            Self::End => {
                ignore(
                    io::ErrorKind::NotFound,
                    fs::remove_file(staging.join(JOURNAL)),
                )?;
                remove_any(&staging)
            }
        }
    }
}

/// Writes a file that does not exist yet, with the permissions that any new file gets, and waits until the disk has it.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Makes real directories of `path`, below `generated`: nothing is ever written through a link.
fn create_directories(generated: &Path, path: &Path) -> io::Result<()> {
    let mut directory = generated.to_owned();
    for component in path.components() {
        directory.push(component);
        if !is_directory(&directory) {
            remove_any(&directory)?;
            fs::create_dir(&directory)?;
        }
    }
    Ok(())
}

/// Removes a file or link, unless the way to it leads through a link.
fn remove_file(generated: &Path, path: &Path) -> io::Result<()> {
    let mut directory = generated.to_owned();
    for component in path.parent().unwrap_or(path).components() {
        directory.push(component);
        if !is_directory(&directory) {
            return Ok(());
        }
    }
    fs::remove_file(generated.join(path))
}

/// Removes whatever is there, without following links; nothing there is fine.
fn remove_any(path: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    ignore(io::ErrorKind::NotFound, removed)
}

/// Whether there is a directory, and not a link to one.
fn is_directory(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Asks that a rename outlast a power cut, where the system can be asked. A kill alone cannot undo it.
fn sync_directory(path: &Path) {
    if let Ok(directory) = File::open(path) {
        let _ = directory.sync_all();
    }
}

fn ignore(kind: io::ErrorKind, result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == kind => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests;
