//! How the branches of a union are told apart. What is worked out here is exact: no two tests of one union hold for the same value.

use crate::diagnostics::Code;
use crate::ir::{JsonType, UnionTest};
use crate::lower::refs::NamedId;
use crate::lower::types::Types;
use crate::spec::{At, Discriminator, Located, Schema, SchemaKind, SchemaObject, Type};

/// One branch of a union, null aside.
pub(super) struct Branch {
    pub(super) schema: Schema,
    /// Its keywords, references and `allOf` worked in.
    pub(super) flat: SchemaObject,
    pub(super) kind: Type,
    /// The schema with a name that it is a use of.
    pub(super) reference: Option<NamedId>,
}

impl Types<'_> {
    /// A test for each branch. `None` where some cannot be told apart, which is reported.
    pub(super) fn tests(
        &mut self,
        object: &SchemaObject,
        branches: &[Branch],
        at: At,
    ) -> Option<Vec<UnionTest>> {
        let before = self.problems.diagnostics.len();
        self.check_scalars(branches);
        let objects: Vec<&Branch> = branches
            .iter()
            .filter(|branch| branch.kind == Type::Object)
            .collect();
        let mut object_tests = match (&object.discriminator, objects.as_slice()) {
            (Some(discriminator), [_, ..]) => self.by_discriminator(discriminator, &objects),
            (_, [] | [_]) => vec![UnionTest::Type(JsonType::Object); objects.len()],
            (None, _) => match self.by_constant(&objects).or_else(|| by_key(&objects)) {
                Some(tests) => tests,
                None => {
                    self.problems
                        .report(Code::AmbiguousUnion, at, "the object branches cannot be told apart")
                        .help("add a `discriminator`, a property with a different `const` in each branch, or a required property that only one of them describes");
                    vec![UnionTest::Type(JsonType::Object); objects.len()]
                }
            },
        }
        .into_iter();
        let test = |branch: &Branch| match json_type(branch.kind) {
            JsonType::Object => object_tests
                .next()
                .unwrap_or(UnionTest::Type(JsonType::Object)),
            other => UnionTest::Type(other),
        };
        let tests = branches.iter().map(test).collect();
        (self.problems.diagnostics.len() == before).then_some(tests)
    }

    /// Two branches of one JSON type overlap, and a number may be an integer.
    fn check_scalars(&mut self, branches: &[Branch]) {
        let mut seen: Vec<&Branch> = Vec::new();
        for branch in branches.iter().filter(|branch| branch.kind != Type::Object) {
            let overlaps = |other: &&&Branch| match (other.kind, branch.kind) {
                (Type::Integer, Type::Number) | (Type::Number, Type::Integer) => true,
                (one, two) => one == two,
            };
            if let Some(other) = seen.iter().find(overlaps) {
                let help = match branch.kind {
                    Type::String => "use one string schema; an `enum` keeps unknown values anyway",
                    Type::Integer | Type::Number => "`type: number` takes integers as well",
                    _ => "merge the two branches into one schema",
                };
                self.problems
                    .report(
                        Code::AmbiguousUnion,
                        branch.schema.at,
                        format!("two branches take {}", plural(branch.kind)),
                    )
                    .help(help);
                self.problems.relate(other.schema.at, "the other branch");
            } else {
                seen.push(branch);
            }
        }
    }

    /// By `discriminator`: the values that its mapping gives a branch, or else the component's own name.
    fn by_discriminator(
        &mut self,
        discriminator: &Discriminator,
        objects: &[&Branch],
    ) -> Vec<UnionTest> {
        let key = &discriminator.property.value;
        let targets: Vec<(&Located<String>, Option<NamedId>)> = discriminator
            .mapping
            .iter()
            .map(|(value, target)| (value, self.mapped(target)))
            .collect();
        for (value, target) in &targets {
            if target.is_none() || objects.iter().all(|branch| branch.reference != *target) {
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
        let mut tests = Vec::new();
        let mut taken: Vec<String> = Vec::new();
        for branch in objects {
            let mapped = targets
                .iter()
                .filter(|(_, target)| target.is_some() && *target == branch.reference);
            let mut values: Vec<String> = mapped.map(|(value, _)| value.value.clone()).collect();
            let own = self.constants(branch, key);
            if values.is_empty() {
                let implicit = branch
                    .reference
                    .and_then(|id| self.index.get(id))
                    .map(|named| vec![named.words.clone()]);
                values = own.clone().or(implicit).unwrap_or_default();
            }
            let at = branch.schema.at;
            if !requires(&branch.flat, key) {
                self.problems
                    .report(
                        Code::AmbiguousUnion,
                        at,
                        format!("the branch does not require its discriminator `{key}`"),
                    )
                    .help("list it in `required`");
            }
            if values.is_empty() {
                self.problems
                    .report(
                        Code::AmbiguousUnion,
                        at,
                        format!("no value of `{key}` leads to this branch"),
                    )
                    .help("refer to a component, or use `const`");
            }
            if let Some(own) = own
                && values.iter().any(|value| !own.contains(value))
            {
                self.problems.report(Code::AmbiguousUnion, at, format!("the discriminator leads here by a value that the branch's own `{key}` does not take"));
            }
            if let Some(value) = values.iter().find(|value| taken.contains(value)) {
                self.problems.report(
                    Code::AmbiguousUnion,
                    at,
                    format!("two branches share the discriminator value `{value}`"),
                );
            }
            taken.extend(values.iter().cloned());
            tests.push(UnionTest::Tag {
                key: key.clone(),
                values,
            });
        }
        tests
    }

    /// By a property that each branch requires and gives other constants.
    fn by_constant(&mut self, objects: &[&Branch]) -> Option<Vec<UnionTest>> {
        let first = objects.first()?;
        for (key, _) in &first.flat.properties {
            let mut values = Vec::new();
            for branch in objects {
                values.extend(
                    self.constants(branch, &key.value)
                        .filter(|_| requires(&branch.flat, &key.value)),
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
    fn constants(&mut self, branch: &Branch, key: &str) -> Option<Vec<String>> {
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
    fn mapped(&self, target: &Located<String>) -> Option<NamedId> {
        let reference = if target.value.contains('#') {
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

fn requires(object: &SchemaObject, key: &str) -> bool {
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

fn plural(kind: Type) -> &'static str {
    match kind {
        Type::Null | Type::Boolean => "booleans",
        Type::Integer | Type::Number => "numbers",
        Type::String => "strings",
        Type::Array => "arrays",
        Type::Object => "objects",
    }
}
