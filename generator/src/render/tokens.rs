//! An item's tokens as one text and one list.
//!
//! A stream is taken apart as it is read: what nobody else holds is moved out of it, not copied.

use std::fmt::Write;

use proc_macro2::{Literal, Spacing, TokenStream, TokenTree};

/// The tokens of one item.
#[derive(Default)]
pub(super) struct Tokens {
    text: String,
    list: Vec<Token>,
    /// Whether there is a token that generated code never has.
    is_strange: bool,
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
    pub(super) fn read(&mut self, item: TokenStream) -> Option<()> {
        self.text.clear();
        self.list.clear();
        self.is_strange = false;
        self.stream(item);
        (!self.is_strange).then_some(())
    }

    /// The tokens with blanks between them, as any parser of Rust reads them.
    pub(super) fn text(&self) -> &str {
        self.text.trim_ascii_end()
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

    fn stream(&mut self, stream: TokenStream) {
        // The first of the characters that have come without a blank between them.
        let mut joint = None;
        for tree in stream {
            let start = self.text.len();
            match tree {
                TokenTree::Punct(punct) => {
                    self.text.push(punct.as_char());
                    let first = *joint.get_or_insert(start);
                    if punct.spacing() == Spacing::Alone {
                        self.operators(first, self.text.len());
                        self.text.push(' ');
                        joint = None;
                    }
                    continue;
                }
                TokenTree::Ident(ident) => {
                    // Writing into a string does not fail.
                    let _ = write!(self.text, "{ident}");
                    self.word(start, joint.take());
                }
                TokenTree::Literal(literal) => {
                    self.ends(joint.take());
                    self.literal(&literal, start);
                }
                TokenTree::Group(group) => {
                    self.ends(joint.take());
                    let stream = group.stream();
                    let delimiter = group.delimiter();
                    // What is left is all there is of the stream, unless it is shared.
                    drop(group);
                    self.group(delimiter, stream);
                    continue;
                }
            }
            self.text.push(' ');
        }
        self.ends(joint);
    }

    fn group(&mut self, delimiter: proc_macro2::Delimiter, stream: TokenStream) {
        let (kind, open, close) = match delimiter {
            proc_macro2::Delimiter::Parenthesis => (Delimiter::Parenthesis, '(', ')'),
            proc_macro2::Delimiter::Bracket => (Delimiter::Bracket, '[', ']'),
            proc_macro2::Delimiter::Brace => (Delimiter::Brace, '{', '}'),
            // Only there to be copied as one.
            proc_macro2::Delimiter::None => return self.stream(stream),
        };
        let opening = self.list.len();
        self.delimiter(Kind::Open(kind), open);
        self.stream(stream);
        let closing = self.list.len();
        self.delimiter(Kind::Close, close);
        if let Some(token) = self.list.get_mut(opening) {
            token.close = closing;
        }
    }

    fn delimiter(&mut self, kind: Kind, character: char) {
        let start = self.text.len();
        self.text.push(character);
        self.add(kind, start, self.text.len());
        self.text.push(' ');
    }

    /// The word from `start`, and what stands right before it: the quote of a lifetime, or operators.
    fn word(&mut self, start: usize, joint: Option<usize>) {
        let bytes = self.text.as_bytes();
        self.is_strange |= bytes.get(start + 1) == Some(&b'#');
        let quote = start.checked_sub(1);
        let quote = quote.filter(|at| joint.is_some() && bytes.get(*at) == Some(&b'\''));
        let end = self.text.len();
        if let Some(first) = joint {
            self.operators(first, quote.unwrap_or(start));
        }
        match quote {
            Some(quote) => self.add(Kind::Lifetime, quote, end),
            None => self.add(Kind::Word, start, end),
        }
    }

    fn literal(&mut self, literal: &Literal, start: usize) {
        // Writing into a string does not fail.
        let _ = write!(self.text, "{literal}");
        let end = self.text.len();
        let bytes = self.text.as_bytes();
        self.is_strange |= match bytes.get(start) {
            Some(b'"') => bytes.last() != Some(&b'"'),
            Some(first) => !first.is_ascii_digit(),
            None => true,
        };
        self.add(Kind::Literal, start, end);
    }

    /// The operators from `joint` to the end of the text, if there are any.
    fn ends(&mut self, joint: Option<usize>) {
        if let Some(first) = joint {
            self.operators(first, self.text.len());
        }
    }

    fn operators(&mut self, mut start: usize, end: usize) {
        while let Some(rest) = self.text.as_bytes().get(start..end)
            && !rest.is_empty()
        {
            let next = start + operator(rest);
            self.add(Kind::Operator, start, next);
            start = next;
        }
    }

    fn add(&mut self, kind: Kind, start: usize, end: usize) {
        let close = self.list.len();
        self.list.push(Token {
            kind,
            start,
            end,
            close,
        });
    }
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
        tokens.read(stream.clone())?;
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
        tokens.read(stream).unwrap();
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
