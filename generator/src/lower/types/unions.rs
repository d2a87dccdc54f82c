//! `oneOf`, `anyOf` and lists of types: a value or null, or one of several types.

mod narrow;
mod recognise;

use self::narrow::{narrowed, value_type};
use self::recognise::Branch;
use super::{Site, Types, Use};
use crate::diagnostics::Code;
use crate::ir::{Name, TypeKind, TypeRef, Union, UnionKeyword, UnionTest, UnionVariant};
use crate::lower::docs;
use crate::lower::keywords;
use crate::lower::names::{Case, Scope, VARIANT_WORDS, Wish, identifier};
use crate::lower::null;
use crate::spec::{At, Located, Schema, SchemaKind, SchemaObject, Type};

impl Types<'_> {
    /// A schema with `oneOf` or `anyOf`.
    pub(super) fn branches(&mut self, object: &SchemaObject, at: At, site: &Site) -> Use {
        let (keyword, branches) = if object.one_of.is_empty() {
            (UnionKeyword::AnyOf, &object.any_of)
        } else {
            (UnionKeyword::OneOf, &object.one_of)
        };
        if !object.one_of.is_empty() && !object.any_of.is_empty() {
            self.problems.report(
                Code::UnsupportedKeyword,
                at,
                "`oneOf` beside `anyOf` is not supported yet",
            );
        }
        let beside = SchemaObject {
            one_of: Vec::new(),
            any_of: Vec::new(),
            discriminator: None,
            ..object.clone()
        };
        if !super::says_little(&beside) {
            self.problems
                .report(
                    Code::UnsupportedKeyword,
                    at,
                    format!(
                        "`{}` beside keywords that describe the value is not supported yet",
                        spelled(keyword)
                    ),
                )
                .help("move the common part into each branch");
        }
        if keyword == UnionKeyword::OneOf {
            self.check_null_once(branches, at);
        }
        let mut live = Vec::new();
        for branch in branches {
            if !null::only_null(&self.flatten(branch)) {
                live.push(branch);
            }
        }
        match *live {
            [] => self.untyped(
                &SchemaObject {
                    types: vec![Located {
                        value: Type::Null,
                        at,
                    }],
                    ..beside
                },
                at,
                site,
            ),
            [only] => {
                let mut made = self.lower_use(only, site);
                let stated = keywords::stated(&beside, at, site.owner, &mut self.problems);
                keywords::lay_over(&mut made.keywords, stated);
                made.sensitive = super::sensitivity(&beside).or(made.sensitive);
                made.description = super::description(&beside).or(made.description);
                made.deprecated |= beside.deprecated;
                made
            }
            _ => {
                let mut expanded = Vec::new();
                live.into_iter()
                    .for_each(|branch| self.expand(branch, &mut expanded));
                let mut made = self.union(object, keyword, expanded, at, site);
                let stated = keywords::stated(&beside, at, site.owner, &mut self.problems);
                keywords::lay_over(&mut made.keywords, stated);
                made
            }
        }
    }

    /// A schema whose `type` is a list of several.
    pub(super) fn type_list(&mut self, object: &SchemaObject, at: At, site: &Site) -> Use {
        let mut branches = Vec::new();
        self.split(object, at, &mut branches);
        self.union(object, UnionKeyword::AnyOf, branches, at, site)
    }

    /// The branches that a branch stands for: one for each type that it lists, and those of a `oneOf` inside it.
    fn expand(&mut self, schema: &Schema, branches: &mut Vec<Branch>) {
        let reference = self.reference(schema).map(|(id, _)| id);
        let flat = self.flatten(schema).into_owned();
        let nested = if flat.one_of.is_empty() {
            &flat.any_of
        } else {
            &flat.one_of
        };
        if !nested.is_empty() && reference.is_none() {
            for branch in nested.clone() {
                if !null::only_null(&self.flatten(&branch)) {
                    self.expand(&branch, branches);
                }
            }
        } else if !nested.is_empty() {
            let keyword = if flat.one_of.is_empty() {
                "anyOf"
            } else {
                "oneOf"
            };
            self.problems
                .report(
                    Code::AmbiguousUnion,
                    schema.at,
                    format!("a branch that is itself a choice by `{keyword}` is not supported yet"),
                )
                .help("list its branches here");
        } else {
            match (null::types(&flat).as_slice(), reference) {
                ([], _) => {
                    match value_type(&flat) {
                        Some(kind) => branches.push(Branch {
                            schema: schema.clone(),
                            flat,
                            kind,
                            reference,
                        }),
                        None => {
                            self.problems
                            .report(Code::AmbiguousUnion, schema.at, "the branch takes any value, so it cannot be told from the others")
                            .help("give it a `type`");
                        }
                    }
                }
                ([kind], _) => branches.push(Branch {
                    schema: schema.clone(),
                    kind: *kind,
                    flat,
                    reference,
                }),
                (_, None) => self.split(&flat, schema.at, branches),
                (_, Some(_)) => {
                    self.problems
                        .report(Code::AmbiguousUnion, schema.at, "a branch that refers to a schema of several types is not supported yet")
                        .help("list its types here");
                }
            }
        }
    }

    fn split(&mut self, object: &SchemaObject, at: At, branches: &mut Vec<Branch>) {
        for kind in null::types(object) {
            let flat = narrowed(object, kind, at);
            let schema = Schema {
                at,
                kind: SchemaKind::Object(Box::new(flat.clone())),
            };
            branches.push(Branch {
                schema,
                flat,
                kind,
                reference: None,
            });
        }
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
        let Some(tests) = self.tests(object, &branches, at) else {
            // There will be no union, but what is wrong inside the branches is worth knowing too.
            for (number, branch) in branches.iter().enumerate() {
                self.lower_use(
                    &branch.schema,
                    &site.inside(format!("{}Branch{number}", site.name), site.about.clone()),
                );
            }
            return self.plain(object, TypeRef::Any, at, site);
        };
        let (id, name, inner) = self.open(object, at, site);
        let open = tests
            .iter()
            .any(|test| matches!(test, UnionTest::Tag { .. }));
        let stems: Vec<String> = branches
            .iter()
            .zip(&tests)
            .map(|(branch, test)| self.variant_stem(branch, test))
            .collect();
        let wishes: Vec<Wish<'_>> = stems
            .iter()
            .zip(&branches)
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
            let made = self.lower_use(
                &branch.schema,
                &inner.inside(format!("{}{}", inner.name, name.rust), about),
            );
            sensitive = sensitive.or(made.sensitive);
            let wire = match &test {
                UnionTest::Tag { values, .. } => values.first().cloned().unwrap_or_default(),
                UnionTest::Type(_) | UnionTest::HasKey(_) => String::new(),
            };
            let docs = self.docs(
                made.description.as_deref(),
                &made.keywords,
                &variant_docs(branch, &test),
            );
            variants.push(UnionVariant {
                name: Name { wire, ..name },
                docs,
                ty: made.ty,
                test,
                keywords: made.keywords,
            });
        }
        self.close(
            (id, name),
            object,
            at,
            site,
            TypeKind::Union(Union {
                variants,
                keyword,
                open,
            }),
        );
        let mut made = self.own(object, id);
        made.sensitive = made.sensitive.or(sensitive);
        made
    }

    fn variant_stem(&self, branch: &Branch, test: &UnionTest) -> String {
        if let Some((name, _)) = branch.reference.and_then(|id| self.named.get(id.0)) {
            return name.rust.clone();
        }
        let chosen = branch
            .flat
            .rust_name
            .as_ref()
            .or(branch.flat.title.as_ref());
        match (branch.kind, test) {
            (Type::Object, _) if chosen.is_some() => chosen
                .map(|name| identifier(&name.value, Case::Camel))
                .unwrap_or_default(),
            (Type::Object, UnionTest::Tag { values, .. }) => {
                identifier(values.first().map_or("", String::as_str), Case::Camel)
            }
            (Type::Object, UnionTest::HasKey(key)) => identifier(key, Case::Camel),
            (Type::Object, UnionTest::Type(_)) => "Object".to_owned(),
            (Type::Null | Type::Boolean, _) => "Boolean".to_owned(),
            (Type::Integer, _) => "Integer".to_owned(),
            (Type::Number, _) => "Number".to_owned(),
            (Type::String, _) => "String".to_owned(),
            (Type::Array, _) => "List".to_owned(),
        }
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
            Type::Null | Type::Boolean => "A boolean.",
            Type::Integer => "An integer.",
            Type::Number => "A number.",
            Type::String => "A string.",
            Type::Array => "An array.",
            Type::Object => "An object.",
        }
        .to_owned(),
    }
}
