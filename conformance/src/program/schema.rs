//! One schema of the bundle, read: its keywords as plain data, its references followed to numbers.

use std::collections::HashMap;
use std::sync::Arc;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::types::Types;
use crate::formats;
use crate::json::Pointer;
use crate::spec::{Node, NodeId, Nodes, Spec};

/// What stands where a schema belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sub {
    /// `true`: every value is valid.
    Anything,
    /// `false`: none is.
    Nothing,
    /// A schema of the bundle.
    Schema(NodeId),
    /// Something that is not understood here; the arbiter decides.
    Unknown,
}

/// Keywords by which a value chooses between schemas.
#[derive(Clone, Debug)]
pub(super) enum Union {
    AnyOf(Vec<Sub>),
    OneOf(Vec<Sub>),
    Not(Sub),
    If {
        condition: Sub,
        then: Sub,
        otherwise: Sub,
    },
    /// One entry of `dependentSchemas`.
    Dependent {
        key: String,
        then: Sub,
    },
}

/// One schema. What is absent constrains nothing.
pub(super) struct Schema {
    pub(super) types: Types,
    /// `integer` is listed under `type`.
    pub(super) states_integer: bool,
    /// `number` is listed under `type`.
    pub(super) states_number: bool,
    /// Kinds of values about which a keyword says something that is not understood here.
    pub(super) unknown: Types,
    /// Kinds of values at which something must be noted although the value is valid.
    pub(super) noted: Types,
    /// `$ref` and `allOf`.
    pub(super) also: Vec<Sub>,
    pub(super) unions: Vec<Union>,

    /// The lists of `enum`; `const` is a list of one.
    pub(super) lists: Vec<Vec<Value>>,
    pub(super) format: Option<String>,

    pub(super) length: (u64, u64),
    pub(super) pattern: Option<Arc<Validator>>,

    /// `minimum` and its kin, as the schema has them.
    pub(super) numeric: Map<String, Value>,

    pub(super) properties: Vec<(String, Sub)>,
    pub(super) patterns: Vec<(Arc<Validator>, Sub)>,
    pub(super) additional: Option<Sub>,
    pub(super) unevaluated: Option<Sub>,
    pub(super) names: Option<Sub>,
    pub(super) required: Vec<String>,
    pub(super) dependents: Vec<(String, Vec<String>)>,
    pub(super) size: (u64, u64),
    /// See [`Node::is_open`].
    pub(super) is_open: bool,
    /// `additionalProperties: false`.
    pub(super) is_closed: bool,
    /// See [`Node::documents_properties`].
    pub(super) is_described: bool,
    /// There is a `properties`.
    pub(super) is_home: bool,

    pub(super) prefix: Vec<Sub>,
    pub(super) items: Option<Sub>,
    pub(super) unevaluated_items: Option<Sub>,
    pub(super) contains: Option<(Sub, u64, u64)>,
    pub(super) count: (u64, u64),
    pub(super) unique: bool,
    pub(super) coverage: Covered,
}

/// What coverage asks of a schema.
pub(super) struct Covered {
    /// Its pointer in the bundle.
    pub(super) pointer: String,
    /// It is a branch of `anyOf` or `oneOf`.
    pub(super) is_branch: bool,
    /// The values of `enum`, each once.
    pub(super) listed: Vec<Value>,
}

/// Reads the schemas of a spec.
pub(super) struct Reader<'s> {
    spec: &'s Spec,
    nodes: &'s Nodes,
    id: &'s str,
    /// Somewhere in the bundle, what has been evaluated matters.
    has_unevaluated: bool,
    patterns: HashMap<String, Option<Arc<Validator>>>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        let nodes = spec.nodes();
        let asks = |node: &Node| {
            node.schema.contains_key("unevaluatedProperties")
                || node.schema.contains_key("unevaluatedItems")
        };
        Self {
            spec,
            nodes,
            has_unevaluated: (0..nodes.count()).any(|id| nodes.get(id).is_some_and(asks)),
            id: spec
                .bundle()
                .get("$id")
                .and_then(Value::as_str)
                .unwrap_or_default(),
            patterns: HashMap::new(),
        }
    }

    /// Reads the schema of a number; `None` beyond the last.
    pub(super) fn read(&mut self, id: NodeId) -> Option<Schema> {
        let node = self.nodes.get(id)?;
        let keywords = &node.schema;
        let (types, states_integer, states_number) = types(keywords.get("type"));
        let mut unknown = Types::NONE;
        let asks = |keyword: &str| keywords.contains_key(keyword);
        if asks("$dynamicRef") || asks("$recursiveRef") {
            unknown = Types::ALL;
        }
        if asks("dependencies") {
            unknown |= Types::OBJECT;
        }
        // It asserts nothing, and yet what it has seen is evaluated.
        if asks("if") && !asks("then") && !asks("else") && self.has_unevaluated {
            unknown |= Types::OBJECT | Types::ARRAY;
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
        if let Some(reference) = node.text("$ref") {
            also.push(self.reference(node, reference));
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
            (sub, if asks("minContains") { least } else { 1 }, most)
        });
        Some(Schema {
            types,
            states_integer,
            states_number,
            unknown,
            noted,
            also,
            unions: self.unions(node),
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
            unevaluated: self.one(node, "unevaluatedProperties"),
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
            unevaluated_items: self.one(node, "unevaluatedItems"),
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

    fn one(&self, node: &Node, keyword: &str) -> Option<Sub> {
        let value = node.schema.get(keyword)?;
        Some(self.sub(value, || Pointer(&node.pointer).join(keyword)))
    }

    fn list(&self, node: &Node, keyword: &str) -> Option<Vec<Sub>> {
        let schemas = node.schema.get(keyword)?.as_array()?;
        let list = Pointer(&node.pointer).join(keyword);
        let subs = schemas.iter().enumerate();
        let subs =
            subs.map(|(index, value)| self.sub(value, || Pointer(&list).join(&index.to_string())));
        Some(subs.collect())
    }

    fn named(&self, node: &Node, keyword: &str) -> Vec<(String, Sub)> {
        let Some(Value::Object(schemas)) = node.schema.get(keyword) else {
            return Vec::new();
        };
        let list = Pointer(&node.pointer).join(keyword);
        let subs = schemas.iter();
        subs.map(|(name, value)| (name.clone(), self.sub(value, || Pointer(&list).join(name))))
            .collect()
    }

    fn sub(&self, value: &Value, pointer: impl FnOnce() -> String) -> Sub {
        match value {
            Value::Bool(true) => Sub::Anything,
            Value::Bool(false) => Sub::Nothing,
            _ => self.nodes.id(&pointer()).map_or(Sub::Unknown, Sub::Schema),
        }
    }

    /// What a `$ref` leads to: a pointer from the root of the bundle, or of the named schema around it.
    fn reference(&self, node: &Node, reference: &str) -> Sub {
        let (base, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let root = match base {
            "" => self.resource(node),
            base if base == self.id => "",
            _ => return Sub::Unknown,
        };
        let Some(fragment) = decode(fragment) else {
            return Sub::Unknown;
        };
        if !(fragment.is_empty() || fragment.starts_with('/')) {
            return Sub::Unknown;
        }
        let pointer = format!("{root}{fragment}");
        match self.spec.bundle().pointer(&pointer) {
            Some(value) => self.sub(value, || pointer),
            None => Sub::Unknown,
        }
    }

    /// The pointer of the innermost schema around one, or itself, that has an `$id`.
    fn resource<'n>(&self, node: &'n Node) -> &'n str {
        let mut pointer = Pointer(&node.pointer);
        loop {
            if self
                .nodes
                .find(pointer.0)
                .is_some_and(|node| node.schema.contains_key("$id"))
            {
                return pointer.0;
            }
            match pointer.split_last() {
                Some((parent, _)) => pointer = parent,
                None => return "",
            }
        }
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

/// Decodes `%XX` of a URI fragment.
fn decode(fragment: &str) -> Option<String> {
    if !fragment.contains('%') {
        return Some(fragment.to_owned());
    }
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = rest.get(2..)?;
    }
    String::from_utf8(bytes).ok()
}
