//! Inheritance in the manner of OpenAPI 3.0: a base names a `discriminator` and no branches, and its children include it by `allOf`.
//!
//! Here it is found out, before anything is lowered, which schemas are such bases and who their children are. Only a base that is also
//! used as a type matters: where it is nothing but a part of its children, the discriminator tells nobody apart.

use std::collections::{BTreeMap, BTreeSet};

use super::says_little;
use crate::lower::merge::{self, Member};
use crate::lower::refs::{Index, NamedId};
use crate::spec::{At, Schema, SchemaKind, SchemaObject};

/// The bases of a document.
#[derive(Debug, Default)]
pub(super) struct Inheritance {
    /// Those that are used as types, each with its children and theirs, in document order.
    bases: BTreeMap<NamedId, Vec<NamedId>>,
    /// Every schema that includes a base by `allOf`: a type of its own, even where it adds nothing.
    heirs: BTreeSet<NamedId>,
}

impl Inheritance {
    pub(super) fn new(index: &Index<'_>) -> Self {
        let ids = || (0..index.named.len()).map(NamedId);
        let roots: Vec<NamedId> = ids().filter(|id| is_root(index, *id)).collect();
        if roots.is_empty() {
            return Self::default();
        }
        let mut children: BTreeMap<NamedId, Vec<NamedId>> = BTreeMap::new();
        for id in ids() {
            for parent in parents(index, id) {
                children.entry(parent).or_default().push(id);
            }
        }
        let used = used(index);
        let mut found = Self::default();
        for root in roots {
            let heirs = descendants(index, &children, root);
            let inner = heirs.iter().copied().filter(|heir| !branches(index, *heir));
            for base in [root].into_iter().chain(inner) {
                if used.contains(&base) && !found.bases.contains_key(&base) {
                    let heirs = descendants(index, &children, base);
                    if !heirs.is_empty() {
                        found.bases.insert(base, heirs);
                    }
                }
            }
            found.heirs.extend(heirs);
        }
        found
    }

    /// The children of a base that is used as a type, and theirs.
    pub(super) fn children(&self, base: NamedId) -> Option<&[NamedId]> {
        self.bases.get(&base).map(Vec::as_slice)
    }

    pub(super) fn bases(&self) -> Vec<NamedId> {
        self.bases.keys().copied().collect()
    }

    /// Lets a schema be the plain object that it describes.
    pub(super) fn forget(&mut self, base: NamedId) {
        self.bases.remove(&base);
    }

    /// Whether a schema includes a base, so that it is another type even where it says no more than its base.
    pub(super) fn is_heir(&self, id: NamedId) -> bool {
        self.heirs.contains(&id)
    }
}

/// The keywords that a schema has of its own, in place or in a member of its `allOf`.
fn own<'s>(index: &Index<'s>, id: NamedId) -> Vec<&'s SchemaObject> {
    let Some(schema) = index.get(id).map(|named| named.schema) else {
        return Vec::new();
    };
    let own = |member| match member {
        Member::Own(object, _) => Some(object),
        Member::Reference(_) | Member::Never(_) => None,
    };
    merge::members(index, schema)
        .into_iter()
        .filter_map(own)
        .collect()
}

/// Whether a schema states a `discriminator`, and no branches.
pub(super) fn is_root(index: &Index<'_>, id: NamedId) -> bool {
    own(index, id)
        .iter()
        .any(|object| object.discriminator.is_some())
        && !branches(index, id)
}

fn branches(index: &Index<'_>, id: NamedId) -> bool {
    own(index, id)
        .iter()
        .any(|object| !object.one_of.is_empty() || !object.any_of.is_empty())
}

/// The schemas with a name that a schema includes, or is another name for.
fn parents(index: &Index<'_>, id: NamedId) -> BTreeSet<NamedId> {
    let Some(schema) = index.get(id).map(|named| named.schema) else {
        return BTreeSet::new();
    };
    let members = merge::members(index, schema).into_iter();
    members
        .filter_map(|member| match member {
            Member::Reference(parent) => Some(parent),
            Member::Own(..) | Member::Never(_) => None,
        })
        .collect()
}

/// Everything that includes a base, in document order. What is only another name for it leads to its children, and is none itself.
fn descendants(
    index: &Index<'_>,
    children: &BTreeMap<NamedId, Vec<NamedId>>,
    base: NamedId,
) -> Vec<NamedId> {
    let mut found = BTreeSet::new();
    let mut next = vec![base];
    while let Some(id) = next.pop() {
        for child in children.get(&id).into_iter().flatten() {
            if *child != base && found.insert(*child) {
                next.push(*child);
            }
        }
    }
    found
        .into_iter()
        .filter(|id| index.get(*id).is_some_and(|named| !is_alias(named.schema)))
        .collect()
}

fn is_alias(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Object(object) => {
            object.reference.is_some() && object.all_of.is_empty() && says_little(object)
        }
        SchemaKind::Boolean(_) => false,
    }
}

/// The schemas with a name that stand for a type somewhere, and are not only a part of another schema.
fn used(index: &Index<'_>) -> BTreeSet<NamedId> {
    let mut used = BTreeSet::new();
    let mut parts: BTreeSet<At> = BTreeSet::new();
    index.each_schema(&mut |schema: &Schema| {
        let SchemaKind::Object(object) = &schema.kind else {
            return;
        };
        parts.extend(object.all_of.iter().map(|member| member.at));
        let includes = index.named_at(schema.at).is_some() && !object.all_of.is_empty();
        if !includes && !parts.contains(&schema.at) {
            used.extend(stands_for(index, schema));
        }
    });
    used
}

/// The only schema that a schema refers to, where it says little of its own.
fn stands_for(index: &Index<'_>, schema: &Schema) -> Option<NamedId> {
    let mut reference = None;
    for member in merge::members(index, schema) {
        match member {
            Member::Reference(id) if reference.is_none_or(|known| known == id) => {
                reference = Some(id);
            }
            Member::Own(own, _) if says_little(own) => {}
            Member::Reference(_) | Member::Own(..) | Member::Never(_) => return None,
        }
    }
    reference
}
