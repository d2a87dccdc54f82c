//! Partial reports: merged in any order they are the report of one run, and what does not belong together is refused.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use callspec_conformance::engine::{Engine, Legs, Options, Types};
use callspec_conformance::findings::Rule;
use callspec_conformance::judge::Grade;
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::report::{self, FailOn, Report, Terms};
use callspec_conformance::spec::Spec;
use callspec_conformance::tally::Partial;
use callspec_conformance::traffic::{About, Body, Record, Sink as _};
use callspec_generator::source::Source;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SPEC: &str = include_str!("bad/spec.yaml");

fn options() -> Options {
    Options {
        legs: Legs::Spec,
        ..Options::default()
    }
}

/// The part of a run that judged some of the records.
fn part(
    text: &str,
    options: Options,
    terms: Terms,
    shard: Option<(u64, u64)>,
    records: &[u64],
) -> Partial {
    let spec = Spec::load("bad", &Source::new("spec.yaml", text)).expect("the spec is sound");
    let lexicon = Lexicon::new([]);
    let engine = Engine::new(&spec, Types::none(), &lexicon, options.clone());
    let engine = engine.expect("the options are sound");
    let mut worker = engine.worker();
    for index in records {
        let status = ["failed", "new", "newer"][usize::try_from(index % 3).expect("it is small")];
        let body = format!(r#"{{"calls": [{{"id": {index}, "status": "{status}"}}]}}"#);
        worker.take(&Record {
            file: "calls.ndjson",
            index: *index,
            lines_before: *index,
            body: Body::Bytes(body.as_bytes()),
            about: About::Named {
                operation: "listCalls",
                status: 200,
            },
            grade: Grade::LiveCapture,
        });
    }
    let specs = [("bad".to_owned(), spec.hash())];
    Partial::new(specs, options, terms, shard, engine.sum([worker]))
}

fn directory(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&directory).expect("it can be made");
    directory
}

fn merge(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_callspec-conformance"))
        .arg("merge")
        .args(arguments)
        .current_dir(directory)
        .output()
        .expect("the binary starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("it writes UTF-8")
}

#[test]
fn merged_parts_are_the_report_of_one_run() {
    let directory = directory("merged");
    let write = |name: &str, part: &Partial| {
        std::fs::write(
            directory.join(name),
            part.write().expect("it can be written"),
        )
        .expect("it can be written");
    };
    let of = |records: &[u64]| part(SPEC, options(), Terms::default(), None, records);
    write("a", &of(&[0, 3, 4]));
    write("b", &of(&[5, 2]));
    write("c", &of(&[]));
    write("d", &of(&[1]));
    let whole = of(&[0, 1, 2, 3, 4, 5]);
    let whole = Report::new(whole.tally(), None, Terms::default());

    for order in [
        ["a", "b", "c", "d"],
        ["d", "c", "b", "a"],
        ["b", "d", "a", "c"],
    ] {
        let output = merge(
            &directory,
            &[&["--format", "json"], order.as_slice()].concat(),
        );
        assert_eq!(
            text(&output.stdout),
            report::render_json(&whole).expect("it can be written")
        );
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        let output = merge(&directory, &order);
        let human = report::render_human(&whole);
        assert_eq!(
            text(&output.stdout),
            anstream::adapter::strip_str(&human).to_string()
        );
    }

    // A sum is a part again, and several parts may stand in one file.
    let output = merge(&directory, &["--partial", "ab", "a", "b"]);
    assert_eq!(
        (output.status.code(), text(&output.stdout)),
        (Some(0), String::new()),
        "whether the run passes, the report tells"
    );
    let lines = [of(&[1]), of(&[])].map(|part| part.write().expect("it can be written"));
    std::fs::write(directory.join("lines"), lines.concat()).expect("it can be written");
    let output = merge(&directory, &["--format", "json", "lines", "ab"]);
    assert_eq!(
        text(&output.stdout),
        report::render_json(&whole).expect("it can be written")
    );
}

#[test]
fn a_merged_run_passes_where_its_parts_do() {
    let directory = directory("passing");
    let good = part(SPEC, options(), Terms::default(), None, &[0, 3]);
    std::fs::write(
        directory.join("good"),
        good.write().expect("it can be written"),
    )
    .expect("it can be written");
    let output = merge(&directory, &["good"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    let nothing = part(SPEC, options(), Terms::default(), None, &[]);
    std::fs::write(
        directory.join("nothing"),
        nothing.write().expect("it can be written"),
    )
    .expect("it can be written");
    assert_eq!(merge(&directory, &["nothing"]).status.code(), Some(1));
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let terms = Terms::default();
    let base = || part(SPEC, options(), terms, None, &[0]);
    let shard = |number, count| part(SPEC, options(), terms, Some((number, count)), &[0]);
    let refusal = |mut one: Partial, other: Partial| {
        let before = one.clone();
        let refusal = one.add(other).expect_err("they differ");
        assert_eq!(one, before, "nothing is added then");
        refusal
    };
    let other_spec = SPEC.replace("minimum: 0", "minimum: 1");
    assert_eq!(
        refusal(base(), part(&other_spec, options(), terms, None, &[0])),
        "of another version of the spec `bad`"
    );
    let ignoring = Options {
        ignored: [Rule::Enum].into(),
        ..options()
    };
    assert_eq!(
        refusal(base(), part(SPEC, ignoring, terms, None, &[0])),
        "of a run with another `--ignore`"
    );
    let lenient = Terms {
        fail_on: FailOn::Error,
        ..terms
    };
    assert_eq!(
        refusal(base(), part(SPEC, options(), lenient, None, &[0])),
        "of a run with `--fail-on error`, not `--fail-on warning`"
    );
    assert_eq!(
        refusal(shard(1, 2), shard(1, 2)),
        "shard 1/2, which was there already"
    );
    assert_eq!(
        refusal(shard(1, 2), shard(2, 3)),
        "a shard of 3, where the others are shards of 2"
    );
    assert_eq!(
        refusal(shard(1, 2), base()),
        "not a shard, where the others are"
    );
}

#[test]
fn what_cannot_be_merged_is_refused_with_its_file_and_line() {
    let directory = directory("refused");
    let written = |shard| {
        part(SPEC, options(), Terms::default(), shard, &[0])
            .write()
            .expect("it can be written")
    };
    for (name, content, complaint) in [
        (
            "report",
            "{\"version\": 2}\n".to_owned(),
            "line 1: not a partial report",
        ),
        (
            "newer",
            written(None).replacen(":1", ":9", 1),
            "format 9, not 1",
        ),
        (
            "cut",
            written(None).chars().take(200).collect(),
            "not written to its end",
        ),
        (
            "shard",
            written(Some((2, 3))),
            "of 3 shards, some are missing: 1, 3",
        ),
        ("empty", String::new(), "the files hold no partial report"),
    ] {
        std::fs::write(directory.join(name), content).expect("it can be written");
        let output = merge(&directory, &[name]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert_eq!(text(&output.stdout), "", "{name}");
        let message = text(&output.stderr);
        assert!(message.contains(complaint), "{name}: {message}");
    }
    let output = merge(&directory, &["missing"]);
    assert_eq!(output.status.code(), Some(2));
    // What is merged in several steps lacks shards until the last one.
    let output = merge(&directory, &["--partial", "step", "shard"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let output = merge(&directory, &["step"]);
    assert!(text(&output.stderr).contains("some are missing: 1, 3"));
}
