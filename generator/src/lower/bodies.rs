//! Bodies: what is made of each media type of a request or response, and of several at once.

use serde_json::Value;

use super::docs;
use super::media::{Essence, Nature};
use super::merge;
use super::names::{Case, Scope, Wish, identifier};
use super::null;
use super::parameters;
use super::problems::Owner;
use super::types::{Site, Types, nullable};
use crate::diagnostics::Code;
use crate::fidelity::Kind;
use crate::ir::{self, Body, Content, Name, Payload, PropertyEncoding, TypeRef};
use crate::spec::{
    At, Document, Encoding, Located, MediaType, Operation, RequestBody, Style, Type,
};

/// Which way a body goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// With a request.
    Out,
    /// With an answer.
    In,
}

/// Where a body stands, for its names and docs.
pub(super) struct Place {
    pub(super) way: Way,
    /// The Rust name that an inline type gets here, if it is free.
    pub(super) name: String,
    /// The Rust name that the enum of several contents gets here, if it is free.
    pub(super) choice: String,
    /// What it is: "The body of `200` in answer to `ListCalls`."
    pub(super) about: String,
}

/// One key of `content`, before it is lowered.
struct Entry<'c> {
    media_type: &'c Located<String>,
    media: &'c MediaType,
    essence: Essence,
    nature: Nature,
}

/// The body of an operation's request. `taken` are the names of its parameters.
pub(super) fn request<'d>(
    document: &'d Document,
    operation: &'d Operation,
    name: &Name,
    taken: &[ir::Parameter],
    types: &mut Types<'d>,
) -> Option<ir::RequestBody> {
    let described = operation.request_body.as_ref()?;
    let found: &RequestBody = document.request_body(described).unwrap_or(described);
    let place = Place {
        way: Way::Out,
        name: format!("{}Body", name.rust),
        choice: format!("{}Body", name.rust),
        about: format!("The body of `{}`.", name.rust),
    };
    let body = body(&found.content, &place, types)?;
    let fields = ["body", "request_body", "payload", "request_payload"];
    let is_free = |field: &&str| taken.iter().all(|parameter| parameter.name.rust != *field);
    let description = found
        .description
        .as_ref()
        .or(described.description.as_ref());
    Some(ir::RequestBody {
        field: fields
            .into_iter()
            .find(is_free)
            .map_or_else(|| "body_".to_owned(), str::to_owned),
        docs: docs::docs(
            description.map(|text| text.value.as_str()),
            || format!("The body: {}.", listed(&body)),
            None,
        ),
        required: found.required,
        body,
    })
}

/// The media types of a body, for its docs.
fn listed(body: &Body) -> String {
    let names: Vec<String> = body
        .contents
        .iter()
        .map(|content| format!("`{}`", docs::code(&content.name.wire)))
        .collect();
    names.join(", ")
}

/// What is made of `content`; `None` where it is empty.
pub(super) fn body(
    content: &[(Located<String>, MediaType)],
    place: &Place,
    types: &mut Types<'_>,
) -> Option<Body> {
    let mut entries: Vec<Entry<'_>> = content
        .iter()
        .map(|(media_type, media)| Entry::new(media_type, media, types))
        .collect();
    // JSON is what a client reads best, and what an answer is asked for first.
    entries.sort_by_key(|entry| entry.nature != Nature::Json);
    let entries = distinct(entries, place.way, types);
    let names = variants(&entries, types);
    let contents: Vec<Content> = entries
        .iter()
        .zip(names)
        .map(|(entry, name)| entry.lower(name, entries.len() > 1, place, types))
        .collect();
    let at = entries.first()?.media.at;
    let choice = (contents.len() > 1).then(|| choice(place, at, types));
    Some(Body { choice, contents })
}

/// The name of an enum of several contents.
pub(super) fn choice(place: &Place, at: At, types: &mut Types<'_>) -> Name {
    let wish = Wish {
        wire: &types.problems.pointer(at),
        stem: Some(&place.choice),
        chosen: None,
        at,
    };
    Name {
        wire: String::new(),
        ..types.scope.name(&wish, &mut types.problems)
    }
}

/// Leaves out what says the same as another entry: a second JSON of the same schema, and, of an answer, every other form of what JSON says,
/// since it is the client that chooses.
fn distinct<'c>(entries: Vec<Entry<'c>>, way: Way, types: &mut Types<'_>) -> Vec<Entry<'c>> {
    let mut kept: Vec<Entry<'c>> = Vec::new();
    let mut seen: Vec<Value> = Vec::new();
    let is_single = entries.len() == 1;
    for entry in entries {
        let schema = match &entry.media.schema {
            Some(schema) if !is_single => types.problems.json(schema.at),
            _ => Value::Bool(true),
        };
        let json = kept
            .iter()
            .zip(&seen)
            .find(|(other, _)| other.nature == Nature::Json);
        let is_same = json.is_some_and(|(_, other)| *other == schema);
        let is_another_form = way == Way::In && json.is_some() && entry.nature == Nature::Xml;
        let is_left_out = match entry.nature {
            Nature::Json => kept
                .iter()
                .zip(&seen)
                .any(|(other, known)| other.nature == Nature::Json && *known == schema),
            _ => way == Way::In && is_same || is_another_form,
        };
        if is_left_out {
            let preferred = json.map_or("", |(other, _)| other.media_type.value.as_str());
            let message = format!(
                "`{}` is left out in favour of `{preferred}`",
                entry.media_type.value
            );
            types.problems.note(
                Kind::DocumentedOnly,
                Owner::Body,
                entry.media_type.at,
                message,
            );
        } else {
            kept.push(entry);
            seen.push(schema);
        }
    }
    kept
}

/// The names of the variants.
fn variants(entries: &[Entry<'_>], types: &mut Types<'_>) -> Vec<Name> {
    let stems: Vec<String> = entries
        .iter()
        .map(|entry| {
            let stem = entry.essence.stem();
            let is_shared = entries
                .iter()
                .filter(|other| other.essence.stem() == stem)
                .count()
                > 1;
            let text = if is_shared {
                entry.essence.as_str()
            } else {
                stem
            };
            identifier(&text.replace('+', " "), Case::Camel)
        })
        .collect();
    let wishes: Vec<Wish<'_>> = entries
        .iter()
        .zip(&stems)
        .map(|(entry, stem)| Wish {
            wire: &entry.media_type.value,
            stem: Some(stem),
            chosen: None,
            at: entry.media_type.at,
        })
        .collect();
    Scope::new(Case::Camel, &[], &[]).names(&wishes, &mut types.problems)
}

impl<'c> Entry<'c> {
    fn new(media_type: &'c Located<String>, media: &'c MediaType, types: &mut Types<'_>) -> Self {
        let essence = Essence::of(&media_type.value);
        let nature = match (essence.nature(), &media.schema) {
            (Nature::Anything, None) => Nature::Bytes,
            (Nature::Anything, Some(schema)) => {
                let object = merge::flatten(&types.index, schema, &mut types.problems);
                let binary = object
                    .format
                    .as_ref()
                    .is_some_and(|format| format.value == "binary");
                match null::types(&object).as_slice() {
                    [Type::String] if binary => Nature::Bytes,
                    [Type::String] => Nature::Text,
                    _ => Nature::Json,
                }
            }
            (nature, _) => nature,
        };
        Self {
            media_type,
            media,
            essence,
            nature,
        }
    }

    /// Lowers it. `is_one_of` several, an inline type is called after the variant too.
    fn lower(&self, name: Name, is_one_of: bool, place: &Place, types: &mut Types<'_>) -> Content {
        let site = Site {
            name: if is_one_of && self.nature != Nature::Json {
                format!("{}{}", place.name, name.rust)
            } else {
                place.name.clone()
            },
            about: place.about.clone(),
            owner: Owner::Body,
            slot: None,
            is_property: false,
        };
        let payload = match (self.nature, place.way) {
            (Nature::Json | Nature::Anything, _) => Payload::Json(self.ty(&site, types)),
            (Nature::Form, Way::Out) => Payload::Form(self.ty(&site, types), self.encodings(types)),
            (Nature::Multipart, Way::Out) => {
                Payload::Multipart(self.ty(&site, types), self.encodings(types))
            }
            (Nature::Text | Nature::Xml, _) | (Nature::Form, Way::In) => {
                self.only_documented(types);
                Payload::Text
            }
            (Nature::Bytes, Way::Out) if self.essence.is_range() => Payload::File,
            (Nature::Bytes, _) | (Nature::Multipart, Way::In) => {
                self.only_documented(types);
                Payload::Bytes
            }
        };
        let at = self
            .media
            .schema
            .as_ref()
            .map_or(self.media.at, |schema| schema.at);
        Content {
            name: Name {
                wire: match place.way {
                    Way::Out => self.sent(),
                    Way::In => self.media_type.value.clone(),
                },
                rust: name.rust,
            },
            payload,
            origin: format!("#{}", types.problems.pointer(at)),
        }
    }

    /// The media type that a request is sent with: a range is no media type.
    fn sent(&self) -> String {
        if !self.essence.is_range() && !self.essence.as_str().is_empty() {
            return match self.media_type.value.split_once(',') {
                Some((first, _)) => first.trim().to_owned(),
                None => self.media_type.value.trim().to_owned(),
            };
        }
        let text = match self.nature {
            Nature::Json | Nature::Anything => "application/json",
            Nature::Form => "application/x-www-form-urlencoded",
            Nature::Multipart => "multipart/form-data",
            Nature::Text => "text/plain",
            Nature::Xml => "application/xml",
            Nature::Bytes => "application/octet-stream",
        };
        text.to_owned()
    }

    /// The type that its schema says.
    fn ty(&self, site: &Site, types: &mut Types<'_>) -> TypeRef {
        let Some(schema) = &self.media.schema else {
            types.problems.note(
                Kind::RawJson,
                Owner::Body,
                self.media.at,
                "any JSON value: the media type has no schema",
            );
            return TypeRef::Any;
        };
        let made = types.lower_use(schema, site);
        if made.sensitive.is_some() {
            types
                .problems
                .report(
                    Code::UnsupportedValue,
                    schema.at,
                    "`x-sensitive` cannot hide a whole body",
                )
                .help("put it on the properties");
        }
        nullable(made.ty, made.nullable)
    }

    /// Notes a schema that says more than that a body is text or bytes.
    fn only_documented(&self, types: &mut Types<'_>) {
        let Some(schema) = &self.media.schema else {
            return;
        };
        let object = merge::flatten(&types.index, schema, &mut types.problems);
        if !matches!(null::types(&object).as_slice(), [] | [Type::String]) {
            let message = format!(
                "the schema of `{}` is only documented: the body is kept as it is",
                self.media_type.value
            );
            types
                .problems
                .note(Kind::DocumentedOnly, Owner::Body, schema.at, message);
        }
    }

    fn encodings(&self, types: &mut Types<'_>) -> Vec<PropertyEncoding> {
        let encodings = self.media.encoding.iter();
        encodings
            .map(|(name, encoding)| property_encoding(name, encoding, self.nature, types))
            .collect()
    }
}

fn property_encoding(
    name: &Located<String>,
    encoding: &Encoding,
    nature: Nature,
    types: &mut Types<'_>,
) -> PropertyEncoding {
    for (header, _) in &encoding.headers {
        types.problems.note(
            Kind::DocumentedOnly,
            Owner::Body,
            header.at,
            format!("the header `{}` of a part is only documented", header.value),
        );
    }
    // OpenAPI 3.1, section 4.8.15.1.1: any of the three has the property written as a parameter of the query would be.
    let is_styled =
        encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
    let style = match encoding.style {
        Some(style @ (Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject)) => style,
        // The others are styles of a path or header field, which say nothing here.
        _ => Style::Form,
    };
    let explode = encoding.explode.unwrap_or(style == Style::Form);
    PropertyEncoding {
        name: name.value.clone(),
        content_type: encoding
            .content_type
            .as_ref()
            .and_then(|text| first_concrete(&text.value)),
        style: is_styled.then(|| (parameters::style(style), explode)),
        allow_reserved: encoding.allow_reserved && nature == Nature::Form,
    }
}

/// The first of a list of media types that is no range. Ranges leave it to the part.
fn first_concrete(list: &str) -> Option<String> {
    list.split(',')
        .map(str::trim)
        .find(|media_type| !media_type.is_empty() && !media_type.contains('*'))
        .map(str::to_owned)
}
