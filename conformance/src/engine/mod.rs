//! The engine: recorded responses in, a tally out. One engine for a spec, one worker for each thread.

mod types;
mod worker;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::coverage::{self, Coverage};
use crate::findings::{Rule, Severity};
use crate::judge::Grade;
use crate::placeholder::Lexicon;
use crate::spec::Spec;
use crate::tally::{Cover, CoverKey, Merge, Tally};

pub use types::Types;
pub use worker::Worker;

/// Which legs a run asks.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Legs {
    /// The spec alone.
    Spec,
    /// All three.
    #[default]
    All,
}

/// What of a run decides what is found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Which legs are asked.
    pub legs: Legs,
    /// Rules to leave out.
    pub ignored: BTreeSet<Rule>,
    /// Severities other than those that the rules have by themselves.
    pub severities: BTreeMap<Rule, Severity>,
}

impl Options {
    /// How much a finding of a rule matters in this run.
    #[must_use]
    pub fn severity(&self, rule: Rule) -> Severity {
        self.severities
            .get(&rule)
            .copied()
            .unwrap_or_else(|| rule.severity())
    }
}

/// Judges the recorded responses of one spec.
pub struct Engine<'a> {
    spec: &'a Spec,
    types: Types,
    lexicon: &'a Lexicon,
    options: Options,
}

impl<'a> Engine<'a> {
    /// An engine. `types` are those that were generated from the spec; `lexicon` has the placeholders of documentation samples.
    #[must_use]
    pub fn new(spec: &'a Spec, types: Types, lexicon: &'a Lexicon, options: Options) -> Self {
        Self {
            spec,
            types,
            lexicon,
            options,
        }
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
        for worker in workers {
            tally.absorb(worker.finish());
        }
        tally
    }

    /// What an operation's records exercised, against all that the spec says of its responses.
    fn cover(&self, operation: &str, grade: Grade, coverage: &Coverage) -> (CoverKey, Cover) {
        let judges = self
            .spec
            .responses()
            .iter()
            .filter(|response| response.operation == operation)
            .filter_map(|response| response.judge.as_ref());
        let outline = coverage::outline(self.spec, judges);
        let key = CoverKey {
            provider: self.spec.provider.clone(),
            operation: operation.to_owned(),
            evidence: grade,
        };
        (key, Cover::of(self.spec, &outline, coverage, grade))
    }
}
