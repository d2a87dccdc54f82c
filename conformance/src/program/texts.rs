//! A set of listed texts, looked up by their bytes.

use std::collections::HashMap;

/// How many texts are compared one by one.
const FEW: usize = 16;

/// Listed texts, each with its number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    texts: Box<[String]>,
    /// Length and first bytes of each.
    heads: Box<[(usize, u64)]>,
    /// Where there are many.
    by_text: HashMap<Box<[u8]>, usize>,
}

impl Texts {
    pub(crate) fn new(mut texts: Vec<String>) -> Self {
        texts.sort_unstable();
        texts.dedup();
        let by_text = match texts.len() > FEW {
            true => (texts.iter().enumerate())
                .map(|(index, text)| (Box::from(text.as_bytes()), index))
                .collect(),
            false => HashMap::new(),
        };
        Self {
            heads: texts
                .iter()
                .map(|text| (text.len(), head(text.as_bytes())))
                .collect(),
            texts: texts.into(),
            by_text,
        }
    }

    /// The texts, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }

    /// The number of a text.
    #[inline]
    pub(crate) fn find(&self, text: &[u8]) -> Option<usize> {
        if !self.by_text.is_empty() {
            return self.by_text.get(text).copied();
        }
        let wanted = (text.len(), head(text));
        let same = |(head, known): (&(usize, u64), &String)| {
            *head == wanted && (text.len() <= 8 || known.as_bytes() == text)
        };
        self.heads.iter().zip(&self.texts).position(same)
    }
}

/// The first eight bytes, or all of them.
#[inline]
fn head(text: &[u8]) -> u64 {
    match text.first_chunk::<8>() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => text
            .iter()
            .rev()
            .fold(0, |head, byte| head << 8 | u64::from(*byte)),
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
