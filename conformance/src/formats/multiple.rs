//! `multipleOf` in decimal: 0.07 is a multiple of 0.01, and 10³⁰⁰ is none of 3.
//!
//! The validator's own keyword divides doubles where a number is beyond 2⁵³.

use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError};
use serde_json::{Map, Value};

use crate::lexical::significand;

/// What numbers are to be multiples of: digits without zeros at either end, and their power of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    units: u64,
    exponent: i64,
}

impl Step {
    /// Reads a number of JSON; `None` for zero, and for one of more than nineteen digits.
    #[must_use]
    pub fn of(lexeme: &str) -> Option<Self> {
        let (digits, exponent) = significand(lexeme);
        let units = digits.parse().ok().filter(|units| *units != 0)?;
        Some(Self { units, exponent })
    }

    /// Whether a number of JSON is a multiple, to its last digit, in a time that grows as the text does.
    #[must_use]
    pub fn divides(self, lexeme: &str) -> bool {
        let (digits, exponent) = significand(lexeme);
        // Digits that do not end with a zero are no multiple of ten.
        let Ok(shift) = u64::try_from(exponent.saturating_sub(self.exponent)) else {
            return digits.is_empty();
        };
        let modulus = u128::from(self.units);
        let rest = digits.bytes().fold(0, |rest, digit| {
            (rest * 10 + u128::from(digit & 15)) % modulus
        });
        (rest * power_of_ten(shift, modulus)).is_multiple_of(modulus)
    }
}

/// Ten to a power, by a modulus below 2⁶⁴.
fn power_of_ten(mut power: u64, modulus: u128) -> u128 {
    let (mut result, mut base) = (1 % modulus, 10 % modulus);
    while power > 0 {
        if power & 1 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        power >>= 1;
    }
    result
}

struct Multiple(Option<Step>);

impl<'i> Keyword<'i> for Multiple {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        match jsonschema::Keyword::is_valid(self, instance) {
            true => Ok(()),
            false => Err(ValidationError::custom("multipleOf")),
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        match (self.0, instance) {
            (Some(step), Value::Number(number)) => step.divides(&number.to_string()),
            _ => true,
        }
    }
}

/// The keyword, for [`jsonschema::ValidationOptions::with_keyword`].
///
/// # Errors
/// None: that the value is a number above zero is for the dialect's own schema to ask for.
pub fn multiple_of<'a>(
    _parent: &'a Map<String, Value>,
    step: &'a Value,
    _location: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let step = step.as_number().map(ToString::to_string);
    Ok(Box::new(Multiple(step.as_deref().and_then(Step::of))))
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn multiples_are_exact() {
        for (step, multiples, others) in [
            (
                "0.01",
                &["0.07", "123456789.01", "1e300", "0", "-0.0", "5", "1e-2"][..],
                &["0.005", "1e-400", "123456789.011"][..],
            ),
            (
                "3",
                &["9007199254740993", "0.3e1", "-27"],
                &["1e300", "1", "0.3", "10000000000000000000000000000000"],
            ),
            ("1e3", &["1000", "2.5e4"], &["100", "1500", "1e2"]),
            (
                "18446744073709551615",
                &["36893488147419103230"],
                &["36893488147419103231"],
            ),
        ] {
            let of = Step::of(step).expect("a step");
            for multiple in multiples {
                assert!(of.divides(multiple), "{multiple} of {step}");
            }
            for other in others {
                assert!(!of.divides(other), "{other} of {step}");
            }
        }
        assert_eq!(Step::of("0"), None);
        assert_eq!(Step::of("0.12345678901234567890123"), None);
    }
}
