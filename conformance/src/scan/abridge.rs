//! A record without what is in order: of its lists only the elements that something may be wrong with.
//!
//! A page of a hundred calls with one bad one need not be read into a tree whole. The elements of a list stand each for itself, unless more is
//! asked of the list than of them (`uniqueItems`, `contains`…), or a choice between branches hangs on it. What the scanner takes of them the
//! arbiter would take too; so the rest, in the same places of the same lists, is found to be what it is in the whole record.

use std::ops::ControlFlow;

use super::seek::skip;
use super::text::{byte, space};
use super::value::Scan;
use super::{Scanner, Step, Stop};
use crate::json::push;
use crate::program::{ArrayFacts, Counts, Entry, Facts, Plan, Program, SetId, Types};

/// A record from which elements of lists are left out that conform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Abridged {
    /// What is left of the record: JSON if the record is.
    pub(crate) text: String,
    lists: Vec<List>,
    /// What the elements exercise that are left out.
    slots: Vec<u32>,
}

/// A list from which something is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct List {
    /// Its pointer in what is left.
    pointer: String,
    /// Which elements of the record are left, by their numbers there: at least one.
    kept: Vec<usize>,
}

impl Abridged {
    /// The pointer in the record of what stands at a pointer in what is left of it.
    pub(crate) fn original(&self, pointer: &str) -> String {
        let mut original = String::with_capacity(pointer.len() + 2);
        let mut end = 0;
        for segment in pointer.split('/').skip(1) {
            let list = pointer.get(..end);
            let list = self.lists.iter().find(|known| list == Some(&known.pointer));
            let element = list.and_then(|list| list.kept.get(segment.parse::<usize>().ok()?));
            original.push('/');
            match element {
                Some(element) => original.push_str(&element.to_string()),
                None => original.push_str(segment),
            }
            end += 1 + segment.len();
        }
        original
    }

    /// Adds what the elements exercise that are left out.
    pub(crate) fn count(&self, counts: &mut Counts) {
        counts.add(&self.slots);
    }
}

impl Scanner {
    /// Leaves out of a record what conforms of its lists. `None` where nothing can be left out, or the record is no JSON as far as can be seen.
    pub(crate) fn abridge(
        &mut self,
        program: &Program,
        entry: Entry,
        text: &str,
    ) -> Option<Abridged> {
        self.load(program);
        loop {
            self.state.begin(text.len(), self.tables.predictions);
            let walk = Walk {
                scan: Scan::new(text, &self.tables, &mut self.state),
                left: String::new(),
                done: 0,
                pointer: String::new(),
                lists: Vec::new(),
            };
            let abridged = walk.record(entry);
            let Some(missing) = self.state.missing.take() else {
                return abridged;
            };
            self.tables = program.extend(missing)?;
        }
    }
}

struct Walk<'a> {
    scan: Scan<'a, true>,
    left: String,
    /// Up to here the text is copied, or left out.
    done: usize,
    /// Where the walk is, in what is left.
    pointer: String,
    lists: Vec<List>,
}

/// What is put back where nothing can be left out of a list after all.
struct Mark {
    left: usize,
    done: usize,
    lists: usize,
    logged: usize,
}

impl<'a> Walk<'a> {
    fn record(mut self, entry: Entry) -> Option<Abridged> {
        let end = self.value(entry.0, space(self.scan.bytes, 0)).ok()?;
        let is_whole = space(self.scan.bytes, end) == self.scan.bytes.len();
        if !is_whole || self.lists.is_empty() {
            return None;
        }
        self.copy(end).ok()?;
        Some(Abridged {
            text: self.left,
            lists: self.lists,
            slots: std::mem::take(&mut self.scan.state.log),
        })
    }

    /// Goes over a value: into it where its parts stand each for itself.
    fn value(&mut self, set: SetId, at: usize) -> Step {
        let facts = self.scan.facts(set)?;
        let first = byte(self.scan.bytes, at);
        let kind = Types::begun_by(first);
        let is_of_parts = matches!(facts.plan, Plan::Direct)
            && facts.composite.is_empty()
            && facts.types.meets(kind)
            && !facts.unknown.meets(kind);
        match first {
            b'{' if is_of_parts => self.object(facts, at),
            b'[' if is_of_parts && is_of_equals(&facts.array) => self.array(&facts.array, at),
            _ => skip(self.scan.bytes, at),
        }
    }

    fn object(&mut self, facts: &'a Facts, start: usize) -> Step {
        self.scan.enter()?;
        let object = &facts.object;
        let length = self.pointer.len();
        let mut at = space(self.scan.bytes, start + 1);
        if byte(self.scan.bytes, at) == b'}' {
            self.scan.leave();
            return Ok(at + 1);
        }
        loop {
            if byte(self.scan.bytes, at) != b'"' {
                return Err(Stop::Unsure);
            }
            let (end, is_escaped) = self.scan.string_end(at)?;
            let value = self.scan.behind_key(end)?;
            let end = match byte(self.scan.bytes, value) {
                b'{' | b'[' => {
                    let pointer = &mut self.pointer;
                    let known = self.scan.with_text(at, end, is_escaped, |key| {
                        push(pointer, key);
                        object
                            .keys
                            .find(key.as_bytes())
                            .ok_or_else(|| object.matched(key))
                    })?;
                    let member = match known {
                        Ok(index) => object.members.get(index).copied().ok_or(Stop::Unsure)?,
                        Err(matched) => self.scan.other(object, matched)?,
                    };
                    let end = self.value(member.set, value)?;
                    self.pointer.truncate(length);
                    end
                }
                _ => skip(self.scan.bytes, value)?,
            };
            match self.scan.after(end, b'}')? {
                ControlFlow::Continue(next) => at = next,
                ControlFlow::Break(end) => {
                    self.scan.leave();
                    return Ok(end);
                }
            }
        }
    }

    fn array(&mut self, array: &'a ArrayFacts, start: usize) -> Step {
        self.scan.enter()?;
        let mut at = space(self.scan.bytes, start + 1);
        if byte(self.scan.bytes, at) == b']' {
            self.scan.leave();
            return Ok(at + 1);
        }
        let mark = Mark {
            left: self.left.len(),
            done: self.done,
            lists: self.lists.len(),
            logged: self.scan.state.log.len(),
        };
        self.copy(start + 1)?;
        let mut kept = Vec::new();
        let mut count = 0;
        loop {
            let (begin, logged) = (at, self.scan.state.log.len());
            let taken = self.take(array.rest, at)?;
            at = match taken {
                Some(end) => end,
                None => self.keep(array.rest, at, &mut kept, count)?,
            };
            count += 1;
            let end = space(self.scan.bytes, at);
            match byte(self.scan.bytes, end) {
                b',' => at = space(self.scan.bytes, end + 1),
                b']' => {
                    // A list that has elements keeps one: that it is not empty counts, too.
                    if kept.is_empty() {
                        self.scan.state.log.truncate(logged);
                        self.done = begin;
                        self.copy(at)?;
                        kept.push(count - 1);
                    }
                    at = end;
                    break;
                }
                _ => return Err(Stop::Unsure),
            }
        }
        self.done = at;
        let (least, most) = array.count;
        if kept.len() < count {
            if (kept.len() as u64) < least || count as u64 > most {
                self.undo(&mark);
            } else {
                let pointer = self.pointer.clone();
                self.lists.push(List { pointer, kept });
            }
        }
        self.scan.leave();
        Ok(at + 1)
    }

    /// Where an element ends that conforms.
    fn take(&mut self, set: SetId, at: usize) -> Result<Option<usize>, Stop> {
        let logged = self.scan.state.log.len();
        let taken = match self.scan.trial(set, at) {
            Err(stop) if self.scan.state.missing.is_some() => return Err(stop),
            Ok(Some(taken)) if !taken.is_noted => Some(taken.end),
            Ok(_) | Err(_) => None,
        };
        if taken.is_none() {
            self.scan.state.log.truncate(logged);
        }
        Ok(taken)
    }

    /// Keeps an element, or of its own lists what does not conform.
    fn keep(&mut self, set: SetId, at: usize, kept: &mut Vec<usize>, number: usize) -> Step {
        if !kept.is_empty() {
            self.left.push(',');
        }
        self.done = at;
        let length = self.pointer.len();
        push(&mut self.pointer, &kept.len().to_string());
        let end = self.value(set, at)?;
        self.pointer.truncate(length);
        self.copy(end)?;
        kept.push(number);
        Ok(end)
    }

    /// Leaves nothing out of a list: how many elements it has is a matter of its own.
    fn undo(&mut self, mark: &Mark) {
        self.left.truncate(mark.left);
        self.done = mark.done;
        self.lists.truncate(mark.lists);
        self.scan.state.log.truncate(mark.logged);
    }

    /// Copies the text up to a place.
    fn copy(&mut self, end: usize) -> Result<(), Stop> {
        self.left.push_str(self.scan.slice(self.done, end)?);
        self.done = end;
        Ok(())
    }
}

/// Whether the same is asked of each element, and nothing of all of them together but how many they are.
fn is_of_equals(array: &ArrayFacts) -> bool {
    array.prefix.is_empty() && array.contains.is_empty() && !array.unique
}
