//! Values that choose between schemas.

use super::text::byte;
use super::value::Scan;
use super::{Step, Stop};
use crate::program::{Branches, Facts, MemberFacts, Missing, ObjectFacts, Plan, SetId, Types};

/// A branch that fits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken {
    pub(super) end: usize,
    /// Something was found in it that is no matter of validity.
    pub(super) is_noted: bool,
}

impl<'a, const COUNT: bool> Scan<'a, COUNT> {
    /// Scans a value by a plan.
    pub(super) fn choose(&mut self, facts: &'a Facts, at: usize) -> Step {
        self.spend()?;
        if facts.unknown.meets(Types::begun_by(byte(self.bytes, at))) || !self.state.call() {
            return Err(Stop::Unsure);
        }
        let end = match &facts.plan {
            Plan::Direct => self.value_of(facts, at),
            Plan::Together(branches) => self.together(facts, branches, at),
            Plan::Apart(branches) => self.apart(facts, branches, at),
            Plan::Not { refused, rest } => match self.test(*refused, at)? {
                true => Err(Stop::Reject),
                false => self.value(*rest, at),
            },
            Plan::Condition {
                condition,
                held,
                failed,
            } => {
                let holds = self.test(*condition, at)?;
                self.value(if holds { *held } else { *failed }, at)
            }
            Plan::Presence {
                key,
                present,
                absent,
            } => {
                let is_present = byte(self.bytes, at) == b'{' && self.seek(at, key)?.is_some();
                self.value(if is_present { *present } else { *absent }, at)
            }
        }?;
        self.state.calls -= 1;
        Ok(end)
    }

    /// Whether a value fits a conjunction, and nothing else of it.
    pub(super) fn test(&mut self, set: SetId, at: usize) -> Result<bool, Stop> {
        let logged = self.state.log.len();
        let taken = self.trial(set, at)?;
        self.state.log.truncate(logged);
        Ok(taken.is_some())
    }

    /// Tries a conjunction: where the value ends, or that it does not fit. What it leaves behind in the state is put back, but for what it
    /// has logged if it fits.
    pub(super) fn trial(&mut self, set: SetId, at: usize) -> Result<Option<Taken>, Stop> {
        let (mark, logged) = (self.state.mark(), self.state.log.len());
        let step = self.value(set, at);
        let is_noted = self.state.reset(mark);
        match step {
            Ok(end) => Ok(Some(Taken { end, is_noted })),
            Err(Stop::Reject) => {
                self.state.log.truncate(logged);
                Ok(None)
            }
            Err(Stop::Unsure) => Err(Stop::Unsure),
        }
    }

    /// Each branch is scanned together with what is around it, so that the one that fits is done.
    fn together(&mut self, facts: &'a Facts, branches: &'a Branches, at: usize) -> Step {
        let candidates = self.candidates(branches, &branches.together, at)?;
        if let [only] = candidates.as_slice() {
            return self.value(branch(&branches.together, *only)?, at);
        }
        let logged = self.state.log.len();
        let mut taken: Option<Taken> = None;
        let (mut count, mut mask) = (0, 0);
        let mut is_noted = false;
        for index in candidates {
            let Some(fits) = self.trial(branch(&branches.together, index)?, at)? else {
                continue;
            };
            count += 1;
            if count > 1 && branches.exactly_one {
                return Err(Stop::Reject);
            }
            is_noted |= fits.is_noted;
            mask |= 1_u64.checked_shl(u32::from(index)).unwrap_or(0);
            taken = Some(fits);
        }
        let taken = taken.ok_or(Stop::Reject)?;
        if count > 1 && (is_noted || COUNT) {
            // What one of them finds undocumented, another may document; and all of them together exercise what is around them once.
            self.state.log.truncate(logged);
            return self.several(facts.id, mask, count, at);
        }
        self.state.is_noted |= is_noted;
        Ok(taken.end)
    }

    /// Each branch is scanned alone; then all that fit together with what is around them.
    fn apart(&mut self, facts: &'a Facts, branches: &'a Branches, at: usize) -> Step {
        let (mut count, mut mask, mut last) = (0, 0, 0);
        for index in self.candidates(branches, &branches.alone, at)? {
            if !self.test(branch(&branches.alone, index)?, at)? {
                continue;
            }
            count += 1;
            if count > 1 && branches.exactly_one {
                return Err(Stop::Reject);
            }
            mask |= 1_u64.checked_shl(u32::from(index)).unwrap_or(0);
            last = index;
        }
        match count {
            0 => Err(Stop::Reject),
            1 => self.value(branch(&branches.together, last)?, at),
            _ => self.several(facts.id, mask, count, at),
        }
    }

    /// Scans a value by several branches at once.
    fn several(&mut self, set: SetId, mask: u64, count: u32, at: usize) -> Step {
        if mask.count_ones() != count {
            return Err(Stop::Unsure);
        }
        let several = self.several_of(set, mask)?;
        self.value(several, at)
    }

    /// The conjunction with several branches.
    pub(super) fn several_of(&mut self, set: SetId, mask: u64) -> Result<SetId, Stop> {
        Ok(self.derived(Missing::Several(set, mask))?.set)
    }

    /// What holds for an unknown key by the patterns that it matches.
    pub(super) fn other(
        &mut self,
        object: &'a ObjectFacts,
        matched: u64,
    ) -> Result<MemberFacts, Stop> {
        let in_advance = usize::try_from(matched).ok();
        match in_advance.and_then(|matched| object.others.get(matched)) {
            Some(member) => Ok(*member),
            None => self.derived(Missing::Member(object.id, matched)),
        }
    }

    /// What only certain values lead to; if it is missing, that is left in the state.
    pub(super) fn derived(&mut self, missing: Missing) -> Result<MemberFacts, Stop> {
        self.tables.derived(missing).ok_or_else(|| {
            self.state.missing = Some(missing);
            Stop::Unsure
        })
    }

    /// The branches that a value may fit, by its kind and by the property that tells them apart.
    pub(super) fn candidates(
        &mut self,
        branches: &'a Branches,
        tried: &[SetId],
        at: usize,
    ) -> Result<Vec<u16>, Stop> {
        let first = byte(self.bytes, at);
        let kind = Types::begun_by(first);
        let mut left = None;
        if let (b'{', Some(tell)) = (first, &branches.tell)
            && let Some(value) = self.seek(at, &tell.key)?
            && byte(self.bytes, value) == b'"'
        {
            let (end, is_escaped) = self.string_end(value)?;
            let found = self.with_text(value, end, is_escaped, |text| {
                tell.texts.find(text.as_bytes())
            })?;
            left = Some(match found {
                Some(found) => tell.by_text.get(found).ok_or(Stop::Unsure)?,
                None => &tell.otherwise,
            });
        }
        let mut candidates = Vec::new();
        let mut consider = |index: u16| -> Result<(), Stop> {
            let set = branch(tried, index)?;
            let facts = self.facts(set)?;
            if facts.types.meets(kind) || facts.unknown.meets(kind) {
                candidates.push(index);
            }
            Ok(())
        };
        match left {
            Some(left) => left.iter().try_for_each(|index| consider(*index))?,
            None => {
                let count = u16::try_from(tried.len()).map_err(|_| Stop::Unsure)?;
                (0..count).try_for_each(consider)?;
            }
        }
        Ok(candidates)
    }
}

pub(super) fn branch(branches: &[SetId], index: u16) -> Result<SetId, Stop> {
    branches
        .get(usize::from(index))
        .copied()
        .ok_or(Stop::Unsure)
}
