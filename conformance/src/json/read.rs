//! The reader: bytes in, located values out, and the place of what is wrong.

mod hints;
mod strings;

use callspec_generator::source::{Position, Span};
use serde_json::{Map, Number, Value};

use super::{Damage, Flaw, FlawKind, Json, Kind, Member, Node, pointer, position};

/// How deep arrays and objects may nest; the limit of `serde_json`.
pub const DEPTH_LIMIT: usize = 128;

/// How many flaws of one text are kept. A text that has more is no better known by all of them, and each holds its pointer.
pub const MOST_FLAWS: usize = 1000;

/// How many bytes the pointers of the flaws of one text may have together: a key may be as long as the text.
const MOST_POINTERS: usize = 1 << 24;

/// Reads one JSON text, in time and memory that grow as the text does.
///
/// # Errors
/// The text is no JSON: cut off, not UTF-8, a comma too many, a word that JSON does not have, nested deeper than [`DEPTH_LIMIT`].
pub fn read(bytes: &[u8]) -> Result<Json, Damage> {
    if let Some((message, help)) = hints::of_bytes(bytes) {
        return Err(Damage {
            message: message.to_owned(),
            offset: 0,
            position: Position { line: 1, column: 1 },
            pointer: String::new(),
            help: Some(help),
            beyond_limits: false,
        });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let (text, marked) = text
        .strip_prefix('\u{feff}')
        .map_or((text, false), |rest| (rest, true));
    let mut reader = Reader {
        text,
        offset: 0,
        pointer: String::new(),
        depth: 0,
        flaws: Vec::new(),
        of_pointers: 0,
    };
    if marked {
        reader.flaw(FlawKind::ByteOrderMark, Span { start: 0, end: 0 });
    }
    let (root, value) = reader.document()?;
    Ok(Json {
        text: text.to_owned(),
        root,
        value,
        flaws: reader.flaws,
    })
}

fn not_utf8(bytes: &[u8], offset: usize) -> Damage {
    let before = bytes
        .get(..offset)
        .and_then(|before| std::str::from_utf8(before).ok())
        .unwrap_or_default();
    Damage {
        message: "a byte that is not UTF-8".into(),
        offset,
        position: position(before, offset),
        pointer: String::new(),
        help: None,
        beyond_limits: false,
    }
}

struct Reader<'a> {
    text: &'a str,
    offset: usize,
    pointer: String,
    depth: usize,
    flaws: Vec<Flaw>,
    /// The bytes of the pointers of the flaws.
    of_pointers: usize,
}

type Read = Result<(Node, Value), Damage>;

impl<'a> Reader<'a> {
    fn document(&mut self) -> Read {
        self.space();
        if self.peek().is_none() {
            return Err(self.damage("no value: the text is empty"));
        }
        let read = self.value()?;
        self.space();
        match self.peek() {
            None => Ok(read),
            Some(b'{' | b'[') => Err(self.helped(
                "more text after the end of the value",
                Some("a value on each line is NDJSON: name the file `….ndjson`"),
            )),
            Some(_) => Err(self.damage("more text after the end of the value")),
        }
    }

    fn value(&mut self) -> Read {
        let start = self.offset;
        match self.peek() {
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'"') => {
                let text = self.string()?;
                Ok((self.node(start, Kind::String), Value::String(text)))
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.word(),
            None => Err(self.damage("unexpected end of the text where a value belongs")),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Read) -> Read {
        if self.depth == DEPTH_LIMIT {
            return Err(Damage {
                beyond_limits: true,
                ..self.damage(&format!("nested deeper than {DEPTH_LIMIT} levels"))
            });
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn array(&mut self) -> Read {
        let start = self.offset;
        self.offset += 1;
        let (mut nodes, mut values) = (Vec::new(), Vec::new());
        self.space();
        if self.eat(b']') {
            return Ok((self.node(start, Kind::Array(nodes)), Value::Array(values)));
        }
        loop {
            let length = self.pointer.len();
            pointer::push(&mut self.pointer, &nodes.len().to_string());
            let (node, value) = self.value()?;
            self.pointer.truncate(length);
            nodes.push(node);
            values.push(value);
            self.space();
            if self.eat(b']') {
                return Ok((self.node(start, Kind::Array(nodes)), Value::Array(values)));
            }
            self.comma("an array", "`,` or `]`")?;
            if self.peek() == Some(b']') {
                return Err(self.damage("a comma after the last element of an array"));
            }
        }
    }

    fn object(&mut self) -> Read {
        let start = self.offset;
        self.offset += 1;
        let mut members: Vec<Member> = Vec::new();
        let mut map = Map::new();
        self.space();
        if self.eat(b'}') {
            return Ok((self.node(start, Kind::Object(members)), Value::Object(map)));
        }
        loop {
            let key_start = self.offset;
            match self.peek() {
                Some(b'"') => {}
                Some(b'}') => return Err(self.damage("a comma after the last member of an object")),
                None => return Err(self.damage("unexpected end of the text inside an object")),
                Some(_) => return Err(self.unexpected("expected a key in double quotes")),
            }
            let length = self.pointer.len();
            let key = self.string()?;
            let key_span = Span {
                start: key_start,
                end: self.offset,
            };
            pointer::push(&mut self.pointer, &key);
            if map.contains_key(&key) {
                self.flaw(FlawKind::DuplicateKey, key_span);
            }
            self.space();
            if !self.eat(b':') {
                let message = if self.peek().is_none() {
                    "unexpected end of the text after a key"
                } else {
                    "expected `:` after a key"
                };
                return Err(self.damage(message));
            }
            self.space();
            let (node, value) = self.value()?;
            self.pointer.truncate(length);
            map.insert(key.clone(), value);
            members.push(Member {
                key,
                key_span,
                value: node,
            });
            self.space();
            if self.eat(b'}') {
                return Ok((self.node(start, Kind::Object(members)), Value::Object(map)));
            }
            self.comma("an object", "`,` or `}`")?;
        }
    }

    fn comma(&mut self, inside: &str, expected: &str) -> Result<(), Damage> {
        if self.eat(b',') {
            self.space();
            return Ok(());
        }
        Err(match self.peek() {
            None => self.damage(&format!("unexpected end of the text inside {inside}")),
            Some(_) => match hints::of_text(self.rest(), "") {
                ("", _) => self.damage(&format!("expected {expected} inside {inside}")),
                (message, help) => self.helped(message, help),
            },
        })
    }

    fn number(&mut self) -> Read {
        let start = self.offset;
        self.eat(b'-');
        let leading_zero = self.eat(b'0');
        let whole = self.digits();
        if leading_zero && whole > 0 {
            self.offset = start;
            return Err(self.damage("a number with a leading zero"));
        }
        let mut broken = !leading_zero && whole == 0;
        if self.eat(b'.') {
            broken |= self.digits() == 0;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.offset += 1;
            let _ = self.eat(b'+') || self.eat(b'-');
            broken |= self.digits() == 0;
        }
        if broken && self.peek().is_none() {
            return Err(self.damage("unexpected end of the text inside a number"));
        }
        if broken {
            self.offset = start;
            return Err(self.unexpected("a number without its digits"));
        }
        let node = self.node(start, Kind::Number);
        let lexeme = self.text.get(start..self.offset).unwrap_or_default();
        let number = match lexeme.parse::<Number>() {
            Ok(number) => number,
            Err(_) => {
                self.flaw(FlawKind::Overflow, node.span);
                let largest = if lexeme.starts_with('-') {
                    f64::MIN
                } else {
                    f64::MAX
                };
                Number::from_f64(largest).unwrap_or_else(|| Number::from(0))
            }
        };
        Ok((node, Value::Number(number)))
    }

    fn digits(&mut self) -> usize {
        let start = self.offset;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.offset += 1;
        }
        self.offset - start
    }

    fn word(&mut self) -> Read {
        let start = self.offset;
        let rest = self.rest();
        for (word, kind, value) in [
            ("null", Kind::Null, Value::Null),
            ("true", Kind::Boolean, Value::Bool(true)),
            ("false", Kind::Boolean, Value::Bool(false)),
        ] {
            if rest.starts_with(word) {
                self.offset += word.len();
                return Ok((self.node(start, kind), value));
            }
            if word.starts_with(rest) {
                self.offset += rest.len();
            }
        }
        Err(match self.rest().is_empty() {
            true => self.damage("unexpected end of the text inside a word"),
            false => self.unexpected("expected a value"),
        })
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.offset += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.offset += usize::from(found);
        found
    }

    /// What is not read yet.
    fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    fn node(&self, start: usize, kind: Kind) -> Node {
        Node {
            span: Span {
                start,
                end: self.offset,
            },
            kind,
        }
    }

    fn flaw(&mut self, kind: FlawKind, span: Span) {
        if self.flaws.len() == MOST_FLAWS || self.of_pointers > MOST_POINTERS {
            return;
        }
        self.of_pointers += self.pointer.len();
        self.flaws.push(Flaw {
            kind,
            span,
            pointer: self.pointer.clone(),
        });
    }

    fn damage(&self, message: &str) -> Damage {
        let help = message
            .starts_with("unexpected end of the text")
            .then_some("the body was probably cut off while it was captured");
        self.helped(message, help)
    }

    /// The damage where something else is expected than what stands here.
    fn unexpected(&self, otherwise: &'static str) -> Damage {
        let (message, help) = hints::of_text(self.rest(), otherwise);
        self.helped(message, help)
    }

    fn helped(&self, message: &str, help: Option<&'static str>) -> Damage {
        Damage {
            help,
            beyond_limits: false,
            message: message.to_owned(),
            offset: self.offset,
            position: position(self.text, self.offset),
            pointer: self.pointer.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
