//! What the styles see of a parameter's type.

use std::collections::BTreeSet;

use crate::fidelity::Kind;
use crate::ir::{Sensitivity, TypeId, TypeKind, TypeRef};
use crate::lower::media::{Essence, Nature};
use crate::lower::problems::Owner;
use crate::lower::types::Types;
use crate::spec::{Parameter, Style};

/// How many unions of unions are looked into. What is deeper passes for nested.
const DEPTH: usize = 4;

/// What the styles see of a parameter's type.
pub(super) struct Shape {
    /// A value without parts, always.
    pub(super) is_scalar: bool,
    /// A scalar, or a list or an object of scalars, always: what OpenAPI says how to write.
    is_flat: bool,
    /// Text of its own: as it is where nothing says otherwise.
    is_text: bool,
    /// What a property within it must not show.
    pub(super) sensitive: Option<Sensitivity>,
}

impl Shape {
    pub(super) fn of(ty: &TypeRef, types: &Types<'_>) -> Self {
        Self {
            is_scalar: is_scalar(ty, types, DEPTH),
            is_flat: is_flat(ty, types, DEPTH),
            is_text: is_text(types.resolve(ty), types),
            sensitive: sensitive_within(ty, types, &mut BTreeSet::new()),
        }
    }

    /// Whether the value is written as JSON text: where `content` names a media type of JSON, and where it names another one that
    /// says nothing of how a value with parts is written.
    pub(super) fn is_written_as_json(&self, parameter: &Parameter) -> bool {
        parameter
            .content
            .as_ref()
            .is_some_and(|media_type| is_json(&media_type.value) || !self.is_scalar)
    }

    /// Notes what the standard does not define.
    pub(super) fn note(&self, parameter: &Parameter, json: bool, types: &mut Types<'_>) {
        let nested = match &parameter.content {
            Some(media_type) if json && !is_json(&media_type.value) => {
                Some(format!("written as JSON, not as `{}`", media_type.value))
            }
            Some(_) => None,
            None if self.is_flat => None,
            None if parameter.style == Style::DeepObject => Some(
                "what is nested is written as `name[property][0]`, which OpenAPI does not define"
                    .to_owned(),
            ),
            None => Some(
                "what is nested is written as JSON text, since OpenAPI does not say how".to_owned(),
            ),
        };
        let lacks_empty = parameter.allow_empty_value && self.is_scalar && !self.is_text;
        let empty = lacks_empty
            .then(|| "`allowEmptyValue`: the type has no empty value to send".to_owned());
        for message in nested.into_iter().chain(empty) {
            let (kind, owner) = (Kind::UndefinedStyle, Owner::Parameter);
            types.problems.note(kind, owner, parameter.at, message);
        }
    }
}

fn is_scalar(ty: &TypeRef, types: &Types<'_>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    match types.resolve(ty) {
        TypeRef::List(_) | TypeRef::Map(_) => false,
        TypeRef::Nullable(inner) => is_scalar(inner, types, depth),
        TypeRef::Named(id) => match types.get(*id).map(|def| &def.kind) {
            Some(TypeKind::Struct(_)) => false,
            Some(TypeKind::Union(union)) => union
                .variants
                .iter()
                .all(|variant| is_scalar(&variant.ty, types, depth)),
            _ => true,
        },
        // Any JSON value has been noted as such.
        _ => true,
    }
}

fn is_flat(ty: &TypeRef, types: &Types<'_>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    match types.resolve(ty) {
        TypeRef::List(inner) | TypeRef::Map(inner) => is_scalar(inner, types, depth),
        TypeRef::Nullable(inner) => is_flat(inner, types, depth),
        TypeRef::Named(id) => match types.get(*id).map(|def| &def.kind) {
            Some(TypeKind::Struct(object)) => object
                .fields
                .iter()
                .all(|field| is_scalar(&field.ty, types, depth)),
            Some(TypeKind::Union(union)) => union
                .variants
                .iter()
                .all(|variant| is_flat(&variant.ty, types, depth)),
            _ => true,
        },
        _ => true,
    }
}

fn is_text(ty: &TypeRef, types: &Types<'_>) -> bool {
    match ty {
        TypeRef::String | TypeRef::Any => true,
        TypeRef::Named(id) => types
            .get(*id)
            .is_some_and(|def| matches!(def.kind, TypeKind::StringEnum(_))),
        _ => false,
    }
}

/// The whole of a parameter is hidden where a part of it must not show: it is one text in the URL.
fn sensitive_within(
    ty: &TypeRef,
    types: &Types<'_>,
    seen: &mut BTreeSet<TypeId>,
) -> Option<Sensitivity> {
    match types.resolve(ty) {
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            sensitive_within(inner, types, seen)
        }
        TypeRef::Named(id) if seen.insert(*id) => match &types.get(*id)?.kind {
            TypeKind::Struct(object) => object.fields.iter().find_map(|field| {
                field
                    .sensitive
                    .or_else(|| sensitive_within(&field.ty, types, seen))
            }),
            TypeKind::Union(union) => union
                .variants
                .iter()
                .find_map(|variant| sensitive_within(&variant.ty, types, seen)),
            _ => None,
        },
        _ => None,
    }
}

fn is_json(media_type: &str) -> bool {
    Essence::of(media_type).nature() == Nature::Json
}
