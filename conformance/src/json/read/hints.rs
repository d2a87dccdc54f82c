//! What is known of texts that are no JSON: what people save in place of it, and what they write.

/// What a text is that is saved where JSON is expected, by its first bytes: the message, and what to do.
pub(super) fn of_bytes(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const COMPRESSED: &str = "the body was saved as it was sent: decompress it first";
    const ENCODED: &str = "JSON is exchanged in UTF-8: convert it first";
    let known: [(&[u8], _, _); 9] = [
        (
            b"\x1f\x8b",
            "a body that is compressed with gzip",
            COMPRESSED,
        ),
        (
            b"\x28\xb5\x2f\xfd",
            "a body that is compressed with zstd",
            COMPRESSED,
        ),
        (
            b"\x78\x01",
            "a body that is compressed with zlib",
            COMPRESSED,
        ),
        (
            b"\x78\x9c",
            "a body that is compressed with zlib",
            COMPRESSED,
        ),
        (
            b"\x78\xda",
            "a body that is compressed with zlib",
            COMPRESSED,
        ),
        (b"\xff\xfe\0\0", "a text in UTF-32, little-endian", ENCODED),
        (b"\0\0\xfe\xff", "a text in UTF-32, big-endian", ENCODED),
        (b"\xff\xfe", "a text in UTF-16, little-endian", ENCODED),
        (b"\xfe\xff", "a text in UTF-16, big-endian", ENCODED),
    ];
    known
        .into_iter()
        .find(|(start, ..)| bytes.starts_with(start))
        .map(|(_, message, help)| (message, help))
        .or(match bytes {
            // Without a mark: the first character of JSON is of ASCII.
            [first, 0, ..] if first.is_ascii() && *first != 0 => {
                Some(("a text in UTF-16, little-endian", ENCODED))
            }
            [0, first, ..] if first.is_ascii() && *first != 0 => {
                Some(("a text in UTF-16, big-endian", ENCODED))
            }
            _ => None,
        })
}

/// What stands where a value or a key is expected: the message, and what to do. `otherwise` where it is nothing that people write.
pub(super) fn of_text(rest: &str, otherwise: &'static str) -> (&'static str, Option<&'static str>) {
    const GUARDS: [&str; 5] = [")]}'", "while(1)", "while (1)", "for(;;)", "for (;;)"];
    let starts_with = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    if starts_with(&GUARDS) {
        return (
            "expected a value; this is a prefix that keeps the text from being run as a script",
            Some("programs cut it off before they read the JSON: do the same"),
        );
    }
    let message = if starts_with(&["NaN", "Infinity", "-Infinity", "nan", "inf"]) {
        "JSON has no `NaN` and no `Infinity`"
    } else if starts_with(&["//", "/*", "#"]) {
        "JSON has no comments"
    } else if starts_with(&["'", "‘", "“", "”"]) {
        "strings stand in straight double quotes"
    } else if starts_with(&["<"]) {
        "expected a value; this looks like HTML or XML"
    } else if starts_with(&["True", "False", "None", "undefined"]) {
        "expected a value; JSON has `true`, `false` and `null`"
    } else if starts_with(&["..."]) {
        "expected a value; something is left out here"
    } else if starts_with(&["\u{feff}"]) {
        "a byte order mark inside the text"
    } else if rest.starts_with(char::is_whitespace) {
        "a blank that JSON does not have"
    } else {
        otherwise
    };
    (message, None)
}
