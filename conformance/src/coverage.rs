//! What of a spec the responses exercised: to the property, the listed value, the branch.
//!
//! Keyed by the place in the bundle, so that coverages of any number of responses add up, in any order, to the same.

mod outline;
mod summary;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::json::{Json, Kind, Pointer};
use crate::judge::Grade;
use crate::program::Live;
use crate::spec::{Node, NodeId, Spec};

pub use outline::{Item, outline};
pub use summary::{Share, Summary};

/// How often each place of the spec was exercised, by grade of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    properties: BTreeMap<(Grade, String), Seen>,
    values: BTreeMap<(Grade, String), u64>,
    branches: BTreeMap<(Grade, String), u64>,
    arrays: BTreeMap<(Grade, String), Filled>,
}

/// How a property was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// With a value.
    pub present: u64,
    /// Missing from an object that may have it.
    pub absent: u64,
    /// Null.
    pub null: u64,
}

/// How an array was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Filled {
    /// With elements.
    pub filled: u64,
    /// Without.
    pub empty: u64,
}

impl Coverage {
    /// Adds what other responses exercised. Order does not matter.
    pub fn merge(&mut self, other: &Self) {
        for (key, seen) in &other.properties {
            let sum = self.properties.entry(key.clone()).or_default();
            sum.present += seen.present;
            sum.absent += seen.absent;
            sum.null += seen.null;
        }
        for (key, count) in &other.values {
            *self.values.entry(key.clone()).or_default() += count;
        }
        for (key, count) in &other.branches {
            *self.branches.entry(key.clone()).or_default() += count;
        }
        for (key, filled) in &other.arrays {
            let sum = self.arrays.entry(key.clone()).or_default();
            sum.filled += filled.filled;
            sum.empty += filled.empty;
        }
    }

    /// How a property was seen, by the place of its schema.
    pub(crate) fn property(&self, grade: Grade, place: &str) -> Seen {
        self.properties
            .get(&(grade, place.to_owned()))
            .copied()
            .unwrap_or_default()
    }

    /// How often a listed value was seen.
    pub(crate) fn value(&self, grade: Grade, place: &str) -> u64 {
        self.values
            .get(&(grade, place.to_owned()))
            .copied()
            .unwrap_or_default()
    }

    /// How often a branch was taken.
    pub(crate) fn branch(&self, grade: Grade, place: &str) -> u64 {
        self.branches
            .get(&(grade, place.to_owned()))
            .copied()
            .unwrap_or_default()
    }

    /// How an array was seen, by the place of its schema.
    pub(crate) fn array(&self, grade: Grade, place: &str) -> Filled {
        self.arrays
            .get(&(grade, place.to_owned()))
            .copied()
            .unwrap_or_default()
    }

    /// Adds how a property of a schema was seen. A schema is named by its pointer in the bundle.
    pub(crate) fn add_property(&mut self, grade: Grade, schema: &str, name: &str, seen: Seen) {
        let place = Pointer(&Pointer(schema).join("properties")).join(name);
        let sum = self.properties.entry((grade, place)).or_default();
        sum.present += seen.present;
        sum.absent += seen.absent;
        sum.null += seen.null;
    }

    /// Adds how often a listed value was seen.
    pub(crate) fn add_value(&mut self, grade: Grade, schema: &str, value: &Value, count: u64) {
        let place = Pointer(&Pointer(schema).join("enum")).join(&plain(value));
        *self.values.entry((grade, place)).or_default() += count;
    }

    /// Adds how often a branch was taken.
    pub(crate) fn add_branch(&mut self, grade: Grade, schema: &str, count: u64) {
        *self.branches.entry((grade, schema.to_owned())).or_default() += count;
    }

    /// Adds how often an array was seen with elements and without.
    pub(crate) fn add_array(&mut self, grade: Grade, schema: &str, filled: Filled) {
        let sum = self.arrays.entry((grade, schema.to_owned())).or_default();
        sum.filled += filled.filled;
        sum.empty += filled.empty;
    }

    /// What was exercised that no valid response can exercise: nothing, if all of them are valid.
    #[must_use]
    pub fn beyond(&self, live: &Live) -> Vec<String> {
        let mut beyond = Vec::new();
        for ((_, place), seen) in &self.properties {
            let live = live.property(place);
            let of_each = [
                (seen.present, live.present),
                (seen.absent, live.absent),
                (seen.null, live.null),
            ];
            if of_each.iter().any(|(count, live)| *count > 0 && !live) {
                beyond.push(format!("{place}: {seen:?}, where {live:?}"));
            }
        }
        for (_, place) in self.values.keys() {
            let known = Pointer(place).split_last().and_then(|(list, value)| {
                let (schema, _) = list.split_last()?;
                let mut values = live.values(schema.0).iter();
                Some(values.any(|known| plain(known) == value))
            });
            if known != Some(true) {
                beyond.push(place.clone());
            }
        }
        let branches = self.branches.keys().map(|(_, place)| place);
        beyond.extend(branches.filter(|place| !live.has_branch(place)).cloned());
        for ((_, place), seen) in &self.arrays {
            let live = live.array(place);
            if seen.filled > 0 && !live.filled || seen.empty > 0 && !live.empty {
                beyond.push(format!("{place}: {seen:?}, where {live:?}"));
            }
        }
        beyond
    }

    /// The grades of evidence that contributed.
    #[must_use]
    pub fn grades(&self) -> BTreeSet<Grade> {
        self.properties.keys().map(|(grade, _)| *grade).collect()
    }
}

/// What one response exercises, by the schemas that apply to the value that begins at a place.
#[must_use]
pub fn of_response<'a>(
    spec: &Spec,
    applied: impl Fn(usize) -> &'a [NodeId],
    json: &Json,
    grade: Grade,
) -> Coverage {
    let mut coverage = Coverage::default();
    json.walk(|pointer, found| {
        let value = json.value.pointer(pointer);
        for node in applied(found.span.start)
            .iter()
            .filter_map(|id| spec.nodes().get(*id))
        {
            if let Kind::Object(members) = &found.kind {
                for name in node
                    .properties()
                    .into_iter()
                    .flatten()
                    .map(|(name, _)| name)
                {
                    let seen = coverage
                        .properties
                        .entry((grade, property_place(node, name)))
                        .or_default();
                    match members
                        .iter()
                        .rev()
                        .find(|member| member.key == *name)
                        .map(|member| &member.value.kind)
                    {
                        None => seen.absent += 1,
                        Some(Kind::Null) => seen.null += 1,
                        Some(_) => seen.present += 1,
                    }
                }
            }
            if let Kind::Array(items) = &found.kind
                && node.schema.contains_key("items")
            {
                let filled = coverage
                    .arrays
                    .entry((grade, node.pointer.clone()))
                    .or_default();
                match items.is_empty() {
                    true => filled.empty += 1,
                    false => filled.filled += 1,
                }
            }
            if let (Some(values), Some(value)) = (node.enumeration(), value)
                && values.contains(value)
            {
                *coverage
                    .values
                    .entry((grade, value_place(node, value)))
                    .or_default() += 1;
            }
            if let Some((list, _)) = Pointer(&node.pointer).split_last()
                && list
                    .split_last()
                    .is_some_and(|(_, keyword)| keyword == "oneOf" || keyword == "anyOf")
            {
                *coverage
                    .branches
                    .entry((grade, node.pointer.clone()))
                    .or_default() += 1;
            }
        }
    });
    coverage
}

fn property_place(node: &Node, name: &str) -> String {
    Pointer(&Pointer(&node.pointer).join("properties")).join(name)
}

fn value_place(node: &Node, value: &Value) -> String {
    Pointer(&Pointer(&node.pointer).join("enum")).join(&plain(value))
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn branch_places(node: &Node) -> Vec<String> {
    [node.branches("oneOf"), node.branches("anyOf")].concat()
}

fn is_nullable(spec: &Spec, pointer: &str, depth: usize) -> bool {
    let Some(node) = spec.nodes().find(pointer) else {
        return false;
    };
    let listed = match node.schema.get("type") {
        Some(Value::String(name)) => name == "null",
        Some(Value::Array(names)) => names.iter().any(|name| name == "null"),
        _ => false,
    };
    let referred = || {
        depth < 16
            && node
                .text("$ref")
                .and_then(|reference| reference.strip_prefix('#'))
                .is_some_and(|target| is_nullable(spec, target, depth + 1))
    };
    listed
        || referred()
        || (depth < 16
            && branch_places(node)
                .iter()
                .any(|branch| is_nullable(spec, branch, depth + 1)))
}

/// Every schema that the responses lead to, each once, in a fixed order.
fn reachable<'a, 'b>(
    spec: &'a Spec,
    definitions: impl IntoIterator<Item = &'b str>,
) -> Vec<&'a Node> {
    let mut seen = BTreeSet::new();
    let mut queue: Vec<String> = definitions
        .into_iter()
        .map(|definition| Pointer("/$defs").join(definition))
        .collect();
    while let Some(pointer) = queue.pop() {
        let Some(node) = spec.nodes().find(&pointer) else {
            continue;
        };
        if !seen.insert(pointer.clone()) {
            continue;
        }
        queue.extend(
            node.text("$ref")
                .and_then(|reference| reference.strip_prefix('#'))
                .map(str::to_owned),
        );
        queue.extend(spec.nodes().children(&pointer));
    }
    seen.iter()
        .filter_map(|pointer| spec.nodes().find(pointer))
        .collect()
}
