//! Recorded traffic: recordings of every kind, one record after the other, on as many threads as are wanted.
//!
//! [`run`] is the way in. A recording is read in chunks of whole records, lines or entries of an archive, plain or
//! compressed; whoever is free takes the next chunk, so that no more of it is in memory than is worked on. What an archive says of a
//! request is matched to an operation of the document.

mod archive;
mod buffer;
mod chunk;
mod deliver;
mod har;
mod input;
mod lines;
mod matching;
mod numbered;
mod position;
mod record;
mod run;
mod shard;
mod stream;
mod unpack;

pub use input::{Holds, Input, Opener};
pub use matching::{Matcher, Miss};
pub use record::{About, Body, Exchange, Record, Sink};
pub use run::{Error, Options, run};
pub use shard::Shard;

/// How much is read before it is judged: it should stay in the cache of the core that does both.
const CHUNK: usize = 1 << 20;

/// The largest record that is judged, in bytes. One that is longer is a finding.
const LARGEST: usize = 64 << 20;
