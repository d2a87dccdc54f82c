//! One thread's part of a run.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use super::{Engine, Legs};
use crate::coverage::Coverage;
use crate::excerpt::Excerpt;
use crate::findings::{Finding, Rule, Severity};
use crate::judge::{Case, Court, Grade, Judged};
use crate::legs::Outcome;
use crate::spec::essence;
use crate::tally::{
    About as GroupAbout, Group, Heading, Key, Merge as _, Row, Sighting, Size, Smallest, Spot,
    Stray, Tally, Witness,
};
use crate::traffic::{About, Body, Record, Sink};

/// Judges records, and counts.
pub struct Worker<'e> {
    engine: &'e Engine<'e>,
    tally: Tally,
    coverage: BTreeMap<(String, Grade), Coverage>,
    /// The responses seen, by status and media type as the spec states them.
    responses: BTreeMap<(String, Grade), BTreeMap<String, u64>>,
    exchanges: bool,
}

impl<'e> Worker<'e> {
    pub(super) fn new(engine: &'e Engine<'e>) -> Self {
        Self {
            engine,
            tally: Tally::default(),
            coverage: BTreeMap::new(),
            responses: BTreeMap::new(),
            exchanges: false,
        }
    }

    /// Whether any record told what it is a response to.
    #[must_use]
    pub const fn has_exchanges(&self) -> bool {
        self.exchanges
    }

    /// What it has seen.
    #[must_use]
    pub fn finish(mut self) -> Tally {
        for ((operation, grade), coverage) in &self.coverage {
            let (key, mut cover) = self.engine.cover(operation, *grade, coverage);
            let seen = self.responses.get(&(operation.clone(), *grade));
            cover.responses.absorb(seen.cloned().unwrap_or_default());
            self.tally.coverage.add(key, cover);
        }
        self.tally
    }

    fn judge(
        &mut self,
        record: &Record<'_>,
        operation: &str,
        status: u16,
        media_type: Option<&str>,
    ) {
        let bytes = match record.body {
            Body::Bytes(bytes) => bytes,
            Body::Absent | Body::Damaged(_) => &[],
        };
        let case = Case {
            file: record.file,
            bytes,
            lines_before: usize::try_from(record.lines_before).unwrap_or(usize::MAX),
            operation,
            status,
            grade: record.grade,
        };
        let types = match self.engine.options.legs {
            Legs::All => self.engine.types.find(operation, status),
            Legs::Spec => None,
        };
        let court = Court {
            spec: self.engine.spec,
            types,
            lexicon: self.engine.lexicon,
        };
        let mut judged = match record.body {
            Body::Bytes(_) => court.judge_as(&case, media_type),
            Body::Absent => court.absent(&case, media_type),
            Body::Damaged(why) => court.damaged(&case, why),
        };
        if self.engine.options.legs == Legs::Spec {
            let [_, derived, model] = &mut judged.outcomes;
            (*derived, *model) = (Outcome::NotRun, Outcome::NotRun);
        }
        let Self { engine, tally, .. } = self;
        judged.findings.retain(|finding| {
            if engine.options.ignored.contains(&finding.rule) {
                return false;
            }
            let glob = match finding.rule {
                Rule::Undocumented => engine.globs.find(&finding.instance.pointer),
                _ => None,
            };
            if let Some(glob) = glob {
                tally.left_out.entry(glob.to_owned()).or_default().absorb(1);
            }
            glob.is_none()
        });
        for finding in &mut judged.findings {
            finding.severity = self.engine.options.severity(finding.rule);
        }
        self.count(record, &case, media_type, &judged);
        self.group(record, bytes, &judged);
        let key = || (operation.to_owned(), record.grade);
        self.coverage
            .entry(key())
            .or_default()
            .merge(&judged.coverage);
        if let Some(response) = &judged.response {
            let seen = self.responses.entry(key()).or_default();
            seen.entry(response.clone()).or_default().absorb(1);
        }
    }

    fn count(
        &mut self,
        record: &Record<'_>,
        case: &Case<'_>,
        media_type: Option<&str>,
        judged: &Judged,
    ) {
        let found = |severity| {
            judged
                .findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .count() as u64
        };
        let failing = judged.worst() > Some(Severity::Note);
        let mut row = Row {
            records: 1,
            bytes: case.bytes.len() as u64,
            conforming: u64::from(judged.checked && !failing),
            failing: u64::from(failing),
            unchecked: u64::from(!judged.checked && !failing),
            checked: u64::from(judged.checked),
            errors: found(Severity::Error),
            warnings: found(Severity::Warning),
            notes: found(Severity::Note),
            placeholders: judged.placeholders as u64,
            ..Row::default()
        };
        for (leg, outcome) in row.legs.iter_mut().zip(&judged.outcomes) {
            leg.count(outcome);
        }
        let heading = Heading {
            provider: self.engine.spec.provider.clone(),
            operation: case.operation.to_owned(),
            status: case.status,
            media_type: media_type.map(essence),
            evidence: record.grade,
        };
        self.tally.record(heading, row);
    }

    fn group(&mut self, record: &Record<'_>, bytes: &[u8], judged: &Judged) {
        if judged.findings.is_empty() {
            return;
        }
        let size = Size {
            bytes: bytes.len() as u64,
            hash: xxh3_64(bytes),
        };
        let mut seen = std::collections::BTreeSet::new();
        for finding in &judged.findings {
            let key = Key {
                severity: std::cmp::Reverse(finding.severity),
                provider: finding.provider.clone(),
                fingerprint: finding.fingerprint,
            };
            let spot = spot(record, finding);
            let excerpt = judged
                .json
                .as_ref()
                .zip(finding.offset)
                .and_then(|(json, offset)| {
                    let width = finding.instance.width;
                    Excerpt::masked(&json.text, offset, width, &judged.sensitive)
                });
            let mut witnesses = Smallest::default();
            witnesses.add(
                size,
                Witness {
                    spot: spot.clone(),
                    excerpt: excerpt.clone(),
                },
            );
            let mut values = Smallest::default();
            if let Some(value) = &finding.value {
                values.add(value.clone(), 1);
            }
            let group = Group {
                about: GroupAbout {
                    rule: finding.rule,
                    operation: finding.operation.clone(),
                    status: finding.status,
                    pointer: finding.normal.clone(),
                    spec: finding.spec.as_ref().map(|place| {
                        let line = self.engine.spec.line(place.line);
                        let excerpt =
                            line.map(|line| Excerpt::of_line(line, place.column, place.width));
                        (place.clone(), excerpt)
                    }),
                },
                count: 1,
                records: u64::from(seen.insert(finding.fingerprint)),
                first: Sighting {
                    spot: spot.clone(),
                    message: finding.message.clone(),
                    help: finding.help.clone(),
                    excerpt,
                },
                last: spot,
                values,
                witnesses,
            };
            self.tally.groups.add(key, group);
        }
    }
}

fn spot(record: &Record<'_>, finding: &Finding) -> Spot {
    Spot {
        file: record.file.to_owned(),
        record: record.index,
        line: finding.instance.line as u64,
        column: finding.instance.column as u64,
        pointer: finding.instance.pointer.clone(),
    }
}

impl Sink for Worker<'_> {
    fn take(&mut self, record: &Record<'_>) {
        self.exchanges |= !matches!(record.about, About::Named { .. });
        match record.about {
            About::Named { operation, status } => self.judge(record, operation, status, None),
            About::Matched {
                operation,
                exchange,
            } => self.judge(
                record,
                operation,
                exchange.status,
                exchange.media_type.as_deref(),
            ),
            // What is damaged is a finding, whatever it was to be a response to.
            About::Unmatched { .. } if matches!(record.body, Body::Damaged(_)) => {
                self.judge(record, "", 0, None);
            }
            About::Unmatched { exchange, reason } => {
                let first = Spot {
                    file: record.file.to_owned(),
                    record: record.index,
                    line: record.lines_before.saturating_add(1),
                    column: 1,
                    pointer: String::new(),
                };
                self.tally.stray(Stray::of(exchange, reason), first);
            }
        }
    }
}
