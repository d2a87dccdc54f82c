//! Bodies: what their media types are, and how each is described.

use super::parameter::STYLES;
use super::{Reader, ReferenceKind};
use crate::diagnostics::Code;
use crate::spec::keywords::{self, Keywords};
use crate::spec::tree::At;
use crate::spec::{Encoding, Located, MediaType, RequestBody, Schema, SchemaKind};

impl Reader<'_> {
    /// A request body, or a reference to one.
    pub(super) fn request_body(&mut self, at: At) -> RequestBody {
        let mut body = RequestBody {
            at,
            reference: None,
            description: None,
            required: false,
            content: Vec::new(),
        };
        if self.refers(at) {
            body.reference = self.reference(at, ReferenceKind::RequestBody);
            return body;
        }
        self.mark(at, ReferenceKind::RequestBody);
        let keywords = &keywords::REQUEST_BODY;
        for entry in self.map(at) {
            match entry.name {
                "description" => body.description = self.text(entry.value),
                "required" => body.required = self.boolean(entry.value).unwrap_or_default(),
                "content" => body.content = self.content(entry.value),
                _ => self.other(entry, keywords),
            }
        }
        self.require(at, keywords, "content", false);
        body
    }

    /// `content`: media types by name.
    pub(super) fn content(&mut self, at: At) -> Vec<(Located<String>, MediaType)> {
        let mut content = Vec::new();
        for (name, value) in self.named(at) {
            self.check_media_type(&name);
            let media_type = self.media_type(value);
            content.push((name, media_type));
        }
        content
    }

    /// `content` of a parameter or a header, which has exactly one media type.
    pub(super) fn single_content(&mut self, at: At) -> Option<(Located<String>, MediaType)> {
        let content = self.content(at);
        let count = content.len();
        let first = content.into_iter().next();
        if count != 1 && matches!(self.tree.content(at), crate::spec::Content::Map(_)) {
            let message = format!("`content` must have one media type here, not {count}");
            self.report(Code::InvalidValue, self.tree.key(at).unwrap_or(at), message);
        }
        first
    }

    /// What describes the value of a parameter or a header: its schema, and the media type where that is `content`. Reports what is
    /// described twice or not at all.
    pub(super) fn described(
        &mut self,
        at: At,
        keywords: &Keywords,
        schema: Option<Schema>,
        content: Option<(Located<String>, MediaType)>,
    ) -> (Option<Schema>, Option<Located<String>>) {
        let described_by = self.tree.get(at, "content");
        self.require(
            at,
            keywords,
            "schema",
            schema.is_some() || described_by.is_some(),
        );
        if let (Some(schema), Some(content)) = (self.tree.get(at, "schema"), described_by) {
            let key = |value| self.tree.key(value).unwrap_or(value);
            let message = format!("{} has `schema` or `content`, not both", keywords.object);
            let problem = self
                .tree
                .diagnostic(Code::ConflictingKeywords, key(content), message)
                .with_related(self.tree.span(key(schema)), "the other one")
                .with_help("keep `schema` for a plain value, `content` for one of a media type");
            self.diagnostics.push(problem);
        }
        let Some((name, media_type)) = content else {
            return (schema, None);
        };
        let anything = Schema {
            at: media_type.at,
            kind: SchemaKind::Boolean(true),
        };
        (
            Some(schema.or(media_type.schema).unwrap_or(anything)),
            Some(name),
        )
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
                Code::MediaTypeName,
                name.at,
                message,
                "write `application/json` or the like",
            );
        }
    }

    fn media_type(&mut self, at: At) -> MediaType {
        let (mut schema, mut encoding) = (None, Vec::new());
        for entry in self.map(at) {
            match entry.name {
                "schema" => schema = Some(self.schema(entry.value)),
                "encoding" => {
                    for (name, value) in self.named(entry.value) {
                        let property = self.encoding(value);
                        encoding.push((name, property));
                    }
                }
                "example" => {}
                "examples" => self.examples(entry.value),
                _ => self.other(entry, &keywords::MEDIA_TYPE),
            }
        }
        MediaType {
            at,
            schema,
            encoding,
        }
    }

    fn encoding(&mut self, at: At) -> Encoding {
        let mut encoding = Encoding {
            at,
            content_type: None,
            headers: Vec::new(),
            style: None,
            explode: None,
            allow_reserved: false,
        };
        for entry in self.map(at) {
            let value = entry.value;
            match entry.name {
                "contentType" => encoding.content_type = self.text(value),
                "headers" => encoding.headers = self.headers(value),
                "style" => encoding.style = self.choice(value, STYLES),
                "explode" => encoding.explode = self.boolean(value),
                "allowReserved" => {
                    encoding.allow_reserved = self.boolean(value).unwrap_or_default()
                }
                _ => self.other(entry, &keywords::ENCODING),
            }
        }
        encoding
    }
}
