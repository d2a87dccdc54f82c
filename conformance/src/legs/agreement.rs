//! Where the legs disagree, and which layer is to blame.
//!
//! The spec is the oracle. A leg that refuses what the spec takes, or takes what the spec refuses, or loses something on the way,
//! shows a mistake of the generator or of its runtime; except for what the types tolerate on purpose, so that a program survives
//! what a provider does tomorrow: unknown enumeration values, undocumented properties, a null where a property may be absent, the
//! absence of a property that may be null, and the bounds that the types only document.

use serde_json::Value;

use super::derived::Refused;
use super::model::ModelVerdict;
use super::spec::SpecVerdict;
use crate::compare::{Difference, DifferenceKind};
use crate::findings::Rule;
use crate::json::{Json, Pointer};
use crate::located::Located;
use crate::problem::Problem;
use crate::spec::{Judge, Spec};

/// What the legs said of one response.
pub struct Opinions<'a> {
    /// The spec.
    pub spec: &'a Spec,
    /// The schema of the response in it.
    pub judge: &'a Judge,
    /// The response as it was read, which the spec judged.
    pub json: &'a Json,
    /// The response, with something in place of its placeholders.
    pub response: &'a Value,
    /// What the spec said.
    pub verdict: &'a SpecVerdict,
    /// What is wrong with the text.
    pub lexical: &'a [Problem],
    /// What the derived schema refused; `None` where it is not built.
    pub derived: Option<&'a [Refused]>,
    /// What the type did; `None` where it is not built.
    pub model: Option<&'a ModelVerdict>,
}

/// Keywords whose violation a type takes, because it only documents them.
const DOCUMENTED_ONLY: [&str; 16] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "const",
    "additionalProperties",
    "unevaluatedProperties",
];

/// Every disagreement, as problems of the rule `legs`.
#[must_use]
pub fn disagreements(opinions: &Opinions<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    match opinions.model {
        None => {}
        Some(ModelVerdict::Unstable(message)) => problems.push(opinions.blame(
            "model",
            "",
            format!("the model does not settle: {message}"),
        )),
        Some(ModelVerdict::Refused(refusal)) if opinions.complains_at(&refusal.pointer) => {}
        Some(ModelVerdict::Refused(refusal)) => {
            let message = format!(
                "the model refuses what the spec accepts: {}",
                refusal.message
            );
            problems.push(opinions.blame("model", &refusal.pointer, message));
        }
        Some(ModelVerdict::Returned(differences)) => {
            problems.extend(
                differences
                    .iter()
                    .filter_map(|difference| opinions.difference(difference)),
            );
            for problem in opinions
                .objections()
                .filter(|problem| !opinions.tolerates(problem))
            {
                let message = format!(
                    "the model accepts what the spec refuses (`{}`)",
                    problem.keyword
                );
                problems.push(opinions.blame("model", &problem.place(), message));
            }
        }
    }
    if let Some(refused) = opinions.derived {
        for refusal in refused
            .iter()
            .filter(|refusal| !opinions.complains_at(&refusal.pointer))
        {
            let message = format!(
                "the derived schema refuses what the spec accepts (`{}`)",
                refusal.keyword
            );
            problems.push(opinions.blame("derived", &refusal.pointer, message));
        }
        let missed = opinions.objections().filter(|problem| {
            let place = problem.place();
            !opinions.relaxes(problem)
                && !refused.iter().any(|refusal| {
                    Pointer(&refusal.pointer).contains(&place)
                        || Pointer(&place).contains(&refusal.pointer)
                })
        });
        for problem in missed {
            let message = format!(
                "the derived schema accepts what the spec refuses (`{}`)",
                problem.keyword
            );
            problems.push(opinions.blame("derived", &problem.place(), message));
        }
    }
    problems
}

impl Opinions<'_> {
    /// What the spec objects to, undocumented properties aside.
    fn objections(&self) -> impl Iterator<Item = &Problem> {
        self.verdict
            .problems
            .iter()
            .filter(|problem| problem.rule != Rule::Undocumented)
    }

    /// Whether the spec, or the text itself, is already reported at a place.
    fn complains_at(&self, pointer: &str) -> bool {
        self.objections()
            .chain(self.lexical)
            .any(|problem| problem.touches(pointer))
    }

    /// Whether the spec or the text is reported exactly there or around it.
    fn covers(&self, pointer: &str) -> bool {
        self.verdict
            .problems
            .iter()
            .chain(self.lexical)
            .any(|problem| Pointer(&problem.place()).contains(pointer))
    }

    fn difference(&self, difference: &Difference) -> Option<Problem> {
        // What the spec leg reports is not reported again: an undocumented property that is skipped, the absence that became null.
        if self.covers(&difference.pointer) {
            return None;
        }
        let message = match difference.kind {
            DifferenceKind::Lost { null: true } => "the model loses a null",
            DifferenceKind::Lost { null: false } => "the model loses a value",
            DifferenceKind::Added { null: true } => "the model writes a null where nothing stood",
            DifferenceKind::Added { null: false } => "the model writes a value where nothing stood",
            DifferenceKind::Changed => "the model gives back another value than it read",
        };
        Some(self.blame("model", &difference.pointer, message.to_owned()))
    }

    /// Whether the types take this on purpose.
    fn tolerates(&self, problem: &Problem) -> bool {
        problem.rule == Rule::Enum
            || DOCUMENTED_ONLY.contains(&problem.keyword.as_str())
            || self.is_presence(problem)
            || self.is_open(problem)
    }

    /// Whether the derived schema takes this on purpose: it states listed values and bounds, and knows of null and absent what the type does.
    fn relaxes(&self, problem: &Problem) -> bool {
        self.is_presence(problem)
            || self.is_open(problem)
            || matches!(
                problem.keyword.as_str(),
                "additionalProperties" | "unevaluatedProperties"
            )
            || (problem.keyword == "format"
                && self
                    .response
                    .pointer(&problem.instance)
                    .is_some_and(Value::is_number))
    }

    /// The two tolerated cells: a property that may be null is absent; one that may be absent is null.
    fn is_presence(&self, problem: &Problem) -> bool {
        let located = |pointer: &str| Located::find(self.spec, self.judge, self.response, pointer);
        match problem.keyword.as_str() {
            "required" => {
                let object = self.response.pointer(&problem.instance);
                located(&problem.instance)
                    .property(&problem.subject, object)
                    .allows(&Value::Null)
            }
            _ if self.response.pointer(&problem.instance) == Some(&Value::Null) => {
                let Some((parent, name)) = Pointer(&problem.instance).split_last() else {
                    return false;
                };
                let Some(object @ Value::Object(map)) = self.response.pointer(parent.0) else {
                    return false;
                };
                let mut without = map.clone();
                without.remove(&*name);
                // Other keys may be missing as well; what counts is whether this one may.
                let here = located(parent.0);
                here.allows(&Value::Object(without)) || !here.requires(&name, object)
            }
            _ => false,
        }
    }

    /// A union that keeps values of branches the spec does not list.
    fn is_open(&self, problem: &Problem) -> bool {
        matches!(problem.keyword.as_str(), "oneOf" | "anyOf")
            && problem
                .schema
                .as_deref()
                .and_then(|schema| Pointer(schema).split_last())
                .and_then(|(union, _)| self.spec.nodes().find(union.0))
                .is_some_and(|union| union.schema.contains_key("discriminator"))
    }

    fn blame(&self, layer: &str, pointer: &str, message: String) -> Problem {
        let applied = |pointer: &str| {
            let place = self.json.find(pointer)?.span.start;
            self.verdict.applied(place).last()
        };
        let parent = || Pointer(pointer).split_last().map(|(parent, _)| parent.0);
        let schema = applied(pointer)
            .or_else(|| applied(parent()?))
            .and_then(|id| self.spec.nodes().get(*id))
            .map(|node| node.pointer.clone());
        let help = match layer {
            "derived" => {
                "the guilty layer is the schema derived from the generated type: look at its rows in `models.rs`"
            }
            _ => {
                "the guilty layer is the generated type, or the support code that reads and writes it"
            }
        };
        Problem {
            rule: Rule::Legs,
            instance: pointer.to_owned(),
            schema,
            subject: layer.to_owned(),
            message,
            help: Some(help.to_owned()),
            ..Problem::default()
        }
    }
}
