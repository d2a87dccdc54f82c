//! One recorded response, and who takes it.

use crate::judge::Grade;

/// One recorded response. It borrows everything: a sink copies what it keeps.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The file, as it was named.
    pub file: &'a str,
    /// Its number in the file, from 0: the order of first and last. Of NDJSON the line's, of HAR the entry's.
    pub index: u64,
    /// How many lines of the file come before its body, or before what is damaged; 0 for the body of an entry of an HTTP archive,
    /// which is a text within JSON, and has lines of its own.
    pub lines_before: u64,
    /// The body.
    pub body: Body<'a>,
    /// What it is a response to.
    pub about: About<'a>,
    /// How much it proves.
    pub grade: Grade,
}

impl Record<'_> {
    /// Whether lines and columns are those of its body, and not of the file: the body is a text within an HTTP archive.
    #[must_use]
    pub const fn is_within_text(&self) -> bool {
        match self.about {
            About::Named { .. } => false,
            About::Matched { .. } => true,
            About::Unmatched { .. } => !matches!(self.body, Body::Damaged { .. }),
        }
    }
}

/// The body of a recorded response.
#[derive(Clone, Copy, Debug)]
pub enum Body<'a> {
    /// Its bytes.
    Bytes(&'a [u8]),
    /// The recording holds none.
    Absent,
    /// The recording is damaged before any body can be read: a broken compression, bad base64, a line without end.
    Damaged {
        /// What is wrong, as a fragment.
        why: &'a str,
        /// The column in characters, from 1, where that is known.
        column: u64,
    },
}

/// What a response is a response to.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// The user named operation and status.
    Named {
        /// The operationId.
        operation: &'a str,
        /// The HTTP status.
        status: u16,
    },
    /// The recording tells, and the request was matched to an operation.
    Matched {
        /// The operationId.
        operation: &'a str,
        /// The exchange.
        exchange: &'a Exchange,
    },
    /// The recording tells, and no operation of the document is meant; or it is damaged, and nobody can tell: then the exchange is empty.
    Unmatched {
        /// The exchange.
        exchange: &'a Exchange,
        /// Why none is: `no path of the document matches`.
        reason: &'a str,
    },
}

/// A request and the head of its response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// The method, in capitals.
    pub method: String,
    /// The URL, as recorded.
    pub url: String,
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type` of the response.
    pub media_type: Option<String>,
}

/// What records are given to. Each worker thread has one of its own.
pub trait Sink: Send {
    /// Takes one record.
    fn take(&mut self, record: &Record<'_>);

    /// Called after each chunk of records, while their bytes are still there: time to work out what was put off.
    fn end_of_chunk(&mut self) {}
}
