//! Bounds that apply together.

use crate::diagnostics::Code;
use crate::lower::merge::overlay;
use crate::lower::problems::Problems;
use crate::spec::{At, Located, SchemaObject};

/// Of two bounds the tighter one holds.
pub(super) fn merge_bounds(
    base: &mut SchemaObject,
    other: &SchemaObject,
    at: At,
    problems: &mut Problems<'_>,
) {
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
    let patterns = (&base.pattern, &other.pattern);
    if let (Some(first), Some(second)) = patterns
        && first.value != second.value
    {
        problems.report(
            Code::ConflictingSchemas,
            second.at,
            "two patterns that both apply are not supported yet",
        );
        problems.relate(first.at, "the other pattern");
    }
    overlay(&mut base.pattern, &other.pattern);
    if let (Some(first), Some(second)) = (&base.multiple_of, &other.multiple_of)
        && first.value != second.value
    {
        problems.report(
            Code::ConflictingSchemas,
            at,
            "two different `multipleOf` that both apply are not supported yet",
        );
        problems.relate(first.at, "the other one");
    }
    overlay(&mut base.multiple_of, &other.multiple_of);
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
