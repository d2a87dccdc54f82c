//! Malformed and hostile documents: each is refused, frowned on or taken as its table says, and none takes long.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use callspec_generator::diagnostics::Diagnostic;
use callspec_generator::source::Source;
use callspec_generator::{Options, generate};

/// Files that do not end as the table says, and why. One that does is to be taken off the list.
const KNOWN: &[(&str, &str)] = &[];

/// This is a debug build on a machine that has other things to do. What it finds is a cost that explodes.
const LIMIT: Duration = Duration::from_secs(30);

/// How a document ended.
#[derive(Clone, Debug, PartialEq, Eq)]
enum End {
    /// Errors, each with its place, or bytes that are no text.
    Refused,
    /// Generated, with warnings.
    Warned,
    /// Generated, without a word.
    Taken,
    /// No end that there should be.
    Broken(String),
}

#[test]
fn hostile_documents_end_as_the_table_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/hostile");
    let Ok(table) = fs::read_to_string(folder.join("EXPECTED.tsv")) else {
        println!("skipped: there is no {}", folder.display());
        return;
    };
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    assert!(rows.len() >= 80, "only {} rows", rows.len());

    let mut failures = Vec::new();
    for row in rows {
        let [file, _class, expected, ..] = row.as_slice() else {
            panic!("a row of three columns at least: {row:?}");
        };
        let (end, said) = run(&folder.join(file));
        let fits = match (*expected, &end) {
            (_, End::Broken(_)) => false,
            ("refuse", end) => *end == End::Refused,
            ("accept", end) => *end != End::Refused,
            ("warn", end) => *end == End::Warned,
            ("either", _) => true,
            (other, _) => panic!("{file}: what is {other:?}?"),
        };
        let known = KNOWN.iter().find(|(name, _)| name == file);
        match (fits, known) {
            (true, None) => {}
            (false, Some((_, reason))) => println!("known: {file}: {reason}"),
            (true, Some(_)) => failures.push(format!("{file} is mended: take it off the list")),
            (false, None) => {
                failures.push(format!("{file}: {expected}, and it is {end:?}\n{said}"))
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What becomes of a file, and what is said about it.
fn run(path: &Path) -> (End, String) {
    let path: PathBuf = path.to_owned();
    let (sender, receiver) = mpsc::channel();
    let worker = thread::spawn(move || {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Ok(text) = String::from_utf8(fs::read(&path).unwrap()) else {
            let _ = sender.send((
                End::Refused,
                "not UTF-8, which whoever reads files says".to_owned(),
            ));
            return;
        };
        let generated = generate(&[Source::new(name, text)], &Options::default());
        let (mut end, problems) = match generated {
            Err(problems) => (End::Refused, problems),
            Ok(generation) if generation.warnings.is_empty() => (End::Taken, Vec::new()),
            Ok(generation) => (End::Warned, generation.warnings),
        };
        if end == End::Refused && !problems.iter().any(Diagnostic::is_error) {
            end = End::Broken("refused without an error".to_owned());
        }
        if problems
            .iter()
            .any(|problem| problem.position.line == 0 || problem.position.column == 0)
        {
            end = End::Broken("a problem without its place".to_owned());
        }
        let said: Vec<String> = problems.iter().take(5).map(ToString::to_string).collect();
        let _ = sender.send((end, said.join("\n")));
    });
    match receiver.recv_timeout(LIMIT) {
        Ok(end) => end,
        Err(RecvTimeoutError::Timeout) => {
            (End::Broken("it takes too long".to_owned()), String::new())
        }
        Err(RecvTimeoutError::Disconnected) => {
            let panic = worker.join().err();
            let message = panic.and_then(|panic| panic.downcast::<String>().ok());
            (End::Broken(format!("panicked: {message:?}")), String::new())
        }
    }
}
