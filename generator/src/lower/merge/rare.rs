//! Rare keywords that apply together.

use super::{both, overlay};
use crate::spec::{Rare, Schema, SchemaKind, SchemaObject};

/// Both apply. Of two keywords that no type carries and that have no common form, the later one is kept: it is only stated.
pub(super) fn merge_rare(base: &mut SchemaObject, other: &SchemaObject) {
    let Some(more) = &other.rare else {
        return;
    };
    let Some(rare) = &mut base.rare else {
        base.rare.clone_from(&other.rare);
        return;
    };
    let forbids = |rare: &Rare| {
        rare.not
            .as_ref()
            .is_some_and(|not| matches!(not.kind, SchemaKind::Boolean(true)))
    };
    if !forbids(rare) {
        overlay(&mut rare.not, &more.not);
    }
    if more.condition.is_some() {
        rare.condition.clone_from(&more.condition);
        rare.consequence.clone_from(&more.consequence);
        rare.alternative.clone_from(&more.alternative);
    }
    rare.dependent_required
        .extend_from_slice(&more.dependent_required);
    rare.dependent_schemas
        .extend_from_slice(&more.dependent_schemas);
    for (pattern, schema) in &more.pattern_properties {
        match rare
            .pattern_properties
            .iter_mut()
            .find(|(known, _)| known.value == pattern.value)
        {
            Some((_, known)) => *known = both(known, schema),
            None => rare
                .pattern_properties
                .push((pattern.clone(), schema.clone())),
        }
    }
    merge_prefix(&mut rare.prefix_items, &more.prefix_items);
    overlay(&mut rare.property_names, &more.property_names);
    overlay(&mut rare.unevaluated_items, &more.unevaluated_items);
    overlay(&mut rare.contains, &more.contains);
    overlay(&mut rare.min_contains, &more.min_contains);
    overlay(&mut rare.max_contains, &more.max_contains);
    overlay(&mut rare.content_encoding, &more.content_encoding);
    overlay(&mut rare.content_media_type, &more.content_media_type);
    overlay(&mut rare.content_schema, &more.content_schema);
}

fn merge_prefix(base: &mut Vec<Schema>, more: &[Schema]) {
    for (index, schema) in more.iter().enumerate() {
        match base.get_mut(index) {
            Some(known) => *known = both(known, schema),
            None => base.push(schema.clone()),
        }
    }
}
