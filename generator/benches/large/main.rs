//! Generating one large document, and where the time goes.
//!
//! `cargo bench -p callspec-generator --bench large` prints a table of medians for documents of several sizes, so that it shows whether
//! each stage grows with the document and no faster, and then criterion's statistics of one. What the whole process costs, memory
//! included, is measured by `xtask/benches/large.py`.

#![expect(
    clippy::panic,
    reason = "a benchmark without its input has nothing to go on with"
)]

mod document;
#[path = "../stages/mod.rs"]
mod stages;

use std::hint::black_box;

use callspec_generator::emit::{self, Emitter};
use callspec_generator::ir::Api;
use callspec_generator::source::Source;
use callspec_generator::spec::{self, Document, Limits, yaml};
use callspec_generator::{Options, generate, lower, render, schema};
use criterion::{Criterion, Throughput};

use crate::stages::{Stage, medians};

/// Operations and schemas; each twice as large as the one before.
const SIZES: [(usize, usize); 4] = [(250, 625), (500, 1250), (1000, 2500), (2000, 5000)];

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    let once =
        std::env::args().any(|argument| argument == "--test" || argument == "--profile-time");
    let sizes = if once { &SIZES[..1] } else { &SIZES[..] };
    println!("\nmedians in ms");
    let mut head = false;
    for (operations, schemas) in sizes {
        let spec = Spec::read(*operations, *schemas);
        let stages = stages(&spec);
        if !head {
            let names = stages.iter().map(|(name, _)| format!("{name:>17}"));
            println!("  operations   MB in  MB out {}", names.collect::<String>());
            head = true;
        }
        let times = medians(&stages, if once { 1 } else { 9 });
        let times = times
            .iter()
            .map(|time| format!("{:17.1}", time.as_secs_f64() * 1e3));
        let input = spec.source.text.len() as f64 / 1e6;
        println!(
            "  {operations:10} {input:7.2} {:7.2} {}",
            spec.output as f64 / 1e6,
            times.collect::<String>()
        );
    }

    let (operations, schemas) = SIZES[0];
    let spec = Spec::read(operations, schemas);
    let mut group = criterion.benchmark_group("large");
    group.throughput(Throughput::Bytes(spec.source.text.len() as u64));
    for (stage, run) in &stages(&spec) {
        group.bench_function(*stage, |bencher| bencher.iter(run));
    }
    group.finish();
    criterion.final_summary();
}

/// One document, and what each stage makes of it: the input of the next.
struct Spec {
    source: Source,
    document: Document,
    api: Api,
    options: Options,
    /// Bytes of all files.
    output: usize,
}

impl Spec {
    fn read(operations: usize, schemas: usize) -> Self {
        let source = Source::new("specs/large.yaml", document::document(operations, schemas));
        let document = parse(&source);
        let api = lower(&document);
        let options = Options::default();
        let output = generate(std::slice::from_ref(&source), &options).map_or(0, |generation| {
            generation.output.files.values().map(String::len).sum()
        });
        Self {
            source,
            document,
            api,
            options,
            output,
        }
    }
}

fn stages(spec: &Spec) -> [Stage<'_>; 6] {
    [
        (
            "load",
            Box::new(|| drop(black_box(yaml::load(&spec.source, Limits::default())))),
        ),
        (
            "load and parse",
            Box::new(|| drop(black_box(parse(&spec.source)))),
        ),
        ("lower", Box::new(|| drop(black_box(lower(&spec.document))))),
        // Items are printed and dropped one by one, so that they have to be made anew each time.
        (
            "emit and render",
            Box::new(|| {
                black_box(render(&emit::emit(&spec.api, &spec.options)));
            }),
        ),
        (
            "bundle and render",
            Box::new(|| {
                black_box(render::json(&schema::written(&spec.document)));
            }),
        ),
        (
            "all",
            Box::new(|| {
                let generation = generate(std::slice::from_ref(&spec.source), &spec.options);
                black_box(generation.unwrap_or_else(|problems| panic!("{problems:?}")));
            }),
        ),
    ]
}

fn parse(source: &Source) -> Document {
    let parsed = spec::parse(source);
    parsed
        .document
        .unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
}

fn lower(document: &Document) -> Api {
    lower::lower(document, "large")
        .unwrap_or_else(|problems| panic!("{problems:?}"))
        .api
}

fn render(files: &Emitter<'_>) -> usize {
    let header = files.header();
    render::rust(&header, files.models()).len()
        + render::rust(&header, files.operations()).len()
        + render::rust(&header, files.module()).len()
}
