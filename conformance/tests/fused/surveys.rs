//! Surveys and evaluations: both say the same of what applies, what is undocumented and what reading loses.

use std::collections::BTreeSet;

use callspec_conformance::json::{self, FlawKind, Json, Kind};
use callspec_conformance::legs::spec::judge;
use callspec_conformance::scan::Survey;
use callspec_conformance::spec::{Judge, Node, Spec};
use callspec_conformance::{formats, lexical};
use serde_json::{Value, json};

use crate::oracle::{Applied, Oracle};

/// What was compared, and what came of it.
#[derive(Default)]
pub(crate) struct Score {
    valid: usize,
    invalid: usize,
    /// Texts with flaws, or of which not all that applies is known.
    without: usize,
    pub(crate) differing: Vec<String>,
}

/// Keys and what is lexical, as subject and place.
type Found = BTreeSet<(String, usize, usize)>;

impl Score {
    pub(crate) fn compare(
        &mut self,
        place: &str,
        oracle: &Oracle<'_>,
        by: &Judge,
        text: &[u8],
        survey: Option<Survey>,
    ) {
        let spec = oracle.spec;
        let Ok(json) = json::read(text) else {
            if survey.is_some() {
                self.differing
                    .push(format!("{place}: no JSON was surveyed"));
            }
            return;
        };
        let Some(survey) = survey else {
            self.differing.push(format!("{place}: not surveyed"));
            return;
        };
        if !by.validator.is_valid(&json.value) {
            self.invalid += 1;
            return;
        }
        if survey.is_partial() || !json.flaws.is_empty() {
            self.without += 1;
            return;
        }
        self.valid += 1;
        let applied = oracle.applied(&by.definition, &json);
        let expected = expected(spec, &applied, by, &json);
        let found = found(&survey);
        if expected != found {
            self.differing
                .push(format!("{place}: {found:?} surveyed, not {expected:?}"));
        }
        self.differing
            .extend(differing(spec, &applied, &json, &survey, place));
    }

    pub(crate) fn print(&self) {
        println!(
            "  surveys: {} of valid texts compared, {} of which not all is known, {} invalid",
            self.valid, self.without, self.invalid
        );
    }
}

/// Keys that no schema that applies documents, and what is lexical.
fn expected(spec: &Spec, applied: &Applied, by: &Judge, json: &Json) -> Found {
    let verdict = judge(spec, by, json);
    let lexical = lexical::check(spec, &verdict, json);
    let lexical = lexical.iter().filter_map(|problem| {
        let span = problem.span?;
        Some((problem.subject.clone(), span.start, span.end))
    });
    let mut found: Found = lexical.collect();
    json.walk(|_, node| {
        let Kind::Object(members) = &node.kind else {
            return;
        };
        let nodes: Vec<_> = applied[&node.span.start]
            .iter()
            .filter_map(|id| spec.nodes().get(*id))
            .filter(|node| !node.pointer.contains("/propertyNames"))
            .collect();
        let forbids = |node: &&Node| {
            ["additionalProperties", "unevaluatedProperties"]
                .iter()
                .any(|keyword| node.schema.get(*keyword) == Some(&Value::Bool(false)))
        };
        if !nodes.iter().any(|node| node.properties().is_some())
            || nodes.iter().any(|node| node.is_open() || forbids(node))
        {
            return;
        }
        for member in members {
            let documented = nodes.iter().any(|node| {
                node.properties()
                    .is_some_and(|of| of.contains_key(&member.key))
                    || has_pattern(node, &member.key)
            });
            if !documented {
                let span = member.key_span;
                found.insert(("undocumented".to_owned(), span.start, span.end));
            }
        }
    });
    found
}

fn has_pattern(node: &Node, key: &str) -> bool {
    let patterns = node.schema.get("patternProperties");
    let patterns = patterns.and_then(Value::as_object);
    patterns.into_iter().flatten().any(|(pattern, _)| {
        let schema = json!({ "pattern": pattern });
        let validator = formats::validator(&schema).expect("a pattern");
        validator.is_valid(&Value::from(key))
    })
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
fn differing(
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
        let evaluated = applied[&node.span.start].iter().copied();
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
