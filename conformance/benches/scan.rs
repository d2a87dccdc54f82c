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

use std::hint::black_box;
use std::time::Duration;

use callspec_conformance::program::{Entry, Program};
use callspec_conformance::scan::{Outcome, Scanner};
use callspec_conformance::spec::{Judge, Lookup, Spec};
use corpora::Corpus;
use serde::de::IgnoredAny;
use serde_json::Value;

/// How often each engine runs; the fastest run counts.
const ROUNDS: usize = 7;

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
                spec: &spec,
                program: &program,
                judge,
                entry,
            }
            .run(provider, &corpus);
        }
    }
}

struct Bench<'a> {
    spec: &'a Spec,
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
        let [mut scanner, mut other] = [Scanner::new(), Scanner::new()];
        let mut handed_over = 0;
        let mut refused = 0;
        let mut best = [Duration::MAX; 4];
        for _ in 0..ROUNDS {
            let runs: [&mut dyn FnMut(); 4] = [
                &mut || {
                    handed_over = 0;
                    for line in &lines {
                        let outcome = scanner.check(self.program, self.entry, line);
                        handed_over += usize::from(outcome == Outcome::Unsure);
                    }
                },
                &mut || {
                    for line in &lines {
                        if other.check(self.program, self.entry, line) == Outcome::Unsure {
                            black_box(self.plain(line));
                        }
                    }
                },
                &mut || refused = lines.iter().filter(|line| !self.plain(line)).count(),
                &mut || {
                    for line in &lines {
                        black_box(serde_json::from_slice::<IgnoredAny>(line).is_ok());
                    }
                },
            ];
            for (best, run) in best.iter_mut().zip(runs) {
                let start = corpora::cpu_time();
                run();
                *best = (*best).min(corpora::cpu_time().saturating_sub(start));
            }
        }
        let rates = best.map(|time| bytes as f64 / 1e6 / time.as_secs_f64().max(1e-9));
        let [scan, with_arbiter, plain, skip] = rates;
        println!(
            "{provider}, {}: scanner {scan:.0} ({:.2}), refused ones to Value and jsonschema {with_arbiter:.0} ({:.2}), \
             Value and jsonschema {plain:.0} ({:.2}), skipping {skip:.0}; {} records of {bytes} bytes, {handed_over} handed over, \
             {refused} invalid",
            corpus.name,
            scan / skip,
            with_arbiter / skip,
            plain / skip,
            lines.len(),
        );
        let _ = self.spec;
    }

    fn plain(&self, line: &[u8]) -> bool {
        serde_json::from_slice::<Value>(line)
            .is_ok_and(|value| self.judge.validator.is_valid(&value))
    }
}
