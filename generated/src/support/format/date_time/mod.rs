//! Dates and times: RFC 3339, and two forms without an offset.

mod parse;

use std::cmp::Ordering;
use std::time::{Duration, SystemTime};

use super::instant::civil_from_days;
use super::text::text_format;
use crate::support::FormatError;
use parse::{Stamp, parse_date, parse_date_time};
pub use parse::{
    date_prefix, date_time_prefix, is_date, is_date_time, is_date_time_local, is_date_time_spaced,
};

text_format! {
    /// An instant with its offset, `2023-11-07T05:31:56.789Z` (RFC 3339, `date-time`).
    ///
    /// Two spellings of one instant are not equal; [`DateTime::cmp_instant`] compares the instants.
    DateTime, is_date_time, "date-time", "a date-time (RFC 3339)"
}

text_format! {
    /// A day, `2023-11-07` (RFC 3339, `full-date`).
    Date, is_date, "date", "a date (RFC 3339)"
}

text_format! {
    /// A local date and time, `2023-11-07T05:31:56`: RFC 3339 without the offset. Which clock it was read from, the text does not say.
    DateTimeLocal, is_date_time_local, "date-time-local", "a local date-time"
}

text_format! {
    /// A local date and time with a space in the middle, `2023-11-07 05:31:56`. Which clock it was read from, the text does not say.
    DateTimeSpaced, is_date_time_spaced, "date-time-spaced", "a local date-time with a space"
}

impl DateTime {
    /// An instant from the seconds since 1970-01-01T00:00:00Z and the nanoseconds (below 1,000,000,000) after them, in UTC with as
    /// many digits as needed.
    ///
    /// # Errors
    /// Where the year is not between 0 and 9999, or there are too many nanoseconds.
    #[inline]
    pub fn from_unix(seconds: i64, nanoseconds: u32) -> Result<Self, FormatError> {
        let (year, month, day) = civil_from_days(seconds.div_euclid(86_400));
        let of_day = seconds.rem_euclid(86_400);
        if nanoseconds >= 1_000_000_000 {
            return Err(FormatError::new("less than 1,000,000,000 nanoseconds"));
        }
        let fraction = match nanoseconds {
            0 => String::new(),
            _ => format!(".{nanoseconds:09}")
                .trim_end_matches('0')
                .to_owned(),
        };
        let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
        Self::parse(&format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"
        ))
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down. Unix time has no leap seconds: `23:59:60` is the second after it.
    #[inline]
    pub fn unix_seconds(&self) -> i64 {
        self.parts()
            .map_or(0, |(stamp, _, offset)| stamp.seconds() - offset)
    }

    /// The fraction of the second, in nanoseconds; digits beyond the ninth are cut off.
    #[inline]
    pub fn nanoseconds(&self) -> u32 {
        let digits = self.parts().map_or("", |(_, fraction, _)| fraction).bytes();
        digits
            .chain(std::iter::repeat(b'0'))
            .take(9)
            .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
    }

    /// The offset from UTC, in seconds, east positive.
    #[inline]
    pub fn offset_seconds(&self) -> i64 {
        self.parts().map_or(0, |(_, _, offset)| offset)
    }

    /// Which of two instants is earlier, to the last digit of both and whatever their offsets.
    #[inline]
    pub fn cmp_instant(&self, other: &Self) -> Ordering {
        let fraction = |parts: Option<(Stamp, &str, i64)>| {
            let digits = parts.map_or("", |(_, fraction, _)| fraction);
            digits.trim_end_matches('0').to_owned()
        };
        self.unix_seconds()
            .cmp(&other.unix_seconds())
            .then_with(|| fraction(self.parts()).cmp(&fraction(other.parts())))
    }

    /// The instant to the nanosecond; `None` where the platform's clock cannot hold it.
    #[inline]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let (seconds, fraction) = (
            self.unix_seconds(),
            Duration::from_nanos(self.nanoseconds().into()),
        );
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let at = if seconds < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(whole)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(whole)
        };
        at?.checked_add(fraction)
    }

    fn parts(&self) -> Option<(Stamp, &str, i64)> {
        parse_date_time(self.as_str())
    }
}

impl TryFrom<SystemTime> for DateTime {
    type Error = FormatError;

    fn try_from(time: SystemTime) -> Result<Self, FormatError> {
        let out_of_range = || FormatError::new("an instant of the years 0 to 9999");
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self::from_unix(
                i64::try_from(after.as_secs()).map_err(|_| out_of_range())?,
                after.subsec_nanos(),
            ),
            Err(before) => {
                let before = before.duration();
                let seconds = -i64::try_from(before.as_secs()).map_err(|_| out_of_range())?;
                match before.subsec_nanos() {
                    0 => Self::from_unix(seconds, 0),
                    nanoseconds => Self::from_unix(seconds - 1, 1_000_000_000 - nanoseconds),
                }
            }
        }
    }
}

impl Date {
    /// The year (0 to 9999), the month and the day of the month, both from 1.
    #[inline]
    pub fn year_month_day(&self) -> (u16, u8, u8) {
        parse_date(self.as_str().as_bytes()).map_or((0, 1, 1), |(date, _)| date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_times() {
        let accepted = [
            "2023-11-07T05:31:56Z",
            "2023-11-07t05:31:56z",
            "2023-11-07T05:31:56.7+05:30",
            "2023-11-07T05:31:56.123456789012345-00:00",
            "2024-02-29T00:00:00Z",
            "2000-02-29T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59+23:59",
            "1998-12-31T23:59:60Z",
            "1990-12-31T15:59:60.123-08:00",
            "2012-07-01T00:59:60+01:00",
        ];
        let refused = [
            "",
            "2023-11-07",
            "2023-11-07 05:31:56Z",
            "2023-11-07T05:31:56",
            "2023-11-07T05:31Z",
            "2023-11-07T05:31:56.Z",
            "2023-11-07T05:31:56,7Z",
            "2023-11-07T05:31:56+0530",
            "2023-11-07T05:31:56+24:00",
            "2023-11-07T05:31:56+05:60",
            "2023-11-07T24:00:00Z",
            "2023-11-07T23:60:00Z",
            "2023-11-07T23:59:61Z",
            "2023-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2023-04-31T00:00:00Z",
            "2023-00-01T00:00:00Z",
            "2023-13-01T00:00:00Z",
            "2023-01-00T00:00:00Z",
            "1998-12-31T23:58:60Z",
            "1998-12-30T23:59:60Z",
            "1998-12-31T22:59:60Z",
            "20,4-06-07T05:31:56Z",
            "+2023-11-07T05:31:56Z",
            " 2023-11-07T05:31:56Z",
            "2023-11-07T05:31:56Z ",
            "2023-11-07T05:31:56\u{661}Z",
            "٢٠٢٣-11-07T05:31:56Z",
            "YYYY-MM-DD",
        ];
        accepted
            .iter()
            .for_each(|text| assert!(is_date_time(text), "{text}"));
        refused
            .iter()
            .for_each(|text| assert!(!is_date_time(text), "{text}"));
    }

    #[test]
    fn dates_and_local_forms() {
        assert!(
            is_date("2024-02-29")
                && !is_date("2023-02-29")
                && !is_date("2024-2-9")
                && !is_date("2024-02-29T")
        );
        assert!(
            is_date_time_local("2023-11-07T05:31:56.5")
                && is_date_time_local("2023-11-07t05:31:56")
        );
        assert!(
            !is_date_time_local("2023-11-07T05:31:56Z")
                && !is_date_time_local("2023-11-07 05:31:56")
        );
        assert!(
            is_date_time_spaced("2025-08-04 14:30:00")
                && is_date_time_spaced("2025-08-04 14:30:00.25")
        );
        assert!(
            !is_date_time_spaced("2025-08-04T14:30:00")
                && !is_date_time_spaced("2025-08-04  14:30:00")
        );
        assert!(
            !is_date_time_spaced("2025-08-04 14:30:00Z")
                && !is_date_time_spaced("2025-08-32 14:30:00")
        );
        assert!(
            is_date_time_local("2017-01-01T05:29:60") && !is_date_time_local("2017-01-01T05:30:60")
        );
        assert_eq!(
            Date::parse("2024-02-29").unwrap().year_month_day(),
            (2024, 2, 29)
        );
    }

    #[test]
    fn instants_and_unix_time_agree() {
        let instant = DateTime::parse("2023-11-07T05:31:56.7890+05:30").unwrap();
        assert_eq!(
            (
                instant.unix_seconds(),
                instant.nanoseconds(),
                instant.offset_seconds()
            ),
            (1_699_315_316, 789_000_000, 19_800)
        );
        assert_eq!(
            DateTime::from_unix(1_699_315_316, 789_000_000)
                .unwrap()
                .as_str(),
            "2023-11-07T00:01:56.789Z"
        );
        assert_eq!(
            DateTime::from_unix(0, 0).unwrap().as_str(),
            "1970-01-01T00:00:00Z"
        );
        assert_eq!(
            DateTime::from_unix(-1, 1).unwrap().as_str(),
            "1969-12-31T23:59:59.000000001Z"
        );
        assert!(DateTime::from_unix(0, 1_000_000_000).is_err());
        assert!(
            DateTime::from_unix(i64::MAX, 0).is_err() && DateTime::from_unix(i64::MIN, 0).is_err()
        );
        let leap = DateTime::parse("1998-12-31T23:59:60Z").unwrap();
        assert_eq!(
            leap.unix_seconds(),
            DateTime::parse("1999-01-01T00:00:00Z")
                .unwrap()
                .unix_seconds()
        );
    }

    #[test]
    fn instants_compare_whatever_their_spelling() {
        let compare = |a: &str, b: &str| {
            DateTime::parse(a)
                .unwrap()
                .cmp_instant(&DateTime::parse(b).unwrap())
        };
        assert_eq!(
            compare("2023-11-07T05:31:56.70Z", "2023-11-07T06:31:56.7+01:00"),
            Ordering::Equal
        );
        assert_eq!(
            compare("2023-11-07T05:31:56.0000000001Z", "2023-11-07T05:31:56Z"),
            Ordering::Greater
        );
        assert_eq!(
            compare("2023-11-07T05:31:56Z", "2023-11-07T05:31:56-01:00"),
            Ordering::Less
        );
    }

    #[test]
    fn system_time_comes_and_goes() {
        for text in [
            "2023-11-07T05:31:56.789Z",
            "1969-12-31T23:59:59.5Z",
            "1960-01-01T00:00:00Z",
        ] {
            let instant = DateTime::parse(text).unwrap();
            assert_eq!(
                DateTime::try_from(instant.to_system_time().unwrap()),
                Ok(instant)
            );
        }
    }
}
