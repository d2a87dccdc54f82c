//! Arguments, and the two kinds of run: our fixtures, or responses that the user names.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use callspec_conformance::corpus::{Fixture, Origins};
use callspec_conformance::engine::{Engine, Options, Types};
use callspec_conformance::findings::Rule;
use callspec_conformance::judge::{Case, Court, Grade};
use callspec_conformance::mutation;
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::report::{FailOn, MutationReport, Report, Terms};
use callspec_conformance::spec::{Spec, Unusable};
use callspec_conformance::tally::{Merge as _, Tally};
use callspec_conformance::traffic::{About, Body, Record, Sink as _};
use callspec_generator::diagnostics;
use callspec_generator::source::Source;
use clap::{Parser, ValueEnum};

use crate::inputs::{self, Input};
use crate::output::{self, Format};

/// Judge captured responses: by the spec, by the derived schemas, and by the generated types
///
/// Without arguments, every fixture goes through the three legs, and a summary shows the coverage and the mutation score.
/// With a spec, an operation and files, the responses in the files are judged by that spec; the types join in where the spec is one of
/// this project's.
#[derive(Debug, Parser)]
#[command(
    name = "callspec-conformance",
    bin_name = "cargo xtask conform",
    after_help = "Exit status: 0 fine, 1 findings or nothing checked, 2 unusable input or arguments.\n\
                  The report goes to the standard output, everything else to the standard error."
)]
pub(crate) struct Arguments {
    /// The spec that judges the files
    #[arg(long, value_name = "SPEC", requires = "operation", requires = "files")]
    spec: Option<PathBuf>,
    /// The operation whose responses the files hold: an operationId, or "GET /path"
    #[arg(long, value_name = "ID", requires = "spec")]
    operation: Option<String>,
    /// The HTTP status of the responses
    #[arg(long, value_name = "CODE", default_value_t = 200, requires = "spec", value_parser = clap::value_parser!(u16).range(100..=599))]
    status: u16,
    /// How much the files prove; in a documentation sample, placeholders are no errors. Unless given, fixtures prove what
    /// origins.yaml says, and other files are live captures
    #[arg(long, value_name = "GRADE", requires = "spec")]
    evidence: Option<Evidence>,
    /// Rules to leave out: schema, enum, format, undocumented, legs, lexical, placeholder, not-checked
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<Rule>,
    /// From which severity on a finding makes the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    fail_on: Threshold,
    /// How to print the report
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Leave out the mutation of the fixtures, which takes most of the time
    #[arg(long, conflicts_with = "spec")]
    no_mutation: bool,
    /// Responses: JSON files, NDJSON files (.ndjson, .jsonl: one response a line), directories of both, `-` for the standard input
    #[arg(value_name = "FILE", requires = "spec")]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Evidence {
    LiveCapture,
    DocumentationSample,
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
    let (tally, mutation) = match (&arguments.spec, &arguments.operation) {
        (Some(spec), Some(operation)) => (named(arguments, spec, operation)?, None),
        _ => fixtures(arguments)?,
    };
    let terms = Terms {
        fail_on: match arguments.fail_on {
            Threshold::Error => FailOn::Error,
            Threshold::Warning => FailOn::Warning,
            Threshold::Never => FailOn::Never,
        },
        min_coverage: None,
    };
    let report = Report::new(&tally, mutation, terms);
    output::print(&report, arguments.format)
}

/// Every fixture, spec by spec, each mutated as well.
fn fixtures(arguments: &Arguments) -> Result<(Tally, Option<MutationReport>), Failure> {
    let root = inputs::root()?;
    let directory = root.join(inputs::FIXTURES);
    let origins =
        fs_err::read_to_string(directory.join("origins.yaml")).map_err(anyhow::Error::from)?;
    let origins = Origins::read(&origins).map_err(|error| {
        Failure::Unusable(format!("error: failed to read origins.yaml: {error}"))
    })?;
    if let Some(path) = inputs::fixtures_beside(&directory, &origins)?.first() {
        return Err(Failure::Unusable(format!(
            "error: failed to tell where `{path}` comes from: it is not in origins.yaml"
        )));
    }
    let lexicon = origins.lexicon();
    let mut tally = Tally::default();
    let mut mutation = (!arguments.no_mutation).then(MutationReport::default);
    let provider_of = |fixture: &Fixture| match fixture.address() {
        Some(address) => Ok(address.provider.to_owned()),
        None => Err(Failure::Unusable(format!(
            "error: failed to place the fixture `{}`: not <provider>/<operation>/<status>/<case>.json",
            fixture.path
        ))),
    };
    let mut done = 0;
    while let Some(first) = origins.fixtures.get(done) {
        let provider = provider_of(first)?;
        let name = format!("specs/{provider}.yaml");
        let spec = load(&provider, &root.join(&name), name)?;
        let engine = engine(&spec, types(&provider)?, &lexicon, arguments)?;
        let mut worker = engine.worker();
        for fixture in origins.fixtures.iter().skip(done) {
            if provider_of(fixture)? != provider {
                break;
            }
            done += 1;
            let Some(address) = fixture.address() else {
                continue;
            };
            let bytes = fs_err::read(directory.join(&fixture.path)).map_err(anyhow::Error::from)?;
            let file = format!("{}/{}", inputs::FIXTURES, fixture.path);
            progress(&format!("judging {}", fixture.path));
            worker.take(&Record {
                file: &file,
                index: 0,
                lines_before: 0,
                body: Body::Bytes(&bytes),
                about: About::Named {
                    operation: address.operation,
                    status: address.status,
                },
                grade: fixture.evidence,
            });
            if let Some(mutation) = &mut mutation {
                progress(&format!("mutating {}", fixture.path));
                let court = Court {
                    spec: &spec,
                    types: engine.types().find(address.operation, address.status),
                    lexicon: &lexicon,
                };
                let case = Case {
                    file: &file,
                    bytes: &bytes,
                    lines_before: 0,
                    operation: address.operation,
                    status: address.status,
                    grade: fixture.evidence,
                };
                let judged = court.judge(&case);
                mutation.add(&provider, &mutation::run(&court, &case, &judged));
            }
        }
        tally.absorb(engine.sum([worker]));
    }
    progress("");
    Ok((tally, mutation))
}

/// The responses that the user names, by the spec that the user names.
fn named(arguments: &Arguments, path: &Path, operation: &str) -> Result<Tally, Failure> {
    let provider = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let spec = load(&provider, path, inputs::display(path))?;
    let Some(operation) = spec.operation(operation) else {
        let known = spec.operations().join(", ");
        return Err(Failure::Unusable(format!(
            "error: the spec has no operation `{operation}`; it has {known}"
        )));
    };
    let types = match is_ours(path) {
        true => types(&provider)?,
        false => Types::none(),
    };
    let fixtures = root_of_fixtures();
    let origins = fs_err::read_to_string(fixtures.join("origins.yaml"))
        .ok()
        .and_then(|text| Origins::read(&text).ok());
    // Elsewhere than in the project, the common placeholders have to do.
    let lexicon = origins
        .as_ref()
        .map_or_else(|| Lexicon::new([]), Origins::lexicon);
    let engine = engine(&spec, types, &lexicon, arguments)?;
    let grade_of = |name: &str| match arguments.evidence {
        Some(Evidence::LiveCapture) => Grade::LiveCapture,
        Some(Evidence::DocumentationSample) => Grade::DocumentationSample,
        None => origins
            .iter()
            .flat_map(|origins| &origins.fixtures)
            .find(|fixture| is_same_file(&fixtures.join(&fixture.path), Path::new(name)))
            .map_or(Grade::LiveCapture, |fixture| fixture.evidence),
    };
    let mut worker = engine.worker();
    for Input { name, bytes, lines } in inputs::read(&arguments.files)? {
        let record = Record {
            file: &name,
            index: 0,
            lines_before: 0,
            body: Body::Bytes(&bytes),
            about: About::Named {
                operation,
                status: arguments.status,
            },
            grade: grade_of(&name),
        };
        if !lines {
            worker.take(&record);
            continue;
        }
        for (index, line) in (0..).zip(bytes.split(|byte| *byte == b'\n')) {
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            worker.take(&Record {
                index,
                lines_before: index,
                body: Body::Bytes(line),
                ..record
            });
        }
    }
    Ok(engine.sum([worker]))
}

fn engine<'a>(
    spec: &'a Spec,
    types: Types,
    lexicon: &'a Lexicon,
    arguments: &Arguments,
) -> Result<Engine<'a>, Failure> {
    let options = Options {
        ignored: arguments.ignore.iter().copied().collect(),
        ..Options::default()
    };
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

/// Where the fixtures are, if this runs in the project; a path that leads nowhere else.
fn root_of_fixtures() -> PathBuf {
    inputs::root().unwrap_or_default().join(inputs::FIXTURES)
}

/// Whether a spec is the one that the generated types were made from: the same file, not one of the same name.
fn is_ours(path: &Path) -> bool {
    let (Ok(root), Some(name)) = (inputs::root(), path.file_name()) else {
        return false;
    };
    is_same_file(&root.join("specs").join(name), path)
}

/// Whether two paths lead to one file, which is there.
fn is_same_file(one: &Path, other: &Path) -> bool {
    match (fs_err::canonicalize(one), fs_err::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Says on a terminal what is being done, on one line; an empty message clears it.
fn progress(message: &str) {
    let mut stderr = std::io::stderr().lock();
    if stderr.is_terminal() {
        // Progress that cannot be shown is no reason to stop.
        _ = write!(stderr, "\r\x1b[2K{message}");
        _ = stderr.flush();
    }
}
