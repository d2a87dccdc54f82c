//! A directory of which a part is the machine's.

use std::path::{Component, Path};

/// The file in a crate of its own that names all others which were generated there.
pub(crate) const RECORD: &str = ".callspec-files";

/// A directory, and what of it the machine owns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tree<'a> {
    /// The directory.
    pub(crate) root: &'a Path,
    /// What of it is the machine's.
    pub(crate) territory: Territory,
}

/// What the machine owns in a directory; everything else is a person's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Territory {
    /// Directories, with all that is in them.
    pub(crate) directories: &'static [&'static str],
    /// Single files beside them.
    pub(crate) files: &'static [&'static str],
}

impl Territory {
    /// Of `generated/`: the providers and their schemas.
    pub(crate) const PROVIDERS: Self = Self {
        directories: &["schemas", "src/providers"],
        files: &[],
    };
    /// Of a crate of its own: all but what Cargo and its user put there.
    pub(crate) const PACKAGE: Self = Self {
        directories: &["schemas", "src"],
        files: &["Cargo.toml", "README.md", RECORD],
    };

    /// Whether `path`, relative to the directory, is inside, and stays there.
    pub(crate) fn holds(&self, path: &Path) -> bool {
        let stays = path
            .components()
            .all(|component| matches!(component, Component::Normal(_)));
        let inside = |owned: &&str| {
            path.strip_prefix(owned)
                .is_ok_and(|rest| rest != Path::new(""))
        };
        stays
            && (self.directories.iter().any(inside)
                || self.files.iter().any(|owned| path == Path::new(owned)))
    }
}

impl<'a> Tree<'a> {
    /// The crate `callspec`, of which the providers are generated.
    pub(crate) fn providers(root: &'a Path) -> Self {
        Self {
            root,
            territory: Territory::PROVIDERS,
        }
    }

    /// A crate of its own.
    pub(crate) fn package(root: &'a Path) -> Self {
        Self {
            root,
            territory: Territory::PACKAGE,
        }
    }
}
