//! The scanner in bytes a second of one core, beside the least that a validation can cost (`serde_json` and `jsonschema`) and beside a
//! scan that skips everything and checks nothing. All of them run in turns in one process, so that their ratios hold on a busy machine.
//!
//! `cargo bench -p callspec-conformance --bench scan` generates the corpora by `../shared/bench/gen_corpus.py`, or takes those of a folder
//! that `CALLSPEC_CORPUS` names; where there are neither, it varies the fixtures.

#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark stops where it cannot run"
)]

mod corpora;

use std::cell::RefCell;
use std::hint::black_box;
use std::time::Duration;

use callspec_conformance::program::{Counts, Entry, Program};
use callspec_conformance::scan::{Outcome, Scanner};
use callspec_conformance::spec::{Judge, Lookup};
use corpora::Corpus;
use serde::de::IgnoredAny;
use serde_json::Value;

/// How often each engine is timed; the fastest time counts.
const ROUNDS: usize = 5;

fn main() {
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let megabytes = if measuring { 25 } else { 0 };
    println!(
        "MB/s of one core, the best of {ROUNDS} rounds; in brackets, times what skipping everything does"
    );
    for provider in ["famulor", "bird"] {
        let spec = corpora::spec(provider);
        let program = Program::compile(&spec);
        let Lookup::Judge(_, judge) = spec.lookup("listCalls", 200) else {
            continue;
        };
        let entry = program
            .entry(&judge.definition)
            .expect("it is in the program");
        for corpus in corpora::of(provider, megabytes) {
            Bench {
                program: &program,
                judge,
                entry,
            }
            .run(provider, &corpus);
        }
    }
}

struct Bench<'a> {
    program: &'a Program,
    judge: &'a Judge,
    entry: Entry,
}

impl Bench<'_> {
    fn run(&self, provider: &str, corpus: &Corpus) {
        let lines: Vec<&[u8]> = corpus
            .text
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .collect();
        let bytes: usize = lines.iter().map(|line| line.len()).sum();
        let scanner = RefCell::new(Scanner::new());
        let check = |line: &[u8]| scanner.borrow_mut().check(self.program, self.entry, line);
        let mut counts = Counts::default();
        let runs: [(&str, &mut dyn FnMut()); 6] = [
            ("scanner", &mut || {
                lines.iter().for_each(|line| _ = black_box(check(line)));
            }),
            ("and counting coverage", &mut || {
                for line in &lines {
                    let mut scanner = scanner.borrow_mut();
                    black_box(scanner.check_and_count(self.program, self.entry, line, &mut counts));
                }
            }),
            ("and the rest to Value and jsonschema", &mut || {
                let unsure = lines.iter().filter(|line| check(line) == Outcome::Unsure);
                unsure.for_each(|line| _ = black_box(self.plain(line)));
            }),
            ("survey", &mut || {
                for line in &lines {
                    black_box(scanner.borrow_mut().survey(self.program, self.entry, line));
                }
            }),
            ("Value and jsonschema", &mut || {
                lines
                    .iter()
                    .for_each(|line| _ = black_box(self.plain(line)));
            }),
            ("skipping", &mut || {
                for line in &lines {
                    black_box(serde_json::from_slice::<IgnoredAny>(line).is_ok());
                }
            }),
        ];
        let mut best = [Duration::MAX; 6];
        let names = runs.each_ref().map(|(name, _)| *name);
        let mut runs = runs.map(|(_, run)| run);
        for _ in 0..ROUNDS {
            for (best, run) in best.iter_mut().zip(&mut runs) {
                *best = (*best).min(corpora::time(run));
            }
        }
        let unsure = lines
            .iter()
            .filter(|line| check(line) == Outcome::Unsure)
            .count();
        let invalid = lines.iter().filter(|line| !self.plain(line)).count();
        println!(
            "{provider}, {}: {bytes} bytes in {} records; {unsure} handed over, {invalid} invalid",
            corpus.name,
            lines.len(),
        );
        let rates = best.map(|time| bytes as f64 / 1e6 / time.as_secs_f64().max(1e-9));
        let skipping = rates.last().copied().unwrap_or(1.0);
        for (name, rate) in names.iter().zip(rates) {
            println!("  {rate:7.0} ({:.2}) {name}", rate / skipping);
        }
    }

    fn plain(&self, line: &[u8]) -> bool {
        serde_json::from_slice::<Value>(line)
            .is_ok_and(|value| self.judge.validator.is_valid(&value))
    }
}
