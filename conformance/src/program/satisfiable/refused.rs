//! What the choices that a value has made keep it from being: what stands under `not`, an `if` that does not hold, a key that is there or not.

use super::leaf::of_union;
use super::{Facts, Missing, Plan, Satisfiable, SetId, Types};
use crate::program::facts::TextFacts;
use crate::program::schema::{Sub, Union};

/// What values of a conjunction are not.
#[derive(Default)]
pub(super) struct Refused {
    /// Conjunctions that they do not fit.
    pub(super) sets: Vec<SetId>,
    /// All values of these kinds are refused.
    pub(super) kinds: Types,
    /// Keys that no instance has.
    pub(super) absent: Vec<String>,
    /// Keys that every object has.
    pub(super) present: Vec<String>,
}

impl Satisfiable {
    pub(super) fn refused(&self, id: SetId) -> Option<Refused> {
        let mut refused = Refused::default();
        let mut subs = Vec::new();
        let mut compiler = self.program.compiler();
        let set = compiler.set(id)?;
        for (union_id, held) in &set.settled {
            let unions = compiler
                .schemas
                .get(union_id.node)
                .map(|schema| &schema.unions);
            match unions.and_then(|unions| unions.get(union_id.index))? {
                Union::Dependent { key, .. } if *held => refused.present.push(key.clone()),
                Union::Dependent { key, .. } => refused.absent.push(key.clone()),
                union if !*held => subs.extend(of_union(union)),
                _ => {}
            }
        }
        let subs: Vec<Sub> = subs.into_iter().copied().collect();
        let sets = subs.into_iter().map(|sub| compiler.conjunction([sub]));
        refused.sets = sets.collect();
        drop(compiler);
        let mut next = 0;
        while let Some(set) = refused.sets.get(next).copied() {
            next += 1;
            let mut tables = self.program.tables();
            if tables.facts(set).is_none() {
                tables = self.program.extend(Missing::Facts(set))?;
            }
            let facts = tables.facts(set)?;
            match &facts.plan {
                Plan::Direct => self.refuse(facts, &mut refused),
                // What fits one of them is refused, so that each is.
                Plan::Together(branches) | Plan::Apart(branches) if !branches.exactly_one => {
                    let new = branches.together.iter();
                    let new: Vec<SetId> = new
                        .filter(|set| !refused.sets.contains(set))
                        .copied()
                        .collect();
                    refused.sets.extend(new);
                }
                _ => {}
            }
        }
        Some(refused)
    }

    /// Adds the kinds of which a conjunction takes every value, or every object with a key.
    fn refuse(&self, facts: &Facts, refused: &mut Refused) {
        if facts.unknown != Types::NONE || !facts.composite.is_empty() {
            return;
        }
        let Some(is_free) = self.is_free(facts.id) else {
            return;
        };
        if !is_free {
            return;
        }
        refused.kinds |= facts.types & (Types::NULL | Types::FALSE | Types::TRUE);
        if matches!(facts.text, TextFacts::Any) {
            refused.kinds |= facts.types & Types::STRING;
        }
        let number = &facts.number;
        let is_bounded = number.least != i64::MIN || number.most != i64::MAX;
        if !number.whole
            && !is_bounded
            && number.integer_checks.is_empty()
            && number.fraction_checks.is_empty()
        {
            refused.kinds |= facts.types & Types::NUMBER;
        }
        let anything = self.program.compiler().anything();
        let array = &facts.array;
        if array.prefix.is_empty()
            && array.rest == anything
            && array.count == (0, u64::MAX)
            && !array.unique
            && array.contains.is_empty()
        {
            refused.kinds |= facts.types & Types::ARRAY;
        }
        let object = &facts.object;
        let mut members = object.members.iter().chain(&object.others);
        if !object.is_plain
            || !object.patterns.is_empty()
            || !members.all(|member| member.set == anything)
            || !facts.types.meets(Types::OBJECT)
        {
            return;
        }
        match object.required.iter().map(|word| word.count_ones()).sum() {
            0_u32 => refused.kinds |= Types::OBJECT,
            1 => {
                let required = object.keys.iter().enumerate().find(|(index, _)| {
                    let word = object.required.get(index / 64).copied().unwrap_or(0);
                    word >> (index % 64) & 1 == 1
                });
                refused
                    .absent
                    .extend(required.map(|(_, name)| name.to_owned()));
            }
            _ => {}
        }
    }

    /// Whether a conjunction lists no values and nothing of it was left out.
    fn is_free(&self, id: SetId) -> Option<bool> {
        let compiler = self.program.compiler();
        let set = compiler.set(id)?;
        let members = set.members(&compiler.schemas);
        let is_listed = members.iter().any(|(_, schema)| !schema.lists.is_empty());
        let mut settled = set.settled.iter().map(|(id, _)| {
            let unions = compiler.schemas.get(id.node).map(|schema| &schema.unions);
            unions.and_then(|unions| unions.get(id.index))
        });
        let of_any = settled.all(|union| matches!(union, Some(Union::AnyOf(_))));
        let is_relaxed = members
            .iter()
            .any(|(_, schema)| !schema.left_out.is_empty());
        Some(!is_listed && !is_relaxed && of_any)
    }
}
