//! Any text in, never a panic out, and never a long wait.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use callspec_generator::diagnostics::{Code, render};
use callspec_generator::schema;
use callspec_generator::source::Source;
use callspec_generator::spec::{self, At, Content};
use proptest::prelude::*;

/// Reads a text, and uses what comes of it: diagnostics are rendered, every node is found again, schemas are bundled.
fn survives(source: &Source) {
    let parsed = spec::parse(source);
    assert!(
        parsed.document.is_some() || !parsed.diagnostics.is_empty(),
        "nothing to say"
    );
    for diagnostic in &parsed.diagnostics {
        assert!(
            diagnostic.span.start <= diagnostic.span.end
                && diagnostic.span.end <= source.text.len(),
            "{diagnostic:?}"
        );
        assert_eq!(source.position(diagnostic.span.start), diagnostic.position);
    }
    for diagnostic in parsed.diagnostics.iter().take(20) {
        assert!(!render(diagnostic, source).is_empty());
    }
    if let Some(document) = &parsed.document {
        let tree = &document.tree;
        // A pointer cannot tell two entries of the same key apart.
        let distinct = !parsed
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code == Code::DuplicateKey);
        for diagnostic in parsed.diagnostics.iter().take(100).filter(|_| distinct) {
            assert!(tree.find(&diagnostic.pointer).is_some(), "{diagnostic:?}");
        }
        if let Content::Map(entries) = tree.content(At::ROOT) {
            for entry in entries {
                assert!(tree.find(&tree.pointer(entry.value)).is_some());
            }
        }
        assert!(schema::bundle(document).schema.is_object());
    }
}

fn folder(relative: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(relative);
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: there is no {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    paths
}

fn texts(relative: &str) -> Vec<Source> {
    let read = |path: &PathBuf| {
        Some(Source::new(
            path.file_name()?.to_str()?,
            String::from_utf8(fs::read(path).ok()?).ok()?,
        ))
    };
    folder(relative).iter().filter_map(read).collect()
}

/// Other people's documents, hostile ones and what fuzzing has found among them. Most are refused; what matters is how.
#[test]
fn documents_of_others_are_survived() {
    for source in [
        "fuzz/regressions",
        "../../shared/corpus/hostile",
        "../../shared/corpus/openapi",
    ]
    .into_iter()
    .flat_map(texts)
    {
        survives(&source);
    }
}

#[test]
fn every_prefix_of_a_spec_is_survived() {
    let specs = texts("../specs");
    let shortest = specs.iter().min_by_key(|source| source.text.len()).unwrap();
    for end in (0..shortest.text.len())
        .step_by(31)
        .filter(|end| shortest.text.is_char_boundary(*end))
    {
        survives(&Source::new("prefix.yaml", &shortest.text[..end]));
    }
}

/// One change to a text: some bytes from `at` on are replaced.
fn mutated(text: &str, changes: &[(prop::sample::Index, usize, String)]) -> String {
    let mut text = text.to_owned();
    for (at, length, replacement) in changes {
        let start = text.floor_char_boundary(at.index(text.len() + 1));
        let end = text
            .floor_char_boundary((start + length).min(text.len()))
            .max(start);
        text.replace_range(start..end, replacement);
    }
    text
}

/// What specs are made of, put where it does not belong.
fn replacement() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "",
        " ",
        "\n",
        "\n  ",
        "\t",
        ":",
        ": ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        "'",
        "\"",
        "&a ",
        "*a",
        "<<: ",
        "!x ",
        "!!int ",
        "|",
        ">-",
        "---\n",
        "...\n",
        "?",
        "%",
        "null",
        "~",
        ".inf",
        "1e999",
        "0x",
        "-1",
        "true",
        "no",
        "type",
        "$ref",
        "$ref: '#/components/schemas/Call'",
        "$ref: '#/'",
        "allOf: ",
        "oneOf: [",
        "enum: []",
        "format: x",
        "x-pagination: ",
        "x-sensitive: 1",
        "{id}",
        "\u{0}",
        "\u{feff}",
        "\u{2028}",
        "é",
        "😀",
        "\r\n",
        "\\",
        "\"\\ud800\"",
    ];
    prop_oneof![4 => prop::sample::select(WORDS).prop_map(str::to_owned), 1 => ".{0,6}", 1 => "[ a-z:\\n-]{0,12}"]
}

/// Whether all keys are text for the other reader too. It turns the key `0.` into a number and that into `0.0`; ours stays as written.
fn has_text_keys(value: &serde_yaml::Value) -> bool {
    match value {
        serde_yaml::Value::Sequence(items) => items.iter().all(has_text_keys),
        serde_yaml::Value::Mapping(entries) => entries
            .iter()
            .all(|(key, value)| key.is_string() && has_text_keys(value)),
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_specs_are_survived(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, replacement()), 1..6),
    ) {
        let specs = texts("../specs");
        let source = which.get(&specs);
        survives(&Source::new("mutated.yaml", mutated(&source.text, &changes)));
    }

    #[test]
    fn any_text_is_survived(text in "(openapi: 3.1.0\n)?(.|\\n){0,80}") {
        survives(&Source::new("any.yaml", text));
    }

    /// Where our reader sees a value, so does another one, and it is the same.
    #[test]
    fn what_is_read_is_read_alike(text in "[a-c]: ([\\[{]?([a-c]|[0-9.]{1,3}|'x'|\"y\\\\n\"|~|true)(: |, | )?){1,4}[\\]}]?(\n[d-f]: [|>]\n  x\n)?") {
        let loaded = spec::yaml::load(&Source::new("any.yaml", text.as_str()), spec::Limits::default());
        // Where the two readings of YAML differ, that is the warning's point: theirs has `017` as text.
        let agreed = !loaded.diagnostics.iter().any(|diagnostic| diagnostic.is_error() || diagnostic.code == Code::AmbiguousScalar);
        if let (true, Some(tree), Ok(theirs)) = (agreed, &loaded.tree, serde_yaml::from_str::<serde_yaml::Value>(&text)) {
            prop_assume!(has_text_keys(&theirs));
            prop_assert_eq!(tree.json(At::ROOT), serde_json::to_value(&theirs).unwrap(), "{}", text);
        }
    }
}
