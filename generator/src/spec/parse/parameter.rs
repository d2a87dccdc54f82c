//! Parameters.

use super::frame::empty;
use super::{Reader, ReferenceKind};
use crate::diagnostics::Code;
use crate::spec::keywords;
use crate::spec::tree::At;
use crate::spec::{Located, Parameter, ParameterLocation, Schema, SchemaKind, Style};

const LOCATIONS: &[(&str, ParameterLocation)] = &[
    ("query", ParameterLocation::Query),
    ("path", ParameterLocation::Path),
    ("header", ParameterLocation::Header),
    ("cookie", ParameterLocation::Cookie),
];

pub(super) const STYLES: &[(&str, Style)] = &[
    ("matrix", Style::Matrix),
    ("label", Style::Label),
    ("simple", Style::Simple),
    ("form", Style::Form),
    ("spaceDelimited", Style::SpaceDelimited),
    ("pipeDelimited", Style::PipeDelimited),
    ("deepObject", Style::DeepObject),
];

impl Reader<'_> {
    pub(super) fn parameters(&mut self, at: At) -> Vec<Parameter> {
        self.list(at)
            .into_iter()
            .flatten()
            .filter_map(|item| self.parameter(item))
            .collect()
    }

    /// `None` where it lacks what makes it a parameter; that has been reported.
    pub(super) fn parameter(&mut self, at: At) -> Option<Parameter> {
        if self.refers(at) {
            return self
                .reference(at, ReferenceKind::Parameter)
                .map(|reference| referring(at, reference));
        }
        self.mark(at, ReferenceKind::Parameter);
        let keywords = &keywords::PARAMETER;
        let (mut name, mut location, mut style, mut explode) = (None, None, None, None);
        let (mut schema, mut content) = (None, None);
        let (mut description, mut rust_name, mut sensitive) = (None, None, None);
        let (mut required, mut deprecated) = (false, false);
        let (mut allow_reserved, mut allow_empty_value) = (false, false);
        for entry in self.map(at) {
            let value = entry.value;
            match entry.name {
                "name" => name = self.text(value),
                "in" => {
                    location = self.choice(value, LOCATIONS).map(|location| Located {
                        value: location,
                        at: value,
                    })
                }
                "description" => description = self.text(value),
                "required" => required = self.boolean(value).unwrap_or_default(),
                "deprecated" => deprecated = self.boolean(value).unwrap_or_default(),
                "style" => {
                    style = self.choice(value, STYLES).map(|style| Located {
                        value: style,
                        at: value,
                    })
                }
                "explode" => explode = self.boolean(value),
                "allowReserved" => allow_reserved = self.boolean(value).unwrap_or_default(),
                "allowEmptyValue" => allow_empty_value = self.boolean(value).unwrap_or_default(),
                "schema" => schema = Some(self.schema(value)),
                "content" => content = self.single_content(value),
                "example" => {}
                "examples" => self.examples(value),
                "x-rust-name" => rust_name = self.rust_name(value),
                "x-sensitive" => sensitive = self.sensitive(value),
                _ => self.other(entry, keywords),
            }
        }
        self.require(at, keywords, "name", name.is_some());
        self.require(at, keywords, "in", location.is_some());
        let (schema, content) = self.described(at, keywords, schema, content);
        let (name, location, schema) = (name?, location?, schema?);
        self.check_name(&name);
        let style = self.style(location.value, style);
        Some(Parameter {
            at,
            reference: None,
            name,
            location: location.value,
            description,
            required,
            deprecated,
            style,
            explode: explode.unwrap_or(style == Style::Form),
            allow_reserved,
            allow_empty_value,
            content,
            sensitive: sensitive.or_else(|| top_sensitivity(&schema)),
            schema,
            rust_name,
        })
    }

    fn check_name(&mut self, name: &Located<String>) {
        if name.value.is_empty() {
            let message = "the parameter has no name; it is sent without one";
            self.report_with(Code::EmptyName, name.at, message, "name it");
        }
    }

    /// The style as written, or the default of the location; OpenAPI 3.1, section 4.8.12.3, says which styles each location knows.
    fn style(&mut self, location: ParameterLocation, style: Option<Located<Style>>) -> Style {
        let allowed: &[Style] = match location {
            ParameterLocation::Path => &[Style::Simple, Style::Matrix, Style::Label],
            ParameterLocation::Query => &[
                Style::Form,
                Style::SpaceDelimited,
                Style::PipeDelimited,
                Style::DeepObject,
            ],
            ParameterLocation::Header => &[Style::Simple],
            ParameterLocation::Cookie => &[Style::Form],
        };
        let default = allowed.first().copied().unwrap_or(Style::Simple);
        let Some(style) = style else { return default };
        if allowed.contains(&style.value) {
            return style.value;
        }
        let word = |style: &Style| {
            STYLES
                .iter()
                .find(|(_, other)| other == style)
                .map_or("", |(word, _)| word)
        };
        let place = LOCATIONS
            .iter()
            .find(|(_, other)| *other == location)
            .map_or("", |(word, _)| word);
        let message = format!(
            "the style `{}` does not exist for `in: {place}`",
            word(&style.value)
        );
        let allowed: Vec<String> = allowed
            .iter()
            .map(|style| format!("`{}`", word(style)))
            .collect();
        self.report_with(
            Code::InvalidValue,
            style.at,
            message,
            format!("allowed are: {}", allowed.join(", ")),
        );
        default
    }
}

/// `x-sensitive` on the top of a parameter's schema speaks of the parameter.
fn top_sensitivity(schema: &Schema) -> Option<Located<crate::spec::Sensitive>> {
    match &schema.kind {
        SchemaKind::Object(object) => object.sensitive.clone(),
        SchemaKind::Boolean(_) => None,
    }
}

fn referring(at: At, reference: Located<String>) -> Parameter {
    Parameter {
        at,
        name: empty(reference.at),
        location: ParameterLocation::Query,
        description: None,
        required: false,
        deprecated: false,
        style: Style::Form,
        explode: true,
        allow_reserved: false,
        allow_empty_value: false,
        content: None,
        schema: Schema {
            at: reference.at,
            kind: SchemaKind::Boolean(true),
        },
        rust_name: None,
        sensitive: None,
        reference: Some(reference),
    }
}
