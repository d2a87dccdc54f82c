//! Numbers as people read them.

/// A number with its thousands apart: `1,204,000`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// So many of something: `1 error`, `1,204 errors`.
pub(super) fn count(count: u64, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{} {noun}s", grouped(count)),
    }
}

/// A share in percent. One that is not whole never reads 100 %.
pub(super) fn percent(part: u64, whole: u64) -> String {
    match whole {
        0 => "-".to_owned(),
        whole => {
            let tenths = u128::from(part) * 1000 / u128::from(whole);
            format!("{}.{} %", tenths / 10, tenths % 10)
        }
    }
}

/// A number of bytes: `812 B`, `1.2 GB`.
pub(super) fn bytes(bytes: u64) -> String {
    let mut unit = 1_u64;
    let mut name = "B";
    for larger in ["kB", "MB", "GB", "TB", "PB"] {
        if bytes / unit < 1000 {
            break;
        }
        unit *= 1000;
        name = larger;
    }
    match unit {
        1 => format!("{bytes} B"),
        _ => format!("{}.{} {name}", bytes / unit, bytes % unit / (unit / 10)),
    }
}

#[cfg(test)]
mod tests {
    use super::{bytes, count, grouped, percent};

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_204_000), "1,204,000");
        assert_eq!(count(1, "error"), "1 error");
        assert_eq!(count(2000, "error"), "2,000 errors");
        assert_eq!(percent(999_999, 1_000_000), "99.9 %");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(1_250_000), "1.2 MB");
        assert_eq!(bytes(10_000_000_000), "10.0 GB");
    }
}
