//! Arrays.

use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use jsonschema::Validator;
use serde_json::json;

use super::text::{byte, space};
use super::value::Scan;
use super::{Step, Stop};
use crate::formats;
use crate::program::{ArrayFacts, Facts, Types};

/// The arbiter's own comparison of elements.
static UNIQUE: LazyLock<Option<Arc<Validator>>> =
    LazyLock::new(|| formats::validator(&json!({"uniqueItems": true})).ok());

impl<'a, const COUNT: bool> Scan<'a, COUNT> {
    pub(super) fn array(&mut self, facts: &'a Facts, at: usize) -> Step {
        self.enter()?;
        let array = &facts.array;
        let (mut count, mut contained) = (0, 0);
        let end = self.elements(array, at, &mut count, &mut contained)?;
        if COUNT && facts.slots.kinds.meets(Types::ARRAY) {
            self.count(facts.slots.array(count == 0));
        }
        let (least, most) = array.count;
        if count < least || count > most {
            return Err(Stop::Reject);
        }
        if let Some(contains) = &array.contains {
            let (least, most) = contains.limits;
            if contained < least || contained > most {
                return Err(Stop::Reject);
            }
        }
        if array.unique && count > 1 {
            let unique = UNIQUE.as_ref().ok_or(Stop::Unsure)?;
            if !unique.is_valid(&self.read(at, end)?) {
                return Err(Stop::Reject);
            }
        }
        self.compare(facts, at, end)?;
        self.leave();
        Ok(end)
    }

    #[inline]
    fn elements(
        &mut self,
        array: &'a ArrayFacts,
        start: usize,
        count: &mut u64,
        contained: &mut u64,
    ) -> Step {
        let mut at = space(self.bytes, start + 1);
        if byte(self.bytes, at) == b']' {
            return Ok(at + 1);
        }
        loop {
            self.spend()?;
            let index = usize::try_from(*count).unwrap_or(usize::MAX);
            at = match &array.contains {
                None => {
                    let set = array.prefix.get(index).copied().unwrap_or(array.rest);
                    self.next_value(set, at)?
                }
                Some(_) => self.container(array, index, at, contained)?,
            };
            *count += 1;
            match self.after(at, b']')? {
                ControlFlow::Continue(next) => at = next,
                ControlFlow::Break(end) => return Ok(end),
            }
        }
    }

    /// An element that may be what is to be contained.
    fn container(
        &mut self,
        array: &'a ArrayFacts,
        index: usize,
        at: usize,
        contained: &mut u64,
    ) -> Step {
        let set = array.prefix.get(index).copied().unwrap_or(array.rest);
        let Some(contains) = &array.contains else {
            return self.value(set, at);
        };
        let with = contains.prefix.get(index).copied().unwrap_or(contains.rest);
        match self.trial(with, at)? {
            Some(taken) => {
                *contained += 1;
                self.state.is_noted |= taken.is_noted;
                Ok(taken.end)
            }
            None => self.value(set, at),
        }
    }
}
