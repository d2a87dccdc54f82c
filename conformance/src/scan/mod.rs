//! The scanner: one pass over the bytes of a record, checked while it is parsed. No tree is built.
//!
//! It answers [`Outcome::Conforms`] or [`Outcome::Unsure`], and what it is not sure of is for the arbiter (`serde_json::Value` and the
//! `jsonschema` crate): a record that breaks its schema, one with a lexical finding or an undocumented key, a text that is no JSON, and the
//! rare record that is fine but that the program cannot decide. So caution only costs speed. What it takes, the arbiter takes too.
//!
//! Inside, a scan of a value has three results: its end, `Stop::Reject` (definitely invalid), `Stop::Unsure`. Where a value chooses
//! between branches, each is tried, and a branch that is definitely invalid is one that does not fit.

mod abridge;
mod array;
mod choice;
mod differ;
mod fused;
mod number;
mod object;
mod repair;
mod seek;
mod state;
mod string;
mod survey;
mod text;
mod value;

use std::sync::Arc;

use crate::program::{Counts, Entry, Program, Tables};
pub(crate) use abridge::Abridged;
pub use differ::{Agreement, Differ, differ};
pub use repair::repaired;
use state::State;
pub use survey::{LossyNumber, Survey, SurveyedFlaw, Undocumented};
use value::Scan;

/// What a scan says of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is valid, every key is documented, and nothing is lost by reading it.
    Conforms,
    /// That is not sure: the arbiter judges.
    Unsure,
}

/// Scans records. It owns the buffers that scans reuse and what it has learned of the order of keys: one for each thread.
#[derive(Debug, Default)]
pub struct Scanner {
    program: u64,
    tables: Arc<Tables>,
    state: State,
}

/// Why a scan of a value ends before the value does. As wide as a place in the text, so that a [`Step`] is returned in two registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Stop {
    /// The value is invalid.
    Reject,
    /// It cannot be decided, or the text is not fine.
    Unsure,
}

/// The end of what was scanned.
pub(crate) type Step = Result<usize, Stop>;

impl Scanner {
    /// A scanner that has not learned anything yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks one record: the bytes of one JSON text.
    pub fn check(&mut self, program: &Program, entry: Entry, bytes: &[u8]) -> Outcome {
        self.scan::<false>(program, entry, bytes)
    }

    /// Checks one record, and counts what of the schemas it exercises if it conforms. Of one that does not, [`Self::survey`] tells.
    pub fn check_and_count(
        &mut self,
        program: &Program,
        entry: Entry,
        bytes: &[u8],
        counts: &mut Counts,
    ) -> Outcome {
        let outcome = self.scan::<true>(program, entry, bytes);
        if outcome == Outcome::Conforms {
            counts.add(&self.state.log);
        }
        outcome
    }

    fn scan<const COUNT: bool>(
        &mut self,
        program: &Program,
        entry: Entry,
        bytes: &[u8],
    ) -> Outcome {
        let Ok(text) = simdutf8::basic::from_utf8(bytes) else {
            return Outcome::Unsure;
        };
        self.load(program);
        loop {
            self.state.begin(text.len(), self.tables.predictions);
            let scan = Scan::<COUNT>::new(text, &self.tables, &mut self.state);
            let conforms = scan.record(entry);
            let Some(missing) = self.state.missing.take() else {
                return match conforms {
                    true => Outcome::Conforms,
                    false => Outcome::Unsure,
                };
            };
            match program.extend(missing) {
                Some(tables) => self.tables = tables,
                None => return Outcome::Unsure,
            }
        }
    }

    /// Takes up a program, and forgets what it knows of another.
    fn load(&mut self, program: &Program) {
        if self.program != program.id() {
            self.program = program.id();
            self.tables = program.tables();
            self.state = State::default();
        }
    }
}
