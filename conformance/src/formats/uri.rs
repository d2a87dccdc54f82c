//! URIs and IRIs that may be relative (RFC 3986, RFC 3987), and URI templates (RFC 6570).

use fluent_uri::{Iri, IriRef, UriRef};

/// A URI, or what is relative to one.
pub(super) fn is_uri_reference(text: &str) -> bool {
    UriRef::parse(text).is_ok()
}

/// An IRI: a URI that may hold other characters than those of ASCII.
pub(super) fn is_iri(text: &str) -> bool {
    Iri::parse(text).is_ok()
}

/// An IRI, or what is relative to one.
pub(super) fn is_iri_reference(text: &str) -> bool {
    IriRef::parse(text).is_ok()
}

/// Literals, and expressions in braces: an operator perhaps, and names of variables.
pub(super) fn is_uri_template(text: &str) -> bool {
    let mut rest = text;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((expression, after)) = after.split_once('}') else {
            return false;
        };
        let names = expression.strip_prefix(OPERATORS).unwrap_or(expression);
        if !is_literal(literal) || !names.split(',').all(is_variable) {
            return false;
        }
        rest = after;
    }
    is_literal(rest)
}

/// Those that mean something, and those that are kept for later.
const OPERATORS: [char; 12] = ['+', '#', '.', '/', ';', '?', '&', '=', ',', '!', '@', '|'];

fn is_literal(text: &str) -> bool {
    has_whole_escapes(text)
        && text.chars().all(|character| match character {
            // An apostrophe is left out of the grammar by mistake (erratum 6937).
            '!' | '#'..='%' | '&'..=';' | '=' | '?'..='[' | ']' | '_' | 'a'..='z' | '~' => true,
            '\u{e0000}'..='\u{e0fff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fff0}'..='\u{ffff}' => false,
            '\u{a0}'.. => u32::from(character) & 0xfffe != 0xfffe,
            _ => false,
        })
}

/// A name, and how much of its value is meant: `name`, `name:3`, `name*`.
fn is_variable(text: &str) -> bool {
    let name = match text.split_once(':') {
        Some((name, length)) => {
            let is_length = (1..=4).contains(&length.len())
                && !length.starts_with('0')
                && length.bytes().all(|byte| byte.is_ascii_digit());
            if !is_length {
                return false;
            }
            name
        }
        None => text.strip_suffix('*').unwrap_or(text),
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'%');
    has_whole_escapes(name)
        && name
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(is_plain))
}

fn has_whole_escapes(text: &str) -> bool {
    let is_escape = |after: &str| after.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    text.split('%').skip(1).all(is_escape)
}
