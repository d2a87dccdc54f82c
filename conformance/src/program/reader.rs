//! Reads the schemas of a bundle.

use std::collections::HashMap;
use std::sync::Arc;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::names::{Names, Scope, Target};
use super::schema::{Contains, Covered, Schema, Sub, Union};
use super::types::Types;
use crate::formats;
use crate::json::Pointer;
use crate::spec::{META_SCHEMAS, Node, NodeId, Nodes, Spec};

/// Reads the schemas of a spec.
pub(super) struct Reader<'s> {
    spec: &'s Spec,
    nodes: &'s Nodes,
    names: Names<'s>,
    patterns: HashMap<String, Option<Arc<Validator>>>,
    /// The schemas beyond those of the first scope: which of the bundle, and in which scope.
    others: Vec<(NodeId, usize)>,
    by_scope: HashMap<(NodeId, usize), NodeId>,
    scopes: Vec<Scope>,
    /// The scope of what is read.
    scope: usize,
    /// What depends on what has been evaluated is left out.
    is_relaxed: bool,
}

/// How many schemas there may be beyond those of the bundle.
const SCOPED_LIMIT: usize = 50_000;

impl<'s> Reader<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        let names = Names::new(spec);
        Self {
            spec,
            nodes: spec.nodes(),
            scopes: vec![names.first_scope()],
            names,
            patterns: HashMap::new(),
            others: Vec::new(),
            by_scope: HashMap::new(),
            scope: 0,
            is_relaxed: false,
        }
    }

    /// Leaves out what depends on what has been evaluated.
    pub(super) fn relaxed(self) -> Self {
        Self {
            is_relaxed: true,
            ..self
        }
    }

    /// Reads the schema of a number; `None` beyond the last. First those of the bundle, by their own numbers, then those that these lead to
    /// in other scopes.
    pub(super) fn read(&mut self, number: usize) -> Option<Schema> {
        let (id, scope) = match number.checked_sub(self.nodes.count()) {
            None => (number, 0),
            Some(other) => *self.others.get(other)?,
        };
        self.scope = scope;
        let node = self.nodes.get(id)?;
        let keywords = &node.schema;
        let (types, states_integer, states_number) = types(keywords.get("type"));
        let mut unknown = Types::NONE;
        let asks = |keyword: &str| keywords.contains_key(keyword);
        if asks("$recursiveRef") {
            unknown = Types::ALL;
        }
        if asks("dependencies") {
            unknown |= Types::OBJECT;
        }
        if asks("additionalItems") {
            unknown |= Types::ARRAY;
        }
        let mut noted = Types::NONE;
        for unchecked in self.spec.unchecked() {
            if unchecked.schema == node.pointer {
                noted |= match unchecked.keyword {
                    "pattern" => Types::STRING,
                    _ => Types::OBJECT,
                };
            }
        }
        let mut also = self.list(node, "allOf").unwrap_or_default();
        let mut beyond = None;
        for reference in ["$ref", "$dynamicRef"] {
            if let Some(reference) = node.text(reference) {
                let sub = self.reference(id, reference);
                if sub == Sub::Unknown && reference.starts_with(META_SCHEMAS) && beyond.is_none() {
                    beyond = formats::validator(&json!({ "$ref": reference })).ok();
                    also.extend(beyond.is_none().then_some(sub));
                } else {
                    also.push(sub);
                }
            }
        }
        let pattern = node
            .text("pattern")
            .and_then(|pattern| self.pattern(pattern));
        if asks("pattern") && pattern.is_none() {
            unknown |= Types::STRING;
        }
        let patterns = self.patterns(node);
        if patterns.is_none() {
            unknown |= Types::OBJECT;
        }
        let contains = self.one(node, "contains").map(|sub| {
            let (least, most) = limits(keywords, "minContains", "maxContains");
            Contains {
                sub,
                limits: (if asks("minContains") { least } else { 1 }, most),
                applies: !asks("minContains") && !asks("maxContains"),
            }
        });
        let mut unevaluated = self.one(node, "unevaluatedProperties");
        let mut unevaluated_items = self.one(node, "unevaluatedItems");
        let mut left_out = Vec::new();
        if self.is_relaxed {
            left_out.extend(
                unevaluated
                    .take()
                    .into_iter()
                    .chain(unevaluated_items.take()),
            );
        }
        Some(Schema {
            node: id,
            types,
            states_integer,
            states_number,
            unknown,
            noted,
            also,
            beyond,
            unions: self.unions(node),
            has_idle_condition: asks("if") && !asks("then") && !asks("else"),
            lists: lists(keywords),
            format: node.text("format").map(str::to_owned),
            length: limits(keywords, "minLength", "maxLength"),
            pattern,
            numeric: NUMERIC
                .iter()
                .filter_map(|name| Some(((*name).to_owned(), keywords.get(*name)?.clone())))
                .collect(),
            properties: self.named(node, "properties"),
            patterns: patterns.unwrap_or_default(),
            additional: self.one(node, "additionalProperties"),
            unevaluated,
            names: self.one(node, "propertyNames"),
            required: node.required().map(str::to_owned).collect(),
            dependents: dependents(keywords),
            size: limits(keywords, "minProperties", "maxProperties"),
            is_open: node.is_open(),
            is_closed: keywords.get("additionalProperties") == Some(&Value::Bool(false)),
            is_described: node.documents_properties(),
            is_home: node.properties().is_some(),
            prefix: self.list(node, "prefixItems").unwrap_or_default(),
            items: self.one(node, "items"),
            unevaluated_items,
            left_out,
            contains,
            count: limits(keywords, "minItems", "maxItems"),
            unique: keywords.get("uniqueItems") == Some(&Value::Bool(true)),
            coverage: Covered::of(node),
        })
    }

    fn unions(&mut self, node: &Node) -> Vec<Union> {
        let mut unions = Vec::new();
        for (key, then) in self.named(node, "dependentSchemas") {
            unions.push(Union::Dependent { key, then });
        }
        let (then, otherwise) = (self.one(node, "then"), self.one(node, "else"));
        if let Some(condition) = self.one(node, "if")
            && (then.is_some() || otherwise.is_some())
        {
            unions.push(Union::If {
                condition,
                then: then.unwrap_or(Sub::Anything),
                otherwise: otherwise.unwrap_or(Sub::Anything),
            });
        }
        unions.extend(self.one(node, "not").map(Union::Not));
        unions.extend(self.list(node, "oneOf").map(Union::OneOf));
        unions.extend(self.list(node, "anyOf").map(Union::AnyOf));
        unions
    }

    fn patterns(&mut self, node: &Node) -> Option<Vec<(Arc<Validator>, Sub)>> {
        let named = self.named(node, "patternProperties");
        let patterns = named
            .into_iter()
            .map(|(pattern, sub)| Some((self.pattern(&pattern)?, sub)));
        patterns.collect()
    }

    /// A validator of `pattern` alone: the arbiter's own reading of it.
    fn pattern(&mut self, pattern: &str) -> Option<Arc<Validator>> {
        if let Some(known) = self.patterns.get(pattern) {
            return known.clone();
        }
        let validator = formats::validator(&json!({ "pattern": pattern })).ok();
        self.patterns.insert(pattern.to_owned(), validator.clone());
        validator
    }

    fn one(&mut self, node: &Node, keyword: &str) -> Option<Sub> {
        let value = node.schema.get(keyword)?;
        Some(self.sub(value, || Pointer(&node.pointer).join(keyword)))
    }

    fn list(&mut self, node: &Node, keyword: &str) -> Option<Vec<Sub>> {
        let schemas = node.schema.get(keyword)?.as_array()?;
        let list = Pointer(&node.pointer).join(keyword);
        let subs = schemas.iter().enumerate();
        let subs =
            subs.map(|(index, value)| self.sub(value, || Pointer(&list).join(&index.to_string())));
        Some(subs.collect())
    }

    fn named(&mut self, node: &Node, keyword: &str) -> Vec<(String, Sub)> {
        let Some(Value::Object(schemas)) = node.schema.get(keyword) else {
            return Vec::new();
        };
        let list = Pointer(&node.pointer).join(keyword);
        let subs = schemas.iter();
        subs.map(|(name, value)| (name.clone(), self.sub(value, || Pointer(&list).join(name))))
            .collect()
    }

    fn sub(&mut self, value: &Value, pointer: impl FnOnce() -> String) -> Sub {
        match value {
            Value::Bool(true) => Sub::Anything,
            Value::Bool(false) => Sub::Nothing,
            _ => match self.nodes.id(&pointer()) {
                Some(id) => self.scoped(id),
                None => Sub::Unknown,
            },
        }
    }

    /// A schema of the bundle in the scope of what is read.
    fn scoped(&mut self, id: NodeId) -> Sub {
        if self.scope == 0 {
            return Sub::Schema(id);
        }
        let key = (id, self.scope);
        if let Some(number) = self.by_scope.get(&key) {
            return Sub::Schema(*number);
        }
        if self.others.len() >= SCOPED_LIMIT {
            return Sub::Unknown;
        }
        let number = self.nodes.count() + self.others.len();
        self.others.push(key);
        self.by_scope.insert(key, number);
        Sub::Schema(number)
    }

    /// What a `$ref` or `$dynamicRef` leads to. The arbiter makes no difference between them: an anchor is dynamic or is not.
    fn reference(&mut self, from: NodeId, reference: &str) -> Sub {
        let scope = self.scopes.get(self.scope);
        let Some((target, scope)) =
            scope.and_then(|scope| self.names.follow(from, reference, scope))
        else {
            return Sub::Unknown;
        };
        let meant = match &target {
            Target::Dynamic(name, node) => Some(scope.get(name).copied().unwrap_or(*node)),
            Target::Place(..) => None,
        };
        let before = self.scope;
        self.scope = match self.scopes.iter().position(|known| *known == scope) {
            Some(known) => known,
            None => {
                self.scopes.push(scope);
                self.scopes.len() - 1
            }
        };
        let sub = match (target, meant) {
            (Target::Place(value, pointer), _) => self.sub(value, || pointer),
            (Target::Dynamic(..), Some(node)) => self.scoped(node),
            (Target::Dynamic(..), None) => Sub::Unknown,
        };
        self.scope = before;
        sub
    }
}

impl Covered {
    fn of(node: &Node) -> Self {
        let list = Pointer(&node.pointer).split_last().map(|(list, _)| list);
        let keyword = list.and_then(Pointer::split_last);
        let mut listed: Vec<Value> = Vec::new();
        for value in node.enumeration().unwrap_or_default() {
            if !listed.contains(value) {
                listed.push(value.clone());
            }
        }
        Self {
            pointer: node.pointer.clone(),
            is_branch: keyword.is_some_and(|(_, keyword)| keyword == "oneOf" || keyword == "anyOf"),
            listed,
        }
    }
}

const NUMERIC: [&str; 5] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];

fn types(stated: Option<&Value>) -> (Types, bool, bool) {
    let names: Vec<&str> = match stated {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => return (Types::ALL, false, false),
    };
    let types = names
        .iter()
        .fold(Types::NONE, |types, name| types | Types::of(name));
    (types, names.contains(&"integer"), names.contains(&"number"))
}

fn lists(keywords: &Map<String, Value>) -> Vec<Vec<Value>> {
    let listed = keywords.get("enum").and_then(Value::as_array).cloned();
    let constant = keywords.get("const").map(|value| vec![value.clone()]);
    listed.into_iter().chain(constant).collect()
}

fn dependents(keywords: &Map<String, Value>) -> Vec<(String, Vec<String>)> {
    let Some(Value::Object(dependents)) = keywords.get("dependentRequired") else {
        return Vec::new();
    };
    let names = |value: &Value| -> Vec<String> {
        let names = value.as_array().into_iter().flatten();
        names.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    dependents
        .iter()
        .map(|(key, value)| (key.clone(), names(value)))
        .collect()
}

/// Bounds of a size, which may be spelled as floats without a fraction.
fn limits(keywords: &Map<String, Value>, least: &str, most: &str) -> (u64, u64) {
    let limit = |keyword: &str| {
        let value = keywords.get(keyword)?;
        value
            .as_u64()
            .or_else(|| value.as_f64().map(|float| float as u64))
    };
    (limit(least).unwrap_or(0), limit(most).unwrap_or(u64::MAX))
}
