//! An item's tokens as one text and one list.
//!
//! A stream can be looked into only by taking it apart, with an allocation for every name of a stream that is shared. Its text can be had
//! without, and shows everything that the printer asks for.

use std::fmt::Write;

use proc_macro2::TokenStream;

/// The tokens of one item.
#[derive(Default)]
pub(super) struct Tokens {
    text: String,
    list: Vec<Token>,
    /// The delimiters that are open while the text is read.
    open: Vec<usize>,
}

/// One token.
#[derive(Clone, Copy)]
struct Token {
    kind: Kind,
    /// The bytes of its text.
    start: usize,
    end: usize,
    /// Of an opening delimiter: the index of the closing one.
    close: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a keyword.
    Word,
    /// A number or a string.
    Literal,
    /// `'a`
    Lifetime,
    /// A whole operator: `::`, `=>`, `;`.
    Operator,
    /// An opening delimiter.
    Open(Delimiter),
    /// A closing delimiter.
    Close,
}

/// The delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delimiter {
    Parenthesis,
    Bracket,
    Brace,
}

impl Tokens {
    /// The tokens of `item` in place of those that were here. `None` where there is one that generated code never has, such as a raw
    /// string.
    pub(super) fn read(&mut self, item: &TokenStream) -> Option<()> {
        self.text.clear();
        self.list.clear();
        self.open.clear();
        // Writing into a string does not fail.
        write!(self.text, "{item}").ok()?;
        let text = std::mem::take(&mut self.text);
        let read = self.split(&text);
        self.text = text;
        read
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// One token and its text.
    pub(super) fn get(&self, at: usize) -> Option<(Kind, &str)> {
        let token = self.list.get(at)?;
        Some((token.kind, self.text.get(token.start..token.end)?))
    }

    /// The index of the delimiter that closes the one at `at`.
    pub(super) fn close_of(&self, at: usize) -> Option<usize> {
        let token = self.list.get(at)?;
        matches!(token.kind, Kind::Open(_)).then_some(token.close)
    }

    fn split(&mut self, text: &str) -> Option<()> {
        let bytes = text.as_bytes();
        let mut start = 0;
        while let Some(&first) = bytes.get(start) {
            let rest = bytes.get(start..)?;
            let (kind, length) = match first {
                b' ' | b'\n' => {
                    start += 1;
                    continue;
                }
                b'(' => (Kind::Open(Delimiter::Parenthesis), 1),
                b'[' => (Kind::Open(Delimiter::Bracket), 1),
                b'{' => (Kind::Open(Delimiter::Brace), 1),
                b')' | b']' | b'}' => (Kind::Close, 1),
                b'"' => (Kind::Literal, string(rest)?),
                b'0'..=b'9' => (Kind::Literal, number(rest)),
                b'\'' => (Kind::Lifetime, 1 + word(rest.get(1..)?)),
                _ if is_word(first) => (Kind::Word, word(rest)),
                _ => (Kind::Operator, operator(rest)),
            };
            let end = start + length;
            // A prefix of a string, or the end of a character in quotes.
            let joins = matches!(kind, Kind::Word | Kind::Lifetime | Kind::Literal)
                && matches!(bytes.get(end), Some(b'"' | b'\'' | b'#'));
            if joins {
                return None;
            }
            let at = self.list.len();
            match kind {
                Kind::Open(_) => self.open.push(at),
                Kind::Close => self.list.get_mut(self.open.pop()?)?.close = at,
                _ => {}
            }
            self.list.push(Token {
                kind,
                start,
                end,
                close: at,
            });
            start = end;
        }
        self.open.is_empty().then_some(())
    }
}

/// The length of a string with its quotes.
fn string(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// The length of a number: digits, a point and more of them, an exponent and its sign, a suffix.
fn number(bytes: &[u8]) -> usize {
    let mut length = word(bytes);
    if bytes.get(length) == Some(&b'.') && bytes.get(length + 1).is_some_and(u8::is_ascii_digit) {
        length += 1 + word(bytes.get(length + 1..).unwrap_or_default());
    }
    let signed = matches!(bytes.get(length - 1..length + 1), Some(b"e-" | b"e+"));
    if signed {
        length += 1 + word(bytes.get(length + 1..).unwrap_or_default());
    }
    length
}

/// The length of a name.
fn word(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|byte| !is_word(*byte))
        .unwrap_or(bytes.len())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// The length of an operator, of those that the printer knows.
fn operator(bytes: &[u8]) -> usize {
    match bytes {
        [b'.', b'.', b'=', ..] => 3,
        [b':', b':', ..] | [b'=' | b'-', b'>', ..] | [b'.', b'.', ..] => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream};
    use quote::quote;

    use super::{Kind, Tokens};

    fn texts(stream: &TokenStream) -> Option<Vec<String>> {
        let mut tokens = Tokens::default();
        tokens.read(stream)?;
        let texts = (0..tokens.len()).filter_map(|at| tokens.get(at));
        Some(texts.map(|(_, text)| text.to_owned()).collect())
    }

    #[test]
    fn a_stream_is_its_tokens() {
        let hidden = Group::new(Delimiter::None, quote!(::std::vec::Vec<u8>));
        let value = "a\"b\\";
        let stream = quote! {
            #[doc] pub fn größe(&'static self) -> [#hidden; 3] { #value => 1..=2, -1.5e-7 <Vec<Vec<u8>>>::f(1.f(), 3i64,) .. {} }
        };
        let expected = "# [ doc ] pub fn größe ( & 'static self ) -> [ :: std :: vec :: Vec < u8 > ; 3 ] { \"a\\\"b\\\\\" => 1 ..= 2 , \
                        - 1.5e-7 < Vec < Vec < u8 > > > :: f ( 1 . f ( ) , 3i64 , ) .. { } }";
        assert_eq!(texts(&stream).unwrap().join(" "), expected);

        let mut tokens = Tokens::default();
        tokens.read(&stream).unwrap();
        assert_eq!(tokens.get(0), Some((Kind::Operator, "#")));
        assert_eq!(
            tokens.get(1),
            Some((Kind::Open(super::Delimiter::Bracket), "["))
        );
        assert_eq!(tokens.close_of(1), Some(3));
        assert_eq!(tokens.close_of(2), None);
    }

    #[test]
    fn what_generated_code_never_has_is_not_read() {
        for stream in [
            quote!(r"a"),
            quote!(r#"a"#),
            quote!(b"a"),
            quote!('a'),
            quote!('\n'),
            quote!(r#type),
        ] {
            assert_eq!(texts(&stream), None, "{stream}");
        }
    }
}
