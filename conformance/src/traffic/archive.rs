//! HTTP archives, in chunks of whole entries: only as much of the JSON is understood as it takes to tell them apart, and to find the next
//! one behind damage.

mod grammar;
mod scan;

use std::io::Read;

use self::scan::Scan;
use super::buffer::{Buffer, Step};
use super::chunk::{Chunk, Layout};

/// What of an archive is still to come.
#[derive(Default)]
pub(super) struct Archive {
    input: Buffer,
    /// How much of the input was looked at.
    at: usize,
    scan: Scan,
}

impl Archive {
    /// Fills a chunk with entries; `false` where those were the last.
    pub(super) fn fill(&mut self, reader: &mut dyn Read, chunk: &mut Chunk) -> bool {
        let mut pieces = Vec::new();
        let more = loop {
            let input = self.input.bytes().get(self.at..).unwrap_or_default();
            let (taken, full) = self.scan.take(input, &mut chunk.buffer, &mut pieces);
            self.at += taken;
            if full {
                break true;
            }
            self.input.clear();
            self.at = 0;
            match self.input.read(reader) {
                Step::More => {}
                Step::End => {
                    self.scan.end(None, &mut chunk.buffer, &mut pieces);
                    break false;
                }
                Step::Broken(message) => {
                    self.scan.end(Some(message), &mut chunk.buffer, &mut pieces);
                    break false;
                }
            }
        };
        chunk.layout = Layout::Entries(pieces);
        more
    }
}

#[cfg(test)]
mod tests;
