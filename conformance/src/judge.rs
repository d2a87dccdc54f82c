//! One response through everything: text, placeholders, the three legs, and where they disagree.

mod case;
mod sensitive;

use std::collections::BTreeSet;

use callspec_generator::source::Position;
use serde_json::Value;

use crate::coverage;
use crate::engine::Lists;
use crate::findings::{Finding, Fingerprint, Place, Rule};
use crate::json::{self, Json};
use crate::legs::derived::Derived;
use crate::legs::model::{self, ModelVerdict};
use crate::legs::spec::SpecVerdict;
use crate::legs::{self, Leg, Opinions, Outcome};
use crate::lexical;
use crate::placeholder::{self, Lexicon};
use crate::problem::Problem;
use crate::spec::{Judge, Lookup, Spec, essence};
use crate::types::RoundTrip;

pub use case::{Case, Charges, Grade, Judged};
pub(crate) use sensitive::sensitive;

/// Everything that judges the responses of one operation and status: what `spec` says, and the generated type where there is one.
pub struct Court<'a> {
    /// The spec.
    pub spec: &'a Spec,
    /// The generated type of the response and its derived schema.
    pub types: Option<(&'a RoundTrip, &'a Derived)>,
    /// The placeholders of documentation samples.
    pub lexicon: &'a Lexicon,
}

impl Court<'_> {
    /// Judges one response and says what of the spec it exercised.
    #[must_use]
    pub fn judge(&self, case: &Case<'_>) -> Judged {
        self.judge_as(case, None)
    }

    /// The same, of a response that was recorded with a media type.
    #[must_use]
    pub fn judge_as(&self, case: &Case<'_>, media_type: Option<&str>) -> Judged {
        let mut judged = Judged::default();
        let lookup = self.spec.lookup_as(case.operation, case.status, media_type);
        if let (Lookup::Nothing(..), Some(_)) = (&lookup, media_type) {
            // What is not described need not be JSON either.
            return self.unlooked(case, lookup, media_type);
        }
        let json = match json::read(case.bytes) {
            Ok(json) => json,
            Err(damage) => {
                let mut problem = lexical::damaged(&damage);
                if let Lookup::Judge(_, judge) = lookup {
                    problem.hide_unread(self.spec, judge);
                }
                let finding = self.finding(case, None, problem, Some(damage.position));
                judged.findings.push(finding);
                judged.outcomes = [
                    Outcome::Objects(1),
                    Outcome::NotChecked,
                    Outcome::NotChecked,
                ];
                judged.checked = true;
                return judged;
            }
        };
        match lookup {
            Lookup::Judge(response, judge) => {
                judged.response = Some(response.label());
                for problem in self.problems(case, judge, &json, &mut judged, true) {
                    judged
                        .findings
                        .push(self.finding(case, Some(&json), problem, None));
                }
                judged
                    .findings
                    .sort_by(|one, other| place_of(one).cmp(&place_of(other)));
            }
            lookup => {
                if let Some((message, pointer)) = self.why_not(case, lookup) {
                    let finding = self.unchecked(case, Some(&json), message, pointer, "");
                    judged.findings.push(finding);
                }
            }
        }
        judged.json = Some(json);
        judged
    }

    /// A response whose recording holds no body.
    #[must_use]
    pub fn absent(&self, case: &Case<'_>, media_type: Option<&str>) -> Judged {
        let lookup = self.spec.lookup_as(case.operation, case.status, media_type);
        let Lookup::Judge(response, _) = lookup else {
            return self.unlooked(case, lookup, media_type);
        };
        let message = "the recording holds no body".to_owned();
        let pointer = Some(response.pointer.clone());
        Judged {
            findings: vec![self.unchecked(case, None, message, pointer, "no body")],
            ..Judged::default()
        }
    }

    /// A response whose recording is damaged before any body can be read; `why` is a fragment.
    #[must_use]
    pub fn damaged(&self, case: &Case<'_>, why: &str) -> Judged {
        let problem = Problem {
            rule: Rule::Lexical,
            keyword: "damage".to_owned(),
            subject: "recording".to_owned(),
            message: format!("the recording is damaged: {why}"),
            ..Problem::default()
        };
        Judged {
            findings: vec![self.finding(case, None, problem, None)],
            outcomes: [
                Outcome::Objects(1),
                Outcome::NotChecked,
                Outcome::NotChecked,
            ],
            checked: true,
            ..Judged::default()
        }
    }

    /// A response that the spec has nothing for.
    fn unlooked(&self, case: &Case<'_>, lookup: Lookup<'_>, media_type: Option<&str>) -> Judged {
        let subject = media_type.map(essence).unwrap_or_default();
        let mut judged = Judged::default();
        if let Some((message, pointer)) = self.why_not(case, lookup) {
            judged
                .findings
                .push(self.unchecked(case, None, message, pointer, &subject));
        }
        judged
    }

    /// Why nothing judges a response, and the place in the document that comes nearest.
    fn why_not(&self, case: &Case<'_>, lookup: Lookup<'_>) -> Option<(String, Option<String>)> {
        match lookup {
            Lookup::Judge(..) => None,
            Lookup::Nothing(message, pointer) => Some((message, pointer)),
            Lookup::UnknownOperation(known) => Some((
                format!(
                    "the spec has no operation `{}`, only {}",
                    case.operation,
                    known.join(", ")
                ),
                None,
            )),
        }
    }

    /// The rule and fingerprint of each finding of one response, which legs noticed anything, and nothing that takes time to work out
    /// and is not looked at.
    #[must_use]
    pub fn charges(&self, case: &Case<'_>) -> Charges {
        let json = match json::read(case.bytes) {
            Ok(json) => json,
            Err(damage) => {
                let problem = lexical::damaged(&damage);
                let findings = vec![(problem.rule, self.fingerprint(case, &problem))];
                return Charges {
                    findings,
                    noticed_by: BTreeSet::new(),
                };
            }
        };
        let Lookup::Judge(_, judge) = self.spec.lookup(case.operation, case.status) else {
            return Charges::default();
        };
        let mut judged = Judged::default();
        let problems = self.problems(case, judge, &json, &mut judged, false);
        let findings = problems
            .iter()
            .map(|problem| (problem.rule, self.fingerprint(case, problem)))
            .collect();
        Charges {
            findings,
            noticed_by: judged.noticed_by,
        }
    }

    fn problems(
        &self,
        case: &Case<'_>,
        judge: &Judge,
        json: &Json,
        judged: &mut Judged,
        with_coverage: bool,
    ) -> Vec<Problem> {
        let mut verdict = legs::spec::judge(self.spec, judge, json);
        let mut problems = lexical::check(self.spec, &verdict, json);
        if with_coverage {
            if !verdict.is_guess() {
                judged.coverage =
                    coverage::of_response(self.spec, |at| verdict.applied(at), json, case.grade);
            }
            judged.sensitive = sensitive(self.spec, judge, json);
        }
        let mut repaired = None;
        let mut notes = Vec::new();
        if case.grade == Grade::DocumentationSample {
            let found = placeholder::set_aside(self.lexicon, self.spec, judge, json, &mut verdict);
            judged.placeholders = found.count;
            notes = found.notes;
            repaired = found
                .repaired
                .and_then(|bytes| Some((json::read(&bytes).ok()?.value, bytes)));
        }
        let (response, bytes): (&Value, &[u8]) = match &repaired {
            Some((value, bytes)) => (value, bytes),
            // What the type gets is what the text says, without the mark that the reader already reported.
            None => (&json.value, json.text.as_bytes()),
        };
        let objections = |verdict: &SpecVerdict| match verdict.problems.len() {
            0 => Outcome::Accepts,
            count => Outcome::Objects(count),
        };
        judged.outcomes = [objections(&verdict), Outcome::NotBuilt, Outcome::NotBuilt];
        if !verdict.problems.is_empty() {
            judged.noticed_by.insert(Leg::Spec);
        }
        if let Some((round_trip, derived)) = self.types {
            let refused = derived.judge(response);
            let model = model::judge(round_trip, bytes, response);
            let opinions = Opinions {
                spec: self.spec,
                judge,
                json,
                response,
                verdict: &verdict,
                lexical: &problems,
                derived: Some(&refused),
                model: Some(&model),
            };
            let disagreements = legs::disagreements(&opinions);
            if !refused.is_empty() {
                judged.noticed_by.insert(Leg::Derived);
            }
            if !matches!(&model, ModelVerdict::Returned(differences) if differences.is_empty()) {
                judged.noticed_by.insert(Leg::Model);
            }
            judged.outcomes[1] = match refused
                .iter()
                .map(|refusal| &refusal.pointer)
                .collect::<BTreeSet<_>>()
                .len()
            {
                0 => Outcome::Accepts,
                count => Outcome::Objects(count),
            };
            judged.outcomes[2] = match (
                &model,
                disagreements
                    .iter()
                    .filter(|problem| problem.subject == "model")
                    .count(),
            ) {
                (ModelVerdict::Refused(_) | ModelVerdict::Unstable(_), count) => {
                    Outcome::Objects(count.max(1))
                }
                (ModelVerdict::Returned(_), 0) => Outcome::Accepts,
                (ModelVerdict::Returned(_), count) => Outcome::Objects(count),
            };
            problems.extend(disagreements);
        }
        problems.extend(legs::spec::unchecked(self.spec, &verdict, json));
        problems.extend(verdict.problems);
        problems.extend(notes);
        let empty = Lists::of(self.spec, judge).note(&json.value);
        judged.checked = empty.is_none();
        problems.extend(empty);
        for problem in &mut problems {
            problem.set_name(self.spec, judge, &json.value);
        }
        problems
    }

    /// The note on a response that nothing judges, with the place in the document that comes nearest; `subject` is what of the response
    /// is in the way.
    fn unchecked(
        &self,
        case: &Case<'_>,
        json: Option<&Json>,
        message: String,
        document_pointer: Option<String>,
        subject: &str,
    ) -> Finding {
        let problem = Problem {
            rule: Rule::NotChecked,
            subject: subject.to_owned(),
            message,
            ..Problem::default()
        };
        self.finding_at(case, json, problem, None, document_pointer)
    }

    fn finding(
        &self,
        case: &Case<'_>,
        json: Option<&Json>,
        problem: Problem,
        position: Option<Position>,
    ) -> Finding {
        let document_pointer = self.document_pointer(&problem);
        self.finding_at(case, json, problem, position, document_pointer)
    }

    fn finding_at(
        &self,
        case: &Case<'_>,
        json: Option<&Json>,
        problem: Problem,
        position: Option<Position>,
        document_pointer: Option<String>,
    ) -> Finding {
        let normal = problem
            .name
            .as_deref()
            .unwrap_or(&problem.instance)
            .to_owned();
        let fingerprint = fingerprint(case, &problem, document_pointer.as_deref(), &normal);
        let span = problem
            .span
            .or_else(|| json.and_then(|json| Some(json.nearest(&problem.instance)?.span)));
        let (position, width) = match (json, span) {
            (Some(json), Some(span)) => {
                let marked = json.text.get(span.start..span.end).unwrap_or_default();
                (
                    json.position(span.start),
                    marked.lines().next().unwrap_or_default().chars().count(),
                )
            }
            _ => (position.unwrap_or(Position { line: 1, column: 1 }), 1),
        };
        let mut instance = Place::new(case.file, problem.shown(), position, width);
        instance.line += case.lines_before;
        Finding {
            rule: problem.rule,
            severity: problem.rule.severity(),
            provider: self.spec.provider.clone(),
            operation: case.operation.to_owned(),
            status: case.status,
            fingerprint,
            instance,
            spec: document_pointer.map(|pointer| self.spec.place(&pointer)),
            message: problem.message,
            help: problem.help,
            offset: json.and(span).map(|span| span.start),
            value: problem.value,
            of_all: matches!(problem.keyword.as_str(), "pattern" | "patternProperties"),
            normal,
        }
    }

    fn fingerprint(&self, case: &Case<'_>, problem: &Problem) -> Fingerprint {
        let document_pointer = self.document_pointer(problem);
        let normal = problem.name.as_deref().unwrap_or(&problem.instance);
        fingerprint(case, problem, document_pointer.as_deref(), normal)
    }

    fn document_pointer(&self, problem: &Problem) -> Option<String> {
        let schema = problem.schema.as_deref()?;
        Some(self.spec.document_pointer(schema))
    }
}

pub(crate) fn fingerprint(
    case: &Case<'_>,
    problem: &Problem,
    document_pointer: Option<&str>,
    normal: &str,
) -> Fingerprint {
    Fingerprint::of(
        problem.rule,
        case.operation,
        case.status,
        document_pointer.unwrap_or_default(),
        normal,
        &problem.subject,
    )
}

/// What findings are sorted by.
fn place_of(finding: &Finding) -> (usize, usize, Rule, &str) {
    (
        finding.instance.line,
        finding.instance.column,
        finding.rule,
        &finding.instance.pointer,
    )
}
