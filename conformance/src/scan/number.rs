//! Numbers, and what is lost of them on reading.

use serde_json::{Number, Value};

use super::text::byte;
use super::value::Scan;
use super::{Step, Stop};
use crate::lexical::{self, KEPT};
use crate::program::{Facts, Hot, NumberFacts, SAFE};

impl<const COUNT: bool> Scan<'_, COUNT> {
    /// A number that a hot record settles.
    #[inline(always)]
    pub(super) fn hot_number(&self, hot: &Hot, at: usize) -> Option<usize> {
        let spelled = Spelled::at(self.bytes, at)?;
        let is_fine = match spelled.integer() {
            Some(integer) => hot.least <= integer && integer <= hot.most,
            None => hot.fractions && !spelled.is_integer() && spelled.is_kept(),
        };
        is_fine.then_some(spelled.end)
    }

    pub(super) fn number(&mut self, facts: &Facts, at: usize) -> Step {
        let end = self.number_of(&facts.number, at)?;
        if COUNT && let Some(found) = facts.slots.other(self.slice(at, end)?) {
            self.count(found);
        }
        Ok(end)
    }

    fn number_of(&mut self, facts: &NumberFacts, at: usize) -> Step {
        let spelled = Spelled::at(self.bytes, at).ok_or(Stop::Unsure)?;
        match spelled.integer() {
            Some(integer) => self.integer(facts, integer, spelled.end),
            None if spelled.is_integer() => {
                let text = self.slice(at, spelled.end)?;
                let integer = text.parse().map_err(|_| Stop::Unsure)?;
                self.integer(facts, integer, spelled.end)
            }
            None => self.fraction(facts, at, spelled),
        }
    }

    fn integer(&mut self, facts: &NumberFacts, integer: i64, end: usize) -> Step {
        if integer < facts.least || integer > facts.most {
            return Err(Stop::Reject);
        }
        if integer.unsigned_abs() > SAFE.unsigned_abs()
            && !facts.meant.wide
            && !facts.meant.unsigned
        {
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

    /// A number with a point or an exponent.
    fn fraction(&mut self, facts: &NumberFacts, at: usize, spelled: Spelled) -> Step {
        let end = spelled.end;
        if spelled.is_kept() && !facts.whole && facts.fraction_checks.is_empty() {
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

/// A number as it is spelled, if that is sound JSON.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelled {
    is_negative: bool,
    has_exponent: bool,
    /// All digits before an exponent as one integer, which is right for up to nineteen of them.
    magnitude: u64,
    first: usize,
    /// Where the digits before a point or an exponent end.
    whole_end: usize,
    pub(super) end: usize,
}

impl Spelled {
    #[inline(always)]
    pub(super) fn at(bytes: &[u8], at: usize) -> Option<Self> {
        let is_negative = byte(bytes, at) == b'-';
        let first = at + usize::from(is_negative);
        let (magnitude, end) = digits(bytes, first, 0);
        if end == first || (byte(bytes, first) == b'0' && end > first + 1) {
            return None;
        }
        let spelled = Self {
            is_negative,
            has_exponent: false,
            magnitude,
            first,
            whole_end: end,
            end,
        };
        match byte(bytes, end) {
            b'.' | b'e' | b'E' => spelled.go_on(bytes),
            _ => Some(spelled),
        }
    }

    /// Reads on at a point or an exponent.
    #[inline]
    fn go_on(mut self, bytes: &[u8]) -> Option<Self> {
        if byte(bytes, self.end) == b'.' {
            let start = self.end + 1;
            (self.magnitude, self.end) = digits(bytes, start, self.magnitude);
            if self.end == start {
                return None;
            }
        }
        if matches!(byte(bytes, self.end), b'e' | b'E') {
            self.has_exponent = true;
            let sign = self.end + 1;
            let start = sign + usize::from(matches!(byte(bytes, sign), b'+' | b'-'));
            (_, self.end) = digits(bytes, start, 0);
            if self.end == start {
                return None;
            }
        }
        Some(self)
    }

    /// There is neither a point nor an exponent.
    #[inline(always)]
    pub(super) fn is_integer(&self) -> bool {
        self.end == self.whole_end
    }

    /// The integer, if it is one and short enough to be sure of.
    #[inline(always)]
    pub(super) fn integer(&self) -> Option<i64> {
        // Nineteen digits may be more than 64 bits.
        if !self.is_integer() || self.end - self.first > 18 {
            return None;
        }
        let magnitude = self.magnitude.cast_signed();
        Some(if self.is_negative {
            -magnitude
        } else {
            magnitude
        })
    }

    /// Reading and writing it again loses no digit.
    #[inline(always)]
    pub(super) fn is_kept(&self) -> bool {
        !self.has_exponent && self.end - self.first <= 19 && self.magnitude <= KEPT
    }
}

/// Powers of ten.
const POWERS: [u64; 9] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
];

/// Reads digits on from a number so far; that number, which is right for up to nineteen of them, and where they end.
#[inline(always)]
fn digits(bytes: &[u8], mut at: usize, mut number: u64) -> (u64, usize) {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*chunk);
        let values = word ^ 0x3030_3030_3030_3030;
        // The highest bit of each byte that is above 9; what is carried reaches later bytes alone.
        let others = (values.wrapping_add(0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080;
        let count = others.trailing_zeros() / 8;
        if count == 0 {
            return (number, at);
        }
        // The digits moved to the end, zeros before them.
        let power = POWERS.get(count as usize).copied().unwrap_or(1);
        number = number
            .wrapping_mul(power)
            .wrapping_add(eight(values << (64 - count * 8)));
        at += count as usize;
        if count < 8 {
            return (number, at);
        }
    }
    few_digits(bytes, at, number)
}

/// The number of eight digits, the first of them in the lowest byte.
#[inline(always)]
fn eight(values: u64) -> u64 {
    let pairs = values.wrapping_mul(10).wrapping_add(values >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff
}

/// The same one by one, near the end of the text.
#[inline(never)]
fn few_digits(bytes: &[u8], mut at: usize, mut number: u64) -> (u64, usize) {
    loop {
        let digit = byte(bytes, at).wrapping_sub(b'0');
        if digit > 9 {
            return (number, at);
        }
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{digits, few_digits};

    #[test]
    fn digits_are_read_eight_at_a_time_as_one_by_one() {
        for count in 0..=19 {
            for next in [
                &b""[..],
                b",",
                b".",
                b"/",
                b":",
                b"\xff\xff",
                b"a0123456789",
                b"}]}]}]}]}]}]",
            ] {
                let all = b"9081726354418273609";
                let text = [&all[..count], next].concat();
                let expected: u64 = all[..count].iter().fold(7, |number: u64, digit| {
                    number
                        .wrapping_mul(10)
                        .wrapping_add(u64::from(digit - b'0'))
                });
                assert_eq!(digits(&text, 0, 7), (expected, count));
                assert_eq!(few_digits(&text, 0, 7), (expected, count));
            }
        }
    }
}
