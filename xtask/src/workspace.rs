//! Where the project's parts are, and how its specs are read.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use anyhow::{Context, anyhow, bail};
use callspec_generator::source::Source;
use callspec_generator::spec;

use crate::terminal;

/// The project.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The project at `root`; without it, the one around the current directory.
    ///
    /// A project is a directory with a `Cargo.toml` and a `specs` directory. Nothing is asked of `generated/`, which may be missing.
    ///
    /// # Errors
    /// Where there is none.
    pub(crate) fn find(root: Option<&Path>) -> anyhow::Result<Self> {
        if let Some(root) = root {
            if !is_project(root) {
                bail!(
                    "failed to find a project in {}: it needs a `Cargo.toml` and a `specs` directory",
                    root.display()
                );
            }
            return Ok(Self {
                root: root.to_owned(),
            });
        }
        let current = std::env::current_dir().context("failed to find the current directory")?;
        match current.ancestors().find(|directory| is_project(directory)) {
            Some(root) => Ok(Self {
                root: root.to_owned(),
            }),
            None => bail!(
                "failed to find a project around {}: name one with `--root DIR`",
                current.display()
            ),
        }
    }

    /// The directory that holds everything.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The crate whose providers are written, and the runtime of crates that are generated elsewhere.
    pub(crate) fn generated(&self) -> PathBuf {
        self.root.join("generated")
    }

    /// Every `specs/*.yaml`, by name, called as a person at the root would call it: `specs/bird.yaml`.
    ///
    /// # Errors
    /// Where one cannot be read, or there is none: the code of a project without specs is more likely in danger than unwanted.
    pub(crate) fn specs(&self) -> anyhow::Result<Vec<Source>> {
        let mut specs = Vec::new();
        for entry in fs_err::read_dir(self.root.join("specs"))? {
            let path = entry?.path();
            let Some(name) = path.file_name().and_then(OsStr::to_str) else {
                bail!(
                    "failed to read {}: the name of a spec is UTF-8",
                    path.display()
                );
            };
            // Editors keep their own beside a file: `.bird.yaml.swp`, `bird.yaml~`.
            if name.starts_with('.') {
                continue;
            }
            match path.extension().and_then(OsStr::to_str) {
                Some("yaml") => specs.push(read(&path, &format!("specs/{name}"))?),
                Some("yml") => terminal::warning(&format!(
                    "specs/{name} is not read: a spec's name ends in `.yaml`"
                )),
                _ => {}
            }
        }
        if specs.is_empty() {
            bail!(
                "failed to find a spec: there is no `*.yaml` in {}",
                self.root.join("specs").display()
            );
        }
        specs.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(specs)
    }

    /// Waits until no other run of this program writes, or none reads where this one is going to write. The lock ends with the value,
    /// and with the process however it ends.
    ///
    /// Where a directory cannot be locked (some network file systems, Windows), two runs at once are not kept apart.
    pub(crate) fn lock(&self, access: Access) -> Option<File> {
        lock(&self.generated(), access)
    }
}

/// As [`Workspace::lock`], for any directory.
pub(crate) fn lock(directory: &Path, access: Access) -> Option<File> {
    let directory = File::open(directory).ok()?;
    match access {
        Access::Read => directory.lock_shared(),
        Access::Write => directory.lock(),
    }
    .ok()?;
    Some(directory)
}

/// What a run is going to do with the generated files.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Access {
    /// Compare them.
    Read,
    /// Replace them.
    Write,
}

/// Reads one spec, to be called `name` in messages.
///
/// # Errors
/// Where it cannot be read or is not UTF-8.
pub(crate) fn read(path: &Path, name: &str) -> anyhow::Result<Source> {
    let bytes = fs_err::read(path)?;
    String::from_utf8(bytes)
        .map(|text| Source::new(name, text))
        .map_err(|error| anyhow!("failed to read {name}{}", not_utf8(&error)))
}

/// Where the text stops being UTF-8, and what it seems to be.
fn not_utf8(error: &FromUtf8Error) -> String {
    let bytes = error.as_bytes();
    let (before, after) = bytes
        .split_at_checked(error.utf8_error().valid_up_to())
        .unwrap_or_default();
    let before = String::from_utf8_lossy(before);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    let found = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "this is UTF-16".to_owned(),
        _ => {
            let byte = after.first().copied().unwrap_or_default();
            format!("the byte {byte:02X} is not UTF-8")
        }
    };
    format!(":{line}:{column}: {found}; save the file as UTF-8")
}

/// Reads the files beneath the document's folder that it refers to, and that those refer to. A link that leads out of the folder is not
/// followed, and what cannot be read is left to the diagnostics: they say where it is referred to.
///
/// # Errors
/// Where the folder is not there, or a file is not UTF-8.
pub(crate) fn read_files(source: &mut Source, path: &Path) -> anyhow::Result<()> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let folder = fs_err::canonicalize(folder)?;
    let mut seen = BTreeSet::new();
    loop {
        let mut files = spec::referenced_files(source);
        files.retain(|file| seen.insert(file.clone()));
        if files.is_empty() {
            return Ok(());
        }
        for name in files {
            let found = folder.join(&name).canonicalize();
            if let Ok(file) = found
                && file.starts_with(&folder)
                && file.is_file()
            {
                source.files.push(read(&file, &name)?);
            }
        }
    }
}

fn is_project(directory: &Path) -> bool {
    directory.join("Cargo.toml").is_file() && directory.join("specs").is_dir()
}
