//! Objects with known properties: one visitor for all of them.
//!
//! [`object!`](crate::support::object!) writes, per type, only what differs: the keys, and which value goes into which slot. That
//! is less for a user's compiler to check than the expansion of a derive, and it states presence exactly.

mod rest;
mod rows;

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_core::ser::{Serialize, SerializeMap, Serializer};

pub use rest::Rest;

/// An object with known properties, as [`object!`](crate::support::object!) describes it.
pub trait Object: Sized {
    /// What holds its properties until it is whole: its builder.
    type Slots: Default;
    /// What keeps the properties that have no row.
    type Rest: Rest;
    /// The keys on the wire, in the order of the specification.
    const KEYS: &'static [&'static str];
    /// Which of them must be there.
    const MANDATORY: &'static [bool];

    /// The place of a key in [`Object::KEYS`]. Written out as a `match`, so that the compiler lays out the search.
    fn index(key: &str) -> Option<usize>;

    /// Reads the value of the property of that index.
    ///
    /// # Errors
    /// Whatever the property's value refuses.
    fn read<'de, A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        map: &mut A,
    ) -> Result<(), A::Error>;

    /// Where the other properties go.
    fn rest(slots: &mut Self::Slots) -> &mut Self::Rest;

    /// The object, once nothing that must be there is missing.
    fn whole(slots: Self::Slots) -> Option<Self>;
}

/// Reads an object.
///
/// # Errors
/// Whatever a property's value refuses; a key that stands there twice; required properties that are not there.
pub fn deserialize<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// The object of a builder, of whose slots `missing` tells which lack what must be there.
///
/// # Errors
/// Names them.
pub fn build<T: Object>(slots: T::Slots, missing: &[bool]) -> Result<T, MissingProperties> {
    match T::whole(slots) {
        Some(object) => Ok(object),
        None => Err(MissingProperties::new(T::KEYS, missing)),
    }
}

/// Writes an object, property by property. It remembers the first error until the end, so that generated code need not ask after
/// each property: that is much for a user's compiler to check.
pub struct Writer<M: SerializeMap> {
    map: M,
    error: Option<M::Error>,
}

impl<M: SerializeMap> Writer<M> {
    /// Begins an object.
    ///
    /// # Errors
    /// The serializer's own.
    pub fn new<S: Serializer<SerializeMap = M, Ok = M::Ok, Error = M::Error>>(
        serializer: S,
    ) -> Result<Self, M::Error> {
        Ok(Self {
            map: serializer.serialize_map(None)?,
            error: None,
        })
    }

    /// Writes a property.
    pub fn write(&mut self, key: &'static str, value: &(impl Serialize + ?Sized)) {
        if self.error.is_none()
            && let Err(error) = self.map.serialize_entry(key, value)
        {
            self.error = Some(error);
        }
    }

    /// Writes the rest, and ends the object.
    ///
    /// # Errors
    /// The first one of all.
    pub fn end(mut self, rest: &impl Rest) -> Result<M::Ok, M::Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        rest.write(&mut self.map)?;
        self.map.end()
    }
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

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut slots = T::Slots::default();
        let mut keys = Keys::of::<T>();
        while let Some(index) = keys.next(&mut map, T::rest(&mut slots))? {
            T::read(&mut slots, index, &mut map)?;
        }
        match T::whole(slots) {
            Some(object) => Ok(object),
            None => Err(keys.missing::<T, A::Error>()),
        }
    }
}

/// Walks over the keys of an object, and remembers which have been there.
struct Keys {
    index: fn(&str) -> Option<usize>,
    seen: Seen,
}

impl Keys {
    /// Begins before the first key of an object of this type.
    fn of<T: Object>() -> Self {
        Self {
            index: T::index,
            seen: Seen::default(),
        }
    }

    /// The index of the next known key, whose value is to be read next. Unknown keys and their values are for `rest`.
    ///
    /// # Errors
    /// A key that stands there twice, and the deserializer's own.
    fn next<'de, A: MapAccess<'de>, R: Rest>(
        &mut self,
        map: &mut A,
        rest: &mut R,
    ) -> Result<Option<usize>, A::Error> {
        loop {
            match map.next_key_seed(KeySeed::<R> {
                index: self.index,
                rest: PhantomData,
            })? {
                Some(Key::Known(index)) if self.seen.insert(index) => return Ok(Some(index)),
                Some(Key::Known(_)) => return Err(A::Error::custom(Duplicate)),
                Some(Key::Other(key)) => rest.read(key, map)?,
                None => return Ok(None),
            }
        }
    }

    /// The error for an object of this type that has ended, and lacks what must be there.
    #[cold]
    fn missing<T: Object, E: Error>(&self) -> E {
        let missing: Vec<bool> = T::MANDATORY
            .iter()
            .enumerate()
            .map(|(index, mandatory)| *mandatory && !self.seen.contains(index))
            .collect();
        E::custom(MissingProperties::new(T::KEYS, &missing))
    }
}

/// Which of the keys it is.
struct KeySeed<R> {
    index: fn(&str) -> Option<usize>,
    rest: PhantomData<R>,
}

enum Key<T> {
    Known(usize),
    Other(T),
}

impl<'de, R: Rest> DeserializeSeed<'de> for KeySeed<R> {
    type Value = Key<R::Key>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<R: Rest> Visitor<'_> for KeySeed<R> {
    type Value = Key<R::Key>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        match (self.index)(key) {
            Some(index) => Ok(Key::Known(index)),
            None => Ok(Key::Other(R::key(key))),
        }
    }

    fn visit_bytes<E: Error>(self, key: &[u8]) -> Result<Self::Value, E> {
        match std::str::from_utf8(key) {
            Ok(key) => self.visit_str(key),
            Err(_) => Err(E::invalid_value(
                serde_core::de::Unexpected::Other("bytes"),
                &"a key in UTF-8",
            )),
        }
    }
}

/// A set of indices; up to 64 need no allocation.
#[derive(Default)]
struct Seen {
    first: u64,
    more: Vec<u64>,
}

impl Seen {
    fn contains(&self, index: usize) -> bool {
        let word = match (index / 64).checked_sub(1) {
            None => Some(&self.first),
            Some(place) => self.more.get(place),
        };
        word.is_some_and(|word| word & 1 << (index % 64) != 0)
    }

    /// Whether `index` is new.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let word = match (index / 64).checked_sub(1) {
            None => &mut self.first,
            Some(place) => {
                if self.more.len() <= place {
                    self.more.resize(place + 1, 0);
                }
                match self.more.get_mut(place) {
                    Some(word) => word,
                    None => return false, // just resized, so never
                }
            }
        };
        let bit = 1 << (index % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn a_set_of_any_size() {
        let mut seen = Seen::default();
        for index in (0..300).step_by(7) {
            assert!(!seen.contains(index));
            assert!(seen.insert(index), "{index}");
            assert!(!seen.insert(index), "{index}");
            assert!(seen.contains(index) && !seen.contains(index + 1));
        }
    }
}
