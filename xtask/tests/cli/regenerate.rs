//! `regenerate` and `regenerate --check`.

use std::fs;

use serde_json::Value;

use crate::project::{Project, spec};

#[test]
fn it_fills_an_empty_crate_and_then_changes_nothing() {
    let project = Project::new();
    let first = project.run(&["regenerate"]);
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert!(
        first
            .stdout
            .contains(" created generated/src/providers/alpha/mod.rs\n"),
        "{}",
        first.stdout
    );
    let files = project.files();
    assert!(
        files.contains_key("schemas/alpha.json") && files.contains_key("src/providers/beta/mod.rs"),
        "{:?}",
        files.keys()
    );
    assert_eq!(files["src/lib.rs"], b"a person's");

    let second = project.run(&["regenerate"]);
    assert_eq!((second.code, &*second.stdout), (0, ""));
    assert!(
        second.stderr.contains("nothing to change"),
        "{}",
        second.stderr
    );
    assert_eq!(project.files(), files);
}

#[test]
fn it_works_without_a_generated_directory() {
    let project = Project::new();
    fs::remove_dir_all(project.path("generated")).unwrap();
    assert_eq!(project.run(&["regenerate"]).code, 0);
    assert_eq!(project.run(&["regenerate", "--check"]).code, 0);
}

#[test]
fn check_finds_what_is_missing_stale_or_orphaned_and_regenerate_repairs_it() {
    let project = Project::generated();
    let fresh = project.files();
    fs::remove_file(project.path("generated/schemas/alpha.json")).unwrap();
    fs::write(project.path("generated/src/providers/stray.rs"), "stray").unwrap();
    let stale = project.path("generated/src/providers/beta/mod.rs");
    fs::write(
        &stale,
        format!("{}// edited\n", fs::read_to_string(&stale).unwrap()),
    )
    .unwrap();
    fs::create_dir_all(project.path("generated/src/providers/empty")).unwrap();
    let broken = project.files();

    let check = project.run(&["regenerate", "--check"]);
    assert_eq!(check.code, 1);
    for line in [
        "missing generated/schemas/alpha.json\n",
        "orphan  generated/src/providers/stray.rs\n",
        "stale   generated/src/providers/beta/mod.rs\n",
        "    -// edited\n",
        "empty   generated/src/providers/empty\n",
    ] {
        assert!(
            check.stdout.contains(line),
            "no `{line}` in:\n{}",
            check.stdout
        );
    }
    assert!(
        check.stderr.contains("help: run `cargo xtask regenerate`"),
        "{}",
        check.stderr
    );
    assert_eq!(project.files(), broken, "`--check` wrote something");

    let repair = project.run(&["regenerate"]);
    assert_eq!(repair.code, 0);
    assert_eq!(project.files(), fresh);
    assert!(!project.path("generated/src/providers/empty").exists());
    assert_eq!(project.run(&["regenerate", "--check"]).code, 0);
}

#[test]
fn a_spec_that_goes_takes_its_files_along() {
    let project = Project::generated();
    fs::remove_file(project.path("specs/alpha.yaml")).unwrap();
    assert_eq!(project.run(&["regenerate", "--check"]).code, 1);
    assert_eq!(project.run(&["regenerate"]).code, 0);
    assert!(!project.path("generated/src/providers/alpha").exists());
    assert!(!project.path("generated/schemas/alpha.json").exists());
}

#[test]
fn a_problem_in_one_spec_keeps_all_files_as_they_are() {
    let project = Project::generated();
    let before = project.files();
    project.write_spec("alpha", &spec("alpha", 5));
    project.edit_spec("type:", "typ:");
    for arguments in [&["regenerate"][..], &["regenerate", "--check"]] {
        let outcome = project.run(arguments);
        assert_eq!((outcome.code, &*outcome.stdout), (1, ""));
        let line = fs::read_to_string(project.path("specs/beta.yaml"))
            .unwrap()
            .lines()
            .position(|line| line.contains("typ:"))
            .unwrap()
            + 1;
        assert!(
            outcome
                .stderr
                .contains(&format!("specs/beta.yaml:{line}:11")),
            "{}",
            outcome.stderr
        );
        assert!(
            outcome.stderr.contains("type"),
            "no suggestion in {}",
            outcome.stderr
        );
        assert_eq!(project.files(), before);
    }
}

#[test]
fn input_that_cannot_be_read_is_status_2() {
    let project = Project::generated();
    let before = project.files();
    fs::write(project.path("specs/beta.yaml"), b"openapi: \xff").unwrap();
    let outcome = project.run(&["regenerate"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .stderr
            .contains("failed to read specs/beta.yaml:1:10: the byte FF is not UTF-8"),
        "{}",
        outcome.stderr
    );
    fs::remove_file(project.path("specs/beta.yaml")).unwrap();
    fs::create_dir(project.path("specs/beta.yaml")).unwrap();
    assert_eq!(project.run(&["regenerate"]).code, 2);
    assert_eq!(project.files(), before);
}

#[test]
fn a_project_that_lost_its_specs_keeps_its_code() {
    let project = Project::generated();
    let before = project.files();
    for name in ["alpha", "beta"] {
        fs::remove_file(project.path(&format!("specs/{name}.yaml"))).unwrap();
    }
    let outcome = project.run(&["regenerate"]);
    assert_eq!(outcome.code, 2, "{}", outcome.stderr);
    assert_eq!(project.files(), before);
}

#[test]
fn what_an_editor_leaves_in_specs_is_no_spec_and_what_looks_like_one_is_mentioned() {
    let project = Project::generated();
    for name in [".beta.yaml.swp", ".#beta.yaml", "beta.yaml~", "README.md"] {
        fs::write(project.path("specs").join(name), "typ:").unwrap();
    }
    fs::write(project.path("specs/gamma.yml"), "typ:").unwrap();
    let outcome = project.run(&["regenerate", "--check"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(
        outcome
            .stderr
            .contains("warning: specs/gamma.yml is not read"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn programs_get_json() {
    let project = Project::generated();
    let json = |arguments: &[&str]| -> (i32, Value) {
        let outcome = project.run(arguments);
        assert_eq!(outcome.stderr, "");
        (outcome.code, serde_json::from_str(&outcome.stdout).unwrap())
    };

    let (code, fresh) = json(&["regenerate", "--check", "--format", "json"]);
    assert_eq!(
        (code, &fresh["status"], &fresh["files"]),
        (0, &Value::from("fresh"), &Value::Array(vec![]))
    );

    fs::write(project.path("generated/schemas/beta.json"), "stale\n").unwrap();
    let (code, stale) = json(&["regenerate", "--check", "--format", "json"]);
    assert_eq!((code, &stale["status"]), (1, &Value::from("stale")));
    assert_eq!(stale["files"][0]["path"], "generated/schemas/beta.json");
    assert_eq!(stale["files"][0]["was"], "stale");
    assert!(
        stale["files"][0]["diff"]
            .as_str()
            .unwrap()
            .contains("-stale\n"),
        "{stale}"
    );

    let (code, written) = json(&["regenerate", "--format", "json"]);
    assert_eq!((code, &written["status"]), (0, &Value::from("written")));

    project.edit_spec("type:", "typ:");
    let (code, refused) = json(&["regenerate", "--format", "json"]);
    assert_eq!((code, &refused["status"]), (1, &Value::from("refused")));
    assert_eq!(refused["diagnostics"][0]["source"], "specs/beta.yaml");
    assert_eq!(refused["diagnostics"][0]["column"], 11);
}

#[test]
fn what_an_interrupted_run_left_is_reported_and_repaired() {
    let project = Project::generated();
    fs::create_dir(project.path("generated/.regenerate")).unwrap();
    fs::write(project.path("generated/.regenerate/0"), "half a fi").unwrap();
    let check = project.run(&["regenerate", "--check"]);
    assert_eq!(check.code, 1);
    assert!(
        check.stderr.contains("a run was interrupted"),
        "{}",
        check.stderr
    );
    let repair = project.run(&["regenerate"]);
    assert_eq!(repair.code, 0);
    assert!(!project.path("generated/.regenerate").exists());
}

#[test]
fn files_that_stay_the_same_keep_their_time() {
    let project = Project::generated();
    let modified = |path: &str| {
        fs::metadata(project.path(path))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = modified("generated/src/providers/alpha/mod.rs");
    std::thread::sleep(std::time::Duration::from_millis(20));
    project.write_spec("beta", &spec("beta", 5));
    assert_eq!(project.run(&["regenerate"]).code, 0);
    assert_eq!(modified("generated/src/providers/alpha/mod.rs"), before);
}
