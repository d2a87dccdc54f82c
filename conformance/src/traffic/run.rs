//! All recordings, on several threads.

use std::fmt;
use std::io;
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::chunk::Chunk;
use super::deliver::deliver;
use super::input::Input;
use super::matching::Matcher;
use super::record::Sink;
use super::shard::Shard;
use super::stream::Stream;

/// From which size on, in bytes, a chunk is judged before anything else is read: large records are in memory one at a time.
const ALONE: usize = 8 << 20;

/// The stack of a thread, as large as that of the first one commonly is.
const STACK: usize = 8 << 20;

/// How recordings are read.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// How many threads work. One is the calling thread.
    pub jobs: NonZeroUsize,
    /// Which of the records are taken; all of them where it is `None`.
    pub shard: Option<Shard>,
    /// Whether each line of NDJSON begins with its number and a tab: from 0, the number of lines before it in the whole recording.
    pub numbered: bool,
    /// The operationId and the status of what does not say them itself: everything but HTTP archives.
    pub named: Option<(&'a str, u16)>,
    /// Finds the operation of what does.
    pub matcher: &'a Matcher,
}

/// Why recordings cannot be read. What is wrong within one is no such reason: it is a record with a damaged body.
#[derive(Debug)]
pub enum Error {
    /// One cannot be opened.
    Unreadable {
        /// Its name.
        name: String,
        /// Why.
        error: io::Error,
    },
    /// One does not say which operation its responses are of, and nobody else does.
    NoOperation {
        /// Its name.
        name: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { name, error } => write!(f, "failed to open `{name}`: {error}"),
            Self::NoOperation { name } => write!(
                f,
                "`{name}` does not say which operation its responses are of: name one with --operation"
            ),
        }
    }
}

impl std::error::Error for Error {}

/// Gives every record of some recordings to sinks, one for each thread; returns the sinks. Which record comes to which sink, and in which
/// order, is not determined.
///
/// A thread that is free takes the next chunk, reads it into its own buffer while the others judge theirs, and judges it. So memory is
/// bounded by the number of threads, and by one record where that is large.
///
/// # Errors
/// A recording cannot be opened, or not be told what it is about. Records before it were given to sinks all the same.
///
/// # Panics
/// A sink panicked.
pub fn run<S: Sink>(
    inputs: Vec<Input>,
    options: &Options<'_>,
    make_sink: impl Fn() -> S + Sync,
) -> Result<Vec<S>, Error> {
    let feed = Mutex::new(Feed {
        inputs: inputs.into_iter(),
        open: None,
        error: None,
    });
    let work = || work(&feed, options, make_sink());
    let sinks = thread::scope(|scope| {
        let others: Vec<_> = (1..options.jobs.get())
            .map_while(|number| {
                thread::Builder::new()
                    .name(format!("worker {number}"))
                    .stack_size(STACK)
                    // Where there are no more threads to be had, those that there are do the work.
                    .spawn_scoped(scope, work)
                    .ok()
            })
            .collect();
        let mut sinks = vec![work()];
        for other in others {
            sinks.push(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        sinks
    });
    let feed = feed.into_inner().unwrap_or_else(PoisonError::into_inner);
    feed.error.map_or(Ok(sinks), Err)
}

/// What is still to be read.
struct Feed {
    inputs: std::vec::IntoIter<Input>,
    open: Option<Stream>,
    error: Option<Error>,
}

impl Feed {
    /// Fills a chunk; `false` where nothing is left, or nothing more is to be done.
    fn next(&mut self, chunk: &mut Chunk, options: &Options<'_>) -> bool {
        if self.error.is_some() {
            return false;
        }
        if self.open.is_none() {
            let Some(input) = self.inputs.next() else {
                return false;
            };
            match Stream::open(input, options) {
                Ok(stream) => self.open = Some(stream),
                Err(error) => {
                    self.error = Some(error);
                    return false;
                }
            }
        }
        if !self.open.as_mut().is_some_and(|stream| stream.fill(chunk)) {
            self.open = None;
        }
        true
    }
}

fn work<S: Sink>(feed: &Mutex<Feed>, options: &Options<'_>, mut sink: S) -> S {
    let mut chunk = Chunk::default();
    loop {
        chunk.clear();
        let mut reading = feed.lock().unwrap_or_else(PoisonError::into_inner);
        if !reading.next(&mut chunk, options) {
            return sink;
        }
        let alone = (chunk.buffer.len() > ALONE).then_some(reading);
        deliver(&chunk, options, &mut sink);
        sink.end_of_chunk();
        drop(alone);
    }
}

#[cfg(test)]
mod tests;
