//! The three legs: what the spec says, what the types say of themselves, and what the types do.

mod agreement;
pub mod derived;
pub mod model;
pub mod spec;

pub use agreement::{Opinions, disagreements};

use schemars::JsonSchema;
use serde::Serialize;

/// The legs, in the order of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Leg {
    /// The source spec's own schema.
    Spec,
    /// The schema derived from the generated type.
    Derived,
    /// The generated type at work.
    Model,
}

impl Leg {
    /// Every leg.
    pub const ALL: [Self; 3] = [Self::Spec, Self::Derived, Self::Model];

    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spec => "spec",
            Self::Derived => "derived",
            Self::Model => "model",
        }
    }
}

/// What a leg said of one response.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome", content = "detail")]
pub enum Outcome {
    /// It takes the response.
    Accepts,
    /// It objects, in that many places.
    Objects(usize),
    /// It was not asked.
    NotRun,
    /// There is no generated type for this operation in this build.
    NotBuilt,
    /// It had nothing to judge by, or nothing to judge.
    #[default]
    NotChecked,
}
