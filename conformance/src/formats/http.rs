//! What the fields of HTTP hold: dates and media ranges (RFC 9110), and structured values (RFC 9651).

use super::encoded;

/// `HTTP-date`, in the form of today or in one of the two that are obsolete.
pub(super) fn is_http_date(text: &str) -> bool {
    httpdate::parse_http_date(text).is_ok()
}

/// `media-range` with its parameters: `*/*`, `text/*`, `text/html;level=1;q=0.5`.
pub(super) fn is_media_range(text: &str) -> bool {
    let (range, parameters) = match text.find(';') {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let is_range = match range.trim_end_matches([' ', '\t']).split_once('/') {
        Some(("*", subtype)) => subtype == "*",
        Some((kind, subtype)) => is_token(kind) && (subtype == "*" || is_token(subtype)),
        None => false,
    };
    is_range && are_parameters(parameters)
}

/// Any number of `;name=value`, where a value is a token or a quoted string.
fn are_parameters(mut text: &str) -> bool {
    let blank = [' ', '\t'];
    while let Some(rest) = text.trim_start_matches(blank).strip_prefix(';') {
        let Some((name, value)) = rest.trim_start_matches(blank).split_once('=') else {
            return false;
        };
        let length = match value.strip_prefix('"') {
            Some(quoted) => quoted_length(quoted).map(|length| length + 1),
            None => Some(value.find([';', ' ', '\t']).unwrap_or(value.len())),
        };
        let Some((value, rest)) = length.and_then(|length| value.split_at_checked(length)) else {
            return false;
        };
        if !is_token(name) || !(value.starts_with('"') || is_token(value)) {
            return false;
        }
        text = rest;
    }
    text.is_empty()
}

/// How long a quoted string is, after its first quote.
fn quoted_length(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return Some(at + 1),
            b'\\' => drop(bytes.next()?),
            b'\t' | b' '..=b'~' | 0x80.. => {}
            _ => return None,
        }
    }
    None
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_token_byte)
}

fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// The content of a structured string: printable ASCII.
pub(super) fn is_sf_string(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// A structured token.
pub(super) fn is_sf_token(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '*')
        && text
            .bytes()
            .all(|byte| is_token_byte(byte) || matches!(byte, b':' | b'/'))
}

/// A structured byte sequence: base64 between colons.
pub(super) fn is_sf_binary(text: &str) -> bool {
    text.strip_prefix(':')
        .and_then(|rest| rest.strip_suffix(':'))
        .is_some_and(|bytes| encoded::is_base64(bytes.as_bytes()))
}
