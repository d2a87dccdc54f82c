//! A document as an arena of located nodes.

mod content;

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::{Number, Value};

use super::files::Part;
use super::pointer::{escape, index, unescape};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{Lines, Position, Source, Span};

pub use content::{Content, Entries, Entry, Items};

/// Maps with more entries than this get an index; below, looking at each key is as fast.
pub(super) const INDEXED: usize = 16;

/// A node of a [`Tree`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At(pub(crate) u32);

impl At {
    /// The document itself.
    pub const ROOT: Self = Self(0);
}

/// A document's nodes: maps, lists and scalars, each with its place in the text.
///
/// Nodes stand in document order, a container before its content, so that whatever lies under a node is one contiguous range of the
/// arena. The keys of maps are nodes of their own: a key's position is where the key stands, and its pointer is that of its value.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) lines: Lines,
    pub(super) nodes: Vec<Node>,
    /// The text of scalars that the source spells differently: escapes, folded lines.
    pub(super) unescaped: String,
    /// For maps with many entries: their keys, sorted by text.
    pub(super) indexes: HashMap<u32, Vec<u32>>,
    /// Other files of the document, whose text and nodes follow its own.
    pub(super) parts: Vec<Part>,
}

/// One node. 32 bytes, and a document of 10 MB has a million of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The container; the root is its own.
    pub(super) parent: u32,
    pub(super) depth: u16,
    pub(super) is_key: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Null,
    /// What has been reported already and means nothing; it reads as null.
    Faulty,
    Boolean(bool),
    Integer(i64),
    /// Above `i64::MAX`.
    Unsigned(u64),
    /// Finite.
    Float(f64),
    /// A range of the source.
    Text {
        start: u32,
        end: u32,
    },
    /// A range of `unescaped`.
    Unescaped {
        start: u32,
        end: u32,
    },
    /// `after` is the first node that is not inside.
    List {
        after: u32,
    },
    Map {
        after: u32,
    },
}

impl Tree {
    /// The name of the source.
    #[must_use]
    pub fn source_name(&self) -> &str {
        &self.name
    }

    /// The text of the source.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of a node, from its first character to the last of its content. What an alias repeats has the place of the original;
    /// the repeated node itself has the place of the alias.
    #[must_use]
    pub fn span(&self, at: At) -> Span {
        self.node(at.0).map_or_else(Span::default, |node| Span {
            start: node.start as usize,
            end: node.end as usize,
        })
    }

    /// Where a node starts.
    #[must_use]
    pub fn position(&self, at: At) -> Position {
        self.locate(self.span(at).start)
    }

    /// The line and column of a byte of the text.
    #[must_use]
    pub fn locate(&self, offset: usize) -> Position {
        match self.part(offset) {
            Some(part) => part.position(&self.text, offset),
            None => self.lines.position(&self.text, offset),
        }
    }

    /// What a node holds.
    #[must_use]
    pub fn content(&self, at: At) -> Content<'_> {
        let Some(node) = self.node(at.0) else {
            return Content::Null;
        };
        let items = |after| Items {
            tree: self,
            next: at.0 + 1,
            after,
        };
        match node.kind {
            Kind::Null | Kind::Faulty => Content::Null,
            Kind::Boolean(value) => Content::Boolean(value),
            Kind::Integer(value) => Content::Number(value.into()),
            Kind::Unsigned(value) => Content::Number(value.into()),
            Kind::Float(value) => Number::from_f64(value).map_or(Content::Null, Content::Number),
            Kind::Text { .. } | Kind::Unescaped { .. } => {
                Content::Text(self.raw(at.0).unwrap_or_default())
            }
            Kind::List { after } => Content::List(items(after)),
            Kind::Map { after } => Content::Map(Entries(items(after))),
        }
    }

    /// The entries of a map; nothing where the node is no map.
    #[must_use]
    pub fn entries(&self, at: At) -> Entries<'_> {
        match self.content(at) {
            Content::Map(entries) => entries,
            _ => Entries(Items {
                tree: self,
                next: 0,
                after: 0,
            }),
        }
    }

    /// The value of a map's key.
    #[must_use]
    pub fn get(&self, at: At, name: &str) -> Option<At> {
        let Kind::Map { after } = self.node(at.0)?.kind else {
            return None;
        };
        // A key and a value at least for each entry.
        let may_be_indexed = after.saturating_sub(at.0) as usize > 2 * INDEXED;
        if may_be_indexed && let Some(keys) = self.indexes.get(&at.0) {
            let found = keys.partition_point(|key| self.raw(*key).unwrap_or_default() < name);
            let key = *keys.get(found)?;
            return (self.raw(key) == Some(name)).then_some(At(key + 1));
        }
        let mut key = at.0 + 1;
        while key < after {
            let value = key + 1;
            if self.spells(key, name) {
                return Some(At(value));
            }
            key = self.after(value);
        }
        None
    }

    /// The key of a node that is the value of a map's entry.
    #[must_use]
    pub fn key(&self, at: At) -> Option<At> {
        let node = self.node(at.0)?;
        let previous = at.0.checked_sub(1)?;
        let is_value = !node.is_key && matches!(self.node(node.parent)?.kind, Kind::Map { .. });
        is_value.then_some(At(previous))
    }

    /// The container that a node is in; `None` for the root.
    #[must_use]
    pub fn parent(&self, at: At) -> Option<At> {
        self.node(at.0)
            .filter(|_| at != At::ROOT)
            .map(|node| At(node.parent))
    }

    /// The JSON pointer of a node (RFC 6901): empty for the root, and for a key that of its value.
    #[must_use]
    pub fn pointer(&self, at: At) -> String {
        let mut tokens: Vec<Cow<'_, str>> = Vec::with_capacity(8);
        let mut at = at;
        while let (Some(parent), Some(node)) = (self.parent(at), self.node(at.0)) {
            if node.is_key {
                tokens.push(escape(self.raw(at.0).unwrap_or_default()));
            } else if let Some(key) = self.key(at) {
                tokens.push(escape(self.raw(key.0).unwrap_or_default()));
            } else if let Content::List(mut items) = self.content(parent) {
                let index = items.position(|item| item == at).unwrap_or_default();
                tokens.push(index.to_string().into());
            }
            at = parent;
        }
        let length = tokens.iter().map(|token| token.len() + 1).sum();
        let mut pointer = String::with_capacity(length);
        for token in tokens.iter().rev() {
            pointer.push('/');
            pointer.push_str(token);
        }
        pointer
    }

    /// The node that a JSON pointer (RFC 6901) leads to: a value, never a key.
    #[must_use]
    pub fn find(&self, pointer: &str) -> Option<At> {
        self.descend(At::ROOT, pointer)
    }

    /// The node that a JSON pointer leads to from another node.
    #[must_use]
    pub fn descend(&self, at: At, pointer: &str) -> Option<At> {
        self.node(at.0)?;
        if pointer.is_empty() {
            return Some(at);
        }
        pointer
            .strip_prefix('/')?
            .split('/')
            .try_fold(at, |at, token| match self.content(at) {
                Content::Map(_) => self.get(at, &unescape(token)?),
                Content::List(mut items) => items.nth(index(token)?),
                _ => None,
            })
    }

    /// A node as plain JSON, keys in document order.
    #[must_use]
    pub fn json(&self, at: At) -> Value {
        match self.content(at) {
            Content::Null => Value::Null,
            Content::Boolean(value) => Value::Bool(value),
            Content::Number(number) => Value::Number(number),
            Content::Text(text) => Value::String(text.to_owned()),
            Content::List(items) => items.map(|item| self.json(item)).collect(),
            Content::Map(entries) => entries
                .map(|entry| (entry.name.to_owned(), self.json(entry.value)))
                .collect(),
        }
    }

    /// A problem with a node.
    #[must_use]
    pub fn diagnostic(&self, code: Code, at: At, message: impl Into<String>) -> Diagnostic {
        self.diagnostic_in(code, self.span(at), self.pointer(at), message)
    }

    /// A problem with some bytes of the text.
    #[must_use]
    pub(super) fn diagnostic_in(
        &self,
        code: Code,
        span: Span,
        pointer: String,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            source: self.name.clone(),
            span,
            position: self.locate(span.start),
            end: self.locate(span.end),
            pointer,
            message: brief(message.into()),
            help: None,
            related: None,
        }
    }

    /// A copy of the source, for rendering a diagnostic.
    #[must_use]
    pub fn source(&self) -> Source {
        Source::new(self.name.as_str(), self.text.as_str())
    }

    /// Whether a node has been reported by the loader and means nothing.
    pub(super) fn is_faulty(&self, at: At) -> bool {
        self.node(at.0)
            .is_some_and(|node| matches!(node.kind, Kind::Faulty))
    }

    pub(super) fn node(&self, at: u32) -> Option<&Node> {
        self.nodes.get(at as usize)
    }

    /// The text of a string or a key.
    pub(super) fn raw(&self, at: u32) -> Option<&str> {
        match self.node(at)?.kind {
            Kind::Text { start, end } => self.text.get(start as usize..end as usize),
            Kind::Unescaped { start, end } => self.unescaped.get(start as usize..end as usize),
            _ => None,
        }
    }

    /// Whether a key is this one. Most are not by their length, so that their text need not be looked at.
    fn spells(&self, key: u32, name: &str) -> bool {
        match self.node(key).map(|node| node.kind) {
            Some(Kind::Text { start, end } | Kind::Unescaped { start, end }) => {
                end.saturating_sub(start) as usize == name.len() && self.raw(key) == Some(name)
            }
            _ => name.is_empty(),
        }
    }

    /// The first node behind a node and all that it holds.
    pub(super) fn after(&self, at: u32) -> u32 {
        match self.node(at).map(|node| node.kind) {
            Some(Kind::List { after } | Kind::Map { after }) => after.max(at + 1),
            _ => at + 1,
        }
    }
}

/// A message that quotes from the document, shortened in the middle where the document would drown it.
fn brief(message: String) -> String {
    const HEAD: usize = 240;
    const TAIL: usize = 60;
    if message.len() <= HEAD + TAIL {
        return message;
    }
    let head = message.floor_char_boundary(HEAD);
    let tail = message.ceil_char_boundary(message.len() - TAIL);
    match (message.get(..head), message.get(tail..)) {
        (Some(head), Some(tail)) => format!("{head}…{tail}"),
        _ => message,
    }
}
