//! `generate`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::project::{Outcome, finish, spec};

const FILES: [&str; 7] = [
    ".callspec-files",
    "Cargo.toml",
    "README.md",
    "schemas/pet_store.json",
    "src/lib.rs",
    "src/models.rs",
    "src/operations.rs",
];

/// A document beside the folder that it is generated into.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.write("pet-store.yaml", &spec("pets", 3));
        desk
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn generate(&self, arguments: &[&str]) -> Outcome {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args([
                "--root",
                root.to_str().unwrap(),
                "generate",
                "pet-store.yaml",
                "--out",
                "out",
            ])
            .args(arguments)
            .current_dir(self.0.path());
        finish(command)
    }

    /// Every file of the crate with its text.
    fn files(&self) -> BTreeMap<String, String> {
        let root = self.0.path().join("out");
        let (mut found, mut pending) = (BTreeMap::new(), vec![root.clone()]);
        while let Some(directory) = pending.pop() {
            for entry in fs::read_dir(directory).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    pending.push(path);
                } else {
                    let name = path
                        .strip_prefix(&root)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .to_owned();
                    found.insert(name, fs::read_to_string(path).unwrap());
                }
            }
        }
        found
    }
}

#[test]
fn a_document_becomes_a_crate_of_its_own() {
    let desk = Desk::new();
    let outcome = desk.generate(&[]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let files = desk.files();
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        FILES.iter().collect::<Vec<_>>()
    );
    let manifest = &files["Cargo.toml"];
    assert!(manifest.contains("name = \"pet-store\"\n"), "{manifest}");
    assert!(
        manifest.contains("default-features = false }\n"),
        "{manifest}"
    );
    assert!(manifest.ends_with("[workspace]\n"), "{manifest}");

    let again = desk.generate(&[]);
    assert_eq!((again.code, &*again.stdout), (0, ""), "{}", again.stderr);
    assert!(
        again.stderr.contains("0 files changed, 7 unchanged"),
        "{}",
        again.stderr
    );
    assert_eq!(desk.files(), files);
    assert_eq!(desk.generate(&["--check"]).code, 0);
}

#[test]
fn names_and_the_place_of_the_runtime_can_be_chosen() {
    let desk = Desk::new();
    let outcome = desk.generate(&["--name", "zoo", "--runtime-path", "../run \"time\""]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let manifest = &desk.files()["Cargo.toml"];
    assert!(manifest.contains("name = \"zoo\"\n"), "{manifest}");
    assert!(
        manifest.contains("path = \"../run \\\"time\\\"\","),
        "{manifest}"
    );
    for name in ["", "../zoo", "a/b", "2fa", "std"] {
        assert_eq!(desk.generate(&["--name", name]).code, 2, "{name:?}");
    }
}

#[test]
fn only_what_it_has_written_is_replaced_or_deleted() {
    let desk = Desk::new();
    assert_eq!(desk.generate(&["--name", "old"]).code, 0);
    desk.write("out/src/own.rs", "a person's");
    desk.write("out/Cargo.lock", "Cargo's");
    desk.write("out/src/models.rs", "edited");
    let check = desk.generate(&["--check", "--name", "old"]);
    assert_eq!(check.code, 1);
    assert!(
        check.stdout.starts_with("stale   out/src/models.rs\n"),
        "{}",
        check.stdout
    );

    let outcome = desk.generate(&[]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let files = desk.files();
    let mut expected = FILES.to_vec();
    expected.extend(["Cargo.lock", "src/own.rs"]);
    expected.sort_unstable();
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        expected.iter().collect::<Vec<_>>()
    );
    assert!(files["src/models.rs"].starts_with("// @generated"));
}

#[test]
fn a_folder_of_somebody_elses_is_refused() {
    let desk = Desk::new();
    desk.write("out/notes.txt", "a person's");
    let outcome = desk.generate(&[]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("it is not empty"),
        "{}",
        outcome.stderr
    );
    assert_eq!(desk.files().len(), 1);
}

#[test]
fn a_record_cannot_name_what_is_not_ours() {
    for path in [
        "notes.txt",
        "../pet-store.yaml",
        "/etc/hostname",
        "src/../notes.txt",
    ] {
        let desk = Desk::new();
        assert_eq!(desk.generate(&[]).code, 0);
        desk.write("out/notes.txt", "a person's");
        let record = desk.files().remove(".callspec-files").unwrap();
        desk.write("out/.callspec-files", &format!("{record}{path}\n"));
        let outcome = desk.generate(&[]);
        assert_eq!(outcome.code, 2, "{path}");
        assert!(
            outcome.stderr.contains(".callspec-files"),
            "{}",
            outcome.stderr
        );
        assert_eq!(desk.files()["notes.txt"], "a person's");
    }
}

#[test]
fn a_broken_document_changes_nothing() {
    let desk = Desk::new();
    assert_eq!(desk.generate(&[]).code, 0);
    let before = desk.files();
    desk.write(
        "pet-store.yaml",
        &spec("pets", 3).replace("type: string", "type: strng"),
    );
    let outcome = desk.generate(&["--format", "json"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(document["status"], "refused");
    assert_eq!(document["diagnostics"][0]["source"], "pet-store.yaml");
    assert_eq!(desk.files(), before);
}

#[test]
fn programs_get_json() {
    let desk = Desk::new();
    let outcome = desk.generate(&["--format", "json"]);
    assert_eq!((outcome.code, &*outcome.stderr), (0, ""));
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(document["status"], "written");
    assert_eq!(document["files"].as_array().unwrap().len(), FILES.len());
    assert_eq!(document["files"][1]["path"], "out/Cargo.toml");
    assert_eq!(document["totals"]["raw-json"], 0);
}

/// What a generated file says must not tell where it was made.
#[test]
fn a_crate_is_the_same_wherever_its_document_lies() {
    let (here, there) = (Desk::new(), Desk::new());
    assert_eq!(here.generate(&[]).code, 0);
    let path = there.0.path().join("pet-store.yaml");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .args(["generate", path.to_str().unwrap(), "--out"])
        .arg(there.0.path().join("out"));
    let outcome = finish(command);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert_eq!(here.files(), there.files());
}

/// Files are read where a flag says so, and then beneath the folder of the document only.
#[test]
fn files_are_read_when_asked_for_and_only_beneath_the_folder() {
    let desk = Desk::new();
    let document = |reference: &str| {
        format!(
            "openapi: 3.1.0
info: {{title: Pets, version: '1'}}
paths:
  /pets:
    get:
      operationId: listPets
      responses: {{'200': {{description: Pets., content: {{application/json: {{schema: {{$ref: '{reference}'}}}}}}}}}}
"
        )
    };
    let pet = "type: object\nproperties: {name: {type: string}}\n";
    desk.write("schemas/pet.yaml", pet);
    desk.write("pet-store.yaml", &document("schemas/pet.yaml"));

    let refused = desk.generate(&[]);
    assert_eq!(refused.code, 1, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("--allow-files"),
        "{}",
        refused.stderr
    );
    let taken = desk.generate(&["--allow-files"]);
    assert_eq!(taken.code, 0, "{}", taken.stderr);
    assert!(desk.files()["src/models.rs"].contains("pub struct Pet {"));

    // A problem of another file is shown with its lines.
    desk.write("schemas/pet.yaml", &pet.replace("string", "strin"));
    let broken = desk.generate(&["--allow-files"]);
    assert_eq!(broken.code, 1, "{}", broken.stderr);
    assert!(
        broken.stderr.contains("schemas/pet.yaml:2:27") && broken.stderr.contains("{type: strin}"),
        "{}",
        broken.stderr
    );

    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.yaml");
    fs::write(&secret, pet).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&secret, desk.0.path().join("link.yaml")).unwrap();
    for reference in [
        "../pet.yaml",
        "schemas/../../pet.yaml",
        "link.yaml",
        "/etc/passwd",
        "schemas",
        "https://example.com/pet.yaml",
    ] {
        desk.write("pet-store.yaml", &document(reference));
        let outcome = desk.generate(&["--allow-files"]);
        assert_eq!(outcome.code, 1, "{reference}: {}", outcome.stderr);
        assert!(
            outcome.stderr.contains("remote-reference"),
            "{reference}: {}",
            outcome.stderr
        );
    }
}
