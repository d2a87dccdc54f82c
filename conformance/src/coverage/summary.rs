//! Coverage in numbers.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Coverage, Item, Seen, outline};
use crate::judge::Grade;
use crate::spec::Spec;

/// Of so many, so many were seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Share {
    /// How many were seen.
    pub seen: usize,
    /// How many there are.
    pub of: usize,
}

/// Coverage in numbers, against everything that responses can exercise of their schemas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// Properties seen with a value or as null.
    pub properties: Share,
    /// Properties that may be absent, and were.
    pub absent: Share,
    /// Properties that may be null, and were.
    pub null: Share,
    /// Listed values of enumerations.
    pub values: Share,
    /// Branches of unions.
    pub branches: Share,
    /// Arrays that may have elements, and were seen with some.
    pub filled: Share,
    /// Arrays that may be empty, and were.
    pub empty: Share,
    /// The places of properties that were never seen, in the document.
    pub unseen_properties: Vec<String>,
    /// The listed values that were never seen, as place and value.
    pub unseen_values: Vec<(String, String)>,
}

impl Coverage {
    /// The numbers, over all responses of a spec that have a schema. `grade` picks one grade of evidence; `None` takes all.
    #[must_use]
    pub fn summary<'a, I>(&self, spec: &Spec, definitions: I, grade: Option<Grade>) -> Summary
    where
        I: IntoIterator<Item = &'a str>,
        I::IntoIter: Clone,
    {
        let mut summary = Summary::default();
        let of_grade = |key: &(Grade, String), place: &str| {
            grade.is_none_or(|grade| key.0 == grade) && key.1 == place
        };
        let counted = |counts: &BTreeMap<(Grade, String), u64>, place: &str| {
            counts
                .iter()
                .any(|(key, count)| of_grade(key, place) && *count > 0)
        };
        for item in outline(spec, definitions) {
            match item {
                Item::Property {
                    place,
                    optional,
                    nullable,
                } => {
                    let of_place = self.properties.iter();
                    let of_place = of_place.filter(|(key, _)| of_grade(key, &place));
                    let seen = of_place.fold(Seen::default(), |sum, (_, seen)| Seen {
                        present: sum.present + seen.present,
                        absent: sum.absent + seen.absent,
                        null: sum.null + seen.null,
                    });
                    let is_seen = seen.present + seen.null > 0;
                    summary.properties.add(is_seen);
                    if !is_seen {
                        let place = spec.document_pointer(&place);
                        summary.unseen_properties.push(place);
                    }
                    if optional {
                        summary.absent.add(seen.absent > 0);
                    }
                    if nullable {
                        summary.null.add(seen.null > 0);
                    }
                }
                Item::Value {
                    place,
                    schema,
                    value,
                } => {
                    let is_seen = counted(&self.values, &place);
                    summary.values.add(is_seen);
                    if !is_seen {
                        let place = spec.document_pointer(&schema);
                        summary.unseen_values.push((place, value));
                    }
                }
                Item::Branch { place } => summary.branches.add(counted(&self.branches, &place)),
                Item::Array {
                    place,
                    filled,
                    empty,
                } => {
                    let of_place = self.arrays.iter();
                    let mut of_place = of_place.filter(|(key, _)| of_grade(key, &place));
                    if filled {
                        let is_seen = of_place.clone().any(|(_, array)| array.filled > 0);
                        summary.filled.add(is_seen);
                    }
                    if empty {
                        summary
                            .empty
                            .add(of_place.any(|(_, array)| array.empty > 0));
                    }
                }
            }
        }
        summary
    }
}

impl Share {
    /// Counts one more, seen or not.
    pub(crate) fn add(&mut self, seen: bool) {
        self.of += 1;
        self.seen += usize::from(seen);
    }
}
