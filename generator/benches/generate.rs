//! Generating the five specs in one process, and where the time goes.
//!
//! `cargo bench -p callspec-generator --bench generate` prints a table of medians with the share of each stage, measured in
//! turns, and then criterion's statistics. What a process costs around it is measured by `xtask/benches/generate.py`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark without its input has nothing to go on with"
)]

mod stages;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use callspec_generator::emit::{self, Emitter};
use callspec_generator::ir::Api;
use callspec_generator::source::Source;
use callspec_generator::spec::{self, Document};
use callspec_generator::{Options, generate, lower, render, schema};
use criterion::{Criterion, Throughput};

use crate::stages::{Stage, medians};

/// What the five specs are to cost altogether, in milliseconds of one core.
const GOAL: f64 = 10.0;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let rounds = match std::env::args()
        .find(|argument| argument == "--test" || argument == "--profile-time")
    {
        Some(_) => 1,
        None => 101,
    };

    let options = Options::default();
    let specs: Vec<Spec> = sources().into_iter().map(Spec::read).collect();
    let sources: Vec<Source> = specs.iter().map(|spec| spec.source.clone()).collect();
    let stages: [Stage<'_>; 6] = [
        (
            "parse",
            Box::new(|| each(&specs, |spec| parse(&spec.source))),
        ),
        (
            "lower",
            Box::new(|| each(&specs, |spec| lower(&spec.document, &spec.source))),
        ),
        (
            "emit",
            Box::new(|| each(&specs, |spec| items(&emit::emit(&spec.api, &options)))),
        ),
        // Items are printed and dropped one by one, so that they have to be made anew each time.
        (
            "emit and render",
            Box::new(|| each(&specs, |spec| render(&emit::emit(&spec.api, &options)))),
        ),
        (
            "bundle and render",
            Box::new(|| {
                each(&specs, |spec| {
                    render::json(&schema::written(&spec.document))
                })
            }),
        ),
        (
            "all",
            Box::new(|| {
                black_box(
                    generate(&sources, &options).unwrap_or_else(|problems| panic!("{problems:?}")),
                );
            }),
        ),
    ];

    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    let output: usize = generate(&sources, &options).map_or(0, |generation| {
        generation.output.files.values().map(String::len).sum()
    });
    println!(
        "\n{} specs, {} KB in, {} KB out; medians of {rounds} rounds in turns",
        specs.len(),
        bytes / 1000,
        output / 1000
    );
    let times = medians(&stages, rounds);
    let all = times.last().map_or(f64::NAN, Duration::as_secs_f64);
    for ((stage, _), time) in stages.iter().zip(&times) {
        println!(
            "  {stage:18} {:8.2} ms  {:4.0} %",
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() / all * 100.0
        );
    }
    println!(
        "  goal               {GOAL:8.2} ms  all / goal = {:.2}",
        all * 1e3 / GOAL
    );

    let mut group = criterion.benchmark_group("generate");
    group.throughput(Throughput::Bytes(bytes as u64));
    for (stage, run) in &stages {
        group.bench_function(*stage, |bencher| bencher.iter(run));
    }
    group.finish();
    criterion.final_summary();
}

/// One spec, and what each stage makes of it: the input of the next.
struct Spec {
    source: Source,
    document: Document,
    api: Api,
}

impl Spec {
    fn read(source: Source) -> Self {
        let document = parse(&source);
        let api = lower(&document, &source);
        Self {
            source,
            document,
            api,
        }
    }
}

/// The specs of the project, in the order of their names.
fn sources() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut sources: Vec<Source> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("failed to list {}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .map(|path| {
            let name = path
                .file_name()
                .expect("a file has a name")
                .to_string_lossy();
            let text = fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("failed to read {name}: {error}"));
            Source::new(format!("specs/{name}"), text)
        })
        .collect();
    sources.sort_by(|one, other| one.name.cmp(&other.name));
    sources
}

fn parse(source: &Source) -> Document {
    let parsed = spec::parse(source);
    parsed
        .document
        .unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
}

fn lower(document: &Document, source: &Source) -> Api {
    let stem = Path::new(&source.name)
        .file_stem()
        .expect("a spec has a name")
        .to_string_lossy();
    lower::lower(document, &stem)
        .unwrap_or_else(|problems| panic!("{problems:?}"))
        .api
}

/// How many items there are; each is made and dropped.
fn items(files: &Emitter<'_>) -> usize {
    let items = files.models().chain(files.operations());
    items.chain(files.module()).map(black_box).count()
}

fn render(files: &Emitter<'_>) -> usize {
    let header = files.header();
    render::rust(&header, files.models()).len()
        + render::rust(&header, files.operations()).len()
        + render::rust(&header, files.module()).len()
}

fn each<T>(specs: &[Spec], stage: impl Fn(&Spec) -> T) {
    for spec in specs {
        black_box(stage(black_box(spec)));
    }
}
