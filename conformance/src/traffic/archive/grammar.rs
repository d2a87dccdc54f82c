//! The brackets, commas and colons of JSON, byte by byte: where the text stops being JSON, and which objects look like entries.

use memchr::memchr2;

/// How deep containers may stand in each other.
const DEEPEST: usize = 4096;

/// The containers around an entry: the archive, its log, and the list.
pub(super) const AROUND: usize = 3;

/// A text that is being read, up to some byte.
pub(super) struct Grammar {
    /// The containers that are open, from the outermost.
    open: Vec<Container>,
    due: Due,
    in_text: bool,
    escaped: bool,
    /// Whether the byte before was one of a number or of a literal.
    in_word: bool,
    /// The beginning of the last string: the key, where a value follows.
    key: Vec<u8>,
    /// Whether the last string ends with an opening brace, and nothing came after it. Where a quote is missing, the braces of an object
    /// that begins behind it are taken for the end of a string.
    brace: bool,
}

#[derive(Clone, Copy)]
struct Container {
    is_object: bool,
    role: Role,
    /// Which of the members that make an entry it has.
    members: u8,
    /// Where it begins in the output.
    begin: usize,
}

const METHOD: u8 = 1;
const URL: u8 = 2;
const REQUEST: u8 = 4;
const RESPONSE: u8 = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Other,
    Log,
    Entries,
    Request,
    Response,
}

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
    Nothing,
}

/// What a byte was.
pub(super) enum Step {
    /// Within something.
    Within,
    /// The first one of a value.
    Begin,
    /// The first one of the list of entries.
    List,
    /// The last one of a container.
    End {
        /// Whether it is a request with its response.
        is_entry: bool,
        /// Whether it is the list of entries.
        is_list: bool,
        /// Where it begins in the output.
        begin: usize,
    },
}

impl Default for Grammar {
    fn default() -> Self {
        Self {
            open: Vec::new(),
            due: Due::Value,
            in_text: false,
            escaped: false,
            in_word: false,
            key: Vec::new(),
            brace: false,
        }
    }
}

impl Grammar {
    /// How many containers are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether the innermost of them is a list.
    pub(super) fn in_list(&self) -> bool {
        self.open
            .last()
            .is_some_and(|container| !container.is_object)
    }

    pub(super) const fn in_text(&self) -> bool {
        self.in_text
    }

    /// Whether the text may end here.
    pub(super) fn is_complete(&self) -> bool {
        self.due == Due::Nothing
    }

    /// Whether an object begins behind a string that ends in its brace.
    pub(super) const fn hides_object(&self) -> bool {
        self.brace
    }

    /// Goes on behind an entry.
    pub(super) fn behind_entry(&mut self) {
        self.open.clear();
        for (is_object, role) in [
            (true, Role::Other),
            (true, Role::Log),
            (false, Role::Entries),
        ] {
            self.open.push(Container {
                is_object,
                role,
                members: 0,
                begin: 0,
            });
        }
        self.due = Due::CommaOrEnd;
        (self.in_text, self.escaped, self.in_word, self.brace) = (false, false, false, false);
    }

    /// Goes on behind the first quote of an object that may be an entry.
    pub(super) fn within_object(&mut self, begin: usize) {
        self.behind_entry();
        self.open.push(Container {
            is_object: true,
            role: Role::Other,
            members: 0,
            begin,
        });
        self.due = Due::KeyOrEnd;
        self.begin_text();
    }

    fn begin_text(&mut self) {
        self.in_text = true;
        self.key.clear();
        self.brace = false;
    }

    /// Goes to behind the end of a string, or to the end of the input; how many bytes that were.
    pub(super) fn text(&mut self, input: &[u8]) -> usize {
        if std::mem::take(&mut self.escaped) {
            self.brace = false;
            return 1;
        }
        let end = memchr2(b'"', b'\\', input);
        let part = input.get(..end.unwrap_or(input.len())).unwrap_or_default();
        // No more than it takes to tell the names that count from longer ones.
        let room = 16_usize.saturating_sub(self.key.len());
        self.key.extend(part.iter().take(room));
        if let Some(last) = part.iter().rfind(|byte| !byte.is_ascii_whitespace()) {
            self.brace = *last == b'{';
        }
        let Some(end) = end else {
            return input.len();
        };
        self.escaped = input.get(end) == Some(&b'\\');
        self.in_text = self.escaped;
        if !self.in_text {
            self.due = match self.due {
                Due::Key | Due::KeyOrEnd => Due::Colon,
                _ => self.behind_value(),
            };
        }
        end + 1
    }

    fn behind_value(&self) -> Due {
        match self.open.is_empty() {
            true => Due::Nothing,
            false => Due::CommaOrEnd,
        }
    }

    /// Takes a byte outside of strings, which `begin` bytes of output are before.
    ///
    /// # Errors
    /// It cannot stand here; what is due, as a fragment. Nothing is changed then.
    pub(super) fn step(&mut self, byte: u8, begin: usize) -> Result<Step, &'static str> {
        if byte.is_ascii_whitespace() {
            (self.in_word, self.brace) = (false, false);
            return Ok(Step::Within);
        }
        let is_word = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
        if is_word && self.in_word {
            return Ok(Step::Within);
        }
        let value_due = matches!(self.due, Due::Value | Due::ValueOrEnd);
        let step = match byte {
            b'"' if matches!(self.due, Due::Key | Due::KeyOrEnd) => {
                self.begin_text();
                return Ok(Step::Within);
            }
            b'"' if value_due => {
                self.note_text();
                self.begin_text();
                return Ok(Step::Begin);
            }
            b'{' | b'[' if value_due => self.begin(byte == b'{', begin)?,
            b'}' | b']' => self.end(byte == b'}')?,
            b',' if self.due == Due::CommaOrEnd => {
                let in_object = self
                    .open
                    .last()
                    .is_some_and(|container| container.is_object);
                self.due = match in_object {
                    true => Due::Key,
                    false => Due::Value,
                };
                Step::Within
            }
            b':' if self.due == Due::Colon => {
                self.due = Due::Value;
                Step::Within
            }
            _ if is_word && value_due => {
                self.due = self.behind_value();
                Step::Begin
            }
            _ => return Err(self.missing()),
        };
        self.in_word = is_word;
        self.brace = false;
        Ok(step)
    }

    /// A string is the value of the last key.
    fn note_text(&mut self) {
        if let Some(container) = self.open.last_mut()
            && container.role == Role::Request
        {
            container.members |= match self.key.as_slice() {
                b"method" => METHOD,
                b"url" => URL,
                _ => 0,
            };
        }
    }

    fn begin(&mut self, is_object: bool, begin: usize) -> Result<Step, &'static str> {
        if self.open.len() == DEEPEST {
            return Err("its brackets are nested deeper than 4096 levels");
        }
        let parent = self.open.last().filter(|parent| parent.is_object);
        let role = match (parent, self.key.as_slice()) {
            (Some(_), b"request") if is_object => Role::Request,
            (Some(_), b"response") if is_object => Role::Response,
            (Some(_), b"log") if is_object && self.open.len() == 1 => Role::Log,
            (Some(parent), b"entries") if !is_object && parent.role == Role::Log => Role::Entries,
            _ => Role::Other,
        };
        self.open.push(Container {
            is_object,
            role,
            members: 0,
            begin,
        });
        self.due = match is_object {
            true => Due::KeyOrEnd,
            false => Due::ValueOrEnd,
        };
        Ok(match role {
            Role::Entries => Step::List,
            _ => Step::Begin,
        })
    }

    fn end(&mut self, is_object: bool) -> Result<Step, &'static str> {
        let due = match is_object {
            true => Due::KeyOrEnd,
            false => Due::ValueOrEnd,
        };
        let fits = self.due == due || self.due == Due::CommaOrEnd;
        let Some(closed) = self
            .open
            .pop_if(|container| fits && container.is_object == is_object)
        else {
            return Err(self.missing());
        };
        self.due = self.behind_value();
        let has = |members| closed.members & members == members;
        if let Some(parent) = self.open.last_mut() {
            parent.members |= match closed.role {
                Role::Request if has(METHOD | URL) => REQUEST,
                Role::Response => RESPONSE,
                _ => 0,
            };
        }
        Ok(Step::End {
            is_entry: has(REQUEST | RESPONSE),
            is_list: closed.role == Role::Entries,
            begin: closed.begin,
        })
    }

    const fn missing(&self) -> &'static str {
        match self.due {
            Due::Value | Due::ValueOrEnd => "no value stands where one is due",
            Due::Key | Due::KeyOrEnd => "no key stands where one is due",
            Due::Colon => "no colon stands behind a key",
            Due::CommaOrEnd => "no comma stands behind a value, nor the bracket that is due",
            Due::Nothing => "something stands behind its end",
        }
    }
}
