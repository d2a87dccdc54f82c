//! Times of day and durations, RFC 3339.

use callspec::support::format::{is_date_time, is_date_time_local};

/// `full-time`. A leap second ends a month, so the time is that of the last day of one or of the first day of the next, by the offset.
pub(super) fn is_time(text: &str) -> bool {
    // A date in front of it would be taken for a part of the date-time.
    text.len() >= 9
        && ["2016-12-31T", "2017-01-01T"]
            .iter()
            .any(|date| is_date_time(&format!("{date}{text}")))
}

/// `partial-time`: a time of day without its offset.
pub(super) fn is_time_local(text: &str) -> bool {
    is_date_time_local(&format!("2016-12-31T{text}"))
}

/// `duration` of appendix A: `P2W`, or units from the greatest to the smallest without one left out between two of them. No fractions.
pub(super) fn is_duration(text: &str) -> bool {
    let Some(text) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    match (date, time) {
        ("", Some(time)) => are_units(time, "HMS"),
        (date, None) => are_units(date, "YMD") || are_units(date, "W"),
        (date, Some(time)) => are_units(date, "YMD") && are_units(time, "HMS"),
    }
}

/// Whether a text is numbers with units that follow one another in a list, at least one.
fn are_units(text: &str, units: &str) -> bool {
    let mut expected: Option<&str> = None;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some(unit) = rest.get(digits..).and_then(|rest| rest.chars().next()) else {
            return false;
        };
        let following = match expected {
            // The first one may be any.
            None => units.find(unit).and_then(|at| units.get(at + 1..)),
            Some(expected) => expected.strip_prefix(unit),
        };
        if digits == 0 || following.is_none() {
            return false;
        }
        expected = following;
        rest = rest.get(digits + 1..).unwrap_or_default();
    }
    expected.is_some()
}
