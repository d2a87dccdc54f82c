//! Types that contain themselves.
//!
//! The rule: a value is boxed where its type leads back, by value, to the type that holds it. Lists and maps are on the heap anyway, so nothing
//! is boxed beyond them. Every such place is boxed, not only as many as it takes, so that the result depends neither on the order of the document
//! nor on where one starts to look.

use super::problems::{Owner, Problems};
use crate::diagnostics::Code;
use crate::fidelity::Kind;
use crate::ir::{TypeDef, TypeId, TypeKind, TypeRef};
use crate::spec::Tree;

/// Boxes what must be, and reports aliases that stand for themselves: Rust has no name for those.
pub(super) fn place(types: &mut [TypeDef], tree: &Tree, problems: &mut Problems<'_>) {
    check_aliases(types, tree, problems);
    let held: Vec<Vec<TypeId>> = types
        .iter()
        .map(|def| {
            parts(def)
                .into_iter()
                .filter_map(|part| held_by(part, types))
                .collect()
        })
        .collect();
    let circles = circles(&held);
    let circle = |id: TypeId| circles.get(id.0);
    let boxed: Vec<Vec<bool>> = types
        .iter()
        .enumerate()
        .map(|(id, def)| {
            let leads_back = |part: &TypeRef| {
                held_by(part, types).is_some_and(|target| circle(target) == circle(TypeId(id)))
            };
            parts(def).into_iter().map(leads_back).collect()
        })
        .collect();
    for (def, boxed) in types.iter_mut().zip(boxed) {
        for (part, boxed) in parts_mut(def).into_iter().zip(boxed) {
            if boxed {
                let inner = std::mem::replace(part, TypeRef::Any);
                *part = TypeRef::Boxed(Box::new(inner));
            }
        }
    }
}

/// What a struct or union holds; an alias holds nothing, it is looked through.
fn parts(def: &TypeDef) -> Vec<&TypeRef> {
    match &def.kind {
        TypeKind::Struct(object) => object.fields.iter().map(|field| &field.ty).collect(),
        TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::ClosedValues(_)
        | TypeKind::Choice(_)
        | TypeKind::Alias(_) => Vec::new(),
    }
}

fn parts_mut(def: &mut TypeDef) -> Vec<&mut TypeRef> {
    match &mut def.kind {
        TypeKind::Struct(object) => object
            .fields
            .iter_mut()
            .map(|field| &mut field.ty)
            .collect(),
        TypeKind::Union(union) => union
            .variants
            .iter_mut()
            .map(|variant| &mut variant.ty)
            .collect(),
        TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::ClosedValues(_)
        | TypeKind::Choice(_)
        | TypeKind::Alias(_) => Vec::new(),
    }
}

/// The named type that a use holds by value, through aliases.
fn held_by(ty: &TypeRef, types: &[TypeDef]) -> Option<TypeId> {
    let mut ty = ty;
    for _ in 0..=types.len() {
        match ty {
            TypeRef::Nullable(inner) => ty = inner,
            TypeRef::Named(id) => match types.get(id.0).map(|def| &def.kind) {
                Some(TypeKind::Alias(target)) => ty = target,
                _ => return Some(*id),
            },
            _ => return None,
        }
    }
    None
}

/// Numbers the circles that types form by what they hold: two types have the same number where each leads to the other. (Tarjan's
/// strongly connected components, with a stack of its own, since documents may be deeper than threads.)
fn circles(held: &[Vec<TypeId>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut circles = vec![UNSEEN; held.len()];
    let mut order = vec![UNSEEN; held.len()];
    let mut lowest = vec![UNSEEN; held.len()];
    let (mut seen, mut pending) = (0, Vec::new());
    let at = |list: &[usize], id: usize| list.get(id).copied().unwrap_or(UNSEEN);
    for root in 0..held.len() {
        if at(&order, root) != UNSEEN {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((id, next)) = path.last_mut() {
            let id = *id;
            if *next == 0 && at(&order, id) == UNSEEN {
                put(&mut order, id, seen);
                put(&mut lowest, id, seen);
                seen += 1;
                pending.push(id);
            }
            if let Some(target) = held.get(id).and_then(|targets| targets.get(*next)) {
                *next += 1;
                if at(&order, target.0) == UNSEEN {
                    path.push((target.0, 0));
                } else if at(&circles, target.0) == UNSEEN {
                    let low = at(&lowest, id).min(at(&order, target.0));
                    put(&mut lowest, id, low);
                }
                continue;
            }
            path.pop();
            if let Some((holder, _)) = path.last() {
                let low = at(&lowest, *holder).min(at(&lowest, id));
                put(&mut lowest, *holder, low);
            }
            if at(&lowest, id) == at(&order, id) {
                while let Some(member) = pending.pop() {
                    put(&mut circles, member, id);
                    if member == id {
                        break;
                    }
                }
            }
        }
    }
    circles
}

fn put(list: &mut [usize], id: usize, value: usize) {
    if let Some(slot) = list.get_mut(id) {
        *slot = value;
    }
}

/// An alias that leads to itself, be it through a list, has no end when it is written out: what leads back is any JSON value.
fn check_aliases(types: &mut [TypeDef], tree: &Tree, problems: &mut Problems<'_>) {
    let targets: Vec<Vec<TypeId>> = types
        .iter()
        .map(|def| match &def.kind {
            TypeKind::Alias(target) => target.named().into_iter().collect(),
            _ => Vec::new(),
        })
        .collect();
    let circles = circles(&targets);
    let is_endless = |id: &TypeId| {
        let mut targets = targets.get(id.0).into_iter().flatten();
        targets.any(|target| circles.get(target.0) == circles.get(id.0))
    };
    let endless: Vec<TypeId> = (0..types.len()).map(TypeId).filter(is_endless).collect();
    for id in endless {
        let Some(def) = types.get_mut(id.0) else {
            continue;
        };
        let at = def
            .origin
            .strip_prefix('#')
            .and_then(|pointer| tree.find(pointer))
            .unwrap_or_default();
        let message = format!("`{}` is a list or map of itself", def.name.wire);
        problems.note(
            Kind::RawJson,
            Owner::Type(id),
            at,
            format!("any JSON value within: {message}"),
        );
        problems
            .report(
                Code::RecursiveAlias,
                at,
                format!("{message}; what it holds is any JSON value"),
            )
            .help("give it an object with a property in between");
        if let TypeKind::Alias(target) = &mut def.kind {
            forget_name(target);
        }
    }
}

/// Any JSON value in place of the named type in a use.
fn forget_name(ty: &mut TypeRef) {
    match ty {
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::Nullable(inner)
        | TypeRef::Boxed(inner) => {
            forget_name(inner);
            if matches!(ty, TypeRef::Nullable(inner) if **inner == TypeRef::Any) {
                *ty = TypeRef::Any;
            }
        }
        TypeRef::Named(_) => *ty = TypeRef::Any,
        _ => {}
    }
}
