//! Compressed recordings, recognised by their first bytes, decompressed within limits.

mod zstd;

use std::io::{self, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;

/// How much larger than its compressed form a recording may be, and the size up to which nobody asks. gzip reaches 1032 at best, on
/// nothing but repetition.
const BOMB: (u64, u64) = (1000, 64 << 20);

/// What a recording is compressed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstd,
}

impl Packing {
    /// What the first bytes say; `None` for plain text.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            // The second is a frame to skip, which may come first.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// The plain bytes of a recording. An error that it gives says what is wrong with it, as a fragment.
pub(super) fn unpack(raw: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
    unpack_within(raw, BOMB)
}

fn unpack_within(mut raw: Box<dyn Read + Send>, bomb: (u64, u64)) -> Box<dyn Read + Send> {
    let mut head = [0; 4];
    let mut known = 0;
    while let Some(rest) = head.get_mut(known..).filter(|rest| !rest.is_empty()) {
        match raw.read(rest) {
            Ok(0) => break,
            Ok(count) => known += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                raw = Box::new(Broken(error.to_string()));
                break;
            }
        }
    }
    let head = head.get(..known).unwrap_or_default().to_vec();
    let packing = Packing::of(&head);
    let whole = Cursor::new(head).chain(raw);
    let Some(packing) = packing else {
        return Box::new(whole);
    };
    let taken = Arc::new(AtomicU64::new(0));
    let packed = BufReader::with_capacity(
        64 << 10,
        Counted {
            inner: whole,
            taken: Arc::clone(&taken),
        },
    );
    let decoder: Box<dyn Read + Send> = match packing {
        Packing::Gzip => Box::new(MultiGzDecoder::new(packed)),
        Packing::Zstd => Box::new(zstd::Frames::new(packed)),
    };
    Box::new(Unpacked {
        decoder,
        packing,
        taken,
        given: 0,
        bomb,
    })
}

/// Fails once more, where a failure came before anyone could say what it damages.
pub(super) struct Broken(pub(super) String);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other(self.0.clone()))
    }
}

/// A reader that says how much it has given.
struct Counted<R> {
    inner: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.taken.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// What a decoder gives, as long as it stays in proportion to what it takes.
struct Unpacked {
    decoder: Box<dyn Read + Send>,
    packing: Packing,
    taken: Arc<AtomicU64>,
    given: u64,
    /// As [`BOMB`].
    bomb: (u64, u64),
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let name = self.packing.name();
        let count = match self.decoder.read(buffer) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(io::Error::other(format!(
                    "the {name} stream is cut off after {} bytes of it",
                    self.taken.load(Ordering::Relaxed)
                )));
            }
            Err(error) => {
                return Err(io::Error::other(format!(
                    "the {name} stream is damaged: {error}"
                )));
            }
        };
        self.given += count as u64;
        let (ratio, floor) = self.bomb;
        let taken = self.taken.load(Ordering::Relaxed);
        if self.given > floor && self.given / ratio > taken {
            return Err(io::Error::other(format!(
                "the {name} stream grows to more than {ratio} times its size, as a decompression bomb does"
            )));
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
