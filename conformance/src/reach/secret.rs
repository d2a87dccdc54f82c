//! Keys that may not be shown: those that `propertyNames` calls sensitive, and those within a value that is. What the spec itself names is no
//! secret.

use serde_json::Value;

use super::{PlaceId, Reach};
use crate::json::{Pointer, push};
use crate::spec::Nodes;

/// A pointer some keys of which may not be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Masked {
    /// The pointer, with `<phone>` in place of each of them.
    pub(crate) pointer: String,
    /// Those keys, and those of the object at the pointer, each with what is shown in its place.
    pub(crate) keys: Vec<(String, String)>,
}

impl Reach {
    /// What the keys of a place hold that the spec does not name, if they may not be shown: `phone`.
    pub(crate) fn secret_keys(&mut self, nodes: &Nodes, place: PlaceId) -> Option<String> {
        if let Some(known) = self.at(place).and_then(|at| at.secret_keys.clone()) {
            return known;
        }
        let names = self.nodes_of(nodes, place).into_iter();
        let names = names.map(|node| Pointer(&node.pointer).join("propertyNames"));
        let names = self.place(nodes, names.collect());
        let found = self.sensitive(names).map(str::to_owned);
        if let Some(at) = self.places.get_mut(place.0) {
            at.secret_keys = Some(found.clone());
        }
        found
    }

    /// A pointer into a response as it may be shown; `None` where it has nothing to hide. Of a response that cannot be read (`root` is
    /// `None`) a segment that may be an index or a key is taken for both.
    pub(crate) fn masked(
        &mut self,
        nodes: &Nodes,
        definition: &str,
        root: Option<&Value>,
        pointer: &str,
    ) -> Option<Masked> {
        if !self.has_secrets(nodes) {
            return None;
        }
        let mut masked = Masked {
            pointer: String::with_capacity(pointer.len()),
            keys: Vec::new(),
        };
        let mut place = self.root(nodes, definition);
        let mut value = root;
        let mut around = None;
        for segment in Pointer(pointer).segments() {
            around = around.or_else(|| self.sensitive(place).map(str::to_owned));
            let index = segment.parse::<usize>().ok();
            if let (Some(Value::Array(items)), Some(index)) = (value, index) {
                push(&mut masked.pointer, &segment);
                place = self.items(nodes, place);
                value = items.get(index);
                continue;
            }
            let (below, named) = self.key(nodes, place, &segment);
            let secret = around.clone().or_else(|| self.secret_keys(nodes, place));
            match secret.filter(|_| !named) {
                Some(kind) => masked.hide(&segment, &kind, true),
                None => push(&mut masked.pointer, &segment),
            }
            value = value.and_then(|value| value.get(&*segment));
            let items = self.items(nodes, place);
            let is_item = root.is_none() && index.is_some() && !named;
            place = match is_item && !self.nodes_of(nodes, items).is_empty() {
                true => items,
                false => below,
            };
        }
        let around = around.or_else(|| self.sensitive(place).map(str::to_owned));
        if let Some(Value::Object(members)) = value
            && let Some(kind) = around.or_else(|| self.secret_keys(nodes, place))
        {
            for key in members.keys() {
                if !self.key(nodes, place, key).1 {
                    masked.hide(key, &kind, false);
                }
            }
        }
        (!masked.keys.is_empty()).then_some(masked)
    }

    /// Whether anything of the spec is sensitive.
    fn has_secrets(&mut self, nodes: &Nodes) -> bool {
        *self.has_secrets.get_or_insert_with(|| {
            let mut all = (0..nodes.count()).filter_map(|id| nodes.get(id));
            all.any(crate::spec::Node::is_sensitive)
        })
    }
}

impl Masked {
    fn hide(&mut self, key: &str, kind: &str, in_pointer: bool) {
        let mask = format!("<{kind}>");
        if in_pointer {
            push(&mut self.pointer, &mask);
        }
        self.keys.push((key.to_owned(), mask));
    }

    /// What is shown in place of a key; the key itself where it is no secret.
    pub(crate) fn key<'a>(&'a self, key: &'a str) -> &'a str {
        let secret = self.keys.iter().find(|(secret, _)| secret == key);
        secret.map_or(key, |(_, mask)| mask)
    }

    /// A message in which the keys are quoted, without them.
    pub(crate) fn words(&self, message: &str) -> String {
        let mut words = message.to_owned();
        for (key, mask) in &self.keys {
            for key in [key.as_str(), &crate::legs::spec::shorten(key)] {
                words = words.replace(&format!("`{key}`"), &format!("`{mask}`"));
            }
        }
        words
    }
}
