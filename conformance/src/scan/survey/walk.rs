//! The walk of a survey through a text.

use std::collections::HashSet;
use std::ops::ControlFlow;

use super::{LossyNumber, Survey, SurveyedFlaw, Undocumented};
use crate::json::FlawKind;
use crate::lexical;
use crate::program::{Branches, Entry, Facts, Plan, SetId, Tables, Types};
use crate::scan::choice::branch;
use crate::scan::state::State;
use crate::scan::text::{byte, space, tolerant_end, unescape};
use crate::scan::value::Scan;
use crate::scan::{Step, Stop};

/// How many choices of one value are followed.
const CHOICES: usize = 10_000;

pub(super) struct Walk<'a> {
    /// Values that try branches log nothing: what is exercised is what the walk comes to.
    scan: Scan<'a, false>,
    survey: Survey,
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a str, tables: &'a Tables, state: &'a mut State) -> Self {
        Self {
            scan: Scan::new(text, tables, state),
            survey: Survey::default(),
        }
    }

    pub(super) fn record(mut self, entry: Entry) -> Option<Survey> {
        let mut start = 0;
        if self.scan.text.starts_with('\u{feff}') {
            start = '\u{feff}'.len_utf8();
            self.flaw(FlawKind::ByteOrderMark, 0..start, start);
        }
        let start = space(self.scan.bytes, start);
        let end = self.value(entry.0, start).ok()?;
        (space(self.scan.bytes, end) == self.scan.bytes.len()).then_some(self.survey)
    }

    fn value(&mut self, set: SetId, at: usize) -> Step {
        let Settled { facts, is_lost } = self.settle(set, at)?;
        self.survey.enter(at, facts.id);
        let kind = Types::begun_by(byte(self.scan.bytes, at));
        if kind != Types::ARRAY && facts.slots.kinds.meets(kind) {
            self.survey.slots.push(facts.slots.kind(kind));
        }
        match byte(self.scan.bytes, at) {
            b'"' => {
                let end = self.string(at, at)?;
                if facts.slots.has_texts() {
                    let find = |text: &str| facts.slots.find_text(text);
                    let found = self.scan.with_text(at, end, true, find)?;
                    self.survey.slots.extend(found);
                }
                Ok(end)
            }
            b'{' | b'[' => {
                let end = match kind == Types::OBJECT {
                    true => self.object(facts, is_lost, at)?,
                    false => self.array(facts, at)?,
                };
                let text = self.scan.slice(at, end)?;
                self.survey.slots.extend(facts.slots.other(text));
                Ok(end)
            }
            b'-' | b'0'..=b'9' => self.number(facts, at),
            b'n' => self.word(b"null", at),
            b't' => self.word(b"true", at),
            b'f' => self.word(b"false", at),
            _ => Err(Stop::Unsure),
        }
    }

    /// The conjunction with every choice made as the value at a place makes it.
    fn settle(&mut self, set: SetId, at: usize) -> Result<Settled<'a>, Stop> {
        let mut facts = self.scan.facts(set)?;
        let mut is_lost = false;
        for choices in 0.. {
            if choices == CHOICES {
                return Err(Stop::Unsure);
            }
            let next = match &facts.plan {
                Plan::Direct => break,
                Plan::Together(branches) | Plan::Apart(branches) => {
                    self.choose(facts, branches, at)?
                }
                // What it must not be never applies.
                Plan::Not { rest, .. } => *rest,
                Plan::Condition {
                    condition,
                    held,
                    failed,
                } => match self.fits(*condition, at)? {
                    Fit::Fits => *held,
                    Fit::Fails => *failed,
                    Fit::Untold => {
                        is_lost = true;
                        *held
                    }
                },
                Plan::Presence {
                    key,
                    present,
                    absent,
                } => {
                    let is_object = byte(self.scan.bytes, at) == b'{';
                    match is_object && self.scan.seek(at, key)?.is_some() {
                        true => *present,
                        false => *absent,
                    }
                }
            };
            facts = self.scan.facts(next)?;
        }
        let kind = Types::begun_by(byte(self.scan.bytes, at));
        is_lost |= facts.unknown.meets(kind);
        self.survey.is_partial |= is_lost;
        Ok(Settled { facts, is_lost })
    }

    /// Whether a value fits a conjunction, as far as that can be told.
    fn fits(&mut self, set: SetId, at: usize) -> Result<Fit, Stop> {
        let trial = self.scan.trial(set, at);
        Ok(match self.told(trial)? {
            Some(Some(_)) => Fit::Fits,
            Some(None) => Fit::Fails,
            None => Fit::Untold,
        })
    }

    /// What a scan came to; `None` where that cannot be told. What is missing is compiled first, and nothing more is tried when too much was.
    fn told<T>(&mut self, result: Result<T, Stop>) -> Result<Option<T>, Stop> {
        match result {
            Ok(told) => Ok(Some(told)),
            Err(stop) if self.scan.state.missing.is_some() || self.scan.state.fuel == 0 => {
                Err(stop)
            }
            Err(_) => {
                (self.survey.is_partial, self.survey.is_guess) = (true, true);
                Ok(None)
            }
        }
    }

    /// The conjunction with the branches that a value fits, or may have been meant for.
    fn choose(&mut self, facts: &Facts, branches: &'a Branches, at: usize) -> Result<SetId, Stop> {
        let candidates = self.scan.candidates(branches, &branches.alone, at);
        let candidates = self.told(candidates)?.unwrap_or_default();
        let mut chosen = Vec::new();
        for index in &candidates {
            // One that cannot be told may be meant.
            if self.fits(branch(&branches.alone, *index)?, at)? != Fit::Fails {
                chosen.push(*index);
            }
        }
        if chosen.is_empty() {
            chosen = candidates;
        }
        if chosen.is_empty() {
            chosen = (0..branches.alone.len())
                .map_while(|index| u16::try_from(index).ok())
                .collect();
        }
        match chosen.as_slice() {
            [only] => branch(&branches.together, *only),
            chosen => {
                let bits = chosen.iter().filter(|index| **index < 64);
                let mask = bits.fold(0, |mask, index| mask | 1_u64 << index);
                self.scan.several_of(facts.id, mask)
            }
        }
    }

    fn word(&mut self, word: &[u8], at: usize) -> Step {
        let end = at + word.len();
        match self.scan.bytes.get(at..end) == Some(word) {
            true => Ok(end),
            false => Err(Stop::Unsure),
        }
    }

    /// A string that is, or is the key of, the value at a place.
    fn string(&mut self, at: usize, value: usize) -> Step {
        let (end, halves) = tolerant_end(self.scan.bytes, at + 1).ok_or(Stop::Unsure)?;
        for half in halves {
            self.flaw(FlawKind::LoneSurrogate, half, value);
        }
        Ok(end)
    }

    /// `is_lost`: more may apply to it than is known, so that no key is undocumented.
    fn object(&mut self, facts: &'a Facts, is_lost: bool, start: usize) -> Step {
        self.scan.enter()?;
        let object = &facts.object;
        let mut seen = Seen::new(object.keys.len());
        let mut at = space(self.scan.bytes, start + 1);
        if byte(self.scan.bytes, at) == b'}' {
            self.scan.leave();
            return Ok(at + 1);
        }
        let mut name = String::new();
        loop {
            if byte(self.scan.bytes, at) != b'"' {
                return Err(Stop::Unsure);
            }
            let flaws = self.survey.flaws.len();
            let end = self.string(at, at)?;
            let value = self.scan.behind_key(end)?;
            for flaw in self.survey.flaws.iter_mut().skip(flaws) {
                flaw.value = value;
            }
            let content = self.scan.slice(at + 1, end - 1)?;
            let key = match content.contains('\\') {
                false => content,
                true => {
                    unescape(content, &mut name);
                    name.as_str()
                }
            };
            let found = object.keys.find(key.as_bytes());
            let member = match found {
                Some(index) => *object.members.get(index).ok_or(Stop::Unsure)?,
                None => self.scan.other(object, object.matched(key))?,
            };
            let is_new = match found {
                Some(index) => seen.is_first(index),
                None => seen.others.insert(key.to_owned()),
            };
            if !is_new {
                self.flaw(FlawKind::DuplicateKey, at..end, value);
            } else if let Some(index) = member.index {
                let is_null = byte(self.scan.bytes, value) == b'n';
                self.survey.slots.push(facts.slots.key(index, is_null));
            }
            if !member.is_documented && !is_lost {
                self.survey.undocumented.push(Undocumented {
                    object: start,
                    key: at..end,
                    value,
                });
            }
            let end = self.value(member.set, value)?;
            match self.scan.after(end, b'}')? {
                ControlFlow::Continue(next) => at = next,
                ControlFlow::Break(end) => {
                    self.scan.leave();
                    return Ok(end);
                }
            }
        }
    }

    fn array(&mut self, facts: &'a Facts, start: usize) -> Step {
        self.scan.enter()?;
        let array = &facts.array;
        let mut at = space(self.scan.bytes, start + 1);
        let is_empty = byte(self.scan.bytes, at) == b']';
        if facts.slots.kinds.meets(Types::ARRAY) {
            self.survey.slots.push(facts.slots.array(is_empty));
        }
        if is_empty {
            self.scan.leave();
            return Ok(at + 1);
        }
        let mut contained = vec![0; array.contains.len()];
        for index in 0.. {
            let element = self.scan.element(facts, index, at, &mut contained);
            let set = match self.told(element)? {
                Some(set) => set,
                None => array.prefix.get(index).copied().unwrap_or(array.rest),
            };
            let end = self.value(set, at)?;
            match self.scan.after(end, b']')? {
                ControlFlow::Continue(next) => at = next,
                ControlFlow::Break(end) => {
                    at = end;
                    break;
                }
            }
        }
        self.scan.leave();
        Ok(at)
    }

    fn number(&mut self, facts: &Facts, at: usize) -> Step {
        let part = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
        let rest = self.scan.bytes.get(at..).unwrap_or_default();
        let end = at + rest.iter().take_while(|byte| part(byte)).count();
        let lexeme = self.scan.slice(at, end)?;
        if !lexical::is_number(lexeme) {
            return Err(Stop::Unsure);
        }
        if lexical::is_beyond_doubles(lexeme) {
            self.flaw(FlawKind::Overflow, at..end, at);
        }
        self.survey.slots.extend(facts.slots.other(lexeme));
        let kind = lexical::loss(lexeme, facts.number.meant);
        if let Some(kind) = kind {
            self.survey.numbers.push(LossyNumber {
                span: at..end,
                kind,
            });
        }
        Ok(end)
    }

    fn flaw(&mut self, kind: FlawKind, span: std::ops::Range<usize>, value: usize) {
        self.survey.flaws.push(SurveyedFlaw { kind, span, value });
    }
}

/// What applies to a value.
struct Settled<'a> {
    facts: &'a Facts,
    /// More may apply: by a keyword that programs do not understand, or by a condition that cannot be told.
    is_lost: bool,
}

/// Whether a value fits a schema.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Fits,
    Fails,
    /// That cannot be told.
    Untold,
}

/// The keys of an object so far.
struct Seen {
    /// The first 64 known ones, a bit each.
    first: u64,
    /// The rest of them.
    rest: Vec<u64>,
    others: HashSet<String>,
}

impl Seen {
    fn new(keys: usize) -> Self {
        Self {
            first: 0,
            rest: vec![0; keys.div_ceil(64).saturating_sub(1)],
            others: HashSet::new(),
        }
    }

    /// Whether a known key is seen for the first time.
    fn is_first(&mut self, index: usize) -> bool {
        let word = match index / 64 {
            0 => Some(&mut self.first),
            word => self.rest.get_mut(word - 1),
        };
        let Some(word) = word else {
            return true;
        };
        let bit = 1 << (index % 64);
        let is_first = *word & bit == 0;
        *word |= bit;
        is_first
    }
}
