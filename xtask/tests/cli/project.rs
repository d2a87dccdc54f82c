//! A small project in a directory of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Two specs and a `generated/` with a person's file in it.
pub(crate) struct Project {
    directory: TempDir,
}

/// What a run left.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Project {
    pub(crate) fn new() -> Self {
        let project = Self {
            directory: tempfile::tempdir().unwrap(),
        };
        fs::write(project.path("Cargo.toml"), "[workspace]\n").unwrap();
        fs::create_dir_all(project.path("specs")).unwrap();
        fs::create_dir_all(project.path("generated/src")).unwrap();
        fs::write(project.path("generated/src/lib.rs"), "a person's").unwrap();
        project.write_spec("alpha", &spec("alpha", 3));
        project.write_spec("beta", &spec("beta", 3));
        project
    }

    /// A project whose files have been generated.
    pub(crate) fn generated() -> Self {
        let project = Self::new();
        let outcome = project.run(&["regenerate"]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        project
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    pub(crate) fn write_spec(&self, name: &str, text: &str) {
        fs::write(self.path(&format!("specs/{name}.yaml")), text).unwrap();
    }

    /// Changes the last `from` of `specs/beta.yaml`.
    pub(crate) fn edit_spec(&self, from: &str, to: &str) {
        let text = fs::read_to_string(self.path("specs/beta.yaml")).unwrap();
        let at = text.rfind(from).unwrap();
        self.write_spec(
            "beta",
            &format!("{}{to}{}", &text[..at], &text[at + from.len()..]),
        );
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).current_dir(self.directory.path());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        finish(self.command(arguments))
    }

    /// Every file under `generated/`, with its bytes.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path("generated"), "", &mut files);
        files
    }
}

fn collect(directory: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// A spec of one operation, whose response has `properties` properties.
pub(crate) fn spec(name: &str, properties: usize) -> String {
    let properties: String = (0..properties)
        .map(|n| {
            format!("        p{n}:\n          description: Number {n}.\n          type: string\n")
        })
        .collect();
    format!(
        "openapi: 3.1.0
info:
  title: {name}
  version: '1'
servers:
  - url: https://api.example.com
paths:
  /calls:
    get:
      operationId: listCalls
      summary: Lists calls.
      responses:
        '200':
          description: A page of calls.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Page'
components:
  schemas:
    Page:
      description: One page of calls.
      type: object
      properties:
{properties}"
    )
}

/// Runs the binary in the current directory.
pub(crate) fn run(arguments: &[&str]) -> Outcome {
    run_in(Path::new("."), arguments)
}

pub(crate) fn run_in(directory: &Path, arguments: &[&str]) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).current_dir(directory);
    finish(command)
}

pub(crate) fn finish(mut command: Command) -> Outcome {
    let output = command.output().unwrap();
    Outcome {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
