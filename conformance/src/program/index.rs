//! A table of known texts, searched by their length and the bytes at both ends.

/// What a text is looked up by. Two texts of up to sixteen bytes that agree in it are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digest {
    /// The first eight bytes, or all, and zeros after them.
    head: u64,
    /// The last eight bytes, where there are so many.
    tail: u64,
    length: usize,
}

impl Digest {
    /// Of a part of a longer text, which is faster where there are eight bytes around it.
    #[inline(always)]
    pub(crate) fn at(bytes: &[u8], start: usize, end: usize) -> Self {
        let word = |at: usize| Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        let length = end.wrapping_sub(start);
        match (word(start), end.checked_sub(8).and_then(word)) {
            (Some(head), Some(tail)) if length >= 8 => Self { head, tail, length },
            (Some(head), _) if length < 8 => Self {
                head: head & !(u64::MAX << (length * 8)),
                tail: 0,
                length,
            },
            _ => Self::of(bytes.get(start..end).unwrap_or_default()),
        }
    }

    pub(crate) fn of(text: &[u8]) -> Self {
        let word = |chunk: Option<&[u8; 8]>| chunk.map(|chunk| u64::from_le_bytes(*chunk));
        let all = text.iter().rev().take(8);
        let all = || {
            all.clone()
                .fold(0, |word, byte| word << 8 | u64::from(*byte))
        };
        Self {
            head: word(text.first_chunk()).unwrap_or_else(all),
            tail: word(text.last_chunk()).unwrap_or(0),
            length: text.len(),
        }
    }

    #[inline(always)]
    fn hash(self, seed: u64) -> u64 {
        (self.head ^ self.tail.rotate_left(29) ^ self.length as u64).wrapping_mul(seed) >> 32
    }
}

/// The numbers of texts, by digest.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    seed: u64,
    /// A power of two in length.
    places: Box<[Place]>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    digest: Digest,
    /// Of the text, plus one; 0 is a free place.
    number: u32,
}

const FREE: Place = Place {
    digest: Digest {
        head: 0,
        tail: 0,
        length: 0,
    },
    number: 0,
};

/// How many multipliers are tried for one without collisions, and for how many texts.
const TRIALS: u64 = 32;
const FEW: usize = 64;

impl Index {
    /// Of texts that differ, in their order.
    pub(crate) fn new<'t>(texts: impl IntoIterator<Item = &'t [u8]>) -> Self {
        let digests: Vec<Digest> = texts.into_iter().map(Digest::of).collect();
        let trials = if digests.len() <= FEW { TRIALS } else { 1 };
        let mut best = (usize::MAX, Self::default());
        for trial in 0..trials {
            let seed = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(trial * 2 + 1);
            let (collisions, index) = Self::seeded(&digests, seed);
            if collisions < best.0 {
                best = (collisions, index);
            }
            if collisions == 0 {
                break;
            }
        }
        best.1
    }

    /// With a multiplier; how many texts do not stand where they are looked for first.
    fn seeded(digests: &[Digest], seed: u64) -> (usize, Self) {
        // Three quarters empty at least, so that searches are short and end.
        let mut places = vec![FREE; (digests.len() * 4 + 1).next_power_of_two()];
        let mask = places.len() - 1;
        let mut collisions = 0;
        for (digest, number) in digests.iter().zip(1..) {
            let first = digest.hash(seed) as usize;
            let mut steps = (0..=mask).map(|step| first.wrapping_add(step) & mask);
            let free = steps.find(|at| places.get(*at).is_some_and(|place| place.number == 0));
            collisions += usize::from(free != Some(first & mask));
            if let Some(place) = free.and_then(|at| places.get_mut(at)) {
                *place = Place {
                    digest: *digest,
                    number,
                };
            }
        }
        let places = places.into();
        (collisions, Self { seed, places })
    }

    /// The number of the text with a digest for which something holds: beyond sixteen bytes, that it is the same.
    #[inline(always)]
    pub(crate) fn find(&self, digest: Digest, is_same: impl Fn(usize) -> bool) -> Option<usize> {
        let mask = self.places.len().wrapping_sub(1);
        let mut at = digest.hash(self.seed) as usize;
        loop {
            let place = self.places.get(at & mask)?;
            let number = (place.number as usize).checked_sub(1)?;
            if place.digest == digest && is_same(number) {
                return Some(number);
            }
            at = at.wrapping_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Index};

    #[test]
    fn a_digest_is_the_same_wherever_the_text_stands() {
        let text = b"0123456789abcdefghijklmnopqrstuvwxyz";
        for start in 0..text.len() {
            for end in start..=text.len() {
                assert_eq!(Digest::at(text, start, end), Digest::of(&text[start..end]));
            }
        }
    }

    #[test]
    fn texts_that_share_a_digest_are_told_apart() {
        let texts = [
            &b"01234567 one 76543210"[..],
            b"01234567 two 76543210",
            b"",
            b"\0",
        ];
        let index = Index::new(texts);
        for (number, text) in texts.iter().enumerate() {
            let found = index.find(Digest::of(text), |number| texts[number] == *text);
            assert_eq!(found, Some(number));
        }
        assert_eq!(index.find(Digest::of(b"other"), |_| true), None);
        assert_eq!(Index::new([]).find(Digest::of(b""), |_| true), None);
        assert_eq!(Index::default().find(Digest::of(b""), |_| true), None);
    }
}
