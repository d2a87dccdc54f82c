//! A set of listed texts, looked up by their bytes.

use super::index::{Digest, Index};

/// Listed texts, each with its number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    texts: Box<[String]>,
    index: Index,
}

impl Texts {
    pub(crate) fn new(mut texts: Vec<String>) -> Self {
        texts.sort_unstable();
        texts.dedup();
        Self {
            index: Index::new(texts.iter().map(String::as_bytes)),
            texts: texts.into(),
        }
    }

    /// The texts, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }

    /// The number of a text.
    pub(crate) fn find(&self, text: &[u8]) -> Option<usize> {
        self.find_at(text, 0, text.len())
    }

    /// The number of a text between two places.
    #[inline(always)]
    pub(crate) fn find_at(&self, bytes: &[u8], start: usize, end: usize) -> Option<usize> {
        self.index.find(Digest::at(bytes, start, end), |number| {
            end - start <= 16
                || self.texts.get(number).map(String::as_bytes) == bytes.get(start..end)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn texts_are_found_by_their_bytes() {
        for many in [0, 40] {
            let mut texts: Vec<String> = (0..many).map(|number| format!("text {number}")).collect();
            texts.extend(
                ["", "a", "ab", "a\0", "abcdefgh", "abcdefghi", "abcdefghj"].map(str::to_owned),
            );
            let set = Texts::new(texts);
            for text in set.iter() {
                let found = set
                    .find(text.as_bytes())
                    .and_then(|index| set.iter().nth(index));
                assert_eq!(found, Some(text));
            }
            for text in ["b", "\0", "abc", "abcdefg", "abcdefghk", "abcdefghij"] {
                assert_eq!(set.find(text.as_bytes()), None, "{text}");
            }
        }
    }
}
