//! What the scanner looks at first: the little of a conjunction that settles most values.
//!
//! [`Facts`] fill many cache lines, and most values need next to nothing of them: any text, a UUID, an integer within bounds, `null`. A hot
//! record says just that in half a cache line, and the records of all conjunctions lie side by side. What a record settles conforms; what
//! it does not is asked of the facts, which alone refuse. So everything rare is left out of it: choices, lengths, patterns, listed numbers, whatever
//! cannot be decided or is noted.

use super::facts::{Facts, Plan, TextFacts};
use super::types::Types;

/// Up to here a double holds every integer.
pub(crate) const SAFE: i64 = 1 << 53;

/// The hot record of a conjunction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hot {
    /// The kinds of values that it may settle. Arrays are not among them: they are rare, and pay for themselves.
    pub(crate) kinds: Types,
    /// The kinds of values that are counted.
    pub(crate) counted: Types,
    pub(crate) text: HotText,
    /// Numbers with a fraction may be anything.
    pub(crate) fractions: bool,
    /// Where the slots of kinds begin.
    pub(crate) first_slot: u32,
    /// The bounds of integers that are fine.
    pub(crate) least: i64,
    pub(crate) most: i64,
}

/// How strings are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HotText {
    Any,
    Uuid,
    DateTime,
    Uri,
    Among,
}

impl Hot {
    /// Settles nothing.
    pub(crate) const NOTHING: Self = Self {
        kinds: Types::NONE,
        counted: Types::NONE,
        text: HotText::Any,
        fractions: false,
        first_slot: 0,
        least: i64::MAX,
        most: i64::MIN,
    };

    pub(super) fn of(facts: &Facts) -> Self {
        if !matches!(facts.plan, Plan::Direct) {
            return Self::NOTHING;
        }
        let mut kinds = facts.types & !facts.unknown & !facts.noted & !Types::ARRAY;
        let text = match facts.text {
            TextFacts::Any => HotText::Any,
            TextFacts::Uuid => HotText::Uuid,
            TextFacts::DateTime => HotText::DateTime,
            TextFacts::Uri(_) => HotText::Uri,
            TextFacts::Among(_) => HotText::Among,
            TextFacts::Checked(_) => {
                kinds &= !Types::STRING;
                HotText::Any
            }
        };
        let number = &facts.number;
        if number.among.is_some() || !number.integer_checks.is_empty() {
            kinds &= !Types::NUMBER;
        }
        Self {
            kinds,
            counted: facts.slots.kinds,
            text,
            fractions: !number.whole && number.fraction_checks.is_empty(),
            first_slot: facts.slots.first(),
            least: number.least.max(-SAFE),
            most: number.most.min(SAFE),
        }
    }
}
