//! The cases on disk.

use std::{
    fs,
    path::{Path, PathBuf},
};

use callspec_generator::{Generation, Options, generate, source::Source};

/// One document.
pub(crate) struct Case {
    /// The folder: `presence`.
    pub(crate) construct: String,
    /// The file without its ending: `matrix`.
    pub(crate) name: String,
    /// As diagnostics and generated code name it: `presence/matrix.yaml`.
    pub(crate) source: Source,
}

impl Case {
    /// What it becomes. A case that is refused is a failure that shows every problem.
    pub(crate) fn generate(&self, support: &str) -> Generation {
        let options = Options {
            support: support.to_owned(),
        };
        generate(std::slice::from_ref(&self.source), &options).unwrap_or_else(|problems| {
            let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
            panic!("{} is refused:\n{}", self.source.name, problems.join("\n"))
        })
    }

    /// The three Rust files: `models`, `operations` and `mod`, each with its text.
    pub(crate) fn files(&self, support: &str) -> [(&'static str, String); 3] {
        let mut files = self.generate(support).output.files;
        ["models", "operations", "mod"].map(|file| {
            let end = format!("/{file}.rs");
            let path = files
                .keys()
                .find(|path| path.ends_with(&end) && path.matches('/').count() == 3)
                .cloned();
            let text = path.and_then(|path| files.remove(&path));
            (
                file,
                text.unwrap_or_else(|| panic!("{} has no {file}.rs", self.source.name)),
            )
        })
    }
}

/// The folder of the cases.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/accept")
}

/// Every case, by path.
pub(crate) fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    for construct in entries(&folder()) {
        for file in entries(&construct)
            .into_iter()
            .filter(|file| file.extension().is_some_and(|ending| ending == "yaml"))
        {
            let construct = last(&construct);
            let text = fs::read_to_string(&file).unwrap();
            let name = last(&file).trim_end_matches(".yaml").to_owned();
            let source = Source::new(format!("{construct}/{name}.yaml"), text);
            cases.push(Case {
                construct,
                name,
                source,
            });
        }
    }
    assert!(cases.len() >= 30, "only {} cases", cases.len());
    cases
}

/// The five specs of the project; none where they are not there.
pub(crate) fn specs() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    if !folder.is_dir() {
        return Vec::new();
    }
    let yaml = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "yaml");
    let read = |file: PathBuf| {
        Source::new(
            format!("specs/{}", last(&file)),
            fs::read_to_string(&file).unwrap(),
        )
    };
    entries(&folder)
        .into_iter()
        .filter(yaml)
        .map(read)
        .collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    entries
}

fn last(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}
