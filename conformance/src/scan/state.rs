//! What a scan keeps besides the text: buffers that are reused, and what was learned from records before.

use crate::program::Missing;

/// How deep choices may nest, those of one value and of values within values: so that two mebibytes of stack are enough without optimisation, too.
const CALLS: u32 = 200;

/// The state of a scan, and of the scanner between scans.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The key that came after a key the last time: learned.
    pub(super) next: Vec<u16>,
    /// Whether keys mostly come as predicted: learned.
    pub(super) trust: Trust,
    /// Keys seen, of objects with more than fit into a word.
    pub(super) seen: Vec<u64>,
    /// The unknown keys of the objects around a place.
    pub(super) others: Vec<OtherKey>,
    /// Unescaped text.
    pub(super) text: String,
    /// Something was found that is no matter of validity: an undocumented key, a number that loses something.
    pub(super) is_noted: bool,
    /// How deep arrays and objects nest.
    pub(super) depth: u32,
    /// How deep choices nest.
    pub(super) calls: u32,
    /// How much may still be scanned, in values.
    pub(super) fuel: usize,
    /// The slots of what was exercised, where that is counted.
    pub(super) log: Vec<u32>,
    /// What is not compiled yet.
    pub(super) missing: Option<Missing>,
}

/// An unknown key.
#[derive(Clone, Copy, Debug)]
pub(super) struct OtherKey {
    /// Where it begins and ends, quotes included.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) is_escaped: bool,
}

/// What is put back when a branch has been tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    seen: usize,
    others: usize,
    is_noted: bool,
    depth: u32,
    calls: u32,
}

impl State {
    /// Makes ready for a text.
    pub(super) fn begin(&mut self, length: usize, predictions: usize) {
        self.next.resize(predictions.max(self.next.len()), 0);
        self.seen.clear();
        self.others.clear();
        self.log.clear();
        self.is_noted = false;
        self.depth = 0;
        self.calls = 0;
        // Branches are scanned again; a schema in which that multiplies level by level is not followed to the end.
        self.fuel = length.saturating_mul(32).saturating_add(10_000);
        self.missing = None;
    }

    /// Remembers where things stand, and begins with nothing noted.
    pub(super) fn mark(&mut self) -> Mark {
        let mark = Mark {
            seen: self.seen.len(),
            others: self.others.len(),
            is_noted: self.is_noted,
            depth: self.depth,
            calls: self.calls,
        };
        self.is_noted = false;
        mark
    }

    /// Puts things back; whether anything was noted in between.
    pub(super) fn reset(&mut self, mark: Mark) -> bool {
        self.seen.truncate(mark.seen);
        self.others.truncate(mark.others);
        self.depth = mark.depth;
        self.calls = mark.calls;
        std::mem::replace(&mut self.is_noted, mark.is_noted)
    }

    /// One choice deeper; whether that is still allowed.
    #[inline]
    pub(super) fn call(&mut self) -> bool {
        self.calls += 1;
        self.calls <= CALLS
    }
}

/// Whether predictions are worth their time.
#[derive(Debug)]
pub(super) struct Trust {
    balance: i32,
    pause: u32,
}

impl Default for Trust {
    fn default() -> Self {
        Self {
            balance: Self::MOST,
            pause: 0,
        }
    }
}

impl Trust {
    const MOST: i32 = 256;
    /// For how many objects it stays away.
    const PAUSE: u32 = 1024;

    /// Whether to predict the keys of the next object.
    #[inline]
    pub(super) fn is_given(&mut self) -> bool {
        if self.balance > 0 {
            return true;
        }
        self.pause += 1;
        if self.pause == Self::PAUSE {
            // Records may have changed.
            *self = Self {
                balance: Self::MOST / 4,
                pause: 0,
            };
        }
        false
    }

    /// Learns how many of the members of an object were not predicted although they were known.
    #[inline]
    pub(super) fn learn(&mut self, members: usize, missed: usize) {
        let small = |count: usize| count.min(1 << 20) as i32;
        let balance = self.balance + small(members) - 3 * small(missed);
        self.balance = balance.min(Self::MOST);
    }
}
