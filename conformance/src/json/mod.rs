//! JSON as it was written: every value and key with its place, every number with its digits.
//!
//! [`read`] is a reader of its own, beside `serde_json`, because a response is evidence: a duplicate key, a `1.0`, a lone surrogate or
//! a digit that no float holds must be seen, and a reader that makes values has already forgotten them.

mod pointer;
mod read;
mod seek;

use callspec_generator::source::{Position, Span};
use serde_json::Value;

pub(crate) use pointer::push;
pub use pointer::{Pointer, normalise};
pub use read::{DEPTH_LIMIT, MOST_FLAWS, read};
pub(crate) use seek::Seeker;
pub use seek::{pointers_at, seek};

/// One JSON text, read.
#[derive(Clone, Debug)]
pub struct Json {
    /// The text, without a byte order mark.
    pub text: String,
    /// The value as it stands in the text.
    pub root: Node,
    /// The same value without its places. The last of duplicate keys holds.
    pub value: Value,
    /// What was wrong with the text although it could be read, in text order: the first [`MOST_FLAWS`].
    pub flaws: Vec<Flaw>,
}

/// A value in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The bytes of the value, quotes and brackets included.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a [`Node`] is. The content of scalars stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number; its span holds the lexeme.
    Number,
    /// A string.
    String,
    /// An array.
    Array(Vec<Node>),
    /// An object: members in text order, duplicates included.
    Object(Vec<Member>),
}

/// One member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key, unescaped.
    pub key: String,
    /// The bytes of the key, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// Something that plain reading loses or that no reader agrees on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What it is.
    pub kind: FlawKind,
    /// The bytes it is about.
    pub span: Span,
    /// The JSON pointer of the value it is about.
    pub pointer: String,
}

/// Kinds of [`Flaw`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FlawKind {
    /// A key that its object already has.
    DuplicateKey,
    /// Half a surrogate pair in a `\u` escape.
    LoneSurrogate,
    /// A byte order mark before the text.
    ByteOrderMark,
    /// A number beyond what a double holds, such as `1e400`.
    Overflow,
}

/// Why a text cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// What is wrong, as a fragment: `unexpected end of the text inside an array`.
    pub message: String,
    /// Where, in bytes.
    pub offset: usize,
    /// Where, as people count.
    pub position: Position,
    /// The JSON pointer of the innermost value that was being read.
    pub pointer: String,
    /// What to make of it, where more can be said.
    pub help: Option<&'static str>,
    /// Whether the text may be JSON all the same: it is beyond what the reader takes.
    pub beyond_limits: bool,
}

impl Json {
    /// The value at a JSON pointer; of duplicate keys the last one.
    #[must_use]
    pub fn find(&self, pointer: &str) -> Option<&Node> {
        self.locate(pointer).map(|(_, node)| node)
    }

    /// The value at a pointer, or the nearest around it.
    #[must_use]
    pub fn nearest(&self, pointer: &str) -> Option<&Node> {
        let mut pointer = Pointer(pointer);
        loop {
            if let Some(node) = self.find(pointer.0) {
                return Some(node);
            }
            pointer = pointer.split_last()?.0;
        }
    }

    /// The bytes of the key under which the value at a pointer stands. `None` for the root and for array elements.
    #[must_use]
    pub fn key_span(&self, pointer: &str) -> Option<Span> {
        self.locate(pointer).and_then(|(key, _)| key)
    }

    fn locate(&self, pointer: &str) -> Option<(Option<Span>, &Node)> {
        let mut key = None;
        let mut node = &self.root;
        for segment in Pointer(pointer).segments() {
            (key, node) = match &node.kind {
                Kind::Array(items) => (None, items.get(segment.parse::<usize>().ok()?)?),
                Kind::Object(members) => {
                    let member = members.iter().rev().find(|member| member.key == segment)?;
                    (Some(member.key_span), &member.value)
                }
                _ => return None,
            };
        }
        Some((key, node))
    }

    /// The text of a node: the lexeme of a number, the quoted form of a string.
    #[must_use]
    pub fn lexeme(&self, node: &Node) -> &str {
        self.text
            .get(node.span.start..node.span.end)
            .unwrap_or_default()
    }

    /// The line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        position(&self.text, offset)
    }

    /// Calls `visit` with every value and its pointer, parents first. Duplicate keys are visited each.
    pub fn walk<'a>(&'a self, mut visit: impl FnMut(&str, &'a Node)) {
        let mut pointer = String::new();
        walk(&self.root, &mut pointer, &mut visit);
    }
}

fn walk<'a>(node: &'a Node, pointer: &mut String, visit: &mut impl FnMut(&str, &'a Node)) {
    visit(pointer, node);
    let length = pointer.len();
    match &node.kind {
        Kind::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointer::push(pointer, &index.to_string());
                walk(item, pointer, visit);
                pointer.truncate(length);
            }
        }
        Kind::Object(members) => {
            for member in members {
                pointer::push(pointer, &member.key);
                walk(&member.value, pointer, visit);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

/// The line and column of a byte offset in a text: both from 1, columns in characters.
#[must_use]
pub fn position(text: &str, offset: usize) -> Position {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = text.get(..offset).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Position {
        line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
    }
}
