//! What a conjunction whose choices are all made asks of a value, as far as it may rule every value out.

use std::collections::BTreeSet;

use serde_json::{Number, Value};

use super::refused::Refused;
use super::{Missing, Satisfiable, SetId, Types};
use crate::formats::Format;
use crate::program::Program;
use crate::program::facts::{ArrayFacts, Facts, TextFacts};
use crate::program::schema::{Schema, Sub, Union};

/// A conjunction whose choices are all made.
pub(super) struct Leaf {
    /// The kinds of values that nothing rules out but what they hold.
    kinds: Types,
    /// There is a list of values: the kinds are known.
    is_listed: bool,
    pub(super) object: Object,
    pub(super) array: Array,
    /// What is asked of what has not been evaluated: nobody knows of what that is.
    pub(super) left_out: Vec<SetId>,
}

/// What is asked of an object.
#[derive(Default)]
pub(super) struct Object {
    pub(super) keys: Vec<Key>,
    /// What may hold for other keys.
    pub(super) others: Vec<SetId>,
    size: (u64, u64),
}

/// A known key.
pub(super) struct Key {
    pub(super) name: String,
    pub(super) set: SetId,
    pub(super) is_required: bool,
    /// No instance has it.
    is_forbidden: bool,
    /// The keys that are there wherever this one is, by number.
    dependents: Vec<usize>,
}

/// What is asked of an array.
#[derive(Default)]
pub(super) struct Array {
    pub(super) prefix: Vec<SetId>,
    pub(super) rest: SetId,
    count: (u64, u64),
    /// What is to be contained, and how often at least.
    wanted: Vec<(SetId, u64)>,
    /// What holds for elements that are contained.
    contained: Vec<SetId>,
}

impl Satisfiable {
    pub(super) fn leaf(&self, facts: &Facts) -> Option<Leaf> {
        let refused = self.refused(facts.id)?;
        let program = &self.program;
        let (kinds, is_listed) = self.scalars(facts, &refused)?;
        let mut leaf = Leaf {
            kinds: kinds & !refused.kinds,
            is_listed,
            object: Object::default(),
            array: Array::default(),
            left_out: self.left_out(facts.id)?,
        };
        if leaf.kinds.meets(Types::OBJECT) {
            leaf.object = self.object(facts, &refused)?;
        }
        if leaf.kinds.meets(Types::ARRAY) {
            leaf.array = array(program, facts.id, &facts.array)?;
        }
        Some(leaf)
    }

    fn left_out(&self, id: SetId) -> Option<Vec<SetId>> {
        let mut compiler = self.program.compiler();
        let set = compiler.set(id)?;
        let members = set.members(&compiler.schemas);
        let subs: Vec<Sub> = members
            .iter()
            .flat_map(|(_, schema)| schema.left_out.iter().copied())
            .collect();
        let alone = subs.into_iter().map(|sub| compiler.conjunction([sub]));
        Some(alone.collect())
    }

    /// The kinds of a leaf as far as they do not depend on what values hold, and whether there is a list.
    fn scalars(&self, facts: &Facts, refused: &Refused) -> Option<(Types, bool)> {
        let compiler = self.program.compiler();
        let set = compiler.set(facts.id)?;
        let members = set.members(&compiler.schemas);
        let shortest = members.iter().flat_map(|(_, schema)| &schema.lists);
        if let Some(list) = shortest.min_by_key(|list| list.len()).cloned() {
            drop(members);
            drop(compiler);
            let left = list.iter().filter(|value| {
                let kind = Types::of_value(value);
                !self.rejects(facts.id, value)
                    && !refused.kinds.meets(kind)
                    && !refused.sets.iter().any(|set| self.accepts(*set, value))
            });
            let kinds = left.fold(Types::NONE, |kinds, value| kinds | Types::of_value(value));
            return Some((kinds, true));
        }
        let mut kinds = facts.types;
        if let TextFacts::Checked(checks) = &facts.text
            && checks.length.0 > checks.length.1
        {
            kinds &= !Types::STRING;
        }
        let schemas: Vec<&Schema> = members.iter().map(|(_, schema)| *schema).collect();
        if !has_number(&schemas, facts.number.whole) {
            kinds &= !Types::NUMBER;
        }
        Some((kinds, false))
    }

    fn object(&self, facts: &Facts, refused: &Refused) -> Option<Object> {
        let object = &facts.object;
        let names = object.names;
        let number_of = |name: &str| object.keys.find(name.as_bytes());
        let mut keys = Vec::new();
        for (index, name) in object.keys.iter().enumerate() {
            let is_bit = |words: &[u64]| {
                let word = words.get(index / 64).copied().unwrap_or(0);
                word >> (index % 64) & 1 == 1
            };
            let key = Value::String(name.to_owned());
            let dependents = object.dependents.iter().filter(|(key, _)| *key == index);
            let dependents = dependents.flat_map(|(_, words)| bits(words)).collect();
            keys.push(Key {
                name: name.to_owned(),
                set: object.members.get(index)?.set,
                is_required: is_bit(&object.required)
                    || refused.present.iter().any(|key| key == name),
                is_forbidden: refused.absent.iter().any(|key| key == name)
                    || names.is_some_and(|names| self.rejects(names, &key)),
                dependents,
            });
        }
        // A key that a choice asks for and that no schema knows.
        let missing = refused
            .present
            .iter()
            .filter(|key| number_of(key).is_none());
        let missing = missing.count() as u64;
        Some(Object {
            keys,
            others: others(&self.program, facts)?,
            size: (object.size.0, object.size.1.saturating_sub(missing)),
        })
    }
}

/// What may hold for keys that are not known: with no pattern, and of each pattern and each `additionalProperties` alone.
fn others(program: &Program, facts: &Facts) -> Option<Vec<SetId>> {
    let plain = facts.object.others.first()?.set;
    if facts.object.patterns.is_empty() {
        return Some(vec![plain]);
    }
    let mut compiler = program.compiler();
    let mut subs = Vec::new();
    let set = compiler.set(facts.id)?;
    for (_, schema) in set.members(&compiler.schemas) {
        subs.extend(schema.patterns.iter().map(|(_, sub)| *sub));
        subs.extend(schema.additional);
    }
    let alone = subs.into_iter().map(|sub| compiler.conjunction([sub]));
    Some(std::iter::once(plain).chain(alone).collect())
}

fn array(program: &Program, id: SetId, facts: &ArrayFacts) -> Option<Array> {
    let mut contained = Vec::new();
    for bit in 0..facts.contains.len() {
        for index in 0..=facts.prefix.len() {
            let element = Missing::Element(id, index, 1 << bit);
            contained.push(program.compiler().derive(element)?.set);
        }
    }
    let wanted = facts.contains.iter();
    Some(Array {
        prefix: facts.prefix.to_vec(),
        rest: facts.rest,
        count: facts.count,
        wanted: wanted.map(|of| (of.alone, of.limits.0)).collect(),
        contained,
    })
}

fn bits(words: &[u64]) -> impl Iterator<Item = usize> {
    let words = words.iter().enumerate();
    words.flat_map(|(word, bits)| {
        (0..64).filter_map(move |bit| (bits >> bit & 1 == 1).then_some(word * 64 + bit))
    })
}

impl Leaf {
    /// Every conjunction that is asked of what a value holds.
    pub(super) fn below(&self) -> Vec<SetId> {
        let mut below: Vec<SetId> = self.object.keys.iter().map(|key| key.set).collect();
        below.extend(&self.object.others);
        below.extend(&self.left_out);
        if self.kinds.meets(Types::ARRAY) {
            below.extend(&self.array.prefix);
            below.push(self.array.rest);
            below.extend(self.array.wanted.iter().map(|(set, _)| *set));
            below.extend(&self.array.contained);
        }
        below
    }

    /// The kinds of values that there are, by what is known of others so far.
    pub(super) fn kinds(&self, known: &Satisfiable) -> Types {
        let mut kinds = self.kinds;
        if self.is_listed {
            return kinds;
        }
        if kinds.meets(Types::OBJECT) && !self.object.is_possible(known) {
            kinds &= !Types::OBJECT;
        }
        if kinds.meets(Types::ARRAY) && !self.array.is_possible(known) {
            kinds &= !Types::ARRAY;
        }
        kinds
    }
}

impl Object {
    fn is_possible(&self, known: &Satisfiable) -> bool {
        let required = self.required();
        let fits = required.iter().all(|index| self.is_key(*index, known))
            && required.len() as u64 <= self.size.1
            && self.size.0 <= self.size.1;
        let is_full = || {
            self.others
                .iter()
                .all(|set| known.kinds(*set) == Types::NONE)
        };
        let needs_more = self.size.0 > required.len() as u64 && is_full();
        fits && (!needs_more || self.possible(known).len() as u64 >= self.size.0)
    }

    /// Whether a key alone is possible.
    fn is_key(&self, index: usize, known: &Satisfiable) -> bool {
        let key = self.keys.get(index);
        key.is_some_and(|key| !key.is_forbidden && known.kinds(key.set) != Types::NONE)
    }

    /// The keys that every instance has, by number.
    pub(super) fn required(&self) -> BTreeSet<usize> {
        let keys = self.keys.iter().enumerate();
        let required = keys.filter(|(_, key)| key.is_required);
        self.with_dependents(required.map(|(index, _)| index).collect())
    }

    fn with_dependents(&self, mut queue: Vec<usize>) -> BTreeSet<usize> {
        let mut all = BTreeSet::new();
        while let Some(index) = queue.pop() {
            if all.insert(index)
                && let Some(key) = self.keys.get(index)
            {
                queue.extend(&key.dependents);
            }
        }
        all
    }

    /// The keys that an instance may have, by number; none where there is no instance.
    pub(super) fn possible(&self, known: &Satisfiable) -> BTreeSet<usize> {
        let required = self.required();
        if !required.iter().all(|index| self.is_key(*index, known)) {
            return BTreeSet::new();
        }
        let keys = self.keys.iter().enumerate();
        let possible = keys.filter(|(index, key)| {
            let more = match key.dependents.is_empty() {
                true => BTreeSet::from([*index]),
                false => self.with_dependents(vec![*index]),
            };
            more.iter().all(|index| self.is_key(*index, known))
                && required.union(&more).count() as u64 <= self.size.1
        });
        possible.map(|(index, _)| index).collect()
    }
}

impl Array {
    fn is_possible(&self, known: &Satisfiable) -> bool {
        let (least, most) = self.counts(known);
        least <= most && {
            let mut wanted = self.wanted.iter().filter(|(_, least)| *least > 0);
            wanted.all(|(set, _)| known.kinds(*set) != Types::NONE)
        }
    }

    /// How many elements instances may have.
    pub(super) fn counts(&self, known: &Satisfiable) -> (u64, u64) {
        let is_possible = |set: &SetId| known.kinds(*set) != Types::NONE;
        let mut most = self.count.1;
        match self.prefix.iter().position(|set| !is_possible(set)) {
            Some(first) => most = most.min(first as u64),
            None if !is_possible(&self.rest) => most = most.min(self.prefix.len() as u64),
            None => {}
        }
        let wanted = self.wanted.iter().map(|(_, least)| *least);
        (wanted.fold(self.count.0, u64::max), most)
    }

    /// What may hold for elements.
    pub(super) fn elements(&self, known: &Satisfiable) -> Vec<SetId> {
        let (_, most) = self.counts(known);
        let prefix = usize::try_from(most).unwrap_or(usize::MAX);
        let mut elements: Vec<SetId> = self.prefix.iter().take(prefix).copied().collect();
        if most > self.prefix.len() as u64 {
            elements.push(self.rest);
        }
        if most > 0 {
            elements.extend(&self.contained);
        }
        elements
    }
}

/// Whether the bounds of numbers leave any.
fn has_number(schemas: &[&Schema], is_whole: bool) -> bool {
    let bound = |name: &str| {
        let bounds = schemas.iter().filter_map(|schema| schema.numeric.get(name));
        bounds.filter_map(Value::as_number).collect::<Vec<_>>()
    };
    let formats = schemas.iter().filter_map(|schema| {
        let format = Format::find(schema.format.as_deref()?)?;
        format.integers()
    });
    let (mut least, mut most) = (None::<i128>, None::<i128>);
    for range in formats {
        least = least.max(Some(*range.start()));
        most = Some(most.map_or(*range.end(), |most| most.min(*range.end())));
    }
    let is_crossed = |least: &&Number, most: &&Number, strictly: bool| {
        match (least.as_i128(), most.as_i128()) {
            (Some(least), Some(most)) if strictly => least >= most,
            (Some(least), Some(most)) => least > most,
            // Beyond what doubles tell apart, nothing is sure.
            _ => {
                matches!((least.as_f64(), most.as_f64()), (Some(least), Some(most)) if least > most)
            }
        }
    };
    let pairs = |least: &str, most: &str, strictly: bool| {
        let most = bound(most);
        let least = bound(least);
        let mut least = least.iter();
        least.any(|least| most.iter().any(|most| is_crossed(least, most, strictly)))
    };
    if pairs("minimum", "maximum", false)
        || pairs("exclusiveMinimum", "maximum", true)
        || pairs("minimum", "exclusiveMaximum", true)
        || pairs("exclusiveMinimum", "exclusiveMaximum", true)
    {
        return false;
    }
    let above = |number: &Number| number.as_f64().map(f64::ceil);
    let below = |number: &Number| number.as_f64().map(f64::floor);
    if is_whole {
        // Integers as doubles tell them apart.
        for number in bound("minimum").into_iter().filter_map(above) {
            least = least.max(Some(number as i128));
        }
        for number in bound("maximum").into_iter().filter_map(below) {
            most = Some(most.map_or(number as i128, |most| most.min(number as i128)));
        }
        let safe = |bound: i128| bound.unsigned_abs() <= 1 << 53;
        if let (Some(least), Some(most)) = (least, most) {
            return least <= most || !(safe(least) && safe(most));
        }
    }
    true
}

/// What the choices that are made refuse, by the unions of a conjunction.
pub(super) fn of_union(union: &Union) -> Option<&Sub> {
    match union {
        Union::Not(sub) => Some(sub),
        Union::If { condition, .. } => Some(condition),
        _ => None,
    }
}
