//! Where it is counted what of a conjunction is exercised.

use serde_json::Value;

use super::schema::Schema;
use super::texts::Texts;
use super::types::Types;

/// Slots for each kind of value; arrays without elements have one of their own.
const KINDS: u32 = 8;
const EMPTY_ARRAY: u32 = KINDS - 1;

/// The slots of a conjunction: kinds of values, then two for each key, then listed texts, then other listed values.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    first: u32,
    /// The kinds of values that matter to anybody.
    pub(crate) kinds: Types,
    keys: u32,
    pub(super) texts: Texts,
    others: Box<[Value]>,
}

/// What a slot counts.
pub(super) enum Counted<'a> {
    Kind(Types),
    EmptyArray,
    /// A key, with a value or null; its slot is found by its number.
    Key,
    Text(&'a str),
    /// A number, an array or an object.
    Other(&'a Value),
}

impl Slots {
    /// The slots of a conjunction, beginning with the first free one.
    pub(super) fn new(first: u32, members: &[&Schema], keys: usize, texts: Option<&Texts>) -> Self {
        let mut kinds = Types::NONE;
        let mut others: Vec<Value> = Vec::new();
        for schema in members {
            if schema.coverage.is_branch {
                kinds = Types::ALL;
            }
            if schema.is_home {
                kinds |= Types::OBJECT;
            }
            if schema.items.is_some() {
                kinds |= Types::ARRAY;
            }
            for value in &schema.coverage.listed {
                match value {
                    Value::Null => kinds |= Types::NULL,
                    Value::Bool(false) => kinds |= Types::FALSE,
                    Value::Bool(true) => kinds |= Types::TRUE,
                    Value::String(_) => {}
                    value if others.contains(value) => {}
                    value => others.push(value.clone()),
                }
            }
        }
        Self {
            first,
            kinds,
            keys: u32::try_from(keys).unwrap_or(0),
            texts: texts.cloned().unwrap_or_default(),
            others: others.into(),
        }
    }

    /// How many they are.
    pub(super) fn len(&self) -> u32 {
        let of = |length: usize| u32::try_from(length).unwrap_or(0);
        self.first_other() - self.first + of(self.others.len())
    }

    /// The first of them.
    pub(super) fn first(&self) -> u32 {
        self.first
    }

    #[inline]
    pub(crate) fn kind(&self, kind: Types) -> u32 {
        self.first + kind.index()
    }

    #[inline]
    pub(crate) fn array(&self, is_empty: bool) -> u32 {
        match is_empty {
            true => self.first + EMPTY_ARRAY,
            false => self.kind(Types::ARRAY),
        }
    }

    #[inline]
    pub(crate) fn key(&self, index: u16, is_null: bool) -> u32 {
        self.first + KINDS + u32::from(index) * 2 + u32::from(is_null)
    }

    /// The slot of a listed text, by its number in the list.
    #[inline]
    pub(crate) fn text(&self, index: usize) -> u32 {
        self.first + KINDS + self.keys * 2 + index as u32
    }

    /// The slot of a number, an array or an object as it stands in the text, if it is listed.
    #[inline]
    pub(crate) fn other(&self, text: &str) -> Option<u32> {
        if self.others.is_empty() {
            return None;
        }
        let value = serde_json::from_str::<Value>(text).ok()?;
        let index = self.others.iter().position(|listed| *listed == value)?;
        Some(self.first_other() + index as u32)
    }

    /// Whether any number, array or object is listed.
    #[inline]
    pub(crate) fn has_others(&self) -> bool {
        !self.others.is_empty()
    }

    /// Whether any text is listed.
    #[inline]
    pub(crate) fn has_texts(&self) -> bool {
        self.texts.iter().next().is_some()
    }

    /// The slot of a text, if it is listed.
    pub(crate) fn find_text(&self, text: &str) -> Option<u32> {
        self.texts
            .find(text.as_bytes())
            .map(|index| self.text(index))
    }

    fn first_other(&self) -> u32 {
        self.text(self.texts.iter().count())
    }

    /// Every slot, and what it counts.
    pub(super) fn each(&self) -> impl Iterator<Item = (usize, Counted<'_>)> {
        let kinds = [
            Types::NULL,
            Types::FALSE,
            Types::TRUE,
            Types::NUMBER,
            Types::STRING,
            Types::ARRAY,
            Types::OBJECT,
        ];
        let keys = (0..self.keys * 2).map(|_| Counted::Key);
        (kinds.into_iter().map(Counted::Kind))
            .chain([Counted::EmptyArray])
            .chain(keys)
            .chain(self.texts.iter().map(Counted::Text))
            .chain(self.others.iter().map(Counted::Other))
            .enumerate()
            .map(|(index, counted)| (self.first as usize + index, counted))
    }
}
