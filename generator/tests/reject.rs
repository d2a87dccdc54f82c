//! Documents that are refused or frowned on, each with the diagnostics as a person sees them.
//!
//! A case is a file in `cases/reject` or `cases/warn`; its snapshot stands beside it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use callspec_generator::diagnostics::{Severity, render};
use callspec_generator::source::Source;
use callspec_generator::spec;

#[test]
fn refused_documents_say_why() {
    assert!(check("reject", Severity::Error) >= 45, "cases are missing");
}

#[test]
fn suspicious_documents_say_why() {
    assert!(check("warn", Severity::Warning) >= 3, "cases are missing");
}

/// Compares every case of a folder with its snapshot; the gravest diagnostic of each is of this severity.
fn check(folder: &str, severity: Severity) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(folder);
    let mut cases: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    cases.sort();

    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for case in &cases {
            let name = case.file_stem().unwrap().to_str().unwrap();
            let source = Source::new(format!("{name}.yaml"), fs::read_to_string(case).unwrap());
            let parsed = spec::parse(&source);
            let gravest = parsed
                .diagnostics
                .iter()
                .map(|diagnostic| diagnostic.severity)
                .min();
            assert_eq!(gravest, Some(severity), "{name}: {:#?}", parsed.diagnostics);
            let shown: Vec<String> = parsed
                .diagnostics
                .iter()
                .map(|diagnostic| render(diagnostic, &source))
                .collect();
            insta::assert_snapshot!(name, shown.join("\n\n"));
        }
    });
    cases.len()
}
