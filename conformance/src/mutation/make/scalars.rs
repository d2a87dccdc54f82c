//! Strings and numbers that go wrong.

use serde_json::{Value, json};

use super::Maker;
use crate::formats::Format;
use crate::json::Node;
use crate::located::Located;
use crate::mutation::{Edit, Operator, equivalence};

impl Maker<'_> {
    pub(super) fn string(&mut self, node: &Node, text: &str, pointer: &str, here: &Located<'_>) {
        if !text.is_empty() {
            self.replace(Operator::EmptyString, node, pointer, &json!(""), here);
        }
        let listed: Vec<_> = here
            .keyword("enum")
            .filter_map(Value::as_array)
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if !listed.is_empty() {
            self.replace(
                Operator::UnknownValue,
                node,
                pointer,
                &json!("callspec-unknown"),
                here,
            );
            let other = match text.chars().any(char::is_lowercase) {
                true => text.to_uppercase(),
                false => text.to_lowercase(),
            };
            if other != text {
                self.replace(Operator::ChangedCase, node, pointer, &json!(other), here);
            }
        }
        for broken in here
            .keyword("format")
            .filter_map(Value::as_str)
            .filter_map(Format::find)
            .flat_map(|format| format.broken)
        {
            self.replace(Operator::BrokenFormat, node, pointer, &json!(broken), here);
        }
        for limit in here
            .keyword("maxLength")
            .filter_map(Value::as_u64)
            .filter(|limit| *limit < 100_000)
        {
            let longer = "x".repeat(usize::try_from(limit).unwrap_or_default() + 1);
            self.replace(Operator::OutOfRange, node, pointer, &json!(longer), here);
        }
        for limit in here
            .keyword("minLength")
            .filter_map(Value::as_u64)
            .filter(|limit| (2..100_000).contains(limit))
        {
            let shorter = "x".repeat(usize::try_from(limit).unwrap_or_default() - 1);
            self.replace(Operator::OutOfRange, node, pointer, &json!(shorter), here);
        }
    }

    pub(super) fn number(&mut self, node: &Node, value: &Value, pointer: &str, here: &Located<'_>) {
        let lexeme = self.json.lexeme(node).to_owned();
        if value.is_i64() || value.is_u64() {
            let equivalent = equivalence::of_spelling(here);
            self.push(
                Operator::FractionOfZero,
                pointer,
                String::new(),
                Edit::replace(node.span, format!("{lexeme}.0")),
                equivalent,
            );
            self.push(
                Operator::Exponent,
                pointer,
                String::new(),
                Edit::replace(node.span, format!("{lexeme}e0")),
                equivalent,
            );
            let huge = "123456789012345678901234567890";
            self.push(
                Operator::HugeInteger,
                pointer,
                String::new(),
                Edit::replace(node.span, huge),
                None,
            );
        }
        let bounds = [
            ("minimum", -1.0),
            ("maximum", 1.0),
            ("exclusiveMinimum", 0.0),
            ("exclusiveMaximum", 0.0),
        ];
        for (keyword, beyond) in bounds {
            for limit in here.keyword(keyword).filter_map(Value::as_f64) {
                let outside = limit + beyond;
                let outside = match outside.fract() == 0.0 && outside.abs() < 9e15 {
                    true => json!(outside as i64),
                    false => json!(outside),
                };
                self.replace(Operator::OutOfRange, node, pointer, &outside, here);
            }
        }
        if here.keyword("format").any(|format| format == "int32") {
            self.replace(
                Operator::OutOfRange,
                node,
                pointer,
                &json!(i64::from(i32::MAX) + 1),
                here,
            );
        }
    }
}
