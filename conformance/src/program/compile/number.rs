//! What a conjunction asks of numbers.

use std::sync::Arc;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::Members;
use crate::formats;
use crate::program::facts::NumberFacts;
use crate::program::types::Types;

/// Formats that say something of an integer of 64 bits; those of fractions say nothing of any.
const NARROW: [&str; 9] = [
    "int8",
    "int16",
    "int32",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "double-int",
    "decimal128",
];

pub(super) fn facts(members: &Members<'_>, unknown: &mut Types) -> NumberFacts {
    let states = |asks: fn(&crate::program::schema::Schema) -> bool| {
        members.iter().any(|(_, schema)| asks(schema))
    };
    let mut facts = NumberFacts {
        least: i64::MIN,
        most: i64::MAX,
        // `type: [integer, number]` lets every number through.
        whole: states(|schema| schema.states_integer && !schema.states_number),
        integer_is_meant: states(|schema| schema.states_integer)
            && !states(|schema| schema.states_number),
        wide: states(|schema| schema.format.as_deref() == Some("int64")),
        among: None,
        integer_checks: Box::default(),
        fraction_checks: Box::default(),
    };
    let (mut of_integers, mut of_fractions) = (Vec::new(), Vec::new());
    let mut check = |keywords: Value| -> Option<Arc<Validator>> {
        let validator = formats::validator(&keywords).ok();
        if validator.is_none() {
            *unknown |= Types::NUMBER;
        }
        validator
    };
    for (_, schema) in members {
        if !schema.numeric.is_empty() {
            of_fractions.extend(check(Value::Object(schema.numeric.clone())));
            facts.bound(&schema.numeric);
        }
        if let Some(multiple) = schema.numeric.get("multipleOf") {
            of_integers.extend(check(json!({ "multipleOf": multiple })));
        }
        if let Some(name) = &schema.format
            && name != "int64"
        {
            let is_of_numbers =
                NARROW.contains(&name.as_str()) || formats::Format::find(name).is_none();
            if is_of_numbers {
                of_integers.extend(check(json!({ "format": name })));
            }
        }
        if let Some(name) = &schema.format {
            of_fractions.extend(match is_of_fractions(name) {
                true => None,
                false => check(json!({ "format": name })),
            });
        }
        for list in &schema.lists {
            let numbers: Vec<&Value> = list.iter().filter(|value| value.is_number()).collect();
            if numbers.is_empty() {
                continue;
            }
            of_fractions.extend(check(json!({ "enum": numbers })));
            let integers: Option<Vec<i64>> = numbers.iter().map(|number| number.as_i64()).collect();
            match (integers, &facts.among) {
                (Some(integers), None) => facts.among = Some(integers.into()),
                _ => of_integers.extend(check(json!({ "enum": numbers }))),
            }
        }
    }
    facts.integer_checks = of_integers.into();
    facts.fraction_checks = of_fractions.into();
    facts
}

/// Formats that every number with a fraction is of.
fn is_of_fractions(name: &str) -> bool {
    matches!(name, "float" | "double" | "unix-time")
}

impl NumberFacts {
    /// Narrows the bounds of integers, exactly.
    fn bound(&mut self, numeric: &Map<String, Value>) {
        let bound = |name: &str| numeric.get(name).and_then(Value::as_number);
        let clamp = |bound: i128| {
            i64::try_from(bound).unwrap_or(if bound < 0 { i64::MIN } else { i64::MAX })
        };
        let mut at_least = |least: i128| {
            match i64::try_from(least) {
                Ok(least) => self.least = self.least.max(least),
                Err(_) if least > 0 => (self.least, self.most) = (i64::MAX, i64::MIN),
                Err(_) => {}
            };
        };
        if let Some(number) = bound("minimum") {
            at_least(ceiling(number));
        }
        if let Some(number) = bound("exclusiveMinimum") {
            at_least(floor(number).saturating_add(1));
        }
        let mut most = i128::MAX;
        if let Some(number) = bound("maximum") {
            most = floor(number);
        }
        if let Some(number) = bound("exclusiveMaximum") {
            most = most.min(ceiling(number).saturating_sub(1));
        }
        if most < i128::from(i64::MIN) {
            (self.least, self.most) = (i64::MAX, i64::MIN);
        } else {
            self.most = self.most.min(clamp(most));
        }
    }
}

fn floor(number: &serde_json::Number) -> i128 {
    number
        .as_i128()
        .unwrap_or_else(|| number.as_f64().unwrap_or(f64::MAX).floor() as i128)
}

fn ceiling(number: &serde_json::Number) -> i128 {
    number
        .as_i128()
        .unwrap_or_else(|| number.as_f64().unwrap_or(f64::MAX).ceil() as i128)
}
