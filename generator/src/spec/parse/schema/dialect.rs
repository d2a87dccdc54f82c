//! The dialects before JSON Schema 2020-12, turned into it.

use serde_json::Number;

use crate::diagnostics::Code;
use crate::spec::check;
use crate::spec::parse::Reader;
use crate::spec::tree::{At, Content, Entry};
use crate::spec::{Dialect, Located, SchemaObject, Type};

/// What earlier dialects say by keywords that 2020-12 has not, or has otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OldKeywords {
    /// The key of `nullable: true`.
    nullable: Option<At>,
    /// The value of `exclusiveMinimum`, where it is a boolean.
    pub(super) minimum: Option<(At, bool)>,
    pub(super) maximum: Option<(At, bool)>,
}

impl Reader<'_> {
    /// Whether OpenAPI 3.0 ignores a key because it stands beside a `$ref`. What only documents is kept.
    pub(super) fn is_ignored_beside_ref(&mut self, entry: Entry<'_>) -> bool {
        let name = entry.name;
        if matches!(name, "$ref" | "title" | "description") || name.starts_with("x-") {
            return false;
        }
        if !matches!(name, "example" | "externalDocs" | "xml") {
            let message = format!("`{name}` beside `$ref` has no effect in OpenAPI 3.0");
            let help = "put the `$ref` into `allOf`, which may have other keywords beside it";
            self.report_with(Code::IneffectiveKeyword, entry.key, message, help);
        }
        true
    }

    /// Whether a key is of JSON Schema 2020-12, and the dialect does not know it: OpenAPI 3.0, or one that leaves a vocabulary out.
    pub(super) fn is_of_later_dialect(&mut self, entry: Entry<'_>) -> bool {
        let name = entry.name;
        if !self.dialect.ignores(name) {
            return false;
        }
        let (message, help) = match self.dialect {
            Dialect::WithoutValidation => (
                format!("`{name}` has no effect: the `$schema` leaves its vocabulary out"),
                "add the vocabulary to the meta-schema, or leave `$schema` out",
            ),
            _ => (
                format!("`{name}` is not a keyword of OpenAPI 3.0 and has no effect"),
                "it is of JSON Schema 2020-12: say `openapi: 3.1.0` to use it",
            ),
        };
        self.report_with(Code::IneffectiveKeyword, entry.key, message, help);
        true
    }

    /// `nullable`.
    pub(super) fn nullable(&mut self, entry: Entry<'_>, old: &mut OldKeywords) {
        if self.dialect == Dialect::OpenApi30 {
            if self.boolean(entry.value) == Some(true) {
                old.nullable = Some(entry.key);
            }
            return;
        }
        if matches!(self.tree.content(entry.value), Content::Boolean(true)) {
            old.nullable = Some(entry.key);
        }
        self.report_with(
            Code::IneffectiveKeyword,
            entry.key,
            "`nullable` is of OpenAPI 3.0 and has no effect",
            "in 3.1 write `type: [string, 'null']`",
        );
    }

    /// `exclusiveMinimum` or `exclusiveMaximum`, which were booleans before draft 6.
    pub(super) fn exclusive(
        &mut self,
        at: At,
        flag: &mut Option<(At, bool)>,
    ) -> Option<Located<Number>> {
        let Content::Boolean(value) = self.tree.content(at) else {
            if self.dialect.is_modern() {
                return self.number(at);
            }
            let message = format!(
                "{} must be `true` or `false`, not {}",
                self.name(at),
                self.tree.content(at).describe()
            );
            let help = "before OpenAPI 3.1 it says whether the bound beside it is excluded";
            self.report_with(Code::WrongType, at, message, help);
            return None;
        };
        if self.dialect.is_modern() {
            let message = format!("{} must be a number, not a boolean", self.name(at));
            let bound = self.name(at).to_lowercase().replace("exclusive", "");
            let help = format!("since OpenAPI 3.1 it is the bound itself, in place of {bound}");
            self.report_with(Code::WrongType, at, message, help);
        } else {
            *flag = Some((at, value));
        }
        None
    }

    /// Says in the language of 2020-12 what the old keywords mean.
    pub(super) fn modernise(&mut self, schema: &mut SchemaObject, old: OldKeywords) {
        if old.minimum.is_some() || old.maximum.is_some() {
            let bounds = schema.bounds_mut();
            self.exclude(
                old.minimum,
                &mut bounds.minimum,
                &mut bounds.exclusive_minimum,
            );
            self.exclude(
                old.maximum,
                &mut bounds.maximum,
                &mut bounds.exclusive_maximum,
            );
        }
        if let Some(at) = old.nullable {
            self.allow_null(schema, at);
        }
        self.check_default(schema);
    }

    fn exclude(
        &mut self,
        flag: Option<(At, bool)>,
        bound: &mut Option<Located<Number>>,
        exclusive: &mut Option<Located<Number>>,
    ) {
        match flag {
            Some((_, true)) if bound.is_some() => *exclusive = bound.take(),
            Some((at, true)) => {
                let message = format!("{} has no effect without a bound beside it", self.name(at));
                self.report(
                    Code::IneffectiveKeyword,
                    self.tree.key(at).unwrap_or(at),
                    message,
                );
            }
            _ => {}
        }
    }

    /// `nullable: true` adds null to the `type` beside it. Where there is none it says nothing, as OpenAPI 3.0.3 made clear; an `enum`
    /// must list the null as well.
    fn allow_null(&mut self, schema: &mut SchemaObject, at: At) {
        let is_old = self.dialect == Dialect::OpenApi30;
        if !is_old || schema.types.is_empty() {
            schema.rare_mut().meant_nullable = true;
        }
        if !is_old {
            return;
        }
        if schema.types.is_empty() {
            self.report_with(
                Code::IneffectiveKeyword,
                at,
                "`nullable` has no effect without `type` beside it",
                "add the `type`",
            );
        } else if !schema.types.iter().any(|own| own.value == Type::Null) {
            schema.types.push(Located {
                value: Type::Null,
                at,
            });
        }
    }

    /// OpenAPI 3.0 asks of a default that it is valid; in JSON Schema it is an annotation. Null is how some tools write that there is none.
    fn check_default(&mut self, schema: &mut SchemaObject) {
        let Some(problem) = check::default_problem(schema) else {
            return;
        };
        let Some(default) = schema.default.take() else {
            return;
        };
        let message = format!("the default {} {problem}", default.value);
        if self.dialect == Dialect::OpenApi30 && !default.value.is_null() {
            self.report_with(
                Code::DefaultMismatch,
                default.at,
                message,
                "change the default, or what the schema says",
            );
        } else {
            let message = format!("{message}, and is ignored");
            let help = if default.value.is_null() {
                "leave it out to say that there is no default"
            } else {
                "change the default, or what the schema says"
            };
            self.report_with(Code::IgnoredDefault, default.at, message, help);
        }
    }
}
