//! Recordings of a response a line, in chunks of whole lines.

use std::io::Read;

use memchr::{memchr, memchr_iter, memrchr};

use super::buffer::Step;
use super::chunk::{Chunk, Damage, Layout};
use super::position::Position;
use super::{CHUNK, LARGEST, numbered};

/// What of a recording is still to come.
#[derive(Default)]
pub(super) struct Lines {
    /// The beginning of a line whose end was not read yet.
    carry: Vec<u8>,
    /// How many lines came before.
    line: u64,
    /// Whether the rest of a line that is too long is to be passed over.
    skipping: bool,
    /// Whether each line begins with its number.
    numbered: bool,
}

impl Lines {
    pub(super) fn new(numbered: bool) -> Self {
        Self {
            numbered,
            ..Self::default()
        }
    }

    /// Fills a chunk, from the beginning of a line to the end of one; `false` where that was the last.
    pub(super) fn fill(&mut self, reader: &mut dyn Read, chunk: &mut Chunk) -> bool {
        chunk.layout = Layout::Lines;
        chunk.index = self.line;
        chunk.buffer.extend(&self.carry);
        self.carry.clear();
        // Up to where line breaks were looked for, and behind the last of them.
        let (mut searched, mut whole) = (0, 0);
        loop {
            let fresh = chunk.buffer.bytes().get(searched..).unwrap_or_default();
            if self.skipping {
                let Some(end) = memchr(b'\n', fresh) else {
                    chunk.buffer.clear();
                    match chunk.buffer.read(reader) {
                        Step::More => continue,
                        Step::End => return false,
                        Step::Broken(message) => return self.broken(chunk, 0, message),
                    }
                };
                chunk.buffer.forget(end + 1);
                self.skipping = false;
                self.line += 1;
                chunk.index = self.line;
                continue;
            }
            if let Some(end) = memrchr(b'\n', fresh) {
                whole = searched + end + 1;
            }
            searched = chunk.buffer.len();
            if whole > 0 && searched >= CHUNK {
                break;
            }
            if whole == 0 && searched > LARGEST {
                self.skipping = true;
                chunk.damage = Some(self.too_long(chunk.buffer.bytes()));
                chunk.buffer.clear();
                return true;
            }
            match chunk.buffer.read(reader) {
                Step::More => {}
                Step::End => return false,
                // What the damage cut off is no record.
                Step::Broken(message) => return self.broken(chunk, whole, message),
            }
        }
        let rest = chunk.buffer.bytes().get(whole..).unwrap_or_default();
        self.carry.extend_from_slice(rest);
        chunk.buffer.truncate(whole);
        self.count(chunk);
        true
    }

    fn count(&mut self, chunk: &Chunk) {
        self.line += memchr_iter(b'\n', chunk.buffer.bytes()).count() as u64;
    }

    fn broken(&mut self, chunk: &mut Chunk, whole: usize, message: String) -> bool {
        chunk.buffer.truncate(whole);
        self.count(chunk);
        chunk.damage = Some(Damage {
            index: self.line,
            position: Position::of_line(self.line),
            message,
        });
        false
    }

    fn too_long(&self, line: &[u8]) -> Damage {
        let number = match numbered::split(line) {
            Some((number, _)) if self.numbered => number,
            _ => self.line,
        };
        Damage {
            index: number,
            position: Position::of_line(number),
            message: format!("the line is longer than {} MiB", LARGEST >> 20),
        }
    }
}
