//! `readOnly` and `writeOnly`: what is required one way need not be there the other way.
//!
//! One type serves both directions. A property that is required, but that one of the directions in which its type is used does not carry,
//! is optional in Rust. Where the type is used both ways, the direction that does require it cannot insist any more, which is noted.

use serde_json::Value;

use super::problems::{Owner, Problems};
use crate::fidelity::Kind;
use crate::ir::{
    Access, Api, Body, Field, Operation, Outcome, PaginationStyle, Presence, TypeDef, TypeId,
    TypeKind, TypeRef,
};
use crate::spec::Tree;

/// What one direction does not carry.
#[derive(Clone, Copy)]
struct Absence {
    /// For the property's documentation.
    docs: &'static str,
    /// For the fidelity report, where the other direction does require the property.
    note: &'static str,
}

const READ_ONLY: Absence = Absence {
    docs: "Only responses have it, which always do; no request needs it.",
    note: "`required` is not insisted on in responses: no request has what is `readOnly`",
};

const WRITE_ONLY: Absence = Absence {
    docs: "Only requests have it, which need it; no response shows it.",
    note: "`required` is not insisted on in requests: no response has what is `writeOnly`",
};

/// Makes optional what a direction of its type does not carry, and tells so in the documentation of the property.
pub(super) fn settle(api: &mut Api, tree: &Tree, problems: &mut Problems<'_>) {
    let sent = api.reach(api.operations.iter().flat_map(sent));
    let received = api.reach(api.operations.iter().flat_map(received));
    let mut changed = false;
    for (number, def) in api.types.iter_mut().enumerate() {
        let id = TypeId(number);
        let (sent, received) = (sent.contains(&id), received.contains(&id));
        let TypeKind::Struct(object) = &mut def.kind else {
            continue;
        };
        for field in &mut object.fields {
            let absence = match field.presence {
                Presence::Optional | Presence::OptionalNullable => continue,
                _ if sent && has(field, "readOnly") => READ_ONLY,
                _ if received && has(field, "writeOnly") => WRITE_ONLY,
                Presence::Required | Presence::Nullable => continue,
            };
            changed = true;
            field.presence = match field.presence {
                Presence::Required | Presence::Optional => Presence::Optional,
                Presence::Nullable | Presence::OptionalNullable => Presence::OptionalNullable,
            };
            let line = absence.docs.to_owned();
            field.docs.lines.extend([String::new(), line]);
            if sent && received {
                let object = def.origin.trim_start_matches('#');
                let key = field.name.wire.replace('~', "~0").replace('/', "~1");
                let property = tree.find(&format!("{object}/properties/{key}"));
                if let Some(at) = property.or_else(|| tree.find(object)) {
                    problems.note(Kind::DocumentedOnly, Owner::Type(id), at, absence.note);
                }
            }
        }
    }
    if changed {
        look_again(api);
    }
}

fn has(field: &Field, flag: &str) -> bool {
    let mut keywords = field.keywords.iter();
    keywords.any(|(keyword, value)| keyword == flag && *value == Value::Bool(true))
}

/// What an operation sends.
fn sent(operation: &Operation) -> impl Iterator<Item = TypeId> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    let body = operation.body.iter().flat_map(|body| body.body.types());
    parameters.chain(body).filter_map(TypeRef::named)
}

/// What comes back.
fn received(operation: &Operation) -> impl Iterator<Item = TypeId> {
    let bodies = operation
        .responses
        .iter()
        .filter_map(|response| response.body.as_ref());
    bodies.flat_map(Body::types).filter_map(TypeRef::named)
}

/// Brings the paths of pagination, which know how each field on their way holds its value, up to date.
fn look_again(api: &mut Api) {
    for operation in &mut api.operations {
        // All successes have the same body where there is pagination.
        let success = operation
            .responses
            .iter()
            .filter(|response| response.outcome != Outcome::Error)
            .find_map(|response| response.body.as_ref()?.json());
        let (Some(pagination), Some(body)) = (&mut operation.pagination, success) else {
            continue;
        };
        let paths = match &mut pagination.style {
            PaginationStyle::CurrentAndLast { current, last } => vec![current, last],
            PaginationStyle::NextNumber { next }
            | PaginationStyle::Cursor { next }
            | PaginationStyle::Url { next } => vec![next],
        };
        for path in paths.into_iter().chain([&mut pagination.items]) {
            follow(&api.types, body, path);
        }
    }
}

fn follow(types: &[TypeDef], from: &TypeRef, path: &mut [Access]) {
    let mut ty = from;
    for access in path {
        let Some(field) = fields(types, ty)
            .iter()
            .find(|field| field.name.rust == access.field)
        else {
            return;
        };
        access.presence = field.presence;
        ty = &field.ty;
    }
}

/// The fields of the object that a type is, aliases looked through.
fn fields<'a>(types: &'a [TypeDef], mut ty: &'a TypeRef) -> &'a [Field] {
    for _ in 0..=types.len() {
        let Some(def) = ty.named().and_then(|id| types.get(id.0)) else {
            break;
        };
        match &def.kind {
            TypeKind::Struct(object) => return &object.fields,
            TypeKind::Alias(target) => ty = target,
            _ => break,
        }
    }
    &[]
}
