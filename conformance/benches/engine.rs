//! The whole engine in bytes a second of one core, on records that conform and with a share that does not: scanner, arbiter, findings, groups.
//! Beside it the least that a validation of each record can cost (`serde_json` and `jsonschema`), and a scan that skips everything and checks
//! nothing. All of them run in turns in one process, so that their ratios hold on a busy machine. The spec judges alone.
//!
//! `cargo bench -p callspec-conformance --bench engine` takes the corpora that the bench `scan` does.

#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark stops where it cannot run"
)]

#[allow(dead_code, reason = "shared with other benches")]
mod corpora;

use std::hint::black_box;
use std::time::Duration;

use callspec_conformance::engine::{Engine, Legs, Options, Types};
use callspec_conformance::judge::Grade;
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::spec::{Judge, Lookup, Spec};
use callspec_conformance::tally::Tally;
use callspec_conformance::traffic::{About, Body, Record, Sink as _};
use corpora::Corpus;
use serde::de::IgnoredAny;
use serde_json::Value;

/// How often each of them runs; the fastest run counts.
const ROUNDS: usize = 5;
/// How many bytes a chunk has.
const CHUNK: usize = 1 << 20;
/// How many bytes of failing records are taken on their own, at least.
const REPEATED: usize = 5_000_000;
/// One record in so many is altered.
const ONE_IN: usize = 20;

fn main() {
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let megabytes = if measuring { 25 } else { 0 };
    println!(
        "MB/s of one core, the best of {ROUNDS} rounds; in brackets, times what skipping everything does"
    );
    for provider in ["famulor", "bird"] {
        let spec = corpora::spec(provider);
        let lexicon = Lexicon::new([]);
        let engine = |coverage| {
            let options = Options {
                legs: Legs::Spec,
                coverage,
                ..Options::default()
            };
            Engine::new(&spec, Types::none(), &lexicon, options).expect("the options are sound")
        };
        let Lookup::Judge(_, judge) = spec.lookup("listCalls", 200) else {
            continue;
        };
        let bench = Bench {
            spec: &spec,
            engines: [engine(false), engine(true)],
            judge,
            repeated: if measuring { REPEATED } else { 0 },
        };
        for corpus in corpora_of(provider, megabytes) {
            bench.run(&corpus);
        }
    }
}

/// Pages as the generator writes them and with its faults; and pages with a finding each that validation does not see.
fn corpora_of(provider: &str, megabytes: usize) -> Vec<Corpus> {
    let mut corpora = corpora::of(provider, megabytes);
    corpora.retain(|corpus| ["plain", "5 % faulty"].contains(&corpus.name));
    let Some(plain) = corpora.iter().find(|corpus| corpus.name == "plain") else {
        return corpora;
    };
    let of = |name, text| Corpus { name, text };
    let single = first_elements(&plain.text);
    let more = vec![
        of(
            "5 % with an undocumented key",
            altered(&plain.text, |rest| format!("\"added\":true,{rest}")),
        ),
        of(
            "5 % with an integer spelled 1.0",
            altered(&plain.text, |rest| {
                let end = rest.find([',', '}']).unwrap_or(rest.len());
                format!("{}.0{}", &rest[..end], &rest[end..])
            }),
        ),
        of(
            "pages of one call, 5 % faulty",
            altered(&single, |rest| {
                rest.replacen("\"duration\":", "\"duration\":null,\"was\":", 1)
            }),
        ),
    ];
    corpora.extend(more);
    corpora
}

/// The same pages, with only the first element of their list.
fn first_elements(lines: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for line in lines.split(|byte| *byte == b'\n') {
        let Ok(mut page) = serde_json::from_slice::<Value>(line) else {
            continue;
        };
        for list in ["data", "results"] {
            if let Some(Value::Array(items)) = page.get_mut(list) {
                items.truncate(1);
            }
        }
        text.extend(page.to_string().into_bytes());
        text.push(b'\n');
    }
    text
}

/// The same lines, with one duration altered in one of twenty of them, in another element each time.
fn altered(lines: &[u8], alter: impl Fn(&str) -> String) -> Vec<u8> {
    let text = std::str::from_utf8(lines).expect("it is UTF-8");
    let mut altered = String::with_capacity(text.len());
    for (number, line) in text.lines().enumerate() {
        let places: Vec<usize> = line
            .match_indices("\"duration\":")
            .map(|(at, _)| at)
            .collect();
        match places.get(number / ONE_IN % places.len().max(1)) {
            Some(at) if number % ONE_IN == 7 => {
                altered.push_str(&line[..*at]);
                altered.push_str(&alter(&line[*at..]));
            }
            _ => altered.push_str(line),
        }
        altered.push('\n');
    }
    altered.into_bytes()
}

struct Bench<'a> {
    spec: &'a Spec,
    /// Without coverage, and with.
    engines: [Engine<'a>; 2],
    judge: &'a Judge,
    /// How many bytes of failing records are taken on their own, at least.
    repeated: usize,
}

impl Bench<'_> {
    fn run(&self, corpus: &Corpus) {
        let lines: Vec<&[u8]> = corpus
            .text
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .collect();
        let failing: Vec<&[u8]> = lines
            .iter()
            .copied()
            .filter(|line| take(&self.engines[0], &[line]).total.failing > 0)
            .collect();
        let tally = take(&self.engines[0], &lines);
        println!(
            "{}, {}: {} records, {} of them failing, {} groups",
            self.spec.provider,
            corpus.name,
            tally.total.records,
            tally.total.failing,
            tally.groups.len()
        );
        let skip = |lines: &[&[u8]]| {
            for line in lines {
                black_box(serde_json::from_slice::<IgnoredAny>(line).is_ok());
            }
        };
        let plain = |lines: &[&[u8]]| {
            lines
                .iter()
                .for_each(|line| _ = black_box(self.plain(line)))
        };
        let engine = |at: usize| {
            let engine = &self.engines[at];
            move |lines: &[&[u8]]| _ = black_box(take(engine, lines))
        };
        compare(
            &lines,
            [
                ("the engine", &engine(0)),
                ("and coverage", &engine(1)),
                ("Value and jsonschema", &plain),
                ("skipping", &skip),
            ],
        );
        if !failing.is_empty() {
            // Again and again, so that what a run costs once does not show.
            let bytes: usize = failing.iter().map(|line| line.len()).sum();
            let often = failing.repeat(self.repeated / bytes.max(1) + 1);
            compare(
                &often,
                [
                    ("the engine, on those that fail", &engine(0)),
                    ("and coverage", &engine(1)),
                    ("Value and jsonschema", &plain),
                    ("skipping", &skip),
                ],
            );
        }
    }

    fn plain(&self, line: &[u8]) -> bool {
        serde_json::from_slice::<Value>(line)
            .is_ok_and(|value| self.judge.validator.is_valid(&value))
    }
}

type Run<'a> = (&'a str, &'a dyn Fn(&[&[u8]]));

/// Runs some in turns and prints what they do; the last one is skipping.
fn compare(lines: &[&[u8]], runs: [Run<'_>; 4]) {
    let bytes: usize = lines.iter().map(|line| line.len()).sum();
    let mut best = [Duration::MAX; 4];
    for _ in 0..ROUNDS {
        for (best, (_, run)) in best.iter_mut().zip(runs) {
            *best = (*best).min(corpora::time(&mut || run(lines)));
        }
    }
    let rates = best.map(|time| bytes as f64 / 1e6 / time.as_secs_f64().max(1e-9));
    let skipping = rates.last().copied().unwrap_or(1.0);
    for ((name, _), rate) in runs.iter().zip(rates) {
        println!("  {rate:7.0} ({:.2}) {name}", rate / skipping);
    }
}

/// What an engine has seen when it has taken some records.
fn take(engine: &Engine<'_>, lines: &[&[u8]]) -> Tally {
    let mut worker = engine.worker();
    let mut chunk = 0;
    for (line, index) in lines.iter().zip(0..) {
        worker.take(&Record {
            file: "corpus.ndjson",
            index,
            lines_before: index,
            body: Body::Bytes(line),
            about: About::Named {
                operation: "listCalls",
                status: 200,
            },
            grade: Grade::LiveCapture,
        });
        chunk += line.len();
        if chunk > CHUNK {
            worker.end_of_chunk();
            chunk = 0;
        }
    }
    engine.sum([worker])
}
