//! Objects with known properties: one visitor for all of them.
//!
//! [`object!`](crate::support::object!) writes, per type, only what differs: the keys, which value goes into which slot, and the order in which the
//! values stand. One walk over them serves writing and `Debug` alike. That is less for a user's compiler to check than the expansions of derives, and
//! it states presence exactly.

mod read;
mod rest;
mod rows;
mod walk;

use std::fmt;

pub use read::{Source, deserialize};
pub use rest::Rest;
pub use walk::{Walk, serialize, show};

/// An object with known properties, as [`object!`](crate::support::object!) describes it.
pub trait Object: Sized {
    /// What holds its properties until it is whole: its builder.
    type Slots: Default;
    /// What keeps the properties that have no row.
    type Rest: Rest;
    /// What its properties are called.
    const SHAPE: Shape;

    /// Reads the value of the property of that index into its slot; of any other index, it is one of the rest.
    fn read<S: Source>(slots: &mut Self::Slots, index: usize, source: &mut S);

    /// The object, once nothing that must be there is missing.
    ///
    /// # Errors
    /// Names every required property that is not there.
    fn whole(slots: Self::Slots) -> Result<Self, MissingProperties>;

    /// Shows the properties, one after the other, and then the rest.
    fn walk<W: Walk>(&self, walk: &mut W);
}

/// What the properties of an object are called: one constant for all of it, since each is one more body for a user's compiler.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The type's name, for `Debug`.
    pub name: &'static str,
    /// The keys on the wire, in the order of the specification.
    pub keys: &'static [&'static str],
    /// The names of the fields, in the same order, and after them that of the rest; spaces stand between them.
    pub fields: &'static str,
    /// The fields that `Debug` must not show, each with the kind of what it hides.
    pub sensitive: &'static [(&'static str, &'static str)],
}

/// Required properties that were not set, or not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingProperties {
    names: Vec<&'static str>,
}

impl MissingProperties {
    /// The names on the wire, in the order of the specification.
    pub fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// Those of `keys` that `missing` marks.
    #[cold]
    pub fn new(keys: &[&'static str], missing: &[bool]) -> Self {
        Self {
            names: keys
                .iter()
                .zip(missing)
                .filter_map(|(key, missing)| missing.then_some(*key))
                .collect(),
        }
    }
}

/// How the message of [`MissingProperties`] begins; a decode error passes such a message on, since it holds no values.
pub(crate) const MISSING: &str = "missing required ";

impl fmt::Display for MissingProperties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{MISSING}{} ",
            if self.names.len() == 1 {
                "property"
            } else {
                "properties"
            }
        )?;
        for (index, name) in self.names.iter().enumerate() {
            write!(f, "{}`{name}`", if index == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl std::error::Error for MissingProperties {}

/// A key that stands twice in one object. The key itself may be data, so the message does not show it; its place does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Duplicate;

/// The message of [`Duplicate`].
pub(crate) const DUPLICATE: &str = "the key is there twice";

impl fmt::Display for Duplicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(DUPLICATE)
    }
}
