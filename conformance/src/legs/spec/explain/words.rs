//! Words for problems. They hold no captured value but those that may be shown.

use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;

use crate::findings::Rule;

/// What is wrong. `shown` is the value, quoted, where it is short and may be shown.
pub(super) fn message(
    kind: &Kind,
    keyword: &str,
    subject: &str,
    stated: Option<&Value>,
    found: &Value,
    shown: Option<&str>,
) -> String {
    let stated_number = || stated.map(Value::to_string).unwrap_or_default();
    match kind {
        Kind::Required { .. } => format!("the required property `{subject}` is missing"),
        Kind::Enum { options } => {
            let count = options.as_array().map_or(0, Vec::len);
            match shown {
                Some(value) => format!("{value} is not among the {count} documented values"),
                None => format!("the value is not among the {count} documented ones"),
            }
        }
        Kind::Constant { .. } => "the value is not the constant that the spec states".to_owned(),
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            closed(unexpected.iter().map(String::as_str))
        }
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            format!(
                "{} matches none of the {} alternatives",
                article(found),
                context.len()
            )
        }
        Kind::OneOfMultipleValid { context } => format!(
            "{} matches {} of the {} alternatives of `oneOf`, and may match one",
            article(found),
            context.iter().filter(|errors| errors.is_empty()).count(),
            context.len()
        ),
        Kind::UnevaluatedItems { .. } => "the array has elements that no schema allows".to_owned(),
        Kind::PropertyNames { .. } => {
            "the object has a key that `propertyNames` refuses".to_owned()
        }
        Kind::Contains => {
            "the array holds no element of the kind that `contains` asks for".to_owned()
        }
        Kind::Not { .. } => "the value is what `not` excludes".to_owned(),
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

/// What is said of properties that a closed schema does not name.
pub(super) fn closed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    format!("the schema is closed and does not allow {}", quote(names))
}

/// What to make of a problem. `shown` says whether the value may be: the name of its twin would tell it.
pub(super) fn help(
    rule: Rule,
    keyword: &str,
    stated: Option<&Value>,
    found: &Value,
    shown: bool,
) -> Option<String> {
    match (rule, keyword) {
        (Rule::Enum, _) => {
            let text = found.as_str()?;
            let twin = stated?
                .as_array()?
                .iter()
                .filter_map(Value::as_str)
                .find(|value| shown && value.eq_ignore_ascii_case(text));
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
pub(super) fn article(value: &Value) -> &'static str {
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

/// Names in backquotes, the first few of them.
pub(super) fn quote<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const MOST: usize = 5;
    let mut names = names.into_iter();
    let shown: Vec<_> = names
        .by_ref()
        .take(MOST)
        .map(|name| format!("`{}`", super::super::shorten(name)))
        .collect();
    match names.count() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
