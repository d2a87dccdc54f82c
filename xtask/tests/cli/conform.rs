//! `conform` hands everything over, and hands everything back.
//!
//! A stand-in takes the place of cargo, so that these tests neither need nor build the conformance crate.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::project::{Outcome, Project, finish};

fn conform(script: &str, arguments: &[&str]) -> (Project, Outcome) {
    let project = Project::new();
    let cargo = project.path("cargo");
    fs::write(&cargo, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = project.command(&["conform"]);
    command.args(arguments).env("CARGO", cargo);
    let outcome = finish(command);
    (project, outcome)
}

#[test]
fn arguments_go_through_untouched() {
    let arguments = [
        "--spec",
        "specs/alpha.yaml",
        "--format",
        "json",
        "--help",
        "-",
        "a file.json",
    ];
    let (project, outcome) = conform(r#"printf '%s\n' "$@""#, &arguments);
    let lines: Vec<_> = outcome.stdout.lines().collect();
    let manifest = fs::canonicalize(project.path("Cargo.toml")).unwrap();
    let (cargo, rest) = lines.split_at(6);
    assert_eq!(
        cargo[..5],
        [
            "run",
            "--quiet",
            "--package",
            "callspec-conformance",
            "--manifest-path"
        ]
    );
    assert_eq!(fs::canonicalize(cargo[5]).unwrap(), manifest);
    assert_eq!(rest[0], "--");
    assert_eq!(rest[1..], arguments);
}

#[test]
fn the_status_comes_back() {
    for (code, expected) in [(0, 0), (1, 1), (2, 2), (101, 2)] {
        let (_, outcome) = conform(&format!("echo data; echo words >&2; exit {code}"), &[]);
        assert_eq!(
            (outcome.code, &*outcome.stdout, &*outcome.stderr),
            (expected, "data\n", "words\n")
        );
    }
    assert_eq!(conform("kill -TERM $$", &[]).1.code, 2);
}

#[test]
fn a_cargo_that_cannot_be_started_is_status_2() {
    let project = Project::new();
    let mut command = project.command(&["conform"]);
    command.env("CARGO", project.path("missing"));
    let outcome = finish(command);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("failed to start cargo"),
        "{}",
        outcome.stderr
    );
}
