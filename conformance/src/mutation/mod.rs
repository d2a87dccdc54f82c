//! How strong the check is: every response with one fault put in, and the share of faults that is noticed.
//!
//! A mutant is an edit of the text, so that everything around the fault stays as it was. One that breaks nothing is equivalent, which
//! the spec's schema at its place decides, not the verdicts that are being measured. All others have to be caught: by a finding of
//! severity error or warning that the response did not have before.

mod edit;
mod equivalence;
mod make;
mod operator;
mod score;

use std::collections::BTreeSet;

use crate::findings::{Fingerprint, Rule, Severity};
use crate::json;
use crate::judge::{Case, Court, Judged};
use crate::legs::Leg;
use crate::spec::Lookup;

pub use edit::{Edit, Page};
pub use make::{Mutants, REPEATS, mutants};
pub use operator::Operator;
pub use score::{OperatorScore, RuleScore, Score, Survivor};

/// One response with one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// What was done.
    pub operator: Operator,
    /// The pointer of the value it was done to.
    pub pointer: String,
    /// What was written, where the operator has more than one way.
    pub detail: String,
    /// The edit of the text.
    pub edit: Edit,
    /// Why the mutant breaks nothing, if it does not.
    pub equivalent: Option<&'static str>,
}

/// What became of one mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The mutant.
    pub mutant: Mutant,
    /// The rules that noticed it; empty: it survived.
    pub caught_by: BTreeSet<Rule>,
    /// The legs that alone would have noticed something.
    pub noticed_by: BTreeSet<Leg>,
}

/// Mutates a response in every way, and judges each mutant. `judged` is the verdict on the response as it is.
#[must_use]
pub fn run(court: &Court<'_>, case: &Case<'_>, judged: &Judged) -> Score {
    let Ok(json) = json::read(case.bytes) else {
        return Score::default();
    };
    let Lookup::Judge(_, judge) = court.spec.lookup(case.operation, case.status) else {
        return Score::default();
    };
    let known: BTreeSet<Fingerprint> = judged
        .findings
        .iter()
        .filter(|finding| finding.severity > Severity::Note)
        .map(|finding| finding.fingerprint)
        .collect();
    let Mutants {
        mutants,
        lists,
        repeats,
    } = mutants(court.spec, judge, &json);
    let page = Page {
        json: &json,
        lists: &lists,
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = mutants.len().div_ceil(threads).max(1);
    let judge_all = |mutants: &[Mutant]| {
        mutants
            .iter()
            .map(|mutant| fate(court, case, &page, &known, mutant))
            .collect::<Vec<_>>()
    };
    let fates: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = mutants
            .chunks(share)
            .map(|chunk| scope.spawn(move || judge_all(chunk)))
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| {
                worker
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    });
    Score {
        repeats,
        ..Score::of(case.file, &fates)
    }
}

fn fate(
    court: &Court<'_>,
    case: &Case<'_>,
    page: &Page<'_>,
    known: &BTreeSet<Fingerprint>,
    mutant: &Mutant,
) -> Fate {
    let mutated = page.with(&mutant.pointer, &mutant.edit);
    let charges = court.charges(&Case {
        bytes: mutated.as_bytes(),
        ..*case
    });
    let caught_by = charges
        .findings
        .into_iter()
        .filter(|(rule, fingerprint)| {
            rule.severity() > Severity::Note && !known.contains(fingerprint)
        })
        .map(|(rule, _)| rule)
        .collect();
    Fate {
        mutant: mutant.clone(),
        caught_by,
        noticed_by: charges.noticed_by,
    }
}
