//! One thread's part of a run.

mod group;

use std::collections::{BTreeMap, HashMap};

use super::arbiter;
use super::charge::{At, Charge, Located};
use super::last::Last;
use super::target::{Judgement, Kind, Target};
use super::{Engine, Legs};
use crate::coverage::Coverage;
use crate::findings::{Fingerprint, Rule};
use crate::judge::{Case, Court, Grade};
use crate::legs::Outcome;
use crate::problem::Problem;
use crate::program::Counts;
use crate::scan::{self, Scanner};
use crate::tally::{BlindKey, Key, Merge as _, Spot, Stray, Tally};
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
    /// What the scanner counted of what was exercised.
    counts: BTreeMap<(String, Grade), Counts>,
    /// Pointers in the document by those in the bundle.
    pointers: HashMap<String, String>,
    /// Where the last findings of this chunk are, by group.
    lasts: BTreeMap<Key, Last>,
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
            counts: BTreeMap::new(),
            pointers: HashMap::new(),
            lasts: BTreeMap::new(),
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
        self.locate_lasts();
        self.flush();
        if self.engine.options.coverage {
            self.add_coverage();
        }
        self.tally
    }

    fn add_coverage(&mut self) {
        for (key, counts) in std::mem::take(&mut self.counts) {
            let coverage = self.engine.program.coverage(&counts, key.1);
            self.coverage.entry(key).or_default().merge(&coverage);
        }
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
        let program = self.engine.program;
        let outcome = match self.engine.options.coverage {
            true => {
                let key = (target.heading.operation.clone(), target.heading.evidence);
                let counts = self.counts.entry(key).or_default();
                self.scanner.check_and_count(program, entry, bytes, counts)
            }
            false => self.scanner.check(program, entry, bytes),
        };
        if outcome != scan::Outcome::Conforms {
            return false;
        }
        let empty = target.lists.is_empty_in(bytes);
        if empty {
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
        let bytes = body(record);
        if matches!(record.body, Body::Bytes(_))
            && (self.pass(at, bytes) || self.rule(at, record, kind, bytes))
        {
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
            Body::Damaged { why, .. } => court.damaged(&case, why),
        };
        if let Body::Damaged { column, .. } = record.body {
            for finding in &mut judged.findings {
                finding.instance.column = usize::try_from(column).unwrap_or(usize::MAX);
            }
        }
        if self.engine.options.legs == Legs::Spec {
            let [_, derived, model] = &mut judged.outcomes;
            (*derived, *model) = (Outcome::NotRun, Outcome::NotRun);
        }
        // What no record is checked by is told once, of all of them.
        let findings = std::mem::take(&mut judged.findings);
        let charges = findings
            .into_iter()
            .filter(|finding| finding.rule != Rule::NotChecked || !finding.of_all)
            .map(Charge::of);
        let charges = self.admitted(charges);
        if let Some(target) = self.targets.get_mut(at) {
            let judgement = Judgement {
                bytes: bytes.len(),
                checked: judged.checked,
                outcomes: &judged.outcomes,
                placeholders: judged.placeholders,
                judged: judged.response.is_some(),
            };
            judgement.count(target, &charges);
        }
        // Nothing else is checked and leaves no value behind.
        let is_damaged = judged.checked && judged.json.is_none();
        let located = Located::new(record, self.engine.spec, None, bytes).with(&mut judged);
        if is_damaged && let Some(charge) = charges.first() {
            let (spot, _) = located.sighting(charge);
            let message = charge.message.clone();
            self.tally.damage(spot, message);
        }
        self.group(&located, record, kind, charges);
        if self.engine.options.coverage {
            let key = (kind.operation.to_owned(), record.grade);
            let coverage = self.coverage.entry(key).or_default();
            coverage.merge(&judged.coverage);
        }
    }

    /// Judges a record that the scanner handed over by a survey of it, if that can be done.
    fn rule(&mut self, at: usize, record: &Record<'_>, kind: Kind<'_>, bytes: &[u8]) -> bool {
        let engine = self.engine;
        let Some(target) = self.targets.get(at) else {
            return false;
        };
        let (Some(entry), Some(judge)) = (target.entry, target.judge(engine.spec)) else {
            return false;
        };
        let Some(survey) = self.scanner.survey(engine.program, entry, bytes) else {
            return false;
        };
        let Some(ruling) = arbiter::rule(engine.spec, judge, &target.lists, bytes, &survey) else {
            return false;
        };
        let [_, derived, model] = target.outcomes.clone();
        if engine.options.coverage {
            let key = (kind.operation.to_owned(), kind.grade);
            self.counts.entry(key).or_default().add_survey(&survey);
        }
        let charges: Vec<_> = ruling
            .problems
            .into_iter()
            .map(|problem| self.charge(kind, problem))
            .collect();
        let charges = self.admitted(charges.into_iter());
        if let Some(target) = self.targets.get_mut(at) {
            let judgement = Judgement {
                bytes: bytes.len(),
                checked: ruling.checked,
                outcomes: &[ruling.outcome, derived, model],
                placeholders: 0,
                judged: true,
            };
            judgement.count(target, &charges);
        }
        let located = Located::new(record, engine.spec, Some(judge), bytes);
        self.group(&located, record, kind, charges);
        true
    }

    /// What a problem is charged as.
    fn charge(&mut self, kind: Kind<'_>, problem: Problem) -> Charge {
        let spec = self.engine.spec;
        let pointer = problem.schema.as_ref().map(|schema| {
            if let Some(known) = self.pointers.get(schema) {
                return known.clone();
            }
            let pointer = spec.document_pointer(schema);
            self.pointers.insert(schema.clone(), pointer.clone());
            pointer
        });
        let name = problem
            .name
            .as_deref()
            .unwrap_or(&problem.instance)
            .to_owned();
        Charge {
            rule: problem.rule,
            severity: problem.rule.severity(),
            fingerprint: Fingerprint::of(
                problem.rule,
                kind.operation,
                kind.status,
                pointer.as_deref().unwrap_or_default(),
                &name,
                &problem.subject,
            ),
            name,
            instance: problem.instance,
            shown: problem.shown,
            spec: At::Pointer(pointer),
            value: problem.value,
            message: problem.message,
            help: problem.help,
            known: None,
        }
    }

    /// The findings that this run wants, in order, with the severities that it gives them.
    fn admitted(&mut self, charges: impl Iterator<Item = Charge>) -> Vec<Charge> {
        let options = &self.engine.options;
        let mut admitted = Vec::new();
        for mut charge in charges {
            if options.ignored.contains(&charge.rule) {
                continue;
            }
            if charge.rule == Rule::Undocumented
                && let Some(glob) = self.engine.globs.find(&charge.instance)
            {
                let count = self.tally.left_out.entry(glob.to_owned()).or_default();
                count.absorb(1);
                continue;
            }
            charge.severity = options.severity(charge.rule);
            admitted.push(charge);
        }
        admitted.sort_by(Charge::order);
        admitted
    }
}

/// The bytes of a record; none where it has none.
fn body<'a>(record: &Record<'a>) -> &'a [u8] {
    match record.body {
        Body::Bytes(bytes) => bytes,
        Body::Absent | Body::Damaged { .. } => &[],
    }
}

impl Sink for Worker<'_> {
    fn end_of_chunk(&mut self) {
        self.locate_lasts();
    }

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
            About::Unmatched { .. } if matches!(record.body, Body::Damaged { .. }) => {
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
                    of_body: record.is_within_text(),
                    pointer: String::new(),
                };
                self.tally.stray(Stray::of(exchange, reason), first);
            }
        }
    }
}
