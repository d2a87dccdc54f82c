//! The property that tells the branches of a union apart.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::json::Pointer;
use crate::spec::{Node, Spec};

/// How many references are followed.
const DEPTH: usize = 16;

/// A property that tells branches apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name.
    pub(super) property: String,
    /// Which value means which branch, by its number.
    values: Vec<(Value, usize)>,
    /// Whether every branch that an object can be has values.
    complete: bool,
}

/// What the value of a tag says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// This branch.
    Branch(usize),
    /// None of them.
    None,
    /// Nothing certain.
    Unclear,
}

impl Tag {
    /// Of a union, by the pointers of its schema and of its branches: the discriminator that the document states, else a property of which
    /// each branch states other values.
    pub(super) fn of(spec: &Spec, union: &Node, branches: &[String]) -> Option<Self> {
        discriminator(spec, union, branches).or_else(|| constants(spec, branches))
    }

    /// The branch that a value of the property means.
    pub(super) fn meant(&self, value: &Value) -> Meant {
        match self.values.iter().find(|(known, _)| known == value) {
            Some((_, branch)) => Meant::Branch(*branch),
            None if self.complete => Meant::None,
            None => Meant::Unclear,
        }
    }

    /// The values that mean a branch, as text.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.values.iter().filter_map(|(value, _)| value.as_str())
    }
}

fn discriminator(spec: &Spec, union: &Node, branches: &[String]) -> Option<Tag> {
    let stated = union.schema.get("discriminator")?;
    let property = stated.get("propertyName")?.as_str()?;
    let targets: Vec<Option<&str>> = branches
        .iter()
        .map(|branch| spec.nodes().find(branch)?.text("$ref")?.strip_prefix('#'))
        .collect();
    let mut values = Vec::new();
    for (value, target) in stated
        .get("mapping")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let target = target.as_str().unwrap_or_default();
        let names = |known: &str| known == target || Some(known) == target.strip_prefix('#');
        let branch = targets
            .iter()
            .position(|known| known.is_some_and(|known| names(known) || name(known) == target));
        values.extend(branch.map(|branch| (Value::from(value.as_str()), branch)));
    }
    // A schema's own name means it, whether or not it is mapped.
    for (branch, target) in targets.iter().enumerate() {
        if let Some(target) = target {
            let value = Value::from(name(target));
            if !values.iter().any(|(known, _)| *known == value) {
                values.push((value, branch));
            }
        }
    }
    Some(Tag {
        property: property.to_owned(),
        values,
        complete: true,
    })
}

/// The last segment of a pointer.
fn name(pointer: &str) -> String {
    Pointer(pointer)
        .split_last()
        .map(|(_, name)| name.into_owned())
        .unwrap_or_default()
}

/// A property of which each branch states its own values, no value twice.
fn constants(spec: &Spec, branches: &[String]) -> Option<Tag> {
    let stated: Vec<Option<BTreeMap<String, Vec<Value>>>> = branches
        .iter()
        .map(|branch| {
            let mut found = BTreeMap::new();
            takes_objects(spec, branch, &mut found, 0).then_some(found)
        })
        .collect();
    let objects = || {
        stated
            .iter()
            .enumerate()
            .filter_map(|(branch, stated)| Some((branch, stated.as_ref()?)))
    };
    let names: std::collections::BTreeSet<&String> =
        objects().flat_map(|(_, stated)| stated.keys()).collect();
    names
        .into_iter()
        .filter_map(|property| {
            let mut values: Vec<(Value, usize)> = Vec::new();
            let mut having = 0;
            for (branch, stated) in objects() {
                let Some(of_branch) = stated.get(property) else {
                    continue;
                };
                having += 1;
                for value in of_branch {
                    if values.iter().any(|(known, _)| known == value) {
                        return None;
                    }
                    values.push((value.clone(), branch));
                }
            }
            (having > 1).then(|| Tag {
                property: property.clone(),
                values,
                complete: having == objects().count(),
            })
        })
        .max_by_key(|tag| (tag.complete, tag.values.len()))
}

/// Whether a schema takes objects, and which values it states of their properties.
fn takes_objects(
    spec: &Spec,
    pointer: &str,
    found: &mut BTreeMap<String, Vec<Value>>,
    depth: usize,
) -> bool {
    let Some(node) = spec.nodes().find(pointer) else {
        return true;
    };
    if depth == DEPTH {
        return true;
    }
    let takes = match node.schema.get("type") {
        Some(Value::String(name)) => name == "object",
        Some(Value::Array(names)) => names.iter().any(|name| name == "object"),
        _ => true,
    };
    for (property, _) in node.properties().into_iter().flatten() {
        let place = Pointer(&Pointer(pointer).join("properties")).join(property);
        if let Some(values) = values(spec, &place, depth) {
            found.entry(property.clone()).or_insert(values);
        }
    }
    let target = node
        .text("$ref")
        .and_then(|target| target.strip_prefix('#'));
    let others = node.branches("allOf").into_iter();
    others
        .chain(target.map(str::to_owned))
        .fold(takes, |takes, other| {
            takes_objects(spec, &other, found, depth + 1) && takes
        })
}

/// The values that a schema states, if it lists them.
fn values(spec: &Spec, pointer: &str, depth: usize) -> Option<Vec<Value>> {
    let node = spec.nodes().find(pointer)?;
    if let Some(value) = node.schema.get("const") {
        return Some(vec![value.clone()]);
    }
    if let Some(values) = node.enumeration() {
        return Some(values.to_vec());
    }
    let target = node.text("$ref")?.strip_prefix('#')?;
    (depth < DEPTH)
        .then(|| values(spec, target, depth + 1))
        .flatten()
}
