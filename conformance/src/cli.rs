//! Arguments, and the two kinds of run: our fixtures, or responses that the user names.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use callspec_conformance::corpus::Origins;
use callspec_conformance::findings::Rule;
use callspec_conformance::judge::{Case, Court, Grade, Judged};
use callspec_conformance::legs::derived::Derived;
use callspec_conformance::mutation;
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::report::{self, FailOn, Origin, Report};
use callspec_conformance::spec::{Spec, Unusable};
use callspec_conformance::types::{self, ResponseType};
use callspec_generator::diagnostics;
use callspec_generator::source::Source;
use clap::{Parser, ValueEnum};

use crate::inputs::{self, Input};

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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
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
    let report = match (&arguments.spec, &arguments.operation) {
        (Some(spec), Some(operation)) => named(arguments, spec, operation)?,
        _ => fixtures(arguments)?,
    };
    let fail_on = match arguments.fail_on {
        Threshold::Error => FailOn::Error,
        Threshold::Warning => FailOn::Warning,
        Threshold::Never => FailOn::Never,
    };
    let text = match arguments.format {
        Format::Human => report::render_human(&report, fail_on),
        Format::Json => {
            let mut text = serde_json::to_string_pretty(&report).map_err(anyhow::Error::from)?;
            text.push('\n');
            text
        }
    };
    let mut stdout = anstream::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Ok(()) => Ok(report.failure(fail_on).is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Err(Failure::Closed),
        Err(error) => Err(Failure::Unusable(format!(
            "error: failed to write the report: {error}"
        ))),
    }
}

/// Every fixture, spec by spec, each mutated as well.
fn fixtures(arguments: &Arguments) -> Result<Report, Failure> {
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
    let mut report = Report::new();
    let mut loaded: Option<(Spec, Types)> = None;
    for fixture in &origins.fixtures {
        let Some(address) = fixture.address() else {
            let message = format!(
                "error: failed to place the fixture `{}`: not <provider>/<operation>/<status>/<case>.json",
                fixture.path
            );
            return Err(Failure::Unusable(message));
        };
        if loaded
            .as_ref()
            .is_none_or(|(spec, _)| spec.provider != address.provider)
        {
            if let Some((spec, _)) = &loaded {
                report.cover(spec);
            }
            let name = format!("specs/{}.yaml", address.provider);
            let spec = load(address.provider, &root.join(&name), name)?;
            let types = Types::of(&spec, address.operation, address.status)?;
            loaded = Some((spec, types));
        }
        let Some((spec, types)) = &loaded else {
            continue;
        };
        let bytes = fs_err::read(directory.join(&fixture.path)).map_err(anyhow::Error::from)?;
        let file = format!("{}/{}", inputs::FIXTURES, fixture.path);
        let court = Court {
            spec,
            types: types.pair(),
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
        progress(&format!("judging {}", fixture.path));
        let judged = court.judge(&case);
        add(&mut report, spec, &case, &judged, &arguments.ignore);
        if !arguments.no_mutation {
            progress(&format!("mutating {}", fixture.path));
            report.add_score(address.provider, &mutation::run(&court, &case, &judged));
        }
    }
    if let Some((spec, _)) = &loaded {
        report.cover(spec);
    }
    progress("");
    Ok(report)
}

/// The responses that the user names, by the spec that the user names.
fn named(arguments: &Arguments, path: &Path, operation: &str) -> Result<Report, Failure> {
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
        true => Types::of(&spec, operation, arguments.status)?,
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
    let court = Court {
        spec: &spec,
        types: types.pair(),
        lexicon: &lexicon,
    };
    let grade_of = |name: &str| match arguments.evidence {
        Some(Evidence::LiveCapture) => Grade::LiveCapture,
        Some(Evidence::DocumentationSample) => Grade::DocumentationSample,
        None => origins
            .iter()
            .flat_map(|origins| &origins.fixtures)
            .find(|fixture| is_same_file(&fixtures.join(&fixture.path), Path::new(name)))
            .map_or(Grade::LiveCapture, |fixture| fixture.evidence),
    };
    let mut report = Report::new();
    for Input { name, bytes, lines } in inputs::read(&arguments.files)? {
        let case = Case {
            file: &name,
            bytes: &bytes,
            lines_before: 0,
            operation,
            status: arguments.status,
            grade: grade_of(&name),
        };
        if !lines {
            add(
                &mut report,
                &spec,
                &case,
                &court.judge(&case),
                &arguments.ignore,
            );
            continue;
        }
        for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let case = Case {
                bytes: line,
                lines_before: index,
                ..case
            };
            add(
                &mut report,
                &spec,
                &case,
                &court.judge(&case),
                &arguments.ignore,
            );
        }
    }
    report.cover(&spec);
    Ok(report)
}

fn add(report: &mut Report, spec: &Spec, case: &Case<'_>, judged: &Judged, ignored: &[Rule]) {
    let origin = Origin {
        file: case.file,
        operation: case.operation,
        status: case.status,
        evidence: case.grade,
    };
    report.add(spec, origin, judged, ignored);
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

/// The generated type of one response, with its derived schema compiled.
struct Types(Option<(ResponseType, Derived)>);

impl Types {
    fn none() -> Self {
        Self(None)
    }

    fn of(spec: &Spec, operation: &str, status: u16) -> Result<Self, Failure> {
        let Some(found) = types::find(&spec.provider, operation, status) else {
            return Ok(Self(None));
        };
        let derived = Derived::compile(&found.schema).map_err(|message| {
            Failure::Unusable(format!(
                "error: failed to compile the derived schema of `{operation}` of {}: {message}",
                spec.provider
            ))
        })?;
        Ok(Self(Some((found, derived))))
    }

    fn pair(&self) -> Option<(&types::RoundTrip, &Derived)> {
        self.0
            .as_ref()
            .map(|(found, derived)| (&*found.round_trip, derived))
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
