//! Which package depends on which.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::{assert_none, read, root};

/// Each package of the workspace, and those of ours that it may depend on.
const TABLE: [(&str, &[&str]); 4] = [
    ("callspec", &[]),
    ("callspec-generator", &[]),
    ("callspec-conformance", &["callspec", "callspec-generator"]),
    ("xtask", &["callspec-generator"]),
];

/// What the workspace's manifests say.
pub(crate) fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The package of that name.
pub(crate) fn package(metadata: &Value, name: &str) -> Value {
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .find(|package| package["name"] == name)
        .unwrap()
        .clone()
}

#[test]
fn packages_depend_on_what_the_table_says() {
    let metadata = metadata();
    let names: BTreeSet<&str> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| package["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, TABLE.iter().map(|(name, _)| *name).collect());
    let mut complaints = Vec::new();
    for (name, allowed) in TABLE {
        for dependency in package(&metadata, name)["dependencies"].as_array().unwrap() {
            let dependency = dependency["name"].as_str().unwrap();
            // A package may test itself as another would use it.
            if names.contains(dependency) && dependency != name && !allowed.contains(&dependency) {
                complaints.push(format!("{name} depends on {dependency}"));
            }
        }
    }
    assert_none(complaints);
}

#[test]
fn a_users_build_has_no_proc_macro_and_no_http_client() {
    let metadata = metadata();
    let callspec = package(&metadata, "callspec");
    let normal = callspec["dependencies"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|dependency| dependency["kind"].is_null());
    let names: BTreeSet<&str> = normal
        .clone()
        .map(|dependency| dependency["name"].as_str().unwrap())
        .collect();
    let expected = [
        "bytes",
        "http",
        "percent-encoding",
        "schemars",
        "serde_core",
        "serde_json",
    ];
    assert_eq!(
        names,
        expected.into(),
        "a dependency of everybody who uses the crate"
    );
    assert_none(normal.filter(|dependency| {
        let features: Vec<&str> = dependency["features"]
            .as_array()
            .unwrap()
            .iter()
            .map(|feature| feature.as_str().unwrap())
            .collect();
        dependency["optional"] == false && features.contains(&"derive")
    }));
}

#[test]
fn every_package_takes_the_workspaces_lints() {
    for directory in ["generator", "generated", "conformance", "xtask"] {
        let manifest = read(&format!("{directory}/Cargo.toml"));
        assert!(
            manifest.contains("[lints]\nworkspace = true\n"),
            "{directory}/Cargo.toml"
        );
    }
}
