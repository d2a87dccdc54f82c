//! Where types are put as they are made.

use super::{Site, Types, is_field_name};
use crate::ir::{Docs, Name, TypeDef, TypeId, TypeKind, TypeRef};
use crate::lower::names::Wish;
use crate::lower::problems::{Owner, Problems};
use crate::spec::{At, SchemaObject};

/// Everything that was made, in the order of making.
pub(in crate::lower) struct Made<'d> {
    pub(in crate::lower) types: Vec<MadeType>,
    /// How many numbers were given out.
    pub(in crate::lower) count: usize,
    pub(in crate::lower) problems: Problems<'d>,
}

/// A finished type.
pub(in crate::lower) struct MadeType {
    /// The schema or operation that it is printed with.
    pub(in crate::lower) group: usize,
    /// Its number while lowering.
    pub(in crate::lower) id: TypeId,
    pub(in crate::lower) def: TypeDef,
}

impl<'d> Types<'d> {
    /// Turns to an operation, by its number: the inline types of its bodies follow those of the components.
    pub(in crate::lower) fn turn_to_operation(&mut self, number: usize) {
        self.group = self.named.len() + number;
    }

    /// A type by its number, while lowering.
    pub(in crate::lower) fn get(&self, id: TypeId) -> Option<&TypeDef> {
        self.slots.get(id.0)?.as_ref().map(|(_, def)| def)
    }

    /// The type that an alias, or a chain of them, stands for.
    pub(in crate::lower) fn resolve<'t>(&'t self, ty: &'t TypeRef) -> &'t TypeRef {
        let mut ty = ty;
        for _ in 0..=self.slots.len() {
            match ty {
                TypeRef::Named(id) => match self.get(*id).map(|def| &def.kind) {
                    Some(TypeKind::Alias(target)) => ty = target,
                    _ => return ty,
                },
                TypeRef::Boxed(inner) => ty = inner,
                _ => return ty,
            }
        }
        ty
    }

    /// Ends: everything that was made.
    pub(in crate::lower) fn finish(self) -> Made<'d> {
        let count = self.slots.len();
        let types = self.slots.into_iter().enumerate();
        let types = types
            .filter_map(|(id, slot)| {
                slot.map(|(group, def)| MadeType {
                    group,
                    id: TypeId(id),
                    def,
                })
            })
            .collect();
        Made {
            types,
            count,
            problems: self.problems,
        }
    }

    /// Starts a type: the number it will have, and the place that its parts see.
    pub(super) fn open(
        &mut self,
        object: &SchemaObject,
        at: At,
        site: &Site,
    ) -> (TypeId, Name, Site) {
        if self.skimming {
            let name = Name {
                wire: String::new(),
                rust: site.name.clone(),
            };
            return (
                TypeId(usize::MAX),
                name,
                site.inside(site.name.clone(), String::new()),
            );
        }
        let named = site.slot.and_then(|slot| {
            self.named
                .get(slot.0)
                .map(|(name, _)| (TypeId(slot.0), name.clone()))
        });
        let (id, name) = named
            .filter(|(id, _)| self.slots.get(id.0).is_some_and(Option::is_none))
            .unwrap_or_else(|| {
                let id = TypeId(self.slots.len());
                self.slots.push(None);
                let chosen = object
                    .rust_name
                    .as_ref()
                    .filter(|name| !site.is_property || !is_field_name(&name.value));
                let pointer = self.problems.pointer(at);
                let wish = Wish {
                    wire: &pointer,
                    stem: Some(&site.name),
                    chosen,
                    at,
                };
                let name = self.scope.name(&wish, &mut self.problems);
                (
                    id,
                    Name {
                        wire: String::new(),
                        ..name
                    },
                )
            });
        if let Some((_, begun @ None)) = self.lowering.last_mut() {
            *begun = Some(id);
        }
        let site = Site {
            name: name.rust.clone(),
            about: site.about.clone(),
            owner: Owner::Type(id),
            slot: None,
            is_property: false,
        };
        (id, name, site)
    }

    /// Puts a type of its own into the slot that was opened for it, documented by its schema.
    pub(super) fn close(
        &mut self,
        (id, name): (TypeId, Name),
        object: &SchemaObject,
        at: At,
        site: &Site,
        kind: TypeKind,
    ) {
        let description = super::description(object);
        let docs = self.docs(description.as_deref(), &Vec::new(), || site.about.clone());
        self.fill(id, name, docs, at, kind);
    }

    /// Ends a type.
    pub(super) fn fill(&mut self, id: TypeId, name: Name, docs: Docs, at: At, kind: TypeKind) {
        let origin = format!("#{}", self.problems.pointer(at));
        if let Some(slot) = self.slots.get_mut(id.0) {
            *slot = Some((
                self.group,
                TypeDef {
                    name,
                    docs,
                    origin,
                    kind,
                },
            ));
        }
    }
}
