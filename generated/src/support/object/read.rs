//! How objects are read.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::{Duplicate, Object, Rest};
use crate::support::Presence;

/// Where the value of a property comes from. It remembers an error until it is asked: a `Result` for each property is much for a user's compiler to
/// check.
pub trait Source {
    /// Reads the value of a property that must be there.
    fn required<T: DeserializeOwned>(&mut self, slot: &mut Option<T>);

    /// Reads the value, or null.
    fn nullable<T: DeserializeOwned>(&mut self, slot: &mut Option<T>);

    /// Reads the value; null is tolerated.
    fn optional<T: DeserializeOwned>(&mut self, slot: &mut Option<T>);

    /// Reads the value, or null.
    fn optional_nullable<T: DeserializeOwned>(&mut self, slot: &mut Presence<T>);

    /// Reads the value of a property that has no row.
    fn rest<R: Rest>(&mut self, rest: &mut R);
}

/// Reads an object.
///
/// # Errors
/// Whatever a property's value refuses; a key that stands there twice; required properties that are not there.
pub fn deserialize<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let mut slots = T::Slots::default();
        let mut values = Values {
            map,
            other: String::new(),
            error: None,
            lifetime: PhantomData,
        };
        let mut keys = Keys {
            all: T::SHAPE.keys,
            next: 0,
            keeps_others: T::Rest::KEEPS,
        };
        let mut seen = Seen::default();
        while let Some(key) = values.map.next_key_seed(&mut keys)? {
            let index = match key {
                Key::Known(index) if seen.insert(index) => index,
                Key::Known(_) => return Err(A::Error::custom(Duplicate)),
                Key::Other(key) => {
                    values.other = key;
                    usize::MAX
                }
            };
            T::read(&mut slots, index, &mut values);
            if let Some(error) = values.error {
                return Err(error);
            }
        }
        T::whole(slots).map_err(A::Error::custom)
    }
}

/// The values of an object that is read, each after its key.
struct Values<'de, A: MapAccess<'de>> {
    map: A,
    /// The last key that has no row, as far as it is kept.
    other: String,
    error: Option<A::Error>,
    lifetime: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> Values<'de, A> {
    #[inline]
    fn read<T: DeserializeOwned, S>(&mut self, slot: &mut S, make: fn(T) -> S) {
        match self.map.next_value() {
            Ok(value) => *slot = make(value),
            Err(error) => self.error = Some(error),
        }
    }
}

impl<'de, A: MapAccess<'de>> Source for Values<'de, A> {
    #[inline]
    fn required<T: DeserializeOwned>(&mut self, slot: &mut Option<T>) {
        self.read(slot, Some);
    }

    #[inline]
    fn nullable<T: DeserializeOwned>(&mut self, slot: &mut Option<T>) {
        self.read(slot, |value| value);
    }

    #[inline]
    fn optional<T: DeserializeOwned>(&mut self, slot: &mut Option<T>) {
        self.read(slot, |value| value);
    }

    #[inline]
    fn optional_nullable<T: DeserializeOwned>(&mut self, slot: &mut Presence<T>) {
        self.read::<Option<T>, _>(slot, Presence::from);
    }

    #[inline]
    fn rest<R: Rest>(&mut self, rest: &mut R) {
        if let Err(error) = rest.read(std::mem::take(&mut self.other), &mut self.map) {
            self.error = Some(error);
        }
    }
}

/// Finds the place of a key: mostly the one after the key before, since providers keep to the order of their specification.
struct Keys {
    all: &'static [&'static str],
    next: usize,
    keeps_others: bool,
}

impl Keys {
    #[inline]
    fn find(&mut self, key: &str) -> Option<usize> {
        let index = match self.all.get(self.next) {
            Some(expected) if *expected == key => self.next,
            _ => self.all.iter().position(|known| *known == key)?,
        };
        self.next = index + 1;
        Some(index)
    }
}

enum Key {
    Known(usize),
    /// Its text, where that may be kept.
    Other(String),
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        match self.find(key) {
            Some(index) => Ok(Key::Known(index)),
            None if self.keeps_others => Ok(Key::Other(key.to_owned())),
            None => Ok(Key::Other(String::new())),
        }
    }

    fn visit_bytes<E: Error>(self, key: &[u8]) -> Result<Key, E> {
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
    use super::{Keys, Seen};

    #[test]
    fn keys_are_found_in_any_order() {
        let all: &[&str] = &["a", "b", "c", "d"];
        for order in ["abcd", "dcba", "acbd", "bbad", "axbyc", "ddda", ""] {
            let mut keys = Keys {
                all,
                next: 0,
                keeps_others: false,
            };
            for key in order.chars().map(String::from) {
                let expected = all.iter().position(|known| *known == key);
                assert_eq!(keys.find(&key), expected, "{key} in {order}");
            }
        }
    }

    #[test]
    fn a_set_of_any_size() {
        let mut seen = Seen::default();
        for index in (0..300).step_by(7) {
            assert!(seen.insert(index), "{index}");
            assert!(!seen.insert(index), "{index}");
        }
    }
}
