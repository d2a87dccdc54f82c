//! The text of one spec, and the arithmetic between byte offsets and lines and columns.

/// One spec as it was handed in: a name for messages, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name that diagnostics show, usually the path as the user typed it.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Other files that the document may refer to, each named by its path beneath the document's folder: `schemas/call.yaml`. A reference
    /// to a file that is not among them is refused.
    pub files: Vec<Self>,
}

/// A half-open range of bytes in a [`Source`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// A place in a text as people count it: both numbers start at 1, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Source {
    /// Wraps a text and its name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            files: Vec::new(),
        }
    }

    /// The line and column of a byte offset; an offset past the end is the end.
    ///
    /// This walks the text up to the offset. Who asks often makes a [`Lines`] once.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let before = self
            .text
            .get(..self.text.floor_char_boundary(offset))
            .unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Position {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }
}

/// Where the lines of a text start, so that a position costs a binary search and one line's characters.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The byte offset of each line after the first.
    breaks: Vec<u32>,
}

impl Lines {
    /// Finds the lines of a text of less than 4 GiB; what lies beyond counts as one line.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            breaks: starts
                .map_while(|(at, _)| u32::try_from(at + 1).ok())
                .collect(),
        }
    }

    /// The line and column of a byte offset in `text`, which is the text that the lines are of; an offset past the end is the end.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset);
        let line = self
            .breaks
            .partition_point(|start| *start as usize <= offset);
        let start = line
            .checked_sub(1)
            .and_then(|at| self.breaks.get(at))
            .map_or(0, |start| *start as usize);
        Position {
            line: line + 1,
            column: text.get(start..offset).unwrap_or_default().chars().count() + 1,
        }
    }
}
