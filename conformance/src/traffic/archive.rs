//! HTTP archives, in chunks of whole entries: only as much of the JSON is understood as it takes to tell them apart.

use std::io::Read;
use std::ops::Range;

use memchr::memchr2;

use super::buffer::{Buffer, Step};
use super::chunk::{Chunk, Damage, Layout};
use super::{CHUNK, LARGEST};

/// What of an archive is still to come.
#[derive(Default)]
pub(super) struct Archive {
    input: Buffer,
    /// How much of the input was looked at.
    at: usize,
    scan: Scan,
    /// How many entries came before.
    given: u64,
}

impl Archive {
    /// Fills a chunk with entries; `false` where those were the last.
    pub(super) fn fill(&mut self, reader: &mut dyn Read, chunk: &mut Chunk) -> bool {
        chunk.index = self.given;
        let mut entries = Vec::new();
        let (more, message) = loop {
            let input = self.input.bytes().get(self.at..).unwrap_or_default();
            let (taken, stop) = self.scan.take(input, &mut chunk.buffer, &mut entries);
            self.at += taken;
            match stop {
                Stop::Full => break (true, None),
                Stop::TooLong => {
                    let message = format!("the entry is longer than {} MiB", LARGEST >> 20);
                    break (true, Some(message));
                }
                Stop::Hungry => {}
            }
            self.input.clear();
            self.at = 0;
            match self.input.read(reader) {
                Step::More => {}
                Step::End => break (false, self.scan.end()),
                Step::Broken(message) => break (false, Some(message)),
            }
        };
        self.given += entries.len() as u64;
        if let Some(message) = message {
            chunk.damage = Some(Damage {
                index: self.given,
                lines_before: 0,
                message,
            });
            self.given += 1;
        }
        chunk.layout = Layout::Entries(entries);
        more
    }
}

/// Why a scan stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// The input is used up.
    Hungry,
    /// There are enough entries.
    Full,
    /// The last entry was too long, and was passed over.
    TooLong,
}

/// Where in the JSON of an archive a scan is.
#[derive(Default)]
struct Scan {
    /// How many objects and arrays are open.
    depth: usize,
    in_text: bool,
    escaped: bool,
    /// The beginning of the last text near the root: a key, where a bracket follows.
    key: Vec<u8>,
    /// Whether the member of the root that is open is `log`.
    in_log: bool,
    phase: Phase,
    /// Where the entry that has begun begins in the output.
    entry: Option<usize>,
    /// Whether that entry is too long, and only its end is looked for.
    dropping: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Before,
    Entries,
    After,
}

/// How deep `log.entries` stands.
const ENTRIES: usize = 3;

impl Scan {
    /// Goes on with more input, and copies what belongs to entries; how much of the input it took.
    fn take(
        &mut self,
        input: &[u8],
        output: &mut Buffer,
        entries: &mut Vec<Range<usize>>,
    ) -> (usize, Stop) {
        // From where the input is not copied yet.
        let mut copied = 0;
        let mut at = 0;
        while let Some(&byte) = input.get(at) {
            if self.in_text {
                at = self.text(input, at);
                continue;
            }
            let closes = matches!(byte, b'}' | b']');
            let at_entries =
                self.phase == Phase::Entries && self.depth == ENTRIES && (closes || byte == b',');
            if at_entries && let Some(begin) = self.entry.take() {
                self.copy(input.get(copied..at).unwrap_or_default(), begin, output);
                copied = at;
                if std::mem::take(&mut self.dropping) {
                    return (at, Stop::TooLong);
                }
                entries.push(begin..output.len());
                if output.len() >= CHUNK {
                    return (at, Stop::Full);
                }
            }
            let begins = self.phase == Phase::Entries
                && self.entry.is_none()
                && !at_entries
                && !byte.is_ascii_whitespace();
            if begins {
                self.entry = Some(output.len());
                copied = at;
            }
            match byte {
                b'"' => {
                    self.in_text = true;
                    self.key.clear();
                }
                b'{' | b'[' => self.open(byte),
                _ if closes => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.phase == Phase::Entries && self.depth < ENTRIES {
                        self.phase = Phase::After;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        if let Some(begin) = self.entry {
            self.copy(input.get(copied..).unwrap_or_default(), begin, output);
        }
        (at, Stop::Hungry)
    }

    fn copy(&mut self, bytes: &[u8], begin: usize, output: &mut Buffer) {
        if self.dropping {
            return;
        }
        output.extend(bytes);
        if output.len() - begin > LARGEST {
            self.dropping = true;
            output.truncate(begin);
        }
    }

    /// Goes to the end of a text, or of the input.
    fn text(&mut self, input: &[u8], at: usize) -> usize {
        if std::mem::take(&mut self.escaped) {
            return at + 1;
        }
        let rest = input.get(at..).unwrap_or_default();
        let end = memchr2(b'"', b'\\', rest);
        if self.depth < ENTRIES {
            let part = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            // No more than it takes to tell `entries` from what is longer.
            self.key.extend(part.iter().take(8));
        }
        match end {
            None => input.len(),
            Some(end) => {
                self.escaped = rest.get(end) == Some(&b'\\');
                self.in_text = self.escaped;
                at + end + 1
            }
        }
    }

    fn open(&mut self, byte: u8) {
        self.depth += 1;
        if self.depth == ENTRIES - 1 {
            self.in_log = byte == b'{' && self.key == b"log";
        } else if self.depth == ENTRIES
            && self.in_log
            && byte == b'['
            && self.key == b"entries"
            && self.phase == Phase::Before
        {
            self.phase = Phase::Entries;
        }
    }

    /// What is wrong with an archive that ends here.
    fn end(&self) -> Option<String> {
        let message = match self.phase {
            _ if self.entry.is_some() => "the archive is cut off within an entry",
            Phase::Before => "the archive has no list `log.entries`",
            _ if self.depth > 0 || self.in_text => "the archive is cut off",
            _ => return None,
        };
        Some(message.to_owned())
    }
}

#[cfg(test)]
mod tests;
