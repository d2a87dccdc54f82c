//! The scanner and the arbiter: what the one takes, the other takes, on JSON-Schema-Test-Suite and on the responses and mutants of the
//! corpus; and of what the arbiter takes, the scanner decides nearly all.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../suite/cases.rs"]
#[allow(dead_code, reason = "the suite's own test uses all of it")]
mod cases;
#[path = "../common/mod.rs"]
mod common;
mod exercised;
mod oracle;
#[path = "../common/pairs.rs"]
mod pairs;
mod random;
mod surveys;

use crate::oracle::Oracle;
use callspec_conformance::coverage::{Coverage, of_response};
use callspec_conformance::judge::Grade;
use callspec_conformance::program::{Counts, Program};
use callspec_conformance::scan::{Outcome, Scanner};
use callspec_conformance::spec::{Judge, Lookup, Spec};
use callspec_conformance::{json, legs, lexical};
use callspec_generator::source::Source;

const GRADE: Grade = Grade::LiveCapture;

/// What was compared, and what came of it.
#[derive(Default)]
struct Score {
    /// Texts without a finding.
    clean: usize,
    /// Of those, the ones that the scanner took.
    decided: usize,
    /// Texts with a finding.
    faulty: usize,
    /// Of those, the ones that the scanner took: there must be none.
    differing: Vec<String>,
    /// Clean texts that were handed over.
    handed_over: Vec<String>,
    surveys: surveys::Score,
    /// What conforming texts of one program exercise: as the scanner counts, as surveys do, and as evaluations do.
    counts: [Counts; 2],
    evaluated: Coverage,
}

impl Score {
    fn compare(
        &mut self,
        place: &str,
        oracle: &Oracle<'_>,
        program: &Program,
        scanner: &mut Scanner,
        judge: &Judge,
        text: &[u8],
    ) {
        let spec = oracle.spec;
        let entry = program
            .entry(&judge.definition)
            .expect("every judge has one");
        // Twice: the second time with what was learned.
        let outcomes = [(); 2].map(|()| scanner.check(program, entry, text));
        let conforms = outcomes[0] == Outcome::Conforms;
        if outcomes[0] != outcomes[1] {
            self.differing.push(format!("{place}: {outcomes:?}"));
        }
        let survey = scanner.survey(program, entry, text);
        if conforms && let Some(survey) = &survey {
            let [counts, surveyed] = &mut self.counts;
            scanner.check_and_count(program, entry, text, counts);
            surveyed.add_survey(survey);
            let json = json::read(text).expect("it conforms");
            let applied = oracle.applied(&judge.definition, &json);
            let applied = |at: usize| applied.get(&at).map_or(&[][..], Vec::as_slice);
            self.evaluated
                .merge(&of_response(spec, applied, &json, GRADE));
        }
        self.surveys.compare(place, oracle, judge, text, survey);
        match finding(spec, judge, text) {
            None => {
                self.clean += 1;
                self.decided += usize::from(conforms);
                if !conforms {
                    self.handed_over.push(place.to_owned());
                }
            }
            Some(finding) => {
                self.faulty += 1;
                if conforms {
                    self.differing.push(format!(
                        "{place}: {finding}: {}",
                        String::from_utf8_lossy(text)
                    ));
                }
            }
        }
    }

    /// Compares what all texts of a program exercise.
    fn coverage(&mut self, place: &str, program: &Program) {
        let evaluated = std::mem::take(&mut self.evaluated);
        for counts in std::mem::take(&mut self.counts) {
            let counted = program.coverage(&counts, GRADE);
            if counted != evaluated {
                self.differing.push(format!(
                    "{place}: {counted:?} is counted, not {evaluated:?}"
                ));
            }
        }
    }

    fn print(&self, name: &str) {
        println!(
            "{name}: {} of {} clean texts decided ({:.1} %), {} faulty ones handed over",
            self.decided,
            self.clean,
            self.decided as f64 * 100.0 / self.clean.max(1) as f64,
            self.faulty,
        );
        self.surveys.print();
    }
}

/// What the arbiter and those beside it find first.
fn finding(spec: &Spec, judge: &Judge, text: &[u8]) -> Option<String> {
    let json = match json::read(text) {
        Ok(json) => json,
        Err(damage) => return Some(damage.message),
    };
    if !judge.validator.is_valid(&json.value) {
        return Some("invalid".to_owned());
    }
    let verdict = legs::spec::judge(spec, judge, &json);
    let lexical = lexical::check(spec, &verdict, &json);
    let problem = verdict.problems.iter().chain(&lexical).next();
    problem.map(|problem| format!("{} at `{}`", problem.message, problem.instance))
}

#[test]
fn the_suite_is_judged_as_the_arbiter_does() {
    let Some(suite) = cases::suite() else {
        println!("skipped: there is no corpus");
        return;
    };
    let mut differing = Vec::new();
    let mut scanner = Scanner::new();
    for folder in ["", "optional"] {
        let mut score = Score::default();
        for group in cases::groups(&suite, folder) {
            let source = Source::new("suite.json", group.document(&suite).to_string());
            let Ok(spec) = Spec::load("suite", &source) else {
                println!("  not a document: {}: {}", group.file, group.description);
                continue;
            };
            let (program, oracle) = (Program::compile(&spec), Oracle::new(&spec));
            let Lookup::Judge(_, judge) = spec.lookup("getCase", 200) else {
                panic!("the operation has a schema");
            };
            for case in &group.cases {
                let place = format!(
                    "{}: {}: {}",
                    group.file, group.description, case.description
                );
                let text = cases::answer(&case.data).to_string();
                score.compare(
                    &place,
                    &oracle,
                    &program,
                    &mut scanner,
                    judge,
                    text.as_bytes(),
                );
            }
            let place = format!("{}: {}", group.file, group.description);
            // An evaluation counts the branches that keys take as taken by the object.
            if group.schema.to_string().contains("propertyNames") {
                (score.evaluated, score.counts) = Default::default();
            }
            score.coverage(&place, &program);
        }
        score.print(&format!("suite {folder}"));
        for place in &score.handed_over {
            println!("  handed over: {place}");
        }
        if folder.is_empty() {
            assert!(
                score.decided * 100 >= score.clean * 90,
                "too little is decided"
            );
        }
        differing.extend(score.differing);
        differing.extend(score.surveys.differing);
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn every_fixture_is_judged_as_the_arbiter_does() {
    let mut scanner = Scanner::new();
    let mut score = Score::default();
    for provider in common::PROVIDERS {
        let spec = common::spec(provider);
        let (program, oracle) = (Program::compile(&spec), Oracle::new(&spec));
        for fixture in &common::origins().fixtures {
            let address = fixture.address().expect("an address");
            if address.provider != provider {
                continue;
            }
            let Lookup::Judge(_, judge) = spec.lookup(address.operation, address.status) else {
                continue;
            };
            let text = common::read(&fixture.path);
            score.compare(&fixture.path, &oracle, &program, &mut scanner, judge, &text);
        }
        score.coverage(provider, &program);
    }
    score.print("fixtures");
    for place in &score.handed_over {
        println!("  handed over: {place}");
    }
    score.differing.extend(score.surveys.differing);
    assert!(score.differing.is_empty(), "{}", score.differing.join("\n"));
    assert_eq!(score.decided, score.clean);
}

#[test]
fn every_response_and_mutant_is_judged_as_the_arbiter_does() {
    let Some(pairs) = pairs::all() else {
        println!("skipped: there is no corpus");
        return;
    };
    let mut scanner = Scanner::new();
    let mut score = Score::default();
    for pair in pairs {
        let (program, oracle) = (Program::compile(&pair.spec), Oracle::new(&pair.spec));
        for body in &pair.bodies {
            let Some(judge) = pair.judge(body) else {
                continue;
            };
            score.compare(
                &body.place,
                &oracle,
                &program,
                &mut scanner,
                judge,
                body.text.as_bytes(),
            );
        }
        score.coverage(&pair.name, &program);
    }
    score.print("pairs");
    for place in &score.handed_over {
        println!("  handed over: {place}");
    }
    score.differing.extend(score.surveys.differing);
    assert!(score.differing.is_empty(), "{}", score.differing.join("\n"));
    assert!(
        score.clean > 100 && score.decided * 100 >= score.clean * 95,
        "too little is decided"
    );
}
