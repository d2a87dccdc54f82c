//! The records of a chunk, one by one, each with what it is a response to.

use memchr::memchr;

use super::chunk::{Chunk, Damage, Layout, Piece};
use super::har::{Entry, EntryBody, Unreadable};
use super::numbered;
use super::position::Position;
use super::record::{About, Body, Exchange, Record, Sink};
use super::run::Options;

/// Gives the records of a chunk to a sink: those of the shard.
pub(super) fn deliver(chunk: &Chunk, options: &Options<'_>, sink: &mut impl Sink) {
    let mut take = |index: u64, lines_before: u64, body: Body<'_>, about: About<'_>| {
        let record = Record {
            file: &chunk.origin.name,
            index,
            lines_before,
            body,
            about,
            grade: chunk.origin.grade,
        };
        if options.shard.is_none_or(|shard| shard.has(&record)) {
            sink.take(&record);
        }
    };
    let nothing = Exchange::default();
    let unreadable = About::Unmatched {
        exchange: &nothing,
        reason: "what was recorded cannot be read",
    };
    let named = options
        .named
        .map_or(unreadable, |(operation, status)| About::Named {
            operation,
            status,
        });
    let bytes = chunk.buffer.bytes();
    match &chunk.layout {
        Layout::Empty => {}
        Layout::Whole => take(chunk.index, 0, Body::Bytes(bytes), named),
        Layout::Lines => {
            let mut number = chunk.index;
            let mut rest = bytes;
            while !rest.is_empty() {
                let end = memchr(b'\n', rest).unwrap_or(rest.len());
                let (line, after) = rest.split_at(end);
                rest = after.get(1..).unwrap_or_default();
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                let (number_of, record) = match options.numbered {
                    false => (number, Some(line)),
                    true => match numbered::split(line) {
                        Some((number, record)) => (number, Some(record)),
                        None => (number, None),
                    },
                };
                number += 1;
                let is_blank = |line: &[u8]| line.iter().all(u8::is_ascii_whitespace);
                match record {
                    _ if is_blank(record.unwrap_or(line)) => {}
                    Some(record) => take(number_of, number_of, Body::Bytes(record), named),
                    None => take(
                        number_of,
                        number_of,
                        damaged(numbered::MISSING, Position::START),
                        named,
                    ),
                }
            }
        }
        Layout::Entries(entries) => {
            for piece in entries {
                let entry = match piece {
                    Piece::Entry(entry) => entry,
                    Piece::Damaged(damage) => {
                        let Damage {
                            index,
                            position,
                            message,
                        } = damage;
                        let body = damaged(message, *position);
                        take(*index, position.lines_before, body, unreadable);
                        continue;
                    }
                };
                let index = entry.index;
                let text = bytes.get(entry.text.clone()).unwrap_or_default();
                let Entry { exchange, body } = match Entry::read(text) {
                    Ok(entry) => entry,
                    Err(Unreadable { message, before }) => {
                        let before = text.get(..before).unwrap_or_default();
                        let position = entry.position.after(before);
                        let body = damaged(&message, position);
                        take(index, position.lines_before, body, unreadable);
                        continue;
                    }
                };
                let body = match &body {
                    EntryBody::Bytes(bytes) => Body::Bytes(bytes),
                    EntryBody::Absent => Body::Absent,
                    EntryBody::Damaged(message) => damaged(message, Position::START),
                };
                match options.matcher.find(&exchange) {
                    Ok(operation) => take(
                        index,
                        0,
                        body,
                        About::Matched {
                            operation,
                            exchange: &exchange,
                        },
                    ),
                    Err(miss) => take(
                        index,
                        0,
                        body,
                        About::Unmatched {
                            exchange: &exchange,
                            reason: &miss.to_string(),
                        },
                    ),
                }
            }
        }
    }
    if let Some(Damage {
        index,
        position,
        message,
    }) = &chunk.damage
    {
        let body = damaged(message, *position);
        take(*index, position.lines_before, body, named);
    }
}

/// What is said of a record that cannot be read.
const fn damaged(why: &str, position: Position) -> Body<'_> {
    Body::Damaged {
        why,
        column: position.column(),
    }
}
