//! Branches that only their content could tell apart.

use std::sync::Arc;

use super::branch::{Body, Branch, numbered};
use crate::fidelity::Kind;
use crate::ir::{Choice, ChoiceVariant, Name, TypeKind, UnionKeyword};
use crate::lower::names::{Case, Scope, Wish, identifier};
use crate::lower::types::{Site, Types, Use, nullable};
use crate::spec::{At, SchemaObject, Type};

/// Puts the arrays that clash, and the objects where no test tells them apart, into one branch for each type.
pub(super) fn group(branches: Vec<Branch>, objects_clash: bool) -> Vec<Branch> {
    let mut groups: Vec<Branch> = Vec::new();
    for branch in branches {
        let clashes = match branch.kind {
            Some(Type::Object) => objects_clash,
            Some(Type::Array) => true,
            _ => false,
        };
        let same = |known: &&mut Branch| clashes && known.kind == branch.kind;
        match groups.iter_mut().find(same) {
            None => groups.push(branch),
            Some(Branch {
                body: Body::Group(group),
                ..
            }) => group.push(branch),
            Some(known) => {
                let whole = Branch {
                    schema: known.schema.clone(),
                    flat: Arc::default(),
                    kind: known.kind,
                    path: Vec::new(),
                    whole: false,
                    written: false,
                    owner: None,
                    body: Body::Group(Vec::new()),
                };
                let first = std::mem::replace(known, whole);
                known.body = Body::Group(vec![first, branch]);
            }
        }
    }
    groups
}

impl Types<'_> {
    /// A value that is kept as JSON, with a reading for each branch.
    pub(super) fn choice(
        &mut self,
        object: &SchemaObject,
        keyword: UnionKeyword,
        branches: &[Branch],
        at: At,
        site: &Site,
    ) -> Use {
        let (id, name, inner) = self.open(object, at, site);
        let stems = branches.iter().map(|branch| self.reading_stem(branch));
        let stems: Vec<String> = numbered(stems.collect());
        let wishes: Vec<Wish<'_>> = stems
            .iter()
            .zip(branches)
            .map(|(stem, branch)| Wish {
                wire: "",
                stem: Some(stem),
                chosen: None,
                at: branch.schema.at,
            })
            .collect();
        let names = Scope::new(Case::Snake, &[], &[]).names(&wishes, &mut self.problems);
        let mut sensitive = None;
        let mut variants = Vec::new();
        for ((branch, stem), name) in branches.iter().zip(&stems).zip(names) {
            let stem = identifier(stem, Case::Camel);
            let site = inner.inside(
                format!("{}{stem}", inner.name),
                format!("One reading of `{}`.", inner.name),
            );
            let made = self.lower_branch(keyword, branch, &site);
            sensitive = sensitive.or(made.sensitive);
            variants.push(ChoiceVariant {
                name: Name {
                    wire: String::new(),
                    ..name
                },
                ty: nullable(made.ty, made.nullable),
                keywords: made.keywords,
            });
        }
        self.problems.note(
            Kind::Choice,
            inner.owner,
            at,
            "kept as JSON with a reading for each branch: no type, constant or key tells the branches apart",
        );
        let kind = TypeKind::Choice(Choice { variants, keyword });
        self.close((id, name), object, at, site, kind);
        let mut made = self.own(object, id);
        made.sensitive = made.sensitive.or(sensitive);
        made
    }

    /// What a reading is called: arrays after their elements, since several of them are what a choice is often between.
    fn reading_stem(&self, branch: &Branch) -> String {
        if branch.kind == Some(Type::Array)
            && !branch.whole
            && let Some(items) = &branch.flat.items
        {
            let element = match &items.kind {
                crate::spec::SchemaKind::Object(object) => element_stem(object, self),
                crate::spec::SchemaKind::Boolean(_) => None,
            };
            if let Some(element) = element {
                return format!("{element}List");
            }
        }
        self.variant_stem(branch, None)
    }
}

fn element_stem(items: &SchemaObject, types: &Types<'_>) -> Option<String> {
    if let Some(reference) = &items.reference {
        let id = types.index.resolve(reference)?;
        return types.named.get(id.0).map(|(name, _)| name.rust.clone());
    }
    let [ty] = items.types.as_slice() else {
        return None;
    };
    let word = match ty.value {
        Type::Null => return None,
        Type::Boolean => "Boolean",
        Type::Integer => "Integer",
        Type::Number => "Number",
        Type::String => "String",
        Type::Array => "List",
        Type::Object => "Object",
    };
    Some(word.to_owned())
}
