//! The properties of an object that have no row of their own.

use std::fmt::{Debug, DebugStruct};

use serde_core::de::{DeserializeOwned, Error, MapAccess};
use serde_core::ser::{Serialize, SerializeMap};

use super::Duplicate;
use crate::support::{Map, Undocumented};

/// Where the properties go that have no row: what a specification does not document, or a map of those that it describes by
/// `additionalProperties`.
pub trait Rest: Default {
    /// What is kept of a key until its value has been read.
    type Key;

    /// Takes a key.
    fn key(name: &str) -> Self::Key;

    /// Reads the value of the current key.
    ///
    /// # Errors
    /// Where the value is refused, or the key was there before.
    fn read<'de, A: MapAccess<'de>>(&mut self, key: Self::Key, map: &mut A)
    -> Result<(), A::Error>;

    /// Writes the properties.
    ///
    /// # Errors
    /// The serializer's own.
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;

    /// Adds to what `Debug` shows of the object.
    fn show(&self, name: &str, sensitive: &[&str], out: &mut DebugStruct<'_, '_>);
}

impl Rest for Undocumented {
    #[cfg(not(feature = "undocumented"))]
    type Key = ();
    #[cfg(feature = "undocumented")]
    type Key = String;

    #[inline]
    fn key(name: &str) -> Self::Key {
        Self::name(name)
    }

    #[inline]
    fn read<'de, A: MapAccess<'de>>(
        &mut self,
        key: Self::Key,
        map: &mut A,
    ) -> Result<(), A::Error> {
        Self::read(self, key, map)
    }

    #[inline]
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        Self::write(self, map)
    }

    #[inline]
    fn show(&self, _: &str, _: &[&str], out: &mut DebugStruct<'_, '_>) {
        Self::show(self, out);
    }
}

impl<T: DeserializeOwned + Serialize + Debug> Rest for Map<T> {
    type Key = String;

    fn key(name: &str) -> String {
        name.to_owned()
    }

    fn read<'de, A: MapAccess<'de>>(&mut self, key: String, map: &mut A) -> Result<(), A::Error> {
        if self.get(&key).is_some() {
            return Err(A::Error::custom(Duplicate));
        }
        self.insert(key, map.next_value::<T>()?);
        Ok(())
    }

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.iter()
            .try_for_each(|(name, value)| map.serialize_entry(name, value))
    }

    fn show(&self, name: &str, sensitive: &[&str], out: &mut DebugStruct<'_, '_>) {
        if sensitive.is_empty() {
            out.field(name, self);
        } else {
            out.field(name, &self.iter().map(|(key, _)| key).collect::<Vec<_>>());
        }
    }
}
