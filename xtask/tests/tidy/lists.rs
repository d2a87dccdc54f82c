//! Facts that stand in several places, and have to be the same there.

use std::collections::BTreeSet;

use crate::packages::{metadata, package};
use crate::{files, name, read, texts};

type Names = BTreeSet<String>;

/// The stems of `specs/*.yaml`: the list that all others follow.
fn specs() -> Names {
    texts("specs", "yaml")
        .into_iter()
        .map(|(file, _)| file["specs/".len()..].trim_end_matches(".yaml").to_owned())
        .collect()
}

/// The files in `directory` with that ending, without it.
fn stems(directory: &str, ending: &str) -> Names {
    let files: Vec<_> = files(directory).iter().map(|path| name(path)).collect();
    files
        .iter()
        .filter_map(|file| {
            file.strip_prefix(directory)?
                .strip_prefix('/')?
                .strip_suffix(ending)
                .map(str::to_owned)
        })
        .collect()
}

#[test]
fn every_list_of_providers_is_the_list_of_specs() {
    let specs = specs();
    assert!(!specs.is_empty());
    let metadata = metadata();

    let features = package(&metadata, "callspec")["features"].clone();
    let default: Names = features["default"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    assert_eq!(default, specs, "`default` in generated/Cargo.toml");
    let others = ["default", "schema", "undocumented"];
    let own: Names = features
        .as_object()
        .unwrap()
        .keys()
        .filter(|name| !others.contains(&name.as_str()))
        .cloned()
        .collect();
    assert_eq!(own, specs, "features in generated/Cargo.toml");

    let conformance = package(&metadata, "callspec-conformance");
    let callspec = conformance["dependencies"]
        .as_array()
        .unwrap()
        .iter()
        .find(|dependency| dependency["name"] == "callspec")
        .unwrap();
    let named = callspec["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap().to_owned());
    let named: Names = named
        .filter(|name| !others.contains(&name.as_str()))
        .collect();
    assert_eq!(
        named, specs,
        "features of callspec in conformance/Cargo.toml"
    );

    let modules: Names = stems("generated/src/providers", "/mod.rs");
    assert_eq!(modules, specs, "generated/src/providers");
    assert_eq!(
        stems("generated/schemas", ".json"),
        specs,
        "generated/schemas"
    );
    // What they share is in a directory of its own.
    let mut examples = stems("generated/examples", ".rs");
    examples.retain(|name| !name.contains('/'));
    assert_eq!(examples, specs, "generated/examples");

    let readme = read("README.md");
    let row = |line: &str| {
        line.split('|')
            .nth(2)
            .map(|cell| cell.trim().trim_matches('`').to_owned())
    };
    let rows: Names = section(&readme, "## Providers")
        .lines()
        .filter(|line| line.contains("](specs/"))
        .filter_map(row)
        .collect();
    assert_eq!(rows, specs, "the table of providers in README.md");

    let fixtures: Names = files("conformance/fixtures")
        .iter()
        .filter_map(|path| {
            name(path)
                .strip_prefix("conformance/fixtures/")?
                .split_once('/')
                .map(|(provider, _)| provider.to_owned())
        })
        .collect();
    assert_eq!(fixtures, specs, "conformance/fixtures");
}

#[test]
fn the_exit_statuses_are_the_same_everywhere() {
    let program = read("xtask/src/status.rs");
    let readme = read("README.md");
    for status in ["0", "1", "2"] {
        assert!(
            program.contains(&format!("  {status}  ")),
            "status {status} in `--help`"
        );
    }
    assert!(
        readme.contains("Exit status: 0 is fine; 1 is a finding"),
        "README.md"
    );
}

#[test]
fn the_rust_version_is_the_same_everywhere() {
    let manifest = read("Cargo.toml");
    let version = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "))
        .unwrap()
        .trim_matches('"');
    assert!(
        read("README.md").contains(&format!("[Rust](https://rustup.rs) {version} or newer")),
        "README.md"
    );
}

#[test]
fn every_command_in_the_readme_exists() {
    let readme = read("README.md");
    let program = read("xtask/src/main.rs");
    for command in section(&readme, "## Commands")
        .split("`cargo xtask ")
        .skip(1)
    {
        let name = command.split([' ', '`']).next().unwrap();
        let variant = format!("{}{}(", name[..1].to_uppercase(), &name[1..]);
        assert!(
            program.contains(&variant),
            "`cargo xtask {name}` is not in xtask/src/main.rs"
        );
    }
}

fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let rest = text.split_once(heading).unwrap().1;
    rest.split_once("\n## ")
        .map_or(rest, |(section, _)| section)
}
