//! One schema out of several: `$ref` with siblings and `allOf` say that all of them apply.

mod bounds;
mod branches;
mod rare;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::problems::Problems;
use super::refs::{Index, Memo, NamedId, children};
use crate::diagnostics::Code;
use crate::spec::{At, Located, Schema, SchemaKind, SchemaObject, Type};

/// One of the schemas that apply together.
pub(super) enum Member<'s> {
    /// A schema with a name.
    Reference(NamedId),
    /// Keywords written in place; their `$ref` and `allOf` are members of their own.
    Own(&'s SchemaObject, At),
    /// `false`: nothing is valid.
    Never(At),
}

/// The schemas that a schema asks to apply together: those of its `allOf`, however deep, what its `$ref` names, and its own keywords last, so that
/// what is written nearest wins among annotations.
pub(super) fn members<'s>(index: &Index<'_>, schema: &'s Schema) -> Vec<Member<'s>> {
    let mut members = Vec::new();
    collect(index, schema, &mut members);
    members
}

/// Whether there is anything to bring together: a `$ref`, or an `allOf`.
pub(super) fn has_parts(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Boolean(_) => false,
        SchemaKind::Object(object) => object.reference.is_some() || !object.all_of.is_empty(),
    }
}

/// What makes one schema another's equal: the members of both are the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Reference(NamedId),
    Own(At),
    Never(At),
}

/// The parts of a schema; see [`members`].
pub(super) fn parts(index: &Index<'_>, schema: &Schema) -> Vec<Part> {
    let part = |member| match member {
        Member::Reference(id) => Part::Reference(id),
        Member::Own(_, at) => Part::Own(at),
        Member::Never(at) => Part::Never(at),
    };
    members(index, schema).into_iter().map(part).collect()
}

fn collect<'s>(index: &Index<'_>, schema: &'s Schema, members: &mut Vec<Member<'s>>) {
    match &schema.kind {
        SchemaKind::Boolean(true) => {}
        SchemaKind::Boolean(false) => members.push(Member::Never(schema.at)),
        SchemaKind::Object(object) => {
            if let Some(id) = object
                .reference
                .as_ref()
                .and_then(|reference| index.resolve(reference))
            {
                members.push(Member::Reference(id));
            }
            object
                .all_of
                .iter()
                .for_each(|member| collect(index, member, members));
            members.push(Member::Own(object, schema.at));
        }
    }
}

/// The keywords that a schema comes to once its references are followed and its `allOf` is merged: the result has neither.
pub(super) fn flatten<'s>(
    index: &Index<'s>,
    schema: &'s Schema,
    problems: &mut Problems<'_>,
) -> Cow<'s, SchemaObject> {
    let SchemaKind::Object(object) = &schema.kind else {
        return Cow::Owned(SchemaObject::default());
    };
    if !has_parts(schema) {
        return Cow::Borrowed(object);
    }
    let mut merged = SchemaObject::default();
    let mut seen = BTreeSet::new();
    for member in members(index, schema) {
        match member {
            Member::Reference(id) => {
                if seen.insert(id) {
                    let target = flatten_named(index, id, schema.at, problems);
                    if index
                        .named_at(schema.at)
                        .is_some_and(|own| chooses(index, &target, own))
                    {
                        // A base that lists its children: to each of them, the list says nothing.
                        let base = SchemaObject {
                            one_of: Vec::new(),
                            any_of: Vec::new(),
                            discriminator: None,
                            ..(*target).clone()
                        };
                        merge(&mut merged, &base, schema.at, problems);
                    } else {
                        merge(&mut merged, &target, schema.at, problems);
                    }
                }
            }
            Member::Own(own, at) => merge(&mut merged, own, at, problems),
            Member::Never(at) => {
                problems.conflict(at, "`false` in `allOf` leaves no valid value");
                forbid(&mut merged, at);
            }
        }
    }
    merged.rust_name.clone_from(&object.rust_name);
    if !problems.spend(1 + size(&merged), schema.at) {
        return Cow::Owned(SchemaObject::default());
    }
    Cow::Owned(merged)
}

/// As [`flatten`], to be kept.
pub(super) fn flatten_shared<'s>(
    index: &Index<'s>,
    schema: &'s Schema,
    problems: &mut Problems<'_>,
) -> Arc<SchemaObject> {
    match (&schema.kind, flatten(index, schema, problems)) {
        (SchemaKind::Object(object), Cow::Borrowed(_)) => Arc::clone(object),
        (_, flat) => Arc::new(flat.into_owned()),
    }
}

/// Whether the branches of a schema are uses of another one.
fn chooses(index: &Index<'_>, object: &SchemaObject, branch: NamedId) -> bool {
    let reference = |schema: &Schema| match &schema.kind {
        SchemaKind::Object(object) => object
            .reference
            .as_ref()
            .and_then(|reference| index.resolve(reference)),
        SchemaKind::Boolean(_) => None,
    };
    let mut branches = object.one_of.iter().chain(&object.any_of);
    branches.any(|schema| reference(schema) == Some(branch))
}

/// Says that nothing satisfies a schema: `not: true`.
fn forbid(object: &mut SchemaObject, at: At) {
    object.rare.get_or_insert_default().not = Some(Schema {
        at,
        kind: SchemaKind::Boolean(true),
    });
}

/// Whether nothing satisfies the schemas that were merged.
pub(super) fn is_forbidden(object: &SchemaObject) -> bool {
    let not = object.rare.as_ref().and_then(|rare| rare.not.as_ref());
    not.is_some_and(|not| matches!(not.kind, SchemaKind::Boolean(true)))
}

/// Whether a schema says that nothing satisfies it: `false` in `allOf`, or `not: true`.
pub(super) fn is_never(index: &Index<'_>, schema: &Schema) -> bool {
    let SchemaKind::Object(object) = &schema.kind else {
        return false;
    };
    let among = |object: &SchemaObject| {
        !object.all_of.is_empty()
            && members(index, schema)
                .iter()
                .any(|member| matches!(member, Member::Never(_)))
    };
    is_forbidden(object) || among(object)
}

/// The keywords that a schema with a name comes to. They are worked out once: many places may refer to it.
pub(super) fn flatten_named(
    index: &Index<'_>,
    id: NamedId,
    from: At,
    problems: &mut Problems<'_>,
) -> Arc<SchemaObject> {
    match index.flattened.get(id) {
        Memo::Known(known) => known,
        Memo::Open => {
            problems
                .report(Code::ReferenceCycle, from, "the schema is made of itself")
                .help("a schema may contain itself in a property, not in `allOf`");
            Arc::default()
        }
        Memo::New => {
            index.flattened.open(id);
            let flat = index
                .get(id)
                .map(|named| flatten_shared(index, named.schema, problems));
            let flat = flat.unwrap_or_default();
            index.flattened.set(id, Arc::clone(&flat));
            flat
        }
    }
}

/// Lays `other` over `base`: both apply.
pub(super) fn merge(
    base: &mut SchemaObject,
    other: &SchemaObject,
    at: At,
    problems: &mut Problems<'_>,
) {
    merge_types(base, other, at, problems);
    merge_values(base, other, at, problems);
    merge_properties(base, other, at, problems);
    bounds::merge_bounds(base, other);
    branches::merge_branches(base, other, at, problems);
    rare::merge_rare(base, other);

    overlay(&mut base.title, &other.title);
    overlay(&mut base.description, &other.description);
    overlay(&mut base.default, &other.default);
    overlay(&mut base.sensitive, &other.sensitive);
    base.examples.extend_from_slice(&other.examples);
    base.deprecated |= other.deprecated;
    base.read_only |= other.read_only;
    base.write_only |= other.write_only;
    base.closed |= other.closed;
    base.rust_names.extend_from_slice(&other.rust_names);
    base.enum_descriptions
        .extend_from_slice(&other.enum_descriptions);
    match (&mut base.items, &other.items) {
        (Some(first), Some(second)) => **first = both(first, second),
        (first @ None, second) => first.clone_from(second),
        (Some(_), None) => {}
    }
}

fn overlay<T: Clone>(base: &mut Option<T>, other: &Option<T>) {
    if other.is_some() {
        base.clone_from(other);
    }
}

/// How many schemas there are inside.
fn size(object: &SchemaObject) -> usize {
    let inside = |schema: &Schema| match &schema.kind {
        SchemaKind::Object(object) => 1 + size(object),
        SchemaKind::Boolean(_) => 1,
    };
    children(object).into_iter().map(inside).sum()
}

/// The schema that says what both say; [`Problems::stated`] knows it by the place of the second.
fn both(first: &Schema, second: &Schema) -> Schema {
    let object = SchemaObject {
        all_of: vec![first.clone(), second.clone()],
        ..SchemaObject::default()
    };
    Schema {
        at: second.at,
        kind: SchemaKind::Object(Arc::new(object)),
    }
}

fn merge_types(base: &mut SchemaObject, other: &SchemaObject, at: At, problems: &mut Problems<'_>) {
    if base.types.is_empty() {
        base.types.clone_from(&other.types);
    } else if !other.types.is_empty() {
        let takes = |types: &[Located<Type>], ty: Type| {
            types.iter().any(|other| {
                other.value == ty || (other.value == Type::Number && ty == Type::Integer)
            })
        };
        let mut types: Vec<Located<Type>> = base
            .types
            .iter()
            .filter(|ty| takes(&other.types, ty.value))
            .cloned()
            .collect();
        let narrower = other.types.iter().filter(|ty| takes(&base.types, ty.value));
        for ty in narrower {
            if types.iter().all(|known| known.value != ty.value) {
                types.push(ty.clone());
            }
        }
        if types.is_empty() {
            let place = other.types.first().map_or(at, |ty| ty.at);
            problems.conflict(place, "no type satisfies every schema that applies here");
            problems.relate(base.types.first().map_or(at, |ty| ty.at), "the other one");
            forbid(base, place);
        } else {
            base.types = types;
        }
    }
    if let (Some(first), Some(second)) = (&base.format, &other.format)
        && first.value != second.value
    {
        problems.conflict(
            second.at,
            format!("`{}` and `{}` both apply here", first.value, second.value),
        );
        problems.relate(first.at, "the other format");
        base.format = None;
    } else {
        overlay(&mut base.format, &other.format);
    }
}

fn merge_values(
    base: &mut SchemaObject,
    other: &SchemaObject,
    at: At,
    problems: &mut Problems<'_>,
) {
    let mut impossible = None;
    match (&mut base.enumeration, &other.enumeration) {
        (Some(first), Some(second)) => {
            first.retain(|value| second.iter().any(|other| other.value == value.value));
            if first.is_empty() {
                let place = second.first().map_or(at, |value| value.at);
                problems.conflict(place, "no value is in both lists of `enum`");
                impossible = Some(place);
            }
        }
        (first @ None, second) => first.clone_from(second),
        (Some(_), None) => {}
    }
    if let (Some(first), Some(second)) = (&base.constant, &other.constant)
        && first.value != second.value
    {
        problems.conflict(second.at, "two different `const` both apply here");
        problems.relate(first.at, "the other one");
        impossible = Some(second.at);
    }
    overlay(&mut base.constant, &other.constant);
    if let Some(place) = impossible {
        forbid(base, place);
    }
}

fn merge_properties(
    base: &mut SchemaObject,
    other: &SchemaObject,
    at: At,
    problems: &mut Problems<'_>,
) {
    // Not by `unevaluatedProperties`: outermost, where it belongs, it sees what all of them describe.
    let closes = |object: &SchemaObject| {
        let additional = object.additional_properties.as_deref();
        additional.is_some_and(|schema| matches!(schema.kind, SchemaKind::Boolean(false)))
    };
    let adds = |more: &SchemaObject, to: &SchemaObject| {
        more.properties.iter().any(|(name, _)| {
            to.properties
                .iter()
                .all(|(known, _)| known.value != name.value)
        })
    };
    if closes(base) && adds(other, base) || closes(other) && adds(base, other) {
        problems
            .report(Code::ConflictingSchemas, at, "a schema that applies here forbids properties that another one describes")
            .help("`additionalProperties: false` sees only the properties beside it; say `unevaluatedProperties: false` at the outermost schema");
    }
    for (name, schema) in &other.properties {
        match base
            .properties
            .iter_mut()
            .find(|(known, _)| known.value == name.value)
        {
            Some((_, known)) => *known = both(known, schema),
            None => base.properties.push((name.clone(), schema.clone())),
        }
    }
    for name in &other.required {
        if base.required.iter().all(|known| known.value != name.value) {
            base.required.push(name.clone());
        }
    }
    for (first, second) in [
        (
            &mut base.additional_properties,
            &other.additional_properties,
        ),
        (
            &mut base.unevaluated_properties,
            &other.unevaluated_properties,
        ),
    ] {
        match (&mut *first, second) {
            (Some(schema), Some(second)) if !matches!(schema.kind, SchemaKind::Boolean(_)) => {
                **schema = both(schema, second)
            }
            (Some(schema), Some(_)) if matches!(schema.kind, SchemaKind::Boolean(false)) => {}
            (_, Some(second)) => *first = Some(second.clone()),
            (_, None) => {}
        }
    }
}
