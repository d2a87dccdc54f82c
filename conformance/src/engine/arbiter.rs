//! What is wrong with a record that the scanner handed over: by the validator, and by a survey of the text. No place is worked out here.

#[cfg(test)]
mod tests;

use serde_json::Value;

use super::lists::Lists;
use crate::json::{Pointer, pointers_at};
use crate::legs::Outcome;
use crate::legs::spec::{explain, is_told, undocumented_key};
use crate::lexical::{self, schemas};
use crate::problem::Problem;
use crate::scan::Survey;
use crate::spec::{Judge, Spec};

/// What is wrong with a record.
pub(super) struct Ruling {
    pub(super) problems: Vec<Problem>,
    /// What the spec says of it.
    pub(super) outcome: Outcome,
    /// Whether anything was held against a schema; an empty list was not.
    pub(super) checked: bool,
}

/// Judges a record by a survey of it. `None` where the text has flaws: reading it is what tells then.
pub(super) fn rule(
    spec: &Spec,
    judge: &Judge,
    lists: &Lists,
    text: &str,
    survey: &Survey,
) -> Option<Ruling> {
    if !survey.flaws.is_empty() {
        return None;
    }
    let response: Value = serde_json::from_str(text).ok()?;
    let errors: Vec<_> = judge.validator.iter_errors(&response).collect();
    let mut problems = match errors.is_empty() {
        true => Vec::new(),
        false => explain::explain(spec, judge, &response, &errors),
    };
    undocumented(spec, text, survey, &mut problems);
    let outcome = match problems.len() {
        0 => Outcome::Accepts,
        count => Outcome::Objects(count),
    };
    numbers(spec, text, survey, &mut problems);
    let empty = lists.note(&response);
    let checked = empty.is_none();
    problems.extend(empty);
    for problem in &mut problems {
        problem.set_name(spec, judge, &response);
    }
    Some(Ruling {
        problems,
        outcome,
        checked,
    })
}

fn undocumented(spec: &Spec, text: &str, survey: &Survey, problems: &mut Vec<Problem>) {
    let places: Vec<_> = survey.undocumented.iter().map(|key| key.value).collect();
    if places.is_empty() {
        return;
    }
    for (key, pointer) in survey
        .undocumented
        .iter()
        .zip(pointers_at(text.as_bytes(), &places))
    {
        let Some(pointer) = pointer else { continue };
        let Some((_, name)) = Pointer(&pointer).split_last() else {
            continue;
        };
        let nodes = schemas(spec, survey.applied(key.object));
        let problem = undocumented_key(&nodes, &name, || pointer.clone());
        problems.extend(problem.filter(|new| !is_told(problems, &new.instance)));
    }
}

fn numbers(spec: &Spec, text: &str, survey: &Survey, problems: &mut Vec<Problem>) {
    let places: Vec<_> = survey
        .numbers
        .iter()
        .map(|number| number.span.start)
        .collect();
    if places.is_empty() {
        return;
    }
    for (number, pointer) in survey
        .numbers
        .iter()
        .zip(pointers_at(text.as_bytes(), &places))
    {
        if let (Some(pointer), Some(lexeme)) = (pointer, text.get(number.span.clone())) {
            let nodes = schemas(spec, survey.applied(number.span.start));
            problems.extend(lexical::number(&nodes, &pointer, lexeme));
        }
    }
}
