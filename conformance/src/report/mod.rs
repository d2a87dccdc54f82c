//! Reports: what a tally comes to, for people and for programs.

mod build;
mod excerpt;
mod human;
mod mutation;
mod number;
mod table;

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::coverage::{Share, Summary};
use crate::excerpt::Excerpt;
use crate::findings::{Fingerprint, Place, Rule, Severity};
use crate::judge::Grade;
use crate::mutation::Score;
use crate::tally::{LegRow, Spot};

pub use excerpt::render as render_finding;
pub use human::render as render_human;

/// The report for programs: pretty, with a line break at its end.
///
/// # Errors
/// Never, as far as is known.
pub fn render_json(report: &Report) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(report)?;
    text.push('\n');
    Ok(text)
}

/// The JSON Schema of [`render_json`]'s text, as `docs/report.schema.json` publishes it.
///
/// # Errors
/// Never, as far as is known.
pub fn schema() -> Result<String, serde_json::Error> {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Report>();
    schema.insert("$id".to_owned(), SCHEMA_ID.into());
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    Ok(text)
}

/// The name of the schema; it changes with the version.
const SCHEMA_ID: &str = "urn:callspec:report:2";

/// The version of the JSON form.
pub const VERSION: u32 = 2;

/// What was found in one run, or in many that were merged. Its JSON form is what `--format json` prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Report {
    /// The version of this format.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// Whether the run passes.
    pub verdict: Verdict,
    /// The sums.
    pub totals: Totals,
    /// Records by operation, status, media type and evidence.
    pub responses: Vec<ResponseReport>,
    /// What was found, in groups of one fingerprint: errors, then warnings, then notes.
    pub findings: Vec<FindingReport>,
    /// Whether there were more groups than are kept; the totals count their findings too.
    pub more_findings: bool,
    /// Recordings with records that cannot be read, each once.
    pub damaged: Vec<DamagedReport>,
    /// Whether there were more of them than are kept.
    pub more_damaged: bool,
    /// Recorded requests that no operation of the document is meant by.
    pub unmatched: Vec<UnmatchedReport>,
    /// Whether there were more kinds of unmatched requests than are kept.
    pub more_unmatched: bool,
    /// What response schemas state and nothing is checked by: unknown formats, patterns that cannot be compiled.
    pub unchecked_keywords: Vec<UncheckedReport>,
    /// What of the specs the records exercised, by operation and evidence.
    pub coverage: Vec<CoverageReport>,
    /// Operations of which no record was found, by provider.
    pub unseen_operations: Vec<OperationReport>,
    /// The globs for undocumented properties that are left out, and what they left out.
    pub left_out: Vec<GlobReport>,
    /// Mutation scores; absent where nothing was mutated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mutation: Option<MutationReport>,
}

/// Whether a run passes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Verdict {
    /// Whether it does.
    pub passed: bool,
    /// Why not, as fragments.
    pub reasons: Vec<String>,
}

/// The sums of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Totals {
    /// Records looked at, unmatched ones aside.
    pub records: u64,
    /// The bytes of their bodies.
    pub bytes: u64,
    /// Records that were held against a schema, or could not be because their text is damaged.
    pub checked: u64,
    /// Checked records with no finding above a note.
    pub conforming: u64,
    /// Records with a finding above a note.
    pub failing: u64,
    /// Records that nothing was held against.
    pub unchecked: u64,
    /// Recorded requests that no operation of the document is meant by.
    pub unmatched: u64,
    /// Findings of severity error.
    pub errors: u64,
    /// Findings of severity warning.
    pub warnings: u64,
    /// Findings of severity note.
    pub notes: u64,
    /// Strings that are placeholders.
    pub placeholders: u64,
    /// Of all that the records could exercise, by all evidence together, how much they did.
    pub coverage: Share,
}

/// What became of the records of one operation, status, media type and evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ResponseReport {
    /// The provider: the file stem of its spec.
    pub provider: String,
    /// The operationId.
    pub operation: String,
    /// The HTTP status.
    pub status: u16,
    /// The media type of the recordings; null where nothing tells.
    pub media_type: Option<String>,
    /// How much the records prove.
    pub evidence: Grade,
    /// All records.
    pub records: u64,
    /// The bytes of their bodies.
    pub bytes: u64,
    /// Checked records with no finding above a note.
    pub conforming: u64,
    /// Records with a finding above a note.
    pub failing: u64,
    /// Records that nothing was held against.
    pub unchecked: u64,
    /// Findings of severity error.
    pub errors: u64,
    /// Findings of severity warning.
    pub warnings: u64,
    /// Findings of severity note.
    pub notes: u64,
    /// Strings that are placeholders.
    pub placeholders: u64,
    /// What the spec's own schema said.
    pub spec: LegRow,
    /// What the schema derived from the generated type said.
    pub derived: LegRow,
    /// What the generated type did.
    pub model: LegRow,
}

/// All findings of one fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingReport {
    /// The rule.
    pub rule: Rule,
    /// How much it matters.
    pub severity: Severity,
    /// The provider: the file stem of its spec.
    pub provider: String,
    /// The operationId.
    pub operation: String,
    /// The HTTP status.
    pub status: u16,
    /// What stays the same when the wording, the values or the array indices change.
    pub fingerprint: Fingerprint,
    /// The pointer of the value, with `*` in place of indices and of keys that the spec does not name.
    pub pointer: String,
    /// What is wrong, in the first record.
    pub message: String,
    /// What to make of it.
    pub help: Option<String>,
    /// How many findings.
    pub count: u64,
    /// How many records have one.
    pub records: u64,
    /// The first place.
    pub first: Spot,
    /// The last place.
    pub last: Spot,
    /// The line of the first place, sensitive values masked.
    pub excerpt: Option<Excerpt>,
    /// The place in the spec, where one can be named.
    pub spec: Option<Place>,
    /// The line of that place.
    pub spec_excerpt: Option<Excerpt>,
    /// The values found, where the findings are about values that may be shown.
    pub values: Vec<ValueReport>,
    /// Whether there were more values than are kept.
    pub more_values: bool,
    /// The smallest records that show it.
    pub witnesses: Vec<WitnessReport>,
}

/// A value that findings are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ValueReport {
    /// The value, strings in backquotes.
    pub value: String,
    /// How often it was found.
    pub count: u64,
}

/// A record that shows a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WitnessReport {
    /// The length of the record in bytes.
    pub bytes: u64,
    /// The place of the finding in it.
    pub place: Spot,
    /// The line, sensitive values masked.
    pub excerpt: Option<Excerpt>,
}

/// A recording with records that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DamagedReport {
    /// The file, as it was named.
    pub file: String,
    /// How many records.
    pub records: u64,
    /// The place of the first one.
    pub first: Spot,
    /// What is wrong with it.
    pub message: String,
}

/// Unmatched requests of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnmatchedReport {
    /// The method, in capitals.
    pub method: String,
    /// The URL without query, with `{}` for each segment of the path that looks like a value.
    pub url: String,
    /// Why no operation is meant.
    pub reason: String,
    /// How many.
    pub count: u64,
    /// The first one.
    pub first: Spot,
}

/// A keyword of a response schema that nothing is checked by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UncheckedReport {
    /// The provider: the file stem of its spec.
    pub provider: String,
    /// The operationId.
    pub operation: String,
    /// The documented response, by status and media type: `200 application/json`.
    pub response: String,
    /// `format`, `pattern` or `patternProperties`.
    pub keyword: String,
    /// The format or the pattern.
    pub text: String,
    /// The place in the spec.
    pub spec: Place,
    /// How many records were judged by the schema all the same.
    pub records: u64,
}

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OperationReport {
    /// The provider: the file stem of its spec.
    pub provider: String,
    /// The operationId.
    pub operation: String,
}

/// A glob for undocumented properties that are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GlobReport {
    /// The glob.
    pub glob: String,
    /// How many findings it left out.
    pub count: u64,
}

/// What of an operation's responses was exercised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CoverageReport {
    /// The provider: the file stem of its spec.
    pub provider: String,
    /// The operationId.
    pub operation: String,
    /// How much the records prove.
    pub evidence: Grade,
    /// Of all together, how much was.
    pub total: Share,
    /// Documented responses, by status and media type.
    pub responses: Share,
    /// Documented responses that were never seen: `404 application/json`.
    pub unseen_responses: Vec<String>,
    /// The rest.
    #[serde(flatten)]
    pub summary: Summary,
}

/// Mutation scores.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MutationReport {
    /// Of all providers.
    pub total: Score,
    /// By provider.
    pub providers: BTreeMap<String, Score>,
}

impl MutationReport {
    /// Adds the score of one response.
    pub fn add(&mut self, provider: &str, score: &Score) {
        self.total.merge(score);
        self.providers
            .entry(provider.to_owned())
            .or_default()
            .merge(score);
    }
}

/// What makes a run fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// From which severity on a finding does.
    pub fail_on: FailOn,
    /// The coverage in percent below which it does.
    pub min_coverage: Option<u8>,
}

impl fmt::Display for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fail_on = match self.fail_on {
            FailOn::Error => "error",
            FailOn::Warning => "warning",
            FailOn::Never => "never",
        };
        write!(f, "`--fail-on {fail_on}`")?;
        match self.min_coverage {
            Some(percent) => write!(f, " and `--min-coverage {percent}`"),
            None => Ok(()),
        }
    }
}

/// From which severity on a finding makes a run fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Errors alone.
    Error,
    /// Errors and warnings.
    #[default]
    Warning,
    /// Nothing that is found; a run that checked nothing fails all the same.
    Never,
}
