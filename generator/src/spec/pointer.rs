//! JSON pointers (RFC 6901), and the fragments of URIs that hold them (RFC 3986).

use std::borrow::Cow;

/// The JSON pointer in a reference to the same document; `None` for any other reference.
#[must_use]
pub fn fragment(reference: &str) -> Option<String> {
    decode(reference.strip_prefix('#')?)
}

/// What a fragment means; `None` where its percent-encoding is broken.
pub(super) fn decode(encoded: &str) -> Option<String> {
    if !encoded.contains('%') {
        return Some(encoded.to_owned());
    }
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let (byte, after) = match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                let digit = |byte: u8| {
                    char::from(byte)
                        .to_digit(16)
                        .and_then(|digit| u8::try_from(digit).ok())
                };
                (digit(*high)? << 4 | digit(*low)?, after)
            }
            (b'%', _) => return None,
            _ => (*first, after),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

/// One token of a JSON pointer, as it is written.
pub(super) fn escape(token: &str) -> Cow<'_, str> {
    if token.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        Cow::Owned(token.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(token)
    }
}

/// One token of a JSON pointer, as it is meant; `None` where a `~` is followed by neither 0 nor 1.
pub(super) fn unescape(token: &str) -> Option<String> {
    let mut parts = token.split('~');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.try_fold(first, |text, part| {
        let (character, rest) = if let Some(rest) = part.strip_prefix('0') {
            ('~', rest)
        } else {
            ('/', part.strip_prefix('1')?)
        };
        Some(text + character.encode_utf8(&mut [0; 4]) + rest)
    })
}

/// A list index of a JSON pointer: digits without leading zeros.
pub(super) fn index(token: &str) -> Option<usize> {
    let canonical = token == "0"
        || (!token.starts_with('0') && token.bytes().all(|byte| byte.is_ascii_digit()));
    canonical.then(|| token.parse().ok()).flatten()
}
