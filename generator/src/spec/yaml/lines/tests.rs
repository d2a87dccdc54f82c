//! Line by line, a document is what the parser makes of it, to the last position.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use crate::source::Source;
use crate::spec::yaml::Limits;
use crate::spec::yaml::loader::Loader;

/// Whether the text is read line by line; if it is, the parser must make the same of it.
fn compare(name: &str, text: &str) -> bool {
    let source = Source::new(name, text);
    let (mut lines, mut parser) = (
        Loader::new(&source, Limits::default()),
        Loader::new(&source, Limits::default()),
    );
    if lines.check_size().is_err()
        || lines.check_characters().is_err()
        || lines.read_lines().is_none()
    {
        return false;
    }
    let read = parser.read();
    assert!(
        read.is_ok(),
        "{name}: the parser refuses what is read here:\n{text}"
    );
    for (at, (ours, theirs)) in lines.tree.nodes.iter().zip(&parser.tree.nodes).enumerate() {
        if ours != theirs {
            let before = text.get(..ours.start as usize).unwrap_or_default();
            let line = before.lines().count();
            panic!("{name}, line {line}: node {at} is {ours:?}, the parser's {theirs:?}");
        }
    }
    assert_eq!(
        lines.tree.nodes.len(),
        parser.tree.nodes.len(),
        "{name}:\n{text}"
    );
    assert_eq!(lines.tree.unescaped, parser.tree.unescaped, "{name}");
    assert_eq!(lines.tree.indexes, parser.tree.indexes, "{name}");
    assert_eq!(lines.diagnostics(), parser.diagnostics(), "{name}");
    true
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        println!("skipped: {}", folder.display());
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml" || extension == "yml")
        {
            found.push(path);
        }
    }
}

#[test]
fn documents_are_what_the_parser_makes_of_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in [
        "../specs",
        "tests/cases",
        "../../shared/corpus/openapi",
        "../../shared/corpus/hostile",
    ] {
        files(&root.join(folder), &mut found);
    }
    let (mut compared, mut total) = (0, 0);
    for path in &found {
        let Ok(text) = fs::read_to_string(path) else {
            continue;
        };
        total += 1;
        compared += usize::from(compare(&path.display().to_string(), &text));
    }
    println!("{compared} of {total} documents are read line by line");
    assert!(compared > 20, "only {compared} of {total}");
}

#[test]
fn what_is_read_here() {
    for text in [
        "a: b",
        "---\na: b\n",
        "# c\na: 1 # d\n\nb:\n  c: 'x'\n  d: \"y: #\" # z\n",
        "a:\n- b\n- c: d\n  e: f\n- g:\n  - h\ni: j\n",
        "a:\n  - b\n  -   c: d\n      e:\nf:\n",
        "- - a\n  - b\n- c: - d\n",
        "- a\n-\n  b: c\n- d\n",
        "a:\n  b:\n    c: d\n\n# x\n  e: f\ng: h\n",
        "'a': b\n\"c d\": e\n- f\n",
        "a: -1\nb: -x\nc: x#y\nd: http://e:1/f\n",
        "a: ''\nb: \"\"\n",
        "größe: 'ä'\nb: yes\nb: 012\n",
        "a:\n- b:\n- c:\n",
    ] {
        println!("{} {text:?}", compare("text", text));
    }
    assert!(compare(
        "text",
        "a:\n- b\n- c: d\n  e: f\n- g:\n  - h\ni: j\n"
    ));
    assert!(compare(
        "text",
        "# c\na: 1 # d\n\nb:\n  c: 'x'\n  d: \"y: #\" # z\n"
    ));
    assert!(compare("text", "a:\n  - b\n  -   c: d\n      e:\nf:\n"));
    assert!(compare("text", "- - a\n  - b\n- c\n"));
}

#[test]
fn what_takes_the_parser_from_the_start() {
    for text in [
        "",
        "a",
        "a: &b c\n",
        "a: *b\n",
        "a: !c d\n",
        "? a\n: b\n",
        "a:\tb\n",
        "a: b\r\n",
        "a: b: c\n",
        "a\nb: c\n",
        "a: b\n---\nc: d\n",
        "a: b\n- c\n",
        "a:\n  b: c\n d: e\n",
        "a: 'b' c\n",
        "a: 'b'# c\n",
        "-\n",
        "- a\n b: c\n",
        "a: - b\n",
        "a: b\n...\n",
        "%YAML 1.2\n---\na: b\n",
        "a: b\n  # c\n   d\n",
        "a: |2\n   b\n",
        "a: [b]: c\n",
        "a: [&b c]\n",
    ] {
        assert!(!compare("text", text), "{text:?}");
    }
}

#[test]
fn values_are_cut_out_for_the_parser() {
    for text in [
        "a: b\n  c\nd: e\n",
        "a: [b, {c: d}]\ne: f\n",
        "a: {}\n",
        "a: 'b''c'\n",
        "a: \"\\n\"\n",
        "a: 'b\n  c'\nd: e\n",
        "a:\n  b\n",
        "a:\n  b\n  c\nd:\n- e\n  f\n",
        "a: { b: , c }\nd: e\n",
        "a: b\n  # c\nd: e\n",
    ] {
        assert!(compare("text", text), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn any_lines_are_what_the_parser_makes_of_them(
        lines in prop::collection::vec(("[ ]{0,4}", "(- ){0,2}", "(a|b|'c'|\"d\"|-|#|-1|e f|g:h|'')", "(:|: |: x|: 'y'|: # z| # z||:  |: - i|: \\[j\\]|: 'k|')"), 1..8),
    ) {
        let text: String = lines.iter().map(|(indent, dash, name, rest)| format!("{indent}{dash}{name}{rest}\n")).collect();
        compare("text", &text);
    }
}
