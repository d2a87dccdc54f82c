//! A base that names a `discriminator` and no branches: where it is used as a type, a value is any of its children, or the base's own.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::json;

use super::branch::{Body, Branch};
use super::recognise::{holds, requires};
use crate::diagnostics::Code;
use crate::ir::{TypeId, TypeRef, UnionKeyword, UnionTest};
use crate::lower::merge;
use crate::lower::null;
use crate::lower::problems::Owner;
use crate::lower::refs::NamedId;
use crate::lower::types::inherit::is_root;
use crate::lower::types::{Site, Types, Use, description, sensitivity};
use crate::spec::{At, Discriminator, Schema, SchemaKind, SchemaObject, Type};

impl Types<'_> {
    /// Leaves out the bases that are no union after all: a tag is a string that the base keeps.
    pub(in crate::lower::types) fn settle_bases(&mut self) {
        self.problems.muted = true;
        for base in self.inheritance.bases() {
            let Some(schema) = self.index.get(base).map(|named| named.schema) else {
                continue;
            };
            let flat = self.flat(schema);
            if !self.can_tell(&flat) {
                self.inheritance.forget(base);
            }
        }
        self.problems.muted = false;
    }

    fn can_tell(&mut self, base: &SchemaObject) -> bool {
        let Some(discriminator) = &base.discriminator else {
            return false;
        };
        let key = &discriminator.property.value;
        let property = base.properties.iter().find(|(name, _)| name.value == *key);
        let is_text = property.is_none_or(|(_, property)| {
            let types = null::types(&self.flat(property));
            types.is_empty() || types.contains(&Type::String)
        });
        is_text
            && holds(base, key)
            && null::types(base) == [Type::Object]
            && !merge::is_forbidden(base)
    }

    /// The union of a base's children and itself.
    pub(in crate::lower::types) fn base(
        &mut self,
        base: NamedId,
        object: &SchemaObject,
        at: At,
        site: &Site,
    ) -> Use {
        let children = self.inheritance.children(base).map(<[NamedId]>::to_vec);
        let (Some(discriminator), Some(children)) = (&object.discriminator, children) else {
            return self.lower_object(object, at, site);
        };
        let mut branches = Vec::new();
        for child in children {
            branches.extend(self.member(child));
        }
        if self.skimming {
            let mut made = self.own(object, TypeId(usize::MAX));
            let inner = branches.iter().find_map(|branch| sensitivity(&branch.flat));
            made.sensitive = made.sensitive.or(inner);
            return made;
        }
        branches.extend(self.member(base));
        if is_root(&self.index, base) {
            self.check_mapping(discriminator, &branches.iter().collect::<Vec<_>>());
        }
        let (branches, tests) = self.by_inheritance(discriminator, branches);
        let shared = description(object);
        let branches: Vec<Branch> = branches
            .into_iter()
            .map(|branch| self.inherited(base, shared.as_ref(), branch, site))
            .collect();
        let untagged = !requires(object, &discriminator.property.value);
        let keyword = UnionKeyword::AnyOf;
        self.tested(object, keyword, &branches, tests, untagged, at, site)
    }

    /// A schema with a name as a branch of its base, unless its values are no objects.
    fn member(&mut self, id: NamedId) -> Option<Branch> {
        let schema = self.index.get(id)?.schema;
        let flat = self.flat(schema);
        let is_object = null::types(&flat) == [Type::Object] && !merge::is_forbidden(&flat);
        is_object.then(|| Branch {
            // Only the place counts: the type is that of the name.
            schema: Schema {
                at: schema.at,
                kind: SchemaKind::Boolean(true),
            },
            flat,
            kind: Some(Type::Object),
            path: vec![id],
            whole: true,
            written: false,
            owner: None,
            body: Body::Schema,
        })
    }

    /// The tags of each branch; the base, which comes last, takes what its children leave. A branch without any is none.
    fn by_inheritance(
        &mut self,
        discriminator: &Discriminator,
        branches: Vec<Branch>,
    ) -> (Vec<Branch>, Vec<UnionTest>) {
        let key = &discriminator.property.value;
        let shared = match branches.last() {
            Some(base) => self.constants(base, key),
            None => None,
        };
        let mut taken = BTreeSet::new();
        for (value, target) in &discriminator.mapping {
            if self.mapped(target).is_some() {
                taken.insert(value.value.clone());
            }
        }
        let mut told = Vec::new();
        let mut tests = Vec::new();
        for branch in branches {
            let id = branch.path.last().copied();
            let is_mapped = discriminator
                .mapping
                .iter()
                .any(|(_, target)| id.is_some() && self.mapped(target) == id);
            let mut values = self.tags(discriminator, &branch);
            if !is_mapped && shared.as_ref() == Some(&values) {
                // The list of the base, which says nothing of the child.
                let name = id.and_then(|id| self.index.get(id));
                values = name.map(|named| named.words.clone()).into_iter().collect();
            }
            if !is_mapped {
                values.retain(|value| taken.insert(value.clone()));
            }
            if values.is_empty() {
                self.problems.report(
                    Code::AmbiguousUnion,
                    branch.schema.at,
                    format!("no value of the discriminator `{key}` leads here alone"),
                );
                continue;
            }
            tests.push(UnionTest::Tag {
                key: key.clone(),
                values,
            });
            told.push(branch);
        }
        (told, tests)
    }

    /// A branch with the type of its values: that of its name, or of what it has in common with its own children.
    fn inherited(
        &mut self,
        base: NamedId,
        shared: Option<&String>,
        branch: Branch,
        site: &Site,
    ) -> Branch {
        let Some(id) = branch.path.last().copied() else {
            return branch;
        };
        let Some(schema) = self.index.get(id).map(|named| named.schema) else {
            return branch;
        };
        let mut made = self.refer(id, &SchemaObject::default(), schema, site);
        // A child without a description has that of its base, which tells nothing here.
        made.description = made.description.filter(|text| Some(text) != shared);
        if self.inheritance.children(id).is_some() {
            made.ty = self.base_struct(id, &branch.flat, schema.at);
        }
        if id == base {
            // By its own schema, which knows nothing of children, a value may have any tag.
            made.keywords.extend([
                ("required".to_owned(), json!([])),
                ("properties".to_owned(), json!({})),
            ]);
        }
        let stem = match &made.ty {
            TypeRef::Named(id) => self.get(*id).map(|def| def.name.rust.clone()),
            _ => None,
        };
        let name = || self.named.get(id.0).map(|(name, _)| name.rust.clone());
        let stem = stem.or_else(name).unwrap_or_default();
        let made = Box::new(made);
        Branch {
            body: Body::Made { made, stem },
            ..branch
        }
    }

    /// The object that a base describes.
    fn base_struct(&mut self, id: NamedId, flat: &Arc<SchemaObject>, at: At) -> TypeRef {
        if let Some(made) = self.base_structs.get(&id) {
            return made.ty.clone();
        }
        let name = self.named.get(id.0).map(|(name, _)| name.rust.clone());
        let name = name.unwrap_or_default();
        let site = Site {
            about: format!("What every `{name}` has."),
            name: format!("{name}Base"),
            owner: Owner::Type(TypeId(id.0)),
            slot: None,
            is_property: false,
        };
        let object = SchemaObject {
            rust_name: None,
            ..(**flat).clone()
        };
        let group = std::mem::replace(&mut self.group, id.0);
        let made = self.lower_object(&object, at, &site);
        self.group = group;
        self.base_structs.insert(id, made.clone());
        made.ty
    }
}
