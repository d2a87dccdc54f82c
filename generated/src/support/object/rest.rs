//! The properties of an object that have no row of their own.

use std::fmt::{Debug, DebugStruct};

use serde_core::de::{DeserializeOwned, Error, MapAccess};
use serde_core::ser::{Serialize, SerializeMap};

use super::Duplicate;
use crate::support::{Map, Undocumented};

/// Where the properties go that have no row: what a specification does not document, or a map of those that it describes by
/// `additionalProperties`.
pub trait Rest: Default {
    /// Whether it keeps anything. Where it does not, the keys that it is given are empty.
    const KEEPS: bool;

    /// Reads the value of the current key.
    ///
    /// # Errors
    /// Where the value is refused, or the key was there before.
    fn read<'de, A: MapAccess<'de>>(&mut self, key: String, map: &mut A) -> Result<(), A::Error>;

    /// Writes the properties.
    ///
    /// # Errors
    /// The serializer's own.
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;

    /// Adds to what `Debug` shows of the object.
    fn show(&self, name: &str, is_sensitive: bool, out: &mut DebugStruct<'_, '_>);
}

impl Rest for Undocumented {
    const KEEPS: bool = cfg!(feature = "undocumented");

    #[inline]
    fn read<'de, A: MapAccess<'de>>(&mut self, key: String, map: &mut A) -> Result<(), A::Error> {
        Self::read(self, key, map)
    }

    #[inline]
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        Self::write(self, map)
    }

    #[inline]
    fn show(&self, _: &str, _: bool, out: &mut DebugStruct<'_, '_>) {
        Self::show(self, out);
    }
}

impl<T: DeserializeOwned + Serialize + Debug> Rest for Map<T> {
    const KEEPS: bool = true;

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

    fn show(&self, name: &str, is_sensitive: bool, out: &mut DebugStruct<'_, '_>) {
        if !is_sensitive {
            out.field(name, self);
        } else {
            out.field(name, &self.iter().map(|(key, _)| key).collect::<Vec<_>>());
        }
    }
}
