//! What a conjunction asks of numbers.

use std::sync::Arc;

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::Members;
use crate::formats::{self, Format};
use crate::lexical::Meant;
use crate::program::facts::NumberFacts;
use crate::program::types::Types;

pub(super) fn facts(members: &Members<'_>, unknown: &mut Types) -> NumberFacts {
    let states = |asks: fn(&crate::program::schema::Schema) -> bool| {
        members.iter().any(|(_, schema)| asks(schema))
    };
    let mut facts = NumberFacts {
        least: i64::MIN,
        most: i64::MAX,
        // `type: [integer, number]` lets every number through.
        whole: states(|schema| schema.states_integer && !schema.states_number),
        meant: Meant {
            integer: states(|schema| schema.states_integer)
                && !states(|schema| schema.states_number),
            wide: states(|schema| schema.format.as_deref() == Some("int64")),
            unsigned: states(|schema| schema.format.as_deref() == Some("uint64")),
        },
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
        of_fractions.extend(schema.beyond.clone());
        of_integers.extend(schema.beyond.clone());
        if !schema.numeric.is_empty() {
            of_fractions.extend(check(Value::Object(schema.numeric.clone())));
            facts.bound(&schema.numeric);
        }
        if let Some(multiple) = schema.numeric.get("multipleOf") {
            of_integers.extend(check(json!({ "multipleOf": multiple })));
        }
        let format = schema.format.as_deref().and_then(Format::find);
        if let Some(range) = format.and_then(Format::integers) {
            facts.at_least(*range.start());
            facts.at_most(*range.end());
            of_fractions.extend(check(json!({ "format": schema.format })));
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

impl NumberFacts {
    /// Narrows the bounds of integers, exactly.
    fn bound(&mut self, numeric: &Map<String, Value>) {
        let bound = |name: &str| numeric.get(name).and_then(Value::as_number);
        if let Some(number) = bound("minimum") {
            self.at_least(ceiling(number));
        }
        if let Some(number) = bound("exclusiveMinimum") {
            self.at_least(floor(number).saturating_add(1));
        }
        if let Some(number) = bound("maximum") {
            self.at_most(floor(number));
        }
        if let Some(number) = bound("exclusiveMaximum") {
            self.at_most(ceiling(number).saturating_sub(1));
        }
    }

    fn at_least(&mut self, least: i128) {
        match i64::try_from(least) {
            Ok(least) => self.least = self.least.max(least),
            // Nothing of 64 bits is that large.
            Err(_) if least > 0 => (self.least, self.most) = (i64::MAX, i64::MIN),
            Err(_) => {}
        }
    }

    fn at_most(&mut self, most: i128) {
        match i64::try_from(most) {
            Ok(most) => self.most = self.most.min(most),
            Err(_) if most < 0 => (self.least, self.most) = (i64::MAX, i64::MIN),
            Err(_) => {}
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
