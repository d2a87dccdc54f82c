//! A piece of a recording, as it is handed to a worker.

use std::ops::Range;
use std::sync::Arc;

use super::buffer::Buffer;
use super::position::Position;
use crate::judge::Grade;

/// Whole records of one recording.
#[derive(Default)]
pub(super) struct Chunk {
    /// Where they come from.
    pub(super) origin: Origin,
    /// Their bytes.
    pub(super) buffer: Buffer,
    /// How they lie in there.
    pub(super) layout: Layout,
    /// The number of the first record; entries of an archive have their own.
    pub(super) index: u64,
    /// What could not be read behind the last record.
    pub(super) damage: Option<Damage>,
}

/// The recording that a chunk is of.
#[derive(Clone)]
pub(super) struct Origin {
    pub(super) name: Arc<str>,
    pub(super) grade: Grade,
}

impl Default for Origin {
    fn default() -> Self {
        Self {
            name: Arc::from(""),
            grade: Grade::LiveCapture,
        }
    }
}

/// How records lie in a chunk.
#[derive(Default)]
pub(super) enum Layout {
    /// None.
    #[default]
    Empty,
    /// All of it is one response body.
    Whole,
    /// A response body a line.
    Lines,
    /// Entries of an HTTP archive.
    Entries(Vec<Piece>),
}

/// A piece of an HTTP archive.
pub(super) enum Piece {
    Entry(Entry),
    /// What could not be told apart.
    Damaged(Damage),
}

/// An entry of an HTTP archive, or what stands where one should be.
pub(super) struct Entry {
    /// Its number in the archive.
    pub(super) index: u64,
    /// Where it begins in the archive.
    pub(super) position: Position,
    /// Where its text is in the buffer.
    pub(super) text: Range<usize>,
}

/// A record that could not be read.
pub(super) struct Damage {
    /// Its number in the recording.
    pub(super) index: u64,
    /// Where in the recording.
    pub(super) position: Position,
    /// What is wrong, as a fragment.
    pub(super) message: String,
}

impl Damage {
    /// To the first record, or to what should be one.
    pub(super) const fn at_the_start(message: String) -> Self {
        Self {
            index: 0,
            position: Position::START,
            message,
        }
    }
}

impl Chunk {
    /// Forgets what it holds.
    pub(super) fn clear(&mut self) {
        self.buffer.clear();
        self.layout = Layout::Empty;
        self.index = 0;
        self.damage = None;
    }
}
