//! What is found in a record is found in what is left of it.

use std::sync::LazyLock;

use callspec_generator::source::Source;
use proptest::prelude::*;

use super::super::lists::Lists;
use super::{Ruling, rule};
use crate::program::{Counts, Program};
use crate::scan::Scanner;
use crate::spec::{Lookup, Spec};

/// Lists in every place, asked for everything that lists can be asked for.
const SPEC: &str = r##"
openapi: 3.1.0
info: {title: Pages, version: '1'}
paths:
  /pages:
    get:
      operationId: listPages
      responses:
        '200':
          description: One page.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Page'}
components:
  schemas:
    Page:
      allOf:
        - type: object
          properties:
            calls: {type: array, items: {$ref: '#/components/schemas/Call'}}
            page/of~all: {type: object, properties: {rows: {type: [array, 'null'], items: {$ref: '#/components/schemas/Call'}}}}
            bounded: {type: array, minItems: 2, maxItems: 3, items: {$ref: '#/components/schemas/Call'}}
            unique: {type: array, uniqueItems: true, items: {$ref: '#/components/schemas/Call'}}
            holding: {type: array, contains: {type: object, required: [last]}, items: {$ref: '#/components/schemas/Call'}}
            pair: {type: array, prefixItems: [{$ref: '#/components/schemas/Call'}], items: {type: integer}}
            either:
              oneOf:
                - {type: array, items: {$ref: '#/components/schemas/Call'}}
                - {type: array, items: {type: integer}}
            listed: {enum: [[1, 2], [1]]}
            closed: {type: array, items: {$ref: '#/components/schemas/Call'}, unevaluatedItems: false}
        - type: object
          patternProperties:
            '^x-': {type: array, items: {type: integer}}
    Call:
      type: object
      required: [id]
      properties:
        id: {type: integer}
        status: {enum: [new, old]}
        note: {anyOf: [{type: string, maxLength: 3}, {type: 'null'}]}
        parts: {type: array, minItems: 1, items: {$ref: '#/components/schemas/Call'}}
        last: {type: boolean}
"##;

const LISTS: [&str; 10] = [
    "calls",
    "bounded",
    "unique",
    "holding",
    "pair",
    "either",
    "listed",
    "closed",
    "x-more",
    "ca\\u006cls2",
];

const ELEMENTS: [&str; 14] = [
    r#"{"id": 1}"#,
    r#"{"id": 1, "status": "new", "parts": [{"id": 7}, {"id": 8}]}"#,
    r#" {"id":2,"note":null,"last":true} "#,
    r#"{"id": 2, "note": "]},"}"#,
    r#"{"id": "3"}"#,
    r#"{"status": "newer"}"#,
    r#"{"id": 1.0}"#,
    r#"{"id": 9007199254740993}"#,
    r#"{"id": 4, "Status": "new", "more": [1]}"#,
    r#"{"id": 5, "parts": [{"id": 6}, {"id": 6, "status": 1}, {"id": 9, "parts": []}]}"#,
    r#"{"id": 6, "note": "long"}"#,
    "1",
    "2",
    "[]",
];

/// Pages of lists of elements.
fn pages() -> impl Strategy<Value = String> {
    let list = prop::collection::vec(0..ELEMENTS.len(), 0..6);
    let members = prop::collection::vec((0..LISTS.len(), list), 0..4);
    (members, any::<bool>()).prop_map(|(members, nested)| {
        let mut text: Vec<String> = Vec::new();
        let mut seen = Vec::new();
        for (name, elements) in members {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            let elements: Vec<_> = elements.iter().filter_map(|at| ELEMENTS.get(*at).copied()).collect();
            let name = LISTS.get(name).copied().unwrap_or_default();
            text.push(format!("\"{name}\" : [{}]", elements.join(",\n")));
        }
        let text = text.join(", ");
        match nested {
            true => format!(r#"{{"page/of~all": {{"rows": [{{"id": 1}}, {{"id": 2, "x": 1}}, {{}}]}}{}{text}}}"#, if text.is_empty() { "" } else { "," }),
            false => format!("{{{text}}}"),
        }
    })
}

struct Bench {
    spec: Spec,
    program: Program,
}

impl Bench {
    fn new() -> Self {
        let spec = Spec::load("pages", &Source::new("pages.yaml", SPEC));
        let spec = spec.expect("the spec is sound");
        let program = Program::compile(&spec);
        Self { spec, program }
    }

    /// What is found, and counted, in a record and in what is left of it; `None` where nothing can be left out of it.
    fn both(&self, text: &str) -> Option<[(Ruling, Counts); 2]> {
        let Lookup::Judge(_, judge) = self.spec.lookup("listPages", 200) else {
            panic!("it is there");
        };
        let lists = Lists::of(&self.spec, judge);
        let entry = self.program.entry(&judge.definition)?;
        let mut scanner = Scanner::new();
        let abridged = scanner.abridge(&self.program, entry, text)?;
        let mut ruling = |text: &str| {
            let survey = scanner.survey(&self.program, entry, text.as_bytes())?;
            let mut counts = Counts::default();
            counts.add_survey(&survey);
            let ruling = rule(&self.spec, judge, &lists, text, &survey)?;
            Some((ruling, counts))
        };
        let mut whole = ruling(text)?;
        for problem in &mut whole.0.problems {
            problem.span = None;
        }
        let (mut rest, mut counts) = ruling(&abridged.text)?;
        assert!(abridged.text.len() < text.len());
        rest.restore(&abridged);
        abridged.count(&mut counts);
        Some([whole, (rest, counts)])
    }

    fn check(&self, text: &str) -> bool {
        let Some([(whole, of_whole), (rest, of_rest)]) = self.both(text) else {
            return false;
        };
        assert_eq!(whole.problems, rest.problems, "{text}");
        assert_eq!(whole.outcome, rest.outcome, "{text}");
        assert_eq!(whole.checked, rest.checked, "{text}");
        assert_eq!(of_whole, of_rest, "{text}");
        true
    }
}

#[test]
fn what_is_left_of_a_page_has_its_findings_in_their_places() {
    let bench = Bench::new();
    let text = r#"{"calls": [{"id": 1}, {"id": 2, "parts": [{"id": 3}, {"id": 4, "status": "x"}]}, {"id": 5}]}"#;
    assert!(bench.check(text));
    let [_, (rest, _)] = bench.both(text).expect("something can be left out");
    let places: Vec<_> = rest
        .problems
        .iter()
        .map(|problem| problem.instance.as_str())
        .collect();
    assert_eq!(places, ["/calls/1/parts/1/status"]);
}

#[test]
fn nothing_is_left_out_of_a_list_that_is_asked_for_more_than_its_elements() {
    let bench = Bench::new();
    let good = r#"{"id": 1, "last": true}"#;
    for (name, is_of_equals) in [
        ("calls", true),
        ("closed", true),
        ("unique", false),
        ("holding", false),
        ("pair", false),
        ("either", false),
        ("listed", false),
    ] {
        let text = format!(r#"{{"{name}": [{good}, {good}, {{}}]}}"#);
        assert_eq!(bench.both(&text).is_some(), is_of_equals, "{name}");
    }
    let bounded = |elements: &[&str]| format!(r#"{{"bounded": [{}]}}"#, elements.join(","));
    assert!(bench.check(&bounded(&[good, "{}", "{}"])));
    assert!(
        bench.both(&bounded(&[good, good, "{}"])).is_none(),
        "too few are left"
    );
    assert!(
        bench.both(&bounded(&[good, good, "{}", "{}"])).is_none(),
        "there are too many"
    );
}

#[test]
fn a_list_keeps_an_element() {
    let bench = Bench::new();
    assert!(bench.check(r#"{"calls": [{"id": 1}, {"id": 2}], "x-more": ["a"]}"#));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]
    #[test]
    fn what_is_found_in_a_record_is_found_in_what_is_left_of_it(texts in prop::collection::vec(pages(), 20)) {
        static BENCH: LazyLock<Bench> = LazyLock::new(Bench::new);
        let abridged = texts.iter().filter(|text| BENCH.check(text)).count();
        prop_assert!(abridged > 0, "nothing was left out of any of them");
    }
}
