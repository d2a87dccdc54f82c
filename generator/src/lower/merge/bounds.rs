//! Bounds that apply together.

use super::overlay;
use super::rare::set_aside;
use crate::spec::{Located, SchemaObject};

/// Of two bounds the tighter one holds.
pub(super) fn merge_bounds(base: &mut SchemaObject, other: &SchemaObject) {
    use std::cmp::Ordering::{Greater, Less};
    base.unique_items |= other.unique_items;
    let Some(more) = other.bounded.as_deref() else {
        return;
    };
    let rare = &mut base.rare;
    let bounds = base.bounded.get_or_insert_default();
    for (first, second, tighter) in [
        (&mut bounds.minimum, &more.minimum, Greater),
        (
            &mut bounds.exclusive_minimum,
            &more.exclusive_minimum,
            Greater,
        ),
        (&mut bounds.maximum, &more.maximum, Less),
        (&mut bounds.exclusive_maximum, &more.exclusive_maximum, Less),
    ] {
        let looser = |known: &Located<serde_json::Number>, new: &Located<serde_json::Number>| {
            new.value.as_f64().partial_cmp(&known.value.as_f64()) == Some(tighter)
        };
        tighten(first, second, looser);
    }
    for (first, second, tighter) in [
        (&mut bounds.min_length, &more.min_length, Greater),
        (&mut bounds.min_items, &more.min_items, Greater),
        (&mut bounds.min_properties, &more.min_properties, Greater),
        (&mut bounds.max_length, &more.max_length, Less),
        (&mut bounds.max_items, &more.max_items, Less),
        (&mut bounds.max_properties, &more.max_properties, Less),
    ] {
        tighten(first, second, |known, new| {
            new.value.cmp(&known.value) == tighter
        });
    }
    if let (Some(first), Some(second)) = (&bounds.pattern, &more.pattern)
        && first.value != second.value
    {
        let group = vec![("pattern", first.at)];
        set_aside(rare.get_or_insert_default(), group);
    }
    overlay(&mut bounds.pattern, &more.pattern);
    match (&mut bounds.multiple_of, &more.multiple_of) {
        (Some(first), Some(second)) if first.value != second.value => {
            match common_multiple(&first.value, &second.value) {
                Some(multiple) => first.value = multiple.into(),
                None => {
                    let group = vec![("multipleOf", first.at)];
                    set_aside(rare.get_or_insert_default(), group);
                    bounds.multiple_of.clone_from(&more.multiple_of);
                }
            }
        }
        _ => overlay(&mut bounds.multiple_of, &more.multiple_of),
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
