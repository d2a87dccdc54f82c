//! The texts of dates and times, taken apart.

use crate::support::format::instant::{civil_from_days, days_from_civil, days_in_month};

/// Year, month, day.
pub(super) type Ymd = (u16, u8, u8);

pub(super) struct Parts<'a> {
    date: Ymd,
    hour: u8,
    minute: u8,
    second: u8,
    /// The digits after the point.
    pub(super) fraction: &'a str,
}

impl Parts<'_> {
    /// Seconds since 1970, as if the clock showed UTC.
    pub(super) fn seconds(&self) -> i64 {
        let (year, month, day) = self.date;
        let time =
            i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second);
        days_from_civil(year.into(), month, day) * 86_400 + time
    }

    pub(super) fn nanoseconds(&self) -> u32 {
        self.fraction
            .bytes()
            .chain(std::iter::repeat(b'0'))
            .take(9)
            .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
    }

    /// Whether the second is one that a clock in UTC shows: 60 only where a leap second may be, at the end of a month
    /// (ITU-R TF.460-6).
    fn is_second(&self, offset: i64) -> bool {
        if self.second < 60 {
            return true;
        }
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
pub fn is_date_time(text: &str) -> bool {
    parse_date_time(text).is_some()
}

/// Whether a text is an RFC 3339 `full-date`.
pub fn is_date(text: &str) -> bool {
    parse_date(text.as_bytes()).is_some_and(|(_, rest)| rest.is_empty())
}

/// Whether a text is a `date-time-local`: an RFC 3339 `date-time` without its offset.
pub fn is_date_time_local(text: &str) -> bool {
    is_local(text, |separator| matches!(separator, b'T' | b't'))
}

/// Whether a text is a `date-time-spaced`: a `date-time-local` with one space in place of the `T`.
pub fn is_date_time_spaced(text: &str) -> bool {
    is_local(text, |separator| separator == b' ')
}

fn is_local(text: &str, separator: fn(u8) -> bool) -> bool {
    // A leap second ends an hour in UTC, and so a quarter of an hour wherever the clock stands.
    let is_time = |parts: &Parts<'_>| parts.second < 60 || parts.minute % 15 == 14;
    matches!(parse_parts(text, separator), Some((parts, "")) if is_time(&parts))
}

pub(super) fn parse_date_time(text: &str) -> Option<(Parts<'_>, i64)> {
    let (parts, offset) = parse_parts(text, |separator| matches!(separator, b'T' | b't'))?;
    let offset = match offset.as_bytes() {
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (two(*h1, *h2), two(*m1, *m2));
            if !are_digits(&[*h1, *h2, *m1, *m2]) || hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
            if *sign == b'-' { -seconds } else { seconds }
        }
        _ => return None,
    };
    parts.is_second(offset).then_some((parts, offset))
}

/// A date and a time of day, and the text after them.
fn parse_parts(text: &str, separator: fn(u8) -> bool) -> Option<(Parts<'_>, &str)> {
    let (date, rest) = parse_date(text.as_bytes())?;
    let (time, rest) = rest.split_first_chunk::<9>()?;
    let [between, h1, h2, b':', m1, m2, b':', s1, s2] = *time else {
        return None;
    };
    let (hour, minute, second) = (two(h1, h2), two(m1, m2), two(s1, s2));
    if !separator(between)
        || !are_digits(&[h1, h2, m1, m2, s1, s2])
        || hour > 23
        || minute > 59
        || second > 60
    {
        return None;
    }
    let (point, digits) = match rest {
        [b'.', digits @ ..] => (
            1,
            digits
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count(),
        ),
        _ => (0, 0),
    };
    if point == 1 && digits == 0 {
        return None;
    }
    let fraction_start = text.len() - rest.len() + point;
    let (before, rest) = text.split_at_checked(fraction_start + digits)?;
    let fraction = before.get(fraction_start..)?;
    Some((
        Parts {
            date,
            hour,
            minute,
            second,
            fraction,
        },
        rest,
    ))
}

pub(super) fn parse_date(text: &[u8]) -> Option<(Ymd, &[u8])> {
    let (date, rest) = text.split_first_chunk::<10>()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *date else {
        return None;
    };
    let year = u16::from(two(y1, y2)) * 100 + u16::from(two(y3, y4));
    let (month, day) = (two(m1, m2), two(d1, d2));
    // Every month has 28 days; the others are worth a look at the calendar.
    let is_day = are_digits(&[y1, y2, y3, y4, m1, m2, d1, d2])
        && (1..=12).contains(&month)
        && day >= 1
        && (day <= 28 || day <= days_in_month(year.into(), month));
    is_day.then_some(((year, month, day), rest))
}

/// The number that two digits make; any number where they are none.
fn two(tens: u8, ones: u8) -> u8 {
    (tens & 15) * 10 + (ones & 15)
}

/// Without a branch per digit.
fn are_digits<const N: usize>(bytes: &[u8; N]) -> bool {
    bytes
        .iter()
        .fold(true, |all, byte| all & byte.is_ascii_digit())
}
