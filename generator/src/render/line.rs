//! Tokens on one line, with the blanks that rustfmt and prettyplease put between them.

use super::{
    cursor::Cursor,
    tokens::{Delimiter, Kind},
};

/// Writes tokens to the end of a text.
pub(super) struct Line<'a> {
    text: &'a mut String,
    last: Last,
}

/// What was written last, as far as the blank after it matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing yet, or something that the next token clings to: `::`, `<`, `&`, `.`, an opening delimiter.
    Open,
    /// Something that a blank follows, whatever comes: `:`, `,`, `=`, `=>`.
    Separator,
    /// A word, a literal, or a closing delimiter.
    Word,
    /// A word after which a bracket starts an array and a parenthesis a tuple.
    Keyword,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a mut String) -> Self {
        Self {
            text,
            last: Last::Open,
        }
    }

    /// Writes all that is left.
    pub(super) fn rest(&mut self, tokens: &mut Cursor<'_>) {
        while !tokens.is_empty() {
            self.one(tokens);
        }
    }

    /// Writes the next token, or the next group and what is in it.
    pub(super) fn one(&mut self, tokens: &mut Cursor<'_>) {
        if let Some((delimiter, mut inner)) = tokens.any_group() {
            return self.group(delimiter, &mut inner);
        }
        match tokens.next() {
            Some((Kind::Word, word @ ("in" | "of" | "return" | "match" | "if"))) => {
                self.word(word);
                self.last = Last::Keyword;
            }
            Some((Kind::Word | Kind::Literal | Kind::Lifetime, word)) => self.word(word),
            Some((Kind::Operator, operator)) => self.operator(operator),
            // Groups have been taken whole.
            Some((Kind::Open(_) | Kind::Close, _)) | None => {}
        }
    }

    fn word(&mut self, word: &str) {
        self.blank_unless_open();
        self.text.push_str(word);
        self.last = Last::Word;
    }

    fn operator(&mut self, operator: &str) {
        self.last = match operator {
            // A path that starts with `::` comes after a separator; any other clings to what is before it. There are no comparisons in
            // generated code: `<` and `>` enclose generics.
            "::" | "<" => {
                if matches!(self.last, Last::Separator | Last::Keyword) {
                    self.text.push(' ');
                }
                Last::Open
            }
            "." | "!" | "..=" => Last::Open,
            ":" | "," | ";" => Last::Separator,
            ">" | "?" => Last::Word,
            // There is no arithmetic either: these are signs, references and attributes.
            "-" | "&" | "#" | "*" => {
                self.blank_unless_open();
                Last::Open
            }
            _ => {
                self.blank_unless_open();
                Last::Separator
            }
        };
        self.text.push_str(operator);
    }

    fn group(&mut self, delimiter: Delimiter, inner: &mut Cursor<'_>) {
        let clings = match delimiter {
            Delimiter::Parenthesis => matches!(self.last, Last::Word | Last::Open),
            Delimiter::Bracket => self.last == Last::Open,
            Delimiter::Brace => false,
        };
        if !clings {
            self.blank_unless_open();
        }
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace if inner.is_empty() => ("{", "}"),
            Delimiter::Brace => ("{ ", " }"),
        };
        self.text.push_str(open);
        self.last = Last::Open;
        self.rest(inner);
        self.text.push_str(close);
        self.last = Last::Word;
    }

    fn blank_unless_open(&mut self) {
        if self.last != Last::Open {
            self.text.push(' ');
        }
    }
}
