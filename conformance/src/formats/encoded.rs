//! Bytes in text, RFC 4648.

/// Section 4, `+` and `/`, padded, nothing else between.
pub(super) fn is_base64(text: &[u8]) -> bool {
    let (digits, padding) = split_padding(text);
    text.len().is_multiple_of(4) && padding <= 2 && digits.iter().all(|byte| is_digit(*byte, b"+/"))
}

/// Section 5, `-` and `_`; the padding may be left out.
pub(super) fn is_base64_url(text: &[u8]) -> bool {
    let (digits, padding) = split_padding(text);
    let is_whole = match padding {
        0 => digits.len() % 4 != 1,
        1 | 2 => text.len().is_multiple_of(4),
        _ => false,
    };
    is_whole && digits.iter().all(|byte| is_digit(*byte, b"-_"))
}

/// What stands before the padding, and how many `=` there are.
fn split_padding(text: &[u8]) -> (&[u8], usize) {
    let mut digits = text;
    while let [rest @ .., b'='] = digits {
        digits = rest;
    }
    (digits, text.len() - digits.len())
}

fn is_digit(byte: u8, others: &[u8; 2]) -> bool {
    byte.is_ascii_alphanumeric() || others.contains(&byte)
}
