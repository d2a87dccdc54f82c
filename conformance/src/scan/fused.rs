//! Formats that are checked on the bytes as they stand, closing quote included. Each may say no to a text that is of the format after
//! all (escaped, or with something rare in it): then the text is unescaped and asked about as usual.

use wide::u8x16;

use super::text::{block, byte};

/// Where a UUID ends that begins at a place, after the quote that closes it.
#[inline(always)]
pub(super) fn uuid(bytes: &[u8], at: usize) -> Option<usize> {
    const DASHES: u32 = 1 << 8 | 1 << 13 | 1 << 18 | 1 << 23;
    let text: &[u8; 37] = bytes.get(at..)?.first_chunk()?;
    let first = u8x16::new(*text.first_chunk()?);
    let second = u8x16::new(*text.get(16..)?.first_chunk()?);
    let last = u8x16::new(*text.get(20..)?.first_chunk()?);
    let dash = u8x16::splat(b'-');
    let dashes = first.simd_eq(dash).to_bitmask() | second.simd_eq(dash).to_bitmask() << 16;
    let is_right = digits(first) | digits(second) << 16 == !DASHES
        && dashes == DASHES
        && digits(last) >> 12 == 0xf
        && text[36] == b'"';
    is_right.then_some(at + 37)
}

/// Which bytes are hexadecimal digits.
#[inline(always)]
fn digits(block: u8x16) -> u32 {
    let letters = block | u8x16::splat(0x20);
    (within(block, b'0', b'9') | within(letters, b'a', b'f')).to_bitmask()
}

/// Ones where a byte lies between two.
#[inline(always)]
fn within(block: u8x16, least: u8, most: u8) -> u8x16 {
    let above = block - u8x16::splat(least);
    above.min(u8x16::splat(most - least)).simd_eq(above)
}

/// Where an instant such as `2024-01-15T10:30:00.123Z` or `…+01:00` ends, after the quote that closes it.
#[inline(always)]
pub(super) fn date_time(bytes: &[u8], at: usize) -> Option<usize> {
    // The least and the most of each byte; what that leaves open is asked of month, day and hour.
    const LEAST: [u8; 16] = *b"0000-00-00T00:00";
    const MOST: [u8; 16] = *b"9999-19-39T29:59";
    let text: &[u8; 20] = bytes.get(at..)?.first_chunk()?;
    let head: &[u8; 16] = text.first_chunk()?;
    let block = u8x16::new(*head);
    let is_within =
        block.max(u8x16::new(LEAST)).simd_eq(block) & block.min(u8x16::new(MOST)).simd_eq(block);
    if is_within.to_bitmask() != 0xffff {
        return None;
    }
    let [.., colon, tens, ones, mut next] = *text;
    let two = |tens: u8, ones: u8| (tens & 0xf) * 10 + (ones & 0xf);
    let (month, day) = (two(head[5], head[6]), two(head[8], head[9]));
    // The 29th of February and the ends of long months are left to who knows the calendar.
    let is_day = (1..=12).contains(&month)
        && day >= 1
        && (day <= 28
            || (month != 2
                && (day <= 30 || (day == 31 && matches!(month, 1 | 3 | 5 | 7 | 8 | 10 | 12)))));
    let seconds = colon == b':' && (b'0'..=b'5').contains(&tens) && ones.is_ascii_digit();
    if !(seconds && is_day && two(head[11], head[12]) <= 23) {
        return None;
    }
    let mut end = at + 19;
    if next == b'.' {
        end += 1;
        let start = end;
        while byte(bytes, end).is_ascii_digit() {
            end += 1;
        }
        if end == start {
            return None;
        }
        next = byte(bytes, end);
    }
    match next {
        b'Z' => end += 1,
        b'+' | b'-' => {
            let offset: &[u8; 6] = bytes.get(end..)?.first_chunk()?;
            let [_, a, b, c, d, e] = *offset;
            let is_offset = (matches!(a, b'0' | b'1') && b.is_ascii_digit()
                || a == b'2' && matches!(b, b'0'..=b'3'))
                && c == b':'
                && matches!(d, b'0'..=b'5')
                && e.is_ascii_digit();
            if !is_offset {
                return None;
            }
            end += 6;
        }
        _ => return None,
    }
    (byte(bytes, end) == b'"').then_some(end + 1)
}

/// Where a plain `http` or `https` URI ends, after the quote that closes it. Slashes may be escaped.
pub(super) fn uri(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?.strip_prefix(b"http")?;
    let mut at = at + if rest.first() == Some(&b's') { 5 } else { 4 };
    if byte(bytes, at) != b':' {
        return None;
    }
    at = slash(bytes, slash(bytes, at + 1)?)?;
    // A host: neither port nor user.
    at = run_end(bytes, at, |block| {
        within(block, b'a', b'z')
            | within(block, b'-', b'.')
            | within(block, b'0', b'9')
            | within(block, b'A', b'Z')
    });
    if byte(bytes, at) != b'"' {
        at = slash(bytes, at)?;
    }
    loop {
        // A path, and perhaps a query: of what both may hold, nearly everything. No `#`, no `%`.
        at = run_end(bytes, at, |block| {
            within(block, b'&', b';')
                | within(block, b'?', b'Z')
                | within(block, b'a', b'z')
                | block.simd_eq(u8x16::splat(b'='))
                | block.simd_eq(u8x16::splat(b'_'))
        });
        match byte(bytes, at) {
            b'"' => return Some(at + 1),
            _ => at = slash(bytes, at)?,
        }
    }
}

/// Where a run of bytes of some class ends; near the end of the text it may end early.
#[inline(always)]
fn run_end(bytes: &[u8], mut at: usize, class: impl Fn(u8x16) -> u8x16) -> usize {
    while let Some(block) = block(bytes, at) {
        let mask = class(block).to_bitmask();
        at += mask.trailing_ones() as usize;
        if mask != 0xffff {
            break;
        }
    }
    at
}

/// After a slash, which may be escaped.
#[inline]
fn slash(bytes: &[u8], at: usize) -> Option<usize> {
    match byte(bytes, at) {
        b'/' => Some(at + 1),
        b'\\' if byte(bytes, at + 1) == b'/' => Some(at + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use callspec::support::format::{is_date_time, is_uri, is_uuid};

    use super::{date_time, uri, uuid};

    /// Every text that differs from a seed in one byte, added, left out or changed.
    fn around(seed: &str) -> Vec<String> {
        let mut texts = vec![seed.to_owned()];
        for place in 0..=seed.len() {
            for byte in (32..127)
                .map(char::from)
                .filter(|byte| !matches!(byte, '"' | '\\'))
            {
                let (head, tail) = seed.split_at(place);
                texts.push(format!("{head}{byte}{tail}"));
                if !tail.is_empty() {
                    texts.push(format!("{head}{byte}{}", &tail[1..]));
                    texts.push(format!("{head}{}", &tail[1..]));
                }
            }
        }
        texts
    }

    fn holds(
        fused: fn(&[u8], usize) -> Option<usize>,
        is_format: fn(&str) -> bool,
        seeds: &[&str],
    ) {
        let mut taken = 0;
        for text in seeds.iter().flat_map(|seed| around(seed)) {
            for (before, after) in [("", "\""), ("\"", "\",\"next\":\"a longer text\"}")] {
                let whole = format!("{before}{text}{after}");
                if let Some(end) = fused(whole.as_bytes(), before.len()) {
                    assert_eq!(end, before.len() + text.len() + 1, "{text}");
                    assert!(is_format(&text), "{text}");
                    taken += 1;
                }
            }
        }
        assert!(taken > 100, "only {taken} were taken");
    }

    #[test]
    fn what_is_taken_is_of_the_format() {
        holds(uuid, is_uuid, &["f81d4fae-7dec-11d0-a765-00A0C91E6BF6"]);
        holds(
            date_time,
            is_date_time,
            &[
                "2024-02-28T23:59:59Z",
                "2024-11-30T00:00:00.123456+23:59",
                "2023-12-31T20:00:00-01:00",
                "2023-04-30T13:05:09Z",
            ],
        );
        holds(
            uri,
            is_uri,
            &["https://example.com/a?b=c&d=/e", "http://example.com"],
        );
    }
}
