//! One value against one conjunction.

use std::ops::ControlFlow;

use super::state::State;
use super::text::{byte, space};
use super::{Step, Stop};
use crate::json::DEPTH_LIMIT;
use crate::program::{Entry, Facts, Missing, Plan, SetId, Tables, Types};

/// A scan of one text. `COUNT`: what of the schemas the text exercises is logged.
pub(super) struct Scan<'a, const COUNT: bool> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) tables: &'a Tables,
    pub(super) state: &'a mut State,
}

impl<'a, const COUNT: bool> Scan<'a, COUNT> {
    /// What follows a member or an element: where the next one begins, or where the value ends that `close` closes.
    #[inline(always)]
    pub(super) fn after(
        &self,
        mut at: usize,
        close: u8,
    ) -> Result<ControlFlow<usize, usize>, Stop> {
        let mut next = byte(self.bytes, at);
        if next <= b' ' {
            at = space(self.bytes, at);
            next = byte(self.bytes, at);
        }
        match next {
            b',' => Ok(ControlFlow::Continue(space(self.bytes, at + 1))),
            _ if next == close => Ok(ControlFlow::Break(at + 1)),
            _ => Err(Stop::Unsure),
        }
    }

    /// What follows a key that ends at a place: where its value begins.
    #[inline]
    pub(super) fn behind_key(&self, end: usize) -> Step {
        let colon = space(self.bytes, end);
        match byte(self.bytes, colon) {
            b':' => Ok(space(self.bytes, colon + 1)),
            _ => Err(Stop::Unsure),
        }
    }

    pub(super) fn new(text: &'a str, tables: &'a Tables, state: &'a mut State) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            tables,
            state,
        }
    }

    /// Whether the whole text is one value that conforms.
    pub(super) fn record(mut self, entry: Entry) -> bool {
        let start = space(self.bytes, 0);
        match self.value(entry.0, start) {
            Ok(end) => space(self.bytes, end) == self.bytes.len() && !self.state.is_noted,
            Err(_) => false,
        }
    }

    /// Whether the whole text is one value that fits; `None` where that is not sure.
    pub(super) fn verdict(mut self, entry: Entry) -> Option<bool> {
        let start = space(self.bytes, 0);
        match self.value(entry.0, start) {
            Ok(end) => (space(self.bytes, end) == self.bytes.len()).then_some(true),
            Err(Stop::Reject) => Some(false),
            Err(Stop::Unsure) => None,
        }
    }

    /// Scans the value that begins at a place.
    pub(super) fn value(&mut self, set: SetId, at: usize) -> Step {
        self.next_value(set, at)
    }

    /// The same, spelled out within the loop over members or elements.
    #[inline(always)]
    pub(super) fn next_value(&mut self, set: SetId, at: usize) -> Step {
        let hot = self.tables.hot(set);
        let (kind, end) = match byte(self.bytes, at) {
            b'"' if hot.kinds.meets(Types::STRING) => {
                (Types::STRING, self.hot_string(hot, set, at))
            }
            b'-' | b'0'..=b'9' if hot.kinds.meets(Types::NUMBER) => {
                (Types::NUMBER, self.hot_number(hot, at))
            }
            b'n' if hot.kinds.meets(Types::NULL) => (Types::NULL, self.word(b"null", at)),
            b't' if hot.kinds.meets(Types::TRUE) => (Types::TRUE, self.word(b"true", at)),
            b'f' if hot.kinds.meets(Types::FALSE) => (Types::FALSE, self.word(b"false", at)),
            b'{' if hot.kinds.meets(Types::OBJECT) => {
                let facts = self.facts(set)?;
                self.count_kind(facts, Types::OBJECT);
                return self.object(facts, at);
            }
            _ => return self.unsettled(set, at),
        };
        let Some(end) = end else {
            return self.unsettled(set, at);
        };
        if COUNT && hot.counted.meets(kind) {
            self.count(hot.first_slot + kind.index());
        }
        Ok(end)
    }

    /// What no hot record settles.
    #[inline(never)]
    fn unsettled(&mut self, set: SetId, at: usize) -> Step {
        let facts = self.facts(set)?;
        self.value_of(facts, at)
    }

    /// The facts of a conjunction; if they are missing, that is left in the state.
    #[inline]
    pub(super) fn facts(&mut self, set: SetId) -> Result<&'a Facts, Stop> {
        match self.tables.facts(set) {
            Some(facts) => Ok(facts),
            None => {
                self.state.missing = Some(Missing::Facts(set));
                Err(Stop::Unsure)
            }
        }
    }

    pub(super) fn value_of(&mut self, facts: &'a Facts, at: usize) -> Step {
        match facts.plan {
            Plan::Direct => self.direct(facts, at),
            _ => self.choose(facts, at),
        }
    }

    fn direct(&mut self, facts: &'a Facts, at: usize) -> Step {
        let first = byte(self.bytes, at);
        let kind = Types::begun_by(first);
        self.admit(facts, kind)?;
        // Arrays count whether they are empty, when that is known.
        if kind != Types::ARRAY {
            self.count_kind(facts, kind);
        }
        let word = match first {
            b'"' => return self.string(facts, at),
            b'{' => return self.object(facts, at),
            b'[' => return self.array(facts, at),
            b'n' => self.word(b"null", at),
            b't' => self.word(b"true", at),
            b'f' => self.word(b"false", at),
            _ => return self.number(facts, at),
        };
        word.ok_or(Stop::Unsure)
    }

    /// Where a word ends that stands at a place.
    #[inline(always)]
    fn word<const LENGTH: usize>(&self, word: &[u8; LENGTH], at: usize) -> Option<usize> {
        let text: &[u8; LENGTH] = self.bytes.get(at..)?.first_chunk()?;
        (text == word).then_some(at + LENGTH)
    }

    /// Whether a value of a kind may be valid and can be decided.
    fn admit(&mut self, facts: &Facts, kind: Types) -> Result<(), Stop> {
        if facts.unknown.meets(kind) || kind == Types::NONE {
            return Err(Stop::Unsure);
        }
        if !facts.types.meets(kind) {
            return Err(Stop::Reject);
        }
        if facts.noted.meets(kind) {
            self.state.is_noted = true;
        }
        Ok(())
    }

    /// Logs that a value of a kind was seen, where that matters.
    #[inline]
    fn count_kind(&mut self, facts: &Facts, kind: Types) {
        if COUNT && facts.slots.kinds.meets(kind) {
            self.state.log.push(facts.slots.kind(kind));
        }
    }

    /// Logs one of the slots of a conjunction.
    #[inline]
    pub(super) fn count(&mut self, slot: u32) {
        if COUNT {
            self.state.log.push(slot);
        }
    }

    /// Goes into an array or object.
    #[inline]
    pub(super) fn enter(&mut self) -> Result<(), Stop> {
        self.state.depth += 1;
        match self.state.depth as usize <= DEPTH_LIMIT {
            true => Ok(()),
            false => Err(Stop::Unsure),
        }
    }

    /// Comes out of it.
    #[inline]
    pub(super) fn leave(&mut self) {
        self.state.depth -= 1;
    }

    /// Uses up what one value may cost.
    #[inline]
    pub(super) fn spend(&mut self) -> Result<(), Stop> {
        self.spend_all(1)
    }

    /// Uses up what several values may cost.
    #[inline]
    pub(super) fn spend_all(&mut self, values: usize) -> Result<(), Stop> {
        match self.state.fuel.checked_sub(values) {
            Some(fuel) => {
                self.state.fuel = fuel;
                Ok(())
            }
            None => Err(Stop::Unsure),
        }
    }

    /// A part of the text.
    #[inline]
    pub(super) fn slice(&self, start: usize, end: usize) -> Result<&'a str, Stop> {
        self.text.get(start..end).ok_or(Stop::Unsure)
    }

    /// Whether the arbiter's comparisons hold for a value that is an array or an object.
    #[inline(always)]
    pub(super) fn compare(&mut self, facts: &Facts, start: usize, end: usize) -> Result<(), Stop> {
        match facts.composite.is_empty() && !(COUNT && facts.slots.has_others()) {
            true => Ok(()),
            false => self.compare_tree(facts, start, end),
        }
    }

    #[cold]
    fn compare_tree(&mut self, facts: &Facts, start: usize, end: usize) -> Result<(), Stop> {
        if COUNT && let Some(slot) = facts.slots.other(self.slice(start, end)?) {
            self.count(slot);
        }
        if facts.composite.is_empty() {
            return Ok(());
        }
        let value = self.read(start, end)?;
        match facts.composite.iter().all(|list| list.is_valid(&value)) {
            true => Ok(()),
            false => Err(Stop::Reject),
        }
    }

    /// A part of the text as a tree.
    pub(super) fn read(&self, start: usize, end: usize) -> Result<serde_json::Value, Stop> {
        serde_json::from_str(self.slice(start, end)?).map_err(|_| Stop::Unsure)
    }
}
