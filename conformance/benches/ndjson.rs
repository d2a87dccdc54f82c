//! Parse and validate NDJSON pages of calls, in bytes a second, against the least that a validation can cost: `serde_json` and
//! `jsonschema` alone, which say yes or no and not where.
//!
//! `cargo bench -p callspec-conformance` prints the ratios after criterion's own figures.

#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark stops where it cannot run"
)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use callspec_conformance::judge::{Case, Court, Grade};
use callspec_conformance::legs::derived::Derived;
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::spec::{Judge, Lookup, Spec};
use callspec_conformance::{json, legs, types};
use callspec_generator::source::Source;
use criterion::{Criterion, Throughput};
use serde_json::Value;

/// How many pages a run holds, and how many where nothing is measured.
const PAGES: (usize, usize) = (200, 2);

/// Whether this measures; `cargo test` only looks whether it runs.
fn measuring() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    for (provider, fixture) in [("bird", "example-2"), ("famulor", "documentation-sample")] {
        let name = format!("specs/{provider}.yaml");
        let text = std::fs::read_to_string(root.join(&name)).expect("the spec is there");
        let spec = Spec::load(provider, &Source::new(name, text)).expect("the spec is sound");
        let path = format!("conformance/fixtures/{provider}/listCalls/200/{fixture}.json");
        let page = std::fs::read_to_string(root.join(path)).expect("the fixture is there");
        measure(&mut criterion, &spec, &pages(&page));
    }
    criterion.final_summary();
}

/// Pages that differ: the same calls with other numbers, one page a line.
fn pages(page: &str) -> Vec<u8> {
    let page: Value = serde_json::from_str(page).expect("a fixture is JSON");
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lines = Vec::new();
    for _ in 0..if measuring() { PAGES.0 } else { PAGES.1 } {
        let mut page = page.clone();
        vary(&mut page, &mut state);
        lines.extend(serde_json::to_vec(&page).expect("values can be written"));
        lines.push(b'\n');
    }
    lines
}

/// Gives every integer another value; everything else stays what its schema wants.
fn vary(value: &mut Value, state: &mut u64) {
    match value {
        Value::Object(map) => map.values_mut().for_each(|value| vary(value, state)),
        Value::Array(values) => values.iter_mut().for_each(|value| vary(value, state)),
        Value::Number(number) if number.is_u64() => {
            *state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            *value = Value::from(*state >> 44);
        }
        _ => {}
    }
}

fn measure(criterion: &mut Criterion, spec: &Spec, pages: &[u8]) {
    let Lookup::Judge(_, judge) = spec.lookup("listCalls", 200) else {
        return;
    };
    let found = types::find(&spec.provider, "listCalls", 200).expect("the response has a type");
    let derived = Derived::compile(&found.schema).expect("the schema compiles");
    let lexicon = Lexicon::new([]);
    let court = Court {
        spec,
        types: Some((&*found.round_trip, &derived)),
        lexicon: &lexicon,
    };
    let runs: [(&str, &dyn Fn()); 3] = [
        ("serde_json and jsonschema", &|| plain(judge, pages)),
        ("read and spec leg", &|| spec_leg(spec, judge, pages)),
        ("everything", &|| everything(&court, pages)),
    ];
    let mut group = criterion.benchmark_group(&spec.provider);
    group.throughput(Throughput::Bytes(pages.len() as u64));
    for (name, run) in runs {
        group.bench_function(name, |bencher| bencher.iter(run));
    }
    group.finish();
    if !measuring() {
        return;
    }
    let [base, ..] = runs.map(|(_, run)| best(run));
    for (name, run) in runs {
        let time = best(run).as_secs_f64();
        let rate = pages.len() as f64 / 1e6 / time;
        println!(
            "{}: {name}: {rate:.1} MB/s, {:.1} times the least",
            spec.provider,
            time / base.as_secs_f64()
        );
    }
}

fn best(run: &dyn Fn()) -> Duration {
    let time = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..5).map(|_| time()).min().unwrap_or_default()
}

fn lines(pages: &[u8]) -> impl Iterator<Item = &[u8]> {
    pages
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
}

fn plain(judge: &Judge, pages: &[u8]) {
    for line in lines(pages) {
        let value: Value = serde_json::from_slice(line).expect("it is JSON");
        assert!(
            black_box(judge.validator.is_valid(&value)),
            "the pages conform"
        );
    }
}

fn spec_leg(spec: &Spec, judge: &Judge, pages: &[u8]) {
    for line in lines(pages) {
        let json = json::read(line).expect("it is JSON");
        assert!(
            black_box(legs::spec::judge(spec, judge, &json))
                .problems
                .is_empty(),
            "the pages conform"
        );
    }
}

fn everything(court: &Court<'_>, pages: &[u8]) {
    for line in lines(pages) {
        let case = Case {
            file: "pages.ndjson",
            bytes: line,
            lines_before: 0,
            operation: "listCalls",
            status: 200,
            grade: Grade::LiveCapture,
        };
        assert!(
            black_box(court.charges(&case)).findings.is_empty(),
            "the pages conform"
        );
    }
}
