//! Responses, their headers and bodies.

use super::{Reader, ReferenceKind};
use crate::diagnostics::Code;
use crate::spec::keywords::{self, Keywords};
use crate::spec::tree::At;
use crate::spec::{Header, Located, MediaType, Response, Schema, SchemaKind};

impl Reader<'_> {
    pub(super) fn responses(&mut self, at: At) -> Vec<Response> {
        let entries = self.patterned(
            at,
            &Keywords {
                object: "`responses`",
                ..keywords::REFERENCE
            },
        );
        let mut responses = Vec::new();
        for (status, value) in entries {
            self.check_status(&status);
            responses.push(self.response(status, value));
        }
        responses
    }

    fn check_status(&mut self, status: &Located<String>) {
        let text = status.value.as_str();
        let mut characters = text.chars();
        let class = characters
            .next()
            .is_some_and(|class| ('1'..='5').contains(&class));
        let rest = characters.as_str();
        let exact = rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit());
        if text == "default" || (class && (exact || rest == "XX")) {
            return;
        }
        let help = if class && rest.eq_ignore_ascii_case("xx") {
            format!(
                "a range is written in capitals: `{}`",
                text.to_ascii_uppercase()
            )
        } else {
            "allowed are `100` to `599`, `1XX` to `5XX`, and `default`".to_owned()
        };
        self.report_with(
            Code::StatusKey,
            status.at,
            format!("`{text}` is not a status"),
            help,
        );
    }

    pub(super) fn response(&mut self, status: Located<String>, at: At) -> Response {
        let mut response = Response {
            at,
            reference: None,
            status,
            description: None,
            headers: Vec::new(),
            content: Vec::new(),
        };
        if self.tree.get(at, "$ref").is_some() {
            response.reference = self.reference(at, ReferenceKind::Response);
            return response;
        }
        let keywords = &keywords::RESPONSE;
        for entry in self.map(at) {
            match entry.name {
                "description" => response.description = self.text(entry.value),
                "headers" => {
                    for (name, value) in self.named(entry.value) {
                        response
                            .headers
                            .extend(self.header(value).map(|header| (name, header)));
                    }
                }
                "content" => {
                    for (name, value) in self.named(entry.value) {
                        self.check_media_type(&name);
                        let media_type = self.media_type(value);
                        response.content.push((name, media_type));
                    }
                }
                _ => self.other(entry, keywords),
            }
        }
        self.require(at, keywords, "description", response.description.is_some());
        response
    }

    fn check_media_type(&mut self, name: &Located<String>) {
        let essence = name.value.split(';').next().unwrap_or_default().trim();
        let token = |text: &str| {
            !text.is_empty()
                && !text.contains(|character: char| {
                    character.is_whitespace() || "/<>()[]@,:\\\"?=".contains(character)
                })
        };
        if !essence
            .split_once('/')
            .is_some_and(|(kind, subtype)| token(kind) && token(subtype))
        {
            let message = format!("`{}` is not a media type", name.value);
            self.report_with(
                Code::InvalidValue,
                name.at,
                message,
                "write `application/json` or the like",
            );
        }
    }

    fn media_type(&mut self, at: At) -> MediaType {
        let mut schema = None;
        for entry in self.map(at) {
            match entry.name {
                "schema" => schema = Some(self.schema(entry.value)),
                "example" => {}
                "examples" => drop(self.map(entry.value)),
                _ => self.other(entry, &keywords::MEDIA_TYPE),
            }
        }
        MediaType {
            at,
            schema,
            encoding: Vec::new(),
        }
    }

    /// A header, or the one that a reference leads to.
    pub(super) fn header(&mut self, at: At) -> Option<Header> {
        if self.tree.get(at, "$ref").is_some() {
            let reference = self.reference(at, ReferenceKind::Header)?;
            let schema = Schema {
                at: reference.at,
                kind: SchemaKind::Boolean(true),
            };
            return Some(Header {
                at,
                reference: Some(reference),
                description: None,
                required: false,
                deprecated: false,
                explode: false,
                content: None,
                schema,
            });
        }
        let keywords = &keywords::HEADER;
        let (mut description, mut required, mut schema) = (None, false, None);
        for entry in self.map(at) {
            let value = entry.value;
            match entry.name {
                "description" => description = self.text(value),
                "required" => required = self.boolean(value).unwrap_or_default(),
                "deprecated" | "explode" => drop(self.boolean(value)),
                "style" => drop(self.choice(value, &[("simple", ())])),
                "schema" => schema = Some(self.schema(value)),
                "example" => {}
                "examples" => drop(self.map(value)),
                _ => self.other(entry, keywords),
            }
        }
        self.require(
            at,
            keywords,
            "schema",
            schema.is_some() || self.tree.get(at, "content").is_some(),
        );
        Some(Header {
            at,
            reference: None,
            description,
            required,
            deprecated: false,
            explode: false,
            content: None,
            schema: schema?,
        })
    }
}
