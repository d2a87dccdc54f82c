//! Schemas.
//!
//! A schema of any dialect is read into the one language of [`SchemaObject`]: what follows knows JSON Schema 2020-12 only.

mod dialect;
mod identifiers;
mod rare;
mod values;

use std::sync::Arc;

use super::{Reader, ReferenceKind};
use crate::spec::tree::{At, Content, Entry};
use crate::spec::{Dialect, Schema, SchemaKind, SchemaObject};
use crate::spec::{check, keywords};
use dialect::OldKeywords;
use identifiers::Target;
pub(super) use identifiers::{Identifiers, Resource};

impl Reader<'_> {
    pub(super) fn schema(&mut self, at: At) -> Schema {
        self.mark(at, ReferenceKind::Schema);
        let kind = match self.tree.content(at) {
            Content::Boolean(value) => SchemaKind::Boolean(value),
            Content::Map(_) => SchemaKind::Object(Arc::new(self.scoped(at))),
            _ => {
                self.wrong_type(at, "a schema: a map, `true` or `false`");
                SchemaKind::Boolean(true)
            }
        };
        Schema { at, kind }
    }

    /// Reads a schema by the dialect and from the base URI that it chooses for itself, and goes back to those around it.
    fn scoped(&mut self, at: At) -> SchemaObject {
        if !self.has_scopes || self.dialect == Dialect::OpenApi30 {
            return self.schema_object(at);
        }
        let dialect = self.dialect;
        self.dialect = dialect.of_schema(self.tree, at);
        let resource = self.enter_resource(at);
        let schema = self.schema_object(at);
        self.dialect = dialect;
        if let Some(resource) = resource {
            self.resource = resource;
        }
        schema
    }

    fn schema_object(&mut self, at: At) -> SchemaObject {
        let mut schema = SchemaObject::default();
        let mut old = OldKeywords::default();
        let alone = self.dialect == Dialect::OpenApi30 && self.tree.get(at, "$ref").is_some();
        for entry in self.tree.entries(at) {
            if alone && self.is_ignored_beside_ref(entry) || self.is_of_later_dialect(entry) {
                continue;
            }
            self.keyword(&mut schema, &mut old, at, entry);
        }
        self.modernise(&mut schema, old);
        check::schema(self.tree, at, &schema, &mut self.diagnostics);
        values::drop_impossible(&mut schema);
        schema
    }

    fn keyword(
        &mut self,
        schema: &mut SchemaObject,
        old: &mut OldKeywords,
        at: At,
        entry: Entry<'_>,
    ) {
        let value = entry.value;
        match entry.name {
            "$ref" => {
                if let Some(text) = self.text(value) {
                    match self.schema_reference(text.clone(), at) {
                        Target::Schema(reference) => schema.reference = Some(reference),
                        Target::Untyped => schema.rare_mut().untyped_reference = Some(text),
                        Target::Nowhere => {}
                    }
                }
            }
            "type" => schema.types = self.types(value),
            "format" => schema.format = self.text(value),
            "title" => schema.title = self.text(value),
            "description" => schema.description = self.text(value),
            "default" => schema.default = Some(Box::new(self.json(value))),
            "example" => schema.examples.push(self.json(value)),
            "examples" => schema.examples.extend(self.values(value)),
            "deprecated" => schema.deprecated = self.boolean(value).unwrap_or_default(),
            "readOnly" => schema.read_only = self.boolean(value).unwrap_or_default(),
            "writeOnly" => schema.write_only = self.boolean(value).unwrap_or_default(),
            "enum" => schema.enumeration = self.enumeration(value),
            "const" => schema.constant = Some(Box::new(self.json(value))),

            "properties" => schema.properties = self.schemas_by_name(value),
            "required" => schema.required = self.names(value),
            "additionalProperties" => {
                schema.additional_properties = Some(Box::new(self.schema(value)))
            }
            "unevaluatedProperties" => {
                schema.unevaluated_properties = Some(Box::new(self.schema(value)))
            }
            "minProperties" => schema.bounds_mut().min_properties = self.count(value),
            "maxProperties" => schema.bounds_mut().max_properties = self.count(value),

            "items" => schema.items = Some(Box::new(self.schema(value))),
            "minItems" => schema.bounds_mut().min_items = self.count(value),
            "maxItems" => schema.bounds_mut().max_items = self.count(value),
            "uniqueItems" => schema.unique_items = self.boolean(value).unwrap_or_default(),

            "allOf" => schema.all_of = self.branches(value),
            "anyOf" => schema.any_of = self.branches(value),
            "oneOf" => schema.one_of = self.branches(value),
            "discriminator" => schema.discriminator = self.discriminator(value).map(Box::new),

            "minimum" => schema.bounds_mut().minimum = self.number(value),
            "maximum" => schema.bounds_mut().maximum = self.number(value),
            "exclusiveMinimum" => {
                schema.bounds_mut().exclusive_minimum = self.exclusive(value, &mut old.minimum)
            }
            "exclusiveMaximum" => {
                schema.bounds_mut().exclusive_maximum = self.exclusive(value, &mut old.maximum)
            }
            "multipleOf" => schema.bounds_mut().multiple_of = self.divisor(value),
            "minLength" => schema.bounds_mut().min_length = self.count(value),
            "maxLength" => schema.bounds_mut().max_length = self.count(value),
            "pattern" => schema.bounds_mut().pattern = self.text(value),

            "x-sensitive" => schema.sensitive = self.sensitive(value),
            "x-rust-name" => schema.rust_name = self.rust_name(value),
            "x-rust-names" => schema.rust_names = self.rust_names(value),
            "x-enum-descriptions" => schema.enum_descriptions = self.enum_descriptions(value),
            "x-closed" => schema.closed = self.closed(value),

            "nullable" => self.nullable(entry, old),
            "externalDocs" | "xml" => drop(self.map(value)),
            "$comment" => drop(self.text(value)),
            _ if self.rare_keyword(schema, at, entry) => {}
            _ => self.unknown(entry, &keywords::SCHEMA),
        }
    }
}
