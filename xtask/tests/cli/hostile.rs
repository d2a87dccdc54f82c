//! `generate` on malformed and hostile documents: each ends as its table says, within its limits, and touches nothing but its output.

mod sandbox;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use self::sandbox::{Run, Sandbox};

/// How much more time than the table's a build without optimisation may take. Memory is the same.
const SLOWER: u64 = if cfg!(debug_assertions) { 5 } else { 1 };

/// What the table says of a document.
struct Expected {
    file: String,
    outcome: String,
    /// Of the processor.
    seconds: u64,
    mebibytes: u64,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/hostile")
}

/// The rows of the table; `None`, and a line that says so, where it is absent.
fn table() -> Option<Vec<Expected>> {
    let Ok(table) = fs::read_to_string(folder().join("EXPECTED.tsv")) else {
        println!("skipped: there is no {}", folder().display());
        return None;
    };
    let rows: Vec<_> = table.lines().skip(1).map(row).collect();
    assert!(rows.len() >= 80, "only {} rows", rows.len());
    Some(rows)
}

fn row(line: &str) -> Expected {
    let cells: Vec<&str> = line.split('\t').collect();
    let cell = |column: usize| *cells.get(column).unwrap();
    let (file, outcome, limit) = (cell(0), cell(2), cell(3));
    let (seconds, mebibytes) = limit.split_once('/').unwrap();
    Expected {
        file: file.to_owned(),
        outcome: outcome.to_owned(),
        seconds: seconds.strip_suffix('s').unwrap().parse().unwrap(),
        mebibytes: mebibytes.strip_suffix("MiB").unwrap().parse().unwrap(),
    }
}

#[test]
fn hostile_documents_end_as_the_table_says_within_its_limits() {
    let Some(rows) = table() else { return };
    let mut complaints = String::new();
    for expected in rows {
        let sandbox = Sandbox::new(&folder(), &expected.file);
        let run = sandbox.limited(
            Duration::from_secs(expected.seconds * SLOWER),
            expected.mebibytes,
        );
        for complaint in judge(&expected, &run, &sandbox) {
            let _ = writeln!(complaints, "{}: {complaint}", expected.file);
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

/// What is not as it should be.
fn judge(expected: &Expected, run: &Run, sandbox: &Sandbox) -> Vec<String> {
    let mut complaints = Vec::new();
    let fits = match (expected.outcome.as_str(), run.code) {
        ("refuse", code) => matches!(code, Some(1 | 2)),
        ("accept", code) => code == Some(0),
        ("warn", code) => code == Some(0) && run.stderr.contains("warning["),
        ("either", code) => matches!(code, Some(0..=2)),
        (other, _) => {
            complaints.push(format!("what is {other:?}?"));
            false
        }
    };
    if !fits || run.stderr.contains("panicked") {
        complaints.push(format!(
            "{} within {} s and {} MiB, and its status is {:?}:\n{}",
            expected.outcome, expected.seconds, expected.mebibytes, run.code, run.stderr
        ));
    }
    let mut files = sandbox.files();
    files.retain(|file| file != &expected.file);
    if run.code == Some(0) {
        let mut record = sandbox.record();
        record.sort();
        if files != record {
            complaints.push(format!(
                "its files are {files:?}, and it records {record:?}"
            ));
        }
    } else {
        if !files.is_empty() || sandbox.output().exists() {
            complaints.push(format!("a refusal leaves {files:?}"));
        }
        if !has_place(&run.stderr, &expected.file) {
            complaints.push(format!("a refusal without its place:\n{}", run.stderr));
        }
    }
    complaints
}

/// Whether a text names a line and a column of a file: `call.yaml:3:14`.
fn has_place(text: &str, file: &str) -> bool {
    text.split(&format!("{file}:")).skip(1).any(|rest| {
        let mut numbers = rest.split(|c: char| !c.is_ascii_digit());
        let positive = |number: Option<&str>| {
            number.is_some_and(|number| number.parse().is_ok_and(|number: u32| number > 0))
        };
        let digits = rest.find(|c: char| !c.is_ascii_digit());
        positive(numbers.next())
            && digits.is_some_and(|end| rest[end..].starts_with(':'))
            && positive(numbers.next())
    })
}

#[test]
fn a_place_is_a_line_and_a_column() {
    for (text, expected) in [
        (" --> a.yaml:3:14\n", true),
        ("a.yaml:1:10: no", true),
        ("a.yaml: 1 problem", false),
        ("a.yaml:3", false),
        ("a.yaml:0:1", false),
        ("b.yaml:3:14", false),
    ] {
        assert_eq!(has_place(text, "a.yaml"), expected, "{text}");
    }
}

/// What the kernel saw: no socket, nothing read that a document names, nothing written elsewhere.
#[test]
fn hostile_documents_reach_nothing_outside_their_output() {
    let Some(rows) = table() else { return };
    if !sandbox::can_trace() {
        println!("skipped: there is no strace, or it may not trace");
        return;
    }
    let mut complaints = String::new();
    for Expected { file, .. } in rows {
        let sandbox = Sandbox::new(&folder(), &file);
        let trace = sandbox.traced();
        assert!(trace.contains("execve("), "{file}: no trace:\n{trace}");
        for call in trace.lines().filter(|call| sandbox.forbids(call)) {
            let _ = writeln!(complaints, "{file}: {call}");
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

#[test]
fn calls_that_leave_the_output_are_told_from_those_that_do_not() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("a.yaml"), "").unwrap();
    let sandbox = Sandbox::new(directory.path(), "a.yaml");
    let program = env!("CARGO_BIN_EXE_xtask");
    for (call, forbidden) in [
        (
            r#"7 openat(AT_FDCWD, "a.yaml", O_RDONLY|O_CLOEXEC) = 3"#,
            false,
        ),
        (
            r#"7 openat(AT_FDCWD, "b.yaml", O_RDONLY|O_CLOEXEC) = 3"#,
            true,
        ),
        (r#"7 openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3"#, true),
        (r#"7 openat(AT_FDCWD, "/dev/zero", O_RDONLY) = 3"#, true),
        (
            r#"7 openat(AT_FDCWD, "out/Cargo.toml", O_WRONLY|O_CREAT) = 3"#,
            false,
        ),
        (r#"7 openat(AT_FDCWD, "pwned", O_WRONLY|O_CREAT) = 3"#, true),
        (
            r#"7 openat(AT_FDCWD, "out/../pwned", O_WRONLY|O_CREAT) = 3"#,
            true,
        ),
        (r#"7 rename("out/a", "out/b") = 0"#, false),
        (r#"7 rename("out/a", "/tmp/b") = 0"#, true),
        ("7 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3", true),
        (
            r#"7 execve("/bin/sh", ["sh"], 0x7f /* 3 vars */) = 0"#,
            true,
        ),
        (
            &format!("7 execve(\"{program}\", [\"xtask\"], 0x7f) = 0"),
            false,
        ),
    ] {
        assert_eq!(sandbox.forbids(call), forbidden, "{call}");
    }
}
