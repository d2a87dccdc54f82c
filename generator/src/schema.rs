//! The schema road: the document's own schemas as one JSON Schema 2020-12 bundle.
//!
//! It leaves before the IR and shares no code with the type road, so that a mistake made there shows as a disagreement between the two.
//! Nothing is decided here: a schema is copied keyword by keyword, annotations and extensions included. What changes is the spelling: its
//! references lead into the bundle, and an earlier dialect, such as that of OpenAPI 3.0, is said in 2020-12. `docs/judging.md` has the rules.

mod bodies;
mod copy;
mod node;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde_core::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Map, Value};

use self::node::{Node, Written};
use crate::spec::{At, Dialect, Document, Tree, fragment};

/// The dialect of a bundle.
const META_SCHEMA: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schemas of one document, self-contained: `{"$schema": …, "$id": …, "$defs": {…}}`, every `$ref` pointing into `$defs`.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The JSON Schema document.
    pub schema: Value,
    /// One entry for each response body, and for each response without one, in document order.
    pub responses: Vec<ResponseSchema>,
    /// One entry for each request body and media type, in document order.
    pub requests: Vec<RequestSchema>,
    /// For each key of `$defs`: the pointer of its schema in the document (`/components/schemas/Call`), so that a place in
    /// the bundle can be turned into a place in the YAML: `/$defs/Call/properties/id` is `/components/schemas/Call/properties/id`.
    pub origins: Vec<(String, String)>,
}

/// The schema of one response body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseSchema {
    /// The operationId; `GET /calls` where the operation has none.
    pub operation: String,
    /// The method, in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// As the document spells it; `None` where the response describes no body.
    pub media_type: Option<String>,
    /// The key in `$defs`; `None` where the media type has no schema, or there is no body.
    pub definition: Option<String>,
    /// The pointer of the response in its operation: `/paths/~1calls/get/responses/200`.
    pub pointer: String,
}

/// The schema of one request body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestSchema {
    /// The operationId; `POST /calls` where the operation has none.
    pub operation: String,
    /// The method, in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// As the document spells it.
    pub media_type: String,
    /// The key in `$defs`; `None` where the media type has no schema.
    pub definition: Option<String>,
    /// Whether a request without a body is wrong.
    pub required: bool,
    /// The pointer of the request body in its operation: `/paths/~1calls/post/requestBody`.
    pub pointer: String,
}

/// Which way a body travels. A request need not carry a required property that is `readOnly`, nor a response one that is `writeOnly`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the client.
    Request,
    /// To the client.
    Response,
}

impl Bundle {
    /// The URI of the bundle.
    #[must_use]
    pub fn id(&self) -> &str {
        self.schema
            .get("$id")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// A schema that is one of the definitions, for a validator that knows the bundle by [`Self::id`].
    #[must_use]
    pub fn reference(&self, definition: &str) -> Value {
        let key = escape(definition);
        let pointer = encode(&key);
        serde_json::json!({ "$ref": format!("{}#/$defs/{pointer}", self.id()) })
    }

    /// The place in the document of a place in the bundle: `/$defs/Call/properties/id` → `/components/schemas/Call/properties/id`.
    #[must_use]
    pub fn origin(&self, pointer: &str) -> Option<String> {
        let (key, rest) = split_token(pointer.strip_prefix("/$defs/")?);
        let (_, origin) = self
            .origins
            .iter()
            .find(|(known, _)| escape(known) == key)?;
        Some(format!("{origin}{rest}"))
    }
}

/// Bundles the schemas of a document as responses are judged by them; see [`bundle_for`].
#[must_use]
pub fn bundle(document: &Document) -> Bundle {
    bundle_for(document, Direction::Response)
}

/// Bundles the schemas of a document: each component by its own key, and each body that is described in place by one such as
/// `listCalls.200` or `createCall.request`.
#[must_use]
pub fn bundle_for(document: &Document, direction: Direction) -> Bundle {
    let mut bundler = Bundler::new(document, direction);
    let (mut responses, mut requests) = (Vec::new(), Vec::new());
    match direction {
        Direction::Response => responses = bundler.responses(),
        Direction::Request => requests = bundler.requests(),
    }
    let tree = &document.tree;
    let schemas = bundler.finish();
    let definitions: Map<String, Value> = schemas
        .definitions
        .iter()
        .map(|definition| (definition.key.clone(), definition.schema.value(tree)))
        .collect();
    let origins = schemas.definitions.into_iter();
    let origins = origins
        .map(|definition| (definition.key, tree.pointer(definition.at)))
        .collect();
    let mut root = Map::new();
    root.insert("$schema".to_owned(), META_SCHEMA.into());
    root.insert("$id".to_owned(), schemas.id.into());
    root.insert("$defs".to_owned(), definitions.into());
    Bundle {
        schema: root.into(),
        responses,
        requests,
        origins,
    }
}

/// What [`bundle`] has as its `schema`, for writing: nothing of the document is copied.
#[must_use]
pub fn written(document: &Document) -> impl Serialize {
    let mut bundler = Bundler::new(document, Direction::Response);
    bundler.responses();
    bundler.finish()
}

/// The schemas of a bundle in their order.
struct Schemas<'d> {
    tree: &'d Tree,
    id: String,
    definitions: Vec<Definition<'d>>,
}

/// One of the definitions of a bundle.
struct Definition<'d> {
    key: String,
    /// Where its schema stands in the document.
    at: At,
    schema: Node<'d>,
}

impl Serialize for Schemas<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut root = serializer.serialize_map(Some(3))?;
        root.serialize_entry("$schema", META_SCHEMA)?;
        root.serialize_entry("$id", &self.id)?;
        root.serialize_entry("$defs", &Definitions(self))?;
        root.end()
    }
}

struct Definitions<'a>(&'a Schemas<'a>);

impl Serialize for Definitions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(schemas) = self;
        let definitions = schemas.definitions.iter();
        serializer.collect_map(
            definitions
                .map(|definition| (&definition.key, Written(schemas.tree, &definition.schema))),
        )
    }
}

struct Bundler<'d> {
    document: &'d Document,
    tree: &'d Tree,
    dialect: Dialect,
    id: String,
    direction: Direction,
    /// Whether schemas keep `$id` and their anchors: where a `$dynamicRef` may ask for them.
    keeps_names: bool,
    /// Key and schema, in the order of the bundle.
    definitions: Vec<(String, At)>,
    by_node: HashMap<At, String>,
    keys: HashSet<String>,
}

impl<'d> Bundler<'d> {
    /// With a key for each component.
    fn new(document: &'d Document, direction: Direction) -> Self {
        let tree = &document.tree;
        let mut bundler = Self {
            document,
            tree,
            dialect: Dialect::of_document(tree),
            id: format!("urn:callspec:{}", stem(tree.source_name())),
            direction,
            keeps_names: tree.text().contains("$dynamicRef"),
            definitions: Vec::new(),
            by_node: HashMap::new(),
            keys: HashSet::new(),
        };
        for (key, schema) in &document.components.schemas {
            bundler.define(&key.value, schema.at);
        }
        bundler
    }

    /// Everything that has a key.
    fn finish(mut self) -> Schemas<'d> {
        let mut definitions = Vec::new();
        // Copying a schema may find references to places that have no definition yet.
        while let Some((key, at)) = self.definitions.get(definitions.len()).cloned() {
            let schema = self.definition(at);
            definitions.push(Definition { key, at, schema });
        }
        Schemas {
            tree: self.tree,
            id: self.id,
            definitions,
        }
    }

    /// The key of a schema, which is made where there is none yet.
    fn define(&mut self, wanted: &str, at: At) -> String {
        if let Some(key) = self.by_node.get(&at) {
            return key.clone();
        }
        let mut key = wanted.to_owned();
        while !self.keys.insert(key.clone()) {
            key.push_str(".body");
        }
        self.definitions.push((key.clone(), at));
        self.by_node.insert(at, key.clone());
        key
    }

    /// The schema that a reference leads to: by name, which reading has resolved, or by a pointer from the document's root.
    fn target(&self, text: At, reference: &str) -> Option<At> {
        self.document
            .links
            .get(&text)
            .copied()
            .or_else(|| self.tree.find(&fragment(reference)?))
    }

    /// A reference, re-rooted. It leads to a definition or to something inside of one; what lies in none becomes one.
    fn re_rooted(&mut self, target: At) -> String {
        let mut path = String::new();
        let mut at = target;
        loop {
            if let Some(key) = self.by_node.get(&at) {
                return format!("#/$defs/{}{}", encode(&escape(key)), encode(&path));
            }
            let pointer = self.tree.pointer(at);
            let token = pointer
                .rfind('/')
                .and_then(|slash| pointer.get(slash..))
                .unwrap_or_default();
            path = format!("{token}{path}");
            let Some(parent) = self.tree.parent(at) else {
                break;
            };
            at = parent;
        }
        let pointer = self.tree.pointer(target);
        let key = self.define(
            pointer
                .trim_start_matches('/')
                .replace("~1", ".")
                .replace('/', ".")
                .as_str(),
            target,
        );
        format!("#/$defs/{}", encode(&escape(&key)))
    }
}

/// `bird` of `specs/bird.yaml`.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// The first token of a pointer without its slash, and the rest with one.
fn split_token(pointer: &str) -> (&str, &str) {
    pointer
        .find('/')
        .map_or((pointer, ""), |slash| pointer.split_at(slash))
}

fn escape(token: &str) -> Cow<'_, str> {
    if token.contains(['~', '/']) {
        Cow::Owned(token.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(token)
    }
}

/// Percent-encodes what a URI fragment cannot hold (RFC 3986, section 3.5).
fn encode(pointer: &str) -> Cow<'_, str> {
    let is_allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte);
    if pointer.bytes().all(is_allowed) {
        return Cow::Borrowed(pointer);
    }
    let mut encoded = String::with_capacity(pointer.len());
    for byte in pointer.bytes() {
        if is_allowed(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    Cow::Owned(encoded)
}
