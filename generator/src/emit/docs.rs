//! Documentation attributes: one line each, and nothing in them that could end or turn a comment.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use quote::quote;

use super::support::part;
use crate::ir::Docs;

/// `#[doc = " …"]` for each line.
pub(super) fn outer<'a>(lines: impl IntoIterator<Item = &'a str>) -> Group {
    let attributes = attributes(lines);
    part(quote!(#(# #attributes)*))
}

/// `#![doc = " …"]` for each line.
pub(super) fn inner<'a>(lines: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let attributes = attributes(lines);
    quote!(#(#! #attributes)*)
}

/// `[doc = " …"]` for each line.
fn attributes<'a>(lines: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = Group> {
    printable(lines).map(|line| {
        let mut attribute = quote!(doc =);
        // In place of `#line`, which would copy it.
        attribute.extend([TokenTree::from(line)]);
        Group::new(Delimiter::Bracket, attribute)
    })
}

/// The lines of `docs` behind `what` they are about, `404: there is no such call`; `what` stands out already where a text made up
/// for want of a description names it.
pub(super) fn about(what: &str, docs: &Docs) -> Group {
    let (first, rest) = docs
        .lines
        .split_first()
        .map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let is_item = first.starts_with("- ")
        || first
            .split_once(". ")
            .is_some_and(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()));
    let is_block = is_item || first.starts_with("```");
    if is_block && !first.contains(what) {
        // Behind words, it would be no code block and no list.
        let what = format!("{what}:");
        return outer(
            [what.as_str(), "", first]
                .into_iter()
                .chain(rest.iter().map(String::as_str)),
        );
    }
    let first = if first.is_empty() {
        what.to_owned()
    } else if first.contains(what) {
        first.to_owned()
    } else {
        format!("{what}: {first}")
    };
    outer(std::iter::once(first.as_str()).chain(rest.iter().map(String::as_str)))
}

/// The lines of `docs`.
pub(super) fn lines(docs: &Docs) -> Vec<&str> {
    docs.lines.iter().map(String::as_str).collect()
}

/// A text of the document as inline code. What cannot stand there, a backtick or a character that does not print, shows as something
/// like it; an empty text as `""`.
pub(super) fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len() + 2);
    code.push('`');
    code.extend(text.chars().map(|character| match character {
        '`' => '\'',
        // The last two break lines as well.
        _ if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') => {
            char::REPLACEMENT_CHARACTER
        }
        _ => character,
    }));
    if text.is_empty() {
        code.push_str("\"\"");
    }
    code.push('`');
    code
}

/// Each line as a literal that prints as one `///` comment and reads as it is.
///
/// A line break inside an attribute would print as a block comment, which `*/` ends; a bare carriage return is an error in a
/// comment; marks that reorder text show another text than the compiler reads, which rustc refuses.
fn printable<'a>(lines: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = Literal> {
    lines
        .into_iter()
        .flat_map(|line| {
            let (whole, other) = if is_plain(line) {
                (Some(line), None)
            } else {
                (None, Some(line))
            };
            let breaks = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
            let others = other.into_iter().flat_map(move |line| line.split(breaks));
            whole.into_iter().chain(others)
        })
        .map(|line| {
            let line = line.trim_end();
            if line.is_empty() {
                return Literal::string("");
            }
            if let Some(literal) = plain(line) {
                return literal;
            }
            let mut text = String::with_capacity(line.len() + 1);
            text.push(' ');
            for character in line.chars() {
                match character {
                    '\t' => text.push(' '),
                    '\u{200E}'
                    | '\u{200F}'
                    | '\u{202A}'..='\u{202E}'
                    | '\u{2066}'..='\u{2069}'
                    | '\u{FEFF}' => {
                        text.extend(character.escape_unicode());
                    }
                    _ if character.is_control() => text.extend(character.escape_unicode()),
                    _ => text.push(character),
                }
            }
            Literal::string(&text)
        })
}

/// The line behind a blank as a string, if none of it needs escaping: most lines are spared the search for what does.
fn plain(line: &str) -> Option<Literal> {
    if !is_plain(line) {
        return None;
    }
    let mut text = String::with_capacity(line.len() + 3);
    text.push_str("\" ");
    text.push_str(line);
    text.push('"');
    text.parse().ok()
}

fn is_plain(line: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    line.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::{code, inner};
    use crate::render;

    fn comments(line: &str) -> String {
        let mut text = String::new();
        render::item(&inner([line]), &mut text);
        text
    }

    #[test]
    fn nothing_ends_a_comment_or_turns_it_around() {
        for (line, expected) in [
            ("plain", "//! plain\n"),
            ("", "//!\n"),
            ("/ and */ and /*", "//! / and */ and /*\n"),
            ("one\ntwo\r\nthree", "//! one\n//! two\n//!\n//! three\n"),
            ("a\rb\u{2028}c", "//! a\n//! b\n//! c\n"),
            ("tab\tblank  ", "//! tab blank\n"),
            ("\u{202e}right", "//! \\u{202e}right\n"),
            ("nul\0", "//! nul\\u{0}\n"),
            ("größe 日本", "//! größe 日本\n"),
        ] {
            assert_eq!(comments(line), expected, "{line:?}");
        }
    }

    #[test]
    fn anything_can_be_code() {
        assert_eq!(code("a b"), "`a b`");
        assert_eq!(code(""), "`\"\"`");
        assert_eq!(code("a`b\nc"), "`a'b\u{fffd}c`");
    }
}
