//! Schemas as the document has them: every keyword that is known, each with its place.

use std::sync::Arc;

use serde_json::{Number, Value};

use super::{At, Located};

/// A schema.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Its node.
    pub at: At,
    /// What it says.
    pub kind: SchemaKind,
}

/// A schema is an object of keywords, or a boolean.
#[derive(Clone, Debug)]
pub enum SchemaKind {
    /// `true` takes everything, `false` nothing.
    Boolean(bool),
    /// Keywords. Shared, since schemas that are brought together repeat what they are made of.
    Object(Arc<SchemaObject>),
}

/// The keywords of a schema. Absent ones are `None`, `false` or empty.
///
/// Every dialect is read into these: what OpenAPI 3.0 says otherwise (`nullable`, a boolean `exclusiveMinimum`) has been translated.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each field is the keyword of its name")]
pub struct SchemaObject {
    /// `$ref`, resolved: a JSON pointer as a fragment, known to lead to a schema of the document.
    pub reference: Option<Located<String>>,
    pub types: Vec<Located<Type>>,
    pub format: Option<Located<String>>,
    pub title: Option<Located<String>>,
    pub description: Option<Located<String>>,
    pub default: Option<Box<Located<Value>>>,
    pub examples: Vec<Located<Value>>,
    pub deprecated: bool,
    pub read_only: bool,
    pub write_only: bool,
    pub enumeration: Option<Vec<Located<Value>>>,
    pub constant: Option<Box<Located<Value>>>,

    pub properties: Vec<(Located<String>, Schema)>,
    pub required: Vec<Located<String>>,
    pub additional_properties: Option<Box<Schema>>,
    pub unevaluated_properties: Option<Box<Schema>>,

    pub items: Option<Box<Schema>>,
    pub unique_items: bool,

    /// What bounds a value; see [`SchemaObject::bounds`].
    pub bounded: Option<Box<Bounds>>,

    /// The keywords that few schemas use; `None` where this one uses none of them.
    pub rare: Option<Box<Rare>>,

    pub all_of: Vec<Schema>,
    pub any_of: Vec<Schema>,
    pub one_of: Vec<Schema>,
    pub discriminator: Option<Box<Discriminator>>,

    /// `x-sensitive`.
    pub sensitive: Option<Located<Sensitive>>,
    /// `x-rust-name`.
    pub rust_name: Option<Located<String>>,
    /// `x-rust-names` on an enum: value to Rust variant.
    pub rust_names: Vec<(Located<String>, Located<String>)>,
    /// `x-enum-descriptions` on an enum: value to description.
    pub enum_descriptions: Vec<(Located<String>, Located<String>)>,
    /// `x-closed`.
    pub closed: bool,
}

/// The keywords that bound a value, kept apart since most schemas have none: a large document has a hundred thousand schemas.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each field is the keyword of its name")]
pub struct Bounds {
    pub minimum: Option<Located<Number>>,
    pub maximum: Option<Located<Number>>,
    pub exclusive_minimum: Option<Located<Number>>,
    pub exclusive_maximum: Option<Located<Number>>,
    pub multiple_of: Option<Located<Number>>,
    pub min_length: Option<Located<u64>>,
    pub max_length: Option<Located<u64>>,
    pub pattern: Option<Located<String>>,
    pub min_items: Option<Located<u64>>,
    pub max_items: Option<Located<u64>>,
    pub min_properties: Option<Located<u64>>,
    pub max_properties: Option<Located<u64>>,
}

impl Bounds {
    const NONE: Self = Self {
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        multiple_of: None,
        min_length: None,
        max_length: None,
        pattern: None,
        min_items: None,
        max_items: None,
        min_properties: None,
        max_properties: None,
    };
}

/// The keywords of a schema that few use, kept apart so that the many stay small.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each field is the keyword of its name")]
pub struct Rare {
    pub not: Option<Schema>,
    /// `if`.
    pub condition: Option<Schema>,
    /// `then`.
    pub consequence: Option<Schema>,
    /// `else`.
    pub alternative: Option<Schema>,
    pub dependent_required: Vec<(Located<String>, Vec<Located<String>>)>,
    pub dependent_schemas: Vec<(Located<String>, Schema)>,
    pub pattern_properties: Vec<(Located<String>, Schema)>,
    pub property_names: Option<Schema>,
    pub prefix_items: Vec<Schema>,
    pub unevaluated_items: Option<Schema>,
    pub contains: Option<Schema>,
    pub min_contains: Option<Located<u64>>,
    pub max_contains: Option<Located<u64>>,
    pub content_encoding: Option<Located<String>>,
    pub content_media_type: Option<Located<String>>,
    pub content_schema: Option<Schema>,
    /// `$defs`.
    pub definitions: Vec<(Located<String>, Schema)>,
    /// `$anchor`.
    pub anchor: Option<Located<String>>,
    /// A `$dynamicRef` that only the path through the instance can resolve, or a `$ref` to the schema of schemas: no type can say what it
    /// leads to. Any other reference is `reference`.
    pub untyped_reference: Option<Located<String>>,
    /// `nullable: true` where it has no effect by the letter: without `type`, or in OpenAPI 3.1. Null is not valid; a tolerant reader
    /// expects it all the same.
    pub meant_nullable: bool,
    /// Groups of keywords that schemas brought together by `allOf` say beside those above, where there is no common form: each keyword with
    /// the place of its value. The document itself has none.
    pub also: Vec<Vec<(&'static str, At)>>,
}

impl SchemaObject {
    /// What bounds a value; nothing in it where nothing does.
    #[must_use]
    pub fn bounds(&self) -> &Bounds {
        const NONE: &Bounds = &Bounds::NONE;
        self.bounded.as_deref().unwrap_or(NONE)
    }

    /// The bounds, to be written to.
    pub(super) fn bounds_mut(&mut self) -> &mut Bounds {
        self.bounded.get_or_insert_default()
    }

    /// The rare keywords, to be written to.
    pub(super) fn rare_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }
}

/// `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is a value of the standard")]
pub enum Type {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Type {
    /// Whether a value is of this type. An integer is a number without a fraction, however it is written.
    #[must_use]
    pub fn takes(self, value: &Value) -> bool {
        match value {
            Value::Null => self == Self::Null,
            Value::Bool(_) => self == Self::Boolean,
            Value::Number(number) => {
                self == Self::Number
                    || self == Self::Integer
                        && number.as_f64().is_some_and(|number| number.fract() == 0.0)
            }
            Value::String(_) => self == Self::String,
            Value::Array(_) => self == Self::Array,
            Value::Object(_) => self == Self::Object,
        }
    }
}

/// `discriminator`.
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// Its node.
    pub at: At,
    /// `propertyName`.
    pub property: Located<String>,
    /// `mapping`: value to `$ref` or component key.
    pub mapping: Vec<(Located<String>, Located<String>)>,
}

/// `x-sensitive`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "each is a value of the extension; `ir::Sensitivity` says what each is for"
)]
pub enum Sensitive {
    Phone,
    Name,
    Email,
    Text,
    Url,
    Secret,
}
