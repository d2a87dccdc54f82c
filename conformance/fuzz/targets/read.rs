//! The reader of JSON against `serde_json`, and the formats on whatever text comes: any bytes in, never a panic out.

#![no_main]

use callspec_conformance::formats::{Format, Step};
use callspec_conformance::json::{self, FlawKind, Json, Kind};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    match json::read(bytes) {
        Ok(read) => check_read(&read),
        Err(damage) => {
            assert!(damage.offset <= bytes.len(), "{damage:?}");
            assert!(damage.position.line >= 1 && damage.position.column >= 1);
            // The largest exponents are beyond `serde_json`, too.
            assert!(
                serde_json::from_slice::<Value>(bytes).is_err(),
                "refused: {damage:?}"
            );
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        for format in Format::all() {
            let accepts = format.check_text(text);
            assert_eq!(accepts, format.check_bytes(bytes), "{}", format.name);
            if let Some(prefix) = format.prefix() {
                assert_eq!(
                    accepts,
                    prefix(bytes) == Some(bytes.len()),
                    "{}",
                    format.name
                );
            }
        }
    }
});

fn check_read(read: &Json) {
    for flaw in &read.flaws {
        let marked = read.text.get(flaw.span.start..flaw.span.end);
        assert!(marked.is_some(), "{flaw:?}");
    }
    let is_read_by_both =
        |flaw: &json::Flaw| matches!(flaw.kind, FlawKind::DuplicateKey | FlawKind::ByteOrderMark);
    if read.flaws.iter().all(is_read_by_both) {
        match serde_json::from_str::<Value>(&read.text) {
            Ok(theirs) => assert_eq!(theirs, read.value),
            Err(error) => assert!(
                error.to_string().starts_with("recursion limit"),
                "taken: {error}"
            ),
        }
    }
    let third = Step::of("3");
    read.walk(|pointer, node| {
        let lexeme = read.lexeme(node);
        assert!(!lexeme.is_empty(), "{pointer} is nowhere");
        if matches!(node.kind, Kind::Number) {
            // By the digits, and by the double or integer that they make; the same, where it is an integer that fits.
            let whole: Option<i128> = lexeme.parse().ok();
            if let (Some(whole), Some(third)) = (whole, third) {
                assert_eq!(third.divides(lexeme), whole % 3 == 0, "{lexeme}");
            }
        }
    });
}
