//! A tally on its way from one part of a run to another.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Tally;
use super::smallest::Merge as _;
use crate::engine::Options;
use crate::report::Terms;

/// The version of what is written.
pub const VERSION: u32 = 1;

/// What a part of a run has seen, with all that has to be the same for it to be added to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partial {
    /// The version of this format.
    #[serde(rename = "callspec-partial")]
    version: u32,
    /// The specs, by the stem of their file, with a hash of what they say.
    specs: BTreeMap<String, String>,
    /// What decided what is found.
    options: Options,
    /// What makes the run fail.
    terms: Terms,
    /// The shards it holds, as number and count; none where the records were divided otherwise.
    shards: BTreeSet<(u64, u64)>,
    /// What was seen.
    tally: Tally,
}

impl Partial {
    /// What a run has seen. `specs` are the stems and the hashes of the specs that judged ([`Spec::hash`](crate::spec::Spec::hash)).
    #[must_use]
    pub fn new(
        specs: impl IntoIterator<Item = (String, String)>,
        options: Options,
        terms: Terms,
        shard: Option<(u64, u64)>,
        tally: Tally,
    ) -> Self {
        Self {
            version: VERSION,
            specs: specs.into_iter().collect(),
            options,
            terms,
            shards: shard.into_iter().collect(),
            tally,
        }
    }

    /// Reads what was written.
    ///
    /// # Errors
    /// It is not a partial report, or one of another version; the message is a fragment.
    pub fn read(text: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Head {
            #[serde(rename = "callspec-partial")]
            version: u32,
        }
        match serde_json::from_str::<Head>(text) {
            Ok(Head { version: VERSION }) => {
                serde_json::from_str(text).map_err(|error| format!("damaged: {error}"))
            }
            Ok(Head { version }) => Err(format!(
                "written by another version of this program (format {version}, not {VERSION})"
            )),
            Err(error) if error.is_eof() && !text.trim().is_empty() => {
                Err(format!("damaged, or not written to its end: {error}"))
            }
            Err(_) => Err("not a partial report, as `--partial` writes it".to_owned()),
        }
    }

    /// One line of JSON, with its line break.
    ///
    /// # Errors
    /// Never, as far as is known.
    pub fn write(&self) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string(self)?;
        text.push('\n');
        Ok(text)
    }

    /// Adds another part of the same run.
    ///
    /// # Errors
    /// It is of another run; nothing is added then. The message is a fragment.
    pub fn add(&mut self, other: Self) -> Result<(), String> {
        if let Some(difference) = self.difference(&other) {
            return Err(difference);
        }
        self.shards.extend(other.shards);
        self.tally.absorb(other.tally);
        Ok(())
    }

    /// Why another part cannot be added.
    fn difference(&self, other: &Self) -> Option<String> {
        for (name, hash) in &other.specs {
            match self.specs.get(name) {
                None => {
                    let known: Vec<_> = self.specs.keys().map(|name| format!("`{name}`")).collect();
                    return Some(format!("of the spec `{name}`, not {}", known.join(", ")));
                }
                Some(known) if known != hash => {
                    return Some(format!("of another version of the spec `{name}`"));
                }
                Some(_) => {}
            }
        }
        if self.specs.len() != other.specs.len() {
            return Some("of fewer specs".to_owned());
        }
        if self.options != other.options {
            return Some(self.options.difference(&other.options));
        }
        if self.terms != other.terms {
            return Some(format!("of a run with {}, not {}", other.terms, self.terms));
        }
        match (self.shards.first(), other.shards.first()) {
            (Some((_, count)), Some((_, others))) if count != others => Some(format!(
                "a shard of {others}, where the others are shards of {count}"
            )),
            (Some(_), None) => Some("not a shard, where the others are".to_owned()),
            (None, Some((number, count))) => Some(format!(
                "shard {number}/{count}, where the others are no shards"
            )),
            _ => self
                .shards
                .intersection(&other.shards)
                .next()
                .map(|(number, count)| format!("shard {number}/{count}, which was there already")),
        }
    }

    /// The shards that are missing, as their numbers and the count of all; `None` where none is, or no shards were made.
    #[must_use]
    pub fn missing(&self) -> Option<(Vec<u64>, u64)> {
        let (_, count) = *self.shards.first()?;
        let missing: Vec<_> = (1..=count)
            .filter(|number| !self.shards.contains(&(*number, count)))
            .take(20)
            .collect();
        (!missing.is_empty()).then_some((missing, count))
    }

    /// What was seen.
    #[must_use]
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// What makes the run fail.
    #[must_use]
    pub const fn terms(&self) -> Terms {
        self.terms
    }
}
