//! Lines that begin with their number, so that a piece of a recording tells places of the whole.

/// What is wrong with a line that [`split`] does not take.
pub(super) const MISSING: &str = "the line does not begin with its number and a tab";

/// The number that a line begins with, and what follows the tab behind it. Blanks before the number are fine: `nl` pads with them.
pub(super) fn split(line: &[u8]) -> Option<(u64, &[u8])> {
    // Twenty digits are the most that a number has, and `nl` pads to a width that nobody makes larger.
    let end = line.iter().take(64).position(|byte| *byte == b'\t')?;
    let (number, record) = line.split_at_checked(end)?;
    let number = std::str::from_utf8(number).ok()?.trim_start_matches(' ');
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    Some((
        is_number.then(|| number.parse().ok())??,
        record.strip_prefix(b"\t")?,
    ))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_number_and_a_tab_come_before_the_record() {
        assert_eq!(split(b"0\t{}"), Some((0, b"{}".as_slice())));
        assert_eq!(split(b"    17\t"), Some((17, b"".as_slice())));
        assert_eq!(
            split(b"18446744073709551615\t\t"),
            Some((u64::MAX, b"\t".as_slice()))
        );
        for line in [
            "",
            "{}",
            "1 {}",
            "\t{}",
            "+1\t{}",
            "18446744073709551616\t{}",
        ] {
            assert_eq!(split(line.as_bytes()), None, "{line:?}");
        }
    }
}
