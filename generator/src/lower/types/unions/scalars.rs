//! Branches of one scalar type become one: their values need no telling apart.

use std::sync::Arc;

use serde_json::Value;

use super::branch::{Body, Branch};
use super::spelled;
use crate::fidelity::Kind;
use crate::ir::UnionKeyword;
use crate::lower::keywords::Keywords;
use crate::lower::types::{Site, Types};
use crate::spec::{At, Located, Schema, SchemaKind, SchemaObject, Type};

impl Types<'_> {
    /// Merges strings with strings, numbers with integers, booleans with booleans.
    pub(super) fn merge_scalars(
        &mut self,
        keyword: UnionKeyword,
        branches: Vec<Branch>,
        at: At,
        site: &Site,
    ) -> Vec<Branch> {
        let mut merged: Vec<Vec<Branch>> = Vec::new();
        for branch in branches {
            let same = |known: &&mut Vec<Branch>| {
                let kind = family(branch.kind);
                kind.is_some()
                    && known
                        .first()
                        .is_some_and(|first| family(first.kind) == kind)
            };
            match merged.iter_mut().find(same) {
                Some(known) => known.push(branch),
                None => merged.push(vec![branch]),
            }
        }
        let mut result = Vec::new();
        for mut group in merged {
            if group.len() == 1 {
                result.append(&mut group);
            } else {
                result.push(self.merge_group(keyword, group, at, site));
            }
        }
        result
    }

    fn merge_group(
        &mut self,
        keyword: UnionKeyword,
        group: Vec<Branch>,
        at: At,
        site: &Site,
    ) -> Branch {
        let all = |kind: Type| group.iter().all(|branch| branch.kind == Some(kind));
        let kind = match group.first().and_then(|branch| branch.kind) {
            Some(Type::Integer | Type::Number) if all(Type::Integer) => Type::Integer,
            Some(Type::Integer | Type::Number) => Type::Number,
            other => other.unwrap_or(Type::String),
        };
        let mut values: Vec<Located<Value>> = Vec::new();
        let (mut any, mut closed) = (false, true);
        for branch in &group {
            let listed = listed(&branch.flat);
            any |= listed.is_none();
            closed &= branch.flat.closed;
            for value in listed.into_iter().flatten() {
                if values.iter().all(|known| known.value != value.value) {
                    values.push(value.clone());
                }
            }
        }
        let is_enum = !values.is_empty() && (kind == Type::String || !any);
        let formats = || group.iter().map(|branch| branch.flat.format.as_ref());
        let format = formats().next().flatten().filter(|first| {
            let mut formats = formats();
            !is_enum && formats.all(|format| format.is_some_and(|other| other.value == first.value))
        });
        let object = SchemaObject {
            types: vec![Located { value: kind, at }],
            format: format.cloned(),
            enumeration: is_enum.then_some(values),
            closed: is_enum && !any && closed,
            sensitive: group
                .iter()
                .find_map(|branch| branch.flat.sensitive.clone()),
            rust_names: group
                .iter()
                .flat_map(|branch| branch.flat.rust_names.clone())
                .collect(),
            enum_descriptions: group
                .iter()
                .flat_map(|branch| branch.flat.enum_descriptions.clone())
                .collect(),
            ..SchemaObject::default()
        };
        let plain = |branch: &Branch| is_plain(&branch.flat);
        let says_all = is_enum || group.iter().all(plain);
        let mut stated = Keywords::new();
        if !says_all {
            let name = spelled(keyword);
            self.problems.note(
                Kind::DocumentedOnly,
                site.owner,
                at,
                format!("`{name}` of one type is read as that type; which branch it is, only the schemas state"),
            );
            let written = group.iter().all(|branch| branch.written);
            let schemas = group.iter().map(|branch| &branch.schema);
            if let Some(branches) = self.stated_branches(schemas).filter(|_| written) {
                stated.push((name.to_owned(), branches));
            }
        }
        let flat = Arc::new(object.clone());
        let schema = Schema {
            at: group.first().map_or(at, |branch| branch.schema.at),
            kind: SchemaKind::Object(Arc::clone(&flat)),
        };
        Branch {
            schema,
            flat,
            kind: Some(kind),
            path: Vec::new(),
            whole: false,
            written: false,
            owner: None,
            body: Body::Merged {
                object: Box::new(object),
                any,
                stated,
            },
        }
    }
}

/// Scalars that are of one JSON type.
fn family(kind: Option<Type>) -> Option<Type> {
    match kind? {
        Type::Integer => Some(Type::Number),
        kind @ (Type::Boolean | Type::Number | Type::String) => Some(kind),
        Type::Null | Type::Array | Type::Object => None,
    }
}

fn listed(flat: &SchemaObject) -> Option<Vec<Located<Value>>> {
    if let Some(constant) = &flat.constant {
        return Some(vec![(**constant).clone()]);
    }
    let values = flat.enumeration.as_ref()?;
    Some(
        values
            .iter()
            .filter(|value| !value.value.is_null())
            .cloned()
            .collect(),
    )
}

/// Whether a schema says nothing but its type.
fn is_plain(flat: &SchemaObject) -> bool {
    flat.format.is_none()
        && listed(flat).is_none()
        && flat.rare.is_none()
        && crate::lower::keywords::constraints(flat).is_empty()
}
