//! The texts of dates and times, taken apart.

use crate::support::format::instant::{civil_from_days, days_from_civil};

/// Year, month, day.
pub(super) type Ymd = (u16, u8, u8);

/// What a clock shows, to the second.
pub(super) struct Stamp {
    date: Ymd,
    hour: u8,
    minute: u8,
    second: u8,
}

impl Stamp {
    /// Seconds since 1970, as if the clock showed UTC.
    pub(super) fn seconds(&self) -> i64 {
        let (year, month, day) = self.date;
        let time =
            i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second);
        days_from_civil(year.into(), month, day) * 86_400 + time
    }

    /// Whether a second 60 is one that a clock in UTC shows: where a leap second may be, at the end of a month (ITU-R TF.460-6).
    fn is_second(&self, offset: i64) -> bool {
        // The leap second counts as the first one of the next month.
        let utc = self.seconds() - offset;
        let (_, _, day) = civil_from_days(utc.div_euclid(86_400));
        utc.rem_euclid(86_400) == 0 && day == 1
    }
}

/// Whether a text is an RFC 3339 `date-time`: real days only, an offset always, and the second 60 only at the end of a month in UTC.
///
/// ```
/// use callspec::support::format::is_date_time;
/// assert!(is_date_time("2024-02-29T23:59:59.123+01:00"));
/// assert!(!is_date_time("2023-02-29T00:00:00Z"));
/// ```
#[inline]
pub fn is_date_time(text: &str) -> bool {
    date_time_prefix(text.as_bytes()) == Some(text.len())
}

/// The length of the RFC 3339 `date-time` that a text begins with: what reads it from the middle of another text need not look for its
/// end first.
#[inline]
pub fn date_time_prefix(text: &[u8]) -> Option<usize> {
    let (stamp, rest) = parse_stamp(text, SEPARATED_BY_T, 0x20)?;
    let (offset, rest) = match rest {
        // As nearly always.
        [b'Z' | b'z', rest @ ..] => (0, rest),
        _ => parse_offset(skip_fraction(rest)?)?,
    };
    let is_second = stamp.second < 60 || stamp.is_second(offset);
    is_second.then_some(text.len() - rest.len())
}

/// Whether a text is an RFC 3339 `full-date`.
#[inline]
pub fn is_date(text: &str) -> bool {
    date_prefix(text.as_bytes()) == Some(text.len())
}

/// The length of the RFC 3339 `full-date` that a text begins with, which is always the same.
#[inline]
pub fn date_prefix(text: &[u8]) -> Option<usize> {
    parse_date(text).map(|_| 10)
}

/// Whether a text is a `date-time-local`: an RFC 3339 `date-time` without its offset.
pub fn is_date_time_local(text: &str) -> bool {
    is_local(parse_stamp(text.as_bytes(), SEPARATED_BY_T, 0x20))
}

/// Whether a text is a `date-time-spaced`: a `date-time-local` with one space in place of the `T`.
pub fn is_date_time_spaced(text: &str) -> bool {
    is_local(parse_stamp(text.as_bytes(), SEPARATED_BY_SPACE, 0))
}

fn is_local(stamp: Option<(Stamp, &[u8])>) -> bool {
    stamp.is_some_and(|(stamp, rest)| {
        // A leap second ends an hour in UTC, and so a quarter of an hour wherever the clock stands.
        skip_fraction(rest) == Some(&[]) && (stamp.second < 60 || stamp.minute % 15 == 14)
    })
}

/// A `date-time` in its parts: the time on the clock, the digits of the fraction, and the offset in seconds.
pub(super) fn parse_date_time(text: &str) -> Option<(Stamp, &str, i64)> {
    let (stamp, rest) = parse_stamp(text.as_bytes(), SEPARATED_BY_T, 0x20)?;
    let after = skip_fraction(rest)?;
    let (offset, after_offset) = parse_offset(after)?;
    let start = text.len() - rest.len();
    let fraction = text.get(start..text.len() - after.len())?;
    (after_offset.is_empty() && (stamp.second < 60 || stamp.is_second(offset)))
        .then(|| (stamp, fraction.trim_start_matches('.'), offset))
}

/// What follows a point with at least one digit; everything where there is no point.
fn skip_fraction(text: &[u8]) -> Option<&[u8]> {
    let [b'.', rest @ ..] = text else {
        return Some(text);
    };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 {
        None
    } else {
        rest.get(digits..)
    }
}

/// An offset from UTC in seconds, and what follows it.
fn parse_offset(text: &[u8]) -> Option<(i64, &[u8])> {
    match text {
        [b'Z' | b'z', rest @ ..] => Some((0, rest)),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2, rest @ ..] => {
            let (hours, minutes) = (two(*h1, *h2), two(*m1, *m2));
            if !are_digits(&[*h1, *h2, *m1, *m2]) || hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
            Some((if *sign == b'-' { -seconds } else { seconds }, rest))
        }
        _ => None,
    }
}

/// The time that a text begins with, of 19 bytes, and what follows. `fold` is what the separator is folded to lower case by.
///
/// Eight bytes at a time and without a branch per digit: a page of calls is made of these.
#[inline]
fn parse_stamp(text: &[u8], separated: Shape, fold: u64) -> Option<(Stamp, &[u8])> {
    let (head, rest) = text.split_first_chunk::<8>()?;
    let (middle, rest) = rest.split_first_chunk::<8>()?;
    let ([colon, s1, s2], rest) = rest.split_first_chunk::<3>()?;
    let (head, head_fits) = YEAR_AND_MONTH.read(u64::from_le_bytes(*head));
    let (middle, middle_fits) = separated.read(u64::from_le_bytes(*middle) | fold << 16);
    let (date, date_fits) = date(head, pair(middle, 0));
    let (hour, minute, second) = (pair(middle, 3), pair(middle, 6), two(*s1, *s2));
    let fits = head_fits
        & middle_fits
        & date_fits
        & (*colon == b':')
        & are_digits(&[*s1, *s2])
        & (hour < 24)
        & (minute < 60)
        & (second < 61);
    fits.then_some((
        Stamp {
            date,
            hour,
            minute,
            second,
        },
        rest,
    ))
}

/// The date that a text begins with, and what follows.
#[inline]
pub(super) fn parse_date(text: &[u8]) -> Option<(Ymd, &[u8])> {
    let (head, rest) = text.split_first_chunk::<8>()?;
    let ([d1, d2], rest) = rest.split_first_chunk::<2>()?;
    let (head, head_fits) = YEAR_AND_MONTH.read(u64::from_le_bytes(*head));
    let (date, date_fits) = date(head, two(*d1, *d2));
    (head_fits & date_fits & are_digits(&[*d1, *d2])).then_some((date, rest))
}

/// A date from the digits of year and month and a day, and whether there is such a day.
#[inline]
fn date(head: u64, day: u8) -> (Ymd, bool) {
    let (century, year, month) = (pair(head, 0), pair(head, 2), pair(head, 5));
    let is_leap = (year % 4 == 0) & ((year != 0) | (century % 4 == 0));
    let days = DAYS[usize::from(month & 15)] + u8::from(is_leap & (month == 2));
    let date = (u16::from(century) * 100 + u16::from(year), month, day);
    (date, (day != 0) & (day <= days) & (month < 13))
}

/// The days of each month in a year that is no leap year; none of those that there are not.
const DAYS: [u8; 16] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0];

const YEAR_AND_MONTH: Shape = Shape::of(b"0000-00-");
const SEPARATED_BY_T: Shape = Shape::of(b"00t00:00");
const SEPARATED_BY_SPACE: Shape = Shape::of(b"00 00:00");

/// Eight bytes of which some are digits and the others are given.
#[derive(Clone, Copy)]
struct Shape {
    /// The given bytes, and `0` for each digit.
    bytes: u64,
    /// What makes the high bit of a byte, once `bytes` are taken off: more than 9 of a digit, more than 0 of the others.
    carry: u64,
}

impl Shape {
    const fn of(pattern: &[u8; 8]) -> Self {
        let mut carry = [0x7f; 8];
        let mut at = 0;
        while at < 8 {
            if pattern[at] == b'0' {
                carry[at] = 0x76;
            }
            at += 1;
        }
        Self {
            bytes: u64::from_le_bytes(*pattern),
            carry: u64::from_le_bytes(carry),
        }
    }

    /// The values of the digits, a byte each and zeros between, and whether the bytes are of this shape.
    #[inline]
    const fn read(self, bytes: u64) -> (u64, bool) {
        const HIGH: u64 = 0x8080_8080_8080_8080;
        let digits = bytes ^ self.bytes;
        let wrong = ((digits & !HIGH) + self.carry) | digits;
        (digits, wrong & HIGH == 0)
    }
}

/// The number that two digits make, the first of them at a byte.
#[inline]
const fn pair(digits: u64, at: u32) -> u8 {
    let both = digits >> (8 * at);
    (both as u8)
        .wrapping_mul(10)
        .wrapping_add((both >> 8) as u8)
}

/// The number that two digits make; any number where they are none.
#[inline]
fn two(tens: u8, ones: u8) -> u8 {
    (tens & 15) * 10 + (ones & 15)
}

/// Without a branch per digit.
#[inline]
fn are_digits<const N: usize>(bytes: &[u8; N]) -> bool {
    bytes
        .iter()
        .fold(true, |all, byte| all & byte.is_ascii_digit())
}
