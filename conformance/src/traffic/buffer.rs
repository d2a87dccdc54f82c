//! Bytes in a buffer that is used again.

use std::io::{self, Read};

/// How much is asked for at once, at least.
const READ: usize = 128 << 10;

/// Beyond this size, a buffer is given back rather than kept for the next records.
const KEPT: usize = 4 << 20;

/// Bytes that were read. What lies behind them is room that was zeroed once, and is not zeroed again.
#[derive(Default)]
pub(super) struct Buffer {
    room: Vec<u8>,
    filled: usize,
}

/// What reading once more came to.
pub(super) enum Step {
    /// There may be more.
    More,
    /// That was all.
    End,
    /// What is wrong, as a fragment.
    Broken(String),
}

impl Buffer {
    pub(super) fn bytes(&self) -> &[u8] {
        self.room.get(..self.filled).unwrap_or_default()
    }

    pub(super) const fn len(&self) -> usize {
        self.filled
    }

    /// Forgets the bytes, and the room where that is large.
    pub(super) fn clear(&mut self) {
        self.filled = 0;
        if self.room.len() > KEPT {
            self.room = Vec::new();
        }
    }

    /// Keeps that many bytes.
    pub(super) fn truncate(&mut self, length: usize) {
        self.filled = self.filled.min(length);
    }

    /// Forgets that many bytes at the front.
    pub(super) fn forget(&mut self, count: usize) {
        let count = count.min(self.filled);
        self.room.copy_within(count..self.filled, 0);
        self.filled -= count;
    }

    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.reserve(bytes.len());
        if let Some(room) = self.room.get_mut(self.filled..self.filled + bytes.len()) {
            room.copy_from_slice(bytes);
            self.filled += bytes.len();
        }
    }

    /// Reads once.
    pub(super) fn read(&mut self, reader: &mut dyn Read) -> Step {
        self.reserve(READ);
        loop {
            match reader.read(self.room.get_mut(self.filled..).unwrap_or_default()) {
                Ok(0) => return Step::End,
                Ok(count) => {
                    self.filled += count;
                    return Step::More;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Step::Broken(error.to_string()),
            }
        }
    }

    fn reserve(&mut self, wanted: usize) {
        let needed = self.filled + wanted;
        if self.room.len() < needed {
            let length = needed
                .max(self.room.len().saturating_mul(2))
                .max(super::CHUNK + READ);
            self.room.resize(length, 0);
        }
    }
}
