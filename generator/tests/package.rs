//! A crate of its own: which files it has, and what is in which.

#![expect(clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use callspec_generator::source::Source;
use callspec_generator::{Generation, Package, generate_package};

/// An API of that many operations, each of the tags in turn. Every operation answers a schema of its tag, which holds one that all share.
fn document(operations: usize, tags: &[&str]) -> String {
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: {title: Large, version: '1'}\nservers: [{url: https://api.example.com}]\npaths:\n",
    );
    for number in 0..operations {
        let tag = number % tags.len();
        let _ = write!(
            text,
            "  /things/{number}:
    get:
      operationId: get{number}
      tags: ['{}']
      responses:
        '200':
          description: One.
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Of{tag}'}}}}}}
",
            tags[tag]
        );
    }
    text += "components:\n  schemas:\n    Unused: {type: object, properties: {part: {$ref: '#/components/schemas/Part'}}}\n";
    text += "    Part: {type: object, properties: {id: {type: string}}}\n";
    text += "    All: {type: object, properties: {id: {type: string}}}\n";
    for tag in 0..tags.len() {
        let _ = writeln!(
            text,
            "    Of{tag}: {{type: object, properties: {{all: {{$ref: '#/components/schemas/All'}}, own: {{type: object, properties: {{a: {{type: string}}}}}}, part: {{$ref: '#/components/schemas/Part'}}}}}}"
        );
    }
    text
}

fn generate(operations: usize, tags: &[&str]) -> Generation {
    let source = Source::new("somewhere/large.yaml", document(operations, tags));
    generate_package(&source, &Package::default()).unwrap_or_else(|problems| {
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("refused: {problems:#?}")
    })
}

fn paths(generation: &Generation) -> Vec<&str> {
    generation.output.files.keys().map(String::as_str).collect()
}

#[test]
fn a_small_api_is_two_modules() {
    assert_eq!(
        paths(&generate(49, &["a", "b"])),
        [
            "Cargo.toml",
            "README.md",
            "schemas/large.json",
            "src/lib.rs",
            "src/models.rs",
            "src/operations.rs"
        ]
    );
}

#[test]
fn a_large_api_is_a_module_and_a_feature_for_each_tag() {
    let generation = generate(50, &["Call Logs", "default"]);
    assert_eq!(
        paths(&generation),
        [
            "Cargo.toml",
            "README.md",
            "schemas/large.json",
            "src/lib.rs",
            "src/models.rs",
            "src/models/call_logs.rs",
            "src/models/default_.rs",
            "src/models/shared.rs",
            "src/operations.rs",
            "src/operations/call_logs.rs",
            "src/operations/default_.rs"
        ]
    );
    let file = |path: &str| generation.output.files[path].as_str();
    let manifest = file("Cargo.toml");
    assert!(
        manifest.contains("default = [\n    \"call_logs\",\n    \"default_\",\n]\n"),
        "{manifest}"
    );
    assert!(
        manifest.contains("\ncall_logs = []\ndefault_ = []\n"),
        "{manifest}"
    );

    // What one tag uses is with it, what both use with either, and what none uses, with its parts, always there.
    assert!(file("src/models/call_logs.rs").contains("pub struct Of0 {"));
    assert!(file("src/models/default_.rs").contains("pub struct Of1 {"));
    let shared = file("src/models/shared.rs");
    let either = "#[cfg(any(feature = \"call_logs\", feature = \"default_\"))]\n";
    assert_eq!(shared.matches(either).count(), 2, "{shared}");
    assert!(shared.contains(&format!("{either}/// ")), "{shared}");
    for name in ["All", "Part", "Unused"] {
        assert!(
            shared.contains(&format!("pub struct {name} {{")),
            "{shared}"
        );
    }
    assert!(
        file("src/operations.rs")
            .contains("#[cfg(feature = \"call_logs\")]\npub use call_logs::*;\n")
    );
    assert!(file("src/lib.rs").contains(
        "    #[cfg(feature = \"call_logs\")]\n    <operations::Get0 as ::callspec::support::Operation>::INFO,\n"
    ), "{}", file("src/lib.rs"));
}

#[test]
fn tags_that_differ_by_case_alone_are_one() {
    let generation = generate(60, &["Calls", "calls", "größe"]);
    let operations: Vec<_> = paths(&generation)
        .into_iter()
        .filter_map(|path| path.strip_prefix("src/operations/"))
        .collect();
    assert_eq!(operations, ["calls.rs", "grosse.rs"]);
}

#[test]
fn no_tag_leads_out_of_the_folder() {
    let long = "a".repeat(300);
    let generation = generate(60, &["../../etc", "/etc/passwd", "con", "..", &long]);
    for path in paths(&generation) {
        let plain = |part: &str| part.len() < 100 && !part.is_empty() && !part.starts_with("..");
        assert!(path.split('/').all(plain), "{path}");
    }
}
