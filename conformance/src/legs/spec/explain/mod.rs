//! From validation errors to problems: one for each cause, in words that hold no captured values.

mod tag;
mod union;
mod words;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;

use crate::findings::Rule;
use crate::json::Pointer;
use crate::problem::Problem;
use crate::spec::{Judge, Spec};

/// Explains all errors of one response.
pub(crate) fn explain(
    spec: &Spec,
    judge: &Judge,
    root: &Value,
    errors: &[ValidationError<'_>],
) -> Vec<Problem> {
    let explainer = Explainer { spec, judge, root };
    explainer.causes(errors)
}

struct Explainer<'a> {
    spec: &'a Spec,
    judge: &'a Judge,
    root: &'a Value,
}

/// How near to the cause a keyword is that looks at a value alone: a value of the wrong type breaks its enumeration, format and bounds as
/// well, and one that is not listed need not have the form of one that is.
fn rank(problem: &Problem) -> u8 {
    match problem.keyword.as_str() {
        "type" | "false" => 0,
        "enum" | "const" => 1,
        "format" => 2,
        "pattern" | "minLength" | "maxLength" | "minimum" | "maximum" | "exclusiveMinimum"
        | "exclusiveMaximum" | "multipleOf" => 3,
        // These are about what a value contains.
        _ => 1,
    }
}

impl Explainer<'_> {
    /// The problems behind a list of errors, without those that follow from others.
    fn causes(&self, errors: &[ValidationError<'_>]) -> Vec<Problem> {
        let mut problems: Vec<Problem> = Vec::new();
        let (left_over, plain): (Vec<_>, Vec<_>) =
            errors.iter().partition(|error| is_left_over(error.kind()));
        for error in plain {
            for problem in self.cause(error) {
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            }
        }
        // What a failing schema documents is not evaluated. That is no cause: it follows from the failure.
        for error in left_over {
            let place = error.instance_path().as_str();
            let follows = problems
                .iter()
                .any(|problem| Pointer(place).contains(&problem.instance));
            match (follows, error.kind()) {
                (false, _) => problems.push(self.problem(error)),
                (true, Kind::UnevaluatedProperties { unexpected }) => {
                    problems.extend(self.unknown(error, unexpected));
                }
                (true, _) => {}
            }
        }
        let ranks: Vec<(String, u8)> = problems
            .iter()
            .map(|problem| (problem.instance.clone(), rank(problem)))
            .collect();
        problems.retain(|problem| {
            let own = rank(problem);
            !ranks
                .iter()
                .any(|(instance, rank)| *rank < own && *instance == problem.instance)
        });
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

    /// Of properties that were not evaluated, those that no schema names.
    fn unknown(&self, error: &ValidationError<'_>, unexpected: &[String]) -> Option<Problem> {
        let place = error.instance_path().as_str();
        let unknown: Vec<&str> = unexpected
            .iter()
            .map(String::as_str)
            .filter(|key| !self.names(&Pointer(place).join(key)))
            .collect();
        if unknown.is_empty() {
            return None;
        }
        let mut problem = self.problem(error);
        problem.message = words::closed(unknown);
        Some(problem)
    }

    /// Whether the spec names the last key of a pointer.
    fn names(&self, pointer: &str) -> bool {
        let (name, _) = self.name(pointer);
        !name.ends_with("/*")
    }

    /// The name of a place, and whether what stands there may not be shown.
    fn name(&self, pointer: &str) -> (String, bool) {
        let nodes = self.spec.nodes();
        self.spec
            .reach()
            .name(nodes, &self.judge.definition, self.root, pointer)
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
        let shown = match rule {
            Rule::Enum => self.shown(&instance, found),
            _ => None,
        };
        let message = words::message(
            error.kind(),
            &keyword,
            &subject,
            stated,
            found,
            shown.as_deref(),
        );
        let help = words::help(rule, &keyword, stated, found, shown.is_some());
        Problem {
            rule,
            keyword,
            instance,
            name: None,
            shown: None,
            schema: Some(schema),
            subject,
            span: None,
            value: shown,
            message,
            help,
        }
    }

    /// A short and harmless value, quoted; nothing where the spec may call the place or one around it sensitive.
    fn shown(&self, instance: &str, found: &Value) -> Option<String> {
        let (_, hidden) = self.name(instance);
        match found {
            _ if hidden => None,
            Value::String(text)
                if text.chars().count() <= 40 && !text.chars().any(char::is_control) =>
            {
                Some(format!("`{text}`"))
            }
            Value::Number(number) => Some(format!("`{number}`")),
            _ => None,
        }
    }
}

/// Whether an error says that something was left over when all schemas had been looked at.
fn is_left_over(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::UnevaluatedProperties { .. } | Kind::UnevaluatedItems { .. }
    )
}
