//! Properties that a specification does not document.

#[cfg(feature = "undocumented")]
pub use kept::Undocumented;
#[cfg(not(feature = "undocumented"))]
pub use skipped::Undocumented;

#[cfg(not(feature = "undocumented"))]
mod skipped {
    use serde_core::de::{IgnoredAny, MapAccess};
    use serde_core::ser::SerializeMap;

    /// Properties that the specification does not document: skipped, since the feature `undocumented` is off.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Undocumented(());

    impl Undocumented {
        /// The names of the properties: none.
        pub fn names(&self) -> impl Iterator<Item = &str> {
            std::iter::empty()
        }

        /// The value of a property: none.
        pub fn get(&self, _name: &str) -> Option<&serde_json::Value> {
            None
        }

        pub(crate) fn read<'de, A: MapAccess<'de>>(
            &mut self,
            _name: String,
            map: &mut A,
        ) -> Result<(), A::Error> {
            map.next_value::<IgnoredAny>().map(drop)
        }

        #[doc(hidden)]
        pub fn write<M: SerializeMap>(&self, _map: &mut M) -> Result<(), M::Error> {
            Ok(())
        }

        #[doc(hidden)]
        pub fn show(&self, _out: &mut std::fmt::DebugStruct<'_, '_>) {}
    }
}

#[cfg(feature = "undocumented")]
mod kept {
    use std::collections::BTreeMap;

    use serde_core::de::{Error, MapAccess};
    use serde_core::ser::SerializeMap;
    use serde_json::Value;

    use crate::support::object;

    /// Properties that the specification does not document, as the wire had them.
    ///
    /// `Debug` shows their names only: nobody has said which of the values are sensitive.
    #[derive(Clone, Default, PartialEq)]
    pub struct Undocumented(BTreeMap<String, Value>);

    impl Undocumented {
        /// The names of the properties, in alphabetical order.
        pub fn names(&self) -> impl Iterator<Item = &str> {
            self.0.keys().map(String::as_str)
        }

        /// The value of a property.
        pub fn get(&self, name: &str) -> Option<&Value> {
            self.0.get(name)
        }

        pub(crate) fn read<'de, A: MapAccess<'de>>(
            &mut self,
            name: String,
            map: &mut A,
        ) -> Result<(), A::Error> {
            if self.0.contains_key(&name) {
                return Err(A::Error::custom(object::Duplicate));
            }
            self.0.insert(name, map.next_value()?);
            Ok(())
        }

        #[doc(hidden)]
        pub fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
            self.0
                .iter()
                .try_for_each(|(name, value)| map.serialize_entry(name, value))
        }

        #[doc(hidden)]
        pub fn show(&self, out: &mut std::fmt::DebugStruct<'_, '_>) {
            if !self.0.is_empty() {
                out.field("undocumented", self);
            }
        }
    }

    impl std::fmt::Debug for Undocumented {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.debug_list().entries(self.0.keys()).finish()
        }
    }
}
