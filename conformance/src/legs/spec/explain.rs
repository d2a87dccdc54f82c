//! From validation errors to problems: one for each cause, in words that hold no captured values.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;

use super::Applied;
use crate::findings::Rule;
use crate::json::Pointer;
use crate::problem::Problem;
use crate::spec::Spec;

/// Explains all errors of one response.
pub(super) fn explain(
    spec: &Spec,
    applied: &Applied,
    root: &Value,
    errors: Vec<ValidationError<'_>>,
) -> Vec<Problem> {
    let explainer = Explainer {
        spec,
        applied,
        root,
    };
    explainer.causes(&errors)
}

struct Explainer<'a> {
    spec: &'a Spec,
    applied: &'a Applied,
    root: &'a Value,
}

impl Explainer<'_> {
    /// The problems behind a list of errors, without those that follow from others.
    fn causes(&self, errors: &[ValidationError<'_>]) -> Vec<Problem> {
        let mut problems: Vec<Problem> = Vec::new();
        for error in errors {
            for problem in self.cause(error) {
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            }
        }
        // A value of the wrong type breaks its enumeration, format and bounds as well; the type is the cause.
        let mistyped: Vec<String> = problems
            .iter()
            .filter(|problem| problem.keyword == "type")
            .map(|problem| problem.instance.clone())
            .collect();
        problems
            .retain(|problem| problem.keyword == "type" || !mistyped.contains(&problem.instance));
        // Two schemas that both want a string (an `allOf`, a `$ref` with siblings) are one cause.
        let mut seen: Vec<(String, String, String)> = Vec::new();
        problems.retain(|problem| {
            let key = (
                problem.instance.clone(),
                problem.message.clone(),
                problem.subject.clone(),
            );
            let new = !seen.contains(&key);
            seen.push(key);
            new
        });
        problems
    }

    fn cause(&self, error: &ValidationError<'_>) -> Vec<Problem> {
        match error.kind() {
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => self.union(error, context),
            _ => vec![self.problem(error)],
        }
    }

    /// A value that fits no branch: what keeps it out of the one branch it was meant for, or that it fits none.
    fn union(
        &self,
        error: &ValidationError<'_>,
        branches: &[Vec<ValidationError<'static>>],
    ) -> Vec<Problem> {
        let place = error.instance_path().as_str();
        let meant: Vec<_> = branches
            .iter()
            .filter(|errors| {
                !errors.iter().any(|error| {
                    error.instance_path().as_str() == place
                        && matches!(error.kind(), Kind::Type { .. } | Kind::Constant { .. })
                })
            })
            .collect();
        if let [errors] = meant.as_slice() {
            return self.causes(errors);
        }
        vec![self.problem(error)]
    }

    fn problem(&self, error: &ValidationError<'_>) -> Problem {
        let instance = error.instance_path().as_str().to_owned();
        let mut schema = error.schema_path().as_str().to_owned();
        let keyword = schema.rsplit('/').next().unwrap_or_default().to_owned();
        let mut subject = String::new();
        if let Kind::Required { property } = error.kind() {
            subject = property.as_str().unwrap_or_default().to_owned();
            let position = self
                .spec
                .at(&schema)
                .and_then(Value::as_array)
                .and_then(|names| names.iter().position(|name| name == property));
            if let Some(position) = position {
                schema = Pointer(&schema).join(&position.to_string());
            }
        }
        let keyword = match error.kind() {
            Kind::Required { .. } => "required".to_owned(),
            Kind::FalseSchema => "false".to_owned(),
            _ => keyword,
        };
        let found = self.root.pointer(&instance).unwrap_or(&Value::Null);
        let stated = self.spec.at(error.schema_path().as_str());
        let rule = match keyword.as_str() {
            "enum" if found.is_string() || found.is_i64() || found.is_u64() => Rule::Enum,
            "format" => Rule::Format,
            _ => Rule::Schema,
        };
        let message = self.message(error.kind(), &keyword, &instance, &subject, stated, found);
        let help = help(rule, &keyword, stated, found);
        let value = match rule {
            Rule::Enum => self.shown(&instance, found),
            _ => None,
        };
        Problem {
            rule,
            keyword,
            instance,
            schema: Some(schema),
            subject,
            span: None,
            value,
            message,
            help,
        }
    }

    fn message(
        &self,
        kind: &Kind,
        keyword: &str,
        instance: &str,
        subject: &str,
        stated: Option<&Value>,
        found: &Value,
    ) -> String {
        let stated_number = || stated.map(Value::to_string).unwrap_or_default();
        match kind {
            Kind::Required { .. } => format!("the required property `{subject}` is missing"),
            Kind::Enum { options } => {
                let count = options.as_array().map_or(0, Vec::len);
                match self.shown(instance, found) {
                    Some(value) => format!("{value} is not among the {count} documented values"),
                    None => format!("the value is not among the {count} documented ones"),
                }
            }
            Kind::Constant { .. } => {
                "the value is not the constant that the spec states".to_owned()
            }
            Kind::AdditionalProperties { unexpected } => {
                format!(
                    "the schema is closed and does not allow {}",
                    quote(unexpected.iter().map(String::as_str))
                )
            }
            Kind::UnevaluatedProperties { unexpected } => {
                format!(
                    "the schema is closed and does not allow {}",
                    quote(unexpected.iter().map(String::as_str))
                )
            }
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                format!(
                    "{} matches none of the {} alternatives",
                    article(found),
                    context.len()
                )
            }
            Kind::OneOfMultipleValid { .. } => format!(
                "{} matches more than one alternative of `oneOf`",
                article(found)
            ),
            Kind::FalseSchema => "the schema allows no value here".to_owned(),
            Kind::MaxItems { limit } => format!("the array has more than {limit} elements"),
            Kind::MinItems { limit } => format!("the array has fewer than {limit} elements"),
            Kind::MaxLength { limit } => format!("the string is longer than {limit} characters"),
            Kind::MinLength { limit } => format!("the string is shorter than {limit} characters"),
            Kind::MaxProperties { limit } => format!("the object has more than {limit} properties"),
            Kind::MinProperties { limit } => {
                format!("the object has fewer than {limit} properties")
            }
            Kind::Maximum { limit } => format!("the number is above the maximum {limit}"),
            Kind::Minimum { limit } => format!("the number is below the minimum {limit}"),
            Kind::ExclusiveMaximum { limit } => format!("the number is not below {limit}"),
            Kind::ExclusiveMinimum { limit } => format!("the number is not above {limit}"),
            _ if keyword == "multipleOf" => {
                format!("the number is not a multiple of {}", stated_number())
            }
            Kind::Pattern { pattern } => {
                format!("the string does not match the pattern `{pattern}`")
            }
            Kind::UniqueItems => "the array holds an element twice".to_owned(),
            Kind::Type { .. } => format!("expected {}, found {}", types(stated), article(found)),
            _ if keyword == "format" => {
                let format = stated.and_then(Value::as_str).unwrap_or_default();
                match found {
                    Value::Number(_) => format!("the number is not of the format `{format}`"),
                    _ => format!("the string is not of the format `{format}`"),
                }
            }
            _ => format!("the value breaks `{keyword}`"),
        }
    }

    /// A short and harmless value, quoted; nothing where the spec calls the place or one around it sensitive.
    fn shown(&self, instance: &str, found: &Value) -> Option<String> {
        let mut place = Some(Pointer(instance));
        while let Some(pointer) = place {
            if self
                .applied
                .at(pointer.0)
                .iter()
                .filter_map(|id| self.spec.nodes().get(*id))
                .any(|node| node.is_sensitive())
            {
                return None;
            }
            place = pointer.split_last().map(|(parent, _)| parent);
        }
        match found {
            Value::String(text)
                if text.chars().count() <= 40 && !text.chars().any(char::is_control) =>
            {
                Some(format!("`{text}`"))
            }
            // Of another number the text may have digits that are lost here.
            Value::Number(number) if !number.is_f64() => Some(format!("`{number}`")),
            _ => None,
        }
    }
}

fn help(rule: Rule, keyword: &str, stated: Option<&Value>, found: &Value) -> Option<String> {
    match (rule, keyword) {
        (Rule::Enum, _) => {
            let text = found.as_str()?;
            let twin = stated?
                .as_array()?
                .iter()
                .filter_map(Value::as_str)
                .find(|value| value.eq_ignore_ascii_case(text));
            Some(match twin {
                Some(twin) => format!("the spec has `{twin}`: only the case differs"),
                None => "programs read it as an unknown value; add it to the spec once it is known to stay".to_owned(),
            })
        }
        (_, "type") if found.is_null() => Some(
            "if the provider means it, the spec has to say so: `type: [.., 'null']`".to_owned(),
        ),
        (_, "type") if found.is_number() && types(stated) == "a string" => Some(
            "a number in place of a string is a change of the wire format, and digits may be lost"
                .to_owned(),
        ),
        _ => None,
    }
}

/// `a string`, `an integer or null`, from the value of a `type` keyword.
fn types(stated: Option<&Value>) -> String {
    let names: Vec<_> = match stated {
        Some(Value::String(name)) => vec![with_article(name)],
        Some(Value::Array(names)) => names
            .iter()
            .filter_map(Value::as_str)
            .map(with_article)
            .collect(),
        _ => Vec::new(),
    };
    match names.split_last() {
        None => "another type".to_owned(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

fn with_article(name: &str) -> &'static str {
    match name {
        "null" => "null",
        "boolean" => "a boolean",
        "integer" => "an integer",
        "number" => "a number",
        "string" => "a string",
        "array" => "an array",
        "object" => "an object",
        _ => "another type",
    }
}

/// What a value is, without saying which.
fn article(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number)
            if number.is_f64() && number.as_f64().is_some_and(|float| float.fract() != 0.0) =>
        {
            "a number with a fraction"
        }
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn quote<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
