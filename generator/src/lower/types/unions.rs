//! `oneOf`, `anyOf` and lists of types: a value or null, or one of several types.
//!
//! Branches are told apart by tests that are exact ([`recognise`]). Where there are none, what loses nothing is made instead:
//!
//! 1. Branches of one scalar type become one ([`scalars`]): a string, with the values of all lists as an open enum.
//! 2. Arrays, or objects, that only their content could tell apart become a [`choice`]: the JSON value, with a reading for each branch.
//! 3. Branches that only constrain what stands beside them (`required`, `not`) make no type; the schemas state them.

mod base;
mod branch;
mod choice;
mod expand;
mod narrow;
mod recognise;
mod scalars;

use serde_json::Value;

use self::branch::{Body, Branch};
use super::{Site, Types, Use};
use crate::diagnostics::Code;
use crate::fidelity::Kind;
use crate::ir::{Name, TypeKind, TypeRef, Union, UnionKeyword, UnionTest, UnionVariant};
use crate::lower::docs;
use crate::lower::keywords::{self, Keywords};
use crate::lower::merge;
use crate::lower::names::{Case, Scope, VARIANT_WORDS, Wish};
use crate::lower::null;
use crate::lower::refs::NamedId;
use crate::spec::{At, Located, Schema, SchemaKind, SchemaObject, Type};

impl Types<'_> {
    /// A schema with `oneOf` or `anyOf`.
    pub(super) fn branches(&mut self, object: &SchemaObject, at: At, site: &Site) -> Use {
        let (keyword, branches, beside) = expand::split(object);
        if keyword == UnionKeyword::OneOf {
            self.check_null_once(branches, at);
        }
        if expand::only_constrain(branches, &beside) {
            return self.constrained(keyword, branches, beside, at, site);
        }
        let mut live = Vec::new();
        for branch in branches {
            // `false` adds nothing, and null makes the whole nullable.
            let is_nothing = matches!(branch.kind, SchemaKind::Boolean(false));
            if !is_nothing && !null::only_null(&self.flat(branch)) {
                live.push(branch);
            }
        }
        let shared = self.shared(&beside, &live, at);
        match (live.as_slice(), &shared) {
            ([], _) => self.nothing(&beside),
            ([only], None) => {
                let mut made = self.lower_use(only, site);
                let stated = keywords::stated(&beside, at, site.owner, &mut self.problems);
                keywords::lay_over(&mut made.keywords, stated);
                made.sensitive = super::sensitivity(&beside).or(made.sensitive);
                made.description = super::description(&beside).or(made.description);
                made.deprecated |= beside.deprecated;
                made
            }
            ([only], Some(shared)) => {
                let both = expand::with(shared, only);
                let mut flat = self.flatten(&both).into_owned();
                flat.description = beside.description.clone().or(flat.description);
                self.lower_object(&flat, at, site)
            }
            (live, shared) => {
                let branches = self.expanded(live, shared.as_ref(), site);
                let mut made = self.union(object, keyword, branches, at, site);
                let stated = keywords::stated(&beside, at, site.owner, &mut self.problems);
                keywords::lay_over(&mut made.keywords, stated);
                made
            }
        }
    }

    /// A schema whose `type` is a list of several.
    pub(super) fn type_list(&mut self, object: &SchemaObject, at: At, site: &Site) -> Use {
        let mut branches = Vec::new();
        expand::split_types(object, at, &mut branches);
        self.union(object, UnionKeyword::AnyOf, branches, at, site)
    }

    /// Branches that only constrain what is beside them.
    fn constrained(
        &mut self,
        keyword: UnionKeyword,
        branches: &[Schema],
        mut beside: SchemaObject,
        at: At,
        site: &Site,
    ) -> Use {
        if null::types(&beside).is_empty() && expand::speak_of_objects(branches) {
            beside.types.push(Located {
                value: Type::Object,
                at,
            });
        }
        let name = spelled(keyword);
        let place = branches.first().map_or(at, |branch| branch.at);
        self.problems.note(
            Kind::DocumentedOnly,
            site.owner,
            place,
            format!("`{name}` of constraints is stated by the schemas only"),
        );
        let stated = self.stated_branches(branches.iter());
        let mut made = self.lower_object(&beside, at, site);
        if let Some(stated) = stated {
            let keyword = (name.to_owned(), stated);
            let skimming = self.skimming;
            match self.own_keywords(&made.ty) {
                Some(keywords) => keywords.push(keyword),
                // An object says it itself, once it is made.
                None if skimming && matches!(made.ty, TypeRef::Named(_)) => {}
                None => made.keywords.push(keyword),
            }
        }
        made
    }

    /// The keywords of the object that has just been made; those of anything else go along with its uses.
    fn own_keywords(&mut self, ty: &TypeRef) -> Option<&mut Keywords> {
        let TypeRef::Named(id) = ty else {
            return None;
        };
        match self.slots.get_mut(id.0)? {
            Some((_, def)) => match &mut def.kind {
                TypeKind::Struct(object) => Some(&mut object.keywords),
                _ => None,
            },
            None => None,
        }
    }

    /// The branches as JSON, where none of them refers to the document.
    fn stated_branches<'s>(&self, branches: impl Iterator<Item = &'s Schema>) -> Option<Value> {
        branches
            .map(|branch| self.problems.stated(branch))
            .collect()
    }

    /// One of several types.
    fn union(
        &mut self,
        object: &SchemaObject,
        keyword: UnionKeyword,
        branches: Vec<Branch>,
        at: At,
        site: &Site,
    ) -> Use {
        let branches = self.merge_scalars(keyword, branches, at, site);
        if let [only] = branches.as_slice() {
            return self.branch_as_whole(object, only, at, site);
        }
        if branches.is_empty() {
            // Nothing but branches that lead back here.
            return self.untyped(object, at, site);
        }
        if branches.iter().any(|branch| branch.kind.is_none()) {
            return self.choice(object, keyword, &branches, at, site);
        }
        match self.object_tests(object, keyword, &branches, at) {
            Ok((tests, untagged)) if !recognise::arrays_clash(&branches) => {
                let tests = recognise::tests(&branches, tests);
                self.tested(object, keyword, &branches, tests, untagged, at, site)
            }
            found => {
                let groups = choice::group(branches, found.is_err());
                if let [
                    Branch {
                        body: Body::Group(group),
                        ..
                    },
                ] = groups.as_slice()
                {
                    return self.choice(object, keyword, group, at, site);
                }
                let (tests, untagged) = found.unwrap_or_default();
                let tests = recognise::tests(&groups, tests);
                self.tested(object, keyword, &groups, tests, untagged, at, site)
            }
        }
    }

    /// A union whose branches have tests.
    #[expect(
        clippy::too_many_arguments,
        reason = "what a union is made of, and where"
    )]
    fn tested(
        &mut self,
        object: &SchemaObject,
        keyword: UnionKeyword,
        branches: &[Branch],
        tests: Vec<UnionTest>,
        untagged: bool,
        at: At,
        site: &Site,
    ) -> Use {
        let (id, name, inner) = self.open(object, at, site);
        let open = tests
            .iter()
            .any(|test| matches!(test, UnionTest::Tag { .. }));
        let stems = branches.iter().zip(&tests);
        let stems = stems.map(|(branch, test)| self.variant_stem(branch, Some(test)));
        let stems = branch::numbered(stems.collect());
        let wishes: Vec<Wish<'_>> = stems
            .iter()
            .zip(branches)
            .map(|(stem, branch)| Wish {
                wire: stem,
                stem: Some(stem),
                chosen: None,
                at: branch.schema.at,
            })
            .collect();
        let reserved = if open { VARIANT_WORDS } else { &[] };
        let names = Scope::new(Case::Camel, reserved, &[]).names(&wishes, &mut self.problems);
        let mut sensitive = None;
        let mut variants = Vec::new();
        for ((branch, test), name) in branches.iter().zip(tests).zip(names) {
            let about = format!("The `{}` case of `{}`.", name.rust, inner.name);
            let site = inner.inside(format!("{}{}", inner.name, name.rust), about);
            let made = self.lower_branch(keyword, branch, &site);
            sensitive = sensitive.or(made.sensitive);
            let wire = match &test {
                UnionTest::Tag { values, .. } => values.first().cloned().unwrap_or_default(),
                UnionTest::Type(_) | UnionTest::HasKey(_) => String::new(),
            };
            let docs = self.docs(made.description.as_deref(), &made.keywords, || {
                variant_docs(branch, &test)
            });
            variants.push(UnionVariant {
                name: Name { wire, ..name },
                docs,
                ty: made.ty,
                test,
                keywords: made.keywords,
            });
        }
        let kind = TypeKind::Union(Union {
            variants,
            keyword,
            open,
            untagged,
        });
        self.close((id, name), object, at, site, kind);
        let mut made = self.own(object, id);
        made.sensitive = made.sensitive.or(sensitive);
        made
    }

    /// What a branch is read as.
    fn lower_branch(&mut self, keyword: UnionKeyword, branch: &Branch, site: &Site) -> Use {
        match &branch.body {
            Body::Schema => match branch.owner.filter(|_| !self.skimming) {
                Some(owner) => self.branch_of(owner, branch, site),
                None => self.lower_use(&branch.schema, site),
            },
            Body::Merged {
                object,
                any,
                stated,
            } => self.merged(object, *any, stated.clone(), branch.schema.at, site),
            Body::Group(group) => {
                let none = SchemaObject::default();
                self.choice(&none, keyword, group, branch.schema.at, site)
            }
            Body::Made { made, .. } => (**made).clone(),
        }
    }

    /// A branch without a name is the same type in every union that its own one is spread in.
    fn branch_of(&mut self, owner: NamedId, branch: &Branch, site: &Site) -> Use {
        self.define(owner);
        let parts = merge::parts(&self.index, &branch.schema);
        let key = (owner, parts);
        if let Some(made) = self.branch_uses.get(&key) {
            return made.clone();
        }
        if let Some(Some(id)) = self.begun(&key.1) {
            return self.own(&branch.flat, id);
        }
        let made = self.lower_use(&branch.schema, site);
        self.branch_uses.insert(key, made.clone());
        made
    }

    /// The only branch that is left is what the whole is.
    fn branch_as_whole(
        &mut self,
        object: &SchemaObject,
        branch: &Branch,
        at: At,
        site: &Site,
    ) -> Use {
        let mut made = match &branch.body {
            Body::Schema | Body::Group(_) => self.lower_use(&branch.schema, site),
            Body::Made { made, .. } => (**made).clone(),
            Body::Merged {
                object: merged,
                any,
                stated,
            } => {
                let merged = SchemaObject {
                    title: object.title.clone(),
                    description: object.description.clone(),
                    rust_name: object.rust_name.clone(),
                    ..(**merged).clone()
                };
                self.merged(&merged, *any, stated.clone(), at, site)
            }
        };
        made.sensitive = super::sensitivity(object).or(made.sensitive);
        made.description = super::description(object).or(made.description);
        made.deprecated |= object.deprecated;
        made
    }

    fn merged(
        &mut self,
        object: &SchemaObject,
        any: bool,
        stated: Keywords,
        at: At,
        site: &Site,
    ) -> Use {
        let mut made = match &object.enumeration {
            Some(values) if any => {
                let values: Vec<&Located<Value>> = values.iter().collect();
                self.string_enum(object, &values, true, at, site)
            }
            _ => self.lower_object(object, at, site),
        };
        made.keywords.extend(stated);
        made
    }

    /// `oneOf` refuses what two branches take, null included.
    fn check_null_once(&mut self, branches: &[Schema], at: At) {
        let mut takers = 0_usize;
        for branch in branches {
            takers += usize::from(null::accepts_null(&self.index, branch));
        }
        if takers > 1 {
            self.problems
                .report(
                    Code::AmbiguousUnion,
                    at,
                    "null satisfies more than one branch of `oneOf`, which makes it invalid",
                )
                .help("let one branch take null, or say `anyOf`");
        }
    }
}

fn spelled(keyword: UnionKeyword) -> &'static str {
    match keyword {
        UnionKeyword::OneOf => "oneOf",
        UnionKeyword::AnyOf => "anyOf",
    }
}

fn variant_docs(branch: &Branch, test: &UnionTest) -> String {
    match test {
        UnionTest::Tag { key, values } => {
            let values: Vec<String> = values
                .iter()
                .map(|value| format!("`{}`", docs::code(value)))
                .collect();
            format!("Where `{}` is {}.", docs::code(key), values.join(" or "))
        }
        UnionTest::HasKey(key) => format!("Where there is a `{}`.", docs::code(key)),
        UnionTest::Type(_) => match branch.kind {
            None => "Anything.",
            Some(Type::Null | Type::Boolean) => "A boolean.",
            Some(Type::Integer) => "An integer.",
            Some(Type::Number) => "A number.",
            Some(Type::String) => "A string.",
            Some(Type::Array) => "An array.",
            Some(Type::Object) => "An object.",
        }
        .to_owned(),
    }
}
