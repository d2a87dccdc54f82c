//! Every case compiles without a warning, as a module of one crate that knows nothing but the runtime.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::cases;

#[test]
fn every_case_compiles_without_a_warning() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let scratch = workspace.join("target/accept-cases/crate");
    write_crate(workspace, &scratch);
    check(&scratch, &[]);
    check(&scratch, &["--features", "schema,undocumented"]);
    document(&scratch);
}

/// A crate outside the workspace that has every case as a module.
fn write_crate(workspace: &Path, scratch: &Path) {
    let source = scratch.join("src");
    if source.exists() {
        fs::remove_dir_all(&source).unwrap();
    }
    fs::create_dir_all(&source).unwrap();
    let mut root = String::from(
        "//! Every accepted case.\n#![deny(warnings, missing_docs, rust_2018_idioms)]\n",
    );
    for case in cases::all() {
        let module = format!("{}_{}", case.construct, case.name);
        let folder = source.join(&module);
        fs::create_dir(&folder).unwrap();
        for (file, text) in case.files("::callspec::support") {
            fs::write(folder.join(format!("{file}.rs")), text).unwrap();
        }
        root.push_str(&format!("pub mod {module};\n"));
    }
    fs::write(source.join("lib.rs"), root).unwrap();
    let runtime = workspace.join("generated");
    let manifest = format!(
        "[package]\nname = \"accept-cases\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [workspace]\n\n\
         [features]\nschema = [\"callspec/schema\"]\nundocumented = [\"callspec/undocumented\"]\n\n\
         [dependencies]\ncallspec = {{ path = {runtime:?}, default-features = false }}\n"
    );
    fs::write(scratch.join("Cargo.toml"), manifest).unwrap();
    // The versions that the workspace has downloaded already, so that no network is needed.
    fs::copy(workspace.join("Cargo.lock"), scratch.join("Cargo.lock")).unwrap();
}

fn check(scratch: &Path, arguments: &[&str]) {
    cargo(scratch, "check", arguments);
}

/// Descriptions hold no link that leads nowhere, no HTML and no bare address: rustdoc warns of them.
fn document(scratch: &Path) {
    cargo(scratch, "doc", &["--no-deps"]);
}

fn cargo(scratch: &Path, command: &str, arguments: &[&str]) {
    let cargo = std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    let output = Command::new(cargo)
        .arg(command)
        .args(["--quiet", "--offline", "--color", "never", "--lib"])
        .args(arguments)
        .env("RUSTDOCFLAGS", "-Dwarnings")
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", scratch.with_file_name("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "cargo {command} {arguments:?} failed in {}:\n{}",
        scratch.display(),
        String::from_utf8_lossy(&output.stderr)
    );
}
