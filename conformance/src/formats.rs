//! The formats of the specs, checked by the functions that the generated client itself uses: one implementation.

use std::sync::Arc;

use callspec::support::format;
use jsonschema::{Keyword, ValidationError};
use serde_json::{Map, Value};

/// Every format that a spec may use, with a text that conforms, texts that do not, and the check.
pub(crate) const FORMATS: &[Format] = &[
    Format::text(
        "date-time",
        format::is_date_time,
        "2024-01-15T10:30:00Z",
        &[
            "2024-01-15 10:30:00Z",
            "2024-01-15T10:30:00",
            "2024-13-15T10:30:00Z",
            "2024-02-30T10:30:00Z",
            "2024-01-15T24:30:00Z",
            "2024-01-15",
        ],
    ),
    Format::text(
        "date",
        format::is_date,
        "2024-01-15",
        &[
            "2024-13-01",
            "2024-02-30",
            "20240115",
            "15.01.2024",
            "2024-01-15T00:00:00Z",
        ],
    ),
    Format::text(
        "date-time-local",
        format::is_date_time_local,
        "2024-01-15T10:30:00",
        &[
            "2024-01-15 10:30:00",
            "2024-01-15T10:30:00Z",
            "2024-02-30T10:30:00",
        ],
    ),
    Format::text(
        "date-time-spaced",
        format::is_date_time_spaced,
        "2024-01-15 10:30:00",
        &[
            "2024-01-15T10:30:00",
            "2024-01-15 10:30:00Z",
            "2024-02-30 10:30:00",
            "2024-01-15",
        ],
    ),
    Format::text(
        "uuid",
        format::is_uuid,
        "123e4567-e89b-12d3-a456-426614174000",
        &[
            "123e4567e89b12d3a456426614174000",
            "123e4567-e89b-12d3-a456-42661417400",
            "123e4567-e89b-12d3-a456-42661417400g",
            "{123e4567-e89b-12d3-a456-426614174000}",
        ],
    ),
    Format::text(
        "uri",
        format::is_uri,
        "https://example.com/",
        &[
            "/calls?page=2",
            "https://example.com/a b",
            "https//example.com",
            "not a uri",
        ],
    ),
    Format::text(
        "email",
        format::is_email,
        "someone@example.com",
        &[
            "someone",
            "someone@",
            "@example.com",
            "some one@example.com",
        ],
    ),
    Format::text(
        "decimal",
        format::is_decimal,
        "0.00",
        &["0,08", "free", "1.", "1.2.3", "€1"],
    ),
    Format::number("int32", |number| {
        within(number, i64::from(i32::MIN), i64::from(i32::MAX))
    }),
    Format::number("int8", |number| {
        within(number, i8::MIN.into(), i8::MAX.into())
    }),
    Format::number("int16", |number| {
        within(number, i16::MIN.into(), i16::MAX.into())
    }),
    Format::number("uint8", |number| within(number, 0, u8::MAX.into())),
    Format::number("uint16", |number| within(number, 0, u16::MAX.into())),
    Format::number("uint32", |number| within(number, 0, u32::MAX.into())),
    Format::number("uint64", |number| {
        number.as_u64().is_some() || within(number, 0, i64::MAX)
    }),
    Format::number("double-int", |number| within(number, -(1 << 53), 1 << 53)),
    Format::number("int64", |number| within(number, i64::MIN, i64::MAX)),
    Format::number("float", |_| true),
    Format::number("double", |_| true),
    Format::number("unix-time", |_| true),
];

/// One format.
#[derive(Debug)]
pub(crate) struct Format {
    /// The name in the spec.
    pub(crate) name: &'static str,
    /// What it says of a value; values of other types than its own conform.
    check: Check,
    /// A text that conforms; empty for formats of numbers.
    pub(crate) witness: &'static str,
    /// Texts that are almost of the format; empty for formats of numbers.
    pub(crate) broken: &'static [&'static str],
}

#[derive(Clone, Copy, Debug)]
enum Check {
    Text(fn(&str) -> bool),
    Number(fn(&serde_json::Number) -> bool),
}

impl Format {
    const fn text(
        name: &'static str,
        check: fn(&str) -> bool,
        witness: &'static str,
        broken: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            check: Check::Text(check),
            witness,
            broken,
        }
    }

    const fn number(name: &'static str, check: fn(&serde_json::Number) -> bool) -> Self {
        Self {
            name,
            check: Check::Number(check),
            witness: "",
            broken: &[],
        }
    }

    /// The format of a name.
    pub(crate) fn find(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Whether a text is of the format; a format of numbers takes every text.
    pub(crate) fn check_text(&self, text: &str) -> bool {
        match self.check {
            Check::Text(check) => check(text),
            Check::Number(_) => true,
        }
    }

    /// Whether a value is of the format, or of a type that the format says nothing about.
    pub(crate) fn accepts(&self, value: &Value) -> bool {
        match (self.check, value) {
            (Check::Text(check), Value::String(text)) => check(text),
            (Check::Number(check), Value::Number(number)) => check(number),
            _ => true,
        }
    }
}

/// Whether a number, where it is an integer, lies between two bounds.
fn within(number: &serde_json::Number, least: i64, most: i64) -> bool {
    match (number.as_i64(), number.as_f64()) {
        (Some(integer), _) => (least..=most).contains(&integer),
        (None, Some(float)) if number.is_f64() => {
            // A fraction is for `type` to judge.
            float.fract() != 0.0 || (float >= least as f64 && (float as i128) <= i128::from(most))
        }
        // Past i64.
        _ => false,
    }
}

/// The `format` keyword of the validators: every known format is asserted, on texts and on numbers. One that nobody
/// knows takes everything, as JSON Schema says; reading the spec has warned of it.
pub(crate) fn keyword<'a>(
    _parent: &'a Map<String, Value>,
    name: &'a Value,
    _location: jsonschema::paths::Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let name = name.as_str().unwrap_or_default();
    match Format::find(name) {
        Some(format) => Ok(Box::new(Asserted(format))),
        None => match standard(name) {
            Some(validator) => Ok(Box::new(Standard {
                name: name.to_owned(),
                validator,
            })),
            None => Ok(Box::new(Asserted(&ANYTHING))),
        },
    }
}

static ANYTHING: Format = Format::number("", |_| true);

/// The validator's own check of a format of JSON Schema that no spec of ours uses.
fn standard(name: &str) -> Option<jsonschema::Validator> {
    let options = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .offline()
        .should_validate_formats(true)
        .should_ignore_unknown_formats(false);
    options.build(&serde_json::json!({ "format": name })).ok()
}

struct Standard {
    name: String,
    validator: jsonschema::Validator,
}

impl<'i> Keyword<'i> for Standard {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        match self.validator.is_valid(instance) {
            true => Ok(()),
            false => Err(ValidationError::custom(self.name.clone())),
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.validator.is_valid(instance)
    }
}

struct Asserted(&'static Format);

impl<'i> Keyword<'i> for Asserted {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        match self.0.accepts(instance) {
            true => Ok(()),
            false => Err(ValidationError::custom(self.0.name)),
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.0.accepts(instance)
    }
}

/// A validator of a 2020-12 schema with every format asserted and nothing fetched.
///
/// # Errors
/// The schema is not valid, or a pattern does not compile.
pub(crate) fn validator(schema: &Value) -> Result<Arc<jsonschema::Validator>, String> {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .offline()
        .should_validate_formats(true)
        .with_keyword("format", keyword)
        .build(schema)
        .map(Arc::new)
        .map_err(|error| format!("{error} at `{}`", error.schema_path()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FORMATS;

    #[test]
    fn witnesses_conform_and_broken_texts_do_not() {
        for format in FORMATS.iter().filter(|format| !format.witness.is_empty()) {
            assert!(
                format.accepts(&json!(format.witness)),
                "{}: {}",
                format.name,
                format.witness
            );
            for broken in format.broken {
                assert!(!format.accepts(&json!(broken)), "{}: {broken}", format.name);
            }
        }
    }

    #[test]
    fn formats_are_asserted_on_numbers_too() {
        let validator = super::validator(&json!({"format": "int32"})).expect("it builds");
        assert!(validator.is_valid(&json!(2_147_483_647)));
        assert!(!validator.is_valid(&json!(2_147_483_648_i64)));
        assert!(validator.is_valid(&json!("text")));
        let validator = super::validator(&json!({"format": "int64"})).expect("it builds");
        assert!(!validator.is_valid(&json!(9_223_372_036_854_775_808_u64)));
    }

    #[test]
    fn an_unknown_format_takes_everything() {
        let validator = super::validator(&json!({"format": "date_time"})).expect("a schema");
        assert!(validator.is_valid(&json!("not a time")) && validator.is_valid(&json!(1)));
        let known = super::validator(&json!({"format": "date-time"})).expect("a schema");
        assert!(!known.is_valid(&json!("not a time")));
    }
}
