//! Bounds that apply together.

use super::overlay;
use super::rare::set_aside;
use crate::spec::{Located, SchemaObject};

/// Of two bounds the tighter one holds.
pub(super) fn merge_bounds(base: &mut SchemaObject, other: &SchemaObject) {
    use std::cmp::Ordering::{Greater, Less};
    for (first, second, tighter) in [
        (&mut base.minimum, &other.minimum, Greater),
        (
            &mut base.exclusive_minimum,
            &other.exclusive_minimum,
            Greater,
        ),
        (&mut base.maximum, &other.maximum, Less),
        (&mut base.exclusive_maximum, &other.exclusive_maximum, Less),
    ] {
        let looser = |known: &Located<serde_json::Number>, new: &Located<serde_json::Number>| {
            new.value.as_f64().partial_cmp(&known.value.as_f64()) == Some(tighter)
        };
        tighten(first, second, looser);
    }
    for (first, second, tighter) in [
        (&mut base.min_length, &other.min_length, Greater),
        (&mut base.min_items, &other.min_items, Greater),
        (&mut base.min_properties, &other.min_properties, Greater),
        (&mut base.max_length, &other.max_length, Less),
        (&mut base.max_items, &other.max_items, Less),
        (&mut base.max_properties, &other.max_properties, Less),
    ] {
        tighten(first, second, |known, new| {
            new.value.cmp(&known.value) == tighter
        });
    }
    base.unique_items |= other.unique_items;
    if let (Some(first), Some(second)) = (&base.pattern, &other.pattern)
        && first.value != second.value
    {
        let group = vec![("pattern", first.at)];
        set_aside(base.rare.get_or_insert_default(), group);
    }
    overlay(&mut base.pattern, &other.pattern);
    match (&mut base.multiple_of, &other.multiple_of) {
        (Some(first), Some(second)) if first.value != second.value => {
            match common_multiple(&first.value, &second.value) {
                Some(multiple) => first.value = multiple.into(),
                None => {
                    let group = vec![("multipleOf", first.at)];
                    set_aside(base.rare.get_or_insert_default(), group);
                    base.multiple_of.clone_from(&other.multiple_of);
                }
            }
        }
        _ => overlay(&mut base.multiple_of, &other.multiple_of),
    }
}

/// What is a multiple of both is a multiple of this.
fn common_multiple(first: &serde_json::Number, second: &serde_json::Number) -> Option<u64> {
    let (first, second) = (first.as_u64()?, second.as_u64()?);
    let (mut divisor, mut rest) = (first, second);
    while rest != 0 {
        (divisor, rest) = (rest, divisor.checked_rem(rest)?);
    }
    first.checked_div(divisor)?.checked_mul(second)
}

fn tighten<T: Clone>(
    base: &mut Option<Located<T>>,
    other: &Option<Located<T>>,
    tighter: impl Fn(&Located<T>, &Located<T>) -> bool,
) {
    match (&mut *base, other) {
        (Some(known), Some(new)) if tighter(known, new) => *base = other.clone(),
        (None, Some(_)) => base.clone_from(other),
        _ => {}
    }
}
