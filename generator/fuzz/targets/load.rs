//! The YAML loader: any text in, never a panic out, and every place that it speaks of is inside of the text.

#![no_main]

use callspec_generator::diagnostics::render;
use callspec_generator::source::{Source, Span};
use callspec_generator::spec::{At, Content, Tree, yaml};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = Source::new("fuzz.yaml", text);
    let loaded = yaml::load(&source, yaml::Limits::default());
    assert!(
        loaded.tree.is_some() || !loaded.diagnostics.is_empty(),
        "nothing was read, and nothing is said"
    );
    for diagnostic in &loaded.diagnostics {
        check_span(text, diagnostic.span);
        assert_eq!(source.position(diagnostic.span.start), diagnostic.position);
    }
    for diagnostic in loaded.diagnostics.iter().take(10) {
        let shown = render(diagnostic, &source);
        assert!(
            shown.len() < 20_000,
            "a diagnostic of {} bytes",
            shown.len()
        );
        assert!(
            !shown.contains(|c: char| c.is_control() && c != '\n'),
            "{shown:?}"
        );
    }
    let Some(tree) = loaded.tree else { return };
    check_node(&tree, At::ROOT, text);

    // What was read is written as JSON, which is YAML once its control characters are escaped, and read again: the same.
    if !loaded
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.is_error())
    {
        let json = tree.json(At::ROOT);
        let again = yaml::load(
            &Source::new("again.yaml", escaped(&json.to_string())),
            yaml::Limits::default(),
        );
        assert!(
            !again
                .diagnostics
                .iter()
                .any(|diagnostic| diagnostic.is_error()),
            "{json}: {:?}",
            again.diagnostics
        );
        assert_eq!(again.tree.map(|tree| tree.json(At::ROOT)), Some(json));
    }
});

/// JSON with its control characters as escapes: YAML takes no others, where JSON takes those beyond ASCII as they are.
fn escaped(json: &str) -> String {
    let mut text = String::new();
    for character in json.chars() {
        match character.is_control() {
            true => text.push_str(&format!("\\u{:04x}", u32::from(character))),
            false => text.push(character),
        }
    }
    text
}

fn check_span(text: &str, span: Span) {
    assert!(span.start <= span.end, "{span:?}");
    assert!(
        text.get(span.start..span.end).is_some(),
        "{span:?} is not inside of the text, or not between characters"
    );
}

fn check_node(tree: &Tree, at: At, text: &str) {
    check_span(text, tree.span(at));
    match tree.content(at) {
        Content::Map(entries) => entries.for_each(|entry| {
            check_span(text, tree.span(entry.key));
            check_node(tree, entry.value, text);
        }),
        Content::List(items) => items.for_each(|item| check_node(tree, item, text)),
        _ => {}
    }
}
