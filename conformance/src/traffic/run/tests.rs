//! Recordings through the reader, on one thread and on several.

use std::io::{self, Cursor, Read, Write as _};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use callspec_generator::source::Source;
use callspec_generator::spec;

use super::{Error, Options, run};
use crate::judge::Grade;
use crate::traffic::{About, Body, Holds, Input, Matcher, Record, Shard, Sink};

const DOCUMENT: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}
paths: {/calls: {get: {operationId: listCalls, responses: {'200': {description: d}}}}}\n";

/// File, index, lines before, body, and what it is about.
type Note = (String, u64, u64, String, String);

/// Writes down what it takes.
#[derive(Default)]
struct Notes {
    taken: Vec<Note>,
    chunks: usize,
}

impl Sink for Notes {
    fn take(&mut self, record: &Record<'_>) {
        let body = match record.body {
            Body::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Body::Absent => "(absent)".to_owned(),
            Body::Damaged { why, .. } => format!("({why})"),
        };
        let about = match record.about {
            About::Named { operation, status } => format!("{operation} {status}"),
            About::Matched {
                operation,
                exchange,
            } => format!("{operation} {}", exchange.status),
            About::Unmatched { reason, .. } => reason.to_owned(),
        };
        let file = record.file.to_owned();
        self.taken
            .push((file, record.index, record.lines_before, body, about));
    }

    fn end_of_chunk(&mut self) {
        self.chunks += 1;
    }
}

fn input(name: &str, bytes: impl Into<Vec<u8>>) -> Input {
    let bytes = bytes.into();
    Input {
        name: name.to_owned(),
        holds: Holds::of_name(name).unwrap_or(Holds::Unknown),
        grade: Grade::LiveCapture,
        open: Box::new(|| Ok(Box::new(Cursor::new(bytes)))),
    }
}

fn matcher() -> Matcher {
    let parsed = spec::parse(&Source::new("test.yaml".to_owned(), DOCUMENT.to_owned()));
    Matcher::new(&parsed.document.unwrap(), &[]).unwrap()
}

/// Everything taken, in order; `adjust` changes how it is read.
fn taken(inputs: Vec<Input>, adjust: impl Fn(&mut Options<'_>)) -> Result<Vec<Note>, Error> {
    let matcher = matcher();
    let mut options = Options {
        jobs: NonZeroUsize::MIN,
        shard: None,
        numbered: false,
        named: Some(("listCalls", 200)),
        matcher: &matcher,
    };
    adjust(&mut options);
    let sinks = run(inputs, &options, Notes::default)?;
    assert_eq!(sinks.len(), options.jobs.get());
    let mut taken: Vec<_> = sinks.into_iter().flat_map(|sink| sink.taken).collect();
    taken.sort();
    Ok(taken)
}

fn bodies(inputs: Vec<Input>) -> Vec<(u64, String)> {
    taken(inputs, |_| {})
        .unwrap()
        .into_iter()
        .map(|(_, index, _, body, _)| (index, body))
        .collect()
}

fn expected(bodies: &[(u64, &str)]) -> Vec<(u64, String)> {
    bodies
        .iter()
        .map(|(index, body)| (*index, (*body).to_owned()))
        .collect()
}

#[test]
fn lines_are_records_whatever_they_end_in() {
    let text = "\u{feff}1\r\n\n \t\r\n 2 \nnot json\n\n3";
    assert_eq!(
        bodies(vec![input("x.ndjson", text)]),
        expected(&[(0, "\u{feff}1"), (3, " 2 "), (4, "not json"), (6, "3")])
    );
    assert_eq!(bodies(vec![input("x.ndjson", "")]), expected(&[]));
    assert_eq!(
        bodies(vec![input("x.ndjson", "1\n")]),
        expected(&[(0, "1")])
    );
}

#[test]
fn a_json_file_is_one_record() {
    assert_eq!(
        bodies(vec![input("a.json", "{\n}\n"), input("b.json", "")]),
        expected(&[(0, "{\n}\n"), (0, "")])
    );
    // It is the body as it was received, so a compressed one is no JSON.
    let gzip = [0x1f, 0x8b, 8, 0];
    assert_eq!(
        bodies(vec![input("a.json", gzip)]),
        vec![(0, String::from_utf8_lossy(&gzip).into_owned())]
    );
}

/// Many lines, of which every thousandth is long, in pieces of odd sizes.
fn corpus() -> (Vec<u8>, usize) {
    let mut text = Vec::new();
    let lines = 200_000;
    for line in 0..lines {
        writeln!(text, "{{\"line\": {line}}}").unwrap();
        if line % 10_000 == 0 {
            text.truncate(text.len() - 2);
            text.extend(std::iter::repeat_n(b' ', 300_000));
            text.extend(b"}\n");
        }
    }
    (text, lines)
}

struct Odd<R>(R);

impl<R: Read> Read for Odd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(77_777);
        self.0.read(&mut buffer[..length])
    }
}

#[test]
fn every_line_is_taken_once_with_its_number_by_any_number_of_threads() {
    let (text, lines) = corpus();
    for jobs in [1, 4] {
        let text = text.clone();
        let mut odd = input("x.ndjson", "");
        odd.open = Box::new(|| Ok(Box::new(Odd(Cursor::new(text)))));
        let taken = taken(vec![odd], |options| {
            options.jobs = NonZeroUsize::new(jobs).unwrap();
        })
        .unwrap();
        assert_eq!(taken.len(), lines);
        for (number, (_, index, lines_before, body, about)) in (0u64..).zip(&taken) {
            assert_eq!((*index, *lines_before), (number, number));
            assert!(
                body.starts_with(&format!("{{\"line\": {number}")),
                "{number}"
            );
            assert!(body.ends_with('}') && about == "listCalls 200");
        }
    }
}

#[test]
fn shards_share_the_records_among_them() {
    let text: String = (0..1000).map(|line| format!("{line}\n")).collect();
    let mut all = Vec::new();
    for part in ["1/3", "2/3", "3/3"] {
        let shard: Shard = part.parse().unwrap();
        let of_shard = taken(vec![input("x.ndjson", text.clone())], |options| {
            options.shard = Some(shard);
        })
        .unwrap();
        assert!(of_shard.len() > 200);
        all.extend(of_shard);
    }
    all.sort();
    assert_eq!(all, taken(vec![input("x.ndjson", text)], |_| {}).unwrap());
}

#[test]
fn numbered_lines_tell_their_places() {
    let text = "17\t{}\r\n   4\t[]\n5\t\n\nno number\n";
    let taken = taken(vec![input("-", text)], |options| options.numbered = true).unwrap();
    let places: Vec<_> = taken
        .iter()
        .map(|(_, index, lines_before, body, _)| (*index, *lines_before, body.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            (4, 4, "(the line does not begin with its number and a tab)"),
            (4, 4, "[]"),
            (17, 17, "{}"),
        ]
    );
}

#[test]
fn a_line_that_is_too_long_is_passed_over() {
    // Never in memory as a whole.
    let long = io::repeat(b'x').take(80 << 20);
    let text = Cursor::new(b"1\n2\n".to_vec())
        .chain(long)
        .chain(Cursor::new(b"\n4\n\n6".to_vec()));
    let mut input = input("x.ndjson", "");
    input.open = Box::new(|| Ok(Box::new(text)));
    assert_eq!(
        bodies(vec![input]),
        expected(&[
            (0, "1"),
            (1, "2"),
            (2, "(the line is longer than 64 MiB)"),
            (3, "4"),
            (5, "6")
        ])
    );
}

#[test]
fn damage_has_its_place_and_the_run_goes_on() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    encoder.write_all(b"1\n2\n\n4 is cut off").unwrap();
    let mut packed = encoder.finish().unwrap();
    packed.truncate(packed.len() - 10);
    assert_eq!(
        bodies(vec![
            input("a.ndjson.gz", packed.clone()),
            input("b.json", "1")
        ]),
        expected(&[
            (0, "1"),
            (1, "2"),
            (3, "(the gzip stream is cut off after 30 bytes of it)"),
            (0, "1")
        ])
    );
    assert_eq!(
        bodies(vec![input("a.json.gz", packed)]),
        expected(&[(0, "(the gzip stream is cut off after 30 bytes of it)")])
    );
    let mut input = input("x.ndjson", "");
    let text = Cursor::new(b"1\n2".to_vec()).chain(Failing);
    input.open = Box::new(|| Ok(Box::new(text)));
    assert_eq!(
        bodies(vec![input]),
        expected(&[(0, "1"), (1, "(the disk is gone)")])
    );
}

struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

#[test]
fn archives_match_themselves() {
    let text = r#"{"log": {"entries": [
        {"request": {"method": "GET", "url": "https://h/calls"}, "response": {"status": 200, "content": {"text": "{}"}}},
        {"request": {"method": "PUT", "url": "https://h/calls"}, "response": {"status": 405, "content": {}}},
        {"request": {"method": "GET"}, "response": {}},
        {"request": {"method": "GET", "url": "https://h/other"}, "response": {"status": 0}},
        {"request": {"method": "GET", "url": "https://h/calls"}, "response": {"status": 200, "content": {"text": "e3", "encoding": "base64"}}}
    ]}"#;
    let taken = taken(vec![input("x.har", text)], |options| options.named = None).unwrap();
    let taken: Vec<_> = taken
        .iter()
        .map(|(_, index, _, body, about)| (*index, body.as_str(), about.as_str()))
        .collect();
    assert_eq!(
        taken,
        [
            (0, "{}", "listCalls 200"),
            (1, "(absent)", "`/calls` has no such method, only GET"),
            (
                2,
                "(the entry cannot be read: missing field `url`)",
                "what was recorded cannot be read"
            ),
            (3, "(absent)", "the request got no response"),
            (4, "{", "listCalls 200"),
            (
                5,
                "(the archive is cut off)",
                "what was recorded cannot be read"
            ),
        ]
    );
}

#[test]
fn what_cannot_be_read_ends_the_run() {
    let mut missing = input("missing.ndjson", "");
    missing.open = Box::new(|| Err(io::ErrorKind::NotFound.into()));
    let error = taken(vec![input("a.json", "1"), missing], |_| {}).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("failed to open `missing.ndjson`: ")
    );
    let error = taken(vec![input("a.json", "1")], |options| options.named = None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`a.json` does not say which operation its responses are of: name one with --operation"
    );
}

#[test]
fn large_records_are_in_memory_one_at_a_time() {
    static NOW: AtomicUsize = AtomicUsize::new(0);
    static MOST: AtomicUsize = AtomicUsize::new(0);
    struct Counting;
    impl Sink for Counting {
        fn take(&mut self, _: &Record<'_>) {
            MOST.fetch_max(NOW.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::yield_now();
            NOW.fetch_sub(1, Ordering::SeqCst);
        }
    }
    let matcher = matcher();
    let options = Options {
        jobs: NonZeroUsize::new(3).unwrap(),
        shard: None,
        numbered: false,
        named: Some(("listCalls", 200)),
        matcher: &matcher,
    };
    let mut text = vec![b'x'; 10 << 20];
    text.push(b'\n');
    let inputs = (0..4).map(|_| input("x.ndjson", text.clone())).collect();
    run(inputs, &options, || Counting).unwrap();
    assert_eq!(MOST.load(Ordering::SeqCst), 1);
}
