//! Rare keywords that apply together.

use super::{both, overlay};
use crate::spec::{At, Located, Rare, Schema, SchemaKind, SchemaObject};

/// Both apply. Of two keywords that no type carries and that have no common form, the earlier one is set aside, to be stated by itself.
pub(super) fn merge_rare(base: &mut SchemaObject, other: &SchemaObject) {
    let Some(more) = &other.rare else {
        return;
    };
    let Some(rare) = &mut base.rare else {
        base.rare.clone_from(&other.rare);
        return;
    };
    for group in &more.also {
        set_aside(rare, group.clone());
    }
    merge_not(rare, more);
    if more.condition.is_some() {
        set_aside_other(rare, conditions(rare).collect(), conditions(more).collect());
        rare.condition.clone_from(&more.condition);
        rare.consequence.clone_from(&more.consequence);
        rare.alternative.clone_from(&more.alternative);
    }
    if more.contains.is_some() {
        set_aside_other(rare, contained(rare).collect(), contained(more).collect());
        rare.contains.clone_from(&more.contains);
        rare.min_contains.clone_from(&more.min_contains);
        rare.max_contains.clone_from(&more.max_contains);
    }
    for (name, required) in &more.dependent_required {
        match (rare.dependent_required.iter_mut()).find(|(known, _)| known.value == name.value) {
            Some((_, known)) => {
                for name in required {
                    if known.iter().all(|known| known.value != name.value) {
                        known.push(name.clone());
                    }
                }
            }
            None => rare
                .dependent_required
                .push((name.clone(), required.clone())),
        }
    }
    merge_named(&mut rare.dependent_schemas, &more.dependent_schemas);
    merge_named(&mut rare.pattern_properties, &more.pattern_properties);
    merge_prefix(&mut rare.prefix_items, &more.prefix_items);
    for (first, second) in [
        (&mut rare.property_names, &more.property_names),
        (&mut rare.unevaluated_items, &more.unevaluated_items),
    ] {
        match (&mut *first, second) {
            (Some(known), Some(schema)) if known.at != schema.at => *known = both(known, schema),
            (Some(_), _) => {}
            (None, _) => first.clone_from(second),
        }
    }
    overlay(&mut rare.content_encoding, &more.content_encoding);
    overlay(&mut rare.content_media_type, &more.content_media_type);
    overlay(&mut rare.content_schema, &more.content_schema);
}

/// Keeps a group of keywords beside those that apply, once.
pub(super) fn set_aside(rare: &mut Rare, group: Vec<(&'static str, At)>) {
    if !group.is_empty() && !rare.also.contains(&group) {
        rare.also.push(group);
    }
}

/// Keeps what another group takes the place of.
fn set_aside_other(
    rare: &mut Rare,
    group: Vec<(&'static str, At)>,
    other: Vec<(&'static str, At)>,
) {
    if group != other {
        set_aside(rare, group);
    }
}

/// What forbids everything stays, and wins.
fn merge_not(rare: &mut Rare, more: &Rare) {
    let forbids = |not: &Schema| matches!(not.kind, SchemaKind::Boolean(true));
    match (&rare.not, &more.not) {
        (Some(known), Some(_)) if forbids(known) => {}
        (Some(known), Some(not)) => {
            let group = vec![("not", known.at)];
            if known.at != not.at && !forbids(not) {
                set_aside(rare, group);
            }
            rare.not = Some(not.clone());
        }
        (None, Some(not)) => rare.not = Some(not.clone()),
        (_, None) => {}
    }
}

fn conditions(rare: &Rare) -> impl Iterator<Item = (&'static str, At)> {
    let group = [
        ("if", &rare.condition),
        ("then", &rare.consequence),
        ("else", &rare.alternative),
    ];
    let is_asked = rare.condition.is_some();
    group
        .into_iter()
        .filter_map(move |(name, schema)| Some((name, schema.as_ref().filter(|_| is_asked)?.at)))
}

fn contained(rare: &Rare) -> impl Iterator<Item = (&'static str, At)> {
    let contains = rare.contains.as_ref().map(|schema| ("contains", schema.at));
    let least = rare
        .min_contains
        .as_ref()
        .map(|count| ("minContains", count.at));
    let most = rare
        .max_contains
        .as_ref()
        .map(|count| ("maxContains", count.at));
    let is_asked = contains.is_some();
    [contains, least, most]
        .into_iter()
        .flatten()
        .filter(move |_| is_asked)
}

fn merge_named(base: &mut Vec<(Located<String>, Schema)>, more: &[(Located<String>, Schema)]) {
    for (name, schema) in more {
        match base.iter_mut().find(|(known, _)| known.value == name.value) {
            Some((_, known)) if known.at == schema.at => {}
            Some((_, known)) => *known = both(known, schema),
            None => base.push((name.clone(), schema.clone())),
        }
    }
}

fn merge_prefix(base: &mut Vec<Schema>, more: &[Schema]) {
    for (index, schema) in more.iter().enumerate() {
        match base.get_mut(index) {
            Some(known) if known.at == schema.at => {}
            Some(known) => *known = both(known, schema),
            None => base.push(schema.clone()),
        }
    }
}
