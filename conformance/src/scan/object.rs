//! Objects.

use std::ops::ControlFlow;

use super::state::OtherKey;
use super::text::{byte, plain_end, space};
use super::value::Scan;
use super::{Step, Stop};
use crate::program::{Facts, MemberFacts, ObjectFacts};

/// What is known of an object while it is scanned.
///
/// It is handed on by value, but to what is inlined: so the loop over members keeps it in registers.
#[derive(Clone, Copy)]
struct Seen {
    /// The first 64 keys, a bit each.
    first: u64,
    /// Where the words of the rest begin in the state.
    words: usize,
    /// Where the unknown keys begin in the state.
    others: usize,
    members: usize,
    /// How many known keys were not predicted.
    missed: usize,
}

/// A key that was read, colon and all.
enum Key {
    Known(usize),
    Other(MemberFacts),
}

impl<'a, const COUNT: bool> Scan<'a, COUNT> {
    #[inline(never)]
    pub(super) fn object(&mut self, facts: &'a Facts, at: usize) -> Step {
        self.enter()?;
        let object = &facts.object;
        let words = object.required.len().saturating_sub(1);
        let mut seen = Seen {
            first: 0,
            words: self.state.seen.len(),
            others: self.state.others.len(),
            members: 0,
            missed: 0,
        };
        if words > 0 {
            self.state.seen.resize(seen.words + words, 0);
        }
        let step = self.members(facts, at, &mut seen);
        self.state.trust.learn(seen.members, seen.missed);
        self.spend_all(seen.members)?;
        let end = step?;
        self.complete(object, seen)?;
        if words > 0 {
            self.state.seen.truncate(seen.words);
        }
        self.state.others.truncate(seen.others);
        self.compare(facts, at, end)?;
        self.leave();
        Ok(end)
    }

    #[inline(always)]
    fn members(&mut self, facts: &'a Facts, start: usize, seen: &mut Seen) -> Step {
        let object = &facts.object;
        let mut at = space(self.bytes, start + 1);
        if byte(self.bytes, at) == b'}' {
            return Ok(at + 1);
        }
        // A key that is asked something as a text is read in full.
        let is_quick = object.names.is_none() && object.keys.len() > 0;
        let is_predicted = is_quick && self.state.trust.is_given();
        let mut previous = object.keys.len();
        loop {
            seen.members += 1;
            let mut found = None;
            if is_predicted {
                found = self.predicted(object, previous, at);
            }
            if is_quick && found.is_none() {
                found = self.hashed(object, at);
                if is_predicted && let Some((number, _)) = found {
                    seen.missed += 1;
                    self.learn(object, previous, number);
                }
            }
            let (key, value) = match found {
                Some((number, end)) => (Key::Known(number), space(self.bytes, end)),
                None => self.spelled(object, at, seen.others)?,
            };
            let member = match key {
                Key::Known(number) => {
                    previous = number;
                    *self.known(object, number, seen)?
                }
                Key::Other(member) => member,
            };
            if COUNT && let Some(index) = member.index {
                let is_null = byte(self.bytes, value) == b'n';
                self.count(facts.slots.key(index, is_null));
            }
            if !member.is_documented {
                self.state.is_noted = true;
            }
            at = self.next_value(member.set, value)?;
            match self.after(at, b'}')? {
                ControlFlow::Continue(next) => at = next,
                ControlFlow::Break(end) => return Ok(end),
            }
        }
    }

    /// The key that came after the previous one the last time, if it does again, and where it ends.
    #[inline(always)]
    fn predicted(
        &self,
        object: &ObjectFacts,
        previous: usize,
        at: usize,
    ) -> Option<(usize, usize)> {
        let next = self.state.next.get(object.first_prediction + previous)?;
        let number = usize::from(*next);
        let end = object.keys.stands_at(number, self.bytes, at)?;
        Some((number, end))
    }

    /// The key that the text may be by its hash, if it is, and where it ends.
    #[inline(always)]
    fn hashed(&self, object: &ObjectFacts, at: usize) -> Option<(usize, usize)> {
        let end = plain_end(self.bytes, at + 1);
        object.keys.find_at(self.bytes, at + 1, end)
    }

    #[inline(always)]
    fn learn(&mut self, object: &ObjectFacts, previous: usize, number: usize) {
        let place = self.state.next.get_mut(object.first_prediction + previous);
        if let (Some(place), Ok(next)) = (place, u16::try_from(number)) {
            *place = next;
        }
    }

    /// A key as it may be spelled, with escapes or with blanks around the colon; and where the value begins.
    #[inline(never)]
    fn spelled(
        &mut self,
        object: &'a ObjectFacts,
        at: usize,
        others: usize,
    ) -> Result<(Key, usize), Stop> {
        if byte(self.bytes, at) != b'"' {
            return Err(Stop::Unsure);
        }
        let (end, is_escaped) = self.string_end(at)?;
        let value = self.behind_key(end)?;
        self.name(object, at)?;
        let find = |name: &str| object.keys.find(name.as_bytes());
        let key = match self.with_text(at, end, is_escaped, find)? {
            Some(number) => Key::Known(number),
            None => {
                let place = |at: usize| u32::try_from(at).map_err(|_| Stop::Unsure);
                let key = OtherKey {
                    start: place(at)?,
                    end: place(end)?,
                    is_escaped,
                };
                Key::Other(self.unknown(object, key, others)?)
            }
        };
        Ok((key, value))
    }

    /// Marks a known key as seen; it must not have been.
    #[inline(always)]
    fn known(
        &mut self,
        object: &'a ObjectFacts,
        number: usize,
        seen: &mut Seen,
    ) -> Result<&'a MemberFacts, Stop> {
        let bit = 1 << (number % 64);
        let before = match number / 64 {
            0 => {
                let before = seen.first;
                seen.first |= bit;
                before
            }
            word => {
                let word = self.state.seen.get_mut(seen.words + word - 1);
                let word = word.ok_or(Stop::Unsure)?;
                let before = *word;
                *word |= bit;
                before
            }
        };
        match before & bit {
            0 => object.members.get(number).ok_or(Stop::Unsure),
            _ => Err(Stop::Unsure),
        }
    }

    /// A key that is not known; no other of the object may be the same.
    fn unknown(
        &mut self,
        object: &'a ObjectFacts,
        key: OtherKey,
        others: usize,
    ) -> Result<MemberFacts, Stop> {
        let (at, end) = (key.start as usize, key.end as usize);
        let mut matched = 0;
        if !object.patterns.is_empty() {
            matched = self.with_text(at, end, key.is_escaped, |name| object.matched(name))?;
        }
        // Compared when the object is over, if there are many.
        let before = self.state.others.get(others..).unwrap_or_default();
        if before.len() < FEW && self.is_among(before, key)? {
            return Err(Stop::Unsure);
        }
        self.state.others.push(key);
        self.other(object, matched)
    }

    /// Whether a key is among others.
    fn is_among(&self, others: &[OtherKey], key: OtherKey) -> Result<bool, Stop> {
        let text = self.other_key(key)?;
        for other in others {
            let is_same = match key.is_escaped || other.is_escaped {
                false => {
                    other.end - other.start == key.end - key.start
                        && self.other_key(*other)? == text
                }
                true => unescaped(self.other_key(*other)?) == unescaped(text),
            };
            if is_same {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The text of an unknown key, quotes included.
    fn other_key(&self, key: OtherKey) -> Result<&'a str, Stop> {
        self.slice(key.start as usize, key.end as usize)
    }

    /// Checks a key against what holds for keys.
    fn name(&mut self, object: &'a ObjectFacts, at: usize) -> Result<(), Stop> {
        let Some(set) = object.names else {
            return Ok(());
        };
        // What is noted of a key is no matter: a schema of keys documents nothing.
        match self.test(set, at)? {
            true => Ok(()),
            false => Err(Stop::Reject),
        }
    }

    /// What must hold when all members have been seen.
    #[inline]
    fn complete(&mut self, object: &ObjectFacts, seen: Seen) -> Result<(), Stop> {
        let first = object.required.first().copied().unwrap_or(0);
        if seen.first & first != first {
            return Err(Stop::Reject);
        }
        if object.required.len() > 1 && !self.has_all(seen, &object.required) {
            return Err(Stop::Reject);
        }
        if self.state.others.len() - seen.others > FEW {
            self.compare_others(seen)?;
        }
        if object.is_plain {
            return Ok(());
        }
        let (least, most) = object.size;
        let dependents = object.dependents.iter().filter(|(key, _)| {
            let word = self.word_of(seen, key / 64);
            word >> (key % 64) & 1 == 1
        });
        let mut others = dependents.map(|(_, others)| others);
        match (seen.members as u64) < least
            || seen.members as u64 > most
            || others.any(|others| !self.has_all(seen, others))
        {
            true => Err(Stop::Reject),
            false => Ok(()),
        }
    }

    fn word_of(&self, seen: Seen, word: usize) -> u64 {
        match word {
            0 => seen.first,
            word => self
                .state
                .seen
                .get(seen.words + word - 1)
                .copied()
                .unwrap_or(0),
        }
    }

    fn has_all(&self, seen: Seen, wanted: &[u64]) -> bool {
        let mut words = wanted.iter().enumerate();
        words.all(|(word, wanted)| self.word_of(seen, word) & wanted == *wanted)
    }

    /// Looks for a key that stands twice among many.
    fn compare_others(&self, seen: Seen) -> Result<(), Stop> {
        let others = self.state.others.get(seen.others..).unwrap_or_default();
        let mut keys = std::collections::HashSet::with_capacity(others.len());
        for other in others {
            if !keys.insert(unescaped(self.other_key(*other)?)) {
                return Err(Stop::Unsure);
            }
        }
        Ok(())
    }
}

/// How many unknown keys are compared one by one.
const FEW: usize = 12;

/// The text of a key in quotes.
fn unescaped(key: &str) -> std::borrow::Cow<'_, str> {
    let content = key.get(1..key.len() - 1).unwrap_or_default();
    match content.contains('\\') {
        false => content.into(),
        true => {
            let mut text = String::new();
            super::text::unescape(content, &mut text);
            text.into()
        }
    }
}
