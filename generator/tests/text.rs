//! Text of a document stays text: whatever it is, the generated code has the same items, and differs in literals and comments only.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;

use callspec_generator::source::Source;
use callspec_generator::{Options, generate};
use proc_macro2::{TokenStream, TokenTree};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A document with `text` at every place that is free text or a name on the wire. Rust names are fixed, so that they do not follow.
fn document(text: &str) -> Value {
    let wire = |place: &str| format!("{place}{text}");
    json!({
        "openapi": "3.1.0",
        "info": {"title": wire("title"), "version": wire("v"), "description": text, "summary": text},
        "servers": [{"url": "https://example.com", "description": text}],
        "paths": {
            "/calls/{id}": {
                "get": {
                    "operationId": wire("op"),
                    "x-rust-name": "GetCall",
                    "summary": text,
                    "description": text,
                    "parameters": [
                        {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}, "description": text},
                        {"name": wire("query"), "in": "query", "x-rust-name": "asked", "description": text,
                            "schema": {"type": "string", "default": text}},
                    ],
                    "responses": {
                        "200": {"description": text, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Call"}}}},
                        "404": {"description": text},
                    },
                },
            },
        },
        "components": {"schemas": {
            "Call": {
                "type": "object",
                "title": text,
                "description": text,
                "required": [wire("known")],
                "properties": {
                    wire("known"): {"type": "string", "x-rust-name": "known", "description": text},
                    wire("other"): {"type": "string", "x-rust-name": "other", "default": text, "pattern": "^a", "deprecated": true},
                    wire("kind"): {"$ref": "#/components/schemas/Kind", "x-rust-name": "kind"},
                    wire("inner"): {"$ref": "#/components/schemas/Inner", "x-rust-name": "inner", "description": text},
                },
            },
            "Inner": {"type": "object", "description": text, "properties": {"a": {"type": "integer", "description": text}}},
            "Kind": {
                "type": "string",
                "enum": [wire("value"), wire("second")],
                "description": text,
                "x-rust-names": {wire("value"): "Value", wire("second"): "Second"},
            },
        }},
    })
}

/// What is generated: file by file, or the codes of the errors.
fn files(document: &Value) -> Result<BTreeMap<String, String>, Vec<String>> {
    // JSON takes more characters than YAML does.
    let escape = |character: char| match character {
        '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => format!("\\u{:04x}", u32::from(character)),
        _ => character.to_string(),
    };
    let text: String = document.to_string().chars().map(escape).collect();
    let source = Source::new("specs/text.json", text);
    match generate(&[source], &Options::default()) {
        Ok(generation) => Ok(generation.output.files.into_iter().collect()),
        Err(problems) => Err(problems.iter().map(ToString::to_string).collect()),
    }
}

/// The code without what may differ: documentation is left out, and literals are all alike.
fn bones(tokens: TokenStream) -> Vec<String> {
    let mut bones = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(hash) if hash.as_char() == '#' => {
                let is_docs = matches!(tokens.peek(), Some(TokenTree::Group(group))
                    if group.stream().into_iter().next().is_some_and(|first| first.to_string() == "doc"));
                if is_docs {
                    tokens.next();
                } else {
                    bones.push("#".to_owned());
                }
            }
            TokenTree::Punct(bang) if bang.as_char() == '!' => {
                // `//!` comes as `#![doc = …]`, whose `#` is gone by now or goes with the group.
                let is_docs = matches!(tokens.peek(), Some(TokenTree::Group(group))
                    if group.stream().into_iter().next().is_some_and(|first| first.to_string() == "doc"));
                if is_docs {
                    tokens.next();
                    bones.pop();
                } else {
                    bones.push("!".to_owned());
                }
            }
            TokenTree::Group(group) => {
                bones.push(format!("{:?}", group.delimiter()));
                bones.extend(bones_of(&group));
                bones.push("end".to_owned());
            }
            TokenTree::Literal(literal) if literal.to_string().contains('"') => {
                bones.push("text".to_owned());
            }
            other => bones.push(other.to_string()),
        }
    }
    bones
}

fn bones_of(group: &proc_macro2::Group) -> Vec<String> {
    bones(group.stream())
}

/// Asserts that a text changes nothing but literals and comments.
fn check(text: &str) {
    let plain = files(&document("plain")).unwrap();
    let hostile =
        files(&document(text)).unwrap_or_else(|problems| panic!("{text:?}: {problems:#?}"));
    assert!(plain.keys().eq(hostile.keys()), "{:?}", hostile.keys());
    for (path, code) in &hostile {
        for character in code.chars() {
            let harmless = !character.is_control() || character == '\n';
            let turns = matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
            assert!(
                !path.ends_with(".rs") || harmless && !turns,
                "{path} holds {character:?} raw"
            );
        }
        if path.ends_with(".json") {
            serde_json::from_str::<Value>(code).unwrap();
            continue;
        }
        syn::parse_file(code).unwrap_or_else(|error| panic!("{text:?}: {path}: {error}\n{code}"));
        let (ours, theirs) = (code.parse().unwrap(), plain[path].parse().unwrap());
        assert_eq!(
            bones(ours),
            bones(theirs),
            "{text:?} changes {path}:\n{code}"
        );
        check_docs(code, text);
    }
}

/// No doctest: a code block says that it is text, and nothing else is indented so far that rustdoc would take it for one.
fn check_docs(code: &str, text: &str) {
    let mut open: Option<&str> = None;
    for line in code.lines() {
        let Some(docs) = line
            .trim_start()
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"))
        else {
            assert_eq!(open, None, "{text:?} leaves a code block open");
            continue;
        };
        let trimmed = docs.trim();
        let ticks = trimmed.bytes().take_while(|byte| *byte == b'`').count();
        let (fence, info) = trimmed.split_at(ticks);
        match open {
            Some(fence) if trimmed == fence => open = None,
            Some(_) => {}
            None if ticks >= 3 && !info.contains('`') => {
                assert_eq!(info, "text", "{text:?}: {line}\n{code}");
                open = Some(fence);
            }
            None => assert!(
                !docs.starts_with("     ") && !trimmed.starts_with("~~~"),
                "{text:?}: {line}"
            ),
        }
    }
}

#[test]
fn the_places_are_in_the_code() {
    let code: String = files(&document("HOSTILE")).unwrap().into_values().collect();
    for place in [
        "vHOSTILE",
        "opHOSTILE",
        "queryHOSTILE",
        "knownHOSTILE",
        "otherHOSTILE",
        "valueHOSTILE",
    ] {
        assert!(place == "vHOSTILE" || code.contains(place), "{place}");
    }
    assert!(code.matches("HOSTILE").count() > 30);
}

#[test]
fn known_attacks_stay_text() {
    for text in [
        "*/ pub fn evil() {} /*",
        "\"; } pub fn evil() {} //",
        "\"# r\"# \"##",
        "\\\" \\",
        "\n/// */\nfn evil() {}\n",
        "\r\nfn evil() {}\r",
        "\u{2028}fn evil() {}\u{2029}\u{85}",
        "\u{202e}\u{2066}lave\u{2069}\u{200f}\u{feff}",
        "\u{0}\u{7}\u{1b}[31m\u{7f}\u{9b}\u{fffe}",
        "{} {0} {name} {{ }} %s $name ${x}",
        "```\nlet x = 1;",
        "\u{2028}~~~",
        "~~~rust\nfn main() { loop {} }\n~~~",
        "text\n\n    assert!(false);\n",
        "* list\n\n      assert!(false);\n",
        "1. one\n\n        assert!(false);",
        ">     quoted code",
        "[`Vec`] [x] [a](b) [a][b]\n\n[b]: https://evil.example",
        "<script>alert(1)</script> <b> <!-- <?php <![CDATA[",
        "https://example.com/a?b=[c] www.example.com <https://e.com>",
        "![image](https://example.com/x.png) [^1]\n\n[^1]: note",
        "#![feature(x)] #[path = \"/etc/passwd\"] mod evil;",
        "include_str!(\"/etc/passwd\")",
        "| a |\n|---|\n",
        "&nbsp; &#x202e; &lt;b&gt;",
        "a\u{301}\u{200d}\u{1f468}\u{200d}\u{1f469}",
        "../../../../etc/passwd",
        "\\u{202e} \\x00 \\",
        "'static 'a' b'c' r#\"x\"#",
        "//! inner\n/*! block */",
        "\t\ttabs\t",
        "`",
        "``` ``",
        "-",
        "#",
        "=",
    ] {
        check(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text_stays_text(parts in prop::collection::vec(part(), 0..8)) {
        check(&parts.concat());
    }
}

fn part() -> impl Strategy<Value = String> {
    const PARTS: &[&str] = &[
        "\n",
        "\r",
        "\t",
        " ",
        "    ",
        "\"",
        "\"#",
        "\\",
        "'",
        "*/",
        "/*",
        "//",
        "///",
        "`",
        "```",
        "~~~",
        "rust",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "{",
        "}",
        "#",
        "!",
        "|",
        "- ",
        "1. ",
        "> ",
        "&",
        ";",
        "fn f() {}",
        "https://a.b",
        "\u{0}",
        "\u{1b}",
        "\u{85}",
        "\u{2028}",
        "\u{202e}",
        "\u{feff}",
        "\u{301}",
        "é",
    ];
    prop_oneof![4 => prop::sample::select(PARTS).prop_map(str::to_owned), 1 => "\\PC{0,4}", 1 => "[a-z]{1,3}"]
}
