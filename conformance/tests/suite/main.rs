//! JSON-Schema-Test-Suite, draft 2020-12: what the suite says of an instance, and what is left of its schema here says.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod cases;
mod known;

use std::path::Path;

use callspec_generator::schema;
use callspec_generator::source::Source;
use callspec_generator::spec;

use cases::{Group, groups, suite};

/// What a leg says of each case of a group, in their order; or why it says nothing.
type Verdicts = Result<Vec<bool>, String>;

#[test]
fn the_spec_leg_judges_as_the_suite_does() {
    compare("spec leg", "", known::SPEC);
}

#[test]
fn the_spec_leg_judges_the_optional_part_as_the_suite_does() {
    compare("spec leg, optional", "optional", known::SPEC_OPTIONAL);
}

/// Compares the spec leg with the suite; what is known to differ must differ.
fn compare(name: &str, folder: &str, known: &[(&str, &str, &str)]) {
    let Some(suite) = suite() else {
        println!("skipped: there is no corpus");
        return;
    };
    let (mut agreed, mut all) = (0, 0);
    let mut surprises = Vec::new();
    let mut met = vec![false; known.len()];
    for group in groups(&suite, folder) {
        let verdicts = spec_leg(&group, &suite);
        for (number, case) in group.cases.iter().enumerate() {
            all += 1;
            let place = format!(
                "{}: {}: {}",
                group.file, group.description, case.description
            );
            let problem = match &verdicts {
                Ok(verdicts) if verdicts[number] == case.valid => None,
                Ok(_) if case.valid => Some("refused".to_owned()),
                Ok(_) => Some("taken".to_owned()),
                Err(why) => Some(why.clone()),
            };
            let reason = known.iter().position(|(file, description, _)| {
                *file == group.file && place.contains(description)
            });
            match (problem, reason) {
                (None, _) => agreed += 1,
                (Some(_), Some(reason)) => met[reason] = true,
                (Some(problem), None) => surprises.push(format!("{place}: {problem}")),
            }
        }
    }
    println!("{name}: {agreed} of {all}");
    for ((file, description, reason), met) in known.iter().zip(met) {
        println!("  {file}: {description}: {reason}");
        if !met {
            surprises.push(format!(
                "{file}: {description}: listed as differing, and does not"
            ));
        }
    }
    assert!(surprises.is_empty(), "{name}:\n{}", surprises.join("\n"));
}

/// Reads the schema as a component of a document, bundles it, and judges by the bundle.
fn spec_leg(group: &Group, suite: &Path) -> Verdicts {
    let parsed = spec::parse(&Source::new("suite.json", group.document(suite)));
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
        .build(&root)
        .map_err(|error| format!("{error} at {}", error.schema_path()))?;
    Ok(group
        .cases
        .iter()
        .map(|case| validator.is_valid(&case.data))
        .collect())
}
