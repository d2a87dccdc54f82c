//! The scanner and the arbiter on one schema and any text: what the one takes, the other takes. The fuzz target and a test share it.

use callspec_conformance::program::Program;
use callspec_conformance::scan::{Outcome, Scanner};
use callspec_conformance::spec::{Judge, Lookup, Spec};
use callspec_conformance::{json, legs, lexical};
use callspec_generator::source::Source;
use serde_json::{Value, json};

/// A schema, ready for both.
pub(crate) struct Subject {
    spec: Spec,
    program: Program,
    judge: Judge,
}

/// What both said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Neither had anything to say.
    Taken,
    /// There is nothing to say, and the scanner was not sure of that.
    HandedOver,
    /// There is something to say, and the scanner did not take it.
    Refused,
}

impl Subject {
    /// A schema as the component `Self` of a document; `None` where it is none.
    pub(crate) fn of_schema(schema: &Value) -> Option<Self> {
        let answer = json!({"description": "", "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Self"}},
        }});
        let document = json!({
            "openapi": "3.1.0",
            "info": {"title": "Differential", "version": "1"},
            "paths": {"/it": {"get": {"operationId": "getIt", "responses": {"200": answer}}}},
            "components": {"schemas": {"Self": schema}},
        });
        Self::of_document(&document.to_string(), "getIt", 200)
    }

    /// The schema of a response of a document; `None` where there is none.
    pub(crate) fn of_document(text: &str, operation: &str, status: u16) -> Option<Self> {
        let spec = Spec::load("differential", &Source::new("differential.yaml", text)).ok()?;
        let judge = match spec.lookup(operation, status) {
            Lookup::Judge(_, judge) => judge.clone(),
            _ => return None,
        };
        let program = Program::compile(&spec);
        Some(Self {
            spec,
            program,
            judge,
        })
    }

    /// Holds a text against the schema, twice by the scanner: the second time it has learned.
    ///
    /// # Panics
    /// The scanner takes what the arbiter finds something in, or says something else the second time.
    pub(crate) fn check(&self, scanner: &mut Scanner, text: &[u8]) -> Verdict {
        let Some(entry) = self.program.entry(&self.judge.definition) else {
            return Verdict::HandedOver;
        };
        let conforms = scanner.check(&self.program, entry, text) == Outcome::Conforms;
        let again = scanner.check(&self.program, entry, text) == Outcome::Conforms;
        assert_eq!(
            conforms, again,
            "the scanner said something else the second time"
        );
        match self.finding(text) {
            Some(finding) => {
                assert!(!conforms, "the scanner takes what has a finding: {finding}");
                Verdict::Refused
            }
            None if conforms => Verdict::Taken,
            None => Verdict::HandedOver,
        }
    }

    /// What the arbiter and those beside it find first.
    fn finding(&self, text: &[u8]) -> Option<String> {
        let json = match json::read(text) {
            Ok(json) => json,
            Err(damage) => return Some(damage.message),
        };
        let verdict = legs::spec::judge(&self.spec, &self.judge, &json);
        let lexical = lexical::check(&self.spec, &verdict, &json);
        let problem = verdict.problems.iter().chain(&lexical).next();
        let found = problem.map(|problem| format!("{} at `{}`", problem.message, problem.instance));
        if found.is_none() && !self.judge.validator.is_valid(&json.value) {
            return Some("invalid".to_owned());
        }
        found
    }
}
