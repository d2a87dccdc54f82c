//! Recordings of every kind through the binary.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::{Value, json};

const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bad/spec.yaml");

const GOOD: &str = r#"{"calls": [{"id": 1, "status": "failed"}]}"#;
const BAD: &str = r#"{"calls": [{"id": 1, "status": "new"}]}"#;

/// An empty directory of a test's own.
fn directory(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("recordings")
        .join(name);
    _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("it can be made");
    directory
}

fn write(path: PathBuf, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
    fs::write(path, bytes).expect("it can be written");
}

fn judge(directory: &Path, arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_callspec-conformance"))
        .args(["--spec", SPEC])
        .args(arguments)
        .current_dir(directory)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut pipe = child.stdin.take().expect("it is piped");
    // It may end before it has read everything.
    _ = pipe.write_all(stdin);
    drop(pipe);
    child.wait_with_output().expect("it ends")
}

/// The report on responses of `listCalls`, and the exit status.
fn report(directory: &Path, arguments: &[&str], stdin: &[u8]) -> (Value, i32) {
    let arguments = [&["--format", "json"], arguments].concat();
    let output = judge(directory, &arguments, stdin);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(stderr, "", "{arguments:?}");
    let report = serde_json::from_slice(&output.stdout).expect("the report is JSON");
    (report, output.status.code().expect("it ends by itself"))
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(plain).expect("it can be packed");
    encoder.finish().expect("it can be packed")
}

fn entry(method: &str, url: &str, status: u16, content: &Value) -> Value {
    json!({
        "request": {"method": method, "url": url},
        "response": {"status": status, "content": content},
    })
}

fn archive(entries: &[Value]) -> String {
    json!({"log": {"version": "1.2", "entries": entries}}).to_string()
}

const NAMED: [&str; 2] = ["--operation", "listCalls"];

#[test]
fn a_directory_of_every_kind_is_judged_in_one_run() {
    let directory = directory("kinds");
    let lines = format!("{GOOD}\n{BAD}\r\n\n{GOOD}");
    write(directory.join("in/a.json"), GOOD);
    write(directory.join("in/b.ndjson"), &lines);
    write(directory.join("in/c.jsonl.gz"), gzip(lines.as_bytes()));
    write(
        directory.join("in/d.ndjson.zst"),
        compress_to_vec(lines.as_bytes(), CompressionLevel::Fastest),
    );
    let body = json!({"mimeType": "application/json", "text": BAD});
    write(
        directory.join("in/e.har"),
        archive(&[entry("GET", "https://api.example.com/calls", 200, &body)]),
    );
    write(directory.join("in/f/g.json.gz"), gzip(BAD.as_bytes()));
    write(directory.join("in/notes.txt"), "not a recording");
    let (report, status) = report(&directory, &[&NAMED[..], &["in"]].concat(), b"");
    assert_eq!(status, 1);
    assert_eq!(report["totals"]["records"], 12);
    assert_eq!(report["totals"]["conforming"], 7);
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "enum");
    assert_eq!(finding["records"], 5);
    assert_eq!(finding["first"]["file"], "in/b.ndjson");
    assert_eq!(finding["first"]["record"], 1);
    assert_eq!(finding["first"]["line"], 2);
    assert_eq!(finding["last"]["file"], "in/f/g.json.gz");
}

#[test]
fn an_archive_matches_itself() {
    let directory = directory("archive");
    let json = |text: &str| json!({"mimeType": "application/json", "text": text});
    let url = "https://api.example.com/calls?page=2";
    let entries = [
        entry("GET", url, 200, &json(GOOD)),
        entry("GET", url, 418, &json("{}")),
        entry(
            "GET",
            url,
            200,
            &json!({"mimeType": "text/html", "text": "<html>"}),
        ),
        entry("GET", "https://api.example.com/legs/7", 200, &json("{}")),
        entry("POST", url, 200, &json("{}")),
        json!({"request": {"method": "GET"}}),
        entry(
            "GET",
            url,
            200,
            &json!({"encoding": "base64", "text": "***"}),
        ),
        entry(
            "GET",
            url,
            200,
            &json!({"encoding": "BASE64", "text": "eyJjYWxscyI6IFtdfQ=="}),
        ),
        entry("GET", url, 200, &json!({"size": 17})),
        entry("GET", url, 200, &json(BAD)),
    ];
    write(directory.join("x.har"), archive(&entries));
    let (report, status) = report(&directory, &["x.har"], b"");
    assert_eq!(status, 1);
    let unmatched: Vec<_> = report["unmatched"]
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|it| (it["reason"].as_str(), it["first"]["record"].as_u64()))
        .collect();
    assert_eq!(
        unmatched,
        [
            (Some("no path of the document matches"), Some(3)),
            (Some("`/calls` has no such method, only GET"), Some(4)),
        ]
    );
    let findings: Vec<_> = report["findings"]
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|it| {
            let message = it["message"].as_str().unwrap_or_default();
            (it["rule"].as_str(), it["first"]["record"].as_u64(), message)
        })
        .collect();
    for expected in [
        (
            Some("lexical"),
            Some(5),
            "the recording is damaged: the entry cannot be read: missing field `url`",
        ),
        (
            Some("enum"),
            Some(9),
            "`new` is not among the 2 documented values",
        ),
        (
            Some("not-checked"),
            Some(1),
            "`listCalls` documents no response of status 418, only 200, 404",
        ),
        (
            Some("not-checked"),
            Some(2),
            "`listCalls` documents no `text/html` for status 200, only application/json",
        ),
        (Some("not-checked"), Some(8), "the recording holds no body"),
    ] {
        assert!(
            findings.contains(&expected),
            "{expected:?} in {findings:#?}"
        );
    }
    assert!(
        findings.iter().any(|(rule, record, message)| {
            *rule == Some("lexical")
                && *record == Some(6)
                && message.contains("the base64 of the body is damaged")
        }),
        "{findings:#?}"
    );
    // Elsewhere than where the user says the requests went, nothing is meant.
    let output = judge(
        &directory,
        &["--server", "http://localhost:1/", "x.har"],
        b"",
    );
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.contains("none of the servers named by --server is there"),
        "{text}"
    );
}

#[test]
fn damaged_recordings_are_findings_and_the_run_goes_on() {
    let directory = directory("damage");
    let mut cut = gzip(format!("{GOOD}\n").repeat(1000).as_bytes());
    cut.truncate(cut.len() - 9);
    write(directory.join("a.ndjson.gz"), cut);
    // Frames of nothing but repetition: 75 MiB from 2400 bytes.
    let mut bomb = vec![0x28, 0xb5, 0x2f, 0xfd, 0, 0x38];
    for block in 0..600_u32 {
        let header = u32::from(block == 599) | 1 << 1 | (128 << 10) << 3;
        bomb.extend(&header.to_le_bytes()[..3]);
        bomb.push(b' ');
    }
    write(directory.join("b.ndjson"), bomb);
    let mut har = archive(&[
        entry("GET", "https://h/calls", 200, &json!({"text": GOOD})),
        entry("GET", "https://h/calls", 200, &json!({"text": GOOD})),
    ]);
    har.truncate(har.len() - 20);
    write(directory.join("c.har"), har);
    for (file, records, said) in [
        ("a.ndjson.gz", 0..=1000, "the gzip stream is cut off"),
        (
            "b.ndjson",
            0..=0,
            "the zstd stream grows to more than 1000 times its size",
        ),
        ("c.har", 1..=1, "the archive is cut off within an entry"),
    ] {
        write(directory.join("z.ndjson"), GOOD);
        let arguments = [&NAMED[..], &[file, "z.ndjson"]].concat();
        let (report, status) = report(&directory, &arguments, b"");
        assert_eq!(status, 1);
        let finding = &report["findings"][0];
        assert_eq!(finding["rule"], "lexical");
        assert_eq!(finding["first"]["file"], file);
        let message = finding["message"].as_str().unwrap_or_default();
        assert!(message.contains(said), "{file}: {message}");
        // What came before the damage, and what came after.
        let conforming = report["totals"]["conforming"].as_u64().expect("a number");
        assert!(records.contains(&(conforming - 1)), "{file}: {conforming}");
        assert_eq!(report["totals"]["failing"], 1);
    }
    let (report, _) = report(&directory, &[&NAMED[..], &["."]].concat(), b"");
    assert_eq!(report["totals"]["failing"], 3);
    // They are in one group, and each of them is named.
    let damaged: Vec<_> = report["damaged"]
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|damaged| {
            (
                damaged["file"].as_str(),
                damaged["first"]["record"].as_u64(),
            )
        })
        .collect();
    assert_eq!(
        damaged,
        [
            (Some("./a.ndjson.gz"), damaged[0].1),
            (Some("./b.ndjson"), Some(0)),
            (Some("./c.har"), Some(1))
        ]
    );
    let output = judge(&directory, &[&NAMED[..], &["."]].concat(), b"");
    let text = String::from_utf8_lossy(&output.stdout);
    let table = text.split("Damaged recordings").nth(1).expect("it is told");
    for file in ["./a.ndjson.gz:", "./b.ndjson:1:1", "./c.har:1:"] {
        assert!(table.contains(file), "{table}");
    }
}

#[test]
fn a_place_in_an_archive_names_the_entry() {
    let directory = directory("places");
    let url = "https://api.example.com/calls";
    let bad = json!({"text": BAD.replace(", ", ",\n")});
    let good = json!({"text": GOOD});
    let entries = [&bad, &good, &good, &bad].map(|content| entry("GET", url, 200, content));
    // The third one loses a quote.
    let text = archive(&entries).replace("}},{", "}},\n{");
    let (before, damaged) = text
        .match_indices("\"status\":")
        .nth(2)
        .expect("it is there");
    let text = format!(
        "{}{}",
        &text[..before],
        &text[before..].replacen(damaged, "status\":", 1)
    );
    write(directory.join("x.har"), text);
    let (report, status) = report(&directory, &["x.har"], b"");
    assert_eq!((status, &report["totals"]["records"]), (1, &json!(4)));
    assert_eq!(report["totals"]["conforming"], 1);
    let place = |rule: &str, end: &str| {
        let mut findings = report["findings"].as_array().expect("a list").iter();
        let finding = findings.find(|finding| finding["rule"] == rule);
        let place = &finding.expect("it is found")[end];
        ["record", "line", "of_body"].map(|part| place[part].clone())
    };
    assert_eq!(place("enum", "first"), [json!(0), json!(2), json!(true)]);
    assert_eq!(place("enum", "last"), [json!(3), json!(2), json!(true)]);
    assert_eq!(
        place("lexical", "first"),
        [json!(2), json!(3), json!(false)]
    );
    let output = judge(&directory, &["x.har"], b"");
    let text = String::from_utf8_lossy(&output.stdout);
    for told in [
        "--> x.har, entry 1, body 2:11 (/calls/0/status)",
        "last at x.har, entry 4, body 2:11",
        "--> x.har:3:",
    ] {
        assert!(text.contains(told), "{told} in {text}");
    }
}

#[test]
fn the_standard_input_is_what_it_begins_as() {
    let directory = directory("stdin");
    let records = |arguments: &[&str], stdin: &[u8]| {
        let (report, _) = report(&directory, arguments, stdin);
        (
            report["totals"]["records"].clone(),
            report["findings"][0]["first"].clone(),
        )
    };
    let named = [&NAMED[..], &["-"]].concat();
    let lines = format!("{GOOD}\n\n{BAD}\n");
    let (count, first) = records(&named, lines.as_bytes());
    assert_eq!((&count, &first["line"]), (&json!(2), &json!(3)));
    assert_eq!(first["file"], "-");
    let (count, first) = records(&named, &gzip(lines.as_bytes()));
    assert_eq!((&count, &first["line"]), (&json!(2), &json!(3)));
    // Over several lines, one response.
    let (count, first) = records(&named, BAD.replace(", ", ",\n").as_bytes());
    assert_eq!((&count, &first["line"]), (&json!(1), &json!(2)));
    let har = archive(&[entry("GET", "https://h/calls", 200, &json!({"text": BAD}))]);
    assert_eq!(records(&["-"], har.as_bytes()).0, 1);
    // A name says what it holds, and is where findings are.
    let named = [&NAMED[..], &["--name", "all/x.json", "-"]].concat();
    let (count, first) = records(&named, lines.as_bytes());
    assert_eq!((&count, &first["file"]), (&json!(1), &json!("all/x.json")));
}

#[test]
fn a_piece_with_numbers_tells_places_of_the_whole() {
    let directory = directory("numbered");
    let piece = format!("   41\t{GOOD}\n    17\t{BAD}\r\n");
    let arguments = [&NAMED[..], &["--numbered", "--name", "all.ndjson", "-"]].concat();
    let (report, _) = report(&directory, &arguments, piece.as_bytes());
    assert_eq!(report["totals"]["records"], 2);
    let first = &report["findings"][0]["first"];
    assert_eq!(first["file"], "all.ndjson");
    assert_eq!(first["record"], 17);
    assert_eq!(first["line"], 18);
    assert_eq!(first["column"], 32, "the number is no part of the record");
}

/// Two thousand records in more bytes than are read at once, one in a hundred bad, each bad one with a text of its own.
fn corpus() -> String {
    let blanks = " ".repeat(2000);
    (0..2000)
        .map(|line| match line % 100 {
            7 => {
                format!("{{\"calls\": [{{\"id\": {line}, \"status\": \"new {line}\"}}]}}{blanks}\n")
            }
            _ => format!("{{\"calls\": [{{\"id\": {line}, \"status\": \"failed\"}}]}}{blanks}\n"),
        })
        .collect()
}

#[test]
fn any_number_of_threads_says_the_same() {
    let directory = directory("threads");
    write(directory.join("x.ndjson"), corpus());
    let one = judge(
        &directory,
        &[&NAMED[..], &["--jobs", "1", "x.ndjson"]].concat(),
        b"",
    );
    assert!(String::from_utf8_lossy(&one.stdout).contains("2,000 of 2,000"));
    for jobs in ["2", "5"] {
        let arguments = [&NAMED[..], &["--jobs", jobs, "x.ndjson"]].concat();
        let several = judge(&directory, &arguments, b"");
        assert_eq!(several.stdout, one.stdout, "{jobs}");
    }
}

#[test]
fn shards_see_each_record_once() {
    let directory = directory("shards");
    write(directory.join("x.ndjson"), corpus());
    let har: Vec<_> = (0..50)
        .map(|id| {
            let body = format!(r#"{{"calls": [{{"id": {id}, "status": "old"}}]}}"#);
            entry("GET", "https://h/calls", 200, &json!({"text": body}))
        })
        .chain((0..50).map(|id| entry("GET", &format!("https://h/{id}/x"), 200, &json!({}))))
        .collect();
    write(directory.join("y.har"), archive(&har));
    let mut sums = (0, 0, 0);
    for shard in ["1/3", "2/3", "3/3"] {
        let arguments = [&NAMED[..], &["--shard", shard, "."]].concat();
        let (report, _) = report(&directory, &arguments, b"");
        let number = |value: &Value| value.as_u64().expect("a number");
        let records = number(&report["totals"]["records"]);
        assert!(records > 500, "{shard}: {records}");
        sums.0 += records;
        sums.1 += number(&report["totals"]["errors"]);
        sums.2 += number(&report["totals"]["unmatched"]);
    }
    assert_eq!(sums, (2050, 70, 50));
}

/// What the sum of parts prints, and the exit status.
fn merge(parts: &[u8]) -> (Vec<u8>, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_callspec-conformance"))
        .args(["merge", "--format", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut pipe = child.stdin.take().expect("it is piped");
    _ = pipe.write_all(parts);
    drop(pipe);
    let output = child.wait_with_output().expect("it ends");
    (output.stdout, output.status.code())
}

#[test]
fn parts_add_up_to_the_report_of_one_run() {
    let directory = directory("parts");
    let corpus = corpus();
    write(directory.join("x.ndjson"), &corpus);
    let whole = [&NAMED[..], &["--format", "json", "--coverage", "x.ndjson"]].concat();
    let whole = judge(&directory, &whole, b"");
    let whole = (whole.stdout, whole.status.code());
    assert_eq!(whole.1, Some(1));
    let text = String::from_utf8_lossy(&whole.0);
    assert!(text.contains("\"records\": 2000"), "{text}");

    let mut parts = Vec::new();
    for shard in ["3/3", "1/3", "2/3"] {
        let arguments = ["--coverage", "--shard", shard, "--partial", "-", "x.ndjson"];
        let part = judge(&directory, &[&NAMED[..], &arguments].concat(), b"");
        assert_eq!(
            part.status.code(),
            Some(0),
            "the sum tells whether it passes"
        );
        parts.extend(part.stdout);
    }
    assert_eq!(merge(&parts), whole, "shards");

    // As something else that distributes lines hands them out.
    let numbered: Vec<String> = (0..)
        .zip(corpus.lines())
        .map(|(number, line): (u64, _)| format!("{number}\t{line}\n"))
        .collect();
    let mut parts = Vec::new();
    for part in 0..3 {
        let piece: String = numbered.iter().skip(part).step_by(3).cloned().collect();
        let file = format!("part-{part}");
        let arguments = [
            "--coverage",
            "--numbered",
            "--name",
            "x.ndjson",
            "--partial",
            &file,
            "-",
        ];
        let output = judge(
            &directory,
            &[&NAMED[..], &arguments].concat(),
            piece.as_bytes(),
        );
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stdout.is_empty());
        parts.extend(fs::read(directory.join(file)).expect("it was written"));
    }
    assert_eq!(merge(&parts), whole, "numbered lines");
}

#[test]
fn options_choose_what_counts() {
    let directory = directory("options");
    let extra = r#"{"calls": [{"id": 1, "status": "failed", "meta": {"x": 1}}]}"#;
    write(directory.join("x.ndjson"), extra);
    let status = |arguments: &[&str]| {
        let arguments = [&NAMED[..], arguments, &["x.ndjson"]].concat();
        judge(&directory, &arguments, b"").status.code()
    };
    assert_eq!(status(&[]), Some(1));
    assert_eq!(status(&["--ignore-fields", "/calls/*/meta"]), Some(0));
    assert_eq!(status(&["--ignore-fields", "/meta"]), Some(1));
    assert_eq!(
        status(&["--ignore-fields", "[", "--fail-on", "error"]),
        Some(2)
    );
    assert_eq!(status(&["--fail-on", "error"]), Some(0));
    assert_eq!(
        status(&["--fail-on", "error", "--min-coverage", "1"]),
        Some(0)
    );
    assert_eq!(
        status(&["--fail-on", "error", "--min-coverage", "99"]),
        Some(1)
    );
    let coverage = |arguments: &[&str]| {
        let arguments = [&NAMED[..], arguments, &["x.ndjson"]].concat();
        let (report, _) = report(&directory, &arguments, b"");
        !report["coverage"].as_array().expect("a list").is_empty()
    };
    assert!(!coverage(&[]) && coverage(&["--coverage"]) && coverage(&["--min-coverage", "1"]));
}

#[test]
fn a_run_without_a_record_fails() {
    let directory = directory("empty");
    write(directory.join("x.ndjson"), "\n \r\n");
    write(directory.join("x.har"), archive(&[]));
    for file in ["x.ndjson", "x.har"] {
        let arguments = [&NAMED[..], &["--fail-on", "never", file]].concat();
        let output = judge(&directory, &arguments, b"");
        assert_eq!(output.status.code(), Some(1), "{file}");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("nothing was checked"), "{text}");
    }
}

#[test]
fn what_cannot_be_used_is_named_with_what_to_do() {
    let directory = directory("unusable");
    write(directory.join("x.ndjson"), GOOD);
    write(directory.join("none/readme.txt"), "");
    for (arguments, said) in [
        (
            vec!["x.ndjson"],
            "`x.ndjson` does not say which operation its responses are of: name one with --operation",
        ),
        (vec!["missing.har"], "failed to find `missing.har`: "),
        (
            vec!["none"],
            "`none` holds no .json, .ndjson, .jsonl or .har file",
        ),
        (vec!["-", "-"], "leave out one `-`"),
        (
            vec!["--name", "y", "x.ndjson"],
            "--name names the standard input, which is not read: add `-`",
        ),
        (
            vec!["--server", "h:1", "x.ndjson"],
            "`h:1` is no server: write it like https://",
        ),
        (
            vec!["--shard", "0/3", "x.ndjson"],
            "part K of N, from 1/N to N/N",
        ),
        (vec!["--jobs", "0", "x.ndjson"], "--jobs"),
        (vec!["--status", "404", "x.ndjson"], "--operation"),
    ] {
        let output = judge(&directory, &arguments, b"");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert!(stderr.contains(said), "{arguments:?}: {stderr}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_directory_that_leads_back_to_itself_is_no_endless_run() {
    let directory = directory("links");
    write(directory.join("in/x.json"), GOOD);
    std::os::unix::fs::symlink(directory.join("in"), directory.join("in/again"))
        .expect("a link can be made");
    let output = judge(&directory, &[&NAMED[..], &["in"]].concat(), b"");
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.contains("failed to read the directory `in`"),
        "{stderr}"
    );
}
