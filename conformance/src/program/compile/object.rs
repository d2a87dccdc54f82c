//! What a conjunction asks of objects.

use std::collections::HashMap;
use std::sync::Arc;

use jsonschema::Validator;
use serde_json::Value;

use super::{Compiler, Members};
use crate::program::facts::{MemberFacts, ObjectFacts, SetId};
use crate::program::keys::Keys;
use crate::program::schema::{Schema, Sub};
use crate::program::set::Set;
use crate::program::types::Types;
use crate::spec::NodeId;

/// How many patterns an object may have: there is a bit for each.
const PATTERN_LIMIT: usize = 64;
/// Up to how many patterns the facts of all sets of them are compiled in advance.
const ADVANCE: usize = 4;
/// How many keys.
const KEY_LIMIT: usize = 60_000;

/// An object of which nothing is known but that the same holds for each member.
pub(super) fn anything(rest: SetId) -> ObjectFacts {
    ObjectFacts {
        others: [MemberFacts::of(rest)].into(),
        ..ObjectFacts::default()
    }
}

/// A pattern of `patternProperties`, and whose it is.
struct Pattern<'s> {
    schema: NodeId,
    validator: &'s Arc<Validator>,
    sub: Sub,
}

impl Compiler {
    pub(super) fn object(
        &mut self,
        id: SetId,
        set: &Set,
        schemas: &[Schema],
        unknown: &mut Types,
    ) -> ObjectFacts {
        let members = set.members(schemas);
        let mut names: Vec<String> = Vec::new();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let patterns = patterns(&members);
        let mut size = (0, u64::MAX);
        let mut of_names = Vec::new();
        for (_, schema) in &members {
            let dependents = schema.dependents.iter();
            let dependents =
                dependents.flat_map(|(key, others)| std::iter::once(key).chain(others));
            let keys = schema.properties.iter().map(|(name, _)| name);
            for name in keys.chain(&schema.required).chain(dependents) {
                numbers.entry(name).or_insert_with(|| {
                    names.push(name.clone());
                    names.len() - 1
                });
            }
            size = (size.0.max(schema.size.0), size.1.min(schema.size.1));
            of_names.extend(schema.names);
        }
        if patterns.len() > PATTERN_LIMIT || names.len() > KEY_LIMIT {
            *unknown |= Types::OBJECT;
            return anything(self.anything());
        }

        let words = |keys: &mut dyn Iterator<Item = &String>| {
            let mut words = vec![0; names.len().div_ceil(64)];
            for number in keys.filter_map(|name| numbers.get(name.as_str())) {
                if let Some(word) = words.get_mut(number / 64) {
                    *word |= 1_u64 << (number % 64);
                }
            }
            words.into_boxed_slice()
        };
        let mut required = members.iter().flat_map(|(_, schema)| &schema.required);
        let required = words(&mut required);
        let dependents: Box<[_]> = members
            .iter()
            .flat_map(|(_, schema)| &schema.dependents)
            .filter_map(|(key, others)| {
                Some((*numbers.get(key.as_str())?, words(&mut others.iter())))
            })
            .collect();

        let of_keys: Vec<MemberFacts> = names
            .iter()
            .enumerate()
            .map(|(index, name)| {
                let key = Value::String(name.clone());
                let matched = patterns
                    .iter()
                    .enumerate()
                    .fold(0, |mask, (index, pattern)| {
                        mask | u64::from(pattern.validator.is_valid(&key)) << index
                    });
                MemberFacts {
                    index: u16::try_from(index).ok(),
                    ..self.member(set, schemas, Some(name), &patterns, matched)
                }
            })
            .collect();
        let in_advance = match patterns.len() {
            few @ ..=ADVANCE => 1 << few,
            _ => 1,
        };
        let others: Vec<MemberFacts> = (0..in_advance)
            .map(|matched| self.member(set, schemas, None, &patterns, matched))
            .collect();
        let names_set = (!of_names.is_empty()).then(|| self.intern(Set::of(schemas, of_names)));

        let first_prediction = self.predictions;
        self.predictions += names.len() + 1;
        ObjectFacts {
            id,
            is_plain: dependents.is_empty() && size == (0, u64::MAX) && names_set.is_none(),
            keys: Keys::new(names),
            members: of_keys.into(),
            required,
            others: others.into(),
            patterns: patterns
                .iter()
                .map(|pattern| Arc::clone(pattern.validator))
                .collect(),
            names: names_set,
            dependents,
            size,
            first_prediction,
        }
    }

    /// What holds for keys that are not known and match some patterns.
    pub(super) fn unknown_key(
        &mut self,
        set: &Set,
        schemas: &[Schema],
        matched: u64,
    ) -> MemberFacts {
        let patterns = patterns(&set.members(schemas));
        self.member(set, schemas, None, &patterns, matched)
    }

    /// What holds for a key that is known, or for others that match some patterns.
    fn member(
        &mut self,
        set: &Set,
        schemas: &[Schema],
        key: Option<&str>,
        patterns: &[Pattern<'_>],
        matched: u64,
    ) -> MemberFacts {
        let of = |schema: NodeId| {
            let patterns = patterns.iter().enumerate();
            patterns.filter(move |(index, pattern)| {
                pattern.schema == schema && matched >> index & 1 == 1
            })
        };
        let property = |schema: &Schema| {
            let named = schema
                .properties
                .iter()
                .find(|(name, _)| Some(name.as_str()) == key);
            named.map(|(_, sub)| *sub)
        };
        let is_claimed =
            |id: NodeId, schema: &Schema| property(schema).is_some() || of(id).next().is_some();
        let members = set.members(schemas);
        let mut all = Vec::new();
        for (id, schema) in &members {
            all.extend(property(schema));
            all.extend(of(*id).map(|(_, pattern)| pattern.sub));
            if !is_claimed(*id, schema) {
                all.extend(schema.additional);
            }
            if let Some(sub) = schema.unevaluated {
                let is_evaluated = set.evaluated_by(schemas, *id).into_iter().any(|by| {
                    schemas.get(by).is_some_and(|schema| {
                        is_claimed(by, schema)
                            || schema.additional.is_some()
                            || (by != *id && schema.unevaluated.is_some())
                    })
                });
                if !is_evaluated {
                    all.push(sub);
                }
            }
        }
        let any = |asks: fn(&Schema) -> bool| members.iter().any(|(_, schema)| asks(schema));
        let must_be_documented = any(|schema| schema.is_described)
            && any(|schema| schema.is_home)
            && !any(|schema| schema.is_open)
            && !any(|schema| schema.is_closed);
        let child = Set::of(schemas, all);
        MemberFacts {
            set: self.intern(child),
            index: None,
            is_documented: !must_be_documented
                || members.iter().any(|(id, schema)| is_claimed(*id, schema)),
        }
    }
}

fn patterns<'s>(members: &Members<'s>) -> Vec<Pattern<'s>> {
    let patterns = members.iter().flat_map(|(id, schema)| {
        schema.patterns.iter().map(|(validator, sub)| Pattern {
            schema: *id,
            validator,
            sub: *sub,
        })
    });
    patterns.collect()
}
