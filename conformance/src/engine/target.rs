//! What records of one kind have in common, worked out once and not for each of them.

use super::charge::Charge;
use super::lists::Lists;
use super::{Engine, Legs};
use crate::findings::Severity;
use crate::judge::Grade;
use crate::legs::Outcome;
use crate::program::Entry;
use crate::spec::{Judge, Lookup, Spec, essence};
use crate::tally::{Heading, Merge as _, Row};

/// What a record is a response to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind<'a> {
    pub(super) operation: &'a str,
    pub(super) status: u16,
    pub(super) media_type: Option<&'a str>,
    pub(super) grade: Grade,
}

/// Records of one kind.
pub(super) struct Target {
    operation: String,
    status: u16,
    media_type: Option<String>,
    grade: Grade,
    pub(super) heading: Heading,
    /// The documented response that they are, by status and media type as the spec states them, and the key of its schema.
    pub(super) response: Option<(String, String)>,
    /// Its number among the responses of the spec.
    number: Option<usize>,
    /// Where the scanner begins, if it may judge on its own.
    pub(super) entry: Option<Entry>,
    pub(super) lists: Lists,
    /// What the legs say of a record that conforms.
    pub(super) outcomes: [Outcome; 3],
    /// What became of them since the row was last taken.
    pub(super) row: Row,
    /// How many of them the schema of the response was held against, since then.
    pub(super) judged: u64,
}

impl Target {
    pub(super) fn new(engine: &Engine<'_>, kind: Kind<'_>) -> Self {
        let Kind {
            operation,
            status,
            media_type,
            grade,
        } = kind;
        let heading = Heading {
            provider: engine.spec.provider.clone(),
            operation: operation.to_owned(),
            status,
            media_type: media_type.map(essence),
            evidence: grade,
        };
        let asked = match engine.options.legs {
            Legs::Spec => Outcome::NotRun,
            Legs::All => Outcome::NotBuilt,
        };
        let mut target = Self {
            operation: operation.to_owned(),
            status,
            media_type: media_type.map(str::to_owned),
            grade,
            heading,
            response: None,
            number: None,
            entry: None,
            lists: Lists::default(),
            outcomes: [Outcome::Accepts, asked.clone(), asked],
            row: Row::default(),
            judged: 0,
        };
        if let Lookup::Judge(response, judge) = engine.spec.lookup_as(operation, status, media_type)
        {
            target.response = Some((response.label(), judge.definition.clone()));
            let responses = engine.spec.responses();
            target.number = responses.iter().position(|one| std::ptr::eq(one, response));
            target.lists = Lists::of(engine.spec, judge);
            // The other legs and the placeholders of samples want more than whether a record conforms.
            let alone = grade == Grade::LiveCapture
                && (engine.options.legs == Legs::Spec
                    || engine.types.find(operation, status).is_none());
            if alone {
                target.entry = engine.program.entry(&judge.definition);
            }
        }
        target
    }

    /// What judges them.
    pub(super) fn judge<'s>(&self, spec: &'s Spec) -> Option<&'s Judge> {
        spec.judge(spec.responses().get(self.number?)?)?.ok()
    }

    pub(super) fn is(&self, kind: Kind<'_>) -> bool {
        self.status == kind.status
            && self.grade == kind.grade
            && self.operation == kind.operation
            && self.media_type.as_deref() == kind.media_type
    }
}

/// What was decided of a record.
pub(super) struct Judgement<'a> {
    pub(super) bytes: usize,
    pub(super) checked: bool,
    pub(super) outcomes: &'a [Outcome; 3],
    pub(super) placeholders: usize,
    /// Whether the schema of a response was held against it.
    pub(super) judged: bool,
}

impl Judgement<'_> {
    /// Counts the record among those of its kind.
    pub(super) fn count(&self, target: &mut Target, charges: &[Charge]) {
        let found = |severity| {
            charges
                .iter()
                .filter(|charge| charge.severity == severity)
                .count() as u64
        };
        let (errors, warnings) = (found(Severity::Error), found(Severity::Warning));
        let failing = errors + warnings > 0;
        let mut row = Row {
            records: 1,
            bytes: self.bytes as u64,
            conforming: u64::from(self.checked && !failing),
            failing: u64::from(failing),
            unchecked: u64::from(!self.checked && !failing),
            checked: u64::from(self.checked),
            errors,
            warnings,
            notes: found(Severity::Note),
            placeholders: self.placeholders as u64,
            ..Row::default()
        };
        for (leg, outcome) in row.legs.iter_mut().zip(self.outcomes) {
            leg.count(outcome);
        }
        target.row.absorb(row);
        target.judged += u64::from(self.judged);
    }
}
