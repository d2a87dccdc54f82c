//! Schemas to types: every schema with a name, and every inline one that needs a type of its own.

mod enums;
mod inherit;
mod named;
mod objects;
mod scalars;
mod slots;
mod unions;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use self::inherit::Inheritance;
pub(super) use self::slots::Made;
use super::docs;
use super::keywords::{self, Keywords};
use super::merge::{self, Part};
use super::names::{Case, Scope, Wish, identifier};
use super::null;
use super::problems::{Owner, Problems};
use super::refs::{Index, NamedId};
use crate::fidelity::Kind;
use crate::ir::{Docs, Name, Sensitivity, TypeDef, TypeId, TypeRef};
use crate::spec::{At, Schema, SchemaKind, SchemaObject, Sensitive, Type};

/// Types as they are made.
pub(super) struct Types<'d> {
    pub(super) index: Index<'d>,
    pub(super) problems: Problems<'d>,
    inheritance: Inheritance,
    /// What the bases among the schemas with names have in common with their children, as far as it has been made.
    base_structs: BTreeMap<NamedId, Use>,
    /// The names of types: those of operations live here as well, since one module shows them all.
    pub(super) scope: Scope,
    /// The name of each schema that has one, and what its uses take from it once it is lowered. Its type is the [`TypeId`] of the same
    /// number.
    named: Vec<(Name, Option<Summary>)>,
    /// Which of them have been turned to.
    defined: BTreeSet<NamedId>,
    /// The schemas without a name that are being lowered, innermost last: what they are made of, and their type once it is begun. A schema
    /// that comes to itself is that type.
    lowering: Vec<(Vec<Part>, Option<TypeId>)>,
    /// What the branches of named unions became that stand in them and have no name.
    branch_uses: BTreeMap<(NamedId, Vec<Part>), Use>,
    /// Finished types by [`TypeId`], each with the group that it is printed in.
    slots: Vec<Option<(usize, TypeDef)>>,
    /// Set while it is only worked out what the uses of a schema take from it: no type is made.
    skimming: bool,
    /// What is being lowered: a schema with a name, or (numbered after those) an operation.
    group: usize,
}

/// What each use of a schema with a name takes from it.
#[derive(Clone, Debug, Default)]
struct Summary {
    keywords: Keywords,
    sensitive: Option<Sensitivity>,
    description: Option<String>,
}

/// A schema at the place where it is used.
#[derive(Clone, Debug)]
pub(super) struct Use {
    pub(super) ty: TypeRef,
    /// Whether null is valid too.
    pub(super) nullable: bool,
    /// Whether the value, or a part of it that has no field of its own, must not show.
    pub(super) sensitive: Option<Sensitivity>,
    /// Constraints and annotations that the type does not carry.
    pub(super) keywords: Keywords,
    pub(super) deprecated: bool,
    pub(super) description: Option<String>,
}

/// Where a schema is used, for the name, the docs and the accounts of what is made of it.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// The Rust name that an inline type gets here, if it is free.
    pub(super) name: String,
    /// What it is, for documentation: "The `links` property of `Call`."
    pub(super) about: String,
    pub(super) owner: Owner,
    /// The schema with a name whose own definition this is.
    pub(super) slot: Option<NamedId>,
    /// Whether the schema is a property, whose `x-rust-name` may speak of the field.
    pub(super) is_property: bool,
}

impl Site {
    /// A place within this one.
    pub(super) fn inside(&self, name: String, about: String) -> Self {
        Self {
            name,
            about,
            owner: self.owner,
            slot: None,
            is_property: false,
        }
    }
}

impl<'d> Types<'d> {
    /// Names every schema that has a name; nothing is lowered yet.
    pub(super) fn new(index: Index<'d>, mut problems: Problems<'d>) -> Self {
        let mut scope = Scope::new(Case::Camel, &[], &["Builder"]);
        let stems: Vec<String> = index
            .named
            .iter()
            .map(|named| identifier(&named.words, Case::Camel))
            .collect();
        let wishes: Vec<Wish<'_>> = index
            .named
            .iter()
            .zip(&stems)
            .map(|(named, stem)| {
                let chosen = match &named.schema.kind {
                    SchemaKind::Object(object) => object
                        .rust_name
                        .as_ref()
                        .filter(|name| !is_field_name(&name.value)),
                    SchemaKind::Boolean(_) => None,
                };
                Wish {
                    wire: &named.words,
                    stem: Some(stem),
                    chosen,
                    at: named.key,
                }
            })
            .collect();
        let named: Vec<_> = scope
            .names(&wishes, &mut problems)
            .into_iter()
            .map(|name| (name, None))
            .collect();
        drop(wishes);
        let slots = named.iter().map(|_| None).collect();
        let inheritance = Inheritance::new(&index);
        Self {
            index,
            problems,
            inheritance,
            base_structs: BTreeMap::new(),
            defined: BTreeSet::new(),
            lowering: Vec::new(),
            branch_uses: BTreeMap::new(),
            scope,
            named,
            slots,
            skimming: false,
            group: 0,
        }
    }

    /// Lowers a schema at the place where it is used.
    pub(super) fn lower_use(&mut self, schema: &Schema, site: &Site) -> Use {
        if let Some(id) = self.index.named_at(schema.at)
            && site.slot != Some(id)
            && let Some(named) = self.index.get(id)
            && std::ptr::eq(named.schema, schema)
        {
            // Something refers to this very place, so it is a type of its own that this place uses as well.
            return self.refer(id, &SchemaObject::default(), schema, site);
        }
        match &schema.kind {
            SchemaKind::Boolean(true) => self.anything(schema.at, site, "the schema is `true`"),
            SchemaKind::Boolean(false) => self.nothing(&SchemaObject::default()),
            SchemaKind::Object(_) => match self.reference(schema).filter(|_| !self.is_heir(site)) {
                Some((id, over)) => self.refer(id, &over, schema, site),
                None => self.lower_own(schema, site),
            },
        }
    }

    /// Lowers a schema that needs a type of its own.
    fn lower_own(&mut self, schema: &Schema, site: &Site) -> Use {
        let nullable = null::accepts_null(&self.index, schema);
        let object = self.flatten(schema);
        if merge::is_never(&self.index, schema) {
            return self.nothing(&object);
        }
        let parts = merge::parts(&self.index, schema);
        // What leads back to itself leads through one that is made of others.
        if let SchemaKind::Object(keywords) = &schema.kind
            && is_composed(keywords)
            && let Some(begun) = self.begun(&parts)
        {
            let made = match begun {
                Some(id) => self.own(&object, id),
                None => self.anything(schema.at, site, "the schema comes to itself"),
            };
            return Use { nullable, ..made };
        }
        self.lowering.push((parts, None));
        let made = match site.slot {
            Some(id) if self.inheritance.children(id).is_some() => {
                self.base(id, &object, schema.at, site)
            }
            _ => self.lower_object(&object, schema.at, site),
        };
        self.lowering.pop();
        Use { nullable, ..made }
    }

    /// The type that has been begun for a schema that is being lowered; `None` within where it has none yet.
    fn begun(&self, parts: &[Part]) -> Option<Option<TypeId>> {
        let mut lowering = self.lowering.iter();
        lowering
            .find(|(known, _)| known == parts)
            .map(|(_, id)| *id)
    }

    /// Whether this is the definition of a schema that includes a base.
    fn is_heir(&self, site: &Site) -> bool {
        site.slot.is_some_and(|id| self.inheritance.is_heir(id))
    }

    /// The keywords of a schema, `$ref` and `allOf` worked in.
    pub(super) fn flatten<'s>(&mut self, schema: &'s Schema) -> Cow<'s, SchemaObject>
    where
        'd: 's,
    {
        merge::flatten(&self.index, schema, &mut self.problems)
    }

    /// Any JSON value, noted as such.
    fn anything(&mut self, at: At, site: &Site, why: &str) -> Use {
        self.problems.note(
            Kind::RawJson,
            site.owner,
            at,
            format!("any JSON value: {why}"),
        );
        Use {
            ty: TypeRef::Any,
            nullable: true,
            sensitive: None,
            keywords: Keywords::new(),
            deprecated: false,
            description: None,
        }
    }

    /// Documentation: the description, or what can be said without one, and the facts that keywords state.
    pub(super) fn docs(
        &self,
        description: Option<&str>,
        keywords: &Keywords,
        otherwise: impl FnOnce() -> String,
    ) -> Docs {
        docs::docs(description, otherwise, docs::facts(keywords))
    }

    /// Keywords to a type. Nullability is the caller's business: null is left out here.
    fn lower_object(&mut self, object: &SchemaObject, at: At, site: &Site) -> Use {
        if merge::is_forbidden(object) {
            let described = description(object);
            return Use {
                description: described,
                ..self.anything(at, site, "nothing satisfies all that applies here")
            };
        }
        if !object.one_of.is_empty() || !object.any_of.is_empty() {
            return self.branches(object, at, site);
        }
        if object.enumeration.is_some() || object.constant.is_some() {
            return self.listed(object, at, site);
        }
        match *null::types(object) {
            // OpenAPI 3.1 has no type for bytes.
            [] if scalars::holds_bytes(object) => self.scalar(object, Type::String, at, site),
            [] => self.untyped(object, at, site),
            [Type::Object] => self.object(object, at, site),
            [Type::Array] => self.list(object, at, site),
            [ty] => self.scalar(object, ty, at, site),
            _ => self.type_list(object, at, site),
        }
    }

    /// A schema that names no type.
    fn untyped(&mut self, object: &SchemaObject, at: At, site: &Site) -> Use {
        if null::only_null(object) {
            return self.nothing(object);
        }
        let made = self.plain(object, TypeRef::Any, at, site);
        self.problems.note(
            Kind::RawJson,
            site.owner,
            at,
            "any JSON value: the schema names no type",
        );
        made
    }

    /// A schema that nothing satisfies, or nothing but null: that is the caller's business.
    fn nothing(&self, object: &SchemaObject) -> Use {
        Use {
            ty: TypeRef::Never,
            nullable: false,
            sensitive: sensitivity(object),
            keywords: keywords::annotations(object),
            deprecated: object.deprecated,
            description: description(object),
        }
    }

    /// An array.
    fn list(&mut self, object: &SchemaObject, at: At, site: &Site) -> Use {
        let item_site = site.inside(
            format!("{}Item", site.name),
            format!("One element. {}", site.about),
        );
        let prefixed = object
            .rare
            .as_ref()
            .is_some_and(|rare| !rare.prefix_items.is_empty());
        let item = match &object.items {
            _ if prefixed => self.anything(
                at,
                &item_site,
                "`prefixItems` tells the elements by their place",
            ),
            Some(items) => self.lower_use(items, &item_site),
            None => self.anything(at, &item_site, "the array does not describe its `items`"),
        };
        let mut made = self.plain(
            object,
            TypeRef::List(Box::new(nullable(item.ty, item.nullable))),
            at,
            site,
        );
        let items = if prefixed {
            // `items` speaks of what follows: without the prefix it would speak of all.
            let is_stated = made.keywords.iter().any(|(name, _)| name == "prefixItems");
            let items = object.items.as_ref().filter(|_| is_stated);
            items
                .and_then(|items| self.problems.stated(items))
                .map(|items| ("items".to_owned(), items))
        } else {
            keywords::nested("items", item.keywords)
        };
        made.keywords.extend(items);
        made.sensitive = made.sensitive.or(item.sensitive);
        made
    }

    /// A use of a type that carries no keywords itself.
    fn plain(&mut self, object: &SchemaObject, ty: TypeRef, at: At, site: &Site) -> Use {
        Use {
            ty,
            nullable: false,
            sensitive: sensitivity(object),
            keywords: keywords::stated(object, at, site.owner, &mut self.problems),
            deprecated: object.deprecated,
            description: description(object),
        }
    }

    /// A use of a type that carries its constraints itself.
    fn own(&self, object: &SchemaObject, id: TypeId) -> Use {
        Use {
            ty: TypeRef::Named(id),
            nullable: false,
            sensitive: sensitivity(object),
            keywords: keywords::annotations(object),
            deprecated: object.deprecated,
            description: description(object),
        }
    }
}

/// Whether a schema is made of others.
fn is_composed(object: &SchemaObject) -> bool {
    object.reference.is_some()
        || !object.all_of.is_empty()
        || !object.any_of.is_empty()
        || !object.one_of.is_empty()
}

/// Whether a schema beside a `$ref` only annotates and bounds what the reference says.
fn says_little(object: &SchemaObject) -> bool {
    object.properties.is_empty()
        && object.required.is_empty()
        && object.additional_properties.is_none()
        && object.unevaluated_properties.is_none()
        && object.items.is_none()
        && object.enumeration.is_none()
        && object.constant.is_none()
        && object.any_of.is_empty()
        && object.one_of.is_empty()
        && object.discriminator.is_none()
        && object.format.is_none()
        && object
            .rare
            .as_ref()
            .is_none_or(|rare| rare.pattern_properties.is_empty() && rare.prefix_items.is_empty())
        && object.rust_names.is_empty()
        && object.enum_descriptions.is_empty()
        && !object.closed
}

/// `x-rust-name` on a property: `snake_case` names the field, `UpperCamelCase` the type of an inline schema.
pub(super) fn is_field_name(name: &str) -> bool {
    name.starts_with(|first: char| !first.is_ascii_uppercase())
}

/// A type where null has no other place to go.
pub(super) fn nullable(ty: TypeRef, nullable: bool) -> TypeRef {
    if nullable && ty != TypeRef::Any {
        TypeRef::Nullable(Box::new(ty))
    } else {
        ty
    }
}

fn description(object: &SchemaObject) -> Option<String> {
    object
        .description
        .as_ref()
        .or(object.title.as_ref())
        .map(|text| text.value.clone())
}

fn sensitivity(object: &SchemaObject) -> Option<Sensitivity> {
    object
        .sensitive
        .as_ref()
        .map(|sensitive| self::sensitive(sensitive.value))
}

/// The document's word for what must not show, as the IR's.
pub(super) fn sensitive(sensitive: Sensitive) -> Sensitivity {
    match sensitive {
        Sensitive::Phone => Sensitivity::Phone,
        Sensitive::Name => Sensitivity::Name,
        Sensitive::Email => Sensitivity::Email,
        Sensitive::Text => Sensitivity::Text,
        Sensitive::Url => Sensitivity::Url,
        Sensitive::Secret => Sensitivity::Secret,
    }
}
