//! A schema on its way into the bundle: what stands in the document as it should is pointed to, not copied.

use std::borrow::Cow;

use serde_core::{Serialize, Serializer};
use serde_json::Value;

use crate::spec::{At, Content, Tree};

/// A part of the bundle.
#[derive(Clone, Debug)]
pub(super) enum Node<'d> {
    /// As the document has it.
    Same(At),
    /// A text of ours.
    Text(Cow<'static, str>),
    /// A list that holds something of ours.
    List(Vec<Self>),
    /// A map that holds something of ours, in order.
    Map(Vec<(&'d str, Self)>),
}

impl<'d> Node<'d> {
    /// What the document has here, where it is just that.
    pub(super) fn content(&self, tree: &'d Tree) -> Option<Content<'d>> {
        match self {
            Self::Same(at) => Some(tree.content(*at)),
            Self::Text(_) | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// As a value of its own.
    pub(super) fn value(&self, tree: &Tree) -> Value {
        match self {
            Self::Same(at) => tree.json(*at),
            Self::Text(text) => Value::String(text.clone().into_owned()),
            Self::List(items) => items.iter().map(|item| item.value(tree)).collect(),
            Self::Map(entries) => entries
                .iter()
                .map(|(key, node)| ((*key).to_owned(), node.value(tree)))
                .collect(),
        }
    }
}

/// A node as it is written.
pub(super) struct Written<'a, 'd>(pub(super) &'a Tree, pub(super) &'a Node<'d>);

impl Serialize for Written<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(tree, node) = self;
        match node {
            Node::Same(at) => Plain(tree, *at).serialize(serializer),
            Node::Text(text) => serializer.serialize_str(text),
            Node::List(items) => {
                serializer.collect_seq(items.iter().map(|item| Written(tree, item)))
            }
            Node::Map(entries) => {
                let entries = entries.iter();
                serializer.collect_map(entries.map(|(key, node)| (key, Written(tree, node))))
            }
        }
    }
}

/// What the document has, as it is written.
struct Plain<'a>(&'a Tree, At);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(tree, at) = *self;
        match tree.content(at) {
            Content::Null => serializer.serialize_unit(),
            Content::Boolean(value) => serializer.serialize_bool(value),
            Content::Number(number) => number.serialize(serializer),
            Content::Text(text) => serializer.serialize_str(text),
            Content::List(items) => serializer.collect_seq(items.map(|item| Plain(tree, item))),
            Content::Map(entries) => {
                serializer.collect_map(entries.map(|entry| (entry.name, Plain(tree, entry.value))))
            }
        }
    }
}
