//! One thread's part of a run.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use super::target::{Kind, Target};
use super::{Engine, Legs};
use crate::coverage::Coverage;
use crate::excerpt::Excerpt;
use crate::findings::{Finding, Rule, Severity};
use crate::judge::{Case, Court, Grade, Judged};
use crate::legs::Outcome;
use crate::scan::{self, Scanner};
use crate::tally::{
    About as GroupAbout, BlindKey, Group, Key, Merge as _, Row, Sighting, Size, Smallest, Spot,
    Stray, Tally, Witness,
};
use crate::traffic::{About, Body, Record, Sink};

/// How many kinds of records a worker has at hand.
const TARGETS: usize = 1000;

/// Judges records, and counts.
pub struct Worker<'e> {
    engine: &'e Engine<'e>,
    tally: Tally,
    scanner: Scanner,
    targets: Vec<Target>,
    /// The one of the last record, which is likely that of the next.
    last: usize,
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
            scanner: Scanner::new(),
            targets: Vec::new(),
            last: 0,
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
        self.flush();
        if self.engine.options.coverage {
            self.add_coverage();
        }
        self.tally
    }

    fn add_coverage(&mut self) {
        for ((operation, grade), coverage) in &self.coverage {
            let (key, mut cover) = self.engine.cover(operation, *grade, coverage);
            let seen = self.responses.get(&(operation.clone(), *grade));
            cover.responses.absorb(seen.cloned().unwrap_or_default());
            self.tally.coverage.add(key, cover);
        }
    }

    /// Puts the counts of all targets into the tally.
    fn flush(&mut self) {
        for target in self.targets.drain(..) {
            let Some((label, definition)) = target.response else {
                self.tally.record(target.heading, target.row);
                continue;
            };
            let blind = self.engine.blind.get(&definition);
            for blind in blind.into_iter().flatten().filter(|_| target.judged > 0) {
                let key = BlindKey {
                    provider: target.heading.provider.clone(),
                    operation: target.heading.operation.clone(),
                    response: label.clone(),
                    blind: blind.clone(),
                };
                self.tally.blind.add(key, target.judged);
            }
            let key = (target.heading.operation.clone(), target.heading.evidence);
            let seen = self.responses.entry(key).or_default();
            seen.entry(label).or_default().absorb(target.judged);
            self.tally.record(target.heading, target.row);
        }
        self.last = 0;
    }

    /// The place of the records of a kind.
    fn target(&mut self, kind: Kind<'_>) -> usize {
        if self
            .targets
            .get(self.last)
            .is_some_and(|target| target.is(kind))
        {
            return self.last;
        }
        if let Some(found) = self.targets.iter().position(|target| target.is(kind)) {
            self.last = found;
            return found;
        }
        if self.targets.len() == TARGETS {
            self.flush();
        }
        self.last = self.targets.len();
        self.targets.push(Target::new(self.engine, kind));
        self.last
    }

    /// Counts a record that conforms, if that can be told in passing.
    fn pass(&mut self, at: usize, bytes: &[u8]) -> bool {
        let Some(target) = self.targets.get_mut(at) else {
            return false;
        };
        let Some(entry) = target.entry else {
            return false;
        };
        if self.scanner.check(&self.engine.program, entry, bytes) != scan::Outcome::Conforms
            || target.lists.is_empty_in(bytes)
        {
            return false;
        }
        let row = &mut target.row;
        row.records += 1;
        row.bytes += bytes.len() as u64;
        row.checked += 1;
        row.conforming += 1;
        for (leg, outcome) in row.legs.iter_mut().zip(&target.outcomes) {
            leg.count(outcome);
        }
        target.judged += 1;
        true
    }

    fn judge(&mut self, record: &Record<'_>, kind: Kind<'_>) {
        let at = self.target(kind);
        let bytes = match record.body {
            Body::Bytes(bytes) => bytes,
            Body::Absent | Body::Damaged(_) => &[],
        };
        if matches!(record.body, Body::Bytes(_)) && self.pass(at, bytes) {
            return;
        }
        let case = Case {
            file: record.file,
            bytes,
            lines_before: usize::try_from(record.lines_before).unwrap_or(usize::MAX),
            operation: kind.operation,
            status: kind.status,
            grade: record.grade,
        };
        let types = match self.engine.options.legs {
            Legs::All => self.engine.types.find(kind.operation, kind.status),
            Legs::Spec => None,
        };
        let court = Court {
            spec: self.engine.spec,
            types,
            lexicon: self.engine.lexicon,
        };
        let mut judged = match record.body {
            Body::Bytes(_) => court.judge_as(&case, kind.media_type),
            Body::Absent => court.absent(&case, kind.media_type),
            Body::Damaged(why) => court.damaged(&case, why),
        };
        if self.engine.options.legs == Legs::Spec {
            let [_, derived, model] = &mut judged.outcomes;
            (*derived, *model) = (Outcome::NotRun, Outcome::NotRun);
        }
        let Self { engine, tally, .. } = self;
        judged.findings.retain(|finding| {
            // What no record is checked by is told once, of all of them.
            let of_all = finding.rule == Rule::NotChecked && finding.of_all;
            if of_all || engine.options.ignored.contains(&finding.rule) {
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
        if let Some(target) = self.targets.get_mut(at) {
            count(target, bytes.len(), &judged);
        }
        self.group(record, bytes, &judged);
        if self.engine.options.coverage {
            let key = (kind.operation.to_owned(), record.grade);
            let coverage = self.coverage.entry(key).or_default();
            coverage.merge(&judged.coverage);
        }
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

/// Counts a judged record.
fn count(target: &mut Target, bytes: usize, judged: &Judged) {
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
        bytes: bytes as u64,
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
    target.row.absorb(row);
    target.judged += u64::from(judged.response.is_some());
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
            About::Named { operation, status } => self.judge(
                record,
                Kind {
                    operation,
                    status,
                    media_type: None,
                    grade: record.grade,
                },
            ),
            About::Matched {
                operation,
                exchange,
            } => self.judge(
                record,
                Kind {
                    operation,
                    status: exchange.status,
                    media_type: exchange.media_type.as_deref(),
                    grade: record.grade,
                },
            ),
            // What is damaged is a finding, whatever it was to be a response to.
            About::Unmatched { .. } if matches!(record.body, Body::Damaged(_)) => {
                self.judge(
                    record,
                    Kind {
                        operation: "",
                        status: 0,
                        media_type: None,
                        grade: record.grade,
                    },
                );
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
