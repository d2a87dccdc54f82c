//! What the nodes of a tree hold.

use serde_json::Number;

use super::{At, Tree};

/// What a node holds.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the JSON type of its name")]
pub enum Content<'t> {
    Null,
    Boolean(bool),
    Number(Number),
    Text(&'t str),
    List(Items<'t>),
    Map(Entries<'t>),
}

impl Content<'_> {
    /// What it is, with an article: `a map`.
    #[must_use]
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(number) if number.is_f64() => "a number",
            Self::Number(_) => "an integer",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}

/// The items of a list, in document order.
#[derive(Clone, Debug)]
pub struct Items<'t> {
    pub(super) tree: &'t Tree,
    pub(super) next: u32,
    pub(super) after: u32,
}

impl Iterator for Items<'_> {
    type Item = At;

    fn next(&mut self) -> Option<At> {
        let at = self.next;
        (at < self.after).then(|| {
            self.next = self.tree.after(at);
            At(at)
        })
    }
}

/// The entries of a map, in document order.
#[derive(Clone, Debug)]
pub struct Entries<'t>(pub(super) Items<'t>);

/// One entry of a map.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'t> {
    /// The text of the key.
    pub name: &'t str,
    /// The key's node.
    pub key: At,
    /// The value's node.
    pub value: At,
}

impl<'t> Iterator for Entries<'t> {
    type Item = Entry<'t>;

    fn next(&mut self) -> Option<Entry<'t>> {
        let key = self.0.next()?;
        let value = self.0.next()?;
        Some(Entry {
            name: self.0.tree.raw(key.0).unwrap_or_default(),
            key,
            value,
        })
    }
}
