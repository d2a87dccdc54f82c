//! Tokens, looked at one after the other.

use super::tokens::{Delimiter, Kind, Tokens};

/// The tokens that are left of a sequence, or of what is between two delimiters.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    tokens: &'a Tokens,
    at: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(tokens: &'a Tokens) -> Self {
        Self {
            tokens,
            at: 0,
            end: tokens.len(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.at >= self.end
    }

    /// The token behind the next `skipped` ones.
    pub(super) fn peek(&self, skipped: usize) -> Option<(Kind, &'a str)> {
        let at = self.at + skipped;
        (at < self.end).then(|| self.tokens.get(at)).flatten()
    }

    /// Takes the next token; of a group only the delimiter that opens it.
    pub(super) fn next(&mut self) -> Option<(Kind, &'a str)> {
        let next = self.peek(0)?;
        self.at += 1;
        Some(next)
    }

    /// Whether the operator stands behind the next `skipped` tokens.
    pub(super) fn at(&self, skipped: usize, operator: &str) -> bool {
        self.peek(skipped) == Some((Kind::Operator, operator))
    }

    /// Takes the operator, if it is next.
    pub(super) fn eat(&mut self, operator: &str) -> bool {
        self.take_if(self.at(0, operator))
    }

    /// Whether the word stands behind the next `skipped` tokens.
    pub(super) fn at_word(&self, skipped: usize, word: &str) -> bool {
        self.peek(skipped) == Some((Kind::Word, word))
    }

    /// Takes the word, if it is next.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        self.take_if(self.at_word(0, word))
    }

    /// Takes a token of the kind, if it is next.
    pub(super) fn take(&mut self, kind: Kind) -> Option<&'a str> {
        let (found, text) = self.peek(0)?;
        self.take_if(found == kind).then_some(text)
    }

    /// Takes a group, if it is next, and returns what is in it.
    pub(super) fn group(&mut self, delimiter: Delimiter) -> Option<Self> {
        let (kind, _) = self.peek(0)?;
        if kind != Kind::Open(delimiter) {
            return None;
        }
        let close = self.tokens.close_of(self.at)?;
        let inner = Self {
            at: self.at + 1,
            end: close,
            ..*self
        };
        self.at = close + 1;
        Some(inner)
    }

    /// Whether a group with this delimiter is next.
    pub(super) fn at_group(&self, delimiter: Delimiter) -> bool {
        self.peek(0)
            .is_some_and(|(kind, _)| kind == Kind::Open(delimiter))
    }

    /// Takes a group with any delimiter, if one is next.
    pub(super) fn any_group(&mut self) -> Option<(Delimiter, Self)> {
        match self.peek(0)? {
            (Kind::Open(delimiter), _) => Some((delimiter, self.group(delimiter)?)),
            _ => None,
        }
    }

    fn take_if(&mut self, condition: bool) -> bool {
        self.at += usize::from(condition);
        condition
    }
}
