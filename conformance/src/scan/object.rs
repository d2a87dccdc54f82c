//! Objects.

use std::ops::ControlFlow;

use super::text::{byte, space};
use super::value::Scan;
use super::{Step, Stop};
use crate::program::{Facts, MemberFacts, ObjectFacts};

/// What is known of an object while it is scanned.
struct Seen {
    /// The first 64 keys, a bit each.
    first: u64,
    /// Where the words of the rest begin in the state.
    words: usize,
    /// Where the unknown keys begin in the state.
    others: usize,
    members: u64,
}

impl<'a, const COUNT: bool> Scan<'a, COUNT> {
    #[inline]
    pub(super) fn object(&mut self, facts: &'a Facts, at: usize) -> Step {
        self.enter()?;
        let object = &facts.object;
        let words = object.required.len().saturating_sub(1);
        let mut seen = Seen {
            first: 0,
            words: self.state.seen.len(),
            others: self.state.others.len(),
            members: 0,
        };
        if words > 0 {
            self.state.seen.resize(seen.words + words, 0);
        }
        let end = self.members(facts, at, &mut seen)?;
        self.complete(object, &seen)?;
        if words > 0 {
            self.state.seen.truncate(seen.words);
        }
        self.state.others.truncate(seen.others);
        self.compare(facts, at, end)?;
        self.leave();
        Ok(end)
    }

    #[inline]
    fn members(&mut self, facts: &'a Facts, start: usize, seen: &mut Seen) -> Step {
        let object = &facts.object;
        let mut at = space(self.bytes, start + 1);
        if byte(self.bytes, at) == b'}' {
            return Ok(at + 1);
        }
        let mut previous = object.keys.len();
        loop {
            self.spend()?;
            let (member, value) = self.member(object, &mut previous, at, seen)?;
            seen.members += 1;
            if COUNT && let Some(index) = member.index {
                let is_null = byte(self.bytes, value) == b'n';
                self.count(facts.slots.key(index, is_null));
            }
            if !member.is_documented {
                self.state.is_noted = true;
            }
            at = self.value(member.set, value)?;
            match self.after(at, b'}')? {
                ControlFlow::Continue(next) => at = next,
                ControlFlow::Break(end) => return Ok(end),
            }
        }
    }

    /// Reads a key and the colon; what holds for the value, and where that begins.
    #[inline]
    fn member(
        &mut self,
        object: &'a ObjectFacts,
        previous: &mut usize,
        at: usize,
        seen: &mut Seen,
    ) -> Result<(MemberFacts, usize), Stop> {
        let prediction = object.first_prediction + *previous;
        if object.keys.len() > 0 && self.state.trust.is_given() {
            let predicted = self.state.next.get(prediction).copied().unwrap_or(0);
            let predicted = usize::from(predicted);
            if let Some(end) = object.keys.stands_at(predicted, self.bytes, at) {
                self.state.trust.hit();
                if object.names.is_some() {
                    self.name(object, at)?;
                }
                *previous = predicted;
                let member = self.known(object, predicted, seen)?;
                return Ok((member, space(self.bytes, end)));
            }
            self.state.trust.miss();
        }
        self.searched(object, previous, at, seen)
    }

    fn searched(
        &mut self,
        object: &'a ObjectFacts,
        previous: &mut usize,
        at: usize,
        seen: &mut Seen,
    ) -> Result<(MemberFacts, usize), Stop> {
        if byte(self.bytes, at) != b'"' {
            return Err(Stop::Unsure);
        }
        let (end, is_escaped) = self.string_end(at)?;
        let colon = space(self.bytes, end);
        if byte(self.bytes, colon) != b':' {
            return Err(Stop::Unsure);
        }
        let value = space(self.bytes, colon + 1);
        if object.names.is_some() {
            self.name(object, at)?;
        }
        let found = match is_escaped {
            false => object
                .keys
                .find(self.bytes.get(at + 1..end - 1).unwrap_or_default()),
            true => self.with_text(at, end, true, |name| object.keys.find(name.as_bytes()))?,
        };
        let Some(found) = found else {
            return Ok((self.unknown(object, at, end, seen)?, value));
        };
        if let (Some(place), Ok(next)) = (
            self.state.next.get_mut(object.first_prediction + *previous),
            u16::try_from(found),
        ) {
            *place = next;
        }
        *previous = found;
        Ok((self.known(object, found, seen)?, value))
    }

    /// Marks a known key as seen; it must not have been.
    #[inline]
    fn known(
        &mut self,
        object: &'a ObjectFacts,
        index: usize,
        seen: &mut Seen,
    ) -> Result<MemberFacts, Stop> {
        let word = match index / 64 {
            0 => &mut seen.first,
            word => {
                let word = self.state.seen.get_mut(seen.words + word - 1);
                word.ok_or(Stop::Unsure)?
            }
        };
        let bit = 1 << (index % 64);
        if *word & bit != 0 {
            return Err(Stop::Unsure);
        }
        *word |= bit;
        object.members.get(index).copied().ok_or(Stop::Unsure)
    }

    /// A key that is not known; no other of the object may be the same.
    fn unknown(
        &mut self,
        object: &'a ObjectFacts,
        at: usize,
        end: usize,
        seen: &Seen,
    ) -> Result<MemberFacts, Stop> {
        let place = |at: usize| u32::try_from(at).map_err(|_| Stop::Unsure);
        self.state.others.push((place(at)?, place(end)?));
        let mut matched = 0;
        if !object.patterns.is_empty() {
            let (_, is_escaped) = self.string_end(at)?;
            matched = self.with_text(at, end, is_escaped, |name| object.matched(name))?;
        }
        // Compared when the object is over, if there are many.
        let known = self.state.others.get(seen.others..).unwrap_or_default();
        if let Some((_, before)) = known.split_last()
            && before.len() < FEW
            && self.is_among(before, at, end)?
        {
            return Err(Stop::Unsure);
        }
        self.other(object, matched)
    }

    /// Whether a key is among others.
    fn is_among(&self, others: &[(u32, u32)], at: usize, end: usize) -> Result<bool, Stop> {
        let key = self.slice(at, end)?;
        for (start, end) in others {
            let other = self.slice(*start as usize, *end as usize)?;
            let is_same = match key.contains('\\') || other.contains('\\') {
                false => key == other,
                true => unescaped(key) == unescaped(other),
            };
            if is_same {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Checks a key against what holds for keys.
    #[cold]
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
    fn complete(&mut self, object: &ObjectFacts, seen: &Seen) -> Result<(), Stop> {
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
        match seen.members < least
            || seen.members > most
            || others.any(|others| !self.has_all(seen, others))
        {
            true => Err(Stop::Reject),
            false => Ok(()),
        }
    }

    fn word_of(&self, seen: &Seen, word: usize) -> u64 {
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

    fn has_all(&self, seen: &Seen, wanted: &[u64]) -> bool {
        let mut words = wanted.iter().enumerate();
        words.all(|(word, wanted)| self.word_of(seen, word) & wanted == *wanted)
    }

    /// Looks for a key that stands twice among many.
    fn compare_others(&self, seen: &Seen) -> Result<(), Stop> {
        let others = self.state.others.get(seen.others..).unwrap_or_default();
        let mut keys = std::collections::HashSet::with_capacity(others.len());
        for (start, end) in others {
            let key = self.slice(*start as usize, *end as usize)?;
            if !keys.insert(unescaped(key)) {
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
