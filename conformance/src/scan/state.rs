//! What a scan keeps besides the text: buffers that are reused, and what was learned from records before.

use crate::program::Missing;

/// How deep calls may nest: values within values, and choices at each.
const CALLS: u32 = 1024;

/// The state of a scan, and of the scanner between scans.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The key that came after a key the last time: learned.
    pub(super) next: Vec<u16>,
    /// Whether keys mostly come as predicted: learned.
    pub(super) trust: Trust,
    /// Keys seen, of objects with more than fit into a word.
    pub(super) seen: Vec<u64>,
    /// The unknown keys of the objects around a place: where each begins and ends, quotes included.
    pub(super) others: Vec<(u32, u32)>,
    /// Unescaped text.
    pub(super) text: String,
    /// Something was found that is no matter of validity: an undocumented key, a number that loses something.
    pub(super) is_noted: bool,
    /// How deep arrays and objects nest.
    pub(super) depth: u32,
    /// How deep calls nest.
    pub(super) calls: u32,
    /// How much may still be scanned, in values.
    pub(super) fuel: usize,
    /// The slots of what was exercised, where that is counted.
    pub(super) log: Vec<u32>,
    /// What is not compiled yet.
    pub(super) missing: Option<Missing>,
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

    /// One call deeper; whether that is still allowed.
    #[inline]
    pub(super) fn call(&mut self) -> bool {
        self.calls += 1;
        self.calls <= CALLS
    }
}

/// Whether predictions are worth their time.
#[derive(Debug)]
pub(super) struct Trust {
    balance: i16,
    pause: u16,
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
    const MOST: i16 = 256;
    const PAUSE: u16 = 4096;

    /// Whether to predict the next key.
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

    #[inline]
    pub(super) fn hit(&mut self) {
        if self.balance < Self::MOST {
            self.balance += 1;
        }
    }

    #[inline]
    pub(super) fn miss(&mut self) {
        self.balance -= 2;
    }
}
