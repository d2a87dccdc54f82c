//! Schemas with names: each is lowered once, and referred to from then on.

use std::sync::Arc;

use super::{Site, Summary, Types, Use, description, is_field_name, says_little, sensitivity};
use crate::ir::{TypeId, TypeKind, TypeRef};
use crate::lower::docs;
use crate::lower::keywords;
use crate::lower::merge::{self, Member};
use crate::lower::null;
use crate::lower::problems::Owner;
use crate::lower::refs::NamedId;
use crate::spec::{At, Schema, SchemaKind, SchemaObject, Type};

impl<'d> Types<'d> {
    /// Lowers every schema with a name, in document order, once it is known what the uses of each take from it.
    pub(in crate::lower) fn define_all(&mut self) {
        self.settle_bases();
        for id in self.index.bottom_up() {
            self.skim(id);
        }
        for id in 0..self.named.len() {
            self.define(NamedId(id));
        }
    }

    /// Works out what uses take from a schema, without making a type or reporting anything.
    fn skim(&mut self, id: NamedId) {
        let Some((schema, site)) = self.own_site(id) else {
            return;
        };
        self.skimming = true;
        self.problems.muted = true;
        let made = self.lower_use(schema, &site);
        self.skimming = false;
        self.problems.muted = false;
        if let Some((_, summary)) = self.named.get_mut(id.0) {
            *summary = Some(Summary {
                keywords: made.keywords,
                sensitive: made.sensitive,
                description: made.description,
            });
        }
    }

    /// Lowers a schema with a name, unless that has been done or is being done.
    pub(super) fn define(&mut self, id: NamedId) {
        let Some((schema, site)) = self.own_site(id).filter(|_| self.defined.insert(id)) else {
            return;
        };
        let group = std::mem::replace(&mut self.group, id.0);
        let made = self.lower_use(schema, &site);
        if self.slots.get(id.0).is_some_and(Option::is_none)
            && let Some((name, _)) = self.named.get(id.0)
        {
            let name = name.clone();
            let docs = self.docs(made.description.as_deref(), &made.keywords, || {
                site.about.clone()
            });
            self.fill(
                TypeId(id.0),
                name,
                docs,
                schema.at,
                TypeKind::Alias(made.ty),
            );
        }
        self.group = group;
    }

    /// The schema with a name that a schema is a use of, and what it says over it. `None` for a schema that needs a type of its own.
    pub(super) fn reference(&mut self, schema: &Schema) -> Option<(NamedId, SchemaObject)> {
        if !merge::has_parts(schema) {
            return None;
        }
        let mut reference = None;
        let mut over = SchemaObject::default();
        for member in merge::members(&self.index, schema) {
            match member {
                Member::Reference(id) if reference.is_none_or(|known| known == id) => {
                    reference = Some(id);
                }
                Member::Own(own, at) if says_little(own) => {
                    merge::merge(&mut over, own, at, &mut self.problems);
                }
                Member::Reference(_) | Member::Own(..) | Member::Never(_) => return None,
            }
        }
        let id = reference?;
        let types = null::types(&self.flatten_named(id, schema.at));
        let narrows = |ty: &Type| over.types.iter().all(|other| other.value != *ty);
        let named_anew = over
            .rust_name
            .as_ref()
            .is_some_and(|name| !is_field_name(&name.value));
        let is_new = named_anew || (!over.types.is_empty() && types.iter().any(narrows));
        (!is_new).then_some((id, over))
    }

    /// A use of a schema with a name.
    pub(super) fn refer(
        &mut self,
        id: NamedId,
        over: &SchemaObject,
        schema: &Schema,
        site: &Site,
    ) -> Use {
        let summary = self.summary(id, schema.at);
        let mut keywords = summary.keywords;
        let stated = keywords::stated(over, schema.at, site.owner, &mut self.problems);
        keywords::lay_over(&mut keywords, stated);
        Use {
            ty: TypeRef::Named(TypeId(id.0)),
            nullable: null::accepts_null(&self.index, schema),
            sensitive: sensitivity(over).or(summary.sensitive),
            deprecated: over.deprecated,
            keywords,
            description: description(over).or(summary.description),
        }
    }

    /// What each use takes from a schema with a name. Where that is not known yet, the two lead to each other in a circle without an object's
    /// property in between, which is refused in the end.
    fn summary(&mut self, id: NamedId, from: At) -> Summary {
        match self.named.get(id.0) {
            Some((_, Some(summary))) => summary.clone(),
            _ => {
                let flat = self.flatten_named(id, from);
                Summary {
                    keywords: keywords::annotations(&flat),
                    sensitive: sensitivity(&flat),
                    description: description(&flat),
                }
            }
        }
    }

    /// A schema with a name, and the place that its definition is.
    fn own_site(&self, id: NamedId) -> Option<(&'d Schema, Site)> {
        let schema = self.index.get(id)?.schema;
        let (name, _) = self.named.get(id.0)?;
        let site = Site {
            name: name.rust.clone(),
            about: format!("The `{}` schema.", docs::code(&name.wire)),
            owner: Owner::Type(TypeId(id.0)),
            slot: Some(id),
            is_property: false,
        };
        Some((schema, site))
    }

    /// As [`Types::flatten`], without a copy where the schema is nothing but a reference.
    pub(super) fn flat(&mut self, schema: &Schema) -> Arc<SchemaObject> {
        if let SchemaKind::Object(object) = &schema.kind
            && let Some(reference) = &object.reference
            && object.all_of.is_empty()
            && object.types.is_empty()
            && object.rare.is_none()
            && says_little(object)
            && keywords::constraints(object).is_empty()
            && let Some(id) = self.index.resolve(reference)
        {
            return self.flatten_named(id, schema.at);
        }
        merge::flatten_shared(&self.index, schema, &mut self.problems)
    }

    fn flatten_named(&mut self, id: NamedId, from: At) -> Arc<SchemaObject> {
        merge::flatten_named(&self.index, id, from, &mut self.problems)
    }
}
