//! What the spec allows at one place of a response, read from its schemas alone.
//!
//! Where [`crate::legs::spec`] asks a validator, this reads keywords: through `$ref` and `allOf`, into every branch of `anyOf` and
//! `oneOf`. It is what tells an equivalent mutant from one that has to be caught, and it must not lean on the verdicts it measures.

mod assertions;

use serde_json::Value;

use self::assertions::{allows, claims, has_type, takes};
use crate::formats::Format;
use crate::json::Pointer;
use crate::spec::{Judge, Node, Nodes, Spec};

/// The schemas of one place: alternatives, of each of which all schemas hold.
#[derive(Clone, Debug)]
pub struct Located<'a> {
    nodes: &'a Nodes,
    alternatives: Vec<Vec<&'a Node>>,
}

/// How many alternatives are followed; beyond it a place counts as free.
const MOST_ALTERNATIVES: usize = 256;

impl<'a> Located<'a> {
    /// The place of a whole response.
    #[must_use]
    pub fn root(spec: &'a Spec, judge: &Judge) -> Self {
        let nodes = spec.nodes();
        let pointer = Pointer("/$defs").join(&judge.definition);
        let alternatives = nodes
            .find(&pointer)
            .map_or_else(|| vec![vec![]], |node| expand(nodes, node, 0));
        Self {
            nodes,
            alternatives,
        }
    }

    /// The place at a pointer into a response.
    #[must_use]
    pub fn find(spec: &'a Spec, judge: &Judge, response: &Value, pointer: &str) -> Self {
        let mut located = Self::root(spec, judge);
        let mut value = Some(response);
        for segment in Pointer(pointer).segments() {
            located = match value {
                Some(Value::Array(_)) => located.element(value),
                _ => located.property(&segment, value),
            };
            value = match value {
                Some(Value::Array(items)) => segment
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| items.get(index)),
                Some(Value::Object(map)) => map.get(&*segment),
                _ => None,
            };
        }
        located
    }

    /// The alternatives that could have been meant by a value; all of them if it fits none.
    fn meant(&self, value: Option<&Value>) -> Vec<&Vec<&'a Node>> {
        let fitting: Vec<_> = self
            .alternatives
            .iter()
            .filter(|nodes| value.is_none_or(|value| nodes.iter().all(|node| allows(node, value))))
            .collect();
        match fitting.is_empty() {
            true => self.alternatives.iter().collect(),
            false => fitting,
        }
    }

    /// The place of a property of the object that stands here.
    #[must_use]
    pub fn property(&self, name: &str, object: Option<&Value>) -> Self {
        self.below(object, |node| {
            let named = node
                .properties()
                .and_then(|properties| properties.get(name));
            match named {
                Some(schema) => Some((
                    schema,
                    Pointer(&Pointer(&node.pointer).join("properties")).join(name),
                )),
                None => {
                    let schema = node.schema.get("additionalProperties")?;
                    Some((schema, Pointer(&node.pointer).join("additionalProperties")))
                }
            }
        })
    }

    /// The place of the elements of the array that stands here.
    #[must_use]
    pub fn element(&self, array: Option<&Value>) -> Self {
        self.below(array, |node| {
            Some((
                node.schema.get("items")?,
                Pointer(&node.pointer).join("items"),
            ))
        })
    }

    fn below(
        &self,
        value: Option<&Value>,
        child: impl Fn(&'a Node) -> Option<(&'a Value, String)>,
    ) -> Self {
        let mut alternatives = Vec::new();
        for nodes in self.meant(value) {
            let mut product = vec![vec![]];
            for node in nodes {
                match child(node) {
                    None | Some((Value::Bool(true), _)) => {}
                    Some((_, pointer)) => match self.nodes.find(&pointer) {
                        Some(node) => product = cross(&product, &expand(self.nodes, node, 0)),
                        None => product.clear(),
                    },
                }
            }
            alternatives.extend(product);
        }
        Self {
            nodes: self.nodes,
            alternatives,
        }
    }

    /// Whether the value alone, without what it contains, is allowed here.
    #[must_use]
    pub fn allows(&self, value: &Value) -> bool {
        self.alternatives
            .iter()
            .any(|nodes| nodes.iter().all(|node| allows(node, value)))
    }

    /// Whether an object with these keys is allowed here and every key of it is documented.
    #[must_use]
    pub fn documents(&self, object: &Value) -> bool {
        let Value::Object(map) = object else {
            return false;
        };
        self.alternatives.iter().any(|nodes| {
            nodes.iter().all(|node| allows(node, object))
                && (is_free(nodes)
                    || map
                        .keys()
                        .all(|key| nodes.iter().any(|node| claims(node, key))))
        })
    }

    /// Whether every way of reading the object that stands here requires a property.
    #[must_use]
    pub fn requires(&self, name: &str, object: &Value) -> bool {
        self.meant(Some(object)).iter().all(|nodes| {
            nodes
                .iter()
                .any(|node| node.required().any(|required| required == name))
        })
    }

    /// Whether any property may stand here because no schema names any, or one allows others.
    #[must_use]
    pub fn is_free_form(&self) -> bool {
        self.alternatives.iter().any(|nodes| is_free(nodes))
    }

    /// Whether nothing at all is said of this place.
    #[must_use]
    pub fn is_unconstrained(&self) -> bool {
        self.alternatives.iter().any(|nodes| {
            nodes.iter().all(|node| {
                ASSERTIONS
                    .iter()
                    .all(|keyword| !node.schema.contains_key(*keyword))
                    && !node.documents_properties()
            })
        })
    }

    /// Whether a number here is meant as an integer.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        let integer = |nodes: &Vec<&Node>| nodes.iter().any(|node| has_type(node, "integer"));
        let number = |nodes: &Vec<&Node>| {
            nodes.iter().all(|node| !has_type(node, "integer"))
                && nodes.iter().all(|node| takes(node, "number"))
        };
        self.alternatives.iter().any(integer) && !self.alternatives.iter().any(number)
    }

    /// The values of a keyword in all schemas of this place, in order.
    pub fn keyword(&self, keyword: &'static str) -> impl Iterator<Item = &'a Value> {
        self.alternatives
            .iter()
            .flatten()
            .filter_map(move |node| node.schema.get(keyword))
    }

    /// A value that conforms here, for a string that does not.
    #[must_use]
    pub fn witness(&self) -> Option<Value> {
        let listed = self
            .keyword("enum")
            .filter_map(Value::as_array)
            .flatten()
            .cloned();
        let stated = self.keyword("const").cloned();
        let formatted = self
            .keyword("format")
            .filter_map(Value::as_str)
            .filter_map(Format::find)
            .filter(|format| !format.witness.is_empty())
            .map(|format| Value::from(format.witness));
        let examples = self
            .keyword("examples")
            .filter_map(Value::as_array)
            .flatten()
            .cloned();
        let lengths = self
            .keyword("minLength")
            .filter_map(Value::as_u64)
            .map(|length| "x".repeat(usize::try_from(length).unwrap_or(1)).into());
        let plain = [
            Value::from("x"),
            Value::from(0),
            Value::from(1),
            Value::from(false),
            Value::Array(vec![]),
            serde_json::json!({}),
        ];
        listed
            .chain(stated)
            .chain(formatted)
            .chain(examples)
            .chain(lengths)
            .chain(plain)
            .find(|value| self.allows(value))
    }
}

const ASSERTIONS: [&str; 17] = [
    "type",
    "enum",
    "const",
    "format",
    "required",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
];

/// A schema and all that hold with it, in every alternative.
fn expand<'a>(nodes: &'a Nodes, node: &'a Node, depth: usize) -> Vec<Vec<&'a Node>> {
    let mut product = vec![vec![node]];
    if depth > 32 {
        return product;
    }
    if let Some(target) = node
        .text("$ref")
        .and_then(|reference| nodes.resolve(reference))
    {
        product = cross(&product, &expand(nodes, target, depth + 1));
    }
    let branches = |keyword: &str| {
        node.branches(keyword)
            .iter()
            .filter_map(|place| nodes.find(place))
            .collect::<Vec<_>>()
    };
    for branch in branches("allOf") {
        product = cross(&product, &expand(nodes, branch, depth + 1));
    }
    for keyword in ["anyOf", "oneOf"] {
        let alternatives: Vec<_> = branches(keyword)
            .into_iter()
            .flat_map(|branch| expand(nodes, branch, depth + 1))
            .collect();
        if !alternatives.is_empty() {
            product = cross(&product, &alternatives);
        }
    }
    product
}

fn cross<'a>(left: &[Vec<&'a Node>], right: &[Vec<&'a Node>]) -> Vec<Vec<&'a Node>> {
    let combine = |one: &Vec<&'a Node>, two: &Vec<&'a Node>| {
        one.iter().chain(two).copied().collect::<Vec<_>>()
    };
    left.iter()
        .flat_map(|one| right.iter().map(move |two| combine(one, two)))
        .take(MOST_ALTERNATIVES)
        .collect()
}

fn is_free(nodes: &[&Node]) -> bool {
    nodes.iter().any(|node| node.is_open()) || !nodes.iter().any(|node| node.documents_properties())
}
