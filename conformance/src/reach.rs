//! What a spec may say of a place, whatever value stands there: all schemas that a pointer can lead to, through every reference and branch.
//!
//! It is for what must not depend on the value: names for places, and what may never be shown.

mod secret;

use std::collections::HashMap;

use serde_json::Value;

use crate::json::Pointer;
use crate::spec::{NodeId, Nodes};
pub(crate) use secret::Masked;

/// A set of schemas that may apply to one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PlaceId(usize);

/// The sets of schemas that places can have, worked out as they are asked for. What is known of keys is bounded by the keys of the spec.
#[derive(Debug, Default)]
pub struct Reach {
    places: Vec<Place>,
    known: HashMap<Vec<NodeId>, PlaceId>,
    roots: HashMap<String, PlaceId>,
    has_secrets: Option<bool>,
}

#[derive(Debug, Default)]
struct Place {
    nodes: Vec<NodeId>,
    sensitive: Option<String>,
    /// The same of keys that the spec does not name, once it was asked for.
    secret_keys: Option<Option<String>>,
    keys: HashMap<String, PlaceId>,
    other: Option<PlaceId>,
    items: Option<PlaceId>,
}

/// Keywords whose schema applies to the value itself.
const SAME: [&str; 3] = ["if", "then", "else"];

impl Reach {
    /// The place of a whole response, by the key of its schema in `$defs`.
    pub fn root(&mut self, nodes: &Nodes, definition: &str) -> PlaceId {
        if let Some(place) = self.roots.get(definition) {
            return *place;
        }
        let pointer = Pointer("/$defs").join(definition);
        let place = self.place(nodes, vec![pointer]);
        self.roots.insert(definition.to_owned(), place);
        place
    }

    /// The place of a member, and whether the spec names its key.
    pub fn key(&mut self, nodes: &Nodes, place: PlaceId, key: &str) -> (PlaceId, bool) {
        if let Some(known) = self.at(place).and_then(|at| at.keys.get(key)) {
            return (*known, true);
        }
        let mut named = false;
        let mut below = Vec::new();
        for node in self.nodes_of(nodes, place) {
            let own = node.properties().is_some_and(|all| all.contains_key(key));
            named |= own;
            let properties = || Pointer(&node.pointer).join("properties");
            if own {
                below.push(Pointer(&properties()).join(key));
            } else {
                unnamed(node, &mut below);
            }
            patterns(node, &mut below);
        }
        if !named {
            return (self.other(nodes, place), false);
        }
        let found = self.place(nodes, below);
        if let Some(at) = self.places.get_mut(place.0) {
            at.keys.insert(key.to_owned(), found);
        }
        (found, true)
    }

    /// The place of the elements of an array.
    pub fn items(&mut self, nodes: &Nodes, place: PlaceId) -> PlaceId {
        if let Some(items) = self.at(place).and_then(|at| at.items) {
            return items;
        }
        let mut below = Vec::new();
        for node in self.nodes_of(nodes, place) {
            for keyword in ["items", "contains", "unevaluatedItems"] {
                below.push(Pointer(&node.pointer).join(keyword));
            }
            below.extend(node.branches("prefixItems"));
        }
        let found = self.place(nodes, below);
        if let Some(at) = self.places.get_mut(place.0) {
            at.items = Some(found);
        }
        found
    }

    /// What the value of a place holds, if it may not be shown: `phone`.
    #[must_use]
    pub fn sensitive(&self, place: PlaceId) -> Option<&str> {
        self.at(place)?.sensitive.as_deref()
    }

    /// The name of a place: its pointer with `*` for each index and each key that the spec does not name, and whether it, or a value around
    /// it, may not be shown.
    pub fn name(
        &mut self,
        nodes: &Nodes,
        definition: &str,
        root: &Value,
        pointer: &str,
    ) -> (String, bool) {
        let mut name = String::with_capacity(pointer.len());
        let mut place = self.root(nodes, definition);
        let mut value = Some(root);
        let mut hidden = self.sensitive(place).is_some();
        for segment in Pointer(pointer).segments() {
            if let Some(Value::Array(items)) = value {
                name.push_str("/*");
                place = self.items(nodes, place);
                value = segment.parse().ok().and_then(|at: usize| items.get(at));
            } else {
                let (below, named) = self.key(nodes, place, &segment);
                match named {
                    true => crate::json::push(&mut name, &segment),
                    false => name.push_str("/*"),
                }
                place = below;
                value = value.and_then(|value| value.get(&*segment));
            }
            hidden |= self.sensitive(place).is_some();
        }
        (name, hidden)
    }

    /// The place of keys that the spec does not name.
    fn other(&mut self, nodes: &Nodes, place: PlaceId) -> PlaceId {
        if let Some(other) = self.at(place).and_then(|at| at.other) {
            return other;
        }
        let mut below = Vec::new();
        for node in self.nodes_of(nodes, place) {
            unnamed(node, &mut below);
            patterns(node, &mut below);
        }
        let found = self.place(nodes, below);
        if let Some(at) = self.places.get_mut(place.0) {
            at.other = Some(found);
        }
        found
    }

    fn at(&self, place: PlaceId) -> Option<&Place> {
        self.places.get(place.0)
    }

    fn nodes_of<'a>(&self, nodes: &'a Nodes, place: PlaceId) -> Vec<&'a crate::spec::Node> {
        let ids = self.at(place).map(|at| at.nodes.as_slice());
        ids.unwrap_or_default()
            .iter()
            .filter_map(|id| nodes.get(*id))
            .collect()
    }

    /// The place of schemas, and of all that they refer to or choose between.
    fn place(&mut self, nodes: &Nodes, mut queue: Vec<String>) -> PlaceId {
        let mut found: Vec<NodeId> = Vec::new();
        while let Some(pointer) = queue.pop() {
            let (Some(id), Some(node)) = (nodes.id(&pointer), nodes.find(&pointer)) else {
                continue;
            };
            if found.contains(&id) {
                continue;
            }
            found.push(id);
            for keyword in ["allOf", "anyOf", "oneOf"] {
                queue.extend(node.branches(keyword));
            }
            for keyword in SAME {
                queue.push(Pointer(&pointer).join(keyword));
            }
            if let Some(Value::Object(dependent)) = node.schema.get("dependentSchemas") {
                let all = Pointer(&pointer).join("dependentSchemas");
                queue.extend(dependent.keys().map(|key| Pointer(&all).join(key)));
            }
            let target = node
                .text("$ref")
                .and_then(|target| target.strip_prefix('#'));
            queue.extend(target.map(str::to_owned));
        }
        found.sort_unstable();
        if let Some(known) = self.known.get(&found) {
            return *known;
        }
        let place = PlaceId(self.places.len());
        let sensitive = found
            .iter()
            .filter_map(|id| nodes.get(*id))
            .find_map(|node| node.text("x-sensitive"));
        self.places.push(Place {
            nodes: found.clone(),
            sensitive: sensitive.map(str::to_owned),
            ..Place::default()
        });
        self.known.insert(found, place);
        place
    }
}

/// The schemas of keys that a schema does not name.
fn unnamed(node: &crate::spec::Node, below: &mut Vec<String>) {
    for keyword in ["additionalProperties", "unevaluatedProperties"] {
        below.push(Pointer(&node.pointer).join(keyword));
    }
}

/// The schemas of keys by pattern: each, for which of them a key matches is no matter here.
fn patterns(node: &crate::spec::Node, below: &mut Vec<String>) {
    if let Some(Value::Object(patterns)) = node.schema.get("patternProperties") {
        let all = Pointer(&node.pointer).join("patternProperties");
        below.extend(patterns.keys().map(|pattern| Pointer(&all).join(pattern)));
    }
}
