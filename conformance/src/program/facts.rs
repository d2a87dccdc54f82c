//! What a program says of one value: facts that the scanner looks up and never works out.

use std::sync::Arc;

use jsonschema::Validator;

use super::keys::Keys;
use super::slots::Slots;
use super::texts::Texts;
use super::types::Types;
use crate::formats::Format;
use crate::lexical::Meant;
use crate::spec::NodeId;

/// The number of a conjunction of schemas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct SetId(pub(crate) u32);

/// All that holds for one value.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) id: SetId,
    /// The schemas of the conjunction, by number.
    pub(crate) nodes: Box<[NodeId]>,
    /// The kinds of values that may be valid.
    pub(crate) types: Types,
    /// The kinds of values that cannot be decided here.
    pub(crate) unknown: Types,
    /// The kinds of values that something is noted of although they are valid.
    pub(crate) noted: Types,
    pub(crate) plan: Plan,
    pub(crate) text: TextFacts,
    pub(crate) number: NumberFacts,
    pub(crate) object: ObjectFacts,
    pub(crate) array: ArrayFacts,
    /// The lists with arrays or objects in them, as the arbiter compares.
    pub(crate) composite: Box<[Arc<Validator>]>,
    pub(crate) slots: Slots,
}

/// How a value is scanned.
#[derive(Debug)]
pub(crate) enum Plan {
    /// In one go.
    Direct,
    /// By each branch together with everything around it.
    Together(Box<Branches>),
    /// By each branch alone, then by all together that fit: where what is left unevaluated matters.
    Apart(Box<Branches>),
    /// By what it must not be, then by the rest.
    Not { refused: SetId, rest: SetId },
    /// By a condition alone, then as it decides.
    Condition {
        condition: SetId,
        held: SetId,
        failed: SetId,
    },
    /// As the presence of a key decides.
    Presence {
        key: String,
        present: SetId,
        absent: SetId,
    },
}

/// The branches of `anyOf` or `oneOf`.
#[derive(Debug)]
pub(crate) struct Branches {
    /// `oneOf`.
    pub(crate) exactly_one: bool,
    /// Each branch alone.
    pub(crate) alone: Box<[SetId]>,
    /// Each branch together with everything around it.
    pub(crate) together: Box<[SetId]>,
    /// The property that tells branches apart.
    pub(crate) tell: Option<Tell>,
}

/// A property whose value rules branches out.
#[derive(Debug)]
pub(crate) struct Tell {
    pub(crate) key: String,
    pub(crate) texts: Texts,
    /// For each text, the branches that it leaves.
    pub(crate) by_text: Box<[Box<[u16]>]>,
    /// What any other text leaves.
    pub(crate) otherwise: Box<[u16]>,
}

/// What holds for strings.
#[derive(Debug)]
pub(crate) enum TextFacts {
    Any,
    Uuid,
    DateTime,
    Uri(&'static Format),
    /// One of some texts, and nothing else is asked.
    Among(Box<Texts>),
    Checked(Box<TextChecks>),
}

impl TextFacts {
    /// The listed texts, if there is a list.
    pub(super) fn among(&self) -> Option<&Texts> {
        match self {
            Self::Among(texts) => Some(texts),
            Self::Checked(checks) => checks.among.as_ref(),
            _ => None,
        }
    }
}

/// All that may be asked of a string.
#[derive(Debug)]
pub(crate) struct TextChecks {
    pub(crate) length: (u64, u64),
    pub(crate) among: Option<Texts>,
    pub(crate) formats: Box<[&'static Format]>,
    /// Patterns, and formats of the arbiter's own.
    pub(crate) validators: Box<[Arc<Validator>]>,
}

/// What holds for numbers.
#[derive(Debug)]
pub(crate) struct NumberFacts {
    /// Bounds of integers.
    pub(crate) least: i64,
    pub(crate) most: i64,
    /// Only numbers without a fraction are valid.
    pub(crate) whole: bool,
    pub(crate) meant: Meant,
    /// The listed numbers, if there is a list, integers all of them.
    pub(crate) among: Option<Box<[i64]>>,
    /// What an integer must be shown besides its bounds and list.
    pub(crate) integer_checks: Box<[Arc<Validator>]>,
    /// What a number with a fraction or exponent must be shown.
    pub(crate) fraction_checks: Box<[Arc<Validator>]>,
}

/// What holds for objects.
#[derive(Debug, Default)]
pub(crate) struct ObjectFacts {
    /// The conjunction.
    pub(crate) id: SetId,
    pub(crate) keys: Keys,
    pub(crate) members: Box<[MemberFacts]>,
    /// A bit for each key.
    pub(crate) required: Box<[u64]>,
    /// What holds for keys that are not known, by the patterns that they match (a bit each). Where there are many patterns, it is only
    /// compiled as keys come up.
    pub(crate) others: Box<[MemberFacts]>,
    pub(crate) patterns: Box<[Arc<Validator>]>,
    /// What holds for keys as texts.
    pub(crate) names: Option<SetId>,
    /// Where a key is there, others must be.
    pub(crate) dependents: Box<[(usize, Box<[u64]>)]>,
    pub(crate) size: (u64, u64),
    /// Whether anything of the above needs a look after the last member, beyond the required keys.
    pub(crate) is_plain: bool,
    /// Where the predictions for this object begin.
    pub(crate) first_prediction: usize,
}

impl ObjectFacts {
    /// The patterns that a key matches, a bit each: where what holds for it stands among the others.
    pub(crate) fn matched(&self, key: &str) -> u64 {
        if self.patterns.is_empty() {
            return 0;
        }
        let key = serde_json::Value::String(key.to_owned());
        let patterns = self.patterns.iter().enumerate();
        patterns.fold(0, |mask, (index, pattern)| {
            mask | u64::from(pattern.is_valid(&key)) << index
        })
    }
}

/// What holds for the value of a member.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberFacts {
    pub(crate) set: SetId,
    /// The number of the key, if it is a known one.
    pub(crate) index: Option<u16>,
    /// The key is documented, or need not be.
    pub(crate) is_documented: bool,
}

impl MemberFacts {
    /// A conjunction, and nothing about keys.
    pub(super) fn of(set: SetId) -> Self {
        Self {
            set,
            index: None,
            is_documented: true,
        }
    }
}

/// What holds for arrays.
#[derive(Debug)]
pub(crate) struct ArrayFacts {
    pub(crate) prefix: Box<[SetId]>,
    pub(crate) rest: SetId,
    pub(crate) count: (u64, u64),
    pub(crate) unique: bool,
    /// What the array is to contain.
    pub(crate) contains: Box<[ContainsFacts]>,
}

impl ArrayFacts {
    /// What holds for the element of an index, whatever the array is to contain.
    #[inline]
    pub(crate) fn of(&self, index: usize) -> SetId {
        self.prefix.get(index).copied().unwrap_or(self.rest)
    }
}

/// `contains`.
#[derive(Debug)]
pub(crate) struct ContainsFacts {
    pub(crate) limits: (u64, u64),
    /// What is to be contained.
    pub(crate) alone: SetId,
}
