//! From a tally to a report.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    CoverageReport, DamagedReport, FailOn, FindingReport, GlobReport, MutationReport,
    OperationReport, Report, ResponseReport, Terms, Totals, UncheckedReport, UnmatchedReport,
    VERSION, ValueReport, Verdict, WitnessReport, number,
};
use crate::coverage::Share;
use crate::tally::{Cover, Group, Key, Merge as _, Tally};

impl Report {
    /// What a tally comes to, and the scores of a mutation if there was one.
    #[must_use]
    pub fn new(tally: &Tally, mutation: Option<MutationReport>, terms: Terms) -> Self {
        let mut report = Self {
            version: VERSION,
            verdict: Verdict {
                passed: true,
                reasons: Vec::new(),
            },
            totals: totals(tally),
            responses: responses(tally),
            findings: tally
                .groups
                .iter()
                .map(|(key, group)| finding(key, group))
                .collect(),
            more_findings: tally.groups.has_more(),
            damaged: tally
                .damaged
                .iter()
                .map(|(file, damaged)| DamagedReport {
                    file: file.clone(),
                    records: damaged.records,
                    first: damaged.first.clone(),
                    message: damaged.message.clone(),
                })
                .collect(),
            more_damaged: tally.damaged.has_more(),
            unmatched: tally
                .strays
                .iter()
                .map(|(stray, strays)| UnmatchedReport {
                    method: stray.method.clone(),
                    url: stray.url.clone(),
                    reason: stray.reason.clone(),
                    count: strays.count,
                    first: strays.first.clone(),
                })
                .collect(),
            more_unmatched: tally.strays.has_more(),
            unchecked_keywords: tally
                .blind
                .iter()
                .map(|(key, records)| UncheckedReport {
                    provider: key.provider.clone(),
                    operation: key.operation.clone(),
                    response: key.response.clone(),
                    keyword: key.blind.keyword.clone(),
                    text: key.blind.text.clone(),
                    spec: key.blind.spec.clone(),
                    records: *records,
                })
                .collect(),
            coverage: tally
                .coverage
                .iter()
                .map(|(key, cover)| CoverageReport {
                    provider: key.provider.clone(),
                    operation: key.operation.clone(),
                    evidence: key.evidence,
                    total: cover.total(),
                    responses: cover.responses(),
                    unseen_responses: cover
                        .responses
                        .iter()
                        .filter(|(_, count)| **count == 0)
                        .map(|(label, _)| label.clone())
                        .collect(),
                    summary: cover.summary(),
                })
                .collect(),
            unseen_operations: unseen(tally),
            left_out: tally
                .left_out
                .iter()
                .map(|(glob, count)| GlobReport {
                    glob: glob.clone(),
                    count: *count,
                })
                .collect(),
            mutation,
        };
        report.verdict.reasons = report.reasons(terms);
        report.verdict.passed = report.verdict.reasons.is_empty();
        report
    }

    /// Why the run fails.
    fn reasons(&self, terms: Terms) -> Vec<String> {
        if self.totals.checked == 0 {
            return vec!["nothing was checked".to_owned()];
        }
        let counted = match terms.fail_on {
            FailOn::Never => 0,
            FailOn::Error => self.totals.errors,
            FailOn::Warning => self.totals.errors.saturating_add(self.totals.warnings),
        };
        let misjudged = match (&self.mutation, terms.fail_on) {
            (None, _) | (_, FailOn::Never) => 0,
            (Some(mutation), _) => mutation.total.survivors.len() + mutation.total.overruled.len(),
        };
        let mut reasons = Vec::new();
        if counted > 0 {
            reasons.push(number::count(counted, "finding"));
        }
        let Share { seen, of } = self.totals.coverage;
        if let Some(percent) = terms.min_coverage
            && (seen as u128) * 100 < (of as u128) * u128::from(percent)
        {
            let share = number::percent(seen as u64, of as u64);
            reasons.push(format!("coverage is {share}, below {percent} %"));
        }
        if misjudged > 0 {
            reasons.push(format!("{misjudged} mutants were misjudged"));
        }
        reasons
    }
}

fn totals(tally: &Tally) -> Totals {
    let total = &tally.total;
    Totals {
        records: total.records,
        bytes: total.bytes,
        checked: total.checked,
        conforming: total.conforming,
        failing: total.failing,
        unchecked: total.unchecked,
        unmatched: tally.unmatched,
        errors: total.errors,
        warnings: total.warnings,
        notes: total.notes,
        placeholders: total.placeholders,
        coverage: covered(tally),
    }
}

/// Of all operations that records were looked for, how much was exercised, by all evidence together.
fn covered(tally: &Tally) -> Share {
    let mut sums: BTreeMap<(&str, &str), Cover> = BTreeMap::new();
    for (key, cover) in tally.coverage.iter() {
        sums.entry((&key.provider, &key.operation))
            .or_default()
            .absorb(cover.clone());
    }
    let seen = sums.values().map(|cover| cover.total().seen).sum();
    let of: u64 = tally.scope.iter().map(|(_, extent)| extent.0).sum();
    Share {
        seen,
        of: usize::try_from(of).unwrap_or(usize::MAX),
    }
}

fn unseen(tally: &Tally) -> Vec<OperationReport> {
    let seen: BTreeSet<_> = tally
        .rows
        .iter()
        .map(|(heading, _)| (&heading.provider, &heading.operation))
        .collect();
    tally
        .scope
        .iter()
        .filter(|((provider, operation), _)| !seen.contains(&(provider, operation)))
        .map(|((provider, operation), _)| OperationReport {
            provider: provider.clone(),
            operation: operation.clone(),
        })
        .collect()
}

fn responses(tally: &Tally) -> Vec<ResponseReport> {
    tally
        .rows
        .iter()
        .map(|(heading, row)| {
            let [spec, derived, model] = row.legs;
            ResponseReport {
                provider: heading.provider.clone(),
                operation: heading.operation.clone(),
                status: heading.status,
                media_type: heading.media_type.clone(),
                evidence: heading.evidence,
                records: row.records,
                bytes: row.bytes,
                conforming: row.conforming,
                failing: row.failing,
                unchecked: row.unchecked,
                errors: row.errors,
                warnings: row.warnings,
                notes: row.notes,
                placeholders: row.placeholders,
                spec,
                derived,
                model,
            }
        })
        .collect()
}

fn finding(key: &Key, group: &Group) -> FindingReport {
    FindingReport {
        rule: group.about.rule,
        severity: key.severity.0,
        provider: key.provider.clone(),
        operation: group.about.operation.clone(),
        status: group.about.status,
        fingerprint: key.fingerprint,
        pointer: group.about.pointer.clone(),
        message: group.first.message.clone(),
        help: group.first.help.clone(),
        count: group.count,
        records: group.records,
        first: group.first.spot.clone(),
        last: group.last.clone(),
        excerpt: group.first.excerpt.clone(),
        spec: group.about.spec.as_ref().map(|(place, _)| place.clone()),
        spec_excerpt: group
            .about
            .spec
            .as_ref()
            .and_then(|(_, excerpt)| excerpt.clone()),
        values: group
            .values
            .iter()
            .map(|(value, count)| ValueReport {
                value: value.clone(),
                count: *count,
            })
            .collect(),
        more_values: group.values.has_more(),
        witnesses: group
            .witnesses
            .iter()
            .map(|(size, witness)| WitnessReport {
                bytes: size.bytes,
                place: witness.spot.clone(),
                excerpt: witness.excerpt.clone(),
            })
            .collect(),
    }
}
