//! What a plain scalar means: the core schema of YAML 1.2.2, section 10.3.2.

/// A plain scalar, resolved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Resolved {
    Null,
    Boolean(bool),
    Integer(i64),
    /// Above `i64::MAX`.
    Unsigned(u64),
    /// Finite.
    Float(f64),
    /// An integer that no 64 bits hold, as the nearest float.
    Inexact(f64),
    /// Infinity, not a number, or a number beyond the range of a double.
    NotJson,
    Text,
}

/// Resolves a plain scalar.
pub(super) fn resolve(text: &str) -> Resolved {
    // Most scalars of a document are words: their first byte says so.
    let Some(first) = text.bytes().next() else {
        return Resolved::Null;
    };
    match first {
        b'~' | b'n' | b'N' if matches!(text, "~" | "null" | "Null" | "NULL") => Resolved::Null,
        b't' | b'T' if matches!(text, "true" | "True" | "TRUE") => Resolved::Boolean(true),
        b'f' | b'F' if matches!(text, "false" | "False" | "FALSE") => Resolved::Boolean(false),
        b'0'..=b'9' | b'+' | b'-' | b'.' => number(text),
        _ => Resolved::Text,
    }
}

fn number(text: &str) -> Resolved {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Resolved::NotJson;
    }
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return if !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix)) {
                u64::from_str_radix(digits, radix).map_or(Resolved::NotJson, integer)
            } else {
                Resolved::Text
            };
        }
    }
    if !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return match (text.parse::<i64>(), text.parse::<u64>()) {
            (Ok(value), _) => Resolved::Integer(value),
            (_, Ok(value)) => integer(value),
            _ => finite(text, Resolved::Inexact),
        };
    }
    if is_float(unsigned) {
        finite(text, Resolved::Float)
    } else {
        Resolved::Text
    }
}

fn integer(value: u64) -> Resolved {
    i64::try_from(value).map_or(Resolved::Unsigned(value), Resolved::Integer)
}

fn finite(text: &str, resolved: fn(f64) -> Resolved) -> Resolved {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => resolved(value),
        _ => Resolved::NotJson,
    }
}

/// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_float(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (
            mantissa,
            Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)),
        ),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

/// What YAML 1.1, which many tools still read, makes of a plain scalar that means something else in YAML 1.2.
pub(super) fn ambiguity(text: &str) -> Option<&'static str> {
    let first = text.bytes().next()?;
    match first {
        b'y' | b'Y' | b'n' | b'N' | b'o' | b'O' if text.len() <= 3 => matches!(
            text,
            "yes" | "Yes" | "YES" | "no" | "No" | "NO" | "on" | "On" | "ON" | "off" | "Off" | "OFF"
        )
        .then_some("a boolean"),
        b'0'..=b'9' | b'+' | b'-' => {
            let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
            let all = |allowed: fn(u8) -> bool| unsigned.bytes().all(allowed);
            if !unsigned.starts_with(|character: char| character.is_ascii_digit()) {
                None
            } else if unsigned.len() > 1
                && unsigned.starts_with('0')
                && all(|byte| byte.is_ascii_digit())
            {
                Some("an octal number")
            } else if unsigned.contains('_') && all(|byte| byte.is_ascii_digit() || byte == b'_') {
                Some("a number")
            } else if unsigned.starts_with("0b")
                && unsigned.len() > 2
                && unsigned
                    .bytes()
                    .skip(2)
                    .all(|byte| byte == b'0' || byte == b'1')
            {
                Some("a binary number")
            } else if is_sexagesimal(unsigned) {
                Some("a number of base 60")
            } else {
                None
            }
        }
        _ => None,
    }
}

/// `1:30`, but neither `01:30` nor `1:75`.
fn is_sexagesimal(text: &str) -> bool {
    let mut parts = text.split(':');
    let first = parts.next().unwrap_or_default();
    let mut rest = parts.peekable();
    rest.peek().is_some()
        && !first.starts_with('0')
        && first.bytes().all(|byte| byte.is_ascii_digit())
        && rest.all(|part| {
            matches!(part.len(), 1 | 2)
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && part.parse::<u8>().is_ok_and(|value| value < 60)
        })
}
