//! A map of bounded size that adds up in any order to the same.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What adds up: in any order, in any grouping, to the same.
pub trait Merge {
    /// Adds another.
    fn absorb(&mut self, other: Self);
}

impl Merge for u64 {
    fn absorb(&mut self, other: Self) {
        *self = self.saturating_add(other);
    }
}

/// The `LIMIT` entries with the smallest keys, and whether there were more.
///
/// An entry that is kept in the end was kept all along: no part has more than `LIMIT` smaller keys if the whole has not. So its value is
/// exact, and neither the order of additions nor their grouping shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(
    serialize = "K: Serialize, V: Serialize",
    deserialize = "K: Deserialize<'de> + Ord, V: Deserialize<'de> + Merge"
))]
#[serde(from = "Stored<K, V>")]
pub struct Smallest<K, V, const LIMIT: usize> {
    #[serde(serialize_with = "entries")]
    entries: BTreeMap<K, V>,
    more: bool,
}

/// What is written; what is read is put in again, entry by entry, for a file may hold anything.
#[derive(Deserialize)]
struct Stored<K, V> {
    entries: Vec<(K, V)>,
    more: bool,
}

fn entries<K: Serialize, V: Serialize, S: serde::Serializer>(
    entries: &BTreeMap<K, V>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(entries)
}

impl<K: Ord, V: Merge, const LIMIT: usize> From<Stored<K, V>> for Smallest<K, V, LIMIT> {
    fn from(stored: Stored<K, V>) -> Self {
        let mut smallest = Self::default();
        for (key, value) in stored.entries {
            smallest.add(key, value);
        }
        smallest.more |= stored.more;
        smallest
    }
}

impl<K, V, const LIMIT: usize> Default for Smallest<K, V, LIMIT> {
    fn default() -> Self {
        Self {
            entries: BTreeMap::new(),
            more: false,
        }
    }
}

impl<K: Ord, V: Merge, const LIMIT: usize> Smallest<K, V, LIMIT> {
    /// Adds to the value of a key, or begins it, if there is room for it.
    pub fn add(&mut self, key: K, value: V) {
        if let Some(sum) = self.entries.get_mut(&key) {
            sum.absorb(value);
            return;
        }
        if self.admits(&key) {
            self.entries.insert(key, value);
        } else {
            self.more = true;
        }
        if self.entries.len() > LIMIT {
            self.entries.pop_last();
            self.more = true;
        }
    }

    /// Whether a new key would be kept, as far as can be told now. Says nothing of keys that are there.
    #[must_use]
    pub fn admits(&self, key: &K) -> bool {
        self.entries.len() < LIMIT
            || self
                .entries
                .last_key_value()
                .is_some_and(|(last, _)| key < last)
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&V> {
        self.entries.get(key)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.entries.get_mut(key)
    }

    /// Says that a key was left out.
    pub fn leave_out(&mut self) {
        self.more = true;
    }
}

impl<K, V, const LIMIT: usize> Smallest<K, V, LIMIT> {
    /// The entries, smallest key first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.entries.iter()
    }

    /// The values, each to be changed in place.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.values_mut()
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether any key was left out.
    #[must_use]
    pub const fn has_more(&self) -> bool {
        self.more
    }
}

impl<K: Ord, V: Merge, const LIMIT: usize> Merge for Smallest<K, V, LIMIT> {
    fn absorb(&mut self, other: Self) {
        for (key, value) in other.entries {
            self.add(key, value);
        }
        self.more |= other.more;
    }
}
