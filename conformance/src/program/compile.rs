//! From a conjunction of schemas to facts.

mod array;
mod branches;
mod number;
mod object;
mod text;

use std::collections::HashMap;
use std::sync::Arc;

use jsonschema::Validator;
use serde_json::{Value, json};

use super::Missing;
use super::facts::{Facts, MemberFacts, Plan, SetId};
use super::schema::{Schema, Sub, Union};
use super::set::{Set, UnionId};
use super::slots::Slots;
use super::types::Types;
use crate::formats;
use crate::spec::NodeId;

/// Knows every conjunction that has come up, and compiles them one by one.
pub(super) struct Compiler {
    pub(super) schemas: Vec<Schema>,
    sets: Vec<Set>,
    ids: HashMap<Set, SetId>,
    /// How many predictions the objects so far need.
    predictions: usize,
    /// How many slots the conjunctions so far need.
    slots: u32,
}

/// The schemas of a conjunction, by number.
type Members<'s> = [(NodeId, &'s Schema)];

impl Compiler {
    pub(super) fn new(schemas: Vec<Schema>) -> Self {
        Self {
            schemas,
            sets: Vec::new(),
            ids: HashMap::new(),
            predictions: 0,
            slots: 0,
        }
    }

    /// How many conjunctions there are.
    pub(super) fn len(&self) -> usize {
        self.sets.len()
    }

    /// A conjunction, by its number.
    pub(super) fn set(&self, id: SetId) -> Option<Set> {
        self.sets.get(id.0 as usize).cloned()
    }

    /// How many predictions all objects need.
    pub(super) fn predictions(&self) -> usize {
        self.predictions
    }

    /// The number of the conjunction of some schemas.
    pub(super) fn conjunction(&mut self, subs: impl IntoIterator<Item = Sub>) -> SetId {
        let set = Set::of(&self.schemas, subs);
        self.intern(set)
    }

    fn intern(&mut self, set: Set) -> SetId {
        if let Some(id) = self.ids.get(&set) {
            return *id;
        }
        let id = SetId(u32::try_from(self.sets.len()).unwrap_or(u32::MAX));
        self.sets.push(set.clone());
        self.ids.insert(set, id);
        id
    }

    /// What only certain values lead to.
    pub(super) fn derive(&mut self, missing: Missing) -> Option<MemberFacts> {
        let (Missing::Facts(id)
        | Missing::Several(id, _)
        | Missing::Element(id, ..)
        | Missing::Member(id, _)) = missing;
        let set = self.set(id)?;
        // As below.
        let schemas = std::mem::take(&mut self.schemas);
        let derived = match missing {
            Missing::Facts(_) => None,
            Missing::Several(_, mask) => self.several(&set, &schemas, mask).map(MemberFacts::of),
            Missing::Element(_, index, contained) => {
                let element = array::element(&set, &schemas, index, contained);
                Some(MemberFacts::of(self.intern(element)))
            }
            Missing::Member(_, matched) => Some(self.unknown_key(&set, &schemas, matched)),
        };
        self.schemas = schemas;
        derived
    }

    /// The conjunction with several branches of its first pending choice.
    fn several(&mut self, set: &Set, schemas: &[Schema], mask: u64) -> Option<SetId> {
        let (union, chosen) = match set.pending(schemas)? {
            (id, Union::AnyOf(branches) | Union::OneOf(branches)) => {
                let chosen = branches.iter().enumerate();
                let chosen = chosen.filter(|(index, _)| *index < 64 && mask >> index & 1 == 1);
                (id, chosen.map(|(_, sub)| *sub).collect::<Vec<_>>())
            }
            _ => return None,
        };
        let settled = set.settle(schemas, union, true, chosen);
        Some(self.intern(settled))
    }

    /// The facts of a conjunction. Those that it leads to get numbers, and are compiled when their turn comes.
    pub(super) fn compile(&mut self, id: SetId) -> Option<Facts> {
        let set = self.set(id)?;
        // Taken out for the time being, so that facts can be gathered while conjunctions are added.
        let schemas = std::mem::take(&mut self.schemas);
        let facts = self.facts(id, &set, &schemas);
        self.schemas = schemas;
        Some(facts)
    }

    fn facts(&mut self, id: SetId, set: &Set, schemas: &[Schema]) -> Facts {
        let members = set.members(schemas);
        let members = members.as_slice();
        let mut types = Types::ALL;
        let (mut unknown, mut noted) = (Types::NONE, Types::NONE);
        let mut composite = Vec::new();
        for (_, schema) in members {
            types &= schema.types;
            unknown |= schema.unknown;
            noted |= schema.noted;
            if let Some(beyond) = &schema.beyond {
                types &= taken(beyond);
                composite.push(Arc::clone(beyond));
            }
            for list in &schema.lists {
                types &= listed(list);
                if list
                    .iter()
                    .any(|value| value.is_array() || value.is_object())
                {
                    match formats::validator(&json!({ "enum": list })) {
                        Ok(validator) => composite.push(validator),
                        Err(_) => unknown |= Types::ARRAY | Types::OBJECT,
                    }
                }
            }
        }
        let mut nodes: Vec<NodeId> = members.iter().map(|(_, schema)| schema.node).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let any = |asks: fn(&Schema) -> bool| members.iter().any(|(_, schema)| asks(schema));
        // Nobody here knows what these evaluate.
        if any(|schema| schema.has_idle_condition || schema.beyond.is_some()) {
            if any(|schema| schema.unevaluated.is_some()) {
                unknown |= Types::OBJECT;
            }
            if any(|schema| schema.unevaluated_items.is_some()) {
                unknown |= Types::ARRAY;
            }
        }
        if set.never {
            types = Types::NONE;
        }
        if set.unknown {
            unknown = Types::ALL;
        }
        let mut facts = Facts {
            id,
            nodes: nodes.into(),
            types,
            unknown,
            noted,
            plan: Plan::Direct,
            text: text::facts(members),
            number: number::facts(members, &mut unknown),
            object: object::anything(self.anything()),
            array: array::anything(self.anything()),
            composite: composite.into(),
            slots: Slots::default(),
        };
        facts.unknown |= unknown;
        match set.pending(schemas) {
            Some((union, choice)) => facts.plan = self.plan(set, schemas, union, choice),
            None => {
                facts.object = self.object(id, set, schemas, &mut facts.unknown);
                facts.array = self.array(set, schemas, &mut facts.unknown);
                let of: Vec<&Schema> = members.iter().map(|(_, schema)| *schema).collect();
                let keys = facts.object.keys.len();
                facts.slots = Slots::new(self.slots, &of, keys, facts.text.among());
                self.slots += facts.slots.len();
            }
        }
        facts
    }

    /// The conjunction of nothing: any JSON.
    pub(super) fn anything(&mut self) -> SetId {
        self.intern(Set::default())
    }

    fn plan(&mut self, set: &Set, schemas: &[Schema], id: UnionId, union: &Union) -> Plan {
        match union {
            Union::AnyOf(branches) => self.branches(set, schemas, id, branches, false),
            Union::OneOf(branches) => self.branches(set, schemas, id, branches, true),
            Union::Not(sub) => Plan::Not {
                refused: self.intern(Set::of(schemas, [*sub])),
                rest: self.intern(set.settle(schemas, id, false, [])),
            },
            Union::If {
                condition,
                then,
                otherwise,
            } => Plan::Condition {
                condition: self.intern(Set::of(schemas, [*condition])),
                held: self.intern(set.settle(schemas, id, true, [*condition, *then])),
                failed: self.intern(set.settle(schemas, id, false, [*otherwise])),
            },
            Union::Dependent { key, then } => Plan::Presence {
                key: key.clone(),
                present: self.intern(set.settle(schemas, id, true, [*then])),
                absent: self.intern(set.settle(schemas, id, false, [])),
            },
        }
    }
}

/// The kinds of values in a list.
fn listed(list: &[Value]) -> Types {
    list.iter()
        .fold(Types::NONE, |types, value| types | Types::of_value(value))
}

/// The kinds of values without the words that a validator refuses.
fn taken(validator: &Validator) -> Types {
    let words = [Value::Null, Value::Bool(false), Value::Bool(true)];
    let refused = words.iter().filter(|word| !validator.is_valid(word));
    refused.fold(Types::ALL, |types, word| types & !Types::of_value(word))
}
