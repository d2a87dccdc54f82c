//! How far a text was read, in lines and columns.

use memchr::{memchr_iter, memrchr};

/// A place in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// The lines before it.
    pub(super) lines_before: u64,
    /// The characters before it in its line.
    pub(super) characters_before: u64,
}

impl Position {
    pub(super) const START: Self = Self::of_line(0);

    /// The start of a line, by how many are before it.
    pub(super) const fn of_line(lines_before: u64) -> Self {
        Self {
            lines_before,
            characters_before: 0,
        }
    }

    /// The column, from 1.
    pub(super) const fn column(self) -> u64 {
        self.characters_before.saturating_add(1)
    }

    /// Goes on behind some bytes.
    pub(super) fn advance(&mut self, bytes: &[u8]) {
        let mut line = bytes;
        if let Some(last) = memrchr(b'\n', bytes) {
            self.lines_before += memchr_iter(b'\n', bytes).count() as u64;
            self.characters_before = 0;
            line = bytes.get(last + 1..).unwrap_or_default();
        }
        // A byte that continues a character begins with the bits 10.
        let begun = line.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        self.characters_before += begun as u64;
    }

    /// The place that many bytes on, which are read for it.
    pub(super) fn after(mut self, bytes: &[u8]) -> Self {
        self.advance(bytes);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Position;

    #[test]
    fn lines_and_characters_are_counted_in_pieces_of_any_size() {
        let text = "a\u{e9}\r\n\n\u{1f600}bc";
        for step in 1..=text.len() {
            let mut position = Position::default();
            for piece in text.as_bytes().chunks(step) {
                position.advance(piece);
            }
            assert_eq!((position.lines_before, position.characters_before), (2, 3));
        }
    }
}
