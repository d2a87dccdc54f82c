//! The score: what share of the faults is caught, by operator and by rule, and which survive.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Fate, Operator};
use crate::findings::Rule;
use crate::legs::Leg;

/// What became of the mutants of one or more responses. Scores add up in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Score {
    /// All mutants.
    pub mutants: u64,
    /// Faults left out because elements beside got the same.
    pub repeats: u64,
    /// Mutants that break nothing.
    pub equivalent: u64,
    /// Mutants that break something and were caught.
    pub caught: u64,
    /// By operator.
    pub operators: BTreeMap<Operator, OperatorScore>,
    /// By rule, what it contributed.
    pub rules: BTreeMap<Rule, RuleScore>,
    /// By leg, how many of the mutants that have to be caught it would have noticed alone.
    pub legs: BTreeMap<Leg, u64>,
    /// Equivalent mutants by reason.
    pub reasons: BTreeMap<&'static str, u64>,
    /// Mutants that break something and were not caught: there must be none.
    pub survivors: Vec<Survivor>,
    /// Mutants taken for equivalent that were caught all the same: one of the two is wrong.
    pub overruled: Vec<Survivor>,
}

/// The score of one operator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OperatorScore {
    /// Its mutants.
    pub mutants: u64,
    /// Those that break nothing.
    pub equivalent: u64,
    /// Those that were caught.
    pub caught: u64,
}

/// What one rule contributed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleScore {
    /// Mutants it caught.
    pub caught: u64,
    /// Mutants that no other rule caught.
    pub alone: u64,
}

/// One mutant that was not judged as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Survivor {
    /// The response.
    pub file: String,
    /// What was done.
    pub operator: Operator,
    /// To which value.
    pub pointer: String,
    /// What was written.
    pub detail: String,
}

impl Score {
    /// The score of the mutants of one response.
    #[must_use]
    pub fn of(file: &str, fates: &[Fate]) -> Self {
        let mut score = Self::default();
        for fate in fates {
            score.count(file, fate);
        }
        score
    }

    fn count(&mut self, file: &str, fate: &Fate) {
        let operator = self.operators.entry(fate.mutant.operator).or_default();
        self.mutants += 1;
        operator.mutants += 1;
        let caught = !fate.caught_by.is_empty();
        let named = || Survivor {
            file: file.to_owned(),
            operator: fate.mutant.operator,
            pointer: fate.mutant.pointer.clone(),
            detail: fate.mutant.detail.clone(),
        };
        if let Some(reason) = fate.mutant.equivalent {
            self.equivalent += 1;
            operator.equivalent += 1;
            *self.reasons.entry(reason).or_default() += 1;
            if caught {
                self.overruled.push(named());
            }
            return;
        }
        for leg in &fate.noticed_by {
            *self.legs.entry(*leg).or_default() += 1;
        }
        if !caught {
            self.survivors.push(named());
            return;
        }
        self.caught += 1;
        operator.caught += 1;
        for rule in &fate.caught_by {
            let score = self.rules.entry(*rule).or_default();
            score.caught += 1;
            score.alone += u64::from(fate.caught_by.len() == 1);
        }
    }

    /// Adds the score of other responses.
    pub fn merge(&mut self, other: &Self) {
        self.mutants += other.mutants;
        self.repeats += other.repeats;
        self.equivalent += other.equivalent;
        self.caught += other.caught;
        for (operator, score) in &other.operators {
            let sum = self.operators.entry(*operator).or_default();
            sum.mutants += score.mutants;
            sum.equivalent += score.equivalent;
            sum.caught += score.caught;
        }
        for (rule, score) in &other.rules {
            let sum = self.rules.entry(*rule).or_default();
            sum.caught += score.caught;
            sum.alone += score.alone;
        }
        for (leg, count) in &other.legs {
            *self.legs.entry(*leg).or_default() += count;
        }
        for (reason, count) in &other.reasons {
            *self.reasons.entry(reason).or_default() += count;
        }
        self.survivors.extend(other.survivors.iter().cloned());
        self.overruled.extend(other.overruled.iter().cloned());
    }

    /// How many mutants have to be caught.
    #[must_use]
    pub fn to_catch(&self) -> u64 {
        self.mutants - self.equivalent
    }
}
