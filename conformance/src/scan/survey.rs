//! What is known of a text besides whether it is valid: which schemas apply to each value, which keys no schema documents, what reading
//! loses.
//!
//! A survey goes on where a check stops: it follows what the schemas say of a value whether or not the value keeps to it.

mod walk;

use std::ops::Range;
use std::sync::Arc;

use super::Scanner;
use crate::json::FlawKind;
use crate::lexical::Loss;
use crate::program::{Entry, Program, SetId, Tables};
use crate::spec::NodeId;
use walk::Walk;

/// What a survey of one record has found. All places are bytes of the record, from its first.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    tables: Arc<Tables>,
    /// Where each value begins, in order, and what applies to it.
    values: Vec<(usize, SetId)>,
    /// Keys that no schema documents, in the order of the text.
    pub undocumented: Vec<Undocumented>,
    /// Numbers that lose something on reading or are spelled otherwise than they are meant, in the order of the text.
    pub numbers: Vec<LossyNumber>,
    /// What it exercises, for [`Counts`](crate::program::Counts).
    pub(crate) slots: Vec<u32>,
    /// What is wrong with the text although it can be read, in the order of the text.
    pub flaws: Vec<SurveyedFlaw>,
    /// More may apply somewhere than is known.
    is_partial: bool,
    /// Somewhere a branch is taken to apply of which nobody can tell whether it does.
    is_guess: bool,
}

/// A key that no schema documents, of an object that some schema describes and none leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undocumented {
    /// Where the object begins; what applies to it is [`Survey::applied`] of this place.
    pub object: usize,
    /// The key, quotes included.
    pub key: Range<usize>,
    /// Where its value begins.
    pub value: usize,
}

/// A number that is not only what it looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LossyNumber {
    /// The number.
    pub span: Range<usize>,
    /// What is the matter with it.
    pub kind: Loss,
}

/// A flaw of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyedFlaw {
    /// What it is.
    pub kind: FlawKind,
    /// The bytes it is about.
    pub span: Range<usize>,
    /// Where the value begins that it is about; of a duplicate key the value under it.
    pub value: usize,
}

impl Survey {
    /// The schemas that apply to the value that begins at a place: those that hold for it, through `$ref` and `allOf`, and of each union the
    /// branches that fit. Where none does, those that the value may have been meant for apply: by its kind and by the property that tells
    /// branches apart, else all of them. In the order of their numbers; none where no value begins.
    #[must_use]
    pub fn applied(&self, place: usize) -> &[NodeId] {
        let found = self.values.binary_search_by_key(&place, |(at, _)| *at);
        let set = found.ok().and_then(|index| self.values.get(index));
        set.and_then(|(_, set)| self.tables.facts(*set))
            .map_or(&[], |facts| &facts.nodes)
    }

    /// Every value, by where it begins, and the schemas that apply to it; in the order of the text.
    pub fn values(&self) -> impl Iterator<Item = (usize, &[NodeId])> {
        self.values.iter().map(|(at, set)| {
            let facts = self.tables.facts(*set);
            (*at, facts.map_or(&[][..], |facts| &*facts.nodes))
        })
    }

    /// Whether more schemas may apply somewhere than [`Self::applied`] says, or fewer: it has a keyword that programs do not understand, or a
    /// branch of which it cannot be told whether it fits.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.is_partial
    }

    /// Whether a branch is taken to apply somewhere of which nobody can tell whether it does.
    #[must_use]
    pub const fn is_guess(&self) -> bool {
        self.is_guess
    }

    /// Whether there is nothing to report.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.undocumented.is_empty() && self.numbers.is_empty() && self.flaws.is_empty()
    }
}

impl Scanner {
    /// Surveys one record. `None` where the text is no JSON, and where too many branches would have to be tried or compiled.
    ///
    /// Of a valid record it says what the annotations of an evaluation say. Of an invalid one, whose annotations are dropped, it says what
    /// holds as far as the record is valid; where no branch of a choice fits, those that may have been meant apply. The schemas of
    /// `propertyNames` apply to keys, and never to the object around them. Where it cannot be told whether a branch fits (by a
    /// reference that leads out of the bundle, or by a key that stands twice), the branch applies; and where more may apply than is known, no key is
    /// undocumented. A text that was [`repaired`](super::repaired) has its flaws no more.
    pub fn survey(&mut self, program: &Program, entry: Entry, bytes: &[u8]) -> Option<Survey> {
        let text = simdutf8::basic::from_utf8(bytes).ok()?;
        self.load(program);
        loop {
            self.state.begin(text.len(), self.tables.predictions);
            let survey = Walk::new(text, &self.tables, &mut self.state).record(entry);
            let Some(missing) = self.state.missing.take() else {
                return survey.map(|survey| Survey {
                    tables: Arc::clone(&self.tables),
                    ..survey
                });
            };
            self.tables = program.extend(missing)?;
        }
    }
}

impl Survey {
    fn enter(&mut self, at: usize, set: SetId) {
        self.values.push((at, set));
    }
}
