//! Arrays.

use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use jsonschema::Validator;
use serde_json::json;

use super::text::{byte, space};
use super::value::Scan;
use super::{Step, Stop};
use crate::formats;
use crate::program::{Facts, Missing, SetId, Types};

/// The arbiter's own comparison of elements.
static UNIQUE: LazyLock<Option<Arc<Validator>>> =
    LazyLock::new(|| formats::validator(&json!({"uniqueItems": true})).ok());

impl<'a, const COUNT: bool> Scan<'a, COUNT> {
    pub(super) fn array(&mut self, facts: &'a Facts, at: usize) -> Step {
        self.enter()?;
        let array = &facts.array;
        let (mut count, mut contained) = (0, vec![0; array.contains.len()]);
        let end = self.elements(facts, at, &mut count, &mut contained)?;
        if COUNT && facts.slots.kinds.meets(Types::ARRAY) {
            self.count(facts.slots.array(count == 0));
        }
        let (least, most) = array.count;
        if count < least || count > most {
            return Err(Stop::Reject);
        }
        for (contains, contained) in array.contains.iter().zip(contained) {
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
        facts: &'a Facts,
        start: usize,
        count: &mut u64,
        contained: &mut [u64],
    ) -> Step {
        let array = &facts.array;
        let mut at = space(self.bytes, start + 1);
        if byte(self.bytes, at) == b']' {
            return Ok(at + 1);
        }
        loop {
            self.spend()?;
            let index = usize::try_from(*count).unwrap_or(usize::MAX);
            let set = match contained.is_empty() {
                true => array.of(index),
                false => self.element(facts, index, at, contained)?,
            };
            at = self.next_value(set, at)?;
            *count += 1;
            match self.after(at, b']')? {
                ControlFlow::Continue(next) => at = next,
                ControlFlow::Break(end) => return Ok(end),
            }
        }
    }

    /// What holds for an element of an array that is to contain something, by what of that it is; each that it is is counted.
    pub(super) fn element(
        &mut self,
        facts: &'a Facts,
        index: usize,
        at: usize,
        contained: &mut [u64],
    ) -> Result<SetId, Stop> {
        let array = &facts.array;
        let mut mask = 0;
        for (bit, (contains, count)) in array.contains.iter().zip(contained).enumerate() {
            if self.test(contains.alone, at)? {
                *count += 1;
                mask |= 1_u64.checked_shl(bit as u32).unwrap_or(0);
            }
        }
        match mask {
            0 => Ok(array.of(index)),
            mask => {
                let index = index.min(array.prefix.len());
                Ok(self.derived(Missing::Element(facts.id, index, mask))?.set)
            }
        }
    }
}
