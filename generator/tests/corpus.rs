//! Published documents of others: what independent validators call valid is read without an error.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use callspec_generator::diagnostics::Diagnostic;
use callspec_generator::source::Source;
use callspec_generator::spec;

/// A folder of the corpus; `None` where it is not there.
fn corpus(relative: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpus")
        .join(relative);
    if !folder.is_dir() {
        println!("skipped: there is no {}", folder.display());
        return None;
    }
    Some(folder)
}

/// The first errors of a document.
fn errors(path: &Path) -> Vec<String> {
    let name = path.file_name().unwrap().to_str().unwrap();
    let source = Source::new(name, fs::read_to_string(path).unwrap());
    let parsed = spec::parse(&source);
    assert!(parsed.document.is_some() || !parsed.diagnostics.is_empty());
    parsed
        .diagnostics
        .iter()
        .filter(|problem| problem.is_error())
        .map(Diagnostic::to_string)
        .collect()
}

#[test]
fn documents_that_validators_call_valid_are_read() {
    let Some(folder) = corpus("openapi") else {
        return;
    };
    let index = fs::read_to_string(folder.join("../INDEX.tsv")).unwrap();
    let mut failures = Vec::new();
    let mut read = 0;
    for row in index.lines().skip(1) {
        let (file, verdict) = (row.split('\t').next(), row.split('\t').next_back());
        let errors = errors(&folder.join(file.unwrap()));
        if verdict == Some("valid") {
            read += 1;
            failures.extend(errors);
        } else {
            let count = errors.len();
            println!("{}: {count} errors; {}", file.unwrap(), verdict.unwrap());
            errors
                .iter()
                .take(3)
                .for_each(|error| println!("  {error}"));
        }
    }
    assert!(read >= 100, "only {read} valid documents");
    let count = failures.len();
    assert!(
        failures.is_empty(),
        "{count} errors:\n{}",
        failures.join("\n")
    );
}

/// The documents that the standard's own tests call valid; this reader refuses those of them that are broken beyond their JSON Schema.
#[test]
fn documents_that_the_standard_calls_valid_are_read() {
    const BROKEN: &[(&str, &str)] = &[
        (
            "operation-object-example.yaml",
            "a path parameter has another name than its place in the template",
        ),
        (
            "security-scheme-object-examples.yaml",
            "a reference leads to another document",
        ),
    ];
    let mut read = 0;
    for suite in [
        "suites/oai-v3.0-pass/_archive_/schemas/v3.0/pass",
        "suites/oai-v3.1-tests/tests/schema/pass",
    ] {
        for entry in corpus(suite)
            .iter()
            .flat_map(|folder| fs::read_dir(folder).unwrap())
        {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let errors = errors(&path);
            let broken = BROKEN.iter().any(|(file, _)| *file == name);
            assert_eq!(!errors.is_empty(), broken, "{name}: {errors:#?}");
            read += 1;
        }
    }
    assert!(read == 0 || read == 41, "{read} documents");
}
