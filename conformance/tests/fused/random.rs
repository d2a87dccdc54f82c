//! Schemas and texts at random: the scanner takes none that the arbiter refuses.

use std::cell::Cell;

use callspec_conformance::scan::{Agreement, Differ};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

const KEYS: [&str; 5] = ["a", "b", "ab", "é", "d"];
const PATTERNS: [&str; 9] = ["^a", "b$", "é", "a", "^b", "d|é", "^.$", "..", "x"];

/// How many schemas, and how many texts of each.
const SCHEMAS: u32 = 400;
const TEXTS: usize = 12;

#[test]
fn random_texts_are_judged_as_the_arbiter_does() {
    let (decided, handed_over, refused) = judge(false, SCHEMAS);
    assert!(decided > 20 * handed_over, "too little is decided");
    assert!(decided > 200 && refused > 200, "too little is asked");
}

#[test]
fn random_texts_are_judged_as_the_arbiter_does_where_schemas_have_names() {
    let (decided, handed_over, refused) = judge(true, SCHEMAS / 2);
    assert!(decided > 20 * handed_over, "too little is decided");
    assert!(decided > 100 && refused > 100, "too little is asked");
}

/// The reference leads by a dynamic name to the schema that it is in: whether a value fits would be asked to tell whether it fits.
#[test]
fn a_choice_that_leads_back_to_itself_is_handed_over() {
    let schema = json!({
        "$id": "urn:random:case",
        "$dynamicAnchor": "t",
        "$defs": {"inner": {"$dynamicAnchor": "u", "type": "string"}},
        "oneOf": [{"$ref": "urn:random:B#t"}, {}],
        "properties": {"a": {"$ref": "urn:random:case#u"}},
    });
    let components = json!({
        "A": {
            "$id": "urn:random:A",
            "$dynamicAnchor": "t",
            "$defs": {"inner": {"$dynamicAnchor": "u", "maxProperties": 1}},
            "properties": {"a": {"$dynamicRef": "#t"}},
        },
        "B": {
            "$id": "urn:random:B",
            "$dynamicAnchor": "u",
            "$defs": {"inner": {"$dynamicAnchor": "t", "required": ["a"]}},
            "properties": {"a": {"$ref": "#t"}},
        },
    });
    let mut differ = Differ::new(&schema, &components).expect("it is a schema");
    for text in ["null", "{}", "[]"] {
        assert_eq!(differ.judge(text.as_bytes()), Some(Agreement::Refused));
    }
}

/// How many texts of random schemas were decided, handed over and refused. `is_named`: schemas have `$id`, and lead to each other by
/// `$dynamicRef`.
fn judge(is_named: bool, cases: u32) -> (usize, usize, usize) {
    let counts = Cell::new((0, 0, 0));
    let components = btree_map(select(vec!["A", "B"]), schema(), 2);
    let texts = vec((instance(), any::<u64>()), TEXTS);
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let outcome = TestRunner::new(config).run(
        &(schema(), components, texts, any::<u64>()),
        |(mut schema, components, texts, seed)| {
            let mut components = json!(components);
            for name in ["A", "B"] {
                components
                    .as_object_mut()
                    .expect("it is one")
                    .entry(name)
                    .or_insert(json!({}));
            }
            if is_named {
                let seed = &mut Seed(seed);
                name("case", &mut schema, seed);
                for component in ["A", "B"] {
                    name(component, &mut components[component], seed);
                }
            }
            let Some(mut differ) = Differ::new(&schema, &components) else {
                return Ok(());
            };
            for (mut value, seed) in texts {
                for _ in 0..seed % if is_named { 4 } else { 1 } {
                    value = json!({"a": value});
                }
                let mut text = String::new();
                write(&value, &mut Seed(seed), &mut text);
                let (decided, handed_over, refused) = counts.get();
                counts.set(match differ.judge(text.as_bytes()) {
                    Some(Agreement::Decided) => (decided + 1, handed_over, refused),
                    Some(Agreement::HandedOver) => (decided, handed_over + 1, refused),
                    Some(Agreement::Refused) => (decided, handed_over, refused + 1),
                    Some(Agreement::Differs(found)) => {
                        return Err(TestCaseError::fail(format!("{text} is taken: {found}")));
                    }
                    None => (decided, handed_over, refused),
                });
            }
            Ok(())
        },
    );
    let (decided, handed_over, refused) = counts.get();
    println!("random: {decided} decided, {handed_over} handed over, {refused} refused");
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    counts.get()
}

/// Gives a schema a name, one that can stand for the others of its name, and another within it; what it refers to it refers to by name.
fn name(name: &str, schema: &mut Value, seed: &mut Seed) {
    refer_by_name(schema, seed);
    if let Value::Object(keywords) = schema {
        // Often a way leads through one schema to a name that another one may have given.
        if !seed.one_in(4) {
            let mut way = json!({"$ref": "urn:random:A"});
            refer_by_name(&mut way, seed);
            let properties = keywords.entry("properties").or_insert(json!({}));
            properties["a"] = way;
        }
        keywords.insert("$id".to_owned(), json!(format!("urn:random:{name}")));
        let inner = [
            json!({"type": "string"}),
            json!({"required": ["a"]}),
            json!({"maxProperties": 1}),
            json!({"minimum": 1}),
        ];
        let mut inner = select_of(seed, &inner).clone();
        let anchor = if seed.one_in(2) { "t" } else { "u" };
        inner["$dynamicAnchor"] = json!(anchor);
        keywords.insert(
            "$dynamicAnchor".to_owned(),
            json!(if anchor == "t" { "u" } else { "t" }),
        );
        keywords.insert("$defs".to_owned(), json!({ "inner": inner }));
    }
}

fn refer_by_name(value: &mut Value, seed: &mut Seed) {
    match value {
        Value::Object(keywords) if keywords.contains_key("$ref") => {
            let keyword = if seed.one_in(3) {
                "$ref"
            } else {
                "$dynamicRef"
            };
            let references = [
                "#t",
                "#u",
                "urn:random:A",
                "urn:random:B#t",
                "urn:random:case#u",
                "urn:random:B#/$defs/inner",
            ];
            *value = json!({keyword: select_of(seed, &references)});
        }
        Value::Object(keywords) => keywords
            .values_mut()
            .for_each(|value| refer_by_name(value, seed)),
        Value::Array(values) => values
            .iter_mut()
            .for_each(|value| refer_by_name(value, seed)),
        _ => {}
    }
}

fn select_of<'a, T>(seed: &mut Seed, of: &'a [T]) -> &'a T {
    let found = of.iter().find(|_| seed.one_in(of.len() as u64));
    found.unwrap_or(&of[0])
}

/// A schema of a few fragments.
pub(crate) fn schema() -> impl Strategy<Value = Value> {
    let leaf = vec(assertion(), 0..3).prop_map(merge);
    leaf.prop_recursive(4, 24, 4, |inner| {
        let fragment = prop_oneof![2 => assertion(), 3 => object(inner.clone()), 2 => array(inner.clone()), 3 => choice(inner)];
        prop_oneof![
            12 => vec(fragment, 1..4).prop_map(merge),
            1 => any::<bool>().prop_map(Value::from),
        ]
    })
}

fn merge(fragments: Vec<Value>) -> Value {
    let mut merged = Map::new();
    for fragment in fragments {
        if let Value::Object(fragment) = fragment {
            merged.extend(fragment);
        }
    }
    merged.into()
}

/// Keywords without schemas in them.
fn assertion() -> impl Strategy<Value = Value> {
    let types = [
        "null", "boolean", "integer", "number", "string", "array", "object",
    ];
    let several = subsequence(types.to_vec(), 1..4);
    prop_oneof![
        3 => select(types.to_vec()).prop_map(|name| json!({"type": name})),
        2 => several.prop_map(|names| json!({"type": names})),
        1 => scalar().prop_map(|value| json!({"const": value})),
        1 => instance().prop_map(|value| json!({"const": value})),
        2 => vec(scalar(), 1..4).prop_map(|values| json!({"enum": values})),
        1 => (0..3).prop_map(|least| json!({"minLength": least})),
        1 => (0..3).prop_map(|most| json!({"maxLength": most})),
        1 => select(vec!["^a", "b$", "é", "^.{2}$"]).prop_map(|pattern| json!({"pattern": pattern})),
        2 => select(vec!["date-time", "uuid", "uri", "date", "int32", "int64", "uint8", "unheard-of"])
            .prop_map(|format| json!({"format": format})),
        1 => number().prop_map(|bound| json!({"minimum": bound})),
        1 => number().prop_map(|bound| json!({"maximum": bound})),
        1 => number().prop_map(|bound| json!({"exclusiveMinimum": bound})),
        1 => number().prop_map(|bound| json!({"exclusiveMaximum": bound})),
        1 => select(vec![json!(2), json!(0.5), json!(1.0), json!(3)]).prop_map(|of| json!({"multipleOf": of})),
    ]
}

fn object(inner: impl Strategy<Value = Value> + Clone + 'static) -> impl Strategy<Value = Value> {
    // Within a value, so that a schema may come to itself again.
    let sub = prop_oneof![4 => inner, 1 => select(vec!["A", "B"]).prop_map(reference)];
    let key = || select(KEYS.to_vec());
    let keys = || vec(key(), 0..3);
    prop_oneof![
        5 => btree_map(key(), sub.clone(), 0..4).prop_map(|of| json!({"properties": of})),
        2 => keys().prop_map(|names| json!({"required": unique(names)})),
        2 => sub.clone().prop_map(|of| json!({"additionalProperties": of})),
        1 => Just(json!({"additionalProperties": false})),
        1 => Just(json!({"unevaluatedProperties": false})),
        1 => sub.clone().prop_map(|of| json!({"unevaluatedProperties": of})),
        1 => btree_map(select(vec!["^a", "b$", "é"]), sub.clone(), 1..3).prop_map(|of| json!({"patternProperties": of})),
        1 => btree_map(select(PATTERNS.to_vec()), sub, 5..9).prop_map(|of| json!({"patternProperties": of})),
        1 => (0..2).prop_map(|most| json!({"propertyNames": {"maxLength": most + 1}})),
        1 => (key(), keys()).prop_map(|(key, names)| json!({"dependentRequired": {key: unique(names)}})),
        1 => (0..3).prop_map(|least| json!({"minProperties": least})),
        1 => (0..3).prop_map(|most| json!({"maxProperties": most})),
    ]
}

fn array(inner: impl Strategy<Value = Value> + Clone + 'static) -> impl Strategy<Value = Value> {
    let sub = prop_oneof![4 => inner, 1 => select(vec!["A", "B"]).prop_map(reference)];
    prop_oneof![
        4 => sub.clone().prop_map(|of| json!({"items": of})),
        2 => vec(sub.clone(), 1..3).prop_map(|of| json!({"prefixItems": of})),
        1 => assertion().prop_map(|of| json!({"contains": of})),
        1 => (assertion(), 0..3, 1..3).prop_map(|(of, least, most)| {
            json!({"contains": of, "minContains": least, "maxContains": most})
        }),
        1 => vec(assertion(), 2..4).prop_map(|of| {
            let several = of.into_iter().map(|of| json!({"contains": of, "minContains": 0}));
            json!({"allOf": several.collect::<Vec<_>>()})
        }),
        1 => (assertion(), sub.clone()).prop_map(|(of, rest)| json!({"contains": of, "minContains": 0, "unevaluatedItems": rest})),
        1 => sub.prop_map(|of| json!({"unevaluatedItems": of})),
        1 => Just(json!({"unevaluatedItems": false})),
        1 => Just(json!({"uniqueItems": true})),
        1 => (0..3).prop_map(|least| json!({"minItems": least})),
        1 => (0..3).prop_map(|most| json!({"maxItems": most})),
    ]
}

fn choice(inner: impl Strategy<Value = Value> + Clone + 'static) -> impl Strategy<Value = Value> {
    let several = || vec(inner.clone(), 1..4);
    // What discriminators look like.
    let told = vec((select(vec!["x", "y"]), inner.clone()), 2..4).prop_map(|branches| {
        let branches = branches.into_iter().map(
            |(name, of)| json!({"required": ["a"], "properties": {"a": {"const": name}, "b": of}}),
        );
        json!({"oneOf": branches.collect::<Vec<_>>()})
    });
    prop_oneof![
        2 => several().prop_map(|of| json!({"allOf": of})),
        1 => Just(json!({"$ref": "https://json-schema.org/draft/2020-12/schema"})),
        3 => several().prop_map(|of| json!({"anyOf": of})),
        3 => several().prop_map(|of| json!({"oneOf": of})),
        2 => told,
        1 => inner.clone().prop_map(|of| json!({"not": of})),
        1 => (inner.clone(), inner.clone(), inner.clone())
            .prop_map(|(of, then, otherwise)| json!({"if": of, "then": then, "else": otherwise})),
        1 => (inner.clone(), inner.clone()).prop_map(|(of, then)| json!({"if": of, "then": then})),
        1 => (inner.clone(), inner.clone()).prop_map(|(of, other)| json!({"if": of, "else": other})),
        1 => inner.clone().prop_map(|of| json!({"if": of})),
        1 => (select(KEYS.to_vec()), inner.clone()).prop_map(|(key, of)| json!({"dependentSchemas": {key: of}})),
    ]
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn unique(mut names: Vec<&str>) -> Vec<&str> {
    names.sort_unstable();
    names.dedup();
    names
}

fn number() -> impl Strategy<Value = Value> {
    let numbers = [
        json!(0),
        json!(1),
        json!(2),
        json!(-1),
        json!(1.0),
        json!(1.5),
        json!(-0.5),
        json!(300),
        json!(1e3),
        json!(9_007_199_254_740_993_i64),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e300),
    ];
    select(numbers.to_vec())
}

fn scalar() -> impl Strategy<Value = Value> {
    let others = [
        json!(null),
        json!(true),
        json!(false),
        json!(""),
        json!("a"),
        json!("ab"),
        json!("é"),
        json!("x"),
        json!("y"),
        json!("2024-02-29T10:30:00Z"),
        json!("2024-13-01T10:30:00Z"),
        json!("https://example.com/a?b"),
        json!("2024-01-01"),
        json!("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        json!("\"\\\n/😀"),
    ];
    prop_oneof![2 => select(others.to_vec()), 1 => number()]
}

/// A value of the kinds that schemas ask for.
pub(crate) fn instance() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 12, 4, |inner| {
        let members = btree_map(select(KEYS.to_vec()), inner.clone(), 0..4);
        prop_oneof![
            1 => scalar(),
            3 => members.prop_map(|members| json!(members)),
            2 => vec(inner, 0..4).prop_map(Value::from),
        ]
    })
}

/// Decides how a value is spelled.
struct Seed(u64);

impl Seed {
    fn one_in(&mut self, many: u64) -> bool {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33).is_multiple_of(many)
    }
}

/// Writes a value, mostly as it is usual: with blanks, escapes, keys that stand twice, and halves of surrogate pairs now and then.
fn write(value: &Value, seed: &mut Seed, text: &mut String) {
    if seed.one_in(12) {
        text.push_str(" \n");
    }
    match value {
        Value::Object(members) => {
            text.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                quote(key, seed, text);
                text.push_str(if seed.one_in(12) { " : " } else { ":" });
                write(value, seed, text);
                if seed.one_in(80) {
                    text.push(',');
                    quote(key, seed, text);
                    text.push(':');
                    write(value, seed, text);
                }
            }
            text.push('}');
        }
        Value::Array(values) => {
            text.push('[');
            for (index, value) in values.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                write(value, seed, text);
            }
            text.push(']');
        }
        Value::String(content) => quote(content, seed, text),
        other => text.push_str(&other.to_string()),
    }
    if seed.one_in(12) {
        text.push('\t');
    }
}

fn quote(content: &str, seed: &mut Seed, text: &mut String) {
    text.push('"');
    for unit in content.encode_utf16().collect::<Vec<_>>() {
        let plain =
            char::from_u32(unit.into()).filter(|c| !c.is_control() && !matches!(c, '"' | '\\'));
        match plain {
            Some(plain) if !seed.one_in(8) => text.push(plain),
            _ => text.push_str(&format!("\\u{unit:04x}")),
        }
    }
    if seed.one_in(100) {
        text.push_str("\\ud800");
    }
    text.push('"');
}
