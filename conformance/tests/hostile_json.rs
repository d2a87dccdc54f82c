//! Damaged and hostile bodies: each file of the corpus as it says, and bodies of our own. `docs/judging.md` says what is policy here.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use callspec_conformance::findings::{Finding, Rule, Severity};
use callspec_conformance::formats::validator;
use callspec_conformance::json;
use callspec_conformance::judge::{Case, Court, Grade};
use callspec_conformance::placeholder::Lexicon;
use callspec_conformance::spec::Spec;
use callspec_generator::source::Source;
use proptest::prelude::*;
use serde_json::Value;

/// A finding: its rule, its pointer, and a part of its message.
type Expected = (Rule, &'static str, &'static str);

/// What is decided here where the corpus leaves it open: the file, and each finding.
const POLICIES: &[(&str, &[Expected])] = &[
    (
        "27_utf16le.json",
        &[(Rule::Lexical, "", "UTF-16, little-endian")],
    ),
    (
        "29_lone_high_surrogate.json",
        &[(Rule::Lexical, "/note", "half of a surrogate pair")],
    ),
    (
        "33_duplicate_keys_same.json",
        &[(
            Rule::Lexical,
            "/total",
            "the key `total` stands in the object twice",
        )],
    ),
    (
        "35_duplicate_keys_escaped.json",
        &[
            (
                Rule::Lexical,
                "/page",
                "the key `page` stands in the object twice",
            ),
            // The last one holds.
            (Rule::Schema, "/page", "expected an integer, found a string"),
        ],
    ),
    (
        "37_exp_overflow.json",
        &[(Rule::Lexical, "/ratio", "beyond what a double holds")],
    ),
    (
        "41_30_digit_int.json",
        &[
            (Rule::Format, "/data/0/id", "not of the format `int64`"),
            (Rule::Lexical, "/data/0/id", "does not fit into 64 bits"),
        ],
    ),
];

fn corpus(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpus")
        .join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: there is no corpus");
    None
}

/// The errors that are found in a body of the operation `listCalls`. Whatever is found has a place inside of the body.
fn errors(spec: &Spec, bytes: &[u8]) -> Vec<Finding> {
    let lexicon = Lexicon::new([]);
    let court = Court {
        spec,
        types: None,
        lexicon: &lexicon,
    };
    let case = Case {
        file: "body.json",
        bytes,
        lines_before: 0,
        operation: "listCalls",
        status: 200,
        grade: Grade::LiveCapture,
    };
    let findings = court.judge(&case).findings;
    let lines: Vec<String> = String::from_utf8_lossy(bytes)
        .split('\n')
        .map(str::to_owned)
        .collect();
    for finding in &findings {
        let place = &finding.instance;
        let line = lines.get(place.line - 1).expect("a line of the body");
        assert!(place.column - 1 <= line.chars().count(), "{finding:?}");
        assert!(
            !finding.message.chars().any(char::is_control),
            "{finding:?}"
        );
    }
    let is_error = |finding: &Finding| finding.severity == Severity::Error;
    findings.into_iter().filter(is_error).collect()
}

fn own_spec() -> Spec {
    let text = "
openapi: 3.1.0
info: {title: Damage, version: '1'}
paths:
  /calls:
    get:
      operationId: listCalls
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties:
                  count: {type: integer}
                  big: {type: integer, format: uint64}
                  share: {type: number}
                  cost: {type: number, multipleOf: 0.01}
                  step: {type: number, multipleOf: 3}
                  level: {enum: [1, 2]}
                  any: true
";
    Spec::load("damage", &Source::new("damage.yaml", text)).expect("the spec is sound")
}

#[test]
fn each_body_of_the_corpus_is_judged_as_expected() {
    let Some(folder) = corpus("hostile_json") else {
        return;
    };
    let text = fs::read_to_string(folder.join("spec.yaml")).expect("it is there");
    let spec = Spec::load("hostile", &Source::new("spec.yaml", text)).expect("the spec is sound");
    let expected = fs::read_to_string(folder.join("EXPECTED.tsv")).expect("it is there");
    let mut complaints = Vec::new();
    let mut policies = 0;
    for line in expected.lines().skip(1) {
        let mut cells = line.split('\t');
        let (file, verdict) = (
            cells.next().expect("a file"),
            cells.next().expect("a verdict"),
        );
        let bytes = fs::read(folder.join(file)).expect("it is there");
        let errors = errors(&spec, &bytes);
        let is_right = if verdict == "policy" {
            policies += 1;
            is_by_policy(file, &errors)
        } else {
            is_as_expected(verdict, &errors)
        };
        if !is_right {
            complaints.push(format!("{file}: {verdict}: {errors:#?}"));
        }
    }
    assert_eq!(policies, POLICIES.len());
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn is_by_policy(file: &str, errors: &[Finding]) -> bool {
    let (_, expected) = POLICIES
        .iter()
        .find(|(policy, _)| *policy == file)
        .expect("a policy");
    let is_right = |(finding, (rule, pointer, part)): (&Finding, &(Rule, &str, &str))| {
        finding.rule == *rule
            && finding.instance.pointer == *pointer
            && finding.message.contains(part)
    };
    errors.len() == expected.len() && errors.iter().zip(*expected).all(is_right)
}

/// `parse-error`, `valid`, or `invalid@` with the pointers, comma-separated, and what else would do in brackets.
fn is_as_expected(verdict: &str, errors: &[Finding]) -> bool {
    let Some(places) = verdict.strip_prefix("invalid@") else {
        return match verdict {
            "valid" => errors.is_empty(),
            _ => {
                let is_damage = |finding: &Finding| {
                    finding.rule == Rule::Lexical && finding.message.starts_with("not JSON: ")
                };
                errors.len() == 1 && errors.iter().all(is_damage)
            }
        };
    };
    let (places, note) = places.split_once(" (").unwrap_or((places, ""));
    let other = note.trim_end_matches(')').strip_prefix("or ");
    let expected: BTreeSet<&str> = places.split(',').map(str::trim).collect();
    let found: BTreeSet<&str> = errors
        .iter()
        .map(|finding| finding.instance.pointer.as_str())
        .collect();
    let is_named = note.strip_prefix("root: ").is_none_or(|name| {
        errors
            .iter()
            .all(|error| error.message.contains(name.trim_end_matches(')')))
    });
    is_named && (found == expected || other.is_some_and(|other| found == BTreeSet::from([other])))
}

/// Bodies, and what is said of each: rule, line, column, pointer, message.
#[test]
fn damage_has_its_place_and_a_hint() {
    let spec = own_spec();
    let said = |bytes: &[u8]| -> Vec<String> {
        errors(&spec, bytes)
            .iter()
            .map(|error| {
                let place = &error.instance;
                format!(
                    "{}:{} {} {}",
                    place.line, place.column, place.pointer, error.message
                )
            })
            .collect()
    };
    for (body, expected) in [
        (&b""[..], "1:1  not JSON: no value: the text is empty"),
        (b"  \n", "2:1  not JSON: no value: the text is empty"),
        (
            b"{\"count\": 1",
            "1:12  not JSON: unexpected end of the text inside an object",
        ),
        (
            b"{\"any\": \"a\\",
            "1:12 /any not JSON: unexpected end of the text inside an escape",
        ),
        (
            b"{\"any\": \"\\u12",
            "1:14 /any not JSON: unexpected end of the text inside an escape",
        ),
        (
            b"{\"any\": tr",
            "1:11 /any not JSON: unexpected end of the text inside a word",
        ),
        (
            b"{\"any\": -",
            "1:10 /any not JSON: unexpected end of the text inside a number",
        ),
        (
            b"{\"any\": 1.",
            "1:11 /any not JSON: unexpected end of the text inside a number",
        ),
        (
            b"{}\n{}",
            "2:1  not JSON: more text after the end of the value",
        ),
        (
            b")]}',\n{}",
            "1:1  not JSON: expected a value; this is a prefix that keeps the text from being run as a script",
        ),
        (
            b"for (;;);{}",
            "1:1  not JSON: expected a value; this is a prefix that keeps the text from being run as a script",
        ),
        (
            b"\x1f\x8b\x08\0",
            "1:1  not JSON: a body that is compressed with gzip",
        ),
        (
            b"\x28\xb5\x2f\xfd\0",
            "1:1  not JSON: a body that is compressed with zstd",
        ),
        (
            b"\xff\xfe{\0}\0",
            "1:1  not JSON: a text in UTF-16, little-endian",
        ),
        (b"\0{\0}", "1:1  not JSON: a text in UTF-16, big-endian"),
        (
            b"{\"any\": NaN}",
            "1:9 /any not JSON: JSON has no `NaN` and no `Infinity`",
        ),
        (
            b"{\"any\": -Infinity}",
            "1:9 /any not JSON: JSON has no `NaN` and no `Infinity`",
        ),
        (
            b"{\"any\": 1, // one\n}",
            "1:12  not JSON: JSON has no comments",
        ),
        (
            b"{any: 1}",
            "1:2  not JSON: expected a key in double quotes",
        ),
        (
            b"{'any': 1}",
            "1:2  not JSON: strings stand in straight double quotes",
        ),
        (
            b"{\xc2\xa0\"any\": 1}",
            "1:2  not JSON: a blank that JSON does not have",
        ),
        (
            b"<html>",
            "1:1  not JSON: expected a value; this looks like HTML or XML",
        ),
        (
            b"{\"any\": \"\xc0\xaf\"}",
            "1:10  not JSON: a byte that is not UTF-8",
        ),
        (
            b"{\"any\": \"\xed\xa0\x80\"}",
            "1:10  not JSON: a byte that is not UTF-8",
        ),
        (b"\xef\xbb\xbf{}", "1:1  a byte order mark before the text"),
        (
            b"{\"any\": \"\\ude00\\ud83d\"}",
            "1:10 /any half of a surrogate pair in a `\\u` escape",
        ),
        (
            b"{\"share\": 1e400}",
            "1:11 /share the number is beyond what a double holds",
        ),
        (
            b"{\"count\": -1e400}",
            "1:11 /count the number is beyond what a double holds",
        ),
        (
            b"{\"count\": 1e3}",
            "1:11 /count an integer spelled with an exponent",
        ),
        (
            b"{\"count\": 1e-400}",
            "1:11 /count the number has more digits than a double holds",
        ),
        (
            b"{\"count\": 9007199254740993}",
            "1:11 /count the integer is beyond 2^53",
        ),
        (
            b"{\"any\": {\"a\": 1, \"\\u0061\": 2}}",
            "1:18 /any/a the key `a` stands in the object twice",
        ),
        (
            b"{\"step\": 1e300}",
            "1:10 /step the number is not a multiple of 3",
        ),
        (
            b"{\"cost\": 0.075}",
            "1:10 /cost the number is not a multiple of 0.01",
        ),
        (
            b"{\"level\": 123456789012345678901}",
            "1:11 /level the value is not among the 2 documented ones",
        ),
    ] {
        let said = said(body);
        assert_eq!(
            said.first().map(String::as_str),
            Some(expected),
            "{said:#?}"
        );
    }
    for sound in [
        "{\"big\": 18446744073709551615}",
        "{\"share\": 1e-400}",
        "{\"share\": 0.1000000000000000000000}",
        "{\"cost\": 0.07, \"step\": 3e300}",
        "{\"cost\": 4.35}",
        "{\"cost\": 123456789012.34}",
        "{\"any\": \"\\ud83d\\ude00\"}",
    ] {
        assert_eq!(said(sound.as_bytes()), Vec::<String>::new(), "{sound}");
    }
}

/// What would take long, or much memory, if it were read naively. There is no clock here: what does not end in good time is noticed.
#[test]
fn what_is_large_is_said_to_be() {
    let spec = own_spec();
    let first = |body: String| {
        let errors = errors(&spec, body.as_bytes());
        errors
            .first()
            .map(|error| (error.instance.column, error.message.clone()))
    };
    let digits = "7".repeat(1_000_000);
    for (body, expected) in [
        (
            format!("{{\"any\": {digits}}}"),
            Some((9, "the number is beyond what a double holds")),
        ),
        (
            format!("{{\"any\": 0.{digits}}}"),
            Some((9, "the number has more digits than a double holds")),
        ),
        (
            format!("{{\"any\": 1e{digits}}}"),
            Some((9, "the number is beyond what a double holds")),
        ),
        (format!("{{\"any\": 1e-{digits}}}"), None),
        (
            "[".repeat(100_000),
            Some((129, "not judged: nested deeper than 128 levels")),
        ),
        (
            "{\"a\":".repeat(100_000),
            Some((641, "not judged: nested deeper than 128 levels")),
        ),
        (
            format!("{{\"any\": {}{}}}", "[".repeat(127), "]".repeat(127)),
            None,
        ),
        (
            format!("{{\"any\": \"{}\"}}", "\\ud800".repeat(100_000)),
            Some((10, "half of a surrogate pair in a `\\u` escape")),
        ),
    ] {
        let expected = expected.map(|(column, message)| (column, message.to_owned()));
        assert_eq!(first(body), expected);
    }
}

#[test]
fn a_text_of_flaws_takes_no_more_memory_than_it_is_long() {
    let key = "k".repeat(1_000_000);
    let twice = "\"a\":1,".repeat(200_000);
    let read =
        json::read(format!("{{\"{key}\":{{{twice}\"b\":1}}}}").as_bytes()).expect("it is JSON");
    let bytes: usize = read.flaws.iter().map(|flaw| flaw.pointer.len()).sum();
    assert!(!read.flaws.is_empty() && bytes < 20_000_000, "{bytes}");
    let read = json::read(format!("{{{twice}\"b\":1}}").as_bytes()).expect("it is JSON");
    assert_eq!(read.flaws.len(), json::MOST_FLAWS);
}

/// Wherever a body is cut off, that is said, and where.
#[test]
fn a_body_that_is_cut_off_is_never_taken() {
    let spec = own_spec();
    let body = "{\"count\": 12, \"share\": -1.5e3,\n \"any\": [true, null, {\"ü\": \"\\ud83d\\ude00 é\"}]}";
    assert!(errors(&spec, body.as_bytes()).is_empty());
    for end in 0..body.len() {
        let cut = &body.as_bytes()[..end];
        let errors = errors(&spec, cut);
        assert_eq!(errors.len(), 1, "{end}: {errors:#?}");
        assert!(errors[0].message.starts_with("not JSON: "), "{errors:#?}");
    }
}

proptest! {
    /// `multipleOf` is decimal, and not binary: 0.07 is a multiple of 0.01. Numbers whose digits a double holds, against whole numbers.
    #[test]
    fn multiples_are_those_of_decimals(
        number in -999_999_999_999_999_i128..=999_999_999_999_999,
        places in 0_u32..12,
        step in prop::sample::select(vec![("0.01", 1, 2), ("0.05", 5, 2), ("0.1", 1, 1), ("0.001", 1, 3), ("0.07", 7, 2), ("3", 3, 0), ("1e-7", 1, 7), ("2.5", 25, 1)]),
        factor in any::<bool>(),
    ) {
        let (text, units, of_places) = step;
        // Every other number is a multiple.
        let (number, places) = match factor {
            true => (number / 1000 * units, of_places),
            false => (number, places),
        };
        let expected = (number * 10_i128.pow(of_places)) % (units * 10_i128.pow(places)) == 0;
        let schema: Value = serde_json::from_str(&format!("{{\"multipleOf\": {text}}}")).expect("JSON");
        let instance: Value = serde_json::from_str(&format!("{number}e-{places}")).expect("JSON");
        let validator = validator(&schema).expect("a schema");
        prop_assert_eq!(validator.is_valid(&instance), expected, "{} of {}", instance, text);
    }
}
