//! Which rules a schema is read by.

use super::tree::{At, Content, Tree};

/// A dialect of schemas. Reading turns each into the language of the first, which is all that anything after it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// JSON Schema 2020-12 with the keywords of OpenAPI 3.1.
    Draft202012,
    /// JSON Schema 2020-12 without its validation vocabulary: what a meta-schema of the document makes of it that leaves it out.
    WithoutValidation,
    /// JSON Schema draft 4, where `exclusiveMinimum` is a boolean; 3.1 lets a document or a schema choose it.
    Draft4,
    /// The schemas of OpenAPI 3.0: a part of draft 4, and `nullable`.
    OpenApi30,
}

/// What a URI in `$schema` or `jsonSchemaDialect` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) dialect: Dialect,
    /// Whether it is read by its very own rules, and not by those of the nearest dialect.
    pub(super) exact: bool,
}

/// By URI, without the scheme and an empty fragment.
const DIALECTS: &[(&str, Dialect, bool)] = &[
    (
        "json-schema.org/draft/2020-12/schema",
        Dialect::Draft202012,
        true,
    ),
    (
        "spec.openapis.org/oas/3.1/dialect/base",
        Dialect::Draft202012,
        true,
    ),
    (
        "spec.openapis.org/oas/3.1/dialect/2024-11-10",
        Dialect::Draft202012,
        true,
    ),
    (
        "spec.openapis.org/oas/3.1/dialect/2024-10-25",
        Dialect::Draft202012,
        true,
    ),
    ("json-schema.org/draft-04/schema", Dialect::Draft4, true),
    ("json-schema.org/draft-05/schema", Dialect::Draft4, true),
    (
        "json-schema.org/draft-06/schema",
        Dialect::Draft202012,
        false,
    ),
    (
        "json-schema.org/draft-07/schema",
        Dialect::Draft202012,
        false,
    ),
    (
        "json-schema.org/draft/2019-09/schema",
        Dialect::Draft202012,
        false,
    ),
];

/// The vocabulary of what follows.
const VALIDATION: &str = "https://json-schema.org/draft/2020-12/vocab/validation";

/// JSON Schema 2020-12, validation, section 6.
const OF_VALIDATION: [&str; 20] = [
    "type",
    "enum",
    "const",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxContains",
    "minContains",
    "maxProperties",
    "minProperties",
    "required",
    "dependentRequired",
];

impl Dialect {
    /// The dialect of the schemas of a document that do not choose one themselves.
    #[must_use]
    pub fn of_document(tree: &Tree) -> Self {
        let text = |name: &str| match tree.get(At::ROOT, name).map(|at| tree.content(at)) {
            Some(Content::Text(text)) => Some(text),
            _ => None,
        };
        if text("openapi").is_some_and(|version| version.starts_with("3.0.")) {
            return Self::OpenApi30;
        }
        text("jsonSchemaDialect")
            .and_then(Self::named)
            .map_or(Self::Draft202012, |named| named.dialect)
    }

    /// The dialect of a schema within one of this dialect: another one where it has a `$schema` of its own.
    #[must_use]
    pub fn of_schema(self, tree: &Tree, at: At) -> Self {
        if self == Self::OpenApi30 {
            return self;
        }
        match tree.get(at, "$schema").map(|at| tree.content(at)) {
            Some(Content::Text(uri)) => Self::named(uri)
                .map(|named| named.dialect)
                .or_else(|| Self::defined(tree, uri))
                .unwrap_or(self),
            _ => self,
        }
    }

    /// The dialect that a meta-schema among the components defines by its `$vocabulary`.
    pub(super) fn defined(tree: &Tree, uri: &str) -> Option<Self> {
        let uri = uri.trim_end_matches('#');
        let schemas = tree.find("/components/schemas")?;
        let vocabularies = tree.entries(schemas).find_map(|entry| {
            let id = tree.get(entry.value, "$id")?;
            let is_meant =
                matches!(tree.content(id), Content::Text(id) if id.trim_end_matches('#') == uri);
            is_meant
                .then(|| tree.get(entry.value, "$vocabulary"))
                .flatten()
        })?;
        Some(match tree.get(vocabularies, VALIDATION) {
            Some(_) => Self::Draft202012,
            None => Self::WithoutValidation,
        })
    }

    /// Whether schemas of this dialect are written as those of 2020-12 are.
    pub(crate) const fn is_modern(self) -> bool {
        matches!(self, Self::Draft202012 | Self::WithoutValidation)
    }

    /// Whether a keyword of 2020-12 means nothing in this dialect. The keywords of draft 4 are left to mean what they do now.
    #[must_use]
    pub fn ignores(self, keyword: &str) -> bool {
        if self == Self::WithoutValidation {
            return OF_VALIDATION.contains(&keyword);
        }
        self == Self::OpenApi30
            && matches!(
                keyword,
                "const"
                    | "examples"
                    | "if"
                    | "then"
                    | "else"
                    | "prefixItems"
                    | "contains"
                    | "minContains"
                    | "maxContains"
                    | "patternProperties"
                    | "propertyNames"
                    | "dependentRequired"
                    | "dependentSchemas"
                    | "dependencies"
                    | "unevaluatedItems"
                    | "unevaluatedProperties"
                    | "additionalItems"
                    | "contentEncoding"
                    | "contentMediaType"
                    | "contentSchema"
                    | "definitions"
                    | "$defs"
                    | "$id"
                    | "$schema"
                    | "$anchor"
                    | "$dynamicRef"
                    | "$dynamicAnchor"
                    | "$recursiveRef"
                    | "$recursiveAnchor"
                    | "$vocabulary"
                    | "$comment"
            )
    }

    /// The dialect that a URI names.
    pub(super) fn named(uri: &str) -> Option<Named> {
        let uri = uri.strip_suffix('#').unwrap_or(uri);
        let uri = uri
            .strip_prefix("https://")
            .or_else(|| uri.strip_prefix("http://"))?;
        DIALECTS
            .iter()
            .find(|(known, ..)| *known == uri)
            .map(|(_, dialect, exact)| Named {
                dialect: *dialect,
                exact: *exact,
            })
    }
}
