//! How the items of a large API are spread over modules, so that a user compiles what they use.
//!
//! The operations of a tag are a module behind a feature of the tag's name, with the types that they alone use. A type that several tags
//! use is in the module `shared`, behind any of their features; one that many use, or none, is always there. The modules are private and
//! all they hold is exported above them, so that no path changes when a type is used by one tag more.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Operation, TypeId};

/// Fewer operations than these are a module of their own together: there is little to leave out.
const LARGE: usize = 50;
/// A type of more groups than these is always there: whoever compiles anything is likely to need it.
const COMMON: usize = 8;
/// The group of operations without a tag.
const UNTAGGED: &str = "untagged";
/// The module of types that more than one group uses.
pub(super) const SHARED: &str = "shared";

/// Which group each item belongs to.
#[derive(Debug)]
pub(super) struct Layout {
    /// The names of modules and features, in order, each with the tag as the document spells it.
    pub(super) groups: Vec<(String, String)>,
    /// By operation: its group.
    operations: Vec<usize>,
    /// By type: the groups that it is there with; none where it is always there.
    types: Vec<BTreeSet<usize>>,
}

impl Layout {
    /// The layout of an API that is large enough to have one.
    pub(super) fn new(api: &Api) -> Option<Self> {
        let mut groups = BTreeMap::new();
        for operation in &api.operations {
            let (name, tag) = group(operation);
            groups.entry(name).or_insert(tag);
        }
        if api.operations.len() < LARGE || groups.len() < 2 {
            return None;
        }
        let number: BTreeMap<&str, usize> = groups.keys().copied().zip(0..).collect();
        let operations: Vec<usize> = api
            .operations
            .iter()
            .map(|operation| number.get(group(operation).0).copied().unwrap_or_default())
            .collect();

        let mut types = vec![BTreeSet::new(); api.types.len()];
        for number in 0..groups.len() {
            let own = api.operations.iter().zip(&operations);
            let own = own.filter(|(_, group)| **group == number);
            for id in api.reach(own.flat_map(|(operation, _)| operation.uses())) {
                if let Some(groups) = types.get_mut(id.0) {
                    groups.insert(number);
                }
            }
        }
        // What no operation uses is always there, and with it what it is made of.
        let unused = types.iter().enumerate();
        let unused = unused.filter_map(|(id, groups)| groups.is_empty().then_some(TypeId(id)));
        let unused: Vec<TypeId> = unused.collect();
        for id in api.reach(unused) {
            if let Some(groups) = types.get_mut(id.0) {
                groups.clear();
            }
        }
        for groups in &mut types {
            if groups.len() > COMMON {
                groups.clear();
            }
        }
        let names = groups.into_iter();
        Some(Self {
            groups: names
                .map(|(name, tag)| (name.to_owned(), tag.to_owned()))
                .collect(),
            operations,
            types,
        })
    }

    /// The feature of an operation.
    pub(super) fn feature(&self, operation: usize) -> Option<&str> {
        let group = self.operations.get(operation)?;
        self.groups.get(*group).map(|(name, _)| name.as_str())
    }

    /// The operations of a group.
    pub(super) fn operations_of(&self, group: usize) -> impl Iterator<Item = usize> {
        let operations = self.operations.iter().enumerate();
        operations.filter_map(move |(operation, own)| (*own == group).then_some(operation))
    }

    /// The types that a group alone uses.
    pub(super) fn types_of(&self, group: usize) -> impl Iterator<Item = usize> {
        let types = self.types.iter().enumerate();
        types.filter_map(move |(id, groups)| (groups.iter().eq([&group])).then_some(id))
    }

    /// The other types, each with the features of which any brings it along; none where it is always there.
    pub(super) fn shared(&self) -> impl Iterator<Item = (usize, Vec<&str>)> {
        let types = self.types.iter().enumerate();
        types
            .filter(|(_, groups)| groups.len() != 1)
            .map(|(id, groups)| {
                let names = groups.iter().filter_map(|group| self.groups.get(*group));
                (id, names.map(|(name, _)| name.as_str()).collect())
            })
    }
}

/// The group of an operation: its module's name, and its tag.
fn group(operation: &Operation) -> (&str, &str) {
    match &operation.tag {
        Some(tag) => (&tag.rust, &tag.wire),
        None => (UNTAGGED, ""),
    }
}
