//! Responses and their headers.

use super::{Reader, ReferenceKind};
use crate::diagnostics::Code;
use crate::spec::keywords::{self, Keywords};
use crate::spec::tree::At;
use crate::spec::{Header, Located, Response, Schema, SchemaKind};

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
            links: Vec::new(),
        };
        if self.refers(at) {
            response.reference = self.reference(at, ReferenceKind::Response);
            return response;
        }
        self.mark(at, ReferenceKind::Response);
        let keywords = &keywords::RESPONSE;
        for entry in self.map(at) {
            match entry.name {
                "description" => response.description = self.text(entry.value),
                "headers" => response.headers = self.headers(entry.value),
                "content" => response.content = self.content(entry.value),
                "links" => response.links = self.links(entry.value),
                _ => self.other(entry, keywords),
            }
        }
        // OpenAPI 3.2 does without.
        if !self.is_newer {
            self.require(at, keywords, "description", response.description.is_some());
        }
        response
    }

    /// Headers by name.
    pub(super) fn headers(&mut self, at: At) -> Vec<(Located<String>, Header)> {
        let mut headers = Vec::new();
        for (name, value) in self.named(at) {
            headers.extend(self.header(value).map(|header| (name, header)));
        }
        headers
    }

    /// A header, or the one that a reference leads to.
    pub(super) fn header(&mut self, at: At) -> Option<Header> {
        if self.refers(at) {
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
        self.mark(at, ReferenceKind::Header);
        let keywords = &keywords::HEADER;
        let (mut description, mut schema, mut content) = (None, None, None);
        let (mut required, mut deprecated, mut explode) = (false, false, false);
        for entry in self.map(at) {
            let value = entry.value;
            match entry.name {
                "description" => description = self.text(value),
                "required" => required = self.boolean(value).unwrap_or_default(),
                "deprecated" => deprecated = self.boolean(value).unwrap_or_default(),
                "explode" => explode = self.boolean(value).unwrap_or_default(),
                "style" => drop(self.choice(value, &[("simple", ())])),
                "schema" => schema = Some(self.schema(value)),
                "content" => content = self.single_content(value),
                "example" => {}
                "examples" => self.examples(value),
                _ => self.other(entry, keywords),
            }
        }
        let (schema, content) = self.described(at, keywords, schema, content);
        Some(Header {
            at,
            reference: None,
            description,
            required,
            deprecated,
            explode,
            content,
            schema: schema?,
        })
    }
}
