//! The schema road: the document's own schemas as one JSON Schema 2020-12 bundle.
//!
//! It leaves before the IR and shares no code with the type road, so that a mistake made there shows as a disagreement between the two.
//! Nothing is decided here: a schema is copied keyword by keyword, annotations and extensions included, and only its references change.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use crate::spec::{At, Content, Document, MediaType, Operation, Response, Tree, fragment};

/// The schemas of one document, self-contained: `{"$schema": …, "$id": …, "$defs": {…}}`, every `$ref` pointing into `$defs`.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The JSON Schema document.
    pub schema: Value,
    /// One entry for each response body, and for each response without one, in document order.
    pub responses: Vec<ResponseSchema>,
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

impl Bundle {
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

/// Bundles the schemas of a document: each component by its own key, and each response body that is described in place by one such as
/// `listCalls.200`.
#[must_use]
pub fn bundle(document: &Document) -> Bundle {
    let mut bundler = Bundler {
        tree: &document.tree,
        definitions: Vec::new(),
        by_node: HashMap::new(),
        keys: HashSet::new(),
    };
    for (key, schema) in &document.components.schemas {
        bundler.define(&key.value, schema.at);
    }
    let responses = bundler.responses(document);

    let mut schemas = Map::new();
    let mut done = 0;
    // Copying a schema may find references to places that have no definition yet.
    while let Some((key, at)) = bundler.definitions.get(done).cloned() {
        schemas.insert(key, bundler.schema(at));
        done += 1;
    }
    let mut root = Map::new();
    root.insert(
        "$schema".to_owned(),
        "https://json-schema.org/draft/2020-12/schema".into(),
    );
    root.insert(
        "$id".to_owned(),
        format!("urn:callspec:{}", stem(document.tree.source_name())).into(),
    );
    root.insert("$defs".to_owned(), schemas.into());
    let origins = bundler
        .definitions
        .iter()
        .map(|(key, at)| (key.clone(), document.tree.pointer(*at)))
        .collect();
    Bundle {
        schema: root.into(),
        responses,
        origins,
    }
}

struct Bundler<'d> {
    tree: &'d Tree,
    /// Key and schema, in the order of the bundle.
    definitions: Vec<(String, At)>,
    by_node: HashMap<At, String>,
    keys: HashSet<String>,
}

impl Bundler<'_> {
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

    fn responses(&mut self, document: &Document) -> Vec<ResponseSchema> {
        let mut schemas = Vec::new();
        for path in &document.paths {
            for operation in &path.operations {
                for response in &operation.responses {
                    let name = operation_name(operation, &path.path.value);
                    let entry = |media_type, definition| ResponseSchema {
                        operation: name.clone(),
                        method: operation.method.to_owned(),
                        path: path.path.value.clone(),
                        status: response.status.value.clone(),
                        media_type,
                        definition,
                        pointer: document.tree.pointer(response.at),
                    };
                    let Some(target) = document.response(response) else {
                        continue;
                    };
                    let base = base_key(&name, response);
                    if target.content.is_empty() {
                        schemas.push(entry(None, None));
                    }
                    for (media_type, content) in &target.content {
                        let key = if target.content.len() == 1 {
                            base.clone()
                        } else {
                            format!("{base}.{}", media_type.value)
                        };
                        schemas.push(entry(
                            Some(media_type.value.clone()),
                            self.body(&key, content),
                        ));
                    }
                }
            }
        }
        schemas
    }

    /// The key of a body's schema: that of the component, where the schema is nothing but a reference to one.
    fn body(&mut self, key: &str, content: &MediaType) -> Option<String> {
        let at = content.schema.as_ref()?.at;
        let mut entries = self.tree.entries(at);
        if let (Some(only), None) = (entries.next(), entries.next())
            && let ("$ref", Content::Text(reference)) = (only.name, self.tree.content(only.value))
            && let Some(target) = self.target(reference)
            && let Some(known) = self.by_node.get(&target)
        {
            return Some(known.clone());
        }
        Some(self.define(key, at))
    }

    fn target(&self, reference: &str) -> Option<At> {
        self.tree.find(&fragment(reference)?)
    }

    /// A copy of a schema. The keywords that hold schemas are followed; everything else, a property called `$ref` in an example
    /// included, is data.
    fn schema(&mut self, at: At) -> Value {
        let Content::Map(entries) = self.tree.content(at) else {
            return self.tree.json(at);
        };
        let mut copy = Map::new();
        for entry in entries {
            let value = match (entry.name, self.tree.content(entry.value)) {
                ("$ref", Content::Text(reference)) => self.reference(reference).into(),
                ("discriminator", Content::Map(_)) => self.discriminator(entry.value),
                (
                    "items"
                    | "additionalProperties"
                    | "unevaluatedProperties"
                    | "unevaluatedItems"
                    | "not"
                    | "if"
                    | "then"
                    | "else"
                    | "contains"
                    | "propertyNames"
                    | "contentSchema",
                    _,
                ) => self.schema(entry.value),
                ("allOf" | "anyOf" | "oneOf" | "prefixItems", Content::List(items)) => {
                    items.map(|item| self.schema(item)).collect()
                }
                (
                    "properties" | "patternProperties" | "dependentSchemas" | "$defs",
                    Content::Map(schemas),
                ) => {
                    let schemas: Map<String, Value> = schemas
                        .map(|entry| (entry.name.to_owned(), self.schema(entry.value)))
                        .collect();
                    schemas.into()
                }
                _ => self.tree.json(entry.value),
            };
            copy.insert(entry.name.to_owned(), value);
        }
        copy.into()
    }

    /// `mapping` of a discriminator may hold references; validators do not look at it, people do.
    fn discriminator(&mut self, at: At) -> Value {
        let mut copy = self.tree.json(at);
        if let Some(mapping) = copy.get_mut("mapping").and_then(Value::as_object_mut) {
            for (_, target) in mapping.iter_mut() {
                if let Some(reference) = target
                    .as_str()
                    .filter(|reference| reference.starts_with('#'))
                {
                    *target = self.reference(reference).into();
                }
            }
        }
        copy
    }

    /// A reference, re-rooted. It leads to a definition or to something inside of one; what lies in none becomes one.
    fn reference(&mut self, reference: &str) -> String {
        let Some(target) = self.target(reference) else {
            return reference.to_owned();
        };
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

fn operation_name(operation: &Operation, path: &str) -> String {
    operation.operation_id.as_ref().map_or_else(
        || format!("{} {path}", operation.method),
        |id| id.value.clone(),
    )
}

/// The key of a body that is described in place: by the operation, or by the component where operations share it.
fn base_key(operation: &str, response: &Response) -> String {
    let component = response
        .reference
        .as_ref()
        .and_then(|reference| reference.value.rsplit('/').next());
    component.map_or_else(
        || format!("{operation}.{}", response.status.value),
        |name| format!("responses.{name}"),
    )
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

fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// Percent-encodes what a URI fragment cannot hold (RFC 3986, section 3.5).
fn encode(pointer: &str) -> String {
    let mut encoded = String::with_capacity(pointer.len());
    for byte in pointer.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
