//! Two JSON trees compared as the wire would: numbers by value, everything else by text, the order of keys aside.

use serde_json::{Number, Value};

use crate::json::Pointer;

/// One place where two trees differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The pointer of the place.
    pub pointer: String,
    /// How they differ.
    pub kind: DifferenceKind,
}

/// How two trees differ at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// The first tree has a value that the second lacks.
    Lost {
        /// Whether the value is null.
        null: bool,
    },
    /// The second tree has a value that the first lacks.
    Added {
        /// Whether the value is null.
        null: bool,
    },
    /// Both have a value, and not the same.
    Changed,
}

/// Every place where `after` differs from `before`, in the order of `before`.
#[must_use]
pub fn compare(before: &Value, after: &Value) -> Vec<Difference> {
    let mut differences = Vec::new();
    visit(before, after, "", &mut differences);
    differences
}

fn visit(before: &Value, after: &Value, pointer: &str, differences: &mut Vec<Difference>) {
    let mut note = |pointer: String, kind| differences.push(Difference { pointer, kind });
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            for (key, value) in old {
                let below = Pointer(pointer).join(key);
                match new.get(key) {
                    Some(other) => visit(value, other, &below, differences),
                    None => differences.push(Difference {
                        pointer: below,
                        kind: DifferenceKind::Lost {
                            null: value.is_null(),
                        },
                    }),
                }
            }
            for (key, value) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
                let kind = DifferenceKind::Added {
                    null: value.is_null(),
                };
                differences.push(Difference {
                    pointer: Pointer(pointer).join(key),
                    kind,
                });
            }
        }
        (Value::Array(old), Value::Array(new)) => {
            for (index, (value, other)) in old.iter().zip(new).enumerate() {
                visit(
                    value,
                    other,
                    &Pointer(pointer).join(&index.to_string()),
                    differences,
                );
            }
            for (index, value) in old.iter().enumerate().skip(new.len()) {
                let kind = DifferenceKind::Lost {
                    null: value.is_null(),
                };
                differences.push(Difference {
                    pointer: Pointer(pointer).join(&index.to_string()),
                    kind,
                });
            }
            for (index, value) in new.iter().enumerate().skip(old.len()) {
                let kind = DifferenceKind::Added {
                    null: value.is_null(),
                };
                differences.push(Difference {
                    pointer: Pointer(pointer).join(&index.to_string()),
                    kind,
                });
            }
        }
        (Value::Number(old), Value::Number(new)) if same_number(old, new) => {}
        _ if before == after => {}
        _ => note(pointer.to_owned(), DifferenceKind::Changed),
    }
}

/// Whether two numbers have the same value, whatever their spelling.
fn same_number(one: &Number, other: &Number) -> bool {
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.as_f64() == other.as_f64(),
    }
}

/// The exact integer that a number is, `1.0` and `1e3` included.
fn integer(number: &Number) -> Option<i128> {
    if let Some(integer) = number.as_i64() {
        return Some(integer.into());
    }
    if let Some(integer) = number.as_u64() {
        return Some(integer.into());
    }
    let float = number.as_f64()?;
    // Doubles up to 2^53 are exact integers; beyond, they compare as doubles.
    (float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0).then_some(float as i128)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{DifferenceKind, compare};

    #[test]
    fn numbers_compare_by_value_and_keys_in_any_order() {
        assert!(
            compare(
                &json!({"a": 1, "b": [1.0, 1e3]}),
                &json!({"b": [1, 1000], "a": 1.0})
            )
            .is_empty()
        );
        assert!(
            !compare(
                &json!(9_007_199_254_740_993_i64),
                &json!(9_007_199_254_740_992_i64)
            )
            .is_empty()
        );
    }

    #[test]
    fn texts_compare_by_text() {
        assert_eq!(
            compare(
                &json!("2024-01-15T10:30:00Z"),
                &json!("2024-01-15T10:30:00.0Z")
            )
            .len(),
            1
        );
        assert_eq!(compare(&json!("0.10"), &json!("0.1")).len(), 1);
    }

    #[test]
    fn every_difference_has_its_place() {
        let found = compare(
            &json!({"a": null, "c": [1, {"d": 1}]}),
            &json!({"b": null, "c": [1, {"d": 2}, 3]}),
        );
        let found: Vec<_> = found
            .iter()
            .map(|difference| (difference.pointer.as_str(), difference.kind))
            .collect();
        assert_eq!(
            found,
            [
                ("/a", DifferenceKind::Lost { null: true }),
                ("/c/1/d", DifferenceKind::Changed),
                ("/c/2", DifferenceKind::Added { null: false }),
                ("/b", DifferenceKind::Added { null: true }),
            ]
        );
    }
}
