//! The fixtures: a short verdict each, every mutant that breaks something caught, and the two drifts that really happened.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use std::fmt::Write as _;

use callspec_conformance::corpus::Origins;
use callspec_conformance::findings::{Rule, Severity};
use callspec_conformance::judge::{Case, Court, Judged};
use callspec_conformance::mutation::{self, Score};
use callspec_conformance::spec::{Lookup, Spec};

use crate::common::{Types, fixtures, origins, read, spec};

/// Runs a check on every fixture.
fn each(mut check: impl FnMut(&Origins, &Court<'_>, &Case<'_>, &str)) {
    let origins = origins();
    let lexicon = origins.lexicon();
    for fixture in &origins.fixtures {
        let address = fixture.address().expect("the path has its parts");
        let spec = spec(address.provider);
        let types = Types::of(address.provider, address.operation, address.status);
        let court = Court {
            spec: &spec,
            types: Some(types.pair()),
            lexicon: &lexicon,
        };
        let bytes = read(&fixture.path);
        let case = Case {
            file: &fixture.path,
            bytes: &bytes,
            lines_before: 0,
            operation: address.operation,
            status: address.status,
            grade: fixture.evidence,
        };
        let name = format!(
            "{}-{}-{}-{}",
            address.provider, address.operation, address.status, address.case
        );
        check(&origins, &court, &case, &name);
    }
}

/// What a person would say of a verdict in a few lines.
fn verdict(spec: &Spec, judged: &Judged) -> String {
    let mut text = String::new();
    let [of_spec, of_derived, of_model] = &judged.outcomes;
    _ = writeln!(
        text,
        "spec: {of_spec:?}, derived: {of_derived:?}, model: {of_model:?}"
    );
    _ = writeln!(text, "placeholders: {}", judged.placeholders);
    let definitions = spec
        .responses()
        .iter()
        .filter_map(|response| response.definition.as_deref());
    let summary = judged.coverage.summary(spec, definitions, None);
    for (name, share) in [
        ("properties", summary.properties),
        ("absent", summary.absent),
        ("null", summary.null),
        ("enum values", summary.values),
        ("branches", summary.branches),
        ("arrays filled", summary.filled),
        ("arrays empty", summary.empty),
    ] {
        _ = writeln!(text, "{name}: {}/{}", share.seen, share.of);
    }
    for finding in &judged.findings {
        _ = writeln!(
            text,
            "{}[{}] {} {}",
            finding.severity, finding.rule, finding.instance.pointer, finding.message
        );
    }
    text
}

#[test]
fn verdicts() {
    each(|_, court, case, name| {
        let judged = court.judge(case);
        insta::with_settings!({ snapshot_path => "snapshots/verdicts", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, verdict(court.spec, &judged));
        });
    });
}

#[test]
fn no_fixture_has_findings_other_than_placeholders() {
    each(|_, court, case, name| {
        let judged = court.judge(case);
        assert!(judged.checked, "{name}");
        for finding in judged.findings {
            assert_eq!(
                (finding.rule, finding.severity),
                (Rule::Placeholder, Severity::Note),
                "{name}: {}",
                finding.message
            );
        }
    });
}

#[test]
fn every_mutant_that_breaks_something_is_caught() {
    let mut total = Score::default();
    each(|_, court, case, name| {
        let judged = court.judge(case);
        let score = mutation::run(court, case, &judged);
        assert!(score.to_catch() > 0, "{name}");
        total.merge(&score);
    });
    assert_eq!(total.survivors, [], "mutants that break something survive");
    assert_eq!(
        total.overruled,
        [],
        "mutants that break nothing by the spec are noticed"
    );
    assert_eq!(total.caught, total.to_catch());
    assert_eq!(
        total.rules.get(&Rule::Legs),
        None,
        "the types disagree with the spec about a mutant"
    );
}

#[test]
fn every_documented_response_with_a_body_has_a_type() {
    each(|_, court, case, _| {
        assert!(matches!(
            court.spec.lookup(case.operation, case.status),
            Lookup::Judge(..)
        ));
    });
}

/// Judges Famulor's fixture after an edit, as a live capture.
fn famulor_with(from: &str, to: &str) -> String {
    let spec = spec("famulor");
    let types = Types::of("famulor", "listCalls", 200);
    let lexicon = origins().lexicon();
    let text = String::from_utf8(read("famulor/listCalls/200/documentation-sample.json"))
        .expect("it is text");
    assert!(text.contains(from));
    let text = text.replacen(from, to, 1);
    let court = Court {
        spec: &spec,
        types: Some(types.pair()),
        lexicon: &lexicon,
    };
    let case = Case {
        file: "drift.json",
        bytes: text.as_bytes(),
        lines_before: 0,
        operation: "listCalls",
        status: 200,
        grade: callspec_conformance::judge::Grade::LiveCapture,
    };
    let judged = court.judge(&case);
    let mut shown = String::new();
    for finding in &judged.findings {
        let rendered = callspec_conformance::report::render_finding(finding, &spec, &judged);
        _ = writeln!(shown, "{}", anstream::adapter::strip_str(&rendered));
    }
    shown
}

#[test]
fn costs_as_numbers_are_caught_as_what_they_are() {
    let shown = famulor_with("\"carrier_cost\": \"0.08000000\"", "\"carrier_cost\": 0.08");
    insta::with_settings!({ snapshot_path => "snapshots/drifts", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("costs-as-numbers", shown);
    });
    assert!(
        shown.starts_with("error[schema]: expected a string, found a number"),
        "{shown}"
    );
    assert_eq!(shown.matches("error[").count(), 1, "{shown}");
}

#[test]
fn a_new_status_is_caught_as_what_it_is() {
    let shown = famulor_with("\"status\": \"completed\"", "\"status\": \"voicemail\"");
    insta::with_settings!({ snapshot_path => "snapshots/drifts", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("new-status", shown);
    });
    assert!(shown.starts_with("error[enum]: `voicemail`"), "{shown}");
    assert_eq!(shown.matches("error[").count(), 1, "{shown}");
}

#[test]
fn fixtures_are_the_samples_byte_for_byte() {
    let samples = common::root().join("../shared/provider-docs/samples");
    if !samples.is_dir() {
        println!("skipped: no samples of the provider pages beside the project");
        return;
    }
    for fixture in &origins().fixtures {
        let address = fixture.address().expect("the path has its parts");
        let sample = match address.case {
            "documentation-sample" => format!("{}.json", address.provider),
            case => format!("{}-{case}.json", address.provider),
        };
        let sample = std::fs::read(samples.join(&sample)).expect("the sample is there");
        assert!(
            sample == read(&fixture.path),
            "{} is not the sample",
            fixture.path
        );
    }
}

#[test]
fn every_file_has_its_origin() {
    let mut files = Vec::new();
    collect(&fixtures(), &mut files);
    let mut known: Vec<_> = origins()
        .fixtures
        .iter()
        .map(|fixture| fixtures().join(&fixture.path))
        .collect();
    files.sort();
    known.sort();
    assert_eq!(files, known);
}

fn collect(directory: &std::path::Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(directory).expect("it can be read") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            files.push(path);
        }
    }
}
