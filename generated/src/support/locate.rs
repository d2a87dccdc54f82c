//! From a place in JSON text to the JSON pointer of the value there.
//!
//! A deserializer that tracked its path would be compiled a second time for every type of a user's build, and run on every
//! body. So a failure is located afterwards, from the number of bytes that had been read.

/// A value in a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Located {
    /// Its JSON pointer.
    pub(crate) pointer: String,
    /// Where it starts, in bytes.
    pub(crate) start: usize,
}

/// The value that was read last when `consumed` bytes had been read: the scalar, key or container that ends there, or else
/// the value that comes next. The text may be broken anywhere; then it is the innermost value around the break.
pub(crate) fn locate(text: &[u8], consumed: usize) -> Located {
    let mut scan = Scan {
        text,
        at: 0,
        path: Vec::new(),
    };
    let start = scan.find(consumed);
    Located {
        pointer: scan.pointer(),
        start: start.min(text.len()),
    }
}

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
    path: Vec<Step<'a>>,
}

/// An open container, and where in it we are.
struct Step<'a> {
    /// Where the container starts.
    start: usize,
    place: Place<'a>,
}

enum Place<'a> {
    /// The key as the text spells it, with its quotes; `None` before the first one.
    Key(Option<&'a [u8]>),
    /// The index of the current item; `None` before the first one.
    Index(Option<usize>),
}

impl<'a> Scan<'a> {
    /// Stops with the path of the value that is looked for, and returns where it starts.
    fn find(&mut self, consumed: usize) -> usize {
        loop {
            self.skip(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':'));
            let start = self.at;
            let Some(&byte) = self.text.get(start) else {
                return self.enter(start);
            };
            match byte {
                b'}' | b']' => {
                    self.at += 1;
                    let Some(closed) = self.path.pop() else {
                        return start;
                    };
                    if consumed <= self.at {
                        return closed.start;
                    }
                    continue;
                }
                b'"' if self.key_comes_next() => {
                    let key = self.string();
                    if let Some(Step {
                        place: Place::Key(current),
                        ..
                    }) = self.path.last_mut()
                    {
                        *current = Some(key);
                    }
                    self.skip(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
                    if consumed <= self.at {
                        return start;
                    }
                    if self.text.get(self.at) == Some(&b':') {
                        self.at += 1;
                        self.skip(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
                        if let Some(value) = self.value(consumed) {
                            return value;
                        }
                    }
                    continue;
                }
                _ => {}
            }
            self.enter(start);
            if let Some(value) = self.value(consumed) {
                return value;
            }
        }
    }

    /// Steps to the next item, where an array is open.
    fn enter(&mut self, start: usize) -> usize {
        if let Some(Step {
            place: Place::Index(index),
            ..
        }) = self.path.last_mut()
        {
            *index = Some(index.map_or(0, |index| index + 1));
        }
        start
    }

    fn key_comes_next(&self) -> bool {
        matches!(
            self.path.last(),
            Some(Step {
                place: Place::Key(_),
                ..
            })
        )
    }

    /// Reads a scalar, or opens a container; where it starts, if it is the one.
    fn value(&mut self, consumed: usize) -> Option<usize> {
        let start = self.at;
        if consumed <= start {
            return Some(start);
        }
        match self.text.get(start)? {
            b'{' => self.open(Place::Key(None)),
            b'[' => self.open(Place::Index(None)),
            b'"' => {
                self.string();
            }
            _ => {
                self.at += 1; // at least one byte, whatever it is
                self.skip(|byte| {
                    !matches!(
                        byte,
                        b' ' | b'\t'
                            | b'\n'
                            | b'\r'
                            | b','
                            | b':'
                            | b'"'
                            | b'{'
                            | b'}'
                            | b'['
                            | b']'
                    )
                });
            }
        }
        let is_container = matches!(self.text.get(start), Some(b'{' | b'['));
        (!is_container && consumed <= self.at).then_some(start)
    }

    fn open(&mut self, place: Place<'a>) {
        self.path.push(Step {
            start: self.at,
            place,
        });
        self.at += 1;
    }

    /// Reads a string, and returns its text with the quotes.
    fn string(&mut self) -> &'a [u8] {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.text.get(self.at) {
            self.at += match byte {
                b'\\' => 2,
                b'"' => {
                    self.at += 1;
                    break;
                }
                _ => 1,
            };
        }
        self.at = self.at.min(self.text.len());
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn skip(&mut self, mut skipped: impl FnMut(u8) -> bool) {
        while self.text.get(self.at).is_some_and(|byte| skipped(*byte)) {
            self.at += 1;
        }
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            match step.place {
                Place::Key(None) | Place::Index(None) => {}
                Place::Index(Some(index)) => pointer = format!("{pointer}/{index}"),
                Place::Key(Some(key)) => push_key(
                    &mut pointer,
                    &serde_json::from_slice::<String>(key).unwrap_or_default(),
                ),
            }
        }
        pointer
    }
}

/// Adds a key to a JSON pointer.
pub(crate) fn push_key(pointer: &mut String, key: &str) {
    pointer.push('/');
    for character in key.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str, consumed: usize) -> String {
        locate(text.as_bytes(), consumed).pointer
    }

    #[test]
    fn finds_what_was_read_last() {
        let text = r#"{"a":[10,{"b\n":null}],"c":"x"}"#;
        let after = |what: &str| text.find(what).unwrap() + what.len();
        assert_eq!(pointer(text, 0), "");
        assert_eq!(pointer(text, after("10")), "/a/0");
        assert_eq!(pointer(text, after("10,")), "/a/1"); // an object was met where none is wanted
        assert_eq!(pointer(text, after("null")), "/a/1/b\n");
        assert_eq!(pointer(text, after("null}")), "/a/1"); // an object lacks a property
        assert_eq!(pointer(text, after("]")), "/a");
        assert_eq!(pointer(text, after("\"c\"")), "/c"); // a key is there twice
        assert_eq!(pointer(text, after("\"c\":")), "/c");
        assert_eq!(pointer(text, text.len()), "");
    }

    #[test]
    fn any_text_and_any_place_will_do() {
        let texts = [
            "",
            "}",
            "{\"a",
            "[[",
            "{\"a\":\"\\",
            "[1 2}",
            "\"\\",
            "{:,]",
            "tru",
            "{\"a\" \"b\" 1}",
        ];
        for text in texts {
            for consumed in 0..text.len() + 3 {
                let located = locate(text.as_bytes(), consumed);
                assert!(located.start <= text.len());
            }
        }
    }
}
