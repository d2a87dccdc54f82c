//! Decimal numbers in strings.

use super::text::text_format;

text_format! {
    /// A decimal number in a string, `0.08000000`: `-`, digits, and perhaps a point with more digits. Amounts of money come this way.
    ///
    /// Trailing zeros are kept, and count in comparisons: what the wire said comes back out. No exponent, no `+`, no blank.
    Decimal, is_decimal, "decimal", "a decimal number in a string"
}

impl Decimal {
    /// Whether there is a minus sign.
    #[inline]
    pub fn is_negative(&self) -> bool {
        self.as_str().starts_with('-')
    }

    /// The digits before the point.
    #[inline]
    pub fn whole_digits(&self) -> &str {
        let text = self.as_str().trim_start_matches('-');
        text.split_once('.').map_or(text, |(whole, _)| whole)
    }

    /// The digits after the point; empty where there is none.
    #[inline]
    pub fn fraction_digits(&self) -> &str {
        self.as_str()
            .split_once('.')
            .map_or("", |(_, fraction)| fraction)
    }

    /// The number of digits after the point.
    #[inline]
    pub fn scale(&self) -> usize {
        self.fraction_digits().len()
    }

    /// The digits as one integer, to be divided by ten to the power of [`scale`](Self::scale); `None` where it does not fit.
    ///
    /// Exact, so it is the way to calculate with money: `0.08000000` is 8,000,000 with a scale of 8.
    #[inline]
    pub fn unscaled(&self) -> Option<i128> {
        self.as_str().replace('.', "").parse().ok()
    }

    /// The nearest floating-point number: for charts, not for sums.
    #[inline]
    pub fn to_f64(&self) -> f64 {
        self.as_str().parse().unwrap_or(f64::NAN) // Rust's grammar of floats includes ours
    }
}

/// Whether a text is a `decimal`: `-?digits[.digits]`. Exponents are refused.
#[inline]
pub fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let is_digits =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => is_digits(whole) && is_digits(fraction),
        None => is_digits(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        let accepted = [
            "0",
            "-0",
            "0.08000000",
            "-12.5",
            "007",
            "123456789012345678901234567890.123456789",
        ];
        let refused = [
            "", "-", ".", "1.", ".5", "+1", "1e3", "1E3", "1,5", " 1", "1 ", "--1", "1.2.3", "٣",
            "NaN", "text", "0x1",
        ];
        accepted
            .iter()
            .for_each(|text| assert!(is_decimal(text), "{text}"));
        refused
            .iter()
            .for_each(|text| assert!(!is_decimal(text), "{text}"));
    }

    #[test]
    fn the_parts_of_a_decimal() {
        let cost = Decimal::parse("-12.0800").unwrap();
        assert_eq!(
            (
                cost.is_negative(),
                cost.whole_digits(),
                cost.fraction_digits(),
                cost.scale()
            ),
            (true, "12", "0800", 4)
        );
        assert_eq!(cost.unscaled(), Some(-120_800));
        assert_eq!(cost.to_f64(), -12.08);
        assert_eq!(Decimal::parse("7").unwrap().scale(), 0);
        assert_eq!(Decimal::parse(&"9".repeat(50)).unwrap().unscaled(), None);
    }
}
