//! `lint`.

use std::fs;

use serde_json::Value;

use crate::project::{Project, spec};

#[test]
fn sound_specs_are_listed_with_what_their_types_leave_unsaid() {
    let project = Project::new();
    let outcome = project.run(&["lint"]);
    assert_eq!((outcome.code, &*outcome.stderr), (0, ""));
    for spec in ["specs/alpha.yaml: 0 errors", "specs/beta.yaml: 0 errors"] {
        assert!(outcome.stdout.contains(spec), "{}", outcome.stdout);
    }
    assert!(
        !project.path("generated/src/providers").exists(),
        "`lint` wrote something"
    );
}

#[test]
fn a_spec_can_be_named_and_lie_anywhere() {
    let project = Project::new();
    fs::write(project.path("elsewhere.yaml"), spec("elsewhere", 2)).unwrap();
    let outcome = project.run(&["lint", "elsewhere.yaml"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(
        outcome.stdout.starts_with("elsewhere.yaml: 0 errors"),
        "{}",
        outcome.stdout
    );
    assert!(!outcome.stdout.contains("alpha"), "{}", outcome.stdout);
}

#[test]
fn problems_are_status_1_and_do_not_hide_other_specs() {
    let project = Project::new();
    project.edit_spec("type:", "typ:");
    let outcome = project.run(&["lint"]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stderr.contains("specs/beta.yaml:"),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stdout.contains("specs/alpha.yaml: 0 errors"),
        "{}",
        outcome.stdout
    );
    assert!(
        outcome.stdout.contains("specs/beta.yaml: 1 error"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn what_cannot_be_read_is_status_2() {
    let project = Project::new();
    assert_eq!(project.run(&["lint", "missing.yaml"]).code, 2);
    assert_eq!(project.run(&["lint", "specs"]).code, 2);
}

#[test]
fn programs_get_json() {
    let project = Project::new();
    project.edit_spec("type:", "typ:");
    let outcome = project.run(&["lint", "--format", "json"]);
    assert_eq!((outcome.code, &*outcome.stderr), (1, ""));
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(document["specs"][0]["spec"], "specs/alpha.yaml");
    assert_eq!(document["specs"][0]["errors"], 0);
    assert_eq!(document["specs"][1]["errors"], 1);
    assert_eq!(document["specs"][1]["diagnostics"][0]["severity"], "error");
}

#[test]
fn what_the_types_leave_unsaid_has_a_place() {
    let project = Project::new();
    project.edit_spec("type: string", "type: object");
    let text = fs::read_to_string(project.path("specs/beta.yaml")).unwrap();
    let lines = text.lines().count();
    let outcome = project.run(&["lint", "specs/beta.yaml"]);
    assert_eq!((outcome.code, &*outcome.stderr), (0, ""));
    assert!(
        outcome.stdout.contains("1 kept as raw JSON"),
        "{}",
        outcome.stdout
    );

    let outcome = project.run(&["lint", "specs/beta.yaml", "--format", "json"]);
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let entry = &document["specs"][0]["fidelity"][0];
    assert_eq!(entry["kind"], "raw-json");
    assert!(
        entry["line"] == lines - 1 || entry["line"] == lines,
        "{entry}"
    );
    assert!(
        entry["pointer"]
            .as_str()
            .unwrap()
            .starts_with("/components/schemas/Page/properties/p2"),
        "{entry}"
    );
}

#[test]
fn warnings_are_fatal_where_they_are_denied() {
    let project = Project::new();
    // A property that is required and not described.
    project.edit_spec(
        "      type: object\n",
        "      type: object\n      required: [p9]\n",
    );
    for (arguments, code) in [
        (&["lint"][..], 0),
        (&["lint", "--deny-warnings"], 1),
        (&["regenerate"], 0),
    ] {
        let outcome = project.run(arguments);
        assert_eq!(outcome.code, code, "{arguments:?}: {}", outcome.stderr);
        assert!(
            outcome.stderr.contains("warning[unknown-required]"),
            "{arguments:?}: {}",
            outcome.stderr
        );
    }
}

#[test]
fn of_very_many_problems_the_first_are_shown() {
    let project = Project::new();
    let properties: String = (0..250)
        .map(|number| format!("        p{number}: {{typ: string}}\n"))
        .collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: Many, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties:\n{properties}"
    );
    fs::write(project.path("many.yaml"), text).unwrap();
    let outcome = project.run(&["lint", "many.yaml"]);
    assert_eq!(outcome.code, 1);
    assert_eq!(
        outcome.stderr.matches("error[unknown-keyword]").count(),
        100
    );
    assert!(
        outcome.stderr.contains("… and 150 errors, 0 warnings more"),
        "{}",
        outcome.stderr
    );
    let outcome = project.run(&["lint", "--format", "json", "many.yaml"]);
    let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(report["specs"][0]["errors"], 250);
    assert_eq!(
        report["specs"][0]["diagnostics"].as_array().unwrap().len(),
        250
    );
}

/// A key of the document is shown, and reaches no terminal as it is.
#[test]
fn what_is_lost_is_shown_without_control_characters() {
    let project = Project::new();
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: object, properties: {\"\\e[2J\": {}}}}}\n";
    fs::write(project.path("escape.yaml"), text).unwrap();
    let outcome = project.run(&["lint", "escape.yaml"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stdout.contains("␛[2J"), "{}", outcome.stdout);
    assert!(!outcome.stdout.contains('\u{1b}'), "{}", outcome.stdout);
}
