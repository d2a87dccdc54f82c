//! Arguments, and the two kinds of run: our fixtures, or recordings that the user names.

mod fixtures;
mod progress;
mod recordings;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use callspec_conformance::engine::{Engine, Legs, Options, Types};
use callspec_conformance::findings::Rule;
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::report::{FailOn, Report, Terms};
use callspec_conformance::spec::{Spec, Unusable};
use callspec_conformance::tally::Tally;
use callspec_conformance::traffic::Shard;
use callspec_generator::diagnostics;
use callspec_generator::source::Source;
use clap::{Parser, ValueEnum};

use crate::inputs;
use crate::output::{self, Format};

/// Judge captured responses: by the spec, by the derived schemas, and by the generated types
///
/// Without arguments, every fixture goes through the three legs, and a summary shows the coverage and the mutation score.
///
/// With a spec and recordings, the responses in the recordings are judged by that spec; the types join in where the spec is one of
/// this project's. docs/conform.md tells about recordings, large ones too, and how to share them among machines.
#[derive(Debug, Parser)]
#[command(
    name = "callspec-conformance",
    bin_name = "cargo xtask conform",
    after_help = "Exit status: 0 fine, 1 findings or nothing checked, 2 unusable input or arguments.\n\
                  The report goes to the standard output, everything else to the standard error."
)]
pub(crate) struct Arguments {
    /// The spec that judges: an OpenAPI document, 3.0 or 3.1, YAML or JSON
    #[arg(long, value_name = "SPEC", requires = "files")]
    spec: Option<PathBuf>,
    /// The operation of responses that do not say it, which is all but those of HTTP archives: an operationId, or "GET /path"
    #[arg(long, value_name = "ID", requires = "spec")]
    operation: Option<String>,
    /// The HTTP status of responses that do not say it
    #[arg(long, value_name = "CODE", default_value_t = 200, requires = "operation", value_parser = clap::value_parser!(u16).range(100..=599))]
    status: u16,
    /// Where the requests of HTTP archives went, such as http://localhost:4010/v1, in place of the servers of the spec: requests to
    /// other places are unmatched
    #[arg(long, value_name = "URL", requires = "spec")]
    server: Vec<String>,
    /// How much the files prove; in a documentation sample, placeholders are no errors. Unless given, fixtures prove what
    /// origins.yaml says, and other files are live captures
    #[arg(long, value_name = "GRADE", requires = "spec")]
    evidence: Option<Evidence>,
    /// Who judges: the spec's own schema alone, or the generated types too. Unless given, all judge JSON files, and the spec judges
    /// recordings of many responses
    #[arg(long, value_name = "LEGS", requires = "spec")]
    legs: Option<Choice>,
    /// How many threads work; unless given, as many as the machine has cores
    #[arg(long, value_name = "N", requires = "spec")]
    jobs: Option<NonZeroUsize>,
    /// Judge part K of N of the records, each of which is in exactly one, chosen by a hash of its body
    #[arg(long, value_name = "K/N", requires = "spec")]
    shard: Option<Shard>,
    /// Each line of NDJSON begins with its number and a tab: from 0, how many lines are before it in the whole recording
    #[arg(long, requires = "spec")]
    numbered: bool,
    /// What to call the standard input; an extension says what it holds, as those of files do
    #[arg(long, value_name = "FILE", requires = "spec")]
    name: Option<String>,
    /// Rules to leave out: schema, enum, format, undocumented, legs, lexical, placeholder, not-checked
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<Rule>,
    /// Undocumented properties to leave out, by a glob for their JSON pointer, such as '/calls/*/metadata/**'
    #[arg(long, value_name = "GLOB", requires = "spec")]
    ignore_fields: Vec<String>,
    /// Work out what of the spec the records exercise. Unless given, that is done for JSON files, and not for recordings of many responses
    #[arg(long, requires = "spec")]
    coverage: bool,
    /// Fail where the records exercise less than that much of what the spec says of the operation, in percent; works it out as well
    #[arg(long, value_name = "PERCENT", requires = "spec", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,
    /// Write what this part of a run has seen in place of the report, for `cargo xtask merge`; `-` for the standard output
    #[arg(
        long,
        value_name = "FILE",
        requires = "spec",
        conflicts_with = "format"
    )]
    partial: Option<PathBuf>,
    /// From which severity on a finding makes the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fail_on: Threshold,
    /// How to print the report
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Leave out the mutation of the fixtures, which takes most of the time
    #[arg(long, conflicts_with = "spec")]
    no_mutation: bool,
    /// Recordings: JSON files of a response each, NDJSON (.ndjson, .jsonl) of one a line, HTTP archives (.har), all plain or compressed
    /// by gzip or zstd; directories of them, `-` for the standard input
    #[arg(value_name = "FILE", requires = "spec")]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Evidence {
    LiveCapture,
    DocumentationSample,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Choice {
    Spec,
    All,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Threshold {
    Error,
    Warning,
    Never,
}

/// Why a run gives no report.
pub(crate) enum Failure {
    /// What it was given cannot be used; the message is for the terminal.
    Unusable(String),
    /// Nobody reads the report any more.
    Closed,
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Unusable(format!("error: {error:#}"))
    }
}

/// Runs; `true` where nothing makes it fail.
pub(crate) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let terms = Terms {
        fail_on: match arguments.fail_on {
            Threshold::Error => FailOn::Error,
            Threshold::Warning => FailOn::Warning,
            Threshold::Never => FailOn::Never,
        },
        min_coverage: arguments.min_coverage,
    };
    let (tally, mutation) = match &arguments.spec {
        Some(spec) => match recordings::judge(arguments, spec, terms)? {
            Seen::Whole(tally) => (*tally, None),
            // Whether the run passes, the sum of its parts tells.
            Seen::Part => return Ok(true),
        },
        None => fixtures::judge(arguments)?,
    };
    output::print(&Report::new(&tally, mutation, terms), arguments.format)
}

/// What a run has seen.
enum Seen {
    /// What the report is made of.
    Whole(Box<Tally>),
    /// A part, which was written.
    Part,
}

/// What decides what is found; recordings of many responses are judged by less, unless more is asked for.
fn options(arguments: &Arguments, many: bool) -> Options {
    Options {
        legs: match arguments.legs {
            Some(Choice::Spec) => Legs::Spec,
            Some(Choice::All) => Legs::All,
            None if many => Legs::Spec,
            None => Legs::All,
        },
        ignored: arguments.ignore.iter().copied().collect(),
        coverage: !many || arguments.coverage || arguments.min_coverage.is_some(),
        undocumented: arguments.ignore_fields.iter().cloned().collect(),
        ..Options::default()
    }
}

fn engine<'a>(
    spec: &'a Spec,
    types: Types,
    lexicon: &'a Lexicon,
    options: Options,
) -> Result<Engine<'a>, Failure> {
    Engine::new(spec, types, lexicon, options)
        .map_err(|message| Failure::Unusable(format!("error: {message}")))
}

fn types(provider: &str) -> Result<Types, Failure> {
    Types::of(provider).map_err(|message| Failure::Unusable(format!("error: {message}")))
}

fn load(provider: &str, path: &Path, name: String) -> Result<Spec, Failure> {
    let text = fs_err::read_to_string(path).map_err(anyhow::Error::from)?;
    let source = Source::new(name, text);
    Spec::load(provider, &source).map_err(|error| {
        Failure::Unusable(match error {
            Unusable::Document(problems) => problems
                .iter()
                .map(|problem| diagnostics::render_ansi(problem, &source))
                .collect::<Vec<_>>()
                .join("\n"),
            Unusable::Schema(message) => format!(
                "error: failed to compile the schemas of `{}`: {message}",
                source.name
            ),
        })
    })
}

/// Whether a spec is the one that the generated types were made from: the same file, not one of the same name.
fn is_ours(path: &Path) -> bool {
    let (Ok(root), Some(name)) = (inputs::root(), path.file_name()) else {
        return false;
    };
    match (
        fs_err::canonicalize(root.join("specs").join(name)),
        fs_err::canonicalize(path),
    ) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
