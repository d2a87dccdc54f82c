//! Bytes of a JSON text: blanks, strings, escapes.

use wide::u8x16;

/// The byte at a place; 0, which no JSON holds outside of strings, past the end.
#[inline(always)]
pub(super) fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

/// Where the blanks from a place on end.
#[inline(always)]
pub(super) fn space(bytes: &[u8], at: usize) -> usize {
    match byte(bytes, at) {
        0..=b' ' => blanks_end(bytes, at),
        _ => at,
    }
}

#[inline(never)]
fn blanks_end(bytes: &[u8], mut at: usize) -> usize {
    while matches!(byte(bytes, at), b' ' | b'\t' | b'\n' | b'\r') {
        at += 1;
    }
    at
}

/// Sixteen bytes from a place on; `None` near the end of the text.
#[inline(always)]
pub(super) fn block(bytes: &[u8], at: usize) -> Option<u8x16> {
    bytes
        .get(at..)
        .and_then(<[u8]>::first_chunk)
        .map(|chunk| u8x16::new(*chunk))
}

/// Which bytes of a block end a run of plain text: quotes, backslashes, control characters.
#[inline(always)]
fn special(block: u8x16) -> u32 {
    let found = block.simd_eq(u8x16::splat(b'"'))
        | block.simd_eq(u8x16::splat(b'\\'))
        | block.min(u8x16::splat(0x1f)).simd_eq(block);
    found.to_bitmask()
}

/// The first quote, backslash or control character from a place on, or the end of the text.
#[inline(always)]
pub(super) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    // Two blocks at once: most strings end in one of them, so that the loop is hardly ever mispredicted.
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<32>)
        && let (Some(first), Some(second)) = (chunk.first_chunk(), chunk.last_chunk())
    {
        let mask = special(u8x16::new(*first)) | special(u8x16::new(*second)) << 16;
        if mask != 0 {
            return at + mask.trailing_zeros() as usize;
        }
        at += 32;
    }
    plain_end_near(bytes, at)
}

/// The same where less than two blocks are left.
#[inline(never)]
fn plain_end_near(bytes: &[u8], mut at: usize) -> usize {
    if let Some(block) = block(bytes, at) {
        let mask = special(block);
        if mask != 0 {
            return at + mask.trailing_zeros() as usize;
        }
        at += 16;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | 0..=0x1f) {
            break;
        }
        at += 1;
    }
    at
}

/// Where a string ends, after its closing quote, and whether it holds escapes. `at` is after the opening quote. `None` where the string
/// is broken, or holds half a surrogate pair.
#[inline(always)]
pub(super) fn string_end(bytes: &[u8], at: usize) -> Option<(usize, bool)> {
    let end = plain_end(bytes, at);
    match byte(bytes, end) {
        b'"' => Some((end + 1, false)),
        b'\\' => escaped_end(bytes, end).map(|end| (end, true)),
        _ => None,
    }
}

/// The same from a backslash on.
fn escaped_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at = escape_end(bytes, at)?;
        at = plain_end(bytes, at);
        match byte(bytes, at) {
            b'"' => return Some(at + 1),
            b'\\' => {}
            _ => return None,
        }
    }
}

/// Where an escape ends that begins at a backslash.
#[inline(always)]
fn escape_end(bytes: &[u8], at: usize) -> Option<usize> {
    match byte(bytes, at + 1) {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 2),
        b'u' => {
            let unit = unit(bytes, at + 2)?;
            if unit & 0xf800 != 0xd800 {
                return Some(at + 6);
            }
            low_half(bytes, at, unit).map(|_| at + 12)
        }
        _ => None,
    }
}

/// The second half of a surrogate pair whose first half is an escape at a place.
fn low_half(bytes: &[u8], at: usize, high: u32) -> Option<u32> {
    let is_escape = byte(bytes, at + 6) == b'\\' && byte(bytes, at + 7) == b'u';
    let low = unit(bytes, at + 8)?;
    (is_escape && high < 0xdc00 && (0xdc00..0xe000).contains(&low)).then_some(low)
}

/// Four hexadecimal digits.
#[inline(always)]
fn unit(bytes: &[u8], at: usize) -> Option<u32> {
    let [a, b, c, d]: [u8; 4] = *bytes.get(at..)?.first_chunk()?;
    let value = |digit: u8| u32::from(VALUES[usize::from(digit)]);
    let (a, b, c, d) = (value(a), value(b), value(c), value(d));
    // A byte that is no digit has more than four bits.
    (a | b | c | d < 16).then_some(a << 12 | b << 8 | c << 4 | d)
}

/// The value of each hexadecimal digit, and 255 for other bytes.
const VALUES: [u8; 256] = values();

const fn values() -> [u8; 256] {
    let mut values = [255; 256];
    let mut byte = 0;
    while byte < 256 {
        values[byte] = match byte as u8 {
            digit @ b'0'..=b'9' => digit - b'0',
            digit @ b'a'..=b'f' => digit - b'a' + 10,
            digit @ b'A'..=b'F' => digit - b'A' + 10,
            _ => 255,
        };
        byte += 1;
    }
    values
}

/// Where a string ends although it may hold halves of surrogate pairs, and where each of those stands. `None` where it is broken.
pub(super) fn tolerant_end(
    bytes: &[u8],
    at: usize,
) -> Option<(usize, Vec<std::ops::Range<usize>>)> {
    let mut halves = Vec::new();
    let mut at = plain_end(bytes, at);
    loop {
        match byte(bytes, at) {
            b'"' => return Some((at + 1, halves)),
            b'\\' => match escape_end(bytes, at) {
                Some(end) => at = end,
                None if byte(bytes, at + 1) == b'u' => {
                    unit(bytes, at + 2)?;
                    halves.push(at..at + 6);
                    at += 6;
                }
                None => return None,
            },
            _ => return None,
        }
        at = plain_end(bytes, at);
    }
}

/// Writes the text of a string whose escapes are known to be sound; half a surrogate pair becomes U+FFFD. `content` is without its quotes.
pub(super) fn unescape(content: &str, into: &mut String) {
    into.clear();
    let bytes = content.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = plain_end(bytes, at);
        into.push_str(content.get(at..end).unwrap_or_default());
        if end == bytes.len() {
            return;
        }
        at = end + 2;
        into.push(match byte(bytes, end + 1) {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                at = end + 6;
                let mut code = unit(bytes, end + 2).unwrap_or(0);
                if let 0xd800..0xdc00 = code
                    && let Some(low) = low_half(bytes, end, code)
                {
                    at = end + 12;
                    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                }
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            other => char::from(other),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{string_end, unescape};

    #[test]
    fn strings_end_where_serde_json_says() {
        let parts = [
            "",
            "a",
            "\\n",
            "\\/",
            "\\u00e9",
            "\\uD83D\\uDE00",
            "\\ud800",
            "\\udc00",
            "\\ud800\\u0041",
            "\\u12g4",
            "\\x",
            "\n",
            "ä€😀",
            "0123456789abcdef",
            "\\\"",
            "\\\\",
        ];
        for first in parts {
            for second in parts {
                for third in parts {
                    let text = format!("\"{first}{second}{third}\"");
                    let read = serde_json::from_str::<String>(&text);
                    let found = string_end(text.as_bytes(), 1);
                    assert_eq!(
                        found.map(|(end, _)| end),
                        read.as_ref().ok().map(|_| text.len()),
                        "{text}"
                    );
                    if let Ok(read) = read {
                        let mut unescaped = String::new();
                        unescape(&text[1..text.len() - 1], &mut unescaped);
                        assert_eq!(unescaped, read, "{text}");
                    }
                }
            }
        }
        assert_eq!(string_end(b"\"abc", 1), None);
        assert_eq!(string_end(b"\"abc\\", 1), None);
        assert_eq!(string_end(b"\"abc\\u12", 1), None);
    }
}
