//! What a conjunction asks of arrays.

use super::Compiler;
use crate::program::facts::{ArrayFacts, ContainsFacts, SetId};
use crate::program::schema::{Schema, Sub};
use crate::program::set::Set;
use crate::program::types::Types;

/// Any array.
pub(super) fn anything(rest: SetId) -> ArrayFacts {
    ArrayFacts {
        prefix: Box::default(),
        rest,
        count: (0, u64::MAX),
        unique: false,
        contains: None,
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
        let of_elements: Vec<Set> = (0..=longest)
            .map(|index| element(set, schemas, index))
            .collect();
        let evaluates = members
            .iter()
            .any(|(_, schema)| schema.unevaluated_items.is_some());
        let mut contains = None;
        match wanted.as_slice() {
            [] => {}
            // What is contained is evaluated, element by element.
            _ if evaluates => *unknown |= Types::ARRAY,
            [(sub, least, most)] => {
                let with = of_elements.iter().map(|set| {
                    let mut set = set.clone();
                    set.add(schemas, *sub);
                    self.intern(set)
                });
                let mut prefix: Vec<SetId> = with.collect();
                let rest = prefix.pop().unwrap_or(self.anything());
                contains = Some(Box::new(ContainsFacts {
                    alone: self.intern(Set::of(schemas, [*sub])),
                    limits: (*least, *most),
                    prefix: prefix.into(),
                    rest,
                }));
            }
            _ => *unknown |= Types::ARRAY,
        }
        let mut prefix: Vec<SetId> = of_elements
            .into_iter()
            .map(|set| self.intern(set))
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

/// What holds for the element of an index; from the longest prefix on it is the same for all.
fn element(set: &Set, schemas: &[Schema], index: usize) -> Set {
    let mut all: Vec<Sub> = Vec::new();
    for (id, schema) in set.members(schemas) {
        all.extend(schema.prefix.get(index).copied().or(schema.items));
        if let Some(sub) = schema.unevaluated_items {
            let is_evaluated = set.evaluated_by(schemas, id).into_iter().any(|by| {
                schemas.get(by).is_some_and(|schema| {
                    index < schema.prefix.len()
                        || schema.items.is_some()
                        || (by != id && schema.unevaluated_items.is_some())
                })
            });
            if !is_evaluated {
                all.push(sub);
            }
        }
    }
    Set::of(schemas, all)
}
