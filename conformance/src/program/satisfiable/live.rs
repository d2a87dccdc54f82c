//! What of the places of schemas some response can exercise.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Plan, Satisfiable, SetId, Types, choices};
use crate::json::Pointer;
use crate::program::compile::Compiler;
use crate::spec::NodeId;

/// What of the places of schemas some valid response can exercise: what stands here need not be possible after all, but what is missing is
/// not.
#[derive(Debug, Default)]
pub struct Live {
    /// By the place of the property in the bundle.
    properties: BTreeMap<String, LiveProperty>,
    /// By the place of the schema, the values under its `enum`.
    values: BTreeMap<String, Vec<Value>>,
    branches: BTreeSet<String>,
    /// By the place of the schema.
    arrays: BTreeMap<String, LiveArray>,
}

/// How objects can have a property.
#[derive(Clone, Copy, Debug, Default)]
pub struct LiveProperty {
    /// With some value.
    pub present: bool,
    /// Not at all.
    pub absent: bool,
    /// As null.
    pub null: bool,
}

/// How arrays can be.
#[derive(Clone, Copy, Debug, Default)]
pub struct LiveArray {
    /// With elements.
    pub filled: bool,
    /// Without.
    pub empty: bool,
}

impl Live {
    /// How a property can be there, by the place of its schema in the bundle.
    #[must_use]
    pub fn property(&self, place: &str) -> LiveProperty {
        self.properties.get(place).copied().unwrap_or_default()
    }

    /// The values that a schema lists and that can be there.
    #[must_use]
    pub fn values(&self, schema: &str) -> &[Value] {
        self.values.get(schema).map_or(&[], Vec::as_slice)
    }

    /// Whether a branch can be taken.
    #[must_use]
    pub fn has_branch(&self, place: &str) -> bool {
        self.branches.contains(place)
    }

    /// How the arrays of a schema can be.
    #[must_use]
    pub fn array(&self, schema: &str) -> LiveArray {
        self.arrays.get(schema).copied().unwrap_or_default()
    }
}

/// What coverage asks of a schema.
pub(super) struct Described {
    pointer: String,
    is_branch: bool,
    listed: Vec<Value>,
    properties: Vec<String>,
    has_items: bool,
}

pub(super) fn described(compiler: &Compiler) -> Vec<Described> {
    let describe = |schema: &crate::program::schema::Schema| Described {
        pointer: schema.coverage.pointer.clone(),
        is_branch: schema.coverage.is_branch,
        listed: schema.coverage.listed.clone(),
        properties: schema
            .properties
            .iter()
            .map(|(name, _)| name.clone())
            .collect(),
        has_items: schema.items.is_some(),
    };
    compiler.schemas.iter().map(describe).collect()
}

impl Satisfiable {
    /// What values of some definitions can exercise, by their keys in `$defs`.
    pub fn live<'a>(&self, definitions: impl IntoIterator<Item = &'a str>) -> Live {
        let mut live = Live::default();
        let entries = definitions
            .into_iter()
            .filter_map(|definition| self.program.entry(definition));
        let mut queue: Vec<SetId> = entries.map(|entry| entry.0).collect();
        let mut known = BTreeSet::new();
        while let Some(root) = queue.pop() {
            if known.insert(root) {
                self.value(root, &mut live, &mut queue);
            }
        }
        live
    }

    /// Adds what the value of a conjunction can exercise, and the conjunctions of what it holds.
    fn value(&self, root: SetId, live: &mut Live, queue: &mut Vec<SetId>) {
        let tables = self.program.tables();
        let mut ways = vec![root];
        let mut known = BTreeSet::new();
        // Values that stand in many lists are asked about once.
        let mut asked: Vec<(Value, bool)> = Vec::new();
        while let Some(set) = ways.pop() {
            let Some(facts) = tables.facts(set) else {
                continue;
            };
            let kinds = self.kinds(set);
            if !known.insert(set) || kinds == Types::NONE {
                continue;
            }
            if !matches!(facts.plan, Plan::Direct) {
                ways.extend(choices(&facts.plan));
                continue;
            }
            let Some(leaf) = self.leaves.get(&set) else {
                continue;
            };
            for node in facts.nodes.iter() {
                self.schema(*node, set, kinds, live, &mut |value| {
                    let before = asked.iter().find(|(known, _)| known == value);
                    before
                        .map(|(_, is_rejected)| *is_rejected)
                        .unwrap_or_else(|| {
                            let is_rejected = self.rejects(root, value);
                            asked.push((value.clone(), is_rejected));
                            is_rejected
                        })
                });
            }
            queue.extend(&leaf.left_out);
            if kinds.meets(Types::OBJECT) {
                let possible = leaf.object.possible(self);
                let keys = possible
                    .iter()
                    .filter_map(|index| leaf.object.keys.get(*index));
                queue.extend(keys.map(|key| key.set));
                queue.extend(&leaf.object.others);
            }
            if kinds.meets(Types::ARRAY) {
                queue.extend(leaf.array.elements(self));
            }
        }
    }

    /// Adds what a value that a schema applies to can exercise of it. `is_refused`: by the conjunction before any choice was made.
    fn schema(
        &self,
        node: NodeId,
        set: SetId,
        kinds: Types,
        live: &mut Live,
        is_refused: &mut dyn FnMut(&Value) -> bool,
    ) {
        let (Some(schema), Some(leaf)) = (self.described.get(node), self.leaves.get(&set)) else {
            return;
        };
        if schema.is_branch {
            live.branches.insert(schema.pointer.clone());
        }
        if kinds.meets(Types::OBJECT) && !schema.properties.is_empty() {
            let (possible, required) = (leaf.object.possible(self), leaf.object.required());
            let properties = Pointer(&schema.pointer).join("properties");
            for name in &schema.properties {
                let of_name = |key: &super::leaf::Key| key.name == *name;
                let Some(index) = leaf.object.keys.iter().position(of_name) else {
                    continue;
                };
                let kinds = leaf.object.keys.get(index).map(|key| self.kinds(key.set));
                let place = Pointer(&properties).join(name);
                let property = live.properties.entry(place).or_default();
                let is_present = possible.contains(&index);
                property.present |= is_present;
                property.absent |= !required.contains(&index);
                property.null |= is_present && kinds.is_some_and(|kinds| kinds.meets(Types::NULL));
            }
        }
        if kinds.meets(Types::ARRAY) && schema.has_items {
            let (least, most) = leaf.array.counts(self);
            let array = live.arrays.entry(schema.pointer.clone()).or_default();
            array.filled |= most > 0;
            array.empty |= least == 0;
        }
        for value in &schema.listed {
            if live.values(&schema.pointer).contains(value) {
                continue;
            }
            let is_scalar = !(value.is_array() || value.is_object());
            let is_refused = is_scalar && self.rejects(set, value) || is_refused(value);
            if !is_refused {
                let values = live.values.entry(schema.pointer.clone()).or_default();
                values.push(value.clone());
            }
        }
    }
}
