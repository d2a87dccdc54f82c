//! Documentation that is safe in rustdoc.

use serde_json::json;

use crate::lower::docs::{blocks, code, facts, lines};

#[track_caller]
fn shows(text: &str, expected: &[&str]) {
    assert_eq!(lines(text), expected, "{text:?}");
}

#[test]
fn paragraphs_lists_and_code_stay() {
    shows("One\ntwo.\n\nThree.", &["One two.", "", "Three."]);
    shows(
        "A list:\n- one\n  more\n- two\n\nEnd.",
        &["A list:", "", "- one more", "- two", "", "End."],
    );
    shows("1. one\n2) two", &["1. one", "2. two"]);
    shows("1. 1.     one", &["1. 1\\. one"]);
    shows("- - one", &["- \\- one"]);
    shows("* one\n+ two", &["- one", "- two"]);
    shows("Use `a[0]` and ``b`c``.", &["Use `a[0]` and ``b`c``."]);
    shows(
        "*this* and **that** and snake_case",
        &["*this* and **that** and snake_case"],
    );
    shows("", &[]);
    shows("  \n\n ", &[]);
}

#[test]
fn the_short_way_leads_to_the_same_lines() {
    let parts = [
        "Word",
        "h",
        "http://a.b",
        "1.",
        "-",
        "*a*",
        "_",
        "#",
        " ",
        "\n",
        "\t",
        "`",
        "[",
        "]",
        "<",
        ">",
        "&",
        "&#1;",
        "|",
        "~~~",
        "\\",
        "ö",
    ];
    for first in parts {
        for second in parts {
            for third in parts {
                for text in [
                    format!("{first}{second}{third}"),
                    format!("{first} {second} {third}"),
                ] {
                    assert_eq!(lines(&text), blocks(&text), "{text:?}");
                }
            }
        }
    }
}

#[test]
fn code_is_never_run() {
    shows(
        "Say:\n```rust\nfn main() {}\n```\nDone.",
        &["Say:", "", "```text", "fn main() {}", "```", "", "Done."],
    );
    shows("~~~\na\n~~~", &["```text", "a", "```"]);
    shows("```\nnever closed", &["```text", "never closed", "```"]);
    shows(
        "````\n```\ninner\n````",
        &["````text", "```", "inner", "````"],
    );
    shows(
        "Say:\n\n    panic!()\n\tlet x;\n\nDone.",
        &[
            "Say:",
            "",
            "```text",
            "    panic!()",
            "    let x;",
            "```",
            "",
            "Done.",
        ],
    );
}

#[test]
fn links_lead_to_the_web_only() {
    shows(
        "See https://example.com/a_b.",
        &["See <https://example.com/a_b>."],
    );
    shows("(https://example.com)", &["(<https://example.com>)"]);
    shows(
        "https://example.com/a_(b) x",
        &["<https://example.com/a_(b)> x"],
    );
    shows("<https://example.com>", &["<https://example.com>"]);
    shows(
        "[docs](https://example.com)",
        &["[docs](<https://example.com>)"],
    );
    shows(
        "[x] and [Vec](std::vec::Vec) and [`Option`]",
        &["\\[x\\] and \\[Vec\\](std::vec::Vec) and \\[`Option`\\]"],
    );
    shows("[a](javascript:alert)", &["\\[a\\](javascript:alert)"]);
    shows(
        "[a]: https://example.com",
        &["\\[a\\]: <https://example.com>"],
    );
}

#[test]
fn nothing_is_html_or_closes_anything() {
    shows(
        "A <string> and </div> <!-- c -->",
        &["A \\<string> and \\</div> \\<!-- c -->"],
    );
    shows(
        "*/ fn main() {} /* \"#\"##",
        &["\\*/ fn main() {} /* \"#\"##"],
    );
    shows("a ` lone tick", &["a \\` lone tick"]);
    shows("C:\\new \\* \\", &["C:\\\\new \\* \\\\"]);
    shows(
        "# Heading\n\n> quote\n\n---\n\n| a | b |",
        &[
            "\\# Heading",
            "",
            "\\> quote",
            "",
            "\\---",
            "",
            "\\| a | b |",
        ],
    );
}

#[test]
fn what_cannot_be_seen_is_gone() {
    shows("a\u{202e}b\u{200b}c\u{feff}d\0e\u{7}f", &["abcdef"]);
    shows("a\r\nb\rc\u{2028}d", &["a b c d"]);
    shows("a\tb", &["a b"]);
    assert_eq!(code("a`b\nc\u{202e}"), "a'b\u{fffd}c\u{fffd}");
    assert_eq!(code(""), "\"\"");
}

#[test]
fn facts_are_short() {
    let facts = |value: serde_json::Value| {
        let keywords = value
            .as_object()
            .expect("an object")
            .iter()
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        facts(&keywords)
    };
    assert_eq!(
        facts(json!({"minimum": 1, "maximum": 100, "default": 15})).as_deref(),
        Some("Default: `15`. 1 to 100.")
    );
    assert_eq!(
        facts(json!({"maxLength": 1})).as_deref(),
        Some("At most 1 character.")
    );
    assert_eq!(
        facts(json!({"minItems": 2, "uniqueItems": true})).as_deref(),
        Some("At least 2 elements. No element twice.")
    );
    assert_eq!(
        facts(json!({"pattern": "^`$"})).as_deref(),
        Some("Pattern: `^'$`.")
    );
    assert_eq!(facts(json!({"readOnly": true})), None);
}

proptest::proptest! {
    #[test]
    fn any_text_is_safe(text in "[ \\t\\r\\na-z`~<>\\[\\]()\\\\*#:/.!_|-]{0,60}|.*") {
        for line in lines(&text) {
            proptest::prop_assert!(!line.contains(['\n', '\r', '\t', '\0', '\u{202e}', '\u{feff}']), "{line:?}");
        }
        // Fences pair up, so that nothing after the text is code.
        let fences = lines(&text).iter().filter(|line| line.starts_with("```")).count();
        proptest::prop_assert!(fences % 2 == 0 || lines(&text).iter().any(|line| line.starts_with("````")), "{:?}", lines(&text));
    }
}
