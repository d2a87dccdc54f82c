//! One branch of a union, and what it is called.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ir::UnionTest;
use crate::lower::keywords::Keywords;
use crate::lower::names::{Case, identifier};
use crate::lower::refs::NamedId;
use crate::lower::types::{Types, Use};
use crate::spec::{Schema, SchemaObject, Type};

/// One branch of a union, null aside.
pub(super) struct Branch {
    /// Its schema; of several, the first one's.
    pub(super) schema: Schema,
    /// Its keywords, references and `allOf` worked in.
    pub(super) flat: Arc<SchemaObject>,
    /// The type of its values; `None` for any.
    pub(super) kind: Option<Type>,
    /// The schemas with a name that lead to it, the innermost last: a discriminator may name any of them.
    pub(super) path: Vec<NamedId>,
    /// Whether it is the last of them, and not a part of it.
    pub(super) whole: bool,
    /// Whether its schema stands in the document as it is.
    pub(super) written: bool,
    /// The union with a name that it stands in without one of its own, if it is the same there.
    pub(super) owner: Option<NamedId>,
    pub(super) body: Body,
}

/// What a branch is made of.
pub(super) enum Body {
    /// Its schema.
    Schema,
    /// Several branches of one scalar type.
    Merged {
        /// What they come to.
        object: Box<SchemaObject>,
        /// Whether `enum` lists examples only.
        any: bool,
        /// What the derived schema states beside.
        stated: Keywords,
    },
    /// Several branches of one type that only their content could tell apart.
    Group(Vec<Branch>),
    /// What has been made already.
    Made {
        made: Box<Use>,
        /// What the branch is called.
        stem: String,
    },
}

impl Types<'_> {
    /// What a branch is called: after the schema it refers to, its title, the value or key that tells it, or its type.
    pub(super) fn variant_stem(&self, branch: &Branch, test: Option<&UnionTest>) -> String {
        if let Body::Made { stem, .. } = &branch.body {
            return stem.clone();
        }
        if branch.whole
            && let Some((name, _)) = branch.path.last().and_then(|id| self.named.get(id.0))
        {
            return name.rust.clone();
        }
        let flat = &branch.flat;
        let chosen = flat.rust_name.as_ref().or(flat.title.as_ref());
        let chosen = chosen.filter(|_| matches!(branch.body, Body::Schema));
        match (branch.kind, test) {
            (Some(Type::Object) | None, _) if chosen.is_some() => chosen
                .map(|name| identifier(&name.value, Case::Camel))
                .unwrap_or_default(),
            (Some(Type::Object), Some(UnionTest::Tag { values, .. })) => {
                identifier(values.first().map_or("", String::as_str), Case::Camel)
            }
            (Some(Type::Object), Some(UnionTest::HasKey(key))) => identifier(key, Case::Camel),
            (Some(Type::Object), _) => "Object".to_owned(),
            (Some(Type::Null | Type::Boolean), _) => "Boolean".to_owned(),
            (Some(Type::Integer), _) => "Integer".to_owned(),
            (Some(Type::Number), _) => "Number".to_owned(),
            (Some(Type::String), _) => "String".to_owned(),
            (Some(Type::Array), _) => "List".to_owned(),
            (None, _) => "Any".to_owned(),
        }
    }
}

/// The second of a kind is called `List2`, and so on.
pub(super) fn numbered(stems: Vec<String>) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    stems
        .into_iter()
        .map(|stem| {
            let count = counts.entry(stem.clone()).or_default();
            *count += 1;
            if *count == 1 {
                stem
            } else {
                format!("{stem}{count}")
            }
        })
        .collect()
}
