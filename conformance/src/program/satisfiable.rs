//! Which kinds of values conjunctions have instances of: a least fixed point, so that what needs itself has none.
//!
//! Only what is sure has none. Nothing is asked of what formats and patterns leave together, or of what `unevaluatedProperties` leaves.

mod leaf;
mod live;
mod refused;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use super::facts::{Facts, Plan, SetId};
use super::{Entry, Missing, Program, Types};
use crate::scan::Scanner;
use crate::spec::Spec;
use leaf::Leaf;
pub use live::{Live, LiveArray, LiveProperty};

/// What of the schemas of a spec some value can be.
pub struct Satisfiable {
    program: Program,
    kinds: HashMap<SetId, Types>,
    leaves: HashMap<SetId, Leaf>,
    scanner: Mutex<Scanner>,
    described: Vec<live::Described>,
    /// Something was left out, so that what fits may not be valid.
    is_relaxed: bool,
}

impl Satisfiable {
    /// Works it out; `None` where there are too many conjunctions, or one that is not understood as a whole.
    #[must_use]
    pub fn of(spec: &Spec) -> Option<Self> {
        let program = Program::relaxed(spec);
        let described = live::described(&program.compiler());
        let mut schemas = (0..spec.nodes().count()).filter_map(|id| spec.nodes().get(id));
        let is_relaxed = schemas.any(|node| {
            ["unevaluatedProperties", "unevaluatedItems"]
                .iter()
                .any(|keyword| node.schema.contains_key(*keyword))
        });
        let mut satisfiable = Self {
            program,
            described,
            is_relaxed,
            kinds: HashMap::new(),
            leaves: HashMap::new(),
            scanner: Mutex::default(),
        };
        let order = satisfiable.collect()?;
        // Kinds are only ever added, so this ends.
        let mut is_changed = true;
        while std::mem::take(&mut is_changed) {
            for id in order.iter().rev() {
                let kinds = satisfiable.step(*id)?;
                let known = satisfiable.kinds.insert(*id, kinds).unwrap_or_default();
                is_changed |= known != kinds;
            }
        }
        Some(satisfiable)
    }

    /// The kinds of values that a conjunction has instances of.
    fn kinds(&self, id: SetId) -> Types {
        self.kinds.get(&id).copied().unwrap_or_default()
    }

    /// Every conjunction that values may lead to.
    fn collect(&mut self) -> Option<Vec<SetId>> {
        let mut order = Vec::new();
        let mut known: BTreeSet<SetId> = BTreeSet::new();
        let mut queue: Vec<SetId> = self.program.entries.values().map(|entry| entry.0).collect();
        queue.sort_unstable();
        while let Some(id) = queue.pop() {
            if !known.insert(id) {
                continue;
            }
            order.push(id);
            if known.len() > super::ADVANCE {
                return None;
            }
            let mut tables = self.program.tables();
            if tables.facts(id).is_none() {
                tables = self.program.extend(Missing::Facts(id))?;
            }
            let facts = tables.facts(id)?;
            if let Plan::Direct = facts.plan {
                let leaf = self.leaf(facts)?;
                queue.extend(leaf.below());
                self.leaves.insert(id, leaf);
            } else {
                queue.extend(choices(&facts.plan));
            }
        }
        Some(order)
    }

    fn step(&self, id: SetId) -> Option<Types> {
        if let Some(leaf) = self.leaves.get(&id) {
            return Some(leaf.kinds(self));
        }
        let tables = self.program.tables();
        let kinds = choices(&tables.facts(id)?.plan).into_iter();
        Some(kinds.fold(Types::NONE, |all, choice| all | self.kinds(choice)))
    }

    /// Whether a value is certainly no instance of a conjunction.
    fn rejects(&self, id: SetId, value: &serde_json::Value) -> bool {
        self.verdict(id, value) == Some(false)
    }

    /// Whether a value certainly is one.
    fn accepts(&self, id: SetId, value: &serde_json::Value) -> bool {
        !self.is_relaxed && self.verdict(id, value) == Some(true)
    }

    fn verdict(&self, id: SetId, value: &serde_json::Value) -> Option<bool> {
        let mut scanner = self.scanner.lock().unwrap_or_else(PoisonError::into_inner);
        scanner.verdict(&self.program, Entry(id), value.to_string().as_bytes())
    }
}

/// Where a plan may lead a value.
fn choices(plan: &Plan) -> Vec<SetId> {
    match plan {
        Plan::Direct => Vec::new(),
        Plan::Together(branches) | Plan::Apart(branches) => branches.together.to_vec(),
        Plan::Not { rest, .. } => vec![*rest],
        Plan::Condition { held, failed, .. } => vec![*held, *failed],
        Plan::Presence {
            present, absent, ..
        } => vec![*present, *absent],
    }
}
