//! JSON, read by its own rules and as YAML.

use std::path::Path;

use callspec_generator::source::Span;
use callspec_generator::spec::Content;

use super::*;

/// Every value of a tree, with the places of its key and of itself.
fn places(tree: &Tree) -> Vec<(String, Span, Option<Span>)> {
    let (mut stack, mut places) = (vec![At::ROOT], Vec::new());
    while let Some(at) = stack.pop() {
        let key = tree.key(at).map(|key| tree.span(key));
        let shown = match tree.content(at) {
            Content::List(items) => {
                stack.extend(items);
                "list".to_owned()
            }
            Content::Map(entries) => {
                let names: Vec<_> = entries
                    .map(|entry| {
                        stack.push(entry.value);
                        entry.name
                    })
                    .collect();
                format!("map {names:?}")
            }
            content => format!("{content:?}"),
        };
        places.push((shown, tree.span(at), key));
    }
    places
}

/// A comment makes a text YAML, and changes nothing else.
fn is_the_same_as_yaml(text: &str) {
    let (one, other) = (read(text), read(&format!("{text}\n#\n")));
    let said = |loaded: &Loaded| -> Vec<_> {
        let said = loaded.diagnostics.iter();
        said.map(|d| (d.code, d.position, d.message.clone()))
            .collect()
    };
    assert_eq!(said(&one), said(&other), "{text:.200}");
    let (one, other) = (one.tree.unwrap(), other.tree.unwrap());
    let (one, other) = (places(&one), places(&other));
    assert!(one == other, "{text:.200}");
    assert!(!one.is_empty());
}

#[test]
fn a_document_is_the_same_in_both() {
    for text in [
        "{}",
        "[]",
        " \t\r\n{ \"a\" : [ 1 , -2.5e3 , 0.5E-2, true , null, \"\" ] ,\n\"b\":{\"c\":{}} }\t\n",
        "\u{feff}{\"\": \"\\u0000\\/\\\"x\\ud83d\\ude00\", \"x\": \"\u{e9}\u{2028}\"}",
        "{\"a\": 1, \"b\": 2, \"a\": 3}",
        "{\"a\": 1e999, \"b\": 18446744073709551616, \"<<\": \"no\"}",
    ] {
        is_the_same_as_yaml(text);
    }
}

#[test]
fn published_documents_are_the_same_in_both() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/openapi");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: no ../shared/corpus/openapi");
        return;
    };
    let mut read = 0;
    for file in files {
        let path = file.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            is_the_same_as_yaml(&std::fs::read_to_string(path).unwrap());
            read += 1;
        }
    }
    assert!(read > 0);
}

#[test]
fn what_yaml_does_not_take_is_json_all_the_same() {
    let key = "k".repeat(2000);
    let text = format!("{{\"{key}\": \"\u{7f}\u{80}\u{85}\u{9f}\u{fffe}\u{ffff}\"}}");
    assert_eq!(
        tree(&text).json(At::ROOT),
        serde_json::from_str::<Value>(&text).unwrap()
    );
    // Outside of JSON it is still refused, where it stands.
    assert_eq!(codes("{a: \"\u{86}\"}"), [("control-character", 1, 6)]);
}

#[test]
fn what_is_no_json_is_read_as_yaml() {
    for text in [
        "{a: 1}",
        "{\"a\": 1,}",
        "{\"a\": 017}",
        "{\"a\": 1} # comment",
        "{\"a\":\n  'x'}",
        "[yes, \"two\n  lines\"]",
        "\"a\": 1",
    ] {
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
        assert!(read(text).tree.is_some(), "{text}");
    }
    for (text, place) in [
        ("{\"a\": \"\u{1}\"}", ("control-character", 1, 8)),
        ("{\"a\": \"\\ud83d\"}", ("yaml-syntax", 1, 7)),
        ("{\"a\": 1", ("yaml-syntax", 1, 1)),
        ("{\"a\": [1}", ("yaml-syntax", 1, 7)),
        ("{} {}", ("yaml-syntax", 1, 4)),
    ] {
        assert_eq!(codes(text).first(), Some(&place), "{text}");
        assert!(read(text).tree.is_none(), "{text}");
    }
}
