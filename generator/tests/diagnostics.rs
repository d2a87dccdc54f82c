//! Diagnostics as data: codes, their documentation, their order, their JSON form.

use std::collections::BTreeSet;

use callspec_generator::diagnostics::{self, Code, Severity, render, render_ansi};
use callspec_generator::fidelity::Kind;
use callspec_generator::source::Source;
use callspec_generator::spec;
use serde_json::json;

const TYPO: &str = "openapi: 3.1.0
info: {title: Calls, version: 1.0.0}
paths: {}
components:
  schemas:
    Ünï: {typ: string}
";

/// The pages for people, by their names. `codes.md` is generated, and has a test of its own.
const PAGES: &[(&str, &str)] = &[
    ("README.md", include_str!("../../README.md")),
    (
        "architecture.md",
        include_str!("../../docs/architecture.md"),
    ),
    ("bodies.md", include_str!("../../docs/bodies.md")),
    ("diagnostics.md", DIAGNOSTICS),
    ("extensions.md", include_str!("../../docs/extensions.md")),
    ("formats.md", include_str!("../../docs/formats.md")),
    ("judging.md", include_str!("../../docs/judging.md")),
    ("requests.md", include_str!("../../docs/requests.md")),
    ("types.md", include_str!("../../docs/types.md")),
];
const DIAGNOSTICS: &str = include_str!("../../docs/diagnostics.md");

/// Names that pages link to as `[`name`](codes.md#name)`.
fn linked(page: &str) -> impl Iterator<Item = &str> {
    page.split("codes.md#")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
}

#[test]
fn every_code_that_a_page_links_to_exists() {
    let mut seen = 0;
    for (name, page) in PAGES {
        for code in linked(page) {
            seen += 1;
            assert!(
                Code::ALL.iter().any(|known| known.as_str() == code),
                "{name} links to the code `{code}`"
            );
        }
    }
    assert!(seen > 5, "{seen} links");
}

#[test]
fn the_diagnostic_that_is_explained_is_what_its_code_shows() {
    let (_, rest) = DIAGNOSTICS.split_once("```text\n").unwrap();
    let (shown, _) = rest.split_once("```").unwrap();
    assert!(
        include_str!("../../docs/codes.md").contains(&format!("```text\n{shown}```")),
        "docs/codes.md has no such example:\n{shown}"
    );
}

#[test]
fn the_only_table_of_names_is_that_of_losses() {
    // The whole page: a table of codes beside that of docs/codes.md would be a second place for one fact.
    let rows: Vec<_> = DIAGNOSTICS
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert_eq!(rows, Kind::ALL.map(Kind::as_str));
}

#[test]
fn codes_are_distinct_and_in_kebab_case() {
    let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(names.len(), Code::ALL.len());
    for name in names {
        assert!(
            name.chars()
                .all(|character| character.is_ascii_lowercase() || character == '-'),
            "{name}"
        );
    }
}

#[test]
fn one_line_says_where_and_what() {
    let source = Source::new("specs/test.yaml", TYPO.replace("Ünï", "Call"));
    let parsed = spec::parse(&source);
    let [diagnostic] = parsed.diagnostics.as_slice() else {
        panic!("{:#?}", parsed.diagnostics)
    };
    assert_eq!(
        diagnostic.to_string(),
        "specs/test.yaml:6:12: error[unknown-keyword]: a schema has no key `typ`"
    );
    assert_eq!(
        diagnostic.to_json(),
        json!({
            "code": "unknown-keyword",
            "severity": "error",
            "source": "specs/test.yaml",
            "line": 6,
            "column": 12,
            "endLine": 6,
            "endColumn": 15,
            "pointer": "/components/schemas/Call/typ",
            "message": "a schema has no key `typ`",
            "help": "did you mean `type`?",
        })
    );
}

#[test]
fn columns_count_characters_and_spans_count_bytes() {
    let source = Source::new("test.yaml", TYPO);
    let parsed = spec::parse(&source);
    let typo = parsed
        .diagnostics
        .iter()
        .find(|diagnostic| diagnostic.code == Code::UnknownKeyword)
        .unwrap();
    assert_eq!(&source.text[typo.span.start..typo.span.end], "typ");
    assert_eq!((typo.position.line, typo.position.column), (6, 11));
    assert_eq!(source.position(typo.span.start), typo.position);
    assert_eq!(
        render(typo, &source),
        "\
error[unknown-keyword]: a schema has no key `typ`
 --> test.yaml:6:11
  |
3 | paths: {}
4 | components:
5 |   schemas:
6 |     Ünï: {typ: string}
  |           ^^^
  |
  = help: did you mean `type`?"
    );
    let coloured = render_ansi(typo, &source);
    assert!(
        coloured.contains("\u{1b}[") && coloured.contains("typ"),
        "{coloured}"
    );
}

#[test]
fn problems_are_sorted_and_said_once() {
    let source = Source::new("test.yaml", TYPO.replace("Ünï", "Call"));
    let diagnostic = spec::parse(&source).diagnostics.remove(0);
    let at = |source: &str, start: usize, severity: Severity| {
        let mut diagnostic = diagnostic.clone();
        source.clone_into(&mut diagnostic.source);
        diagnostic.span.start = start;
        diagnostic.severity = severity;
        diagnostic
    };
    let sorted = vec![
        at("a.yaml", 1, Severity::Error),
        at("a.yaml", 1, Severity::Warning),
        at("a.yaml", 2, Severity::Warning),
        at("b.yaml", 0, Severity::Error),
    ];
    let mut shuffled = vec![
        sorted[3].clone(),
        sorted[1].clone(),
        sorted[2].clone(),
        sorted[0].clone(),
        sorted[1].clone(),
    ];
    diagnostics::sort(&mut shuffled);
    assert_eq!(shuffled, sorted);
}

#[test]
fn places_outside_of_the_text_are_survived() {
    let source = Source::new("test.yaml", TYPO);
    let mut diagnostic = spec::parse(&source).diagnostics.remove(0);
    for (start, end) in [
        (0, 0),
        (0, 10_000),
        (10_000, 20_000),
        (9, 3),
        (TYPO.len(), TYPO.len()),
    ] {
        diagnostic.span.start = start;
        diagnostic.span.end = end;
        diagnostic.related = Some((diagnostic.span, "there".to_owned()));
        assert!(render(&diagnostic, &source).starts_with("error["));
    }
    // Every byte, in the middle of characters too.
    for start in 0..TYPO.len() {
        diagnostic.span.start = start;
        diagnostic.span.end = start + 1;
        assert!(render(&diagnostic, &source).starts_with("error["));
    }
    assert!(render(&diagnostic, &Source::new("empty", "")).starts_with("error["));
}

/// What a document holds is shown, and does nothing: no terminal escapes, no text turned around, no line without end.
#[test]
fn what_is_shown_is_short_and_plain() {
    let long = format!(
        "openapi: 3.1.0\ninfo: {{title: {}, version: '1', \"e\u{9b}\\e[31m\u{202e}\": 1}}\npaths: {{}}\n",
        "x".repeat(1 << 20)
    );
    let source = Source::new("a\u{1b}[2J.yaml", long);
    let parsed = spec::parse(&source);
    assert!(!parsed.diagnostics.is_empty());
    for diagnostic in &parsed.diagnostics {
        for shown in [render(diagnostic, &source), diagnostic.to_string() + "\n"] {
            assert!(shown.len() < 2_000, "{} bytes", shown.len());
            assert!(
                !shown
                    .chars()
                    .any(|c| c.is_control() && c != '\n' || c == '\u{202e}'),
                "{shown:?}"
            );
        }
        assert!(!render_ansi(diagnostic, &source).contains("\u{1b}[2J"));
        assert_eq!(diagnostic.to_string().lines().count(), 1);
    }
}

#[test]
fn the_marker_is_under_the_place_behind_tabs_wide_characters_and_much_text() {
    let tabs = "openapi: 3.1.0\ninfo: {title: 日本,\t\ttitel: 1, version: '1'}\npaths: {}\n";
    let cut = tabs.replace("日本", &"é".repeat(300));
    let mut shown = String::new();
    for text in [tabs, &cut] {
        let source = Source::new("test.yaml", text);
        for diagnostic in &spec::parse(&source).diagnostics {
            shown += &render(diagnostic, &source);
            shown += "\n\n";
        }
    }
    insta::assert_snapshot!(shown);
}
