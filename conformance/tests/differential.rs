//! The scanner and the arbiter on schemas and texts that are changed at random, and on what fuzzing has found.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "common/differential.rs"]
mod differential;

use std::path::Path;

use callspec_conformance::scan::Scanner;
use differential::{Subject, Verdict};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn fuzz(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz")
        .join(path)
}

/// The schemas and texts that fuzzing begins with.
fn seeds() -> Vec<(Value, String)> {
    let text = std::fs::read_to_string(fuzz("seeds.txt")).expect("it is there");
    let lines: Vec<&str> = text.lines().collect();
    lines
        .chunks_exact(2)
        .map(|pair| {
            let schema = serde_json::from_str(pair[0]).expect("a schema");
            (schema, pair[1].to_owned())
        })
        .collect()
}

#[test]
fn seeds_are_taken_by_both() {
    let mut scanner = Scanner::new();
    let mut taken = 0;
    for (schema, text) in seeds() {
        let subject = Subject::of_schema(&schema).expect("a sound schema");
        let verdict = subject.check(&mut scanner, text.as_bytes());
        assert_ne!(verdict, Verdict::Refused, "{schema}: {text}");
        taken += usize::from(verdict == Verdict::Taken);
    }
    assert!(taken >= 10, "the scanner took {taken}");
}

#[test]
fn what_fuzzing_found_stays_mended() {
    let mut scanner = Scanner::new();
    for entry in std::fs::read_dir(fuzz("regressions")).expect("it is there") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("it is there");
        let end = bytes
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(bytes.len());
        let (head, text) = bytes.split_at(end);
        if let Ok(schema) = serde_json::from_slice(head)
            && let Some(subject) = Subject::of_schema(&schema)
        {
            subject.check(&mut scanner, text.get(1..).unwrap_or_default());
        }
    }
}

/// What a schema asks of a value by asking itself has no end, and choices at each level of a deep text have one that is far away. Neither ends
/// the program: a thread of a test has two mebibytes of stack.
#[test]
fn schemas_that_ask_themselves_come_to_an_end() {
    let mut scanner = Scanner::new();
    let itself = json!({"$dynamicRef": "#it"});
    let deep = format!("{}{}", "[".repeat(120), "]".repeat(120));
    for asks in [
        json!({"not": itself}),
        json!({"if": itself, "then": {"minItems": 1}}),
        json!({"anyOf": [itself, {"type": "array"}]}),
        json!({"oneOf": [{"type": "array", "items": itself}, {"type": "object"}], "if": {"maxItems": 3}, "then": {"maxItems": 2}}),
    ] {
        let mut schema = json!({"$dynamicAnchor": "it"});
        if let (Value::Object(schema), Value::Object(asks)) = (&mut schema, asks) {
            schema.extend(asks);
        }
        let subject = Subject::of_schema(&schema).expect("a sound schema");
        for text in ["{}", "[]", "1", deep.as_str()] {
            subject.check(&mut scanner, text.as_bytes());
        }
    }
}

/// Numbers from a seed, each below a bound.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }
}

/// All values in a value.
fn parts<'a>(value: &'a Value, into: &mut Vec<&'a Value>) {
    into.push(value);
    match value {
        Value::Object(map) => map.values().for_each(|value| parts(value, into)),
        Value::Array(items) => items.iter().for_each(|value| parts(value, into)),
        _ => {}
    }
}

/// Puts something else in one place: a part of another value, a member more or less, two values merged.
fn change(value: &mut Value, pool: &[&Value], dice: &mut Dice) {
    let other = pool[dice.roll(pool.len())];
    match value {
        Value::Object(map) if !map.is_empty() && dice.roll(4) > 0 => {
            let index = dice.roll(map.len());
            if let Some((_, member)) = map.iter_mut().nth(index) {
                change(member, pool, dice);
            }
        }
        Value::Array(items) if !items.is_empty() && dice.roll(4) > 0 => {
            let index = dice.roll(items.len());
            change(&mut items[index], pool, dice);
        }
        Value::Object(map) => match (dice.roll(3), other) {
            (0, _) if !map.is_empty() => {
                let key = map.keys().nth(dice.roll(map.len())).cloned();
                key.and_then(|key| map.shift_remove(&key));
            }
            (1, Value::Object(more)) => map.extend(more.clone()),
            (_, other) => *value = other.clone(),
        },
        Value::Array(items) if dice.roll(2) == 0 => items.push(other.clone()),
        value => *value = other.clone(),
    }
}

/// What a text may become: numbers spelled otherwise, keys twice, a byte cut or put in.
fn spoil(text: &mut String, dice: &mut Dice) {
    let at = (0..=text.len())
        .cycle()
        .skip(dice.roll(text.len() + 1))
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default();
    match dice.roll(12) {
        0 => text.truncate(at),
        1 => text.insert_str(
            at,
            [
                " ", "\\u0061", "\\ud800", "1e400", ".0", "e2", "0", ",", "\u{feff}", "-",
            ][dice.roll(10)],
        ),
        2 => *text = text.replacen("{\"", "{\"a\":1,\"", 1),
        3 => *text = text.replacen(':', ":\n ", 2),
        4 => *text = text.replacen('1', "1.0", 1),
        5 => *text = text.replacen('1', "100000000000000000001", 1),
        6 => *text = text.replacen('a', "\\u0061", 1),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_scanner_never_takes_what_has_a_finding(seed in any::<u64>()) {
        let dice = &mut Dice(seed);
        let seeds = seeds();
        let (mut schemas, mut instances) = (Vec::new(), Vec::new());
        let texts: Vec<Value> = seeds.iter().map(|(_, text)| serde_json::from_str(text).expect("JSON")).collect();
        seeds.iter().for_each(|(schema, _)| parts(schema, &mut schemas));
        texts.iter().for_each(|text| parts(text, &mut instances));
        let odd = [json!({}), json!([]), json!(""), json!(1e300), json!(-1), json!(0.5), json!(u64::MAX), json!(Map::new())];
        instances.extend(&odd);
        let index = dice.roll(seeds.len());
        let mut schema = seeds[index].0.clone();
        for _ in 0..=dice.roll(3) {
            change(&mut schema, &schemas, dice);
        }
        let mut scanner = Scanner::new();
        if let Some(subject) = Subject::of_schema(&schema) {
            for _ in 0..20 {
                let mut instance = texts[if dice.roll(3) > 0 { index } else { dice.roll(texts.len()) }].clone();
                for _ in 0..dice.roll(4) {
                    change(&mut instance, &instances, dice);
                }
                let mut text = instance.to_string();
                spoil(&mut text, dice);
                let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| subject.check(&mut scanner, text.as_bytes())));
                prop_assert!(checked.is_ok(), "{}\n{}", schema, text);
            }
        }
    }
}
