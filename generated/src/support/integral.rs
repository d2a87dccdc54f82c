//! Whole numbers that are written with a fraction or an exponent.
//!
//! To JSON Schema `1.0` is an integer, to serde it is none. Few responses write integers so; one that is refused is read again with its whole
//! numbers spelled as integers, so that the many pay nothing.

/// The text with `1.0`, `-2.50e1` and the like as integers; `None` where there is nothing to change. Where it can be, the text keeps its length,
/// so that places in it stay the same.
pub(super) fn spell_integers(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = after_string(bytes, at + 1),
            b'-' | b'0'..=b'9' => {
                let more =
                    |byte: &&u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
                let length = bytes.iter().skip(at).take_while(more).count();
                let number = text.get(at..at + length)?;
                if let Some(integer) = integer(number) {
                    out.push_str(text.get(copied..at)?);
                    out.push_str(&format!("{integer:<length$}"));
                    copied = at + length;
                }
                at += length;
            }
            _ => at += 1,
        }
    }
    if copied == 0 {
        return None;
    }
    out.push_str(text.get(copied..)?);
    Some(out)
}

fn after_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

/// The digits of a number that has a fraction or an exponent and is whole, if they are no more than 64 bits could need.
fn integer(number: &str) -> Option<String> {
    const DIGITS: usize = 20;
    if !number.contains(['.', 'e', 'E']) {
        return None;
    }
    let (sign, rest) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number),
    };
    let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let shift = exponent.parse::<i32>().ok()?;
    let zeros = usize::try_from(shift.checked_sub(i32::try_from(fraction.len()).ok()?)?).ok()?;
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        // `-0.0` is no integer that could be written so.
        return sign.is_empty().then(|| "0".to_owned());
    }
    if digits.len().checked_add(zeros)? > DIGITS {
        return None;
    }
    Some(format!("{sign}{digits}{}", "0".repeat(zeros)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_lose_their_fraction_and_nothing_else_changes() {
        assert_eq!(
            spell_integers(r#"{"1.0": [1.0, -20.00, 2.5, 1e2, 1.5E+1, 0.0, "\"1.0", 7]}"#),
            Some(r#"{"1.0": [1  , -20   , 2.5, 100, 15    , 0  , "\"1.0", 7]}"#.to_owned())
        );
        for same in [
            "",
            "[1, 2.5, -0.0, 1e-1, 1e400, 1e30]",
            "\"1.0",
            "[1.0.0]",
            "-",
            "\"\\",
        ] {
            assert_eq!(spell_integers(same), None, "{same}");
        }
        assert_eq!(
            integer("1844674407370955161.5e1").as_deref(),
            Some("18446744073709551615")
        );
    }
}
