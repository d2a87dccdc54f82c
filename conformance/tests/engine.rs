//! A run as a whole: records in, a report out, the same however the records are divided.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use callspec_conformance::engine::{Engine, Legs, Options, Types};
use callspec_conformance::findings::{Rule, Severity};
use callspec_conformance::judge::{Case, Court, Grade};
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::report::{self, Report, Terms};
use callspec_conformance::spec::Spec;
use callspec_conformance::tally::{GROUPS, Merge as _, Tally};
use callspec_conformance::traffic::{About, Body, Exchange, Record, Sink as _};
use callspec_generator::source::Source;
use proptest::prelude::*;

fn spec() -> Spec {
    let text = include_str!("bad/spec.yaml");
    Spec::load("bad", &Source::new("spec.yaml", text)).expect("the spec is sound")
}

/// Runs a check with an engine that asks the spec alone.
fn with_engine(options: Options, check: impl FnOnce(&Engine<'_>)) {
    let spec = spec();
    let lexicon = Lexicon::new([]);
    let engine = Engine::new(&spec, Types::none(), &lexicon, options);
    check(&engine.expect("the options are sound"));
}

fn options() -> Options {
    Options {
        legs: Legs::Spec,
        ..Options::default()
    }
}

/// The scanner judges what it can.
fn in_passing() -> Options {
    Options {
        coverage: false,
        ..options()
    }
}

fn record(index: u64, body: &str) -> Record<'_> {
    Record {
        file: "calls.ndjson",
        index,
        lines_before: index,
        body: Body::Bytes(body.as_bytes()),
        about: About::Named {
            operation: "listCalls",
            status: 200,
        },
        grade: Grade::LiveCapture,
    }
}

fn judge(engine: &Engine<'_>, records: &[Record<'_>]) -> Tally {
    let mut worker = engine.worker();
    for record in records {
        worker.take(record);
    }
    worker.end_of_chunk();
    engine.sum([worker])
}

/// What a tally comes to, as people and as programs read it.
fn rendered(tally: &Tally) -> (String, String) {
    let report = Report::new(tally, None, Terms::default());
    let human = report::render_human(&report);
    let human = anstream::adapter::strip_str(&human).to_string();
    (
        human,
        serde_json::to_string_pretty(&report).expect("it can be written"),
    )
}

const BODIES: [&str; 13] = [
    r#"{"calls": [{"id": 1, "status": "failed"}]}"#,
    r#"{"calls": [{"id": 2, "status": "completed"}], "total": 1}"#,
    r#"{"calls": [{"id": 1, "status": "new"}, {"id": 2, "status": "newer"}]}"#,
    r#"{"calls": [{"id": 1, "status": "voicemail", "extra": true}]}"#,
    r#"{"calls": [{"id": "1", "status": "failed"}]}"#,
    r#"{"calls": [{"id": 1.0, "status": "failed", "caller": "+15550199"}]}"#,
    r#"{"calls": []}"#,
    r#"{"calls": [{"id": 1, "id": 2, "status": "failed"}]}"#,
    r#"{"calls": [{"id": 1, "status": "failed"}"#,
    r#"{"calls": [{"status": "failed", "cost": "x", "startedAt": "now"}], "total": -1}"#,
    r#"{"calls": [{"id": 1, "status": "failed", "answer": {"txt": "yes"}}]}"#,
    "\u{feff}[]",
    // Some of a list conform, and nothing is said of those.
    "{\"calls\": [{\"id\": 1, \"status\": \"failed\"},\n {\"id\": 2, \"status\": \"new\", \"caller\": \"+15550100\"},\n {\"id\": 3, \"status\": \"failed\"}, {\"id\": 4.0, \"status\": \"failed\", \"more\": {}, \"caller\": \"+1\"}]}",
];

/// Records of every kind, from three files, some of them recorded exchanges.
fn records<'a>(picks: &[(usize, usize)], exchanges: &'a [Exchange]) -> Vec<Record<'a>> {
    let files = ["a.har", "b.ndjson", "c/d.ndjson"];
    picks
        .iter()
        .zip(0..)
        .map(|((body, kind), index)| {
            let body = BODIES[body % BODIES.len()];
            let exchange = &exchanges[kind % exchanges.len()];
            let about = match kind % 7 {
                0 => About::Unmatched {
                    exchange,
                    reason: "no path of the document matches",
                },
                1 => About::Matched {
                    operation: "listCalls",
                    exchange,
                },
                _ => record(0, "").about,
            };
            Record {
                file: files[kind % files.len()],
                about,
                body: match kind % 11 {
                    0 => Body::Absent,
                    4 => Body::Damaged {
                        why: "the line has no end",
                        column: 1,
                    },
                    _ => Body::Bytes(body.as_bytes()),
                },
                grade: match kind % 5 {
                    0 => Grade::DocumentationSample,
                    _ => Grade::LiveCapture,
                },
                ..record(index, body)
            }
        })
        .collect()
}

fn exchanges() -> Vec<Exchange> {
    let exchange = |url: &str, status, media_type: &str| Exchange {
        method: "GET".to_owned(),
        url: url.to_owned(),
        status,
        media_type: Some(media_type.to_owned()),
    };
    vec![
        exchange(
            "https://api.example.com/calls?page=1",
            200,
            "application/json",
        ),
        exchange("https://api.example.com/people/7", 200, "application/json"),
        exchange(
            "https://api.example.com/calls",
            200,
            "text/html; charset=utf-8",
        ),
        exchange("https://api.example.com/calls", 418, "application/json"),
        exchange("https://api.example.com/calls", 404, "application/json"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_division_of_the_records_gives_the_same_report(
        picks in prop::collection::vec((0_usize..1000, 0_usize..1000), 0..40),
        shards in prop::collection::vec(0_usize..4, 40),
        order in Just([0_usize, 1, 2, 3]).prop_shuffle(),
    ) {
        let exchanges = exchanges();
        let records = records(&picks, &exchanges);
        with_engine(in_passing(), |engine| {
            let whole = judge(engine, &records);
            let mut sum = Tally::default();
            for shard in order {
                let part: Vec<_> = records
                    .iter()
                    .zip(&shards)
                    .filter(|(_, of)| **of == shard)
                    .map(|(record, _)| *record)
                    .collect();
                let part = judge(engine, &part);
                // As it is read back from a file.
                let stored = serde_json::to_string(&part).expect("it can be written");
                let part = serde_json::from_str(&stored).expect("it can be read");
                sum.absorb(part);
            }
            let ((human, json), (whole_human, whole_json)) = (rendered(&sum), rendered(&whole));
            assert!(human == whole_human, "{human}\n{whole_human}");
            assert!(json == whole_json);
            assert!(
                serde_json::to_string(&sum).expect("it can be written")
                    == serde_json::to_string(&whole).expect("it can be written")
            );
        });
    }

    #[test]
    fn what_is_judged_in_passing_is_judged_the_same(
        picks in prop::collection::vec((0_usize..1000, 0_usize..1000), 0..40),
    ) {
        let exchanges = exchanges();
        let records = records(&picks, &exchanges);
        let report = |options| {
            let mut report = None;
            with_engine(options, |engine| {
                report = Some(Report::new(&judge(engine, &records), None, Terms::default()));
            });
            report.expect("there is one")
        };
        let fast = report(in_passing());
        let mut thorough = report(options());
        thorough.coverage.clear();
        thorough.unseen_operations.clear();
        thorough.totals.coverage = fast.totals.coverage;
        assert_eq!(fast, thorough);
    }

    #[test]
    fn merging_is_commutative_and_associative_and_an_empty_tally_changes_nothing(
        parts in prop::array::uniform3(prop::collection::vec((0_usize..1000, 0_usize..1000), 0..12)),
    ) {
        let exchanges = exchanges();
        with_engine(options(), |engine| {
            let [a, b, c] = parts.map(|picks| judge(engine, &records(&picks, &exchanges)));
            let sum = |tallies: &[&Tally]| {
                let mut sum = Tally::default();
                for tally in tallies {
                    sum.absorb((*tally).clone());
                }
                sum
            };
            let written = |tally: &Tally| serde_json::to_string(tally).expect("it can be written");
            assert_eq!(written(&sum(&[&a, &b])), written(&sum(&[&b, &a])));
            let left = sum(&[&sum(&[&a, &b]), &c]);
            let right = sum(&[&a, &sum(&[&b, &c])]);
            assert_eq!(written(&left), written(&right));
            assert_eq!(written(&sum(&[&a])), written(&a));
        });
    }
}

/// The survey and the court are two ways to one judgement.
#[test]
fn what_is_handed_over_is_judged_as_a_single_response_is() {
    let bad = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let mut bodies: Vec<Vec<u8>> = BODIES.iter().map(|body| body.as_bytes().to_vec()).collect();
    for rule in Rule::ALL {
        let entries = std::fs::read_dir(bad.join(rule.name())).expect("it is there");
        bodies.extend(entries.map(|entry| {
            std::fs::read(entry.expect("it is there").path()).expect("it can be read")
        }));
    }
    let spec = spec();
    let lexicon = Lexicon::new([]);
    let court = Court {
        spec: &spec,
        types: None,
        lexicon: &lexicon,
    };
    let mut failing = 0;
    with_engine(in_passing(), |engine| {
        for body in &bodies {
            let case = Case {
                file: "calls.ndjson",
                bytes: body,
                lines_before: 0,
                operation: "listCalls",
                status: 200,
                grade: Grade::LiveCapture,
            };
            let mut one: Vec<_> = court
                .judge(&case)
                .findings
                .into_iter()
                .filter(|finding| !finding.of_all)
                .map(|finding| {
                    let place = finding.instance;
                    let spec = finding.spec.map(|place| place.line);
                    (
                        finding.fingerprint,
                        place.line as u64,
                        place.column as u64,
                        spec,
                        finding.message,
                    )
                })
                .collect();
            let record = Record {
                body: Body::Bytes(body),
                ..record(0, "")
            };
            let report = Report::new(&judge(engine, &[record]), None, Terms::default());
            let mut other: Vec<_> = report
                .findings
                .into_iter()
                .flat_map(|finding| {
                    let spec = finding.spec.map(|place| place.line);
                    let (name, message) = (finding.fingerprint, finding.message);
                    let first = (
                        name,
                        finding.first.line,
                        finding.first.column,
                        spec,
                        message,
                    );
                    // Of several in one record, the last is looked for in another way.
                    let last = (first.0, finding.last.line, finding.last.column, first.3);
                    assert!(
                        one.iter()
                            .any(|known| (known.0, known.1, known.2, known.3) == last)
                    );
                    [first]
                })
                .collect();
            failing += usize::from(!other.is_empty());
            one.sort();
            one.dedup_by_key(|finding| finding.0);
            other.sort();
            assert_eq!(one, other, "{}", String::from_utf8_lossy(body));
        }
    });
    assert!(failing > 15, "{failing}");
}

#[test]
fn groups_are_bounded_and_a_division_shows_in_none_of_them() {
    let bodies: Vec<_> = (0..GROUPS + 500)
        .map(|number| {
            let other = number * 7 % (GROUPS + 500);
            format!(
                r#"{{"calls": [{{"id": 1, "status": "failed", "x{number}": 1, "x{other}": 2}}]}}"#
            )
        })
        .collect();
    let records: Vec<_> = bodies
        .iter()
        .zip(0..)
        .map(|(body, index)| record(index, body))
        .collect();
    with_engine(options(), |engine| {
        let whole = judge(engine, &records);
        assert_eq!(whole.groups.len(), GROUPS);
        assert!(whole.groups.has_more());
        let (one, rest) = records.split_at(700);
        let (two, three) = rest.split_at(200);
        let mut sum = judge(engine, three);
        let mut first = judge(engine, two);
        first.absorb(judge(engine, one));
        sum.absorb(first);
        assert_eq!(rendered(&sum), rendered(&whole));
        let report = Report::new(&whole, None, Terms::default());
        let kept: u64 = report.findings.iter().map(|finding| finding.count).sum();
        assert!(
            kept < report.totals.warnings,
            "the totals count what is not kept"
        );
    });
}

#[test]
fn findings_are_grouped_with_their_first_and_last_place_and_smallest_records() {
    let long = format!(
        r#"{{"calls": [{{"id": 1, "status": "newest", "note": "{}"}}]}}"#,
        "x".repeat(300)
    );
    let bodies = [
        long.as_str(),
        BODIES[0],
        BODIES[2],
        BODIES[3],
        BODIES[2],
        long.as_str(),
    ];
    let records: Vec<_> = bodies
        .iter()
        .zip(0..)
        .map(|(body, index)| record(index, body))
        .collect();
    with_engine(options(), |engine| {
        let report = Report::new(&judge(engine, &records), None, Terms::default());
        let finding = report.findings.first().expect("there is one");
        assert_eq!(finding.pointer, "/calls/*/status");
        assert_eq!((finding.count, finding.records), (7, 5));
        assert_eq!((finding.first.line, finding.last.line), (1, 6));
        let values: Vec<_> = finding
            .values
            .iter()
            .map(|value| (value.value.as_str(), value.count))
            .collect();
        assert_eq!(
            values,
            [
                ("`new`", 2),
                ("`newer`", 2),
                ("`newest`", 2),
                ("`voicemail`", 1)
            ]
        );
        let witnesses: Vec<_> = finding
            .witnesses
            .iter()
            .map(|witness| (witness.bytes, witness.place.line))
            .collect();
        let length = |body: &str| body.len() as u64;
        assert_eq!(
            witnesses,
            [
                (length(BODIES[3]), 4),
                (length(BODIES[2]), 3),
                (length(&long), 1)
            ],
            "records that are the same are one witness"
        );
        assert_eq!(report.totals.failing, 5);
        assert_eq!(report.totals.conforming, 1);
    });
}

#[test]
fn what_is_not_checked_says_so_and_a_run_that_checked_nothing_fails() {
    let exchanges = exchanges();
    let matched = |index: u64, exchange: usize| Record {
        about: About::Matched {
            operation: "listCalls",
            exchange: &exchanges[exchange],
        },
        ..record(index, BODIES[0])
    };
    with_engine(options(), |engine| {
        let records = [
            matched(0, 2),
            matched(1, 3),
            matched(2, 4),
            record(3, BODIES[6]),
            Record {
                body: Body::Absent,
                ..record(4, "")
            },
            Record {
                about: About::Named {
                    operation: "nothing",
                    status: 200,
                },
                ..record(5, BODIES[0])
            },
            Record {
                about: About::Unmatched {
                    exchange: &exchanges[1],
                    reason: "no path of the document matches",
                },
                ..record(6, BODIES[0])
            },
        ];
        let report = Report::new(&judge(engine, &records), None, Terms::default());
        assert_eq!(report.verdict.reasons, ["nothing was checked"]);
        assert_eq!(report.totals.unchecked, 6);
        assert_eq!(report.totals.unmatched, 1);
        assert_eq!(
            report.unmatched.first().map(|kind| kind.url.as_str()),
            Some("https://api.example.com/people/{}")
        );
        let mut messages: Vec<_> = report
            .findings
            .iter()
            .map(|finding| finding.message.as_str())
            .collect();
        messages.sort_unstable();
        assert_eq!(
            messages,
            [
                "`listCalls` documents no `text/html` for status 200, only application/json",
                "`listCalls` documents no response of status 418, only 200, 404",
                "the 404 response of `listCalls` documents no body",
                "the list is empty: nothing of its elements was checked",
                "the recording holds no body",
                "the spec has no operation `nothing`, only listCalls",
            ]
        );
        let nothing = Report::new(&judge(engine, &[]), None, Terms::default());
        assert!(!nothing.verdict.passed);
    });
}

#[test]
fn a_format_that_nobody_knows_is_told_once_and_for_all_its_records() {
    let text = include_str!("bad/spec.yaml").replace("format: decimal", "format: euros");
    let spec = Spec::load("bad", &Source::new("spec.yaml", text)).expect("the spec is sound");
    let lexicon = Lexicon::new([]);
    for options in [options(), in_passing()] {
        let engine = Engine::new(&spec, Types::none(), &lexicon, options);
        let engine = engine.expect("the options are sound");
        let records = [
            record(0, BODIES[0]),
            record(1, BODIES[2]),
            record(2, BODIES[1]),
        ];
        let report = Report::new(&judge(&engine, &records), None, Terms::default());
        let unchecked: Vec<_> = report
            .unchecked_keywords
            .iter()
            .map(|one| {
                (
                    one.keyword.as_str(),
                    one.text.as_str(),
                    one.spec.line,
                    one.records,
                )
            })
            .collect();
        assert_eq!(
            unchecked,
            [
                ("format", "euros", 46, 3),
                ("pattern", "(?P<series>[a-z]+", 95, 3)
            ]
        );
        let human = report::render_human(&report);
        assert!(
            human.contains("the format `euros` is not checked: nobody knows it"),
            "{human}"
        );
    }
}

#[test]
fn undocumented_properties_can_be_left_out_and_globs_without_use_are_told() {
    let options = Options {
        undocumented: ["/calls/*/extra".to_owned(), "/calls/extra".to_owned()].into(),
        ..options()
    };
    with_engine(options, |engine| {
        let records = [record(0, BODIES[3]), record(1, BODIES[10])];
        let report = Report::new(&judge(engine, &records), None, Terms::default());
        let pointers: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.rule == Rule::Undocumented)
            .map(|finding| finding.pointer.as_str())
            .collect();
        assert_eq!(pointers, ["/calls/*/answer/txt"]);
        let globs: Vec<_> = report
            .left_out
            .iter()
            .map(|glob| (glob.glob.as_str(), glob.count))
            .collect();
        assert_eq!(globs, [("/calls/*/extra", 1), ("/calls/extra", 0)]);
    });
    with_engine(
        Options {
            severities: [(Rule::Undocumented, Severity::Note)].into(),
            ..self::options()
        },
        |engine| {
            let tally = judge(
                engine,
                &[record(
                    0,
                    r#"{"calls": [{"id": 1, "status": "failed", "extra": 1}]}"#,
                )],
            );
            let report = Report::new(&tally, None, Terms::default());
            assert!(report.verdict.passed, "a note is no reason to fail");
            assert_eq!(report.totals.notes, 1);
        },
    );
}

#[test]
fn a_coverage_below_the_least_fails() {
    with_engine(options(), |engine| {
        let tally = judge(engine, &[record(0, BODIES[0])]);
        let with = |percent| {
            let terms = Terms {
                min_coverage: Some(percent),
                ..Terms::default()
            };
            Report::new(&tally, None, terms)
        };
        assert!(with(5).verdict.passed);
        let failing = with(90);
        let share = failing.totals.coverage;
        assert!(share.seen > 0 && share.seen < share.of, "{share:?}");
        let percent = share.seen * 100 / share.of;
        assert!(
            failing.verdict.reasons[0].starts_with(&format!("coverage is {percent}.")),
            "{:?}",
            failing.verdict.reasons
        );
    });
}

#[test]
fn damage_is_a_finding_and_the_run_goes_on() {
    with_engine(options(), |engine| {
        let records = [
            Record {
                body: Body::Damaged {
                    why: "the gzip stream ends early",
                    column: 1,
                },
                ..record(0, "")
            },
            record(1, BODIES[8]),
            record(2, BODIES[0]),
        ];
        let report = Report::new(&judge(engine, &records), None, Terms::default());
        assert_eq!(report.totals.errors, 2);
        assert_eq!(report.totals.conforming, 1);
        assert!(
            report
                .findings
                .iter()
                .any(|finding| finding.message
                    == "the recording is damaged: the gzip stream ends early"),
            "{report:?}"
        );
    });
}
