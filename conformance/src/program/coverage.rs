//! What records have exercised, counted by slots, and the same by the places of schemas.

use serde_json::Value;

use super::facts::{Facts, Plan};
use super::schema::Schema;
use super::slots::Counted;
use super::{Program, Types};
use crate::coverage::{Coverage, Filled, Seen};
use crate::judge::Grade;
use crate::scan::Survey;

/// How often each part of one program was exercised. Counts of one program add up in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(Vec<u64>);

impl Counts {
    /// Adds what another thread has counted with the same program.
    pub fn merge(&mut self, other: &Self) {
        self.reach(other.0.len());
        for (sum, count) in self.0.iter_mut().zip(&other.0) {
            *sum += count;
        }
    }

    /// Adds what a record exercises that was surveyed, conforming or not: nothing of one with a branch of which nobody can tell whether it fits.
    pub fn add_survey(&mut self, survey: &Survey) {
        if !survey.is_guess() {
            self.add(&survey.slots);
        }
    }

    /// Adds one for each slot.
    pub(crate) fn add(&mut self, slots: &[u32]) {
        for slot in slots {
            let slot = *slot as usize;
            if slot >= self.0.len() {
                self.reach(slot + 1);
            }
            if let Some(count) = self.0.get_mut(slot) {
                *count += 1;
            }
        }
    }

    fn reach(&mut self, length: usize) {
        if self.0.len() < length {
            self.0.resize(length, 0);
        }
    }

    fn of(&self, slot: usize) -> u64 {
        self.0.get(slot).copied().unwrap_or(0)
    }
}

impl Program {
    /// What was exercised by the places of the schemas, as [`coverage::of_response`](crate::coverage::of_response) says it of one
    /// response.
    #[must_use]
    pub fn coverage(&self, counts: &Counts, grade: Grade) -> Coverage {
        let mut coverage = Coverage::default();
        let compiler = self.compiler();
        let tables = self.tables();
        for facts in tables.facts.iter().flatten() {
            let of = Of {
                facts,
                counts,
                grade,
            };
            let is_counted = matches!(facts.plan, Plan::Direct);
            if is_counted && facts.slots.each().any(|(slot, _)| counts.of(slot) > 0) {
                for schema in facts
                    .nodes
                    .iter()
                    .filter_map(|id| compiler.schemas.get(*id))
                {
                    of.schema(schema, &mut coverage);
                }
            }
        }
        coverage
    }
}

/// The counts of one conjunction.
struct Of<'a> {
    facts: &'a Facts,
    counts: &'a Counts,
    grade: Grade,
}

impl Of<'_> {
    fn sum(&self, is_meant: impl Fn(&Counted<'_>) -> bool) -> u64 {
        let slots = self.facts.slots.each();
        let meant = slots.filter(|(_, counted)| is_meant(counted));
        meant.map(|(slot, _)| self.counts.of(slot)).sum()
    }

    fn kind(&self, kind: Types) -> u64 {
        self.sum(|counted| matches!(counted, Counted::Kind(of) if *of == kind))
    }

    fn schema(&self, schema: &Schema, coverage: &mut Coverage) {
        let pointer = &schema.coverage.pointer;
        let objects = self.kind(Types::OBJECT);
        if objects > 0 {
            for (name, _) in &schema.properties {
                let seen = self.property(name, objects);
                coverage.add_property(self.grade, pointer, name, seen);
            }
        }
        let filled = Filled {
            filled: self.kind(Types::ARRAY),
            empty: self.sum(|counted| matches!(counted, Counted::EmptyArray)),
        };
        if schema.items.is_some() && filled != Filled::default() {
            coverage.add_array(self.grade, pointer, filled);
        }
        for value in &schema.coverage.listed {
            let count = self.value(value);
            if count > 0 {
                coverage.add_value(self.grade, pointer, value, count);
            }
        }
        if schema.coverage.is_branch {
            let taken =
                self.sum(|counted| matches!(counted, Counted::Kind(_) | Counted::EmptyArray));
            if taken > 0 {
                coverage.add_branch(self.grade, pointer, taken);
            }
        }
    }

    fn property(&self, name: &str, objects: u64) -> Seen {
        let Some(key) = self.facts.object.keys.find(name.as_bytes()) else {
            return Seen::default();
        };
        let (mut present, mut null) = (0, 0);
        for is_null in [false, true] {
            let index = u16::try_from(key).unwrap_or(u16::MAX);
            let slot = self.facts.slots.key(index, is_null) as usize;
            *(if is_null { &mut null } else { &mut present }) = self.counts.of(slot);
        }
        Seen {
            present,
            absent: objects - present - null,
            null,
        }
    }

    fn value(&self, value: &Value) -> u64 {
        match value {
            Value::Null => self.kind(Types::NULL),
            Value::Bool(false) => self.kind(Types::FALSE),
            Value::Bool(true) => self.kind(Types::TRUE),
            Value::String(text) => {
                self.sum(|counted| matches!(counted, Counted::Text(of) if of == text))
            }
            Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                self.sum(|counted| matches!(counted, Counted::Other(of) if *of == value))
            }
        }
    }
}
