//! One recording that is open, cut into chunks of whole records.

use std::io::{Cursor, Read};
use std::sync::Arc;

use super::archive::Archive;
use super::buffer::{Buffer, Step};
use super::chunk::{Chunk, Damage, Layout, Origin};
use super::input::{Holds, Input, sniff};
use super::lines::Lines;
use super::run::{Error, Options};
use super::unpack::{self, Broken};
use super::{CHUNK, LARGEST};

/// A recording that is open.
pub(super) struct Stream {
    origin: Origin,
    reader: Box<dyn Read + Send>,
    framing: Framing,
}

enum Framing {
    Whole,
    Lines(Lines),
    Archive(Box<Archive>),
}

impl Stream {
    /// Opens a recording, and looks at its beginning where nobody knows what it holds.
    ///
    /// # Errors
    /// It cannot be opened, or does not say which operation it is about, nor does anyone else. What is wrong within it is damage.
    pub(super) fn open(input: Input, options: &Options<'_>) -> Result<Self, Error> {
        let Input {
            name,
            mut holds,
            grade,
            open,
        } = input;
        let mut reader = open().map_err(|error| Error::Unreadable {
            name: name.clone(),
            error,
        })?;
        // What is called a JSON file is the body that was received: compressed, it is no JSON.
        if holds != Holds::Json || !name.to_ascii_lowercase().ends_with(".json") {
            reader = unpack::unpack(reader);
        }
        if holds == Holds::Unknown && options.numbered {
            holds = Holds::Lines;
        }
        if holds == Holds::Unknown {
            let mut beginning = Buffer::default();
            let mut end = None;
            while beginning.len() < CHUNK && end.is_none() {
                match beginning.read(&mut *reader) {
                    Step::More => {}
                    Step::End => end = Some(None),
                    Step::Broken(message) => end = Some(Some(message)),
                }
            }
            holds = sniff(beginning.bytes(), options.named.is_none());
            let beginning = Cursor::new(beginning.bytes().to_vec());
            reader = match end {
                None => Box::new(beginning.chain(reader)),
                Some(None) => Box::new(beginning),
                Some(Some(message)) => Box::new(beginning.chain(Broken(message))),
            };
        }
        if holds != Holds::Har && options.named.is_none() {
            return Err(Error::NoOperation { name });
        }
        let framing = match holds {
            Holds::Lines => Framing::Lines(Lines::new(options.numbered)),
            Holds::Har => Framing::Archive(Box::default()),
            Holds::Json | Holds::Unknown => Framing::Whole,
        };
        Ok(Self {
            origin: Origin {
                name: Arc::from(name),
                grade,
            },
            reader,
            framing,
        })
    }

    /// Fills a chunk, which is empty; `false` where it was the last.
    pub(super) fn fill(&mut self, chunk: &mut Chunk) -> bool {
        chunk.origin = self.origin.clone();
        match &mut self.framing {
            Framing::Lines(lines) => lines.fill(&mut *self.reader, chunk),
            Framing::Archive(archive) => archive.fill(&mut *self.reader, chunk),
            Framing::Whole => {
                whole(&mut *self.reader, chunk);
                false
            }
        }
    }
}

/// All of a recording as one record.
fn whole(reader: &mut dyn Read, chunk: &mut Chunk) {
    chunk.layout = Layout::Whole;
    let message = loop {
        if chunk.buffer.len() > LARGEST {
            break format!("the response is longer than {} MiB", LARGEST >> 20);
        }
        match chunk.buffer.read(reader) {
            Step::More => {}
            Step::End => return,
            Step::Broken(message) => break message,
        }
    };
    chunk.clear();
    chunk.damage = Some(Damage::at_the_start(message));
}
