//! The derived schemas: what the types say of themselves, and that they admit what the spec admits.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use std::fmt::Write as _;

use callspec_conformance::located::Located;
use callspec_conformance::spec::{Lookup, Spec};
use serde_json::Value;

use crate::common::{PROVIDERS, Types, spec};

#[test]
fn derived_schemas() {
    for provider in PROVIDERS {
        let types = Types::of(provider, "listCalls", 200);
        insta::with_settings!({ snapshot_path => "snapshots/derived", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_json_snapshot!(provider, types.found.schema);
        });
    }
}

#[test]
fn derived_schemas_describe_every_property_and_value_of_the_spec() {
    for provider in PROVIDERS {
        let spec = spec(provider);
        let types = Types::of(provider, "listCalls", 200);
        let mut missing = String::new();
        for (place, what, stated) in facts(&spec) {
            let said = facts_at(&types.found.schema, &what);
            if !said.contains(&stated) {
                _ = writeln!(missing, "{place}: {what} {stated}");
            }
        }
        assert_eq!(
            missing, "",
            "the derived schema of {provider} leaves out what the spec says"
        );
    }
}

/// What the spec says of properties, listed values and formats, with its place.
fn facts(spec: &Spec) -> Vec<(String, String, String)> {
    let mut facts = Vec::new();
    let definitions = spec.bundle()["$defs"]
        .as_object()
        .expect("a bundle has definitions");
    let Lookup::Judge(_, judge) = spec.lookup("listCalls", 200) else {
        panic!("the response has a schema")
    };
    // Only what the response leads to; parameters have schemas of their own.
    let mut queue = vec![judge.definition.clone()];
    let mut done = std::collections::BTreeSet::new();
    while let Some(name) = queue.pop() {
        if done.insert(name.clone()) {
            walk(&definitions[&name], &mut |schema| {
                if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
                    queue.push(target.rsplit('/').next().unwrap_or_default().to_owned());
                }
                for what in ["properties", "enum", "format", "required"] {
                    for stated in stated(schema, what) {
                        facts.push((name.clone(), what.to_owned(), stated));
                    }
                }
            });
        }
    }
    assert!(
        facts.len() > 30,
        "a response has more facts than {}",
        facts.len()
    );
    facts
}

/// All that a schema says of one kind, wherever it says it.
fn facts_at(schema: &Value, what: &str) -> std::collections::BTreeSet<String> {
    let mut said = std::collections::BTreeSet::new();
    walk(schema, &mut |schema| said.extend(stated(schema, what)));
    said
}

fn stated(schema: &serde_json::Map<String, Value>, what: &str) -> Vec<String> {
    match (what, schema.get(what)) {
        ("properties", Some(Value::Object(properties))) => properties.keys().cloned().collect(),
        ("enum" | "required", Some(Value::Array(values))) => {
            values.iter().map(Value::to_string).collect()
        }
        ("format", Some(Value::String(format))) => vec![format.clone()],
        _ => Vec::new(),
    }
}

fn walk(schema: &Value, visit: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match schema {
        Value::Object(object) => {
            visit(object);
            for (_, value) in object {
                walk(value, visit);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| walk(value, visit)),
        _ => {}
    }
}

/// The derived schema must admit everything that the spec admits. Both are tried on values made from the spec: each property alone left
/// out where it may be, each null where it may stand, each listed value.
#[test]
fn derived_schemas_admit_what_the_spec_admits() {
    for provider in PROVIDERS {
        let spec = spec(provider);
        let Lookup::Judge(_, judge) = spec.lookup("listCalls", 200) else {
            panic!("the response has a schema")
        };
        let derived = Types::of(provider, "listCalls", 200);
        let (_, derived) = derived.pair();
        let page = fill(&Located::root(&spec, judge), 0);
        assert!(judge.validator.is_valid(&page), "{provider}: {page}");
        assert_eq!(derived.judge(&page), [], "{provider}: {page}");
        let mut admitted = 0;
        let mut variants = Vec::new();
        vary(&page, &mut Vec::new(), &mut variants);
        for (path, replacement) in variants {
            let mut varied = page.clone();
            if !apply(&mut varied, &path, replacement.as_ref())
                || !judge.validator.is_valid(&varied)
            {
                continue;
            }
            admitted += 1;
            assert_eq!(
                derived.judge(&varied),
                [],
                "{provider}: {path:?} as {replacement:?}"
            );
        }
        assert!(admitted > 5, "{provider}: only {admitted} variants conform");
    }
}

/// A value with every property that a place documents.
fn fill(here: &Located<'_>, depth: usize) -> Value {
    let empty_object = Value::Object(serde_json::Map::new());
    let names: std::collections::BTreeSet<&String> = here
        .keyword("properties")
        .filter_map(Value::as_object)
        .flat_map(|map| map.keys())
        .collect();
    if !names.is_empty() && depth < 12 {
        return names
            .into_iter()
            .map(|name| (name.clone(), fill(&here.property(name, None), depth + 1)))
            .collect();
    }
    if here.keyword("items").next().is_some() && depth < 12 {
        return Value::Array(vec![fill(&here.element(None), depth + 1)]);
    }
    here.witness().unwrap_or(empty_object)
}

type Path = Vec<String>;

/// Every place of a value: left out, null, and each of a few values of other types.
fn vary(value: &Value, path: &mut Path, variants: &mut Vec<(Path, Option<Value>)>) {
    if !path.is_empty() {
        variants.push((path.clone(), None));
        for other in [
            Value::Null,
            Value::from("text"),
            Value::from(7),
            Value::from(7.5),
            Value::from(true),
            Value::Array(vec![]),
        ] {
            variants.push((path.clone(), Some(other)));
        }
    }
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(values) => values
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        path.push(key);
        vary(child, path, variants);
        path.pop();
    }
}

fn apply(value: &mut Value, path: &[String], replacement: Option<&Value>) -> bool {
    let [first, rest @ ..] = path else {
        return false;
    };
    match (value, rest, replacement) {
        (Value::Object(map), [], None) => map.remove(first).is_some(),
        (Value::Array(values), [], None) => values.pop().is_some(),
        (Value::Object(map), [], Some(new)) => map.insert(first.clone(), new.clone()).is_some(),
        (Value::Array(values), [], Some(new)) => values
            .first_mut()
            .map(|value| *value = new.clone())
            .is_some(),
        (Value::Object(map), rest, _) => map
            .get_mut(first)
            .is_some_and(|value| apply(value, rest, replacement)),
        (Value::Array(values), rest, _) => values
            .first_mut()
            .is_some_and(|value| apply(value, rest, replacement)),
        _ => false,
    }
}
