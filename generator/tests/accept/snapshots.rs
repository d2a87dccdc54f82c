//! What each case becomes.

use std::fmt::Write;

use callspec_generator::{Options, generate};

use crate::cases;

#[test]
fn no_case_is_refused() {
    let refused: Vec<_> = cases::all()
        .iter()
        .filter_map(|case| generate(std::slice::from_ref(&case.source), &Options::default()).err())
        .flatten()
        .map(|problem| problem.to_string())
        .collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn every_case_becomes_its_snapshot() {
    for case in cases::all() {
        let mut text = String::new();
        for (file, content) in case.files("crate::support") {
            // Behind the header, which is the same in every file, and the introduction.
            let (_, items) = content.split_once("\n\n").unwrap();
            let (introduction, items) = items.split_once("\n\n").unwrap_or((items, ""));
            let about_module =
                ["operations", "security", "servers"].contains(&case.construct.as_str());
            if file == "mod" && about_module {
                writeln!(text, "// {file}.rs\n{introduction}\n\n{items}").unwrap();
            } else if file != "mod" && !items.is_empty() {
                writeln!(text, "// {file}.rs\n{items}").unwrap();
            }
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(cases::folder().join(&case.construct));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(case.name.as_str(), text.trim_end()));
    }
}
