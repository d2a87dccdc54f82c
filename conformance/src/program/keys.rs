//! The known keys of an object, found by prediction or by hash.

use wide::u8x16;

/// Keys with their numbers.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    keys: Box<[Key]>,
    /// Key number plus one, by hash; 0 is a free place. A power of two in length.
    table: Box<[u16]>,
}

#[derive(Debug)]
struct Key {
    name: String,
    /// `"name":`, as it mostly stands in a text.
    quoted: Box<[u8]>,
    /// The first bytes of that, and ones where it has any.
    head: u8x16,
    mask: u32,
}

impl Keys {
    pub(crate) fn new(names: impl IntoIterator<Item = String>) -> Self {
        let keys: Box<[Key]> = names.into_iter().map(Key::new).collect();
        // Half empty at least, so that searches are short and end.
        let mut table = vec![0; (keys.len() * 2 + 1).next_power_of_two()];
        for (index, key) in keys.iter().enumerate() {
            let places = probe(key.name.as_bytes(), table.len());
            let free = places
                .into_iter()
                .find(|place| table.get(*place) == Some(&0));
            if let (Some(place), Ok(number)) = (free, u16::try_from(index + 1))
                && let Some(place) = table.get_mut(place)
            {
                *place = number;
            }
        }
        Self {
            keys,
            table: table.into(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The number of a key, by its unescaped name.
    #[inline]
    pub(crate) fn find(&self, name: &[u8]) -> Option<usize> {
        for place in probe(name, self.table.len()) {
            let number = usize::from(*self.table.get(place)?);
            let index = number.checked_sub(1)?;
            if self.keys.get(index)?.name.as_bytes() == name {
                return Some(index);
            }
        }
        None
    }

    /// If the text at a place, which is a quote, goes on as `"name":` of a key: where that ends.
    #[inline]
    pub(crate) fn stands_at(&self, index: usize, bytes: &[u8], at: usize) -> Option<usize> {
        let key = self.keys.get(index)?;
        let end = at + key.quoted.len();
        let rest = bytes.get(at..)?;
        let Some(chunk) = rest.first_chunk::<16>() else {
            return rest.starts_with(&key.quoted).then_some(end);
        };
        let equal = u8x16::new(*chunk).simd_eq(key.head).to_bitmask();
        let is_same = equal & key.mask == key.mask
            && (key.quoted.len() <= 16 || rest.get(16..key.quoted.len()) == key.quoted.get(16..));
        is_same.then_some(end)
    }
}

impl Key {
    fn new(name: String) -> Self {
        // A name with a character that must be escaped never stands like this; the hash finds it.
        let is_plain = |byte: u8| !matches!(byte, b'"' | b'\\' | 0..=0x1f);
        let quoted: Box<[u8]> = match name.bytes().all(is_plain) {
            true => format!("\"{name}\":").into_bytes().into(),
            false => [0].into(),
        };
        let mut head = [0; 16];
        for (place, byte) in head.iter_mut().zip(&quoted) {
            *place = *byte;
        }
        Self {
            mask: (1_u32 << quoted.len().min(16)) - 1,
            head: u8x16::new(head),
            name,
            quoted,
        }
    }
}

/// The places of a table to look at for a name, one after the other.
#[inline]
fn probe(name: &[u8], length: usize) -> impl IntoIterator<Item = usize> + use<> {
    let mask = length.wrapping_sub(1);
    let first = hash(name);
    (0..length).map(move |step| first.wrapping_add(step) & mask)
}

/// From the length and the bytes at both ends: keys of one object mostly differ there.
#[inline]
fn hash(name: &[u8]) -> usize {
    let word = |chunk: Option<&[u8; 8]>| chunk.map(|chunk| u64::from_le_bytes(*chunk));
    let (head, tail) = match (word(name.first_chunk()), word(name.last_chunk())) {
        (Some(head), Some(tail)) => (head, tail),
        _ => {
            let head = name
                .iter()
                .fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
            (head, 0)
        }
    };
    let mixed = (head ^ tail.rotate_left(29))
        .wrapping_add(name.len() as u64)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as usize
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
            for tail in ["1", " and a longer rest of the text"] {
                let text = format!("{{\"{name}\":{tail}");
                assert_eq!(
                    keys.stands_at(index, text.as_bytes(), 1),
                    Some(name.len() + 4)
                );
            }
            let text = format!("{{\"{name}s\":1");
            assert_eq!(keys.stands_at(index, text.as_bytes(), 1), None);
        }
        assert_eq!(keys.find(b"key"), None);
        assert_eq!(Keys::new([]).find(b""), None);
        assert_eq!(Keys::new([String::new()]).find(b""), Some(0));
    }
}
