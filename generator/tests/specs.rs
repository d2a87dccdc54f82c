//! The specs of the project, as they are read: without a problem, and as another YAML reader reads them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use callspec_generator::schema::{self, Bundle};
use callspec_generator::source::Source;
use callspec_generator::spec::{self, At, Document};
use serde_json::Value;

fn specs() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    paths.sort();
    assert!(paths.len() >= 5, "{paths:?}");
    let name = |path: &Path| format!("specs/{}", path.file_name().unwrap().to_str().unwrap());
    paths
        .iter()
        .map(|path| Source::new(name(path), fs::read_to_string(path).unwrap()))
        .collect()
}

fn document(source: &Source) -> Document {
    let parsed = spec::parse(source);
    assert_eq!(parsed.diagnostics, [], "{}", source.name);
    parsed.document.unwrap()
}

#[test]
fn specs_have_no_problems() {
    for source in specs() {
        let document = document(&source);
        assert!(!document.paths.is_empty(), "{}", source.name);
    }
}

#[test]
fn another_reader_sees_the_same_values() {
    for source in specs() {
        let theirs: Value = serde_yaml::from_str(&source.text).unwrap();
        let ours = document(&source).tree.json(At::ROOT);
        assert_eq!(ours, theirs, "{}", source.name);
        // Equality of maps knows no order; their text does.
        assert_eq!(ours.to_string(), theirs.to_string(), "{}", source.name);
    }
}

#[test]
fn bundles_stand_alone() {
    for source in specs() {
        let document = document(&source);
        let bundle = schema::bundle(&document);
        let problems = jsonschema::draft202012::meta::validate(&bundle.schema).err();
        assert!(problems.is_none(), "{}: {problems:?}", source.name);
        jsonschema::draft202012::new(&bundle.schema).unwrap();

        let mut references = Vec::new();
        collect_references(&bundle.schema, &mut references);
        assert!(!references.is_empty(), "{}", source.name);
        for reference in references {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(
                pointer.starts_with("/$defs/"),
                "{}: {reference}",
                source.name
            );
            assert!(
                bundle.schema.pointer(pointer).is_some(),
                "{}: {reference}",
                source.name
            );
        }
        check_responses(&document, &bundle);
        check_origins(&document, &bundle);
    }
}

fn check_responses(document: &Document, bundle: &Bundle) {
    let documented: usize = document
        .paths
        .iter()
        .flat_map(|path| &path.operations)
        .map(|operation| operation.responses.len())
        .sum();
    assert!(bundle.responses.len() >= documented);
    for response in &bundle.responses {
        assert!(
            document.tree.find(&response.pointer).is_some(),
            "{response:?}"
        );
        if let Some(key) = &response.definition {
            assert!(bundle.schema["$defs"].get(key).is_some(), "{response:?}");
        }
    }
}

/// Whatever a definition says, its origin in the document says too, references aside.
fn check_origins(document: &Document, bundle: &Bundle) {
    assert_eq!(
        bundle.origins.len(),
        bundle.schema["$defs"].as_object().unwrap().len()
    );
    for (key, origin) in &bundle.origins {
        let original = document.tree.json(document.tree.find(origin).unwrap());
        let (Value::Object(copy), Value::Object(original)) =
            (&bundle.schema["$defs"][key], &original)
        else {
            continue;
        };
        assert!(copy.keys().eq(original.keys()), "{key}");
        assert_eq!(copy.get("required"), original.get("required"), "{key}");
        assert_eq!(
            copy.get("description"),
            original.get("description"),
            "{key}"
        );
    }
}

fn collect_references<'v>(value: &'v Value, references: &mut Vec<&'v str>) {
    match value {
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect_references(item, references)),
        Value::Object(entries) => {
            references.extend(entries.get("$ref").and_then(Value::as_str));
            entries
                .values()
                .for_each(|entry| collect_references(entry, references));
        }
        _ => {}
    }
}
