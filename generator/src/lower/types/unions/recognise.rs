//! How the branches of a union are told apart. What is worked out here is exact: no two tests of one union hold for the same value.

use super::branch::Branch;
use crate::diagnostics::Code;
use crate::ir::{JsonType, UnionKeyword, UnionTest};
use crate::lower::refs::NamedId;
use crate::lower::types::Types;
use crate::spec::{At, Discriminator, Located, Schema, SchemaKind, SchemaObject, Type};

/// Tests of the object branches, in order, and whether a value may lack the tag that they ask for.
pub(super) type ObjectTests = (Vec<UnionTest>, bool);

/// A test for each branch: for objects those that were found, for anything else the type.
pub(super) fn tests(branches: &[Branch], objects: Vec<UnionTest>) -> Vec<UnionTest> {
    let mut objects = objects.into_iter();
    let test = |branch: &Branch| match branch.kind {
        Some(Type::Object) => objects.next().unwrap_or(UnionTest::Type(JsonType::Object)),
        other => UnionTest::Type(other.map_or(JsonType::Object, json_type)),
    };
    branches.iter().map(test).collect()
}

/// Whether two branches take arrays.
pub(super) fn arrays_clash(branches: &[Branch]) -> bool {
    let arrays = branches
        .iter()
        .filter(|branch| branch.kind == Some(Type::Array));
    arrays.count() > 1
}

impl Types<'_> {
    /// Tests that tell the objects among the branches apart.
    pub(super) fn object_tests(
        &mut self,
        object: &SchemaObject,
        keyword: UnionKeyword,
        branches: &[Branch],
        at: At,
    ) -> Result<ObjectTests, ()> {
        let objects: Vec<&Branch> = branches
            .iter()
            .filter(|branch| branch.kind == Some(Type::Object))
            .collect();
        if let Some(discriminator) = &object.discriminator
            && !objects.is_empty()
        {
            self.check_mapping(discriminator, &objects);
            if let Some(tests) = self.by_discriminator(discriminator, &objects) {
                return Ok(tests);
            }
            if objects.len() > 1 {
                self.problems.report(
                    Code::AmbiguousUnion,
                    at,
                    format!(
                        "the discriminator `{}` does not tell the branches apart",
                        discriminator.property.value
                    ),
                );
            }
        }
        if objects.len() < 2 {
            return Ok((Vec::new(), false));
        }
        if let Some(tests) = self.by_constant(&objects, true) {
            return Ok((tests, false));
        }
        if let Some(tests) = by_key(&objects).filter(|_| {
            keyword == UnionKeyword::OneOf || objects.iter().all(|branch| is_closed(&branch.flat))
        }) {
            return Ok((tests, false));
        }
        match self.by_constant(&objects, false) {
            Some(tests) => Ok((tests, true)),
            None => Err(()),
        }
    }

    /// Every value of a mapping should lead to a branch.
    pub(super) fn check_mapping(&mut self, discriminator: &Discriminator, objects: &[&Branch]) {
        for (value, target) in &discriminator.mapping {
            let leads = self
                .mapped(target)
                .is_some_and(|id| objects.iter().any(|branch| branch.path.contains(&id)));
            if !leads {
                self.problems.report(
                    Code::AmbiguousUnion,
                    value.at,
                    format!(
                        "the mapping of `{}` leads to none of the branches",
                        value.value
                    ),
                );
            }
        }
    }

    /// By `discriminator`: the constants of each branch, the values that the mapping gives it, or else the component's own name. `None` where
    /// a branch has no value, shares one with another, or would not hold on to it.
    fn by_discriminator(
        &mut self,
        discriminator: &Discriminator,
        objects: &[&Branch],
    ) -> Option<ObjectTests> {
        let key = &discriminator.property.value;
        let mut tests = Vec::new();
        let mut taken: Vec<String> = Vec::new();
        let mut untagged = false;
        for branch in objects {
            let values = self.tags(discriminator, branch);
            if values.is_empty()
                || values.iter().any(|value| taken.contains(value))
                || !holds(&branch.flat, key)
            {
                return None;
            }
            untagged |= !requires(&branch.flat, key);
            taken.extend(values.iter().cloned());
            tests.push(UnionTest::Tag {
                key: key.clone(),
                values,
            });
        }
        Some((tests, untagged))
    }

    /// The values of a discriminator that lead to a branch. What the branch itself says of the property is what a value has to keep to.
    pub(super) fn tags(&mut self, discriminator: &Discriminator, branch: &Branch) -> Vec<String> {
        let mapped: Vec<String> = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| {
                self.mapped(target)
                    .is_some_and(|id| branch.path.contains(&id))
            })
            .map(|(value, _)| value.value.clone())
            .collect();
        let name = branch
            .path
            .last()
            .filter(|_| branch.whole)
            .and_then(|id| self.index.get(*id))
            .map(|named| named.words.clone());
        let Some(own) = self.constants(branch, &discriminator.property.value) else {
            return if mapped.is_empty() {
                name.into_iter().collect()
            } else {
                mapped
            };
        };
        let agreed: Vec<String> = mapped
            .iter()
            .filter(|value| own.contains(value))
            .cloned()
            .collect();
        if !agreed.is_empty() {
            return agreed;
        }
        if !mapped.is_empty() {
            self.problems.report(
                Code::AmbiguousUnion,
                branch.schema.at,
                format!(
                    "the discriminator leads here by a value that the branch's own `{}` does not take",
                    discriminator.property.value
                ),
            );
        }
        match name.filter(|name| own.len() > 1 && own.contains(name)) {
            Some(name) => vec![name],
            None => own,
        }
    }

    /// By a property that each branch gives other constants, and requires if that is asked for.
    fn by_constant(&mut self, objects: &[&Branch], required: bool) -> Option<Vec<UnionTest>> {
        let first = objects.first()?;
        for (key, _) in &first.flat.properties {
            let mut values = Vec::new();
            for branch in objects {
                values.extend(
                    self.constants(branch, &key.value)
                        .filter(|_| !required || requires(&branch.flat, &key.value)),
                );
            }
            let mut all: Vec<&String> = values.iter().flatten().collect();
            let count = all.len();
            all.sort();
            all.dedup();
            if values.len() == objects.len() && all.len() == count {
                return Some(
                    values
                        .into_iter()
                        .map(|values| UnionTest::Tag {
                            key: key.value.clone(),
                            values,
                        })
                        .collect(),
                );
            }
        }
        None
    }

    /// The strings that a property may be, by `const` or `enum`.
    pub(super) fn constants(&mut self, branch: &Branch, key: &str) -> Option<Vec<String>> {
        let schema = &branch
            .flat
            .properties
            .iter()
            .find(|(name, _)| name.value == key)?
            .1;
        let property = self.flatten(schema);
        let values: Vec<&serde_json::Value> = match (&property.constant, &property.enumeration) {
            (Some(constant), _) => vec![&constant.value],
            (None, Some(values)) => values.iter().map(|value| &value.value).collect(),
            (None, None) => return None,
        };
        values
            .into_iter()
            .map(|value| value.as_str().map(str::to_owned))
            .collect()
    }

    /// The schema that a mapping's value names: a reference, or the bare name of a component.
    pub(super) fn mapped(&self, target: &Located<String>) -> Option<NamedId> {
        let reference = if target.value.contains(['#', '/']) {
            target.clone()
        } else {
            let key = target.value.replace('~', "~0").replace('/', "~1");
            Located {
                value: format!("#/components/schemas/{key}"),
                at: target.at,
            }
        };
        self.index.resolve(&reference)
    }
}

/// By a property that only one branch describes, and requires.
fn by_key(objects: &[&Branch]) -> Option<Vec<UnionTest>> {
    let describes = |branch: &Branch, key: &str| {
        branch
            .flat
            .properties
            .iter()
            .any(|(name, _)| name.value == key)
    };
    let open_map = |branch: &Branch| {
        branch.flat.properties.is_empty()
            || branch
                .flat
                .rare
                .as_ref()
                .is_some_and(|rare| !rare.pattern_properties.is_empty())
            || branch
                .flat
                .additional_properties
                .as_ref()
                .is_some_and(|schema| !matches!(schema.kind, SchemaKind::Boolean(_)))
    };
    if objects.iter().any(|branch| open_map(branch)) {
        return None;
    }
    let own_key = |(index, branch): (usize, &&Branch)| {
        let others = || {
            objects
                .iter()
                .enumerate()
                .filter(move |(other, _)| *other != index)
                .map(|(_, branch)| branch)
        };
        let is_own = |key: &&Located<String>| {
            describes(branch, &key.value) && others().all(|other| !describes(other, &key.value))
        };
        branch
            .flat
            .required
            .iter()
            .find(is_own)
            .map(|key| UnionTest::HasKey(key.value.clone()))
    };
    objects.iter().enumerate().map(own_key).collect()
}

/// Whether a branch keeps the value of a property.
pub(super) fn holds(object: &SchemaObject, key: &str) -> bool {
    let is_open = |schema: &Schema| !matches!(schema.kind, SchemaKind::Boolean(_));
    requires(object, key)
        || object.properties.iter().any(|(name, _)| name.value == key)
        || object
            .additional_properties
            .as_ref()
            .is_some_and(|schema| is_open(schema))
}

/// Whether a branch takes no other properties than those it describes.
fn is_closed(object: &SchemaObject) -> bool {
    let additional = object
        .additional_properties
        .as_ref()
        .or(object.unevaluated_properties.as_ref());
    additional.is_some_and(|schema| matches!(schema.kind, SchemaKind::Boolean(false)))
}

pub(super) fn requires(object: &SchemaObject, key: &str) -> bool {
    object.required.iter().any(|name| name.value == key)
}

fn json_type(kind: Type) -> JsonType {
    match kind {
        Type::Null | Type::Boolean => JsonType::Boolean,
        Type::Integer => JsonType::Integer,
        Type::Number => JsonType::Number,
        Type::String => JsonType::String,
        Type::Array => JsonType::Array,
        Type::Object => JsonType::Object,
    }
}
