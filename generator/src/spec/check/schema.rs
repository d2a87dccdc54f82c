//! What one schema says must hold together.

mod values;

use serde_json::Value;

use super::pattern;
use crate::diagnostics::{Code, Diagnostic};
use crate::spec::format::{self, Subject};
use crate::spec::spelling;
use crate::spec::tree::{At, Content, Entry, Tree};
use crate::spec::{Located, SchemaObject, Type};

/// Checks one schema by itself: what stands in other schemas is not looked at.
pub(in crate::spec) fn check(
    tree: &Tree,
    at: At,
    schema: &SchemaObject,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut check = Check {
        tree,
        at,
        schema,
        diagnostics,
    };
    check.format();
    check.ineffective();
    check.ranges();
    check.patterns();
    check.required();
    check.values();
    check.enum_extensions();
}

use values::above;
pub(in crate::spec) use values::default_problem;

struct Check<'d> {
    tree: &'d Tree,
    at: At,
    schema: &'d SchemaObject,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Check<'_> {
    fn report(&mut self, code: Code, at: At, message: String, help: Option<String>) {
        let mut diagnostic = self.tree.diagnostic(code, at, message);
        diagnostic.help = help;
        self.diagnostics.push(diagnostic);
    }

    /// Whether a value of one of these types is possible; a schema without `type` takes all.
    fn takes(&self, types: &[Type]) -> bool {
        self.schema.types.is_empty()
            || self
                .schema
                .types
                .iter()
                .any(|own| types.contains(&own.value))
    }

    fn type_words(&self) -> String {
        values::type_words(self.schema)
    }

    fn format(&mut self) {
        let Some(format) = &self.schema.format else {
            return;
        };
        let Some(subject) = format::subject(&format.value) else {
            let message = format!("the format `{}` is unknown", format.value);
            let nearest = spelling::nearest(&format.value, format::names())
                .map(|nearest| format!("did you mean `{nearest}`?"));
            let all = || {
                format!(
                    "known are: {}",
                    format::names().collect::<Vec<_>>().join(", ")
                )
            };
            self.report(
                Code::UnknownFormat,
                format.at,
                message,
                Some(nearest.unwrap_or_else(all)),
            );
            return;
        };
        let types: &[Type] = match subject {
            Subject::Text => &[Type::String],
            Subject::Number => &[Type::Integer, Type::Number],
            Subject::Either => &[Type::Integer, Type::Number, Type::String],
        };
        if !self.takes(types) {
            let message = format!(
                "the format `{}` has no effect on {}",
                format.value,
                self.type_words()
            );
            self.report(Code::IneffectiveKeyword, format.at, message, None);
        }
    }

    /// Keywords that only speak of other types than the schema's.
    fn ineffective(&mut self) {
        const GROUPS: &[(&[Type], &[&str])] = &[
            (&[Type::String], &["minLength", "maxLength", "pattern"]),
            (
                &[Type::Integer, Type::Number],
                &[
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "multipleOf",
                ],
            ),
            (
                &[Type::Array],
                &["items", "minItems", "maxItems", "uniqueItems"],
            ),
            (
                &[Type::Object],
                &[
                    "properties",
                    "required",
                    "additionalProperties",
                    "minProperties",
                    "maxProperties",
                ],
            ),
        ];
        if self.schema.types.is_empty() {
            return;
        }
        for entry in self.tree.entries(self.at) {
            if let Some((types, _)) = GROUPS.iter().find(|(_, names)| names.contains(&entry.name))
                && !self.takes(types)
            {
                let message = format!("`{}` has no effect on {}", entry.name, self.type_words());
                let needed: Vec<String> = types
                    .iter()
                    .map(|needed| format!("`{}`", word(*needed)))
                    .collect();
                let help = format!("it speaks of {}", needed.join(" and "));
                self.report(Code::IneffectiveKeyword, entry.key, message, Some(help));
            }
        }
    }

    fn ranges(&mut self) {
        let Some(bounds) = self.schema.bounded.as_deref() else {
            return;
        };
        let counts = [
            (
                "minLength",
                &bounds.min_length,
                "maxLength",
                &bounds.max_length,
            ),
            ("minItems", &bounds.min_items, "maxItems", &bounds.max_items),
            (
                "minProperties",
                &bounds.min_properties,
                "maxProperties",
                &bounds.max_properties,
            ),
        ];
        for (low_name, low, high_name, high) in counts {
            if let (Some(low), Some(high)) = (low, high)
                && low.value > high.value
            {
                let message = format!(
                    "`{low_name}` {} is above `{high_name}` {}",
                    low.value, high.value
                );
                self.report(Code::EmptyRange, low.at, message, swapped());
            }
        }
        let lows = [
            ("minimum", &bounds.minimum, false),
            ("exclusiveMinimum", &bounds.exclusive_minimum, true),
        ];
        let highs = [
            ("maximum", &bounds.maximum, false),
            ("exclusiveMaximum", &bounds.exclusive_maximum, true),
        ];
        for (low_name, low, low_open) in lows {
            for (high_name, high, high_open) in highs {
                if let (Some(low), Some(high)) = (low, high) {
                    let touching = low_open || high_open;
                    if above(&low.value, &high.value)
                        || (touching && low.value.as_f64() == high.value.as_f64())
                    {
                        let message = format!(
                            "nothing lies between `{low_name}` {} and `{high_name}` {}",
                            low.value, high.value
                        );
                        self.report(Code::EmptyRange, low.at, message, swapped());
                    }
                }
            }
        }
    }

    /// `pattern` and the keys of `patternProperties`.
    fn patterns(&mut self) {
        let schema = self.schema;
        let rare = schema.rare.as_deref();
        let names = rare.map_or(&[][..], |rare| &rare.pattern_properties);
        let names = names.iter().map(|(name, _)| name);
        for pattern in schema.bounds().pattern.iter().chain(names) {
            if let Some(problem) = pattern::problem(&pattern.value) {
                let message =
                    format!("the pattern is no regular expression of ECMA-262: {problem}");
                let help =
                    "write it as JavaScript would; some validators leave it out, others fail";
                self.report(
                    Code::InvalidPattern,
                    pattern.at,
                    message,
                    Some(help.to_owned()),
                );
            }
        }
    }

    /// Names in `required` that nothing here declares. Where schemas are combined, another may declare them.
    fn required(&mut self) {
        let schema = self.schema;
        let combined = schema.reference.is_some()
            || !schema.all_of.is_empty()
            || !schema.any_of.is_empty()
            || !schema.one_of.is_empty();
        if schema.properties.is_empty() || combined || self.is_branch() {
            return;
        }
        let names = || {
            schema
                .properties
                .iter()
                .map(|(name, _)| name.value.as_str())
        };
        for required in &schema.required {
            if !names().any(|name| name == required.value) {
                let message = format!(
                    "`{}` is required and not among the properties",
                    required.value
                );
                let help =
                    spelling::suggest(&required.value, "there are", names().collect::<Vec<_>>());
                self.report(Code::UnknownRequired, required.at, message, help);
            }
        }
    }

    /// Whether the schema is one of `allOf`, `anyOf` or `oneOf`.
    fn is_branch(&self) -> bool {
        let list = self
            .tree
            .parent(self.at)
            .filter(|list| matches!(self.tree.content(*list), Content::List(_)));
        let key = list
            .and_then(|list| self.tree.key(list))
            .and_then(|key| self.tree.raw(key.0));
        matches!(key, Some("allOf" | "anyOf" | "oneOf"))
    }

    /// `enum`, `const` and `default` against the schema's own type, values and bounds.
    fn values(&mut self) {
        let schema = self.schema;
        let listed = schema
            .enumeration
            .iter()
            .flatten()
            .map(|value| ("enum", value));
        for (keyword, value) in
            listed.chain(schema.constant.iter().map(|value| ("const", &**value)))
        {
            if !values::has_type(schema, &value.value) {
                let message = format!(
                    "the `{keyword}` value {} is no {}",
                    value.value,
                    self.type_words()
                );
                let help = if value.value.is_null() {
                    "add `'null'` to `type`"
                } else {
                    "change the value or the `type`"
                };
                self.report(Code::EnumMismatch, value.at, message, Some(help.to_owned()));
            }
        }
    }

    /// `x-rust-names`, `x-enum-descriptions` and `x-closed` speak of `enum`.
    fn enum_extensions(&mut self) {
        let schema = self.schema;
        let Some(values) = &schema.enumeration else {
            let is_extended = |entry: Entry<'_>| entry.name.starts_with("x-");
            if !self.tree.entries(self.at).any(is_extended) {
                return;
            }
            for name in ["x-rust-names", "x-enum-descriptions", "x-closed"] {
                if name == "x-closed" && schema.constant.is_some() {
                    continue;
                }
                if let Some(value) = self.tree.get(self.at, name) {
                    let at = self.tree.key(value).unwrap_or(value);
                    self.report(
                        Code::IneffectiveKeyword,
                        at,
                        format!("`{name}` has no effect without `enum`"),
                        None,
                    );
                }
            }
            return;
        };
        let text = |value: &Located<Value>| {
            value
                .value
                .as_str()
                .map_or_else(|| value.value.to_string(), str::to_owned)
        };
        let values: Vec<String> = values.iter().map(text).collect();
        for (name, _) in schema.rust_names.iter().chain(&schema.enum_descriptions) {
            if !values.contains(&name.value) {
                let help =
                    spelling::suggest(&name.value, "there are", values.iter().map(String::as_str));
                self.report(
                    Code::InvalidValue,
                    name.at,
                    format!("`{}` is not in `enum`", name.value),
                    help,
                );
            }
        }
    }
}

/// What to do about a lower bound above the upper one.
fn swapped() -> Option<String> {
    Some("swap them, or move one of them".to_owned())
}

fn word(of: Type) -> &'static str {
    match of {
        Type::Null => "null",
        Type::Boolean => "boolean",
        Type::Integer => "integer",
        Type::Number => "number",
        Type::String => "string",
        Type::Array => "array",
        Type::Object => "object",
    }
}
