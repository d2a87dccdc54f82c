//! The known keys of an object, found by prediction or by hash.

use wide::u8x16;

use super::index::{Digest, Index};

/// Keys with their numbers.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// How each mostly stands in a text; side by side, since every member of an object looks at one.
    quoted: Box<[Quoted]>,
    names: Box<[String]>,
    index: Index,
}

/// `"name":` of a key, as two blocks that overlap where it is shorter than both.
#[derive(Clone, Copy, Debug)]
struct Quoted {
    head: u8x16,
    tail: u8x16,
    /// Ones where the head has a byte.
    mask: u32,
    length: u32,
}

impl Keys {
    pub(crate) fn new(names: impl IntoIterator<Item = String>) -> Self {
        let names: Box<[String]> = names.into_iter().collect();
        Self {
            quoted: names.iter().map(|name| Quoted::new(name)).collect(),
            index: Index::new(names.iter().map(String::as_bytes)),
            names,
        }
    }

    /// The keys, by number.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(AsRef::as_ref)
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The number of a key, by its unescaped name.
    pub(crate) fn find(&self, name: &[u8]) -> Option<usize> {
        self.index.find(Digest::of(name), |number| {
            self.names.get(number).map(String::as_bytes) == Some(name)
        })
    }

    /// The number of the key that stands between two places, and where it and its colon end, if nothing but the colon follows its quote.
    #[inline(always)]
    pub(crate) fn find_at(&self, bytes: &[u8], start: usize, end: usize) -> Option<(usize, usize)> {
        let digest = Digest::at(bytes, start, end);
        let stands = |number| {
            self.stands_at(number, bytes, start.wrapping_sub(1))
                .is_some()
        };
        let number = self.index.find(digest, stands)?;
        Some((number, end + 2))
    }

    /// If the text at a place, which is a quote, goes on as `"name":` of a key: where that ends.
    #[inline(always)]
    pub(crate) fn stands_at(&self, number: usize, bytes: &[u8], at: usize) -> Option<usize> {
        let quoted = self.quoted.get(number)?;
        let block = |at: usize| Some(u8x16::new(*bytes.get(at..)?.first_chunk()?));
        let equal = block(at)?.simd_eq(quoted.head).to_bitmask();
        if equal & quoted.mask != quoted.mask {
            return None;
        }
        let end = at + quoted.length as usize;
        if quoted.length > 16 {
            let equal = block(end.wrapping_sub(16))?.simd_eq(quoted.tail);
            let is_same = equal.to_bitmask() == 0xffff
                && (quoted.length <= 32 || {
                    let name = self.names.get(number)?.as_bytes();
                    bytes.get(at + 1..end - 2) == Some(name)
                });
            if !is_same {
                return None;
            }
        }
        Some(end)
    }
}

impl Quoted {
    fn new(name: &str) -> Self {
        // A name with a character that must be escaped never stands like this; the hash finds it.
        let is_plain = |byte: u8| !matches!(byte, b'"' | b'\\' | 0..=0x1f);
        let quoted = match name.bytes().all(is_plain) {
            true => format!("\"{name}\":"),
            false => "\0".to_owned(),
        };
        let mut head = [0; 16];
        for (place, byte) in head.iter_mut().zip(quoted.bytes()) {
            *place = byte;
        }
        let tail = quoted.as_bytes().last_chunk().copied();
        Self {
            head: u8x16::new(head),
            tail: u8x16::new(tail.unwrap_or_default()),
            mask: (1 << quoted.len().min(16)) - 1,
            length: u32::try_from(quoted.len()).unwrap_or(u32::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn keys_are_found_and_others_are_not() {
        let names: Vec<String> = (0..500)
            .map(|number| format!("{}key{number}", "x".repeat(number % 23)))
            .collect();
        let keys = Keys::new(names.clone());
        for (index, name) in names.iter().enumerate() {
            assert_eq!(keys.find(name.as_bytes()), Some(index));
            let end = name.len() + 4;
            let text = format!("{{\"{name}\":1 and a longer rest of the text");
            let text = text.as_bytes();
            assert_eq!(keys.stands_at(index, text, 1), Some(end));
            assert_eq!(keys.find_at(text, 2, end - 2), Some((index, end)));
            for other in ["\"{name}s\":1", "\"{name}\" :1", "\"s{name}\":1"] {
                let text = format!("{{{} and a longer rest", other.replace("{name}", name));
                assert_eq!(keys.stands_at(index, text.as_bytes(), 1), None, "{text}");
            }
        }
        assert_eq!(keys.find(b"key"), None);
        assert_eq!(Keys::new([]).find(b""), None);
        assert_eq!(Keys::new([String::new()]).find(b""), Some(0));
    }
}
