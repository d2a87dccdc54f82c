//! The spec leg: the oracle. The source spec's own schema, formats asserted, undocumented properties seen.

pub(crate) mod explain;

use callspec_generator::source::Span;
use serde_json::Value;

use crate::findings::Rule;
use crate::json::{Json, Kind, Pointer, pointers_at};
use crate::lexical;
use crate::problem::Problem;
use crate::scan::{self, Scanner, Survey};
use crate::spec::{Judge, Node, NodeId, Spec};

/// What the spec says about one response.
#[derive(Debug, Default)]
pub struct SpecVerdict {
    /// What is wrong, in instance order.
    pub problems: Vec<Problem>,
    /// What else is known of the text, by places in [`Json::text`]; `None` where too much would have to be compiled for it.
    pub survey: Option<Survey>,
}

impl SpecVerdict {
    /// The schemas that apply to the value that begins at a place of the text.
    #[must_use]
    pub fn applied(&self, place: usize) -> &[NodeId] {
        self.survey
            .as_ref()
            .map_or(&[], |survey| survey.applied(place))
    }

    /// Whether a branch is taken to apply of which nobody can tell whether it does: what the response exercises is not known then.
    #[must_use]
    pub fn is_guess(&self) -> bool {
        self.survey.as_ref().is_some_and(Survey::is_guess)
    }
}

/// Judges a response by the spec's own schema.
#[must_use]
pub fn judge(spec: &Spec, judge: &Judge, json: &Json) -> SpecVerdict {
    let program = spec.program();
    let text = scan::repaired(json);
    let survey = program
        .entry(&judge.definition)
        .and_then(|entry| Scanner::new().survey(program, entry, text.as_bytes()));
    let value = &json.value;
    SpecVerdict {
        problems: problems(spec, judge, value, text.as_bytes(), survey.as_ref()),
        survey,
    }
}

/// What is wrong with a response: by the validator, and by a survey of its text, which has no flaws.
pub(crate) fn problems(
    spec: &Spec,
    judge: &Judge,
    value: &Value,
    text: &[u8],
    survey: Option<&Survey>,
) -> Vec<Problem> {
    let errors: Vec<_> = judge.validator.iter_errors(value).collect();
    let mut problems = match errors.is_empty() {
        true => Vec::new(),
        false => explain::explain(spec, judge, value, &errors),
    };
    if let Some(survey) = survey {
        undocumented(spec, text, survey, &mut problems);
    }
    problems
}

/// Adds the properties that no schema claims, of every object that some schema describes.
fn undocumented(spec: &Spec, text: &[u8], survey: &Survey, problems: &mut Vec<Problem>) {
    let places: Vec<_> = survey.undocumented.iter().map(|key| key.value).collect();
    if places.is_empty() {
        return;
    }
    for (key, pointer) in survey.undocumented.iter().zip(pointers_at(text, &places)) {
        let Some(pointer) = pointer else { continue };
        let Some((_, name)) = Pointer(&pointer).split_last() else {
            continue;
        };
        let nodes = lexical::schemas(spec, survey.applied(key.object));
        let problem = undocumented_key(&nodes, &name, || pointer.clone());
        problems.extend(
            problem
                .filter(|new| !is_told(problems, &new.instance))
                .map(|problem| Problem {
                    span: Some(Span {
                        start: key.key.start,
                        end: key.key.end,
                    }),
                    ..problem
                }),
        );
    }
}

/// Whether something else is already said of a property.
fn is_told(problems: &[Problem], instance: &str) -> bool {
    problems.iter().any(|problem| problem.instance == instance)
}

/// The problem with a key of an object, if the schemas that apply to the object describe its properties, and leave this one out.
fn undocumented_key(
    nodes: &[&Node],
    key: &str,
    instance: impl FnOnce() -> String,
) -> Option<Problem> {
    let open = nodes.iter().any(|node| node.is_open());
    let described = nodes.iter().any(|node| node.documents_properties());
    // A schema that forbids other properties has said so itself.
    let closed = nodes.iter().any(|node| {
        ["additionalProperties", "unevaluatedProperties"]
            .iter()
            .any(|keyword| node.schema.get(*keyword) == Some(&Value::Bool(false)))
    });
    let claimed = || {
        nodes.iter().any(|node| {
            node.properties()
                .is_some_and(|properties| properties.contains_key(key))
                || pattern_claims(node, key)
        })
    };
    if open || closed || !described || claimed() {
        return None;
    }
    let renamed = nodes
        .iter()
        .find_map(|node| nearest(key, node).map(|name| (node, name)));
    let home = renamed
        .map(|(node, _)| node)
        .or_else(|| nodes.iter().find(|node| node.properties().is_some()))?;
    Some(Problem {
        rule: Rule::Undocumented,
        keyword: "properties".to_owned(),
        instance: instance(),
        schema: Some(Pointer(&home.pointer).join("properties")),
        subject: key.to_owned(),
        message: format!("the property `{}` is not documented", shorten(key)),
        help: renamed.map(|(_, name)| format!("the spec documents `{name}`; was it renamed?")),
        ..Problem::default()
    })
}

/// Notes what should have been looked at and cannot be: each pattern at the first value that it is about.
pub(crate) fn unchecked(spec: &Spec, verdict: &SpecVerdict, json: &Json) -> Vec<Problem> {
    let mut problems = Vec::new();
    if verdict.survey.is_none() {
        problems.push(Problem {
            rule: Rule::NotChecked,
            subject: "survey".to_owned(),
            message: "undocumented properties and the spelling of numbers are not checked: too many branches may apply".to_owned(),
            ..Problem::default()
        });
    }
    for unchecked in spec.unchecked() {
        let mut first = None;
        json.walk(|pointer, node| {
            let about = match unchecked.keyword {
                "pattern" => matches!(node.kind, Kind::String),
                _ => matches!(node.kind, Kind::Object(_)),
            };
            let mut schemas = verdict.applied(node.span.start).iter();
            if first.is_none()
                && about
                && schemas.any(|id| {
                    let node = spec.nodes().get(*id);
                    node.is_some_and(|node| node.pointer == unchecked.schema)
                })
            {
                first = Some(pointer.to_owned());
            }
        });
        problems.extend(first.map(|instance| Problem {
            rule: Rule::NotChecked,
            keyword: unchecked.keyword.to_owned(),
            instance,
            schema: Some(Pointer(&unchecked.schema).join(unchecked.keyword)),
            subject: unchecked.pattern.clone(),
            message: format!(
                "the pattern `{}` is not checked: it cannot be compiled",
                shorten(&unchecked.pattern)
            ),
            help: Some("write it as a regular expression of ECMA-262".to_owned()),
            ..Problem::default()
        }));
    }
    problems
}

fn pattern_claims(node: &crate::spec::Node, key: &str) -> bool {
    let Some(patterns) = node
        .schema
        .get("patternProperties")
        .and_then(Value::as_object)
    else {
        return false;
    };
    patterns.keys().any(|pattern| {
        let schema = serde_json::json!({ "pattern": pattern });
        crate::formats::validator(&schema)
            .is_ok_and(|validator| validator.is_valid(&Value::String(key.to_owned())))
    })
}

/// A key short enough for a message.
pub(crate) fn shorten(key: &str) -> String {
    match key.chars().count() > 60 {
        true => key.chars().take(57).chain("...".chars()).collect(),
        false => key.to_owned(),
    }
}

/// A documented name that differs from a key in case and punctuation alone, or that one of the two continues.
fn nearest<'a>(key: &str, node: &'a crate::spec::Node) -> Option<&'a str> {
    let names = || {
        node.properties()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
    };
    names()
        .find(|name| plain(name).eq(plain(key)))
        .or_else(|| names().find(|name| is_continued(name, key)))
}

/// The letters and digits of a name, small.
fn plain(name: &str) -> impl Iterator<Item = u8> {
    name.bytes()
        .filter(u8::is_ascii_alphanumeric)
        .map(|byte| byte.to_ascii_lowercase())
}

/// Whether one of two names begins with the other, which has four letters at least.
fn is_continued(one: &str, other: &str) -> bool {
    const LEAST: usize = 4;
    let common = plain(one)
        .zip(plain(other))
        .take_while(|(one, other)| one == other)
        .count();
    let is_all_of = |name| plain(name).nth(common).is_none();
    common >= LEAST && (is_all_of(one) || is_all_of(other))
}

#[cfg(test)]
mod tests {
    use super::is_continued;

    #[test]
    fn names_that_go_on_are_near() {
        for (one, other) in [
            ("duration", "durationSeconds"),
            ("Call_Id", "callid2"),
            ("caller", "call"),
            ("same", "same"),
        ] {
            assert!(
                is_continued(one, other) && is_continued(other, one),
                "{one}, {other}"
            );
        }
        for (one, other) in [
            ("id", "identity"),
            ("", "call"),
            ("started", "starting"),
            ("cal", "cal"),
        ] {
            assert!(!is_continued(one, other), "{one}, {other}");
        }
    }
}
