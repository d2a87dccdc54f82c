//! JSON-Schema-Test-Suite, draft 2020-12: what the suite says of an instance, and what is left of its schema here says.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod cases;
mod keywords;
mod known;
mod types;

use std::path::Path;

use callspec_conformance::formats;
use callspec_generator::schema;
use callspec_generator::source::Source;
use callspec_generator::spec;

use cases::{Group, groups, suite};

/// What a leg says of each case of a group, in their order; or why it says nothing.
type Verdicts = Result<Vec<bool>, String>;

#[test]
fn the_spec_leg_judges_as_the_suite_does() {
    spec_leg("");
}

#[test]
fn the_spec_leg_judges_the_optional_part_as_the_suite_does() {
    spec_leg("optional");
}

/// Both parts at once, since compiling the types takes most of the time.
#[test]
fn the_types_judge_as_the_suite_does() {
    let Some(suite) = suite() else {
        println!("skipped: there is no corpus");
        return;
    };
    let parts = ["", "optional"].map(|folder| groups(&suite, folder));
    let [count, _] = parts.each_ref().map(Vec::len);
    let all: Vec<Group> = parts.into_iter().flatten().collect();
    let typed = types::judge(&all, &suite);
    let (derived, model): (Vec<_>, Vec<_>) = typed
        .into_iter()
        .map(|typed| (typed.derived, typed.model))
        .unzip();
    let (required, optional) = all.split_at(count);
    let mut surprises = Vec::new();
    for (leg, verdicts, known) in [
        ("derived", derived, known::DERIVED),
        ("model", model, known::MODEL),
    ] {
        let (first, second) = verdicts.split_at(count);
        surprises.extend(compare(leg, "", required, first, known));
        surprises.extend(compare(leg, "optional", optional, second, known));
    }
    assert!(surprises.is_empty(), "{}", surprises.join("\n"));
}

fn spec_leg(folder: &str) {
    let Some(suite) = suite() else {
        println!("skipped: there is no corpus");
        return;
    };
    let groups = groups(&suite, folder);
    let verdicts: Vec<Verdicts> = groups.iter().map(|group| by_spec(group, &suite)).collect();
    let surprises = compare("spec", folder, &groups, &verdicts, known::SPEC);
    assert!(surprises.is_empty(), "{}", surprises.join("\n"));
}

/// Compares a leg with the suite, and prints its rate; what is known to differ must differ. What was not expected comes back.
fn compare(
    leg: &str,
    folder: &str,
    groups: &[Group],
    verdicts: &[Verdicts],
    known: &'static str,
) -> Vec<String> {
    let known = known::read(known, folder);
    let name = if folder.is_empty() {
        format!("{leg} leg")
    } else {
        format!("{leg} leg, {folder}")
    };
    let (mut total, mut of_types) = (Rate::default(), Rate::default());
    let mut met = vec![0; known.len()];
    let mut surprises = Vec::new();
    for (group, verdicts) in groups.iter().zip(verdicts) {
        let is_of_types = keywords::constrain_types(&group.schema);
        for (number, case) in group.cases.iter().enumerate() {
            let place = format!(
                "{}: {}: {}",
                group.file, group.description, case.description
            );
            let problem = match verdicts {
                Ok(verdicts) if verdicts[number] == case.valid => None,
                Ok(_) if case.valid => Some("refused".to_owned()),
                Ok(_) => Some("taken".to_owned()),
                Err(why) => Some(why.clone()),
            };
            total.count(problem.is_none());
            if is_of_types {
                of_types.count(problem.is_none());
            }
            let Some(problem) = problem else { continue };
            match known::find(&known, &place) {
                Some(reason) => met[reason] += 1,
                None => surprises.push(format!(
                    "{name}{}: {place}: {problem}",
                    if is_of_types { ", types" } else { "" }
                )),
            }
        }
    }
    println!("{name}: {total}; of those whose keywords constrain types {of_types}");
    for (known, met) in known.iter().zip(met) {
        println!("  {met} in {}: {}", known.place, known.reason);
        if met != known.cases {
            surprises.push(format!(
                "{name}: {}: {} cases are listed as differing, {met} do",
                known.place, known.cases
            ));
        }
    }
    surprises
}

/// How often a leg judged as the suite does.
#[derive(Default)]
struct Rate {
    agreed: u32,
    all: u32,
}

impl Rate {
    fn count(&mut self, agreed: bool) {
        self.all += 1;
        self.agreed += u32::from(agreed);
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { agreed, all } = self;
        let percent = f64::from(*agreed) * 100.0 / f64::from(*all).max(1.0);
        write!(f, "{agreed} of {all} ({percent:.1} %)")
    }
}

/// Reads the schema as a component of a document, bundles it, and judges by the bundle.
fn by_spec(group: &Group, suite: &Path) -> Verdicts {
    let parsed = spec::parse(&Source::new(
        "suite.json",
        group.document(suite).to_string(),
    ));
    let problem = parsed.diagnostics.iter().find(|problem| problem.is_error());
    if let Some(problem) = problem {
        return Err(format!(
            "{} at {}: {}",
            problem.code.as_str(),
            problem.pointer,
            problem.message
        ));
    }
    let document = parsed.document.ok_or("no document")?;
    let bundle = schema::bundle(&document);
    let mut root = bundle.schema;
    root.as_object_mut()
        .expect("an object")
        .insert("$ref".to_owned(), "#/$defs/Case".into());
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .offline()
        .with_keyword("multipleOf", formats::multiple_of)
        .build(&root)
        .map_err(|error| format!("{error} at {}", error.schema_path()))?;
    Ok(group
        .cases
        .iter()
        .map(|case| validator.is_valid(&case.data))
        .collect())
}
