//! The order of types in print, and which of them an exchange can show.

use std::collections::BTreeSet;

use super::problems::Problems;
use super::types::Made;
use crate::ir::{Api, Body, Header, Operation, TypeDef, TypeId, TypeKind, TypeRef};

/// Puts the types in their final order, components first and in document order, each followed by the inline types found in it, and gives
/// everything that refers to them the new numbers.
pub(super) fn arrange<'d>(
    made: Made<'d>,
    operations: &mut [Operation],
    headers: &mut [Header],
) -> (Vec<TypeDef>, Problems<'d>) {
    let Made {
        mut types,
        mut problems,
        count,
    } = made;
    types.sort_by_key(|made| (made.group, made.id));
    let mut numbers = vec![TypeId(0); count];
    for (new, made) in types.iter().enumerate() {
        if let Some(number) = numbers.get_mut(made.id.0) {
            *number = TypeId(new);
        }
    }
    let number = |id: TypeId| numbers.get(id.0).copied().unwrap_or(id);
    let mut types: Vec<TypeDef> = types.into_iter().map(|made| made.def).collect();
    for def in &mut types {
        each_use(def, &mut |ty| renumber(ty, &number));
    }
    for header in headers {
        renumber(&mut header.ty, &number);
    }
    for operation in operations {
        for parameter in &mut operation.parameters {
            renumber(&mut parameter.ty, &number);
        }
        let sent = operation.body.iter_mut().map(|body| &mut body.body);
        let answers = operation.responses.iter_mut();
        for body in sent.chain(answers.filter_map(|response| response.body.as_mut())) {
            body.types_mut().for_each(|ty| renumber(ty, &number));
        }
    }
    problems.renumber(number);
    (types, problems)
}

/// The types that a body or a header field of an answer can show.
pub(super) fn reached(api: &Api) -> BTreeSet<TypeId> {
    let bodies = api.operations.iter().flat_map(|operation| {
        let answers = operation.responses.iter();
        let sent = operation.body.iter().map(|body| &body.body);
        sent.chain(answers.filter_map(|response| response.body.as_ref()))
    });
    let headers = api.headers.iter().map(|header| &header.ty);
    let shown = bodies.flat_map(Body::types).chain(headers);
    api.reach(shown.filter_map(TypeRef::named))
}

fn each_use(def: &mut TypeDef, visit: &mut impl FnMut(&mut TypeRef)) {
    match &mut def.kind {
        TypeKind::Struct(object) => {
            let rest = object.rest.iter_mut().map(|rest| &mut rest.ty);
            let fields = object.fields.iter_mut().map(|field| &mut field.ty);
            fields.chain(rest).for_each(visit);
        }
        TypeKind::Choice(choice) => choice
            .variants
            .iter_mut()
            .for_each(|variant| visit(&mut variant.ty)),
        TypeKind::Union(union) => union
            .variants
            .iter_mut()
            .for_each(|variant| visit(&mut variant.ty)),
        TypeKind::Alias(target) => visit(target),
        TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) | TypeKind::ClosedValues(_) => {}
    }
}

fn renumber(ty: &mut TypeRef, number: &impl Fn(TypeId) -> TypeId) {
    match ty {
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::Nullable(inner)
        | TypeRef::Boxed(inner) => renumber(inner, number),
        TypeRef::Named(id) => *id = number(*id),
        TypeRef::Boolean
        | TypeRef::Integer32
        | TypeRef::Integer64
        | TypeRef::Unsigned64
        | TypeRef::Number
        | TypeRef::String
        | TypeRef::Format(_)
        | TypeRef::Any
        | TypeRef::Never => {}
    }
}
