//! The difference between what the specs generate and what is on disk, as data.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::bail;
use callspec_generator::output::Output;

use crate::disk::{Entry, Listing};
use crate::tree::Territory;

/// What has to happen to what the machine owns of a tree. All paths are relative to the tree's root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// What no spec accounts for: files, and links whatever they lead to.
    pub(crate) remove: Vec<PathBuf>,
    /// Directories that hold nothing once `remove` is done, inner ones first.
    pub(crate) remove_directories: Vec<PathBuf>,
    /// Files that are missing or stale.
    pub(crate) write: Vec<Write>,
    /// How many files are as they should be.
    pub(crate) unchanged: usize,
}

/// One file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Write {
    /// Where it goes.
    pub(crate) path: PathBuf,
    /// What is there now, where it is a file.
    pub(crate) old: Option<Vec<u8>>,
    /// What it should say.
    pub(crate) new: String,
}

impl Plan {
    /// Compares `output` with what is on disk. Removals come first in time: what is to be removed may stand in the way of what is to
    /// be written, as a link in place of a directory does.
    ///
    /// # Errors
    /// Where `output` has a path outside the owned directories; no spec can cause that.
    pub(crate) fn new(
        output: Output,
        disk: &Listing,
        territory: Territory,
    ) -> anyhow::Result<Self> {
        let mut plan = Self::default();
        let mut files = BTreeSet::new();
        let mut directories = BTreeSet::new();
        for (name, new) in output.files {
            let path: PathBuf = name.split('/').collect();
            if !territory.holds(&path) {
                bail!("failed to place `{name}`: it is outside the places for generated files");
            }
            directories.extend(path.ancestors().skip(1).map(Path::to_owned));
            let old = match disk.get(&path) {
                Some(Entry::File(old)) => old.as_deref(),
                _ => None,
            };
            if old == Some(new.as_bytes()) {
                plan.unchanged += 1;
            } else {
                plan.write.push(Write {
                    path: path.clone(),
                    old: old.map(<[u8]>::to_vec),
                    new,
                });
            }
            files.insert(path);
        }
        for (path, entry) in disk {
            match entry {
                Entry::File(_) if files.contains(path) => {}
                Entry::File(_) | Entry::Other => plan.remove.push(path.clone()),
                Entry::Directory if directories.contains(path) => {}
                Entry::Directory => plan.remove_directories.push(path.clone()),
            }
        }
        // Paths sort a directory before what it holds.
        plan.remove_directories.reverse();
        Ok(plan)
    }

    /// Whether everything is as it should be.
    pub(crate) fn is_empty(&self) -> bool {
        self.remove.is_empty() && self.remove_directories.is_empty() && self.write.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(files: &[(&str, &str)]) -> Output {
        let mut output = Output::default();
        output.files.extend(
            files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned())),
        );
        output
    }

    fn file(text: &str) -> Entry {
        Entry::File(Some(text.as_bytes().to_owned()))
    }

    fn plan(files: &[(&str, &str)], disk: &[(&str, Entry)]) -> Plan {
        let disk = disk
            .iter()
            .map(|(path, entry)| (PathBuf::from(path), entry.clone()))
            .collect();
        Plan::new(output(files), &disk, Territory::PROVIDERS).unwrap()
    }

    #[test]
    fn equal_bytes_are_left_alone() {
        let plan = plan(
            &[("schemas/bird.json", "{}\n")],
            &[("schemas/bird.json", file("{}\n"))],
        );
        assert!(plan.is_empty());
        assert_eq!(plan.unchanged, 1);
    }

    #[test]
    fn missing_and_stale_files_are_written() {
        let plan = plan(
            &[("schemas/a.json", "1"), ("schemas/b.json", "2")],
            &[("schemas/b.json", file("0"))],
        );
        let write: Vec<_> = plan
            .write
            .iter()
            .map(|write| {
                (
                    write.path.to_str().unwrap(),
                    write.old.as_deref(),
                    &*write.new,
                )
            })
            .collect();
        assert_eq!(
            write,
            [
                ("schemas/a.json", None, "1"),
                ("schemas/b.json", Some(&b"0"[..]), "2")
            ]
        );
        assert_eq!(plan.unchanged, 0);
    }

    #[test]
    fn orphans_go_with_the_directories_that_they_leave_empty() {
        let plan = plan(
            &[("src/providers/mod.rs", "")],
            &[
                ("src/providers/mod.rs", file("")),
                ("src/providers/old", Entry::Directory),
                ("src/providers/old/deep", Entry::Directory),
                ("src/providers/old/deep/mod.rs", Entry::File(None)),
            ],
        );
        assert_eq!(plan.remove, [Path::new("src/providers/old/deep/mod.rs")]);
        assert_eq!(
            plan.remove_directories,
            [
                Path::new("src/providers/old/deep"),
                Path::new("src/providers/old")
            ]
        );
    }

    #[test]
    fn a_link_in_place_of_a_directory_or_file_is_removed_and_replaced() {
        let plan = plan(
            &[
                ("src/providers/bird/mod.rs", "new"),
                ("schemas/bird.json", "{}"),
            ],
            &[
                ("src/providers/bird", Entry::Other),
                ("schemas/bird.json", Entry::Other),
            ],
        );
        assert_eq!(
            plan.remove,
            [
                Path::new("schemas/bird.json"),
                Path::new("src/providers/bird")
            ]
        );
        assert_eq!(plan.write.len(), 2);
    }

    #[test]
    fn a_directory_in_place_of_a_file_is_removed() {
        let plan = plan(
            &[("schemas/bird.json", "{}")],
            &[("schemas/bird.json", Entry::Directory)],
        );
        assert_eq!(plan.remove_directories, [Path::new("schemas/bird.json")]);
        assert_eq!(plan.write.len(), 1);
    }

    #[test]
    fn paths_outside_the_owned_directories_are_refused() {
        for path in [
            "src/lib.rs",
            "schemas/../src/lib.rs",
            "/etc/passwd",
            "schemas",
            "schemas/",
            "src/providers/./../../x",
            "",
            "..",
        ] {
            assert!(
                Plan::new(output(&[(path, "")]), &Listing::new(), Territory::PROVIDERS).is_err(),
                "`{path}` was accepted"
            );
        }
    }
}
