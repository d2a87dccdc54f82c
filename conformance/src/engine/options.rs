//! What of a run decides what is found.

use std::collections::{BTreeMap, BTreeSet};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::findings::{Rule, Severity};

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Which legs are asked.
    pub legs: Legs,
    /// Rules to leave out.
    pub ignored: BTreeSet<Rule>,
    /// Severities other than those that the rules have by themselves.
    pub severities: BTreeMap<Rule, Severity>,
    /// Whether it is worked out what of the spec the records exercise.
    pub coverage: bool,
    /// Undocumented properties to leave out: globs for the JSON pointer, such as `/calls/*/metadata/**`.
    pub undocumented: BTreeSet<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            legs: Legs::All,
            ignored: BTreeSet::new(),
            severities: BTreeMap::new(),
            coverage: true,
            undocumented: BTreeSet::new(),
        }
    }
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

    /// What is different in another run, as a fragment.
    #[must_use]
    pub fn difference(&self, other: &Self) -> String {
        let option = if self.legs != other.legs {
            "`--legs`"
        } else if self.ignored != other.ignored {
            "`--ignore`"
        } else if self.severities != other.severities {
            "`--severity`"
        } else if self.coverage != other.coverage {
            "`--coverage`"
        } else {
            "`--ignore-fields`"
        };
        format!("of a run with another {option}")
    }
}

/// The globs for undocumented properties, compiled.
pub(super) struct Globs {
    set: GlobSet,
    globs: Vec<String>,
}

impl Globs {
    /// # Errors
    /// One of the globs is none; the message names it.
    pub(super) fn compile(options: &Options) -> Result<Self, String> {
        let mut builder = GlobSetBuilder::new();
        for glob in &options.undocumented {
            let compiled = GlobBuilder::new(glob).literal_separator(true).build();
            builder.add(compiled.map_err(|error| {
                format!("`{glob}` is no glob for a JSON pointer: {}", error.kind())
            })?);
        }
        let set = builder.build().map_err(|error| error.to_string())?;
        Ok(Self {
            set,
            globs: options.undocumented.iter().cloned().collect(),
        })
    }

    /// The first glob that a pointer matches.
    pub(super) fn find(&self, pointer: &str) -> Option<&str> {
        let index = *self.set.matches(pointer).first()?;
        self.globs.get(index).map(String::as_str)
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.globs.iter().map(String::as_str)
    }
}
