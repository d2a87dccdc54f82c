//! Whatever valid texts exercise is known to be possible, so that a coverage never has more than there is.

use std::cell::Cell;

use callspec_conformance::coverage::of_response;
use callspec_conformance::program::{Counts, Program};
use callspec_conformance::scan::Scanner;
use callspec_conformance::spec::{Lookup, Spec};
use callspec_conformance::{json, legs};
use callspec_generator::source::Source;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::GRADE;
use super::random::{instance, schema};

#[test]
fn what_random_texts_exercise_is_possible() {
    let (valid, exercised) = (Cell::new(0), Cell::new(0));
    let config = ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let outcome = TestRunner::new(config).run(
        &(schema(), schema(), vec(instance(), 24)),
        |(schema, component, texts)| {
            let Some(spec) = spec(&schema, &component) else {
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
                if !judge.validator.is_valid(&text) {
                    continue;
                }
                valid.set(valid.get() + 1);
                let text = text.to_string();
                let mut counts = Counts::default();
                if let Some(survey) = scanner.survey(&program, entry, text.as_bytes()) {
                    counts.add_survey(&survey);
                }
                let json = json::read(text.as_bytes()).expect("JSON");
                let verdict = legs::spec::judge(&spec, judge, &json);
                let of = [
                    ("counted", program.coverage(&counts, GRADE)),
                    (
                        "read",
                        of_response(&spec, |at| verdict.applied(at), &json, GRADE),
                    ),
                ];
                for (name, coverage) in of {
                    exercised.set(exercised.get() + coverage.grades().len());
                    let beyond = coverage.beyond(&live);
                    prop_assert!(beyond.is_empty(), "{text}: {name}: {beyond:?}");
                }
            }
            Ok(())
        },
    );
    println!(
        "possible: {} valid texts, {} with properties",
        valid.get(),
        exercised.get()
    );
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    assert!(valid.get() > 1000 && exercised.get() > 100);
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
