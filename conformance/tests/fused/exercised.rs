//! Whatever valid texts exercise is known to be possible, so that a coverage never has more than there is.

use std::cell::RefCell;

use callspec_conformance::coverage::of_response;
use callspec_conformance::program::{Counts, Program};
use callspec_conformance::scan::Scanner;
use callspec_conformance::spec::{Lookup, Spec};
use callspec_conformance::{json, legs};
use callspec_generator::source::Source;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use serde_json::{Value, json};

use super::GRADE;
use super::random::{instance, schema};

/// How many valid texts there were, and how many of them had properties.
#[derive(Default)]
struct Seen {
    valid: usize,
    exercised: usize,
}

#[test]
fn what_random_texts_exercise_is_possible() {
    let seen = RefCell::new(Seen::default());
    let config = ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let outcome = TestRunner::new(config).run(
        &(schema(), schema(), vec(instance(), 24)),
        |(schema, component, texts)| {
            check(&schema, &component, &texts, &mut seen.borrow_mut()).map_err(TestCaseError::fail)
        },
    );
    let Seen { valid, exercised } = seen.into_inner();
    println!("possible: {valid} valid texts, {exercised} with properties");
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    assert!(valid > 1000 && exercised > 100);
}

/// Whether a number beyond 64 bits is among the listed ones, the scanner cannot tell, so not whether the condition holds either: what it describes
/// is not counted.
#[test]
fn a_branch_that_is_guessed_exercises_nothing() {
    let branch =
        json!({"properties": {"a": {"const": "x"}, "b": {"enum": [1, 2]}}, "required": ["a"]});
    let schema = json!({"if": {"oneOf": [branch, branch]}, "then": {}});
    let texts = [
        json!({"b": 18_446_744_073_709_551_615_u64}),
        json!({"a": "x"}),
    ];
    let mut seen = Seen::default();
    assert_eq!(check(&schema, &json!({}), &texts, &mut seen), Ok(()));
    assert_eq!(seen.valid, 2);
}

/// Holds what texts exercise against what is possible.
fn check(
    schema: &Value,
    component: &Value,
    texts: &[Value],
    seen: &mut Seen,
) -> Result<(), String> {
    let Some(spec) = spec(schema, component) else {
        return Ok(());
    };
    let Lookup::Judge(_, judge) = spec.lookup("getCase", 200) else {
        return Ok(());
    };
    let live = spec.live([judge.definition.as_str()]).expect("it is small");
    let program = Program::compile(&spec);
    let entry = program.entry(&judge.definition).expect("it has one");
    let mut scanner = Scanner::new();
    for text in texts {
        if !judge.validator.is_valid(text) {
            continue;
        }
        seen.valid += 1;
        let text = text.to_string();
        let mut counts = Counts::default();
        if let Some(survey) = scanner.survey(&program, entry, text.as_bytes()) {
            counts.add_survey(&survey);
        }
        let json = json::read(text.as_bytes()).expect("JSON");
        let verdict = legs::spec::judge(&spec, judge, &json);
        let mut of = vec![("counted", program.coverage(&counts, GRADE))];
        if !verdict.is_guess() {
            let read = of_response(&spec, |at| verdict.applied(at), &json, GRADE);
            of.push(("read", read));
        }
        for (name, coverage) in of {
            seen.exercised += coverage.grades().len();
            let beyond = coverage.beyond(&live);
            if !beyond.is_empty() {
                return Err(format!("{text}: {name}: {beyond:?}"));
            }
        }
    }
    Ok(())
}

fn spec(schema: &Value, component: &Value) -> Option<Spec> {
    let content = json!({"application/json": {"schema": schema}});
    let response = json!({"200": {"description": "", "content": content}});
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "exercised", "version": "1"},
        "paths": {"/case": {"get": {"operationId": "getCase", "responses": response}}},
        "components": {"schemas": {"A": component, "B": {}}},
    });
    Spec::load("case", &Source::new("case.json", document.to_string())).ok()
}
