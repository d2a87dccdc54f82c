//! Every moment at which a run can be interrupted, and what the next run makes of it.

use std::collections::BTreeMap;

use callspec_generator::output::Output;
use tempfile::TempDir;

use super::*;
use crate::disk;
use crate::tree::Territory;

fn apply(plan: &Plan, generated: &Path) -> anyhow::Result<()> {
    super::apply(plan, Tree::providers(generated))
}

fn repair(generated: &Path) -> anyhow::Result<Leftovers> {
    super::repair(Tree::providers(generated))
}

fn leftovers(generated: &Path) -> Leftovers {
    super::leftovers(Tree::providers(generated))
}

type Files = BTreeMap<String, String>;

/// The tree before: one file to keep, one stale, one orphan in a directory of its own, a person's file outside.
const BEFORE: [(&str, &str); 5] = [
    ("src/lib.rs", "a person's"),
    ("src/providers/mod.rs", "old"),
    ("src/providers/gone/mod.rs", "orphan"),
    ("schemas/kept.json", "kept"),
    ("schemas/gone.json", "orphan"),
];

/// What the specs say.
const AFTER: [(&str, &str); 4] = [
    ("schemas/bird.json", "{}"),
    ("schemas/kept.json", "kept"),
    ("src/providers/bird/mod.rs", "new"),
    ("src/providers/mod.rs", "new"),
];

fn tree(files: &[(&str, &str)]) -> TempDir {
    let directory = TempDir::new().unwrap();
    for (path, text) in files {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    directory
}

fn output(files: &[(&str, &str)]) -> Output {
    let mut output = Output::default();
    output.files.extend(
        files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned())),
    );
    output
}

fn plan(generated: &Path, files: &[(&str, &str)]) -> Plan {
    let output = output(files);
    let listing = disk::list(Tree::providers(generated), |path| {
        output.files.contains_key(path.to_str().unwrap())
    })
    .unwrap();
    Plan::new(output, &listing, Territory::PROVIDERS).unwrap()
}

/// Every file below `directory`, the staging directory included.
fn files(directory: &Path) -> Files {
    fn walk(root: &Path, directory: &Path, files: &mut Files) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, files);
            } else {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                files.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut found = Files::new();
    walk(directory, directory, &mut found);
    found
}

fn expected() -> Files {
    let person = [("src/lib.rs", "a person's")];
    AFTER
        .iter()
        .chain(&person)
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

#[test]
fn a_run_makes_the_tree_what_the_specs_say() {
    let generated = tree(&BEFORE);
    apply(&plan(generated.path(), &AFTER), generated.path()).unwrap();
    assert_eq!(files(generated.path()), expected());
    assert!(
        !generated.path().join("src/providers/gone").exists(),
        "the empty directory is still there"
    );
    assert!(plan(generated.path(), &AFTER).is_empty());
    assert_eq!(leftovers(generated.path()), Leftovers::None);
}

#[test]
fn an_empty_tree_is_filled() {
    let generated = tree(&[]);
    apply(&plan(generated.path(), &AFTER), generated.path()).unwrap();
    assert!(plan(generated.path(), &AFTER).is_empty());
}

/// Runs the first `steps` steps, as a process does that is then killed.
fn interrupted_after(count: usize) -> (TempDir, bool) {
    let generated = tree(&BEFORE);
    let plan = plan(generated.path(), &AFTER);
    let steps = steps(&plan);
    let committed = steps
        .iter()
        .position(|step| matches!(step, Step::Commit(_)))
        .unwrap()
        < count;
    for step in steps.iter().take(count) {
        step.run(generated.path()).unwrap();
    }
    (generated, committed)
}

fn step_count() -> usize {
    steps(&plan(tree(&BEFORE).path(), &AFTER)).len()
}

#[test]
fn after_an_interruption_each_file_is_old_or_new_and_nothing_changes_before_the_commit() {
    for count in 0..=step_count() {
        let (generated, committed) = interrupted_after(count);
        for (path, text) in files(generated.path()) {
            let is = |files: &[(&str, &str)]| files.contains(&(path.as_str(), text.as_str()));
            assert!(
                path.starts_with(STAGING) || is(&BEFORE) || is(&AFTER),
                "step {count}: {path} says `{text}`"
            );
        }
        if !committed {
            let mut files = files(generated.path());
            files.retain(|path, _| !path.starts_with(STAGING));
            let before: Files = BEFORE
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect();
            assert_eq!(
                files, before,
                "step {count} changed the tree before the commit"
            );
        }
    }
}

#[test]
fn repair_finishes_what_was_committed_and_forgets_the_rest() {
    for count in 0..=step_count() {
        let (generated, committed) = interrupted_after(count);
        let over = count == 0 || count == step_count();
        let found = repair(generated.path()).unwrap();
        let expected_leftovers = match (over, committed) {
            (true, _) => Leftovers::None,
            (false, true) => Leftovers::Committed,
            (false, false) => Leftovers::Uncommitted,
        };
        assert_eq!(found, expected_leftovers, "step {count}");
        let before: Files = BEFORE
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect();
        assert_eq!(
            files(generated.path()),
            if committed { expected() } else { before },
            "step {count}"
        );
        assert_eq!(leftovers(generated.path()), Leftovers::None, "step {count}");
    }
}

#[test]
fn a_repair_that_is_interrupted_too_is_repaired() {
    let (generated, _) = interrupted_after(step_count() - 3);
    let journal = Journal::read(Tree::providers(generated.path())).unwrap();
    for step in finish(&journal).iter().take(4) {
        step.run(generated.path()).unwrap();
    }
    assert_eq!(repair(generated.path()).unwrap(), Leftovers::Committed);
    assert_eq!(files(generated.path()), expected());
}

#[test]
fn the_next_run_repairs_even_when_the_specs_have_changed() {
    for count in 0..=step_count() {
        let (generated, _) = interrupted_after(count);
        repair(generated.path()).unwrap();
        let changed = [("src/providers/mod.rs", "newer")];
        apply(&plan(generated.path(), &changed), generated.path()).unwrap();
        let expected = [
            ("src/lib.rs", "a person's"),
            ("src/providers/mod.rs", "newer"),
        ];
        assert_eq!(
            files(generated.path()),
            expected
                .map(|(path, text)| (path.to_owned(), text.to_owned()))
                .into(),
            "step {count}"
        );
    }
}

#[test]
fn a_journal_that_is_not_ours_is_forgotten() {
    for journal in [
        "",
        "{",
        r#"{"remove": ["../../precious"], "remove_directories": [], "place": []}"#,
        r#"{"remove": ["src/lib.rs"], "remove_directories": [], "place": []}"#,
        r#"{"remove": [], "remove_directories": [], "place": [{"staged": "../src/lib.rs", "path": "schemas/x.json"}]}"#,
        r#"{"remove": [], "remove_directories": [], "place": [{"staged": "0", "path": "/etc/passwd"}]}"#,
    ] {
        let generated = tree(&BEFORE);
        let before = files(generated.path());
        fs::create_dir(generated.path().join(STAGING)).unwrap();
        fs::write(generated.path().join(STAGING).join(JOURNAL), journal).unwrap();
        assert_eq!(
            repair(generated.path()).unwrap(),
            Leftovers::Uncommitted,
            "{journal}"
        );
        assert_eq!(files(generated.path()), before, "{journal}");
    }
}

#[test]
fn files_that_do_not_change_are_not_touched() {
    let generated = tree(&BEFORE);
    let kept = generated.path().join("schemas/kept.json");
    let before = fs::metadata(&kept).unwrap().modified().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(20));
    apply(&plan(generated.path(), &AFTER), generated.path()).unwrap();
    assert_eq!(fs::metadata(&kept).unwrap().modified().unwrap(), before);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_new_file_has_the_permissions_of_any_new_file() {
        let generated = tree(&BEFORE);
        apply(&plan(generated.path(), &AFTER), generated.path()).unwrap();
        let ordinary = generated.path().join("ordinary");
        fs::write(&ordinary, "").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(
            mode(&generated.path().join("schemas/bird.json")),
            mode(&ordinary)
        );
    }

    #[test]
    fn links_are_replaced_and_never_followed() {
        let outside = tree(&[("mod.rs", "precious"), ("stray.rs", "precious")]);
        let generated = tree(&[]);
        fs::create_dir_all(generated.path().join("src/providers")).unwrap();
        symlink(outside.path(), generated.path().join("src/providers/bird")).unwrap();
        symlink(
            outside.path().join("mod.rs"),
            generated.path().join("src/providers/mod.rs"),
        )
        .unwrap();
        apply(&plan(generated.path(), &AFTER), generated.path()).unwrap();
        assert_eq!(
            files(outside.path()),
            tree_of(&[("mod.rs", "precious"), ("stray.rs", "precious")])
        );
        assert_eq!(files(generated.path()), tree_of(&AFTER));
    }

    #[test]
    fn a_link_that_appears_during_an_interruption_is_not_followed_either() {
        let outside = tree(&[("mod.rs", "precious")]);
        let (generated, committed) = interrupted_after(step_count() - 6);
        assert!(committed && generated.path().join("src/providers/gone").exists());
        fs::remove_dir_all(generated.path().join("src/providers/gone")).unwrap();
        symlink(outside.path(), generated.path().join("src/providers/gone")).unwrap();
        repair(generated.path()).unwrap();
        apply(&plan(generated.path(), &AFTER), generated.path()).unwrap();
        assert_eq!(files(generated.path()), expected());
        assert_eq!(files(outside.path()), tree_of(&[("mod.rs", "precious")]));
    }

    #[test]
    fn an_owned_directory_that_is_a_link_is_refused() {
        let outside = tree(&[("bird.json", "precious")]);
        let generated = tree(&[]);
        symlink(outside.path(), generated.path().join("schemas")).unwrap();
        let error = disk::list(Tree::providers(generated.path()), |_| true)
            .unwrap_err()
            .to_string();
        assert!(error.contains("not a directory"), "{error}");
    }

    #[test]
    fn a_name_that_is_not_utf8_is_an_orphan_as_any_other() {
        let generated = tree(&BEFORE);
        let name = std::ffi::OsStr::from_bytes(b"\xff.rs");
        fs::write(generated.path().join("src/providers").join(name), "").unwrap();
        let output = output(&AFTER);
        let listing = disk::list(Tree::providers(generated.path()), |path| {
            path.to_str()
                .is_some_and(|path| output.files.contains_key(path))
        })
        .unwrap();
        apply(
            &Plan::new(output, &listing, Territory::PROVIDERS).unwrap(),
            generated.path(),
        )
        .unwrap();
        assert_eq!(files(generated.path()), expected());
    }

    fn tree_of(files: &[(&str, &str)]) -> Files {
        files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect()
    }
}
