//! The built binary, as a person or a program starts it.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, and so do its helpers"
)]

mod conform;
mod generate;
mod hostile;
mod kill;
mod lint;
mod project;
mod regenerate;

use crate::project::{Project, run};

#[test]
fn alone_it_prints_help() {
    let outcome = run(&["--root", "."]);
    assert_eq!(outcome.code, 0);
    for word in [
        "regenerate",
        "generate",
        "lint",
        "conform",
        "corpus",
        "Exit status:",
    ] {
        assert!(
            outcome.stdout.contains(word),
            "no `{word}` in:\n{}",
            outcome.stdout
        );
    }
    assert_eq!(outcome.stderr, "");
}

#[test]
fn each_command_has_help() {
    for command in ["regenerate", "generate", "lint"] {
        let outcome = run(&[command, "--help"]);
        assert_eq!(outcome.code, 0);
        assert!(outcome.stdout.contains("--format"), "{}", outcome.stdout);
        assert!(
            outcome.stdout.contains("Exit status:"),
            "{}",
            outcome.stdout
        );
    }
    let outcome = run(&["help", "conform"]);
    assert_eq!(outcome.code, 0);
    assert!(
        outcome.stdout.contains("--operation ID"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn arguments_that_make_no_sense_are_status_2() {
    for arguments in [
        &["regenrate"][..],
        &["regenerate", "--chekc"],
        &["regenerate", "surplus"],
        &["lint", "--format", "xml"],
        &["generate", "spec.yaml"],
    ] {
        let outcome = run(arguments);
        assert_eq!(outcome.code, 2, "{arguments:?}");
        assert_eq!(outcome.stdout, "");
        assert!(outcome.stderr.starts_with("error: "), "{}", outcome.stderr);
    }
}

#[test]
fn a_root_that_is_no_project_is_status_2() {
    let empty = tempfile::tempdir().unwrap();
    let outcome = run(&["regenerate", "--root", empty.path().to_str().unwrap()]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("failed to find a project"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn the_project_is_found_from_a_directory_inside_it() {
    let project = Project::new();
    let inside = project.path("generated/src");
    std::fs::create_dir_all(&inside).unwrap();
    let outcome = project::run_in(&inside, &["regenerate"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(project.path("generated/src/providers/mod.rs").is_file());
}

#[test]
fn colours_need_a_terminal() {
    let project = Project::new();
    project.edit_spec("type:", "typ:");
    let outcome = project.run(&["regenerate"]);
    assert!(
        !outcome.stdout.contains('\x1b') && !outcome.stderr.contains('\x1b'),
        "{}",
        outcome.stderr
    );
}

#[test]
fn colours_can_be_forced_and_forbidden() {
    let project = Project::new();
    project.edit_spec("type:", "typ:");
    let stderr = |variables: &[(&str, &str)]| {
        let mut command = project.command(&["regenerate"]);
        command
            .env_remove("NO_COLOR")
            .envs(variables.iter().copied());
        project::finish(command).stderr
    };
    assert!(stderr(&[("CLICOLOR_FORCE", "1")]).contains('\x1b'));
    assert!(!stderr(&[("NO_COLOR", "1")]).contains('\x1b'));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let project = Project::new();
    for arguments in [
        &["lint"][..],
        &["regenerate", "--format", "json"],
        &["regenerate", "--check"],
        &[],
        &["--help"],
    ] {
        let mut command = project.command(arguments);
        let mut child = command
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(!stderr.contains("panicked"), "{arguments:?}: {stderr}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {stderr}");
    }
}
