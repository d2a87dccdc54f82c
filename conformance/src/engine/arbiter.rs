//! What is wrong with a record that the scanner handed over: by the validator, and by a survey of the text. No place is worked out here.

#[cfg(test)]
mod tests;

use serde_json::Value;

use super::lists::Lists;
use crate::legs::{self, Outcome};
use crate::lexical;
use crate::problem::Problem;
use crate::scan::{Abridged, Survey};
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
    let mut problems = legs::spec::problems(spec, judge, &response, text.as_bytes(), Some(survey));
    let outcome = match problems.len() {
        0 => Outcome::Accepts,
        count => Outcome::Objects(count),
    };
    problems.extend(lexical::numbers(spec, text.as_bytes(), survey));
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

impl Ruling {
    /// What is wrong with a record, of what is wrong with what is left of it. Where it stands there is no matter any more.
    pub(super) fn restore(&mut self, abridged: &Abridged) {
        for problem in &mut self.problems {
            problem.instance = abridged.original(&problem.instance);
            problem.span = None;
        }
    }
}
