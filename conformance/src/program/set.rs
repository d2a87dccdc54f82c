//! What all holds for one value: a conjunction of schemas.

use std::collections::BTreeSet;

use super::schema::{Schema, Sub, Union};
use crate::spec::NodeId;

/// How many choices may be settled one after the other for one value.
const SETTLED_LIMIT: usize = 16;

/// One entry of [`Schema::unions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct UnionId {
    pub(super) node: NodeId,
    pub(super) index: usize,
}

/// A conjunction: sorted, `$ref` and `allOf` followed. Two that are equal are the same program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Set {
    pub(super) nodes: BTreeSet<NodeId>,
    /// The choices that have been made, and whether the condition of each held.
    pub(super) settled: BTreeSet<(UnionId, bool)>,
    /// `false` is among the schemas.
    pub(super) never: bool,
    /// Something that is not understood is among them.
    pub(super) unknown: bool,
}

impl Set {
    /// The conjunction of some schemas.
    pub(super) fn of(schemas: &[Schema], subs: impl IntoIterator<Item = Sub>) -> Self {
        let mut set = Self::default();
        for sub in subs {
            set.add(schemas, sub);
        }
        set
    }

    /// Adds a schema and what it says holds as well.
    pub(super) fn add(&mut self, schemas: &[Schema], sub: Sub) {
        let mut queue = vec![sub];
        while let Some(sub) = queue.pop() {
            match sub {
                Sub::Anything => {}
                Sub::Nothing => self.never = true,
                Sub::Unknown => self.unknown = true,
                Sub::Schema(id) => match schemas.get(id) {
                    Some(schema) if self.nodes.insert(id) => queue.extend(&schema.also),
                    Some(_) => {}
                    None => self.unknown = true,
                },
            }
        }
    }

    /// The same with a choice made.
    pub(super) fn settle(
        &self,
        schemas: &[Schema],
        union: UnionId,
        held: bool,
        subs: impl IntoIterator<Item = Sub>,
    ) -> Self {
        let mut set = self.clone();
        set.settled.insert((union, held));
        set.unknown |= set.settled.len() > SETTLED_LIMIT;
        let chosen = Self::of(schemas, subs);
        // A branch that leads back to the choice asks of a value whether it fits by asking whether it fits: JSON Schema does not say what that
        // means, and the arbiter says now this and now that.
        let leads_back = |(union, _): &(UnionId, bool)| chosen.nodes.contains(&union.node);
        set.unknown |= set.settled.iter().any(leads_back);
        set.nodes.extend(&chosen.nodes);
        set.never |= chosen.never;
        set.unknown |= chosen.unknown;
        set
    }

    /// The schemas, by number.
    pub(super) fn members<'s>(&self, schemas: &'s [Schema]) -> Vec<(NodeId, &'s Schema)> {
        let nodes = self.nodes.iter();
        nodes
            .filter_map(|id| Some((*id, schemas.get(*id)?)))
            .collect()
    }

    /// The first choice that is still to be made.
    pub(super) fn pending<'s>(&self, schemas: &'s [Schema]) -> Option<(UnionId, &'s Union)> {
        for (node, schema) in self.members(schemas) {
            for (index, union) in schema.unions.iter().enumerate() {
                let id = UnionId { node, index };
                if self.held(id).is_none() {
                    return Some((id, union));
                }
            }
        }
        None
    }

    /// Whether the condition of a choice held; `None` where it has not been made.
    pub(super) fn held(&self, id: UnionId) -> Option<bool> {
        let settled = self.settled.range((id, false)..=(id, true)).next();
        settled.map(|(_, held)| *held)
    }

    /// The schemas in place that one leads to within a conjunction whose choices are all made, itself first: what it evaluates.
    pub(super) fn evaluated_by(&self, schemas: &[Schema], from: NodeId) -> Vec<NodeId> {
        let mut found = vec![from];
        let mut next = 0;
        while let Some(node) = found.get(next).copied() {
            next += 1;
            let Some(schema) = schemas.get(node) else {
                continue;
            };
            let mut leads_to = schema.also.clone();
            for (index, union) in schema.unions.iter().enumerate() {
                let held = self.held(UnionId { node, index }) == Some(true);
                match union {
                    Union::AnyOf(branches) | Union::OneOf(branches) => {
                        leads_to.extend(branches);
                    }
                    Union::If {
                        condition, then, ..
                    } if held => {
                        leads_to.extend([condition, then]);
                    }
                    Union::If { otherwise, .. } => leads_to.push(*otherwise),
                    Union::Dependent { then, .. } if held => leads_to.push(*then),
                    Union::Not(_) | Union::Dependent { .. } => {}
                }
            }
            for sub in leads_to {
                if let Sub::Schema(id) = sub
                    && self.nodes.contains(&id)
                    && !found.contains(&id)
                {
                    found.push(id);
                }
            }
        }
        found
    }
}
