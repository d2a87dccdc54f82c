//! URIs.

use std::net::Ipv6Addr;

use super::text::text_format;

text_format! {
    /// A URI with its scheme, `https://example.com/a?b=c` (RFC 3986). Never a relative reference.
    Uri, is_uri, "uri", "a URI (RFC 3986)"
}

/// Whether a text is a `URI` of RFC 3986, section 3: a scheme, valid characters only in each part, whole percent-escapes.
pub fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (hierarchy, query) = rest.split_once('?').unwrap_or((rest, ""));
    let is_place = match hierarchy.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            is_authority(authority) && is_made_of(path, PATH)
        }
        None => is_made_of(hierarchy, PATH),
    };
    is_scheme(scheme) && is_place && is_made_of(query, QUERY) && is_made_of(fragment, QUERY)
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn is_authority(authority: &str) -> bool {
    if is_made_of(authority, 0) {
        return true; // a name and nothing else, as nearly always
    }
    let (user, place) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (host, port) = match place.rfind(':') {
        Some(colon) if !place.ends_with(']') => place.split_at(colon),
        _ => (place, ""),
    };
    is_made_of(user, COLON)
        && is_host(host)
        && port.bytes().skip(1).all(|byte| byte.is_ascii_digit())
}

fn is_host(host: &str) -> bool {
    match host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        Some(literal) => literal.parse::<Ipv6Addr>().is_ok() || is_future_address(literal),
        None => is_made_of(host, 0),
    }
}

/// `IPvFuture`: `v`, hexadecimal digits, a point, and a name of unescaped characters.
fn is_future_address(literal: &str) -> bool {
    let Some((version, name)) = literal
        .strip_prefix(['v', 'V'])
        .and_then(|rest| rest.split_once('.'))
    else {
        return false;
    };
    !version.is_empty()
        && version.bytes().all(|byte| byte.is_ascii_hexdigit())
        && !name.is_empty()
        && !name.contains('%')
        && is_made_of(name, COLON)
}

/// Characters that some parts of a URI hold beside the plain ones.
const COLON: u8 = 2;
const AT: u8 = 4;
const SLASH: u8 = 8;
const QUESTION: u8 = 16;
const PATH: u8 = COLON | AT | SLASH;
const QUERY: u8 = PATH | QUESTION;

/// Unreserved characters and sub-delimiters, which are plain in every part.
const PLAIN: u8 = 1;
/// The sign that begins an escape.
const PERCENT: u8 = 32;
/// Anything else.
const WRONG: u8 = 64;

/// What each byte is.
const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [WRONG; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&'..=b',' | b';' | b'=' => PLAIN,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => PLAIN,
            b':' => COLON,
            b'@' => AT,
            b'/' => SLASH,
            b'?' => QUESTION,
            b'%' => PERCENT,
            _ => WRONG,
        };
        byte += 1;
    }
    classes
}

/// Whether a part holds only plain characters, percent-escapes, and those of `others`.
fn is_made_of(part: &str, others: u8) -> bool {
    let found = part
        .bytes()
        .fold(0, |found, byte| found | CLASSES[usize::from(byte)]);
    found & !(PLAIN | PERCENT | others) == 0 && (found & PERCENT == 0 || has_whole_escapes(part))
}

fn has_whole_escapes(part: &str) -> bool {
    let is_escape = |after: &str| after.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    part.split('%').skip(1).all(is_escape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris() {
        let accepted = [
            "https://example.com",
            "https://app.famulor.de/api/user/calls?page=2",
            "HTTP://user:pass@example.com:8080/a/b;c=1?d=e&f=/?#g/?",
            "https://[2001:db8::7]/c=GB?objectClass?one",
            "https://[2001:db8::7]:443/",
            "http://[v1.fe80::a]/",
            "ldap://",
            "mailto:joe@example.com",
            "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "tel:+1-816-555-1212",
            "file:///etc/hosts",
            "a:",
            "https://example.com/%C3%A9%2f",
            "https://example.com:/",
        ];
        let refused = [
            "",
            "text",
            "<string>",
            "/relative",
            "//example.com/a",
            "example.com/a",
            "1http://example.com",
            "ht_tp://example.com",
            "https://exa mple.com",
            "https://example.com/a b",
            "https://example.com/%",
            "https://example.com/%2",
            "https://example.com/%GG",
            "https://example.com/é",
            "https://example.com/[a]",
            "https://example.com/a#b#c",
            "https://example.com:80a/",
            "https://[::1",
            "https://[zz]/",
            "https://a[::1]/",
            "https://example.com/<a>",
            "https://example.com/\\a",
            "https://example.com/\"",
            "https://example.com\n",
            ":",
        ];
        accepted
            .iter()
            .for_each(|text| assert!(is_uri(text), "{text}"));
        refused
            .iter()
            .for_each(|text| assert!(!is_uri(text), "{text}"));
    }
}
