//! What is going to happen, written down before it happens.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{JOURNAL, STAGING};
use crate::tree::Tree;

/// All that follows the commit of one change. Paths are relative to the tree's root.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    /// Files and links to remove.
    pub(super) remove: Vec<PathBuf>,
    /// Directories to remove, inner ones first.
    pub(super) remove_directories: Vec<PathBuf>,
    /// Staged files to put in place.
    pub(super) place: Vec<Placement>,
}

/// One staged file and where it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Placement {
    /// Its name in the staging directory.
    pub(super) staged: String,
    /// Its path.
    pub(super) path: PathBuf,
}

impl Journal {
    /// A journal of removals.
    pub(super) fn new(remove: &[PathBuf], remove_directories: &[PathBuf]) -> Self {
        Self {
            remove: remove.to_owned(),
            remove_directories: remove_directories.to_owned(),
            place: Vec::new(),
        }
    }

    /// The journal of a tree; `None` where there is none, or none of ours: one that names a path outside of what the machine owns, or
    /// that is not whole, is not to be acted on.
    pub(super) fn read(tree: Tree<'_>) -> Option<Self> {
        let path = tree.root.join(STAGING).join(JOURNAL);
        let journal: Self = serde_json::from_slice(&fs_err::read(path).ok()?).ok()?;
        let mut paths = journal
            .remove
            .iter()
            .chain(&journal.remove_directories)
            .chain(journal.place.iter().map(|place| &place.path));
        let mut names = journal.place.iter().map(|place| &place.staged);
        (paths.all(|path| tree.territory.holds(path))
            && names.all(|name| name.bytes().all(|byte| byte.is_ascii_digit())))
        .then_some(journal)
    }

    /// The text of the file. A name that is not UTF-8 cannot be said in JSON and is left out; what it names is an orphan, which the
    /// next run finds by itself.
    pub(super) fn to_text(&self) -> String {
        let sayable = |paths: &[PathBuf]| {
            paths
                .iter()
                .filter(|path| path.to_str().is_some())
                .cloned()
                .collect()
        };
        let journal = Self {
            remove: sayable(&self.remove),
            remove_directories: sayable(&self.remove_directories),
            place: self.place.clone(),
        };
        serde_json::json!(journal).to_string()
    }
}
