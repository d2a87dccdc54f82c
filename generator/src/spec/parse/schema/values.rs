//! The values of keywords: types, names, lists and numbers.

use serde_json::Value;

use crate::diagnostics::Code;
use crate::spec::parse::{Reader, ReferenceKind};
use crate::spec::tree::{At, Content};
use crate::spec::{Dialect, Discriminator, Located, Schema, SchemaObject, Type, fragment};
use crate::spec::{keywords, pointer};

const TYPES: &[(&str, Type)] = &[
    ("string", Type::String),
    ("integer", Type::Integer),
    ("number", Type::Number),
    ("boolean", Type::Boolean),
    ("array", Type::Array),
    ("object", Type::Object),
    ("null", Type::Null),
];

/// Takes the values out of `enum` that the schema's own `type` refuses, which has been reported: they can never be valid. Where that leaves
/// none, the `type` says all there is.
pub(super) fn drop_impossible(schema: &mut SchemaObject) {
    if schema.types.is_empty() {
        return;
    }
    let Some(values) = &mut schema.enumeration else {
        return;
    };
    let types: Vec<Type> = schema.types.iter().map(|own| own.value).collect();
    values.retain(|value| value.value.is_null() || types.iter().any(|own| own.takes(&value.value)));
    if values.iter().all(|value| value.value.is_null()) {
        schema.enumeration = None;
    }
}

impl Reader<'_> {
    pub(super) fn json(&self, at: At) -> Located<Value> {
        Located {
            value: self.tree.json(at),
            at,
        }
    }

    pub(super) fn values(&mut self, at: At) -> Vec<Located<Value>> {
        self.list(at)
            .into_iter()
            .flatten()
            .map(|item| self.json(item))
            .collect()
    }

    pub(super) fn types(&mut self, at: At) -> Vec<Located<Type>> {
        let items: Vec<At> = match self.tree.content(at) {
            Content::List(_) if self.dialect == Dialect::OpenApi30 => {
                self.report_with(
                    Code::WrongType,
                    at,
                    "`type` must be a string in OpenAPI 3.0, not a list",
                    "write `nullable: true` for null, and `anyOf` for several types",
                );
                return Vec::new();
            }
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
                self.report_with(
                    Code::DuplicateValue,
                    item,
                    "the type stands twice in this list",
                    "remove one of them",
                );
            } else {
                types.push(Located { value, at: item });
            }
        }
        types
    }

    pub(super) fn enumeration(&mut self, at: At) -> Option<Vec<Located<Value>>> {
        self.list(at)?;
        let mut values = self.values(at);
        if values.is_empty() {
            self.report_with(
                Code::EmptyRange,
                at,
                "`enum` is empty: nothing is valid",
                "list what is valid, or leave `enum` out",
            );
        }
        // Comparing each with each would be slow on a list of thousands; their text is as good.
        let mut seen = std::collections::HashMap::new();
        values.retain(|value| {
            let first = *seen.entry(value.value.to_string()).or_insert(value.at);
            if first != value.at {
                let message = format!("the value {} stands twice in `enum`", value.value);
                let diagnostic = self.tree.diagnostic(Code::RepeatedValue, value.at, message);
                self.diagnostics.push(
                    diagnostic
                        .with_related(self.tree.span(first), "first here")
                        .with_help("remove one of them"),
                );
            }
            first == value.at
        });
        Some(values)
    }

    /// A list of names that differ.
    pub(super) fn names(&mut self, at: At) -> Vec<Located<String>> {
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
                self.diagnostics.push(
                    diagnostic
                        .with_related(self.tree.span(first), "first here")
                        .with_help("remove one of them"),
                );
            } else {
                names.push(name);
            }
        }
        names
    }

    pub(super) fn branches(&mut self, at: At) -> Vec<Schema> {
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

    pub(super) fn divisor(&mut self, at: At) -> Option<Located<serde_json::Number>> {
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

    pub(super) fn discriminator(&mut self, at: At) -> Option<Discriminator> {
        let keywords = &keywords::DISCRIMINATOR;
        let (mut property, mut mapping) = (None, Vec::new());
        for entry in self.map(at) {
            match entry.name {
                "propertyName" => property = self.text(entry.value),
                "mapping" => mapping = self.mapping(entry.value, at),
                _ => self.unknown(entry, keywords),
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
                format!("#/components/schemas/{}", pointer::escape(&target.value))
            } else {
                target.value.clone()
            };
            // Validators do not look at a mapping, so one that leads nowhere makes no document invalid; it selects nothing either.
            let found = fragment(&reference).and_then(|pointer| self.tree.find(&pointer));
            if found.is_none() {
                let message = format!("`{}` leads nowhere, and is ignored", target.value);
                self.report_with(
                    Code::IgnoredMapping,
                    target.at,
                    message,
                    "write the key of a component, or `#/components/schemas/…`",
                );
                continue;
            }
            let text = Located {
                value: reference,
                at: target.at,
            };
            self.refer(&text, holder, ReferenceKind::Schema);
            mapping.push((name, target));
        }
        mapping
    }
}
