//! What the loader refuses or warns of, and where it says that.

use super::*;

#[test]
fn problems_have_their_place() {
    let cases: &[(&str, &[Place])] = &[
        ("", &[("empty-document", 1, 1)]),
        ("# only\n", &[("empty-document", 1, 1)]),
        ("---\n", &[("empty-document", 1, 4)]),
        ("a: 1\nb: 2\na: 3\n", &[("duplicate-key", 3, 1)]),
        (
            "200: a\n'200': b\n\"200\": c\n",
            &[("duplicate-key", 2, 1), ("duplicate-key", 3, 1)],
        ),
        ("{a: 1, a: 2}\n", &[("duplicate-key", 1, 8)]),
        ("a: &x 1\n<<: *x\n", &[("merge-key", 2, 1)]),
        ("'<<': 1\n", &[]),
        (
            "a: !x 1\nb: !y [1]\nc: !z {a: 1}\n!k d: 1\n",
            &[
                ("custom-tag", 1, 4),
                ("custom-tag", 2, 4),
                ("custom-tag", 3, 4),
                ("custom-tag", 4, 1),
            ],
        ),
        ("a: !!int x\n", &[("tag-mismatch", 1, 4)]),
        (
            "a: .inf\nb: -.INF\nc: .nan\nd: 1e999\n",
            &[
                ("number-not-json", 1, 4),
                ("number-not-json", 2, 4),
                ("number-not-json", 3, 4),
                ("number-not-json", 4, 4),
            ],
        ),
        ("a: 18446744073709551616\n", &[("inexact-number", 1, 4)]),
        (
            "a: no\nNo: 017\n",
            &[
                ("ambiguous-scalar", 1, 4),
                ("ambiguous-scalar", 2, 1),
                ("ambiguous-scalar", 2, 5),
            ],
        ),
        ("a: *x\n", &[("yaml-syntax", 1, 4)]),
        ("a: &x [*x]\n", &[("alias-cycle", 1, 8)]),
        (
            "? [a]\n: 1\n? {b: 1}\n: 2\n",
            &[("unusable-key", 1, 3), ("unusable-key", 3, 3)],
        ),
        ("a: &x b\n*x : 1\n", &[("unusable-key", 2, 1)]),
        (": 1\n", &[("unusable-key", 1, 1)]),
        ("a: 1\n---\nb: 2\n", &[("several-documents", 2, 1)]),
        ("a:\n\tb: 1\n", &[("yaml-syntax", 2, 2)]),
        ("é: \u{7}\n", &[("control-character", 1, 4)]),
        ("a: [1, 2\n", &[("yaml-syntax", 1, 4)]),
        ("a: \"x\n", &[("yaml-syntax", 2, 1)]),
    ];
    for (text, expected) in cases {
        assert_eq!(codes(text), *expected, "{text:?}");
    }
}

#[test]
fn both_places_of_a_duplicate_are_named() {
    let loaded = read("m:\n  key: 1\n  other: 2\n  'key': 3\n");
    let [diagnostic] = loaded.diagnostics.as_slice() else {
        panic!("{:#?}", loaded.diagnostics)
    };
    assert_eq!(
        (diagnostic.position, diagnostic.pointer.as_str()),
        (Position { line: 4, column: 3 }, "/m/key")
    );
    let (first, label) = diagnostic.related.clone().unwrap();
    assert_eq!((first.start, label.as_str()), (5, "first here"));
}

#[test]
fn duplicates_are_found_in_large_maps() {
    let mut text: String = (0..100).map(|key| format!("k{key}: {key}\n")).collect();
    text += "k50: again\n";
    assert_eq!(codes(&text), [("duplicate-key", 101, 1)]);
    let tree = read(&text).tree.unwrap();
    assert_eq!(
        tree.json(tree.get(At::ROOT, "k50").unwrap()),
        json!(50),
        "the first one counts"
    );
}

#[test]
fn limits_hold() {
    let limited = |text: &str, limits: Limits| {
        let loaded = load(&Source::new("test.yaml", text), limits);
        assert!(loaded.tree.is_none(), "{text:.20} is read");
        loaded
            .diagnostics
            .iter()
            .map(|diagnostic| (diagnostic.code, diagnostic.message.clone()))
            .collect::<Vec<_>>()
    };
    let limits = Limits::default();
    let exceeded = |message: &str| vec![(Code::LimitExceeded, message.to_owned())];
    assert_eq!(
        limited("a: 1", Limits { bytes: 3, ..limits }),
        exceeded("the text has 4 bytes, more than the 3 that are read")
    );
    assert_eq!(
        limited("[1, 2, 3]", Limits { nodes: 3, ..limits }),
        exceeded("the document has more than 3 nodes")
    );
    let deep = exceeded("the document is nested more than 128 levels deep");
    assert_eq!(limited(&"[".repeat(100_000), limits), deep);
    assert_eq!(limited(&"{a: ".repeat(5_000), limits), deep);
    assert_eq!(limited(&"- ".repeat(5_000), limits), deep);
    let nested: String = (0..5_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    assert_eq!(limited(&nested, limits), deep);
    let repeats = exceeded("the aliases repeat more than 2 nodes");
    assert_eq!(
        limited(
            "a: &x [1]\nb: *x\nc: *x\n",
            Limits {
                repeated: 2,
                ..limits
            }
        ),
        repeats
    );

    let just = format!("{}{}", "[".repeat(128), "]".repeat(128));
    tree(&just);
    let through_alias = format!(
        "a: &x {}{}\nb: {}*x{}\n",
        "[".repeat(100),
        "]".repeat(100),
        "[".repeat(100),
        "]".repeat(100)
    );
    assert_eq!(limited(&through_alias, limits), deep);
}
