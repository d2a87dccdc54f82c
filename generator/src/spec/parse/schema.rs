//! Schemas.

use serde_json::Value;

use super::{Reader, ReferenceKind};
use crate::diagnostics::Code;
use crate::spec::tree::{At, Content};
use crate::spec::{Discriminator, Located, Schema, SchemaKind, SchemaObject, Type};
use crate::spec::{check, keywords};

const TYPES: &[(&str, Type)] = &[
    ("string", Type::String),
    ("integer", Type::Integer),
    ("number", Type::Number),
    ("boolean", Type::Boolean),
    ("array", Type::Array),
    ("object", Type::Object),
    ("null", Type::Null),
];

impl Reader<'_> {
    pub(super) fn schema(&mut self, at: At) -> Schema {
        self.mark(at, ReferenceKind::Schema);
        let kind = match self.tree.content(at) {
            Content::Boolean(value) => SchemaKind::Boolean(value),
            Content::Map(_) => SchemaKind::Object(Box::new(self.schema_object(at))),
            _ => {
                self.wrong_type(at, "a schema: a map, `true` or `false`");
                SchemaKind::Boolean(true)
            }
        };
        Schema { at, kind }
    }

    fn schema_object(&mut self, at: At) -> SchemaObject {
        let mut schema = SchemaObject::default();
        for entry in self.tree.entries(at) {
            let value = entry.value;
            match entry.name {
                "$ref" => {
                    schema.reference = self.text(value);
                    if let Some(reference) = &schema.reference {
                        self.refer(reference, at, ReferenceKind::Schema);
                    }
                }
                "type" => schema.types = self.types(value),
                "format" => schema.format = self.text(value),
                "title" => schema.title = self.text(value),
                "description" => schema.description = self.text(value),
                "default" => schema.default = Some(self.json(value)),
                "example" => schema.examples.push(self.json(value)),
                "examples" => schema.examples.extend(self.values(value)),
                "deprecated" => schema.deprecated = self.boolean(value).unwrap_or_default(),
                "readOnly" => schema.read_only = self.boolean(value).unwrap_or_default(),
                "writeOnly" => schema.write_only = self.boolean(value).unwrap_or_default(),
                "enum" => schema.enumeration = self.enumeration(value),
                "const" => schema.constant = Some(self.json(value)),

                "properties" => {
                    schema.properties = self
                        .named(value)
                        .map(|(name, value)| (name, self.schema(value)))
                        .collect()
                }
                "required" => schema.required = self.names(value),
                "additionalProperties" => {
                    schema.additional_properties = Some(Box::new(self.schema(value)))
                }
                "unevaluatedProperties" => {
                    schema.unevaluated_properties = Some(Box::new(self.schema(value)))
                }
                "minProperties" => schema.min_properties = self.count(value),
                "maxProperties" => schema.max_properties = self.count(value),

                "items" => schema.items = Some(Box::new(self.schema(value))),
                "minItems" => schema.min_items = self.count(value),
                "maxItems" => schema.max_items = self.count(value),
                "uniqueItems" => schema.unique_items = self.boolean(value).unwrap_or_default(),

                "allOf" => schema.all_of = self.branches(value),
                "anyOf" => schema.any_of = self.branches(value),
                "oneOf" => schema.one_of = self.branches(value),
                "discriminator" => schema.discriminator = self.discriminator(value),

                "minimum" => schema.minimum = self.number(value),
                "maximum" => schema.maximum = self.number(value),
                "exclusiveMinimum" => schema.exclusive_minimum = self.exclusive(value, "minimum"),
                "exclusiveMaximum" => schema.exclusive_maximum = self.exclusive(value, "maximum"),
                "multipleOf" => schema.multiple_of = self.divisor(value),
                "minLength" => schema.min_length = self.count(value),
                "maxLength" => schema.max_length = self.count(value),
                "pattern" => schema.pattern = self.text(value),

                "x-sensitive" => schema.sensitive = self.sensitive(value),
                "x-rust-name" => schema.rust_name = self.rust_name(value),
                "x-rust-names" => schema.rust_names = self.rust_names(value),
                "x-enum-descriptions" => schema.enum_descriptions = self.enum_descriptions(value),
                "x-closed" => schema.closed = self.closed(value),

                "externalDocs" => drop(self.map(value)),
                "$comment" => drop(self.text(value)),
                _ => self.other(entry, &keywords::SCHEMA),
            }
        }
        check::schema(self.tree, at, &schema, &mut self.diagnostics);
        schema
    }

    fn json(&self, at: At) -> Located<Value> {
        Located {
            value: self.tree.json(at),
            at,
        }
    }

    fn values(&mut self, at: At) -> Vec<Located<Value>> {
        self.list(at)
            .into_iter()
            .flatten()
            .map(|item| self.json(item))
            .collect()
    }

    fn types(&mut self, at: At) -> Vec<Located<Type>> {
        let items: Vec<At> = match self.tree.content(at) {
            Content::List(items) => items.collect(),
            Content::Null => {
                self.report_with(
                    Code::WrongType,
                    at,
                    "`type` must be a string or a list, not null",
                    "quote it: `type: 'null'`",
                );
                return Vec::new();
            }
            _ => vec![at],
        };
        if items.is_empty() {
            self.report(Code::InvalidValue, at, "`type` cannot be an empty list");
        }
        let mut types: Vec<Located<Type>> = Vec::new();
        for item in items {
            if matches!(self.tree.content(item), Content::Null) {
                self.report_with(
                    Code::WrongType,
                    item,
                    "a type must be a string, not null",
                    "quote it: `'null'`",
                );
                continue;
            }
            let Some(value) = self.choice(item, TYPES) else {
                continue;
            };
            if types.iter().any(|known| known.value == value) {
                self.report(
                    Code::DuplicateValue,
                    item,
                    "the type stands twice in this list",
                );
            } else {
                types.push(Located { value, at: item });
            }
        }
        types
    }

    fn enumeration(&mut self, at: At) -> Option<Vec<Located<Value>>> {
        self.list(at)?;
        let values = self.values(at);
        if values.is_empty() {
            self.report(
                Code::InvalidValue,
                at,
                "`enum` cannot be empty: nothing would be valid",
            );
        }
        // Comparing each with each would be slow on a list of thousands; their text is as good.
        let mut seen = std::collections::HashMap::new();
        for value in &values {
            if let Some(first) = seen.insert(value.value.to_string(), value.at) {
                let message = format!("the value {} stands twice in `enum`", value.value);
                let diagnostic = self
                    .tree
                    .diagnostic(Code::DuplicateValue, value.at, message);
                self.diagnostics
                    .push(diagnostic.with_related(self.tree.span(first), "first here"));
            }
        }
        Some(values)
    }

    /// A list of names that differ.
    fn names(&mut self, at: At) -> Vec<Located<String>> {
        if matches!(self.tree.content(at), Content::Boolean(_)) {
            let message = "`required` must be a list of property names, not a boolean";
            self.report_with(
                Code::WrongType,
                at,
                message,
                "list the property in `required` of the object that holds it",
            );
            return Vec::new();
        }
        let mut names: Vec<Located<String>> = Vec::new();
        let mut seen = std::collections::HashMap::new();
        for item in self.list(at).into_iter().flatten() {
            let Some(name) = self.text(item) else {
                continue;
            };
            if let Some(first) = seen.insert(name.value.clone(), item) {
                let message = format!("`{}` stands twice in `required`", name.value);
                let diagnostic = self.tree.diagnostic(Code::DuplicateValue, item, message);
                self.diagnostics
                    .push(diagnostic.with_related(self.tree.span(first), "first here"));
            } else {
                names.push(name);
            }
        }
        names
    }

    fn branches(&mut self, at: At) -> Vec<Schema> {
        let Some(items) = self.list(at) else {
            return Vec::new();
        };
        let branches: Vec<Schema> = items.map(|item| self.schema(item)).collect();
        if branches.is_empty() {
            let message = format!("{} cannot be empty", self.name(at));
            self.report(Code::InvalidValue, at, message);
        }
        branches
    }

    /// `exclusiveMinimum` or `exclusiveMaximum`, which were booleans before OpenAPI 3.1.
    fn exclusive(&mut self, at: At, bound: &str) -> Option<Located<serde_json::Number>> {
        if matches!(self.tree.content(at), Content::Boolean(_)) {
            let message = format!("{} must be a number, not a boolean", self.name(at));
            let help = format!("since OpenAPI 3.1 it is the bound itself, in place of `{bound}`");
            self.report_with(Code::WrongType, at, message, help);
            return None;
        }
        self.number(at)
    }

    fn divisor(&mut self, at: At) -> Option<Located<serde_json::Number>> {
        let divisor = self.number(at)?;
        if divisor.value.as_f64().is_some_and(|value| value > 0.0) {
            return Some(divisor);
        }
        self.report(
            Code::InvalidValue,
            at,
            format!("`multipleOf` must be above 0, not {}", divisor.value),
        );
        None
    }

    fn discriminator(&mut self, at: At) -> Option<Discriminator> {
        let keywords = &keywords::DISCRIMINATOR;
        let (mut property, mut mapping) = (None, Vec::new());
        for entry in self.map(at) {
            match entry.name {
                "propertyName" => property = self.text(entry.value),
                "mapping" => mapping = self.mapping(entry.value, at),
                _ => self.other(entry, keywords),
            }
        }
        self.require(at, keywords, "propertyName", property.is_some());
        Some(Discriminator {
            at,
            property: property?,
            mapping,
        })
    }

    /// Values and what they select: a reference, or the key of a component.
    fn mapping(&mut self, at: At, holder: At) -> Vec<(Located<String>, Located<String>)> {
        let mut mapping = Vec::new();
        for (name, value) in self.named(at) {
            let Some(target) = self.text(value) else {
                continue;
            };
            let is_key = !target.value.contains(['#', '/']);
            let reference = if is_key {
                format!("#/components/schemas/{}", target.value)
            } else {
                target.value.clone()
            };
            self.refer(
                &Located {
                    value: reference,
                    at: target.at,
                },
                holder,
                ReferenceKind::Schema,
            );
            mapping.push((name, target));
        }
        mapping
    }
}
