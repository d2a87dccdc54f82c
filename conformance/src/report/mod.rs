//! Reports: everything that was found, for people and for programs.

mod excerpt;
mod human;
mod table;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::coverage::{Coverage, Summary};
use crate::findings::{Finding, Rule, Severity};
use crate::judge::{Grade, Judged};
use crate::legs::Outcome;
use crate::mutation::Score;
use crate::spec::Spec;

pub use excerpt::render as render_finding;
pub use human::render as render_human;

/// Everything found in one run; its JSON form is what `--format json` prints.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// The version of this format: 1.
    pub version: u32,
    /// One entry for each response judged.
    pub responses: Vec<ResponseReport>,
    /// Coverage by provider.
    pub coverage: BTreeMap<String, ProviderCoverage>,
    /// Mutation scores; absent where nothing was mutated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mutation: Option<MutationReport>,
    /// The sums.
    pub totals: Totals,
}

/// One response.
#[derive(Debug, Serialize)]
pub struct ResponseReport {
    /// The file.
    pub file: String,
    /// The provider.
    pub provider: String,
    /// The operationId.
    pub operation: String,
    /// The HTTP status.
    pub status: u16,
    /// How much it proves.
    pub evidence: Grade,
    /// What the spec leg said.
    pub spec: Outcome,
    /// What the derived leg said.
    pub derived: Outcome,
    /// What the model leg said.
    pub model: Outcome,
    /// How many strings are placeholders.
    pub placeholders: usize,
    /// Whether anything was held against a schema.
    pub checked: bool,
    /// What was found, in the order of the text.
    pub findings: Vec<Finding>,
    /// The findings as people read them.
    #[serde(skip)]
    pub rendered: Vec<String>,
}

/// Coverage of one provider.
#[derive(Debug, Default, Serialize)]
pub struct ProviderCoverage {
    /// By all evidence together.
    pub all: Summary,
    /// By each grade of evidence.
    pub by_evidence: BTreeMap<Grade, Summary>,
    /// What adds up.
    #[serde(skip)]
    pub coverage: Coverage,
}

/// Mutation scores.
#[derive(Debug, Default, Serialize)]
pub struct MutationReport {
    /// Of all providers.
    pub total: Score,
    /// By provider.
    pub providers: BTreeMap<String, Score>,
}

/// The sums of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Responses looked at.
    pub responses: usize,
    /// Responses of which something was held against a schema.
    pub checked: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
    /// Strings that are placeholders.
    pub placeholders: usize,
}

/// Where a response came from, for its entry.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The file.
    pub file: &'a str,
    /// The operationId.
    pub operation: &'a str,
    /// The HTTP status.
    pub status: u16,
    /// How much it proves.
    pub evidence: Grade,
}

/// From which severity on a finding makes a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// Errors alone.
    Error,
    /// Errors and warnings.
    Warning,
    /// Nothing that is found; a run that checked nothing fails all the same.
    Never,
}

impl Report {
    /// An empty report.
    #[must_use]
    pub fn new() -> Self {
        Self {
            version: 1,
            ..Self::default()
        }
    }

    /// Adds one judged response, without the findings of ignored rules.
    pub fn add(&mut self, spec: &Spec, origin: Origin<'_>, judged: &Judged, ignored: &[Rule]) {
        let findings: Vec<_> = judged
            .findings
            .iter()
            .filter(|finding| !ignored.contains(&finding.rule))
            .cloned()
            .collect();
        let count = |severity| {
            findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .count()
        };
        self.totals.responses += 1;
        self.totals.checked += usize::from(judged.checked);
        self.totals.errors += count(Severity::Error);
        self.totals.warnings += count(Severity::Warning);
        self.totals.notes += count(Severity::Note);
        self.totals.placeholders += judged.placeholders;
        let rendered = findings
            .iter()
            .map(|finding| excerpt::render(finding, spec, judged))
            .collect();
        let [of_spec, of_derived, of_model] = judged.outcomes.clone();
        self.responses.push(ResponseReport {
            file: origin.file.to_owned(),
            provider: spec.provider.clone(),
            operation: origin.operation.to_owned(),
            status: origin.status,
            evidence: origin.evidence,
            spec: of_spec,
            derived: of_derived,
            model: of_model,
            placeholders: judged.placeholders,
            checked: judged.checked,
            findings,
            rendered,
        });
        self.coverage
            .entry(spec.provider.clone())
            .or_default()
            .coverage
            .merge(&judged.coverage);
    }

    /// Adds the mutation score of one response.
    pub fn add_score(&mut self, provider: &str, score: &Score) {
        let report = self.mutation.get_or_insert_default();
        report.total.merge(score);
        report
            .providers
            .entry(provider.to_owned())
            .or_default()
            .merge(score);
    }

    /// Sums up the coverage of one spec, once all its responses are in.
    pub fn cover(&mut self, spec: &Spec) {
        let Some(entry) = self.coverage.get_mut(&spec.provider) else {
            return;
        };
        let judges = || {
            spec.responses()
                .iter()
                .filter_map(|response| response.judge.as_ref())
        };
        entry.all = entry.coverage.summary(spec, judges(), None);
        entry.by_evidence = entry
            .coverage
            .grades()
            .into_iter()
            .map(|grade| (grade, entry.coverage.summary(spec, judges(), Some(grade))))
            .collect();
    }

    /// Why the run fails, if it does.
    #[must_use]
    pub fn failure(&self, fail_on: FailOn) -> Option<String> {
        if self.totals.checked == 0 {
            return Some("nothing was checked".to_owned());
        }
        let counted = match fail_on {
            FailOn::Never => return None,
            FailOn::Error => self.totals.errors,
            FailOn::Warning => self.totals.errors + self.totals.warnings,
        };
        let survivors = self.mutation.as_ref().map_or(0, |mutation| {
            mutation.total.survivors.len() + mutation.total.overruled.len()
        });
        match (counted, survivors) {
            (0, 0) => None,
            (0, survivors) => Some(format!("{survivors} mutants were misjudged")),
            (1, _) => Some("1 finding".to_owned()),
            (counted, _) => Some(format!("{counted} findings")),
        }
    }
}
