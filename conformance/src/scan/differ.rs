//! The scanner against the arbiter, for whoever looks for differences.

use callspec_generator::source::Source;
use serde_json::{Value, json};

use super::{Outcome, Scanner};
use crate::json;
use crate::legs;
use crate::lexical;
use crate::program::Program;
use crate::spec::{Lookup, Spec};

/// A schema with both of its judges: for property tests and fuzz targets.
pub struct Differ {
    spec: Spec,
    program: Program,
    scanner: Scanner,
}

/// What both say of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// The text conforms, and the scanner says so.
    Decided,
    /// The text conforms, and the scanner has handed it over.
    HandedOver,
    /// The text does not conform, and the scanner has handed it over.
    Refused,
    /// The scanner takes what the arbiter finds something in: the first of that.
    Differs(String),
}

impl Differ {
    /// Compiles a JSON Schema, and components (`#/components/schemas/NAME`) that it may refer to. `None` where no document can hold it.
    #[must_use]
    pub fn new(schema: &Value, components: &Value) -> Option<Self> {
        let content = json!({"application/json": {"schema": schema}});
        let response = json!({"200": {"description": "", "content": content}});
        let document = json!({
            "openapi": "3.1.0",
            "info": {"title": "differ", "version": "1"},
            "paths": {"/case": {"get": {"operationId": "getCase", "responses": response}}},
            "components": {"schemas": components},
        });
        let source = Source::new("case.json", document.to_string());
        let spec = Spec::load("case", &source).ok()?;
        let program = Program::compile(&spec);
        Some(Self {
            spec,
            program,
            scanner: Scanner::new(),
        })
    }

    /// Lets both judge a text.
    pub fn judge(&mut self, text: &[u8]) -> Option<Agreement> {
        let Lookup::Judge(_, judge) = self.spec.lookup("getCase", 200) else {
            return None;
        };
        let entry = self.program.entry(&judge.definition)?;
        let is_taken = self.scanner.check(&self.program, entry, text) == Outcome::Conforms;
        let found = match json::read(text) {
            Err(damage) => Some(damage.message),
            Ok(json) if !judge.validator.is_valid(&json.value) => Some("invalid".to_owned()),
            Ok(json) => {
                let verdict = legs::spec::judge(&self.spec, judge, &json);
                let lexical = lexical::check(&self.spec, &verdict, &json);
                let mut problems = verdict.problems.into_iter().chain(lexical);
                problems.next().map(|problem| problem.message)
            }
        };
        Some(match (is_taken, found) {
            (true, None) => Agreement::Decided,
            (false, None) => Agreement::HandedOver,
            (false, Some(_)) => Agreement::Refused,
            (true, Some(found)) => Agreement::Differs(found),
        })
    }
}

/// What the arbiter finds in a text that the scanner takes; `None` where they agree, and where the schema is none.
#[must_use]
pub fn differ(schema: &str, text: &[u8]) -> Option<String> {
    let schema: Value = serde_json::from_str(schema).ok()?;
    match Differ::new(&schema, &json!({}))?.judge(text)? {
        Agreement::Differs(found) => Some(found),
        _ => None,
    }
}
