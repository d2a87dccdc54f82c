//! One schema of the bundle: its keywords as plain data, its references followed to numbers.

use std::sync::Arc;

use jsonschema::Validator;
use serde_json::{Map, Value};

use super::types::Types;
use crate::spec::NodeId;

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
    /// Its number in the bundle. A schema that means different things in different scopes is several of the program.
    pub(super) node: NodeId,
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
    /// A reference to what every validator knows, the schema of schemas: as the arbiter reads it.
    pub(super) beyond: Option<Arc<Validator>>,
    pub(super) unions: Vec<Union>,
    /// An `if` without `then` and `else`: it asserts nothing, and yet what it has seen is evaluated.
    pub(super) has_idle_condition: bool,

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
    pub(super) contains: Option<Contains>,
    pub(super) count: (u64, u64),
    pub(super) unique: bool,
    /// What it asks of what has not been evaluated, where that is left out.
    pub(super) left_out: Vec<Sub>,
    pub(super) coverage: Covered,
}

/// `contains`, with `minContains` and `maxContains`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contains {
    pub(super) sub: Sub,
    pub(super) limits: (u64, u64),
    /// What it says holds for the elements that are contained. Beside limits of their number, the arbiter only counts them.
    pub(super) applies: bool,
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
