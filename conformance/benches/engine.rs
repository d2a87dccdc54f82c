//! A worker in bytes a second of one core: records that conform, and with a share that fails. The spec judges alone.
//!
//! `cargo bench -p callspec-conformance --bench engine` takes the corpora that the bench `scan` does. Each corpus is run with every twentieth
//! record broken in turn by one fault of many, too.

#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark stops where it cannot run"
)]

#[allow(dead_code, reason = "shared with other benches")]
mod corpora;

use std::time::Duration;

use callspec_conformance::engine::{Engine, Legs, Options, Types};
use callspec_conformance::judge::Grade;
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::tally::Tally;
use callspec_conformance::traffic::{About, Body, Record, Sink as _};

/// How often each run is made; the fastest one counts.
const ROUNDS: usize = 7;
/// How many bytes a chunk has.
const CHUNK: usize = 1 << 20;

fn main() {
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let megabytes = if measuring { 25 } else { 0 };
    for provider in ["famulor", "bird"] {
        let spec = corpora::spec(provider);
        let lexicon = Lexicon::new([]);
        for corpus in corpora::of(provider, megabytes) {
            let lines: Vec<&str> = corpus
                .text
                .split_terminator(|byte| *byte == b'\n')
                .filter_map(|line| std::str::from_utf8(line).ok())
                .collect();
            let broken: Vec<String> = lines
                .iter()
                .enumerate()
                .map(|(index, line)| match index % 20 {
                    7 => fault(line, index / 20),
                    _ => (*line).to_owned(),
                })
                .collect();
            let broken: Vec<&str> = broken.iter().map(String::as_str).collect();
            for (name, lines) in [("as it is", &lines), ("5 % broken", &broken)] {
                for coverage in [false, true] {
                    let options = Options {
                        legs: Legs::Spec,
                        coverage,
                        ..Options::default()
                    };
                    let engine = Engine::new(&spec, Types::none(), &lexicon, options)
                        .expect("the options are sound");
                    let bytes: usize = lines.iter().map(|line| line.len()).sum();
                    let mut best = Duration::MAX;
                    let mut tally = Tally::default();
                    for _ in 0..ROUNDS {
                        let start = corpora::cpu_time();
                        tally = run(&engine, lines);
                        best = best.min(corpora::cpu_time().saturating_sub(start));
                    }
                    let rate = bytes as f64 / 1e6 / best.as_secs_f64().max(1e-9);
                    println!(
                        "{provider}, {}, {name}, coverage {coverage}: {rate:.0} MB/s; {} records, {} failing, {} groups",
                        corpus.name,
                        tally.total.records,
                        tally.total.failing,
                        tally.groups.len()
                    );
                }
            }
        }
    }
}

fn run(engine: &Engine<'_>, lines: &[&str]) -> Tally {
    let mut worker = engine.worker();
    let mut chunk = 0;
    for (line, index) in lines.iter().zip(0..) {
        worker.take(&Record {
            file: "corpus.ndjson",
            index,
            lines_before: index,
            body: Body::Bytes(line.as_bytes()),
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

/// A record with one fault, somewhere in it.
fn fault(line: &str, turn: usize) -> String {
    let at = line.len() / 7 * (turn % 7);
    let (before, after) = match line.get(..at).zip(line.get(at..)) {
        Some(parts) => parts,
        None => ("", line),
    };
    let after = match turn % 4 {
        0 => after.replacen("\": \"", "\": 7, \"added\": \"", 1),
        1 => after.replacen("\":\"", "\":7,\"added\":\"", 1).replacen(
            "\": \"",
            "\": null, \"new\": \"",
            1,
        ),
        2 => after
            .replacen(", \"", ", \"undocumented\": {\"a\": [1, 2]}, \"", 1)
            .replacen(",\"", ",\"undocumented\":{},\"", 1),
        _ => after
            .replacen("completed", "voicemail", 1)
            .replacen("T", " ", 1),
    };
    format!("{before}{after}")
}
