//! Surveys and evaluations: both say the same of what applies, what is undocumented and what reading loses.

use std::collections::BTreeSet;

use callspec_conformance::findings::Rule;
use callspec_conformance::json::{self, FlawKind, Json};
use callspec_conformance::legs::spec::{Applied, judge};
use callspec_conformance::lexical;
use callspec_conformance::scan::Survey;
use callspec_conformance::spec::{Judge, Spec};

/// What was compared, and what came of it.
#[derive(Default)]
pub(crate) struct Score {
    valid: usize,
    invalid: usize,
    /// Texts that cannot be surveyed.
    without: usize,
    pub(crate) differing: Vec<String>,
    /// Invalid texts of which an evaluation says something else.
    of_invalid: Vec<String>,
}

/// Keys and what is lexical, as subject and place.
type Found = BTreeSet<(String, usize, usize)>;

impl Score {
    pub(crate) fn compare(
        &mut self,
        place: &str,
        spec: &Spec,
        by: &Judge,
        text: &[u8],
        survey: Option<Survey>,
    ) {
        let Ok(json) = json::read(text) else {
            if survey.is_some() {
                self.differing
                    .push(format!("{place}: no JSON was surveyed"));
            }
            return;
        };
        let Some(survey) = survey else {
            self.without += 1;
            return;
        };
        let verdict = judge(spec, by, &json);
        let is_valid = by.validator.is_valid(&json.value);
        let expected = expected(spec, &verdict, &json);
        let found = found(&survey);
        match is_valid {
            true => {
                self.valid += 1;
                if expected != found {
                    self.differing
                        .push(format!("{place}: {found:?} surveyed, not {expected:?}"));
                }
                self.differing
                    .extend(applied(spec, &verdict.applied, &json, &survey, place));
            }
            false => {
                self.invalid += 1;
                // An evaluation says nothing more of a value that has a problem already.
                if expected != found {
                    self.of_invalid.push(format!(
                        "{place}: only surveyed {:?}, only evaluated {:?}",
                        found.difference(&expected).collect::<Vec<_>>(),
                        expected.difference(&found).collect::<Vec<_>>()
                    ));
                }
            }
        }
    }

    pub(crate) fn print(&self) {
        println!(
            "  surveys: {} of valid texts and {} of invalid ones, of which {} differ; {} texts have none",
            self.valid,
            self.invalid,
            self.of_invalid.len(),
            self.without
        );
        for differing in &self.of_invalid {
            println!("    {differing}");
        }
    }
}

fn expected(
    spec: &Spec,
    verdict: &callspec_conformance::legs::spec::SpecVerdict,
    json: &Json,
) -> Found {
    let lexical = lexical::check(spec, &verdict.applied, json);
    let undocumented = verdict
        .problems
        .iter()
        .filter(|problem| problem.rule == Rule::Undocumented);
    undocumented
        .map(|problem| ("undocumented".to_owned(), problem))
        .chain(
            lexical
                .iter()
                .map(|problem| (problem.subject.clone(), problem)),
        )
        .filter_map(|(subject, problem)| {
            let span = problem.span?;
            Some((subject, span.start, span.end))
        })
        .collect()
}

fn found(survey: &Survey) -> Found {
    let undocumented = survey.undocumented.iter();
    let undocumented = undocumented.map(|one| ("undocumented", one.key.clone()));
    let numbers = survey.numbers.iter();
    let numbers = numbers.map(|one| (one.kind.subject(), one.span.clone()));
    let flaws = survey.flaws.iter().map(|flaw| {
        let subject = match flaw.kind {
            FlawKind::DuplicateKey => "duplicate-key",
            FlawKind::LoneSurrogate => "lone-surrogate",
            FlawKind::ByteOrderMark => "byte-order-mark",
            FlawKind::Overflow => "overflow",
        };
        (subject, flaw.span.clone())
    });
    undocumented
        .chain(numbers)
        .chain(flaws)
        .map(|(subject, span)| (subject.to_owned(), span.start, span.end))
        .collect()
}

/// Where a survey says that other schemas apply than an evaluation does.
fn applied(
    spec: &Spec,
    applied: &Applied,
    json: &Json,
    survey: &Survey,
    place: &str,
) -> Vec<String> {
    let mut differing = Vec::new();
    let mut values = 0;
    json.walk(|pointer, node| {
        values += 1;
        let evaluated = applied.at(pointer).iter().copied();
        let differs = |id: &usize| {
            let node = spec.nodes().get(*id);
            node.is_some_and(|node| is_known(spec, &node.pointer))
        };
        let evaluated: BTreeSet<usize> = evaluated.filter(|id| !differs(id)).collect();
        let surveyed = survey.applied(node.span.start).iter().copied();
        let surveyed: BTreeSet<usize> = surveyed.filter(|id| !differs(id)).collect();
        if evaluated != surveyed {
            let name = |ids: &BTreeSet<usize>| -> Vec<String> {
                let nodes = ids.iter().filter_map(|id| spec.nodes().get(*id));
                nodes.map(|node| node.pointer.clone()).collect()
            };
            differing.push(format!(
                "{place}: at `{pointer}` {:?} apply, not {:?}",
                name(&surveyed),
                name(&evaluated)
            ));
        }
    });
    if survey.values().count() != values {
        differing.push(format!("{place}: not every value was surveyed once"));
    }
    differing
}

/// Where an evaluation is known to say something else: it counts what it says of keys as said of the object, and forgets what an element
/// contains where `minContains` or `maxContains` counts.
fn is_known(spec: &Spec, pointer: &str) -> bool {
    let counts = |parent: &str| {
        let parent = spec.nodes().find(parent);
        parent.is_some_and(|node| {
            node.schema.contains_key("minContains") || node.schema.contains_key("maxContains")
        })
    };
    pointer.contains("/propertyNames")
        || pointer
            .split_once("/contains")
            .is_some_and(|(parent, _)| counts(parent))
}
