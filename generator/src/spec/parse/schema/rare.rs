//! The keywords that few schemas use.

use super::Target;
use crate::diagnostics::Code;
use crate::spec::keywords::Keywords;
use crate::spec::parse::Reader;
use crate::spec::tree::{At, Content, Entry};
use crate::spec::{Dialect, Located, Schema, SchemaObject, spelling};

impl Reader<'_> {
    /// Reads a keyword that few schemas use; `false` where it is none of them.
    pub(super) fn rare_keyword(
        &mut self,
        schema: &mut SchemaObject,
        at: At,
        entry: Entry<'_>,
    ) -> bool {
        let value = entry.value;
        match entry.name {
            "not" => schema.rare_mut().not = Some(self.schema(value)),
            "if" => schema.rare_mut().condition = Some(self.schema(value)),
            "then" => schema.rare_mut().consequence = Some(self.schema(value)),
            "else" => schema.rare_mut().alternative = Some(self.schema(value)),
            "dependentRequired" => {
                schema.rare_mut().dependent_required = self
                    .named(value)
                    .map(|(name, value)| (name, self.names(value)))
                    .collect();
            }
            "dependentSchemas" => {
                schema.rare_mut().dependent_schemas = self.schemas_by_name(value);
            }
            "patternProperties" => {
                schema.rare_mut().pattern_properties = self.schemas_by_name(value);
            }
            "propertyNames" => schema.rare_mut().property_names = Some(self.schema(value)),
            "prefixItems" => schema.rare_mut().prefix_items = self.branches(value),
            "unevaluatedItems" => schema.rare_mut().unevaluated_items = Some(self.schema(value)),
            "contains" => schema.rare_mut().contains = Some(self.schema(value)),
            "minContains" => schema.rare_mut().min_contains = self.count(value),
            "maxContains" => schema.rare_mut().max_contains = self.count(value),
            "contentEncoding" => schema.rare_mut().content_encoding = self.text(value),
            "contentMediaType" => schema.rare_mut().content_media_type = self.text(value),
            "contentSchema" => schema.rare_mut().content_schema = Some(self.schema(value)),
            // The second is how earlier drafts call the first.
            "$defs" | "definitions" => {
                let definitions = self.schemas_by_name(value);
                schema.rare_mut().definitions.extend(definitions);
            }
            "$anchor" => {
                if let Some(name) = self.text(value) {
                    schema.rare_mut().anchor = Some(name.clone());
                    self.anchor(at, name, false);
                }
            }
            "$dynamicAnchor" => {
                if let Some(name) = self.text(value) {
                    self.anchor(at, name, true);
                }
            }
            "$dynamicRef" => self.dynamic(schema, at, value),
            "$schema" => self.check_dialect(value),
            "$id" => drop(self.text(value)),
            "$vocabulary" => drop(self.map(value)),
            "dependencies" | "additionalItems" | "$recursiveRef" | "$recursiveAnchor" => {
                let message = format!("`{}` is of earlier drafts and has no effect", entry.name);
                let help = match entry.name {
                    "dependencies" => "write `dependentRequired` or `dependentSchemas`",
                    "additionalItems" => "write `prefixItems`, and `items` for those that follow",
                    _ => "write `$dynamicRef` and `$dynamicAnchor`",
                };
                self.report_with(Code::IneffectiveKeyword, entry.key, message, help);
            }
            _ => return false,
        }
        true
    }

    pub(super) fn schemas_by_name(&mut self, at: At) -> Vec<(Located<String>, Schema)> {
        self.named(at)
            .map(|(name, value)| (name, self.schema(value)))
            .collect()
    }

    fn dynamic(&mut self, schema: &mut SchemaObject, at: At, value: At) {
        let Some(text) = self.text(value) else {
            return;
        };
        match self.dynamic_reference(text.clone(), at) {
            Target::Schema(reference) if schema.reference.is_none() => {
                schema.reference = Some(reference);
            }
            // Beside a `$ref` there is no room for another, and nobody writes that.
            Target::Schema(_) | Target::Untyped => {
                schema.rare_mut().untyped_reference = Some(text);
            }
            Target::Nowhere => {}
        }
    }

    /// Reports a dialect whose rules are not known, or not known exactly.
    pub(in crate::spec::parse) fn check_dialect(&mut self, at: At) {
        let Some(uri) = self.text(at) else {
            return;
        };
        match Dialect::named(&uri.value) {
            Some(named) if named.exact => {}
            None if Dialect::defined(self.tree, &uri.value).is_some() => {}
            _ => {
                let message = format!("the dialect `{}` is read as JSON Schema 2020-12", uri.value);
                self.report_with(
                    Code::IneffectiveKeyword,
                    at,
                    message,
                    "leave it out if nothing depends on it",
                );
            }
        }
    }

    /// Takes a key that no vocabulary knows. Validators let it through as an annotation, so it is an error only where it is clearly meant
    /// to be a keyword: one that is not there yet, misspelt, and with a value that would suit it.
    pub(super) fn unknown(&mut self, entry: Entry<'_>, keywords: &Keywords) {
        let name = entry.name;
        if name.starts_with("x-") || name.is_empty() || name == "<<" {
            self.other(entry, keywords);
            return;
        }
        let dialect = self.dialect;
        let read = keywords.known.iter().copied();
        let nearest = spelling::nearest(
            name,
            read.chain((dialect == Dialect::OpenApi30).then_some("nullable"))
                .filter(|keyword| !dialect.ignores(keyword)),
        );
        if let Some(nearest) = nearest
            && (self.tree.parent(entry.value))
                .is_none_or(|holder| self.tree.get(holder, nearest).is_none())
            && suits(nearest, &self.tree.content(entry.value))
        {
            let message = format!("{} has no key `{name}`", keywords.object);
            let help = format!("did you mean `{nearest}`?");
            self.report_with(Code::UnknownKeyword, entry.key, message, help);
            return;
        }
        let message = format!("{} has no key `{name}`, which is ignored", keywords.object);
        let help = nearest.map_or_else(
            || "a key of your own starts with `x-`".to_owned(),
            |nearest| format!("did you mean `{nearest}`?"),
        );
        self.report_with(Code::IgnoredKeyword, entry.key, message, help);
    }
}

/// Whether a keyword could have this value.
fn suits(keyword: &str, value: &Content<'_>) -> bool {
    match keyword {
        "default" | "const" | "example" => true,
        "type" => matches!(value, Content::Text(_) | Content::List(_)),
        "enum" | "required" | "examples" | "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
            matches!(value, Content::List(_))
        }
        "properties" | "patternProperties" | "dependentSchemas" | "dependentRequired" | "$defs"
        | "definitions" | "discriminator" | "mapping" | "xml" | "externalDocs" | "$vocabulary" => {
            matches!(value, Content::Map(_))
        }
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
        | "contentSchema" => {
            matches!(value, Content::Map(_) | Content::Boolean(_))
        }
        "deprecated" | "readOnly" | "writeOnly" | "uniqueItems" | "nullable" => {
            matches!(value, Content::Boolean(_))
        }
        "exclusiveMinimum" | "exclusiveMaximum" => {
            matches!(value, Content::Number(_) | Content::Boolean(_))
        }
        _ if keyword.starts_with("min")
            || keyword.starts_with("max")
            || keyword == "multipleOf" =>
        {
            matches!(value, Content::Number(_))
        }
        _ => matches!(value, Content::Text(_)),
    }
}
