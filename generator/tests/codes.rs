//! `docs/codes.md`: every code with what it means and an example, which is run.
//!
//! The meaning is the code's own documentation in `src/diagnostics/code.rs`, the example a document in `src/diagnostics/examples`.
//! `CALLSPEC_UPDATE=1 cargo test -p callspec-generator --test codes` writes the page anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use callspec_generator::diagnostics::{Code, Diagnostic, render};
use callspec_generator::source::Source;
use callspec_generator::{Options, generate};

const HEAD: &str = "# The codes, by example

<!-- Written by `CALLSPEC_UPDATE=1 cargo test -p callspec-generator --test codes` from generator/src/diagnostics. Do not edit. -->

Every code with a document that draws it, as the command line shows it. [diagnostics.md](diagnostics.md) tells how to read one.

";

fn example(code: Code) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/diagnostics/examples")
        .join(format!("{}.yaml", code.as_str()))
}

/// All codes on one screen.
fn table() -> String {
    let mut table = "| code | | means |\n|---|---|---|\n".to_owned();
    for code in Code::ALL {
        let (name, severity, meaning) =
            (code.as_str(), code.severity().as_str(), code.explanation());
        let _ = writeln!(table, "| [`{name}`](#{name}) | {severity} | {meaning} |");
    }
    table
}

/// What is said of a code's example.
fn said(code: Code, text: &str) -> (Vec<Source>, Vec<Diagnostic>) {
    let mut sources = vec![Source::new("example.yaml", text)];
    if code == Code::ModuleCollision {
        // The one problem that it takes two files for.
        sources.push(Source::new("more/example.yaml", text));
    }
    let said = match generate(&sources, &Options::default()) {
        Ok(generation) => generation.warnings,
        Err(problems) => problems,
    };
    (sources, said)
}

#[test]
fn every_code_has_an_example_that_draws_it() {
    let mut page = format!("{HEAD}{}", table());
    let mut problems = Vec::new();
    for code in Code::ALL.iter().copied() {
        let Ok(text) = fs::read_to_string(example(code)) else {
            problems.push(format!("there is no {}", example(code).display()));
            continue;
        };
        let (sources, said) = said(code, &text);
        let Some(shown) = said.iter().find(|diagnostic| diagnostic.code == code) else {
            let said: Vec<_> = said.iter().map(ToString::to_string).collect();
            problems.push(format!(
                "`{}` is not what its example draws: {said:#?}",
                code.as_str()
            ));
            continue;
        };
        assert_eq!(shown.severity, code.severity());
        if shown.help.is_none() {
            problems.push(format!("`{}` does not say what to do", code.as_str()));
        }
        let source = sources
            .iter()
            .find(|source| source.name == shown.source)
            .unwrap();
        let _ = write!(
            page,
            "\n## {}\n\n{} ({})\n\n```text\n{}\n```\n",
            code.as_str(),
            code.explanation(),
            code.severity().as_str(),
            render(shown, source)
                .lines()
                .map(str::trim_end)
                .collect::<Vec<_>>()
                .join("\n"),
        );
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/codes.md");
    if std::env::var_os("CALLSPEC_UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/codes.md is stale: run `CALLSPEC_UPDATE=1 cargo test -p callspec-generator --test codes`, and read what changes"
    );
}

#[test]
fn every_example_is_of_a_code() {
    let folder = example(Code::YamlSyntax);
    for entry in fs::read_dir(folder.parent().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        assert!(
            Code::ALL.iter().any(|code| example(*code) == path),
            "{} is of no code",
            path.display()
        );
    }
}
