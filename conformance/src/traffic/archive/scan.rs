//! Where the entries of an archive begin and end, in one that is damaged too.

use memchr::memchr;

use super::grammar::{AROUND, Grammar, Step};
use crate::traffic::buffer::Buffer;
use crate::traffic::chunk::{Damage, Entry, Piece};
use crate::traffic::position::Position;
use crate::traffic::{CHUNK, LARGEST};

/// How many pieces a chunk has at most, however short they are.
const PIECES: usize = 10_000;

/// What is known of an archive up to some byte.
#[derive(Default)]
pub(super) struct Scan {
    grammar: Grammar,
    phase: Phase,
    /// The element of the list that has begun; before the list, and while the way is lost, an object that may be an entry.
    element: Option<Element>,
    /// How the way is looked for where it is lost.
    lost: Option<Search>,
    /// Whether the last element was no entry.
    doubtful: bool,
    /// How many entries came before.
    given: u64,
    position: Position,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Before,
    Entries,
    After,
}

#[derive(Clone, Copy)]
struct Element {
    /// Where it begins in the output.
    begin: usize,
    position: Position,
    /// How many containers are around it.
    depth: usize,
}

/// An object is looked for: a brace, blanks, and a quote. Within sound JSON, quotes in strings are escaped, so that stands nowhere else.
#[derive(Clone, Copy)]
struct Search {
    /// Where the brace stands, if only blanks came after it.
    brace: Option<Position>,
}

/// The bytes at hand.
struct Input<'i> {
    bytes: &'i [u8],
    at: usize,
    /// From where on they are not copied yet.
    copied: usize,
    /// From where on they are not counted yet.
    counted: usize,
}

impl Scan {
    /// Goes on with more input, and copies what belongs to entries; how much of the input it took, and whether there are enough entries.
    pub(super) fn take(
        &mut self,
        bytes: &[u8],
        output: &mut Buffer,
        pieces: &mut Vec<Piece>,
    ) -> (usize, bool) {
        let mut input = Input {
            bytes,
            at: 0,
            copied: 0,
            counted: 0,
        };
        let mut full = false;
        while input.at < bytes.len() && !full {
            if let (Some(search), None) = (self.lost, self.element) {
                self.search(search, &mut input, output);
            } else if self.grammar.in_text() {
                let rest = bytes.get(input.at..).unwrap_or_default();
                input.at += self.grammar.text(rest);
            } else {
                self.structure(&mut input, output, pieces);
            }
            let is_full = output.len() >= CHUNK || pieces.len() >= PIECES;
            full = is_full && self.element.is_none();
        }
        self.copy(&mut input, output);
        self.count(&mut input);
        if let Some(element) = self.element
            && output.len() - element.begin > LARGEST
        {
            let message = format!("the entry is longer than {} MiB", LARGEST >> 20);
            self.lose(element.position, message, output, pieces);
        }
        (input.at, full)
    }

    /// Says what is wrong with an archive that ends here: what made it end, or else what is missing, if that was not said.
    pub(super) fn end(
        &mut self,
        broken: Option<String>,
        output: &mut Buffer,
        pieces: &mut Vec<Piece>,
    ) {
        let message = match (broken, self.phase) {
            (Some(broken), _) => broken,
            _ if self.lost.is_some() => return,
            (None, Phase::Before) => "the archive has no list `log.entries`".to_owned(),
            _ if self.element.is_some() => "the archive is cut off within an entry".to_owned(),
            _ if !self.grammar.is_complete() => "the archive is cut off".to_owned(),
            _ => return,
        };
        if self.lost.is_some() {
            self.element = None;
        }
        self.damage(self.position, message, pieces);
        if let Some(element) = self.element.take() {
            output.truncate(element.begin);
        }
    }

    /// Copies what was not copied, if it belongs to an entry.
    fn copy(&mut self, input: &mut Input<'_>, output: &mut Buffer) {
        if self.element.is_some() {
            output.extend(input.bytes.get(input.copied..input.at).unwrap_or_default());
        }
        input.copied = input.at;
    }

    /// The place of the byte at hand.
    fn count(&mut self, input: &mut Input<'_>) -> Position {
        let bytes = input.bytes.get(input.counted..input.at);
        self.position.advance(bytes.unwrap_or_default());
        input.counted = input.at;
        self.position
    }

    /// Looks for the next object.
    fn search(&mut self, search: Search, input: &mut Input<'_>, output: &mut Buffer) {
        let byte = input.bytes.get(input.at);
        match (search.brace, byte) {
            (Some(position), Some(b'"')) => {
                self.try_object(position, input, output);
                input.at += 1;
                input.copied = input.at;
                return;
            }
            (Some(_), Some(blank)) if blank.is_ascii_whitespace() => {
                input.at += 1;
                return;
            }
            _ => {}
        }
        let rest = input.bytes.get(input.at..).unwrap_or_default();
        let brace = match memchr(b'{', rest) {
            Some(distance) => {
                input.at += distance;
                let brace = self.count(input);
                input.at += 1;
                Some(brace)
            }
            None => {
                input.at = input.bytes.len();
                None
            }
        };
        self.lost = Some(Search { brace });
    }

    /// Reads on as if behind the first quote of an entry.
    fn try_object(&mut self, position: Position, input: &mut Input<'_>, output: &mut Buffer) {
        let begin = output.len();
        output.extend(b"{\"");
        self.element = Some(Element {
            begin,
            position,
            depth: AROUND,
        });
        self.lost = Some(Search { brace: None });
        self.grammar.within_object(begin);
        input.copied = input.at;
    }

    /// Takes a byte outside of strings.
    fn structure(&mut self, input: &mut Input<'_>, output: &mut Buffer, pieces: &mut Vec<Piece>) {
        let Some(&byte) = input.bytes.get(input.at) else {
            return;
        };
        let (depth, in_list) = (self.grammar.depth(), self.grammar.in_list());
        // Where the byte will stand, if it is copied.
        let begin = match self.element {
            Some(_) => output.len() + (input.at - input.copied),
            None => output.len(),
        };
        let step = match self.grammar.step(byte, begin) {
            Ok(step) => step,
            Err(_) if depth == 0 && self.is_mark(byte, input) => Step::Within,
            Err(_) if depth == 0 && matches!(byte, 0xfe | 0xff) => {
                return self.stray("the text is UTF-16, and not UTF-8", input, output, pieces);
            }
            Err(missing) => return self.stray(missing, input, output, pieces),
        };
        if depth == AROUND
            && self.lost.is_none()
            && self.phase == Phase::Entries
            && matches!(byte, b',' | b']')
            && let Some(element) = self.element
        {
            // What is still open there is a string, a number or a literal.
            self.copy(input, output);
            self.give(element, false, output, pieces);
        }
        let begins = match (&step, self.phase) {
            (Step::Begin, Phase::Entries) => depth == AROUND,
            // Where the names of the list came to harm, its entries are known by what they hold.
            (Step::Begin, Phase::Before) => byte == b'{' && (in_list || depth == AROUND - 1),
            (Step::List, Phase::Before) => {
                self.phase = Phase::Entries;
                false
            }
            _ => false,
        };
        if begins && self.element.is_none() {
            let position = self.count(input);
            input.copied = input.at;
            self.element = Some(Element {
                begin,
                position,
                depth,
            });
        }
        input.at += 1;
        if let Step::End {
            is_entry,
            is_list,
            begin,
        } = step
        {
            if is_list && self.phase == Phase::Entries {
                self.phase = Phase::After;
            }
            self.end_of_container(is_entry, begin, input, output, pieces);
        }
    }

    /// Whether a byte is one of a byte order mark before the text, which is no part of it.
    fn is_mark(&self, byte: u8, input: &Input<'_>) -> bool {
        let is_at_start = input.at < 3 && self.position == Position::default();
        is_at_start && matches!(byte, 0xef | 0xbb | 0xbf)
    }

    /// Ends the element that has begun, or finds another one in it.
    fn end_of_container(
        &mut self,
        is_entry: bool,
        begin: usize,
        input: &mut Input<'_>,
        output: &mut Buffer,
        pieces: &mut Vec<Piece>,
    ) {
        let Some(element) = self.element else { return };
        let is_whole = self.grammar.depth() == element.depth;
        let in_place = is_whole && self.phase == Phase::Entries && self.lost.is_none();
        if !(in_place || is_entry) {
            if is_whole {
                // An object, and no entry.
                output.truncate(element.begin);
                self.element = None;
                input.copied = input.at;
            }
            return;
        }
        self.copy(input, output);
        let mut given = element;
        if !in_place {
            let before = output.bytes().get(element.begin..begin);
            given.position.advance(before.unwrap_or_default());
            given.begin = begin;
            let message = match self.phase {
                Phase::Before => "its entries are in no list `log.entries`",
                _ => "another entry begins within the entry, which has lost its end",
            };
            if self.lost.take().is_none() {
                self.damage(given.position, message.to_owned(), pieces);
            }
            self.grammar.behind_entry();
            self.phase = Phase::Entries;
        }
        self.give(given, is_entry, output, pieces);
    }

    /// Gives an element, which ends where the output ends.
    fn give(&mut self, element: Element, is_entry: bool, output: &Buffer, pieces: &mut Vec<Piece>) {
        pieces.push(Piece::Entry(Entry {
            index: self.given,
            position: element.position,
            text: element.begin..output.len(),
        }));
        self.given += 1;
        self.doubtful = !is_entry;
        self.element = None;
    }

    /// Meets a byte that no JSON has there.
    fn stray(
        &mut self,
        missing: &str,
        input: &mut Input<'_>,
        output: &mut Buffer,
        pieces: &mut Vec<Piece>,
    ) {
        let position = self.count(input);
        let hidden = self.grammar.hides_object();
        let message = match self.phase {
            Phase::Entries if self.element.is_some() => format!("within the entry, {missing}"),
            Phase::Entries => format!("between entries, {missing}"),
            Phase::Before => format!("before the list `log.entries`, {missing}"),
            Phase::After => format!("behind the list `log.entries`, {missing}"),
        };
        self.lose(position, message, output, pieces);
        input.copied = input.at;
        if hidden {
            self.try_object(position, input, output);
        }
    }

    /// Loses the way: what has begun is no entry.
    fn lose(
        &mut self,
        position: Position,
        message: String,
        output: &mut Buffer,
        pieces: &mut Vec<Piece>,
    ) {
        let was_lost = self.lost.replace(Search { brace: None }).is_some();
        // What is left of an entry whose end came too early is told with it.
        let is_rest =
            self.phase == Phase::Entries && self.doubtful && self.grammar.depth() == AROUND;
        if !was_lost && !is_rest {
            self.damage(position, message, pieces);
        }
        if let Some(element) = self.element.take() {
            output.truncate(element.begin);
        }
    }

    /// Tells of damage, in the element that has begun or before the next one.
    fn damage(&mut self, position: Position, message: String, pieces: &mut Vec<Piece>) {
        pieces.push(Piece::Damaged(Damage {
            index: self.given,
            position,
            message,
        }));
        self.given += u64::from(self.element.is_some() && self.phase == Phase::Entries);
    }
}
