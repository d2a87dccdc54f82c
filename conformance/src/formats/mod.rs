//! The formats: one implementation of each, for the validators, for the scanner, and for whoever makes values.
//!
//! Those that the generated client knows are its own functions; the rest is below. Every format that is asserted stands in `registry`, and
//! a name that does not, or whose format has no grammar (`password`), takes everything, as JSON Schema says.

mod encoded;
mod hostname;
mod http;
mod keyword;
mod multiple;
mod pointer;
mod registry;
mod time;
mod uri;

use std::ops::RangeInclusive;

use serde_json::{Number, Value};

pub(crate) use keyword::told;
pub use keyword::{keyword, options, validator};
pub use multiple::{Step, multiple_of};

/// One format: what it says of a text or of a number. Values of other types than its own conform.
#[derive(Debug)]
pub struct Format {
    /// The name in the spec.
    pub name: &'static str,
    check: Check,
    /// A text that conforms; empty for formats of numbers.
    pub(crate) witness: &'static str,
    /// Texts that are almost of the format; empty for formats of numbers.
    pub(crate) broken: &'static [&'static str],
}

/// How long the text of a format is that bytes begin with.
pub type Prefix = fn(&[u8]) -> Option<usize>;

#[derive(Debug)]
enum Check {
    Text(fn(&str) -> bool),
    /// The same on bytes, which need not be UTF-8.
    Bytes(fn(&[u8]) -> bool),
    /// What tells where the text ends, too.
    Prefix(Prefix),
    /// An integer lies between these; a number with a fraction is for `type` to judge.
    Integer(RangeInclusive<i128>),
}

impl Format {
    /// The format of a name; `None` where nothing is asserted under it.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        registry::FORMATS.iter().find(|format| format.name == name)
    }

    /// Every format that is asserted.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        registry::FORMATS
    }

    /// Whether a text is of the format; a format of numbers takes every text.
    #[must_use]
    #[inline]
    pub fn check_text(&self, text: &str) -> bool {
        match &self.check {
            Check::Text(check) => check(text),
            Check::Bytes(check) => check(text.as_bytes()),
            Check::Prefix(prefix) => prefix(text.as_bytes()) == Some(text.len()),
            Check::Integer(_) => true,
        }
    }

    /// [`check_text`](Self::check_text) on bytes; those that are not UTF-8 are of no format of texts.
    #[must_use]
    #[inline]
    pub fn check_bytes(&self, text: &[u8]) -> bool {
        match &self.check {
            Check::Text(check) => std::str::from_utf8(text).is_ok_and(check),
            Check::Bytes(check) => check(text),
            Check::Prefix(prefix) => prefix(text) == Some(text.len()),
            Check::Integer(_) => true,
        }
    }

    /// How long the text of the format is that bytes begin with, where that can be told without knowing its end: of `date-time`, `date` and
    /// `uuid`, which hold nothing that JSON escapes.
    #[must_use]
    pub const fn prefix(&self) -> Option<Prefix> {
        match &self.check {
            Check::Prefix(prefix) => Some(*prefix),
            _ => None,
        }
    }

    /// The integers of the format; `None` for a format of texts.
    ///
    /// A number that is an integer, however it is spelled, must lie in the range; one with a fraction is none of the format's business.
    #[must_use]
    pub const fn integers(&self) -> Option<&RangeInclusive<i128>> {
        match &self.check {
            Check::Integer(range) => Some(range),
            _ => None,
        }
    }

    /// Whether a number, as `serde_json` reads it, is of the format; a format of texts takes every number.
    #[must_use]
    pub fn check_number(&self, number: &Number) -> bool {
        let Some(range) = self.integers() else {
            return true;
        };
        let integer = number.as_i128().or_else(|| {
            // Saturating, and far enough from every bound that is no power of two.
            let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
            Some(float as i128)
        });
        integer.is_none_or(|integer| range.contains(&integer))
    }

    /// Whether a value is of the format, or of a type that the format says nothing about.
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        match value {
            Value::String(text) => self.check_text(text),
            Value::Number(number) => self.check_number(number),
            _ => true,
        }
    }

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

    const fn bytes(
        name: &'static str,
        check: fn(&[u8]) -> bool,
        witness: &'static str,
        broken: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            check: Check::Bytes(check),
            witness,
            broken,
        }
    }

    const fn prefixed(
        name: &'static str,
        prefix: Prefix,
        witness: &'static str,
        broken: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            check: Check::Prefix(prefix),
            witness,
            broken,
        }
    }

    const fn integer(name: &'static str, least: i128, most: i128) -> Self {
        Self {
            name,
            check: Check::Integer(RangeInclusive::new(least, most)),
            witness: "",
            broken: &[],
        }
    }
}

#[cfg(test)]
mod tests;
