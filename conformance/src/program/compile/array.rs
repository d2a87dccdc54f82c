//! What a conjunction asks of arrays.

use super::Compiler;
use crate::program::facts::{ArrayFacts, ContainsFacts, SetId};
use crate::program::schema::{Schema, Sub};
use crate::program::set::Set;
use crate::program::types::Types;
use crate::spec::NodeId;

/// How many `contains` may hold for one array: there is a bit for each.
const CONTAINS_LIMIT: usize = 64;

/// Any array.
pub(super) fn anything(rest: SetId) -> ArrayFacts {
    ArrayFacts {
        prefix: Box::default(),
        rest,
        count: (0, u64::MAX),
        unique: false,
        contains: Box::default(),
    }
}

impl Compiler {
    pub(super) fn array(
        &mut self,
        set: &Set,
        schemas: &[Schema],
        unknown: &mut Types,
    ) -> ArrayFacts {
        let members = set.members(schemas);
        let longest = members.iter().map(|(_, schema)| schema.prefix.len()).max();
        let longest = longest.unwrap_or(0);
        let mut count = (0, u64::MAX);
        let mut wanted = Vec::new();
        for (_, schema) in &members {
            count = (count.0.max(schema.count.0), count.1.min(schema.count.1));
            wanted.extend(schema.contains);
        }
        if wanted.len() > CONTAINS_LIMIT {
            *unknown |= Types::ARRAY;
        }
        let contains = wanted.into_iter().map(|wanted| ContainsFacts {
            alone: self.intern(Set::of(schemas, [wanted.sub])),
            limits: wanted.limits,
        });
        let contains = contains.collect();
        let mut prefix: Vec<SetId> = (0..=longest)
            .map(|index| self.intern(element(set, schemas, index, 0)))
            .collect();
        let rest = prefix.pop().unwrap_or(self.anything());
        ArrayFacts {
            prefix: prefix.into(),
            rest,
            count,
            unique: members.iter().any(|(_, schema)| schema.unique),
            contains,
        }
    }
}

/// What holds for the element of an index that is something of what the array is to contain (a bit for each `contains`); from the longest
/// prefix on it is the same for all.
pub(super) fn element(set: &Set, schemas: &[Schema], index: usize, contained: u64) -> Set {
    let members = set.members(schemas);
    let wanted = members
        .iter()
        .filter(|(_, schema)| schema.contains.is_some());
    let found: Vec<NodeId> = wanted
        .enumerate()
        .filter(|(bit, _)| *bit < CONTAINS_LIMIT && contained >> bit & 1 == 1)
        .map(|(_, (id, _))| *id)
        .collect();
    let mut all: Vec<Sub> = Vec::new();
    for (id, schema) in &members {
        all.extend(schema.prefix.get(index).copied().or(schema.items));
        if let Some(wanted) = schema.contains
            && wanted.applies
            && found.contains(id)
        {
            all.push(wanted.sub);
        }
        if let Some(sub) = schema.unevaluated_items {
            let is_evaluated = set.evaluated_by(schemas, *id).into_iter().any(|by| {
                schemas.get(by).is_some_and(|schema| {
                    index < schema.prefix.len()
                        || schema.items.is_some()
                        || found.contains(&by)
                        || (by != *id && schema.unevaluated_items.is_some())
                })
            });
            if !is_evaluated {
                all.push(sub);
            }
        }
    }
    Set::of(schemas, all)
}
