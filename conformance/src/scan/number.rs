//! Numbers, and what is lost of them on reading.

use serde_json::{Number, Value};

use super::text::byte;
use super::value::Scan;
use super::{Step, Stop};
use crate::lexical::{self, KEPT};
use crate::program::{Facts, NumberFacts};

/// Up to here a double holds every integer.
pub(super) const SAFE: u64 = 1 << 53;

impl<const COUNT: bool> Scan<'_, COUNT> {
    #[inline]
    pub(super) fn number(&mut self, facts: &Facts, at: usize) -> Step {
        let end = self.number_of(&facts.number, at)?;
        if COUNT && let Some(found) = facts.slots.other(self.slice(at, end)?) {
            self.count(found);
        }
        Ok(end)
    }

    #[inline]
    fn number_of(&mut self, facts: &NumberFacts, at: usize) -> Step {
        let is_negative = byte(self.bytes, at) == b'-';
        let first = at + usize::from(is_negative);
        let (magnitude, end) = digits(self.bytes, first, 0);
        let count = end - first;
        if count == 0 || (count > 1 && byte(self.bytes, first) == b'0') {
            return Err(Stop::Unsure);
        }
        if matches!(byte(self.bytes, end), b'.' | b'e' | b'E') {
            return self.fraction(facts, at, first, end, magnitude);
        }
        // Nineteen digits may be more than 64 bits.
        if count > 18 {
            let integer = self.slice(at, end)?.parse().map_err(|_| Stop::Unsure)?;
            return self.integer(facts, integer, end);
        }
        let magnitude = magnitude.cast_signed();
        let integer = if is_negative { -magnitude } else { magnitude };
        self.integer(facts, integer, end)
    }

    #[inline]
    fn integer(&mut self, facts: &NumberFacts, integer: i64, end: usize) -> Step {
        if integer < facts.least || integer > facts.most {
            return Err(Stop::Reject);
        }
        if integer.unsigned_abs() > SAFE && !facts.meant.wide && !facts.meant.unsigned {
            self.state.is_noted = true;
        }
        if let Some(among) = &facts.among
            && !among.contains(&integer)
        {
            return Err(Stop::Reject);
        }
        if !facts.integer_checks.is_empty() {
            let value = Value::from(integer);
            if !facts
                .integer_checks
                .iter()
                .all(|check| check.is_valid(&value))
            {
                return Err(Stop::Reject);
            }
        }
        Ok(end)
    }

    /// A number that goes on with a point or an exponent at `dot`.
    fn fraction(
        &mut self,
        facts: &NumberFacts,
        at: usize,
        first: usize,
        dot: usize,
        magnitude: u64,
    ) -> Step {
        let (mut end, mut magnitude) = (dot, magnitude);
        if byte(self.bytes, end) == b'.' {
            let start = end + 1;
            (magnitude, end) = digits(self.bytes, start, magnitude);
            if end == start {
                return Err(Stop::Unsure);
            }
        }
        let is_spelled_with_exponent = matches!(byte(self.bytes, end), b'e' | b'E');
        if is_spelled_with_exponent {
            end += 1;
            end += usize::from(matches!(byte(self.bytes, end), b'+' | b'-'));
            let (_, after) = digits(self.bytes, end, 0);
            if after == end {
                return Err(Stop::Unsure);
            }
            end = after;
        }
        let is_kept = !is_spelled_with_exponent && end - first <= 19 && magnitude <= KEPT;
        if is_kept && !facts.whole && facts.fraction_checks.is_empty() {
            return Ok(end);
        }
        let lexeme = self.slice(at, end)?;
        // A number beyond what a double holds does not parse.
        let number: Number = lexeme.parse().map_err(|_| Stop::Unsure)?;
        if facts.whole && number.as_f64().is_none_or(|float| float.fract() != 0.0) {
            return Err(Stop::Reject);
        }
        if lexical::is_beyond_doubles(lexeme) {
            return Err(Stop::Unsure);
        }
        if lexical::loss(lexeme, facts.meant).is_some() {
            self.state.is_noted = true;
        }
        let value = Value::Number(number);
        match facts
            .fraction_checks
            .iter()
            .all(|check| check.is_valid(&value))
        {
            true => Ok(end),
            false => Err(Stop::Reject),
        }
    }
}

/// Reads digits on from a number so far; that number, which is right for up to nineteen of them, and where they end.
#[inline]
fn digits(bytes: &[u8], mut at: usize, mut number: u64) -> (u64, usize) {
    loop {
        let digit = byte(bytes, at).wrapping_sub(b'0');
        if digit > 9 {
            return (number, at);
        }
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
}
