//! What one schema says must hold together.

use serde_json::{Number, Value};

use crate::diagnostics::{Code, Diagnostic};
use crate::spec::format::{self, Subject};
use crate::spec::spelling;
use crate::spec::tree::{At, Content, Tree};
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
    check.required();
    check.values();
    check.enum_extensions();
}

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
        let words: Vec<&str> = self
            .schema
            .types
            .iter()
            .map(|own| word(own.value))
            .collect();
        words.join(" or ")
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
        let schema = self.schema;
        let counts = [
            (
                "minLength",
                &schema.min_length,
                "maxLength",
                &schema.max_length,
            ),
            ("minItems", &schema.min_items, "maxItems", &schema.max_items),
            (
                "minProperties",
                &schema.min_properties,
                "maxProperties",
                &schema.max_properties,
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
                self.report(Code::EmptyRange, low.at, message, None);
            }
        }
        let lows = [
            ("minimum", &schema.minimum, false),
            ("exclusiveMinimum", &schema.exclusive_minimum, true),
        ];
        let highs = [
            ("maximum", &schema.maximum, false),
            ("exclusiveMaximum", &schema.exclusive_maximum, true),
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
                        self.report(Code::EmptyRange, low.at, message, None);
                    }
                }
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
        for (keyword, value) in listed.chain(schema.constant.iter().map(|value| ("const", value))) {
            if !self.has_type(&value.value) {
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
        if let Some(default) = &schema.default
            && let Some(problem) = self.refusal(default)
        {
            self.report(
                Code::DefaultMismatch,
                default.at,
                format!("the default {} {problem}", default.value),
                None,
            );
        }
    }

    /// Why a value cannot be a default, as far as this schema alone tells.
    fn refusal(&self, default: &Located<Value>) -> Option<String> {
        let schema = self.schema;
        if !self.has_type(&default.value) {
            return Some(format!("is no {}", self.type_words()));
        }
        if schema.enumeration.as_ref().is_some_and(|values| {
            !values
                .iter()
                .any(|value| same(&value.value, &default.value))
        }) {
            return Some("is not in `enum`".to_owned());
        }
        match &default.value {
            Value::Number(number) => {
                let below = |bound: &Option<Located<Number>>| {
                    bound
                        .as_ref()
                        .is_some_and(|bound| above(&bound.value, number))
                };
                let over = |bound: &Option<Located<Number>>| {
                    bound
                        .as_ref()
                        .is_some_and(|bound| above(number, &bound.value))
                };
                (below(&schema.minimum) || over(&schema.maximum))
                    .then(|| "is out of range".to_owned())
            }
            Value::String(text) => {
                let length = text.chars().count() as u64;
                let short = schema
                    .min_length
                    .as_ref()
                    .is_some_and(|bound| length < bound.value);
                let long = schema
                    .max_length
                    .as_ref()
                    .is_some_and(|bound| length > bound.value);
                (short || long).then(|| "has a length that is out of range".to_owned())
            }
            _ => None,
        }
    }

    fn has_type(&self, value: &Value) -> bool {
        match value {
            Value::Null => self.takes(&[Type::Null]),
            Value::Bool(_) => self.takes(&[Type::Boolean]),
            Value::Number(number)
                if number.as_f64().is_some_and(|number| number.fract() == 0.0) =>
            {
                self.takes(&[Type::Integer, Type::Number])
            }
            Value::Number(_) => self.takes(&[Type::Number]),
            Value::String(_) => self.takes(&[Type::String]),
            Value::Array(_) => self.takes(&[Type::Array]),
            Value::Object(_) => self.takes(&[Type::Object]),
        }
    }

    /// `x-rust-names`, `x-enum-descriptions` and `x-closed` speak of `enum`.
    fn enum_extensions(&mut self) {
        let schema = self.schema;
        let Some(values) = &schema.enumeration else {
            for name in ["x-rust-names", "x-enum-descriptions", "x-closed"] {
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

/// Whether one number is above another, exactly where both are integers.
fn above(a: &Number, b: &Number) -> bool {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => a > b,
        _ => a.as_f64() > b.as_f64(),
    }
}

/// Equality of JSON values, in which `1` is `1.0`.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}
