//! Responses of published documents, and the verdicts of independent validators: the spec leg agrees with all of them.
//!
//! `docs/judging.md` says how the readings that validators dispute are decided.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "common/patch.rs"]
mod patch;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use callspec_conformance::formats;
use callspec_generator::schema::{self, Bundle};
use callspec_generator::source::Source;
use callspec_generator::spec;
use jsonschema::{Registry, Validator};
use serde_json::Value;

use crate::patch::patch;

/// Where validators disagree: how the dispute is called, and who of them reads as `docs/judging.md` does.
const POLICIES: &[(&str, &str)] = &[
    // Null needs `type` and, where there is an `enum`, a null in it.
    ("disputed:nullable-reading", "B"),
    // A discriminator only annotates, and 1.0 is an integer.
    ("disputed:discriminator-or-writeOnly", "B"),
];

/// The disputed ones where `docs/judging.md` reads otherwise than the validator that reads the others as it does: the response, and why.
/// Nothing that validators agree on is here. An entry that does not differ any more fails.
const KNOWN: &[(&str, &str)] = &[(
    "redocly-cafe/mutants.jsonl:6:",
    "the `const` of a document of OpenAPI 3.2, whose schemas are JSON Schema 2020-12; three validators read them as those of 3.0, which have no `const`",
)];

/// Where our verdict with formats asserted is another than that of the validator that asserts them. Nowhere.
const KNOWN_FORMATS: &[(&str, &str)] = &[];

#[derive(Default)]
struct Score {
    agreed: usize,
    by_policy: usize,
    differing: Vec<String>,
    with_formats: Vec<String>,
    formats_agreed: usize,
    /// Refused for a format alone, there and here.
    for_a_format: usize,
}

#[test]
fn every_response_is_judged_as_independent_validators_do() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/pairs");
    if !folder.is_dir() {
        println!("skipped: there is no corpus");
        return;
    }
    let (mut responses, mut mutants) = (Score::default(), Score::default());
    for pair in folders(&folder) {
        Pair::load(&pair).judge(&mut responses, &mut mutants);
    }
    assert!(mutants.for_a_format > 0, "no format was asserted");
    let (mut differing, mut with_formats) = (Vec::new(), Vec::new());
    for (name, score) in [("responses", responses), ("mutants", mutants)] {
        println!(
            "{name}: {} judged as all validators do, {} disputed ones by the policy, {} otherwise",
            score.agreed,
            score.by_policy,
            score.differing.len()
        );
        println!(
            "  with formats asserted {} agree, {} of them refused for a format alone; {} do not",
            score.formats_agreed,
            score.for_a_format,
            score.with_formats.len()
        );
        differing.extend(score.differing);
        with_formats.extend(score.with_formats);
    }
    assert_known(differing, KNOWN);
    assert_known(with_formats, KNOWN_FORMATS);
}

/// Fails for what differs and is not listed, and for what is listed and does not differ.
fn assert_known(mut differing: Vec<String>, known: &[(&str, &str)]) {
    for (place, reason) in known {
        println!("  {place} {reason}");
        assert!(
            differing.iter().any(|found| found.starts_with(place)),
            "{place} is listed as differing, and does not"
        );
    }
    differing.retain(|found| !known.iter().any(|(place, _)| found.starts_with(place)));
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// A document, its responses and what is said of them.
struct Pair {
    folder: PathBuf,
    name: String,
    bundle: Bundle,
    registry: Registry<'static>,
    /// By definition, and whether formats are asserted.
    validators: RefCell<BTreeMap<(String, bool), Rc<Validator>>>,
}

impl Pair {
    fn load(folder: &Path) -> Self {
        let name = folder.file_name().expect("a name").to_string_lossy();
        let path = fs::read_to_string(folder.join("SPEC")).expect("it is there");
        let text = fs::read_to_string(folder.join(path.trim())).expect("the document is there");
        let parsed = spec::parse(&Source::new(path.trim(), text));
        let document = parsed.document.expect("a document");
        let bundle = schema::bundle(&document);
        let registry = Registry::new()
            .add(bundle.id(), bundle.schema.clone())
            .and_then(|registry| registry.prepare())
            .expect("the bundle stands alone");
        Self {
            folder: folder.to_owned(),
            name: name.into_owned(),
            bundle,
            registry,
            validators: RefCell::default(),
        }
    }

    fn judge(&self, responses: &mut Score, mutants: &mut Score) {
        let text = fs::read_to_string(self.folder.join("oracle.tsv")).expect("it is there");
        let mut lines = text
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>());
        let header = lines.next().expect("a header");
        let mut judges: BTreeMap<String, Judge> = BTreeMap::new();
        for row in lines {
            let row: BTreeMap<&str, &str> = header.iter().copied().zip(row).collect();
            let body = fs::read_to_string(self.folder.join("responses").join(row["file"]));
            let body: Value = serde_json::from_str(&body.expect("a response")).expect("JSON");
            let judge = Judge {
                plain: self.validator(&row, false),
                with_formats: self.validator(&row, true),
                body,
            };
            let place = format!("{}/{}", self.name, row["file"]);
            let verdict = |name: &str| row[name].to_owned();
            judge.score(&place, &judge.body, verdict, responses);
            judges.insert(row["file"].to_owned(), judge);
        }
        // A response may be too small to change.
        let text = fs::read_to_string(self.folder.join("mutants.jsonl")).unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            let mutant: Value = serde_json::from_str(line).expect("JSON");
            let field = |name: &str| mutant[name].as_str().unwrap_or_default().to_owned();
            let judge = &judges[&field("file")];
            let mut body = judge.body.clone();
            for step in mutant["patch"].as_array().expect("a patch") {
                patch(&mut body, step).expect("a patch that fits");
            }
            let place = format!("{}/mutants.jsonl:{}", self.name, number + 1);
            judge.score(&place, &body, field, mutants);
        }
    }

    fn validator(&self, row: &BTreeMap<&str, &str>, formats: bool) -> Rc<Validator> {
        let response = self.bundle.responses.iter().find(|response| {
            response.method == row["method"]
                && response.path == row["path"]
                && response.status == row["response"]
                && response.media_type.as_deref() == Some(row["media_type"])
        });
        let definition = response
            .and_then(|response| response.definition.clone())
            .expect("a schema for the response");
        let compile = |(definition, asserted): &(String, bool)| {
            let mut options = jsonschema::options()
                .with_draft(jsonschema::Draft::Draft202012)
                .offline()
                .with_registry(&self.registry);
            if *asserted {
                options = options.with_keyword("format", formats::keyword);
            }
            let validator = options.build(&self.bundle.reference(definition));
            Rc::new(validator.expect("a schema"))
        };
        let mut validators = self.validators.borrow_mut();
        let entry = validators.entry((definition, formats));
        Rc::clone(entry.or_insert_with_key(compile))
    }
}

struct Judge {
    plain: Rc<Validator>,
    with_formats: Rc<Validator>,
    body: Value,
}

impl Judge {
    fn score(
        &self,
        place: &str,
        body: &Value,
        verdict: impl Fn(&str) -> String,
        score: &mut Score,
    ) {
        let plain = word(self.plain.is_valid(body));
        let consensus = verdict("consensus");
        let policy = POLICIES.iter().find(|(dispute, _)| *dispute == consensus);
        let expected = policy.map_or(consensus, |(_, reader)| verdict(reader));
        if plain != expected {
            let why = why(&self.plain, body);
            let found = format!("{place}: {plain}, not {expected}: {why}");
            score.differing.push(found);
        } else if policy.is_some() {
            score.by_policy += 1;
        } else {
            score.agreed += 1;
        }
        // The validator that asserts formats reads what is disputed in its own way.
        if policy.is_some() {
            return;
        }
        let (ours, expected) = (word(self.with_formats.is_valid(body)), verdict("A_format"));
        if ours != expected {
            let why = why(&self.with_formats, body);
            let found = format!("{place}: {ours}, not {expected}: {why}");
            score.with_formats.push(found);
            return;
        }
        score.formats_agreed += 1;
        score.for_a_format += usize::from(ours != plain);
    }
}

/// The first error, if any.
fn why(validator: &Validator, body: &Value) -> String {
    let error = validator.iter_errors(body).next();
    error.map_or_else(String::new, |error| format!("{error:.200}"))
}

fn word(is_valid: bool) -> &'static str {
    if is_valid { "valid" } else { "invalid" }
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).expect("a folder");
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}
