//! One schema, keyword by keyword.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{Bundler, Direction};
use crate::spec::{At, Content, Dialect, Entry, fragment};

/// What the schemas around a schema decide for it.
#[derive(Clone, Copy)]
struct Scope {
    dialect: Dialect,
    /// The innermost schema whose `$id` is kept, which references are relative to.
    named: Option<At>,
}

impl Bundler<'_> {
    /// A copy of a schema that becomes a definition.
    pub(super) fn definition(&mut self, at: At) -> Value {
        let scope = Scope {
            dialect: self.dialect,
            named: None,
        };
        self.schema(at, scope)
    }

    /// A copy of a schema. The keywords that hold schemas are followed; everything else, a property called `$ref` in an example
    /// included, is data.
    fn schema(&mut self, at: At, outer: Scope) -> Value {
        let Content::Map(entries) = self.tree.content(at) else {
            return self.tree.json(at);
        };
        let scope = Scope {
            dialect: outer.dialect.of_schema(self.tree, at),
            named: (self.keeps_names && self.tree.get(at, "$id").is_some())
                .then_some(at)
                .or(outer.named),
        };
        let is_reference =
            scope.dialect == Dialect::OpenApi30 && self.tree.get(at, "$ref").is_some();
        let mut copy = Map::new();
        for entry in entries {
            if self.is_dropped(entry, scope, is_reference) {
                continue;
            }
            let value = self.value(entry, scope);
            copy.insert(entry.name.to_owned(), value);
        }
        if scope.dialect != Dialect::Draft202012 {
            exclude(&mut copy, "minimum", "exclusiveMinimum");
            exclude(&mut copy, "maximum", "exclusiveMaximum");
        }
        if scope.dialect == Dialect::OpenApi30 {
            allow_null(&mut copy);
        }
        self.relax(&mut copy, at);
        copy.into()
    }

    fn value(&mut self, entry: Entry<'_>, scope: Scope) -> Value {
        match (entry.name, self.tree.content(entry.value)) {
            ("$ref", Content::Text(reference)) => {
                self.reference(entry.value, reference, scope).into()
            }
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
            ) => self.schema(entry.value, scope),
            ("allOf" | "anyOf" | "oneOf" | "prefixItems", Content::List(items)) => {
                items.map(|item| self.schema(item, scope)).collect()
            }
            (
                "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions",
                Content::Map(schemas),
            ) => {
                let schemas: Map<String, Value> = schemas
                    .map(|entry| (entry.name.to_owned(), self.schema(entry.value, scope)))
                    .collect();
                schemas.into()
            }
            _ => self.tree.json(entry.value),
        }
    }

    /// Whether a keyword means nothing in its dialect and something in 2020-12, or names what has got another name.
    fn is_dropped(&self, entry: Entry<'_>, scope: Scope, is_reference: bool) -> bool {
        match entry.name {
            "$ref" => false,
            "$schema" | "$vocabulary" => true,
            "$id" | "$anchor" | "$dynamicAnchor" => !self.keeps_names,
            name if scope.dialect == Dialect::OpenApi30 => {
                let is_silent = matches!(
                    name,
                    "title" | "description" | "example" | "externalDocs" | "xml"
                ) || name.starts_with("x-");
                is_reference && !is_silent || scope.dialect.ignores(name)
            }
            _ => false,
        }
    }

    /// Takes out of `required` what this direction does not carry.
    fn relax(&self, copy: &mut Map<String, Value>, at: At) {
        let flag = match self.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        let Some(properties) = self.tree.get(at, "properties") else {
            return;
        };
        let Some(Value::Array(required)) = copy.get_mut("required") else {
            return;
        };
        required.retain(|name| {
            let property = name
                .as_str()
                .and_then(|name| self.tree.get(properties, name));
            !property.is_some_and(|property| self.has_flag(property, flag))
        });
    }

    /// Whether a schema says `readOnly` or `writeOnly`, or what it refers to does.
    fn has_flag(&self, schema: At, flag: &str) -> bool {
        let mut at = schema;
        let mut seen = HashSet::new();
        while seen.insert(at) {
            if let Some(value) = self.tree.get(at, flag) {
                return matches!(self.tree.content(value), Content::Boolean(true));
            }
            let Some(text) = self.tree.get(at, "$ref") else {
                return false;
            };
            let Content::Text(reference) = self.tree.content(text) else {
                return false;
            };
            match self.target(text, reference) {
                Some(target) => at = target,
                None => return false,
            }
        }
        false
    }

    /// The text of a `$ref`, as it leads to the same schema from within the bundle.
    fn reference(&mut self, text: At, reference: &str, scope: Scope) -> String {
        let Some(target) = self.target(text, reference) else {
            // The schema of schemas, which every validator knows.
            return reference.to_owned();
        };
        let Some(root) = scope.named else {
            return self.re_rooted(target);
        };
        // Where names are kept, a name leads where it led. A pointer does too unless it leads out of the named schema.
        let is_name = !reference.starts_with("#/");
        let inside = fragment(reference).and_then(|pointer| self.tree.descend(root, &pointer));
        if is_name || inside == Some(target) {
            return reference.to_owned();
        }
        let path = self.re_rooted(target);
        format!("{}{path}", self.id)
    }

    /// `mapping` of a discriminator may hold references; validators do not look at it, people do.
    fn discriminator(&mut self, at: At) -> Value {
        let mut copy = self.tree.json(at);
        let Some(mapping) = self.tree.get(at, "mapping") else {
            return copy;
        };
        for entry in self.tree.entries(mapping) {
            if let Content::Text(reference) = self.tree.content(entry.value)
                && reference.starts_with('#')
                && let Some(target) = self.target(entry.value, reference)
                && let Some(text) = copy
                    .get_mut("mapping")
                    .and_then(|mapping| mapping.get_mut(entry.name))
            {
                *text = self.re_rooted(target).into();
            }
        }
        copy
    }
}

/// `exclusiveMinimum: true` says that the `minimum` beside it is excluded.
fn exclude(copy: &mut Map<String, Value>, bound: &str, exclusive: &str) {
    let Some(Value::Bool(excluded)) = copy.get(exclusive) else {
        return;
    };
    let excluded = *excluded;
    match copy.get(bound).cloned() {
        Some(value) if excluded => {
            copy.insert(exclusive.to_owned(), value);
            copy.shift_remove(bound);
        }
        _ => drop(copy.shift_remove(exclusive)),
    }
}

/// `nullable: true` adds null to the `type` beside it, and says nothing where there is none.
fn allow_null(copy: &mut Map<String, Value>) {
    if copy.get("nullable") != Some(&Value::Bool(true)) {
        return;
    }
    if let Some(types) = copy.get_mut("type")
        && types.is_string()
    {
        *types = Value::Array(vec![types.take(), "null".into()]);
    }
}
