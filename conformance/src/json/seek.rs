//! Finding places in a text that is known to be JSON, without reading it all into memory.

use std::borrow::Cow;

use memchr::memchr2;

use super::Pointer;

/// Where the value of a pointer begins, or with `key` its key; of a pointer that leads nowhere the value around it.
///
/// The text is JSON without a key that stands twice in an object; of any other the answer may be any place in it.
#[must_use]
pub fn seek(text: &[u8], pointer: &str, key: bool) -> usize {
    let mut seeker = Seeker::new(text);
    let mut found = 0;
    let mut key_at = None;
    let mut segments = Pointer(pointer).segments();
    let Some(mut first) = seeker.next() else {
        return 0;
    };
    loop {
        found = seeker.at.saturating_sub(1).max(found);
        let Some(segment) = segments.next() else {
            break;
        };
        let below = match first {
            b'{' => seeker.member(&segment),
            b'[' => segment
                .parse()
                .ok()
                .and_then(|index| seeker.element(index).map(|first| (first, None))),
            _ => None,
        };
        let Some((begins, at)) = below else {
            key_at = None;
            break;
        };
        (first, key_at) = (begins, at);
    }
    key_at.filter(|_| key).unwrap_or(found)
}

/// The pointers of the values that begin at the given places, which are in ascending order. `None` for a place where none begins.
#[must_use]
pub fn pointers_at(text: &[u8], places: &[usize]) -> Vec<Option<String>> {
    let mut found = vec![None; places.len()];
    let mut walk = Walk {
        seeker: Seeker::new(text),
        places,
        done: 0,
        pointer: String::new(),
        found: &mut found,
    };
    // A text that ends too early has no more places.
    _ = walk.value();
    found
}

struct Walk<'a> {
    seeker: Seeker<'a>,
    places: &'a [usize],
    done: usize,
    pointer: String,
    found: &'a mut Vec<Option<String>>,
}

impl Walk<'_> {
    fn value(&mut self) -> Option<()> {
        let first = self.seeker.next()?;
        self.value_of(first)
    }

    /// A value of which the first byte has been read.
    fn value_of(&mut self, first: u8) -> Option<()> {
        let at = self.seeker.at - 1;
        while let Some(place) = self.places.get(self.done).filter(|place| **place <= at) {
            if *place == at
                && let Some(found) = self.found.get_mut(self.done)
            {
                *found = Some(self.pointer.clone());
            }
            self.done += 1;
        }
        // Nothing is left to find.
        self.places.get(self.done)?;
        let length = self.pointer.len();
        match first {
            b'{' => loop {
                match self.seeker.next()? {
                    b'"' => {
                        let key = self.seeker.string()?;
                        super::push(&mut self.pointer, &key);
                        self.seeker.next()?;
                        self.value()?;
                        self.pointer.truncate(length);
                    }
                    b',' => {}
                    _ => return Some(()),
                }
            },
            b'[' => {
                let mut index = 0_usize;
                loop {
                    match self.seeker.next()? {
                        b',' => {}
                        b']' => return Some(()),
                        first => {
                            super::push(&mut self.pointer, &index.to_string());
                            self.value_of(first)?;
                            self.pointer.truncate(length);
                            index += 1;
                        }
                    }
                }
            }
            first => self.seeker.skip(first),
        }
    }
}

/// Goes over a text that is JSON.
#[derive(Clone)]
pub(crate) struct Seeker<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Seeker<'a> {
    /// At its first byte.
    pub(crate) const fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0 }
    }

    /// At another byte.
    pub(crate) const fn starting(text: &'a [u8], at: usize) -> Self {
        Self { text, at }
    }

    /// How many bytes have been read.
    pub(crate) const fn at(&self) -> usize {
        self.at
    }

    /// The next byte that is no space.
    pub(crate) fn next(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.get(self.at)?;
            self.at += 1;
            if !byte.is_ascii_whitespace() {
                return Some(byte);
            }
        }
    }

    /// The rest of a string, after its first quote.
    pub(crate) fn string(&mut self) -> Option<Cow<'a, str>> {
        let start = self.at;
        self.skip(b'"')?;
        let content = self.text.get(start..self.at - 1)?;
        let quoted = || self.text.get(start - 1..self.at);
        match content.contains(&b'\\') {
            true => serde_json::from_slice(quoted()?).ok().map(Cow::Owned),
            false => std::str::from_utf8(content).ok().map(Cow::Borrowed),
        }
    }

    /// Skips the rest of a value, of which the first byte has been read.
    pub(crate) fn skip(&mut self, first: u8) -> Option<()> {
        self.skip_before(first, usize::MAX)
    }

    /// The same of a value that ends before a limit; `None` where it does not, and then this is anywhere in it.
    pub(crate) fn skip_before(&mut self, first: u8, limit: usize) -> Option<()> {
        let mut depth = 0_usize;
        let mut byte = first;
        loop {
            match byte {
                b'"' => self.skip_string()?,
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth = depth.checked_sub(1)?,
                // A number or a word: what ends it may be the next thing to read.
                _ if depth == 0 => {
                    let rest = self.text.get(self.at..)?;
                    let end = rest.iter().position(|byte| {
                        matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace()
                    });
                    self.at += end?;
                }
                _ => {}
            }
            if self.at > limit {
                return None;
            }
            if depth == 0 {
                return Some(());
            }
            byte = self.next()?;
        }
    }

    /// Goes to the member of a key, after the first byte of an object: the first byte of its value, and where its key begins.
    fn member(&mut self, wanted: &str) -> Option<(u8, Option<usize>)> {
        loop {
            match self.next()? {
                b'"' => {
                    let at = self.at - 1;
                    let key = self.string()?;
                    self.next()?;
                    let first = self.next()?;
                    if key == wanted {
                        return Some((first, Some(at)));
                    }
                    self.skip(first)?;
                }
                b',' => {}
                _ => return None,
            }
        }
    }

    /// Goes to an element, after the first byte of an array: the first byte of it.
    fn element(&mut self, wanted: usize) -> Option<u8> {
        let mut index = 0;
        loop {
            match self.next()? {
                b',' => {}
                b']' => return None,
                first if index == wanted => return Some(first),
                first => {
                    self.skip(first)?;
                    index += 1;
                }
            }
        }
    }

    fn skip_string(&mut self) -> Option<()> {
        loop {
            let rest = self.text.get(self.at..)?;
            let found = memchr2(b'"', b'\\', rest)?;
            self.at += found + 1;
            match rest.get(found)? {
                b'"' => return Some(()),
                _ => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{pointers_at, seek};
    use crate::json;

    const TEXTS: [&str; 5] = [
        r#"{"a": [1, {"b/c": "x\\\"]", "d": null}, [[], {}]], "e\u0041": true, "f": {"g": -1.5e3}}"#,
        "[[1,2],[3]]",
        " 7 ",
        r#"{"a":{},"b":[]}"#,
        r#""text""#,
    ];

    #[test]
    fn places_are_where_the_reader_finds_them() {
        for text in TEXTS {
            let json = json::read(text.as_bytes()).expect("it is JSON");
            let mut places = Vec::new();
            json.walk(|pointer, node| {
                places.push((node.span.start, pointer.to_owned()));
                assert_eq!(
                    seek(text.as_bytes(), pointer, false),
                    node.span.start,
                    "{pointer}"
                );
                let key = json
                    .key_span(pointer)
                    .map_or(node.span.start, |key| key.start);
                assert_eq!(seek(text.as_bytes(), pointer, true), key, "{pointer}");
            });
            let offsets: Vec<_> = places.iter().map(|(at, _)| *at).collect();
            let pointers: Vec<_> = pointers_at(text.as_bytes(), &offsets)
                .into_iter()
                .flatten()
                .collect();
            let expected: Vec<_> = places.into_iter().map(|(_, pointer)| pointer).collect();
            assert_eq!(pointers, expected);
        }
    }

    #[test]
    fn a_pointer_that_leads_nowhere_is_the_value_around_it() {
        let text = br#"{"a": [1, {"b": 2}]}"#;
        assert_eq!(seek(text, "/a/1/c", true), 10);
        assert_eq!(seek(text, "/a/7", false), 6);
        assert_eq!(seek(text, "/x", true), 0);
    }
}
