//! A piece of a recording, as it is handed to a worker.

use std::ops::Range;
use std::sync::Arc;

use super::buffer::Buffer;
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
    /// The number of the first record.
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
    Entries(Vec<Range<usize>>),
}

/// A record that could not be read.
pub(super) struct Damage {
    /// Its number in the recording.
    pub(super) index: u64,
    /// The lines before it.
    pub(super) lines_before: u64,
    /// What is wrong, as a fragment.
    pub(super) message: String,
}

impl Damage {
    /// To the first record, or to what should be one.
    pub(super) const fn at_the_start(message: String) -> Self {
        Self {
            index: 0,
            lines_before: 0,
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
