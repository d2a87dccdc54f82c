//! The engine: recorded responses in, a tally out. One engine for a spec, one worker for each thread.

mod arbiter;
mod blind;
mod charge;
mod last;
mod lists;
mod located;
mod options;
mod target;
mod types;
mod worker;

use std::collections::HashMap;

use crate::coverage::{self, Coverage, Item};
use crate::judge::Grade;
use crate::placeholder::Lexicon;
use crate::program::Program;
use crate::spec::Spec;
use crate::tally::{Blind, Cover, CoverKey, Extent, Merge as _, Tally};

pub use lists::Lists;
pub use options::{Legs, Options};
pub use types::Types;
pub use worker::Worker;

/// Judges the recorded responses of one spec.
pub struct Engine<'a> {
    spec: &'a Spec,
    types: Types,
    lexicon: &'a Lexicon,
    options: Options,
    program: &'a Program,
    blind: HashMap<String, Vec<Blind>>,
    globs: options::Globs,
}

impl<'a> Engine<'a> {
    /// An engine. `types` are those that were generated from the spec; `lexicon` has the placeholders of documentation samples.
    ///
    /// # Errors
    /// An option cannot be used; the message is a fragment.
    pub fn new(
        spec: &'a Spec,
        types: Types,
        lexicon: &'a Lexicon,
        options: Options,
    ) -> Result<Self, String> {
        Ok(Self {
            spec,
            types,
            lexicon,
            globs: options::Globs::compile(&options)?,
            program: spec.program(),
            blind: blind::of_responses(spec),
            options,
        })
    }

    /// The spec that judges.
    #[must_use]
    pub const fn spec(&self) -> &'a Spec {
        self.spec
    }

    /// The types that were generated from the spec.
    #[must_use]
    pub const fn types(&self) -> &Types {
        &self.types
    }

    /// What decides what is found.
    #[must_use]
    pub const fn options(&self) -> &Options {
        &self.options
    }

    /// A worker, for one thread.
    #[must_use]
    pub fn worker(&self) -> Worker<'_> {
        Worker::new(self)
    }

    /// What all workers have seen, whoever saw what.
    #[must_use]
    pub fn sum<'e>(&'e self, workers: impl IntoIterator<Item = Worker<'e>>) -> Tally {
        let mut tally = Tally::default();
        let mut recorded = false;
        for worker in workers {
            recorded |= worker.has_exchanges();
            tally.absorb(worker.finish());
        }
        for glob in self.globs.all() {
            tally.left_out.entry(glob.to_owned()).or_default();
        }
        if !self.options.coverage {
            return tally;
        }
        // Recorded exchanges may be of any operation; a person who names one is asked about no other.
        let provider = &self.spec.provider;
        let operations: Vec<String> = match recorded {
            true => self.operations().map(str::to_owned).collect(),
            false => tally
                .coverage
                .iter()
                .map(|(key, _)| key.operation.clone())
                .collect(),
        };
        for operation in operations {
            let (_, cover) = self.cover(&operation, Grade::LiveCapture, &Coverage::default());
            let extent = Extent(cover.total().of as u64);
            tally.scope.add((provider.clone(), operation), extent);
        }
        tally
    }

    /// The operations of the document that have a response.
    fn operations(&self) -> impl Iterator<Item = &str> {
        self.spec
            .responses()
            .iter()
            .map(|response| response.operation.as_str())
    }

    /// Everything that the responses of an operation can exercise.
    fn outline(&self, operation: &str) -> Vec<Item> {
        let responses = self.spec.responses().iter();
        let definitions = responses
            .filter(|response| response.operation == operation)
            .filter_map(|response| response.definition.as_deref());
        coverage::outline(self.spec, definitions)
    }

    /// What an operation's records exercised, against all that the spec says of its responses.
    fn cover(&self, operation: &str, grade: Grade, coverage: &Coverage) -> (CoverKey, Cover) {
        let key = CoverKey {
            provider: self.spec.provider.clone(),
            operation: operation.to_owned(),
            evidence: grade,
        };
        let outline = self.outline(operation);
        (
            key,
            Cover::of(self.spec, operation, &outline, coverage, grade),
        )
    }
}
