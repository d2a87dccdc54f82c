//! How a value finds its branch.

use std::collections::{BTreeMap, BTreeSet};

use super::Compiler;
use crate::program::facts::{Branches, Plan, Tell};
use crate::program::schema::{Schema, Sub};
use crate::program::set::{Set, UnionId};
use crate::program::texts::Texts;
use crate::program::types::Types;

impl Compiler {
    pub(super) fn branches(
        &mut self,
        set: &Set,
        schemas: &[Schema],
        id: UnionId,
        branches: &[Sub],
        exactly_one: bool,
    ) -> Plan {
        let together: Box<[_]> = branches
            .iter()
            .map(|branch| self.intern(set.settle(schemas, id, true, [*branch])))
            .collect();
        // Where something is left unevaluated, a branch that fits alone may not fit together with what is around it.
        let is_apart = set
            .members(schemas)
            .iter()
            .any(|(_, schema)| schema.unevaluated.is_some() || schema.unevaluated_items.is_some());
        let alone: Vec<Set> = branches
            .iter()
            .map(|branch| Set::of(schemas, [*branch]))
            .collect();
        let tell = tell(schemas, &alone);
        let alone = alone.into_iter().map(|set| self.intern(set)).collect();
        let branches = Box::new(Branches {
            exactly_one,
            alone,
            together,
            tell,
        });
        match is_apart {
            true => Plan::Apart(branches),
            false => Plan::Together(branches),
        }
    }
}

/// The property that most branches are told apart by; none where it is fewer than two.
fn tell(schemas: &[Schema], branches: &[Set]) -> Option<Tell> {
    let mut stated: BTreeMap<&str, Vec<(usize, BTreeSet<String>)>> = BTreeMap::new();
    for (index, branch) in branches.iter().enumerate() {
        let mut keys = BTreeSet::new();
        for (_, schema) in branch.members(schemas) {
            keys.extend(schema.properties.iter().map(|(name, _)| name.as_str()));
        }
        for key in keys {
            if let Some(texts) = texts_of(schemas, branch, key) {
                stated.entry(key).or_default().push((index, texts));
            }
        }
    }
    let (key, stated) = stated
        .into_iter()
        .filter(|(_, stated)| stated.len() > 1)
        // Of several, the one that leaves the fewest branches to a text.
        .min_by_key(|(_, stated)| {
            let all: usize = stated.iter().map(|(_, texts)| texts.len()).sum();
            let different: BTreeSet<_> = stated.iter().flat_map(|(_, texts)| texts).collect();
            (branches.len() - stated.len(), all - different.len())
        })?;
    let number = |index: usize| u16::try_from(index).ok();
    let free: Vec<u16> = (0..branches.len())
        .filter(|index| stated.iter().all(|(stating, _)| stating != index))
        .map(number)
        .collect::<Option<_>>()?;
    let all = stated.iter().flat_map(|(_, texts)| texts.iter().cloned());
    let texts = Texts::new(all.collect());
    let by_text = texts
        .iter()
        .map(|text| {
            let stating = stated.iter().filter(|(_, texts)| texts.contains(text));
            let mut left = free.clone();
            left.extend(stating.filter_map(|(index, _)| number(*index)));
            left.sort_unstable();
            left.into_boxed_slice()
        })
        .collect();
    Some(Tell {
        key: key.to_owned(),
        texts,
        by_text,
        otherwise: free.into(),
    })
}

/// The strings that a property may be in a branch; `None` where it may be any.
fn texts_of(schemas: &[Schema], branch: &Set, key: &str) -> Option<BTreeSet<String>> {
    let subs = branch.members(schemas).into_iter().flat_map(|(_, schema)| {
        let named = schema.properties.iter().filter(|(name, _)| name == key);
        named.map(|(_, sub)| *sub)
    });
    let value = Set::of(schemas, subs);
    let mut texts: Option<BTreeSet<String>> = None;
    for (_, schema) in value.members(schemas) {
        if !schema.types.meets(Types::STRING) {
            return Some(BTreeSet::new());
        }
        for list in &schema.lists {
            let listed: BTreeSet<String> = list
                .iter()
                .filter_map(|value| value.as_str().map(str::to_owned))
                .collect();
            texts = Some(match texts {
                None => listed,
                Some(before) => &before & &listed,
            });
        }
    }
    texts
}
