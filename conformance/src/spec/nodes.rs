//! The schemas of a bundle by number, so that a survey can say which of them apply where: through `$ref` and `allOf`, in every branch of
//! `anyOf` that fits, and nowhere else. Undocumented properties, coverage and the meaning of a place all follow from that.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::json::Pointer;

/// The number of a schema.
pub type NodeId = usize;

/// Where the schemas of schemas are.
pub(crate) const META_SCHEMAS: &str = "https://json-schema.org/";

/// All schemas of a bundle.
#[derive(Debug, Default)]
pub struct Nodes {
    nodes: Vec<Node>,
    by_pointer: HashMap<String, NodeId>,
}

/// One schema object.
#[derive(Debug)]
pub struct Node {
    /// Its pointer in the bundle.
    pub pointer: String,
    /// Its keywords.
    pub schema: Map<String, Value>,
}

/// Keywords that hold one schema.
const ONE: [&str; 10] = [
    "additionalProperties",
    "unevaluatedProperties",
    "items",
    "contains",
    "not",
    "if",
    "then",
    "else",
    "propertyNames",
    "unevaluatedItems",
];
/// Keywords that hold a list of schemas.
const MANY: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords that hold schemas by name.
const NAMED: [&str; 4] = [
    "properties",
    "patternProperties",
    "$defs",
    "dependentSchemas",
];

/// Visits the schemas directly inside one, each with the keyword that holds it and its pointer.
fn each<'a>(
    schema: &'a Map<String, Value>,
    pointer: &str,
    mut visit: impl FnMut(&str, &'a Value, String),
) {
    for (keyword, value) in schema {
        let below = Pointer(pointer).join(keyword);
        match value {
            Value::Object(_) if ONE.contains(&keyword.as_str()) => visit(keyword, value, below),
            Value::Array(schemas) if MANY.contains(&keyword.as_str()) => {
                for (index, schema) in schemas.iter().enumerate() {
                    visit(keyword, schema, Pointer(&below).join(&index.to_string()));
                }
            }
            Value::Object(schemas) if NAMED.contains(&keyword.as_str()) => {
                for (name, schema) in schemas {
                    visit(keyword, schema, Pointer(&below).join(name));
                }
            }
            _ => {}
        }
    }
}

/// Visits the same, to change them.
pub(crate) fn each_child(
    schema: &mut Map<String, Value>,
    pointer: &str,
    visit: &mut dyn FnMut(&mut Value, String),
) {
    for (keyword, value) in schema.iter_mut() {
        let below = Pointer(pointer).join(keyword);
        match value {
            Value::Object(_) if ONE.contains(&keyword.as_str()) => visit(value, below),
            Value::Array(schemas) if MANY.contains(&keyword.as_str()) => {
                for (index, schema) in schemas.iter_mut().enumerate() {
                    visit(schema, Pointer(&below).join(&index.to_string()));
                }
            }
            Value::Object(schemas) if NAMED.contains(&keyword.as_str()) => {
                for (name, schema) in schemas.iter_mut() {
                    visit(schema, Pointer(&below).join(name));
                }
            }
            _ => {}
        }
    }
}

impl Nodes {
    /// Numbers every schema of a bundle.
    pub(crate) fn of(bundle: &Value) -> Self {
        let mut nodes = Self::default();
        nodes.visit(bundle, String::new());
        nodes
    }

    fn visit(&mut self, schema: &Value, pointer: String) {
        let Value::Object(object) = schema else {
            return;
        };
        let id = self.nodes.len();
        self.by_pointer.insert(pointer.clone(), id);
        self.nodes.push(Node {
            pointer: pointer.clone(),
            schema: object.clone(),
        });
        each(object, &pointer, |_, schema, pointer| {
            self.visit(schema, pointer);
        });
    }

    /// The schema of a number.
    #[must_use]
    pub fn get(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// The number of the schema at a pointer of the bundle.
    #[must_use]
    pub fn id(&self, pointer: &str) -> Option<NodeId> {
        self.by_pointer.get(pointer).copied()
    }

    /// How many schemas there are; their numbers run from 0.
    pub(crate) fn count(&self) -> usize {
        self.nodes.len()
    }

    /// The schema at a pointer of the bundle.
    #[must_use]
    pub fn find(&self, pointer: &str) -> Option<&Node> {
        self.by_pointer
            .get(pointer)
            .and_then(|id| self.nodes.get(*id))
    }

    /// The pointers of the schemas directly inside one.
    #[must_use]
    pub fn children(&self, pointer: &str) -> Vec<String> {
        let Some(node) = self.find(pointer) else {
            return Vec::new();
        };
        let mut children = Vec::new();
        each(&node.schema, pointer, |keyword, _, child| {
            if keyword != "$defs" {
                children.push(child);
            }
        });
        children
    }

    /// The schema that a `$ref` of the bundle (`#/$defs/Call`) leads to.
    #[must_use]
    pub fn resolve(&self, reference: &str) -> Option<&Node> {
        self.find(reference.strip_prefix('#')?)
    }
}

impl Node {
    /// The pointers of the schemas in a keyword that holds a list of them (`allOf`, `oneOf`…); none where it is absent.
    #[must_use]
    pub fn branches(&self, keyword: &str) -> Vec<String> {
        let count = self
            .schema
            .get(keyword)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let list = Pointer(&self.pointer).join(keyword);
        (0..count)
            .map(|index| Pointer(&list).join(&index.to_string()))
            .collect()
    }

    /// Whether values here must not be shown.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        self.schema.contains_key("x-sensitive")
    }

    /// A keyword that holds a string.
    #[must_use]
    pub fn text(&self, keyword: &str) -> Option<&str> {
        self.schema.get(keyword).and_then(Value::as_str)
    }

    /// The listed values, if it is an enumeration.
    #[must_use]
    pub fn enumeration(&self) -> Option<&[Value]> {
        self.schema
            .get("enum")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
    }

    /// The documented properties.
    #[must_use]
    pub fn properties(&self) -> Option<&Map<String, Value>> {
        self.schema.get("properties").and_then(Value::as_object)
    }

    /// The names of the required properties.
    pub fn required(&self) -> impl Iterator<Item = &str> {
        self.schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    }

    /// The reference to the schema of JSON Schema, or to one of its parts, which a document seldom has itself.
    pub fn beyond(&self) -> Option<&str> {
        let mut references = ["$ref", "$dynamicRef"].into_iter();
        references.find_map(|keyword| {
            self.text(keyword)
                .filter(|reference| reference.starts_with(META_SCHEMAS))
        })
    }

    /// Whether the schema itself (not what it refers to in the document) says that more properties than the listed may stand here.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let allows = |keyword: &str| {
            let schema = self.schema.get(keyword);
            schema.is_some_and(|schema| *schema != Value::Bool(false))
        };
        self.beyond().is_some()
            || ["additionalProperties", "unevaluatedProperties"]
                .into_iter()
                .any(allows)
    }

    /// Whether the schema itself names or forbids any property.
    #[must_use]
    pub fn documents_properties(&self) -> bool {
        [
            "properties",
            "patternProperties",
            "additionalProperties",
            "unevaluatedProperties",
        ]
        .iter()
        .any(|keyword| self.schema.contains_key(*keyword))
    }
}
