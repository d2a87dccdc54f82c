//! The spec leg: the oracle. The source spec's own schema, formats asserted, undocumented properties seen.

pub(crate) mod explain;
mod marks;

use std::collections::HashMap;

use serde_json::Value;

use crate::findings::Rule;
use crate::json::{Json, Kind, Pointer};
use crate::lexical;
use crate::problem::Problem;
use crate::spec::{Judge, Node, NodeId, Spec};

/// What the spec says about one response.
#[derive(Debug, Default)]
pub struct SpecVerdict {
    /// What is wrong, in instance order.
    pub problems: Vec<Problem>,
    /// Which schemas apply to which values.
    pub applied: Applied,
}

/// The schemas that apply to each value of a response, by the value's pointer.
#[derive(Debug, Default)]
pub struct Applied(HashMap<String, Vec<NodeId>>);

impl Applied {
    /// The schemas that apply to the value at a pointer.
    #[must_use]
    pub fn at(&self, pointer: &str) -> &[NodeId] {
        self.0.get(pointer).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, pointer: &str, node: NodeId) {
        match self.0.get_mut(pointer) {
            Some(nodes) if nodes.contains(&node) => {}
            Some(nodes) => nodes.push(node),
            None => {
                self.0.insert(pointer.to_owned(), vec![node]);
            }
        }
    }

    /// Reads the numbers of the schemas back from an evaluation.
    fn read(evaluation: &jsonschema::Evaluation) -> Self {
        let mut applied = Self::default();
        if evaluation.is_valid() {
            for entry in evaluation.iter_annotations() {
                if let Some(node) = mark(entry.annotations.value()) {
                    applied.add(entry.instance_location.as_str(), node);
                }
            }
            return applied;
        }
        // Of what is invalid the annotations are dropped, up to the root; the list still has them. What a failing schema
        // documents is documented: one wrong value must not make everything around it look undocumented.
        marks::collect(&evaluation.list(), &mut applied);
        applied
    }
}

fn mark(annotations: &Value) -> Option<NodeId> {
    annotations
        .get(crate::spec::MARK)
        .and_then(Value::as_u64)
        .and_then(|id| usize::try_from(id).ok())
}

/// Judges a response by the spec's own schema.
#[must_use]
pub fn judge(spec: &Spec, judge: &Judge, json: &Json) -> SpecVerdict {
    let evaluation = judge.validator.evaluate(&json.value);
    let applied = Applied::read(&evaluation);
    let mut problems = Vec::new();
    if !evaluation.is_valid() {
        let errors: Vec<_> = judge.validator.iter_errors(&json.value).collect();
        problems = explain::explain(spec, judge, &json.value, &errors);
    }
    undocumented(spec, &applied, json, &mut problems);
    SpecVerdict { problems, applied }
}

/// Finds the properties that no schema claims, at every object that some schema describes.
fn undocumented(spec: &Spec, applied: &Applied, json: &Json, problems: &mut Vec<Problem>) {
    json.walk(|pointer, node| {
        let Kind::Object(members) = &node.kind else {
            return;
        };
        let nodes = lexical::schemas(spec, applied.at(pointer));
        for member in members {
            let instance = || Pointer(pointer).join(&member.key);
            let problem = undocumented_key(&nodes, &member.key, instance);
            problems.extend(problem.filter(|new| !is_told(problems, &new.instance)).map(
                |problem| Problem {
                    span: Some(member.key_span),
                    ..problem
                },
            ));
        }
    });
}

/// Whether something else is already said of a property.
pub(crate) fn is_told(problems: &[Problem], instance: &str) -> bool {
    problems.iter().any(|problem| problem.instance == instance)
}

/// The problem with a key of an object, if the schemas that apply to the object describe its properties, and leave this one out.
pub(crate) fn undocumented_key(
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

/// Notes each pattern that should have been looked at and cannot be, at the first value that it is about.
pub(crate) fn unchecked(spec: &Spec, applied: &Applied, json: &Json) -> Vec<Problem> {
    let mut problems = Vec::new();
    for unchecked in spec.unchecked() {
        let mut first = None;
        json.walk(|pointer, node| {
            let about = match unchecked.keyword {
                "pattern" => matches!(node.kind, Kind::String),
                _ => matches!(node.kind, Kind::Object(_)),
            };
            let mut schemas = applied.at(pointer).iter();
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
fn shorten(key: &str) -> String {
    match key.chars().count() > 60 {
        true => key.chars().take(57).chain("...".chars()).collect(),
        false => key.to_owned(),
    }
}

/// A documented name that differs from a key in case and punctuation alone, or that one of the two continues.
fn nearest<'a>(key: &str, node: &'a crate::spec::Node) -> Option<&'a str> {
    let plain = |text: &str| {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect::<String>()
    };
    let wanted = plain(key);
    let names = || {
        node.properties()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
    };
    names().find(|name| plain(name) == wanted).or_else(|| {
        names().find(|name| {
            let name = plain(name);
            name.len() >= 4
                && wanted.len() >= 4
                && (wanted.starts_with(&name) || name.starts_with(&wanted))
        })
    })
}
