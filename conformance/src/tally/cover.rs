//! What of an operation's responses was exercised, with what was not: so that a report needs no spec.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::smallest::Merge;
use crate::coverage::{Coverage, Item, Share, Summary};
use crate::judge::Grade;
use crate::spec::Spec;

/// What coverage is kept by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CoverKey {
    /// The provider: the file stem of its spec.
    pub provider: String,
    /// The operationId.
    pub operation: String,
    /// How much the records prove.
    pub evidence: Grade,
}

/// Every place of the response schemas of an operation, by its pointer in the document, and how often it was exercised.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// Documented responses by status and media type.
    pub responses: BTreeMap<String, u64>,
    /// Properties.
    pub properties: BTreeMap<String, PropertyCover>,
    /// Listed values of enumerations, by the pointer of the schema, then the value.
    pub values: BTreeMap<String, BTreeMap<String, u64>>,
    /// Branches of unions.
    pub branches: BTreeMap<String, u64>,
    /// Arrays.
    pub arrays: BTreeMap<String, ArrayCover>,
}

/// How a property was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertyCover {
    /// With a value.
    pub present: u64,
    /// Missing from its object.
    pub absent: u64,
    /// Null.
    pub null: u64,
    /// Whether it may be missing.
    pub optional: bool,
    /// Whether it may be null.
    pub nullable: bool,
}

/// How an array was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrayCover {
    /// With elements.
    pub filled: u64,
    /// Without.
    pub empty: u64,
    /// Whether it may have elements.
    pub fillable: bool,
    /// Whether it may have none.
    pub emptiable: bool,
}

impl Cover {
    /// What a coverage is, against all that the responses of an operation describe.
    #[must_use]
    pub fn of(
        spec: &Spec,
        operation: &str,
        outline: &[Item],
        coverage: &Coverage,
        grade: Grade,
    ) -> Self {
        let mut cover = Self::default();
        for response in spec
            .responses()
            .iter()
            .filter(|response| response.operation == operation)
        {
            cover.responses.insert(response.label(), 0);
        }
        for item in outline {
            match item {
                Item::Property {
                    place,
                    optional,
                    nullable,
                } => {
                    let seen = coverage.property(grade, place);
                    cover
                        .properties
                        .entry(spec.document_pointer(place))
                        .or_default()
                        .absorb(PropertyCover {
                            present: seen.present,
                            absent: seen.absent,
                            null: seen.null,
                            optional: *optional,
                            nullable: *nullable,
                        });
                }
                Item::Value {
                    schema,
                    value,
                    place,
                } => cover
                    .values
                    .entry(spec.document_pointer(schema))
                    .or_default()
                    .entry(value.clone())
                    .or_default()
                    .absorb(coverage.value(grade, place)),
                Item::Branch { place } => cover
                    .branches
                    .entry(spec.document_pointer(place))
                    .or_default()
                    .absorb(coverage.branch(grade, place)),
                Item::Array {
                    place,
                    filled,
                    empty,
                } => {
                    let seen = coverage.array(grade, place);
                    cover
                        .arrays
                        .entry(spec.document_pointer(place))
                        .or_default()
                        .absorb(ArrayCover {
                            filled: seen.filled,
                            empty: seen.empty,
                            fillable: *filled,
                            emptiable: *empty,
                        });
                }
            }
        }
        cover
    }

    /// The numbers.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for (place, seen) in &self.properties {
            let found = seen.present > 0 || seen.null > 0;
            summary.properties.add(found);
            if !found {
                summary.unseen_properties.push(place.clone());
            }
            if seen.optional {
                summary.absent.add(seen.absent > 0);
            }
            if seen.nullable {
                summary.null.add(seen.null > 0);
            }
        }
        for (place, values) in &self.values {
            for (value, count) in values {
                summary.values.add(*count > 0);
                if *count == 0 {
                    summary.unseen_values.push((place.clone(), value.clone()));
                }
            }
        }
        for count in self.branches.values() {
            summary.branches.add(*count > 0);
        }
        for seen in self.arrays.values() {
            if seen.fillable {
                summary.filled.add(seen.filled > 0);
            }
            if seen.emptiable {
                summary.empty.add(seen.empty > 0);
            }
        }
        summary
    }

    /// Of all that can be exercised, how much was.
    #[must_use]
    pub fn total(&self) -> Share {
        let summary = self.summary();
        [
            self.responses(),
            summary.properties,
            summary.absent,
            summary.null,
            summary.values,
            summary.branches,
            summary.filled,
            summary.empty,
        ]
        .into_iter()
        .fold(Share::default(), |sum, share| Share {
            seen: sum.seen + share.seen,
            of: sum.of + share.of,
        })
    }

    /// How many of the documented responses were seen.
    #[must_use]
    pub fn responses(&self) -> Share {
        let mut share = Share::default();
        for count in self.responses.values() {
            share.add(*count > 0);
        }
        share
    }
}

impl Merge for PropertyCover {
    fn absorb(&mut self, other: Self) {
        self.present.absorb(other.present);
        self.absent.absorb(other.absent);
        self.null.absorb(other.null);
        self.optional |= other.optional;
        self.nullable |= other.nullable;
    }
}

impl Merge for ArrayCover {
    fn absorb(&mut self, other: Self) {
        self.filled.absorb(other.filled);
        self.empty.absorb(other.empty);
        self.fillable |= other.fillable;
        self.emptiable |= other.emptiable;
    }
}

impl<K: Ord, V: Merge + Default> Merge for BTreeMap<K, V> {
    fn absorb(&mut self, other: Self) {
        for (key, value) in other {
            self.entry(key).or_default().absorb(value);
        }
    }
}

impl Merge for Cover {
    fn absorb(&mut self, other: Self) {
        self.responses.absorb(other.responses);
        self.properties.absorb(other.properties);
        self.values.absorb(other.values);
        self.branches.absorb(other.branches);
        self.arrays.absorb(other.arrays);
    }
}
