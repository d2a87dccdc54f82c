//! The types that the generator makes of the suite's schemas: all in one crate, which is compiled and asked what each of them takes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use callspec_conformance::compare::compare;
use callspec_generator::source::Source;
use callspec_generator::{Options, generate};
use serde_json::{Value, json};

use crate::Verdicts;
use crate::cases::{Group, answer};
use crate::keywords::close_enums;

/// What the type of a group's schema says.
pub(crate) struct Typed {
    /// The schema that it derives of itself.
    pub(crate) derived: Verdicts,
    /// Whether it takes an instance and gives it back as it was.
    pub(crate) model: Verdicts,
}

/// Generates, compiles and asks the types of all groups.
pub(crate) fn judge(groups: &[Group], suite: &Path) -> Vec<Typed> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the conformance crate is in the workspace");
    let scratch = workspace.join("target/suite-types/crate");
    let made = write_crate(workspace, &scratch, groups, suite);
    let asked = groups.iter().zip(&made).filter(|(_, made)| made.is_ok());
    let questions: Vec<Vec<String>> = asked
        .map(|(group, _)| {
            let instances = group
                .cases
                .iter()
                .map(|case| answer(&case.data).to_string());
            instances.collect()
        })
        .collect();
    let questions_file = scratch.join("questions.json");
    write(&questions_file, &json!(questions).to_string());
    let answers = run(&scratch, &questions_file);
    let mut answers = answers.as_array().expect("a list of answers").iter();
    groups
        .iter()
        .zip(made)
        .map(|(group, made)| match made {
            Err(why) => Typed {
                derived: Err(why.clone()),
                model: Err(why),
            },
            Ok(()) => {
                let answer = answers.next().expect("an answer for each type");
                Typed {
                    derived: derived(group, &answer["schema"]),
                    model: Ok(model(group, &answer["written"])),
                }
            }
        })
        .collect()
}

/// What the derived schema says.
fn derived(group: &Group, schema: &Value) -> Verdicts {
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .offline()
        .build(schema)
        .map_err(|error| format!("{error} at {}", error.schema_path()))?;
    Ok(group
        .cases
        .iter()
        .map(|case| validator.is_valid(&answer(&case.data)))
        .collect())
}

/// Whether what was read was written again without a loss.
fn model(group: &Group, written: &Value) -> Vec<bool> {
    let written = written.as_array().expect("one for each instance");
    let pairs = group.cases.iter().zip(written);
    pairs
        .map(|(case, written)| {
            written.as_str().is_some_and(|written| {
                let written = serde_json::from_str(written).expect("a type writes JSON");
                compare(&answer(&case.data), &written).is_empty()
            })
        })
        .collect()
}

/// A crate outside the workspace that has every group as a module; what is refused is left out, with its reason.
fn write_crate(
    workspace: &Path,
    scratch: &Path,
    groups: &[Group],
    suite: &Path,
) -> Vec<Result<(), String>> {
    let source = scratch.join("src");
    if source.exists() {
        fs::remove_dir_all(&source).expect("the last run's crate can be removed");
    }
    let mut root = String::from("//! The suite.\n");
    let mut table = String::new();
    let mut made = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        let module = format!("group_{number}");
        made.push(write_module(&source.join(&module), &module, group, suite));
        if made.last().is_some_and(Result::is_ok) {
            root.push_str(&format!("pub mod {module};\n"));
            table.push_str(&format!("    {module}::OPERATIONS,\n"));
        }
    }
    root.push_str(&format!(
        "\n/// The operation of each.\npub const GROUPS: &[&[::callspec::support::OperationInfo]] = &[\n{table}];\n"
    ));
    write(&source.join("lib.rs"), &root);
    write(&source.join("main.rs"), include_str!("ask.rs.txt"));
    let runtime = workspace.join("generated");
    let manifest = format!(
        "[package]\nname = \"suite-types\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [workspace]\n\n\
         [profile.dev]\ndebug = false\nopt-level = 0\n\n\
         [dependencies]\n\
         callspec = {{ path = {runtime:?}, default-features = false, features = [\"schema\", \"undocumented\"] }}\n"
    );
    write(&scratch.join("Cargo.toml"), &manifest);
    // The versions that the workspace has downloaded already, so that no network is needed.
    fs::copy(workspace.join("Cargo.lock"), scratch.join("Cargo.lock")).expect("a lock file");
    made
}

fn write_module(folder: &Path, module: &str, group: &Group, suite: &Path) -> Result<(), String> {
    let mut document = group.document(suite);
    if let Some(schemas) = document.pointer_mut("/components/schemas") {
        let schemas = schemas.as_object_mut().expect("schemas by name");
        schemas.values_mut().for_each(close_enums);
    }
    let options = Options {
        support: "::callspec::support".to_owned(),
    };
    let source = Source::new(format!("{module}.json"), document.to_string());
    let generation = generate(std::slice::from_ref(&source), &options).map_err(|problems| {
        let problem = problems.iter().find(|problem| problem.is_error());
        problem.map_or_else(String::new, |problem| {
            format!("{}: {}", problem.code.as_str(), problem.message)
        })
    })?;
    for (path, text) in generation.output.files {
        let file = path.strip_prefix(&format!("src/providers/{module}/"));
        if let Some(file) = file {
            write(&folder.join(file), &text);
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("a file in a folder");
    fs::create_dir_all(folder).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn run(scratch: &Path, questions: &Path) -> Value {
    let cargo = std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    let output = Command::new(cargo)
        .args(["run", "--quiet", "--offline", "--color", "never", "--"])
        .arg(questions)
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", scratch.with_file_name("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "the crate of the suite's types failed in {}:\n{}",
        scratch.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("answers in JSON")
}
