//! UUIDs.

use super::text::text_format;

text_format! {
    /// A UUID, `f81d4fae-7dec-11d0-a765-00a0c91e6bf6` (RFC 9562, section 4): 36 characters, letters of either case.
    ///
    /// Case is kept, and counts in comparisons; [`Uuid::as_u128`] compares by value.
    Uuid, is_uuid, "uuid", "a UUID (RFC 9562)"
}

impl Uuid {
    /// A UUID from its 128 bits, in lower case.
    pub fn from_u128(bits: u128) -> Self {
        let hex = format!("{bits:032x}");
        let groups: Vec<&str> = [0..8, 8..12, 12..16, 16..20, 20..32]
            .into_iter()
            .filter_map(|group| hex.get(group))
            .collect();
        Self(super::text::Text::new(&groups.join("-")))
    }

    /// The 128 bits.
    pub fn as_u128(&self) -> u128 {
        self.as_str()
            .chars()
            .filter_map(|digit| digit.to_digit(16))
            .fold(0, |bits, digit| bits << 4 | u128::from(digit))
    }
}

/// Whether a text is a UUID: hexadecimal digits of either case in groups of 8, 4, 4, 4 and 12. Any version and variant will do.
#[inline]
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36 && uuid_prefix(text.as_bytes()).is_some()
}

/// The length of the UUID that a text begins with, which is always the same: what reads it from the middle of another text need not look
/// for its end first.
#[inline]
pub fn uuid_prefix(text: &[u8]) -> Option<usize> {
    let text = text.first_chunk::<36>()?;
    // Four places hold hyphens, and no hyphen is a digit: 32 digits fill all the others. Counted without a way out in between,
    // which is what the compiler can do on many bytes at once.
    let hyphens = [text[8], text[13], text[18], text[23]] == *b"----";
    let digits: u8 = text
        .iter()
        .map(|byte| u8::from(byte.is_ascii_hexdigit()))
        .sum();
    (hyphens && digits == 32).then_some(36)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids() {
        let accepted = [
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
            "00000000-0000-0000-0000-000000000000",
        ];
        let refused = [
            "",
            "f81d4fae7dec11d0a76500a0c91e6bf6",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf66",
            "f81d4fae-7dec-11d0-a7650-0a0c91e6bf6",
            "g81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
            "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "text",
        ];
        accepted
            .iter()
            .for_each(|text| assert!(is_uuid(text), "{text}"));
        refused
            .iter()
            .for_each(|text| assert!(!is_uuid(text), "{text}"));
    }

    #[test]
    fn bits_come_and_go() {
        let uuid = Uuid::parse("F81d4fae-7dec-11d0-a765-00a0c91e6bf6").unwrap();
        assert_eq!(
            Uuid::from_u128(uuid.as_u128()).as_str(),
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
        );
        assert_eq!(
            Uuid::from_u128(1).as_str(),
            "00000000-0000-0000-0000-000000000001"
        );
    }
}
