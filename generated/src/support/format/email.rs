//! Email addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::text::text_format;

text_format! {
    /// An email address, `joe@example.com` (RFC 5321, section 4.1.2, `Mailbox`).
    Email, is_email, "email", "an email address (RFC 5321)"
}

/// Whether a text is a `Mailbox` of RFC 5321: a dot-string or a quoted string, `@`, and a domain or an address literal; at most 64
/// bytes before the `@` and 255 after it (section 4.5.3.1). Plain ASCII: addresses beyond it have a format of their own.
pub fn is_email(text: &str) -> bool {
    // A quoted string may hold `@`; a domain may not.
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    local.len() <= 64
        && (is_dot_string(local) || is_quoted_string(local))
        && (is_domain(domain) || is_address_literal(domain))
}

fn is_dot_string(local: &str) -> bool {
    let is_atext =
        |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    local
        .split('.')
        .all(|atom| !atom.is_empty() && atom.bytes().all(is_atext))
}

fn is_quoted_string(local: &str) -> bool {
    let Some(content) = local
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    else {
        return false;
    };
    let mut bytes = content.bytes();
    while let Some(byte) = bytes.next() {
        let is_right = match byte {
            b'\\' => bytes
                .next()
                .is_some_and(|escaped| (b' '..=b'~').contains(&escaped)),
            b'"' => false,
            other => (b' '..=b'~').contains(&other),
        };
        if !is_right {
            return false;
        }
    }
    true
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    domain.len() <= 255 && domain.split('.').all(is_label)
}

fn is_address_literal(domain: &str) -> bool {
    let Some(address) = domain
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    else {
        return false;
    };
    match address.get(..5) {
        Some(tag) if tag.eq_ignore_ascii_case("IPv6:") => address
            .get(5..)
            .is_some_and(|address| address.parse::<Ipv6Addr>().is_ok()),
        _ => address.parse::<Ipv4Addr>().is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emails() {
        let accepted = [
            "joe@example.com",
            "joe.bloggs+calls@mail.example.co.uk",
            "o'neil@example.com",
            "joe@localhost",
            "\"joe bloggs\"@example.com",
            "\"a@b\"@example.com",
            "\"a\\\"b\"@example.com",
            "joe@[127.0.0.1]",
            "joe@[IPv6:::1]",
            "1@2.3",
        ];
        let long_local = format!("{}@example.com", "a".repeat(65));
        let long_label = format!("joe@{}.com", "a".repeat(64));
        let refused = [
            "",
            "@",
            "joe",
            "joe@",
            "@example.com",
            "[email protected]",
            "[email\u{a0}protected]",
            "joe@example..com",
            ".joe@example.com",
            "joe.@example.com",
            "jo..e@example.com",
            "joe@-example.com",
            "joe@example-.com",
            "joe@exa mple.com",
            "joe bloggs@example.com",
            "a@b@example.com",
            "\"a\"b@example.com",
            "\"a\"b\"@example.com",
            "\"a\\\"@example.com",
            "joe@[300.0.0.1]",
            "joe@[IPv6:zz]",
            "joé@example.com",
            "Joe <joe@example.com>",
            "joe@example.com\n",
            "<string>",
            &long_local,
            &long_label,
        ];
        accepted
            .iter()
            .for_each(|text| assert!(is_email(text), "{text}"));
        refused
            .iter()
            .for_each(|text| assert!(!is_email(text), "{text}"));
    }
}
