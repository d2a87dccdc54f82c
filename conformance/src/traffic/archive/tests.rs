//! Entries told apart, in pieces of any size.

use std::fmt::Write as _;

use super::super::chunk::Piece;
use super::scan::Scan;
use super::{Archive, Buffer, Chunk, Layout};

/// Hands out a few bytes at a time.
struct Dripping<'a>(&'a [u8], usize);

impl std::io::Read for Dripping<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(self.0.len()).min(buffer.len());
        let (given, rest) = self.0.split_at(count);
        buffer[..count].copy_from_slice(given);
        self.0 = rest;
        Ok(count)
    }
}

/// What is in an archive, in order: the entries, and in brackets what is damaged, each with its number.
type Pieces = Vec<(u64, String)>;

fn read(pieces: &[Piece], buffer: &Buffer) -> Pieces {
    let read = |piece: &Piece| match piece {
        Piece::Entry(entry) => {
            let text = &buffer.bytes()[entry.text.clone()];
            (entry.index, String::from_utf8_lossy(text).into_owned())
        }
        Piece::Damaged(damage) => {
            let place = damage.position;
            let (line, column) = (place.lines_before + 1, place.column());
            (
                damage.index,
                format!("({line}:{column} {})", damage.message),
            )
        }
    };
    pieces.iter().map(read).collect()
}

fn pieces(text: &[u8], drip: usize) -> Pieces {
    let (mut archive, mut found) = (Archive::default(), Vec::new());
    let mut input = Dripping(text, drip);
    loop {
        let mut chunk = Chunk::default();
        let more = archive.fill(&mut input, &mut chunk);
        let Layout::Entries(pieces) = &chunk.layout else {
            panic!("entries lie in it");
        };
        found.extend(read(pieces, &chunk.buffer));
        if !more {
            return found;
        }
    }
}

/// The same, of an archive that is smaller than a chunk, into a buffer that is there.
fn scanned(text: &[u8], drip: usize, buffer: &mut Buffer) -> Pieces {
    let (mut scan, mut pieces) = (Scan::default(), Vec::new());
    buffer.clear();
    for part in text.chunks(drip) {
        let (taken, full) = scan.take(part, buffer, &mut pieces);
        assert_eq!((taken, full), (part.len(), false));
    }
    scan.end(None, buffer, &mut pieces);
    read(&pieces, buffer)
}

/// The entries of an archive, and what is said of the rest.
fn entries(text: &str, drip: usize) -> (Vec<String>, Vec<(u64, String)>) {
    let is_damage = |piece: &(u64, String)| piece.1.starts_with('(');
    let (damage, entries) = pieces(text.as_bytes(), drip)
        .into_iter()
        .partition::<Vec<_>, _>(is_damage);
    (entries.into_iter().map(|(_, text)| text).collect(), damage)
}

#[test]
fn entries_are_told_apart_whatever_they_hold() {
    let text = r#"{"log": {"version": "1.2", "pages": [{"entries": [7]}], "entries": [
        {"a": "]}\"\\", "b": [1, {"c": 2}]}, 1 , "x,\"y", null,
        {"entries": []}
    ], "comment": "entries"}, "other": {"entries": [3]}}"#;
    for drip in [1, 2, 3, 7, 1000] {
        let (found, damage) = entries(text, drip);
        let found: Vec<_> = found.iter().map(|entry| entry.trim_end()).collect();
        assert_eq!(
            found,
            [
                r#"{"a": "]}\"\\", "b": [1, {"c": 2}]}"#,
                "1",
                r#""x,\"y""#,
                "null",
                r#"{"entries": []}"#
            ]
        );
        assert_eq!(damage, []);
    }
}

#[test]
fn what_is_cut_off_is_said_behind_the_last_whole_entry() {
    let whole = r#"{"log": {"entries": [{"a": 1}, {"b": "x"}]}}"#;
    for (end, count, said) in [
        (whole.len() - 1, 2, "the archive is cut off"),
        (whole.len() - 3, 2, "the archive is cut off"),
        (whole.len() - 4, 1, "the archive is cut off within an entry"),
        (whole.len() - 5, 1, "the archive is cut off within an entry"),
        (
            whole.len() - 10,
            1,
            "the archive is cut off within an entry",
        ),
        (23, 0, "the archive is cut off within an entry"),
        (21, 0, "the archive is cut off"),
        (10, 0, "the archive has no list `log.entries`"),
        (0, 0, "the archive has no list `log.entries`"),
    ] {
        let (found, damage) = entries(&whole[..end], 1000);
        assert_eq!(found.len(), count, "{end}");
        let said = format!("(1:{} {said})", end + 1);
        assert_eq!(damage, [(count as u64, said)], "{end}");
    }
}

#[test]
fn a_chunk_has_so_many_pieces_however_short_they_are() {
    let text = format!("{{\"log\": {{\"entries\": [{}1]}}}}", "1,".repeat(25_000));
    let (mut archive, mut chunk) = (Archive::default(), Chunk::default());
    assert!(archive.fill(&mut Dripping(text.as_bytes(), 1 << 20), &mut chunk));
    let Layout::Entries(first) = &chunk.layout else {
        panic!("entries lie in it");
    };
    assert_eq!(first.len(), 10_000);
    let numbers: Vec<_> = pieces(text.as_bytes(), 1000)
        .into_iter()
        .map(|(number, _)| number)
        .collect();
    assert!(numbers.into_iter().eq(0..25_001));
}

#[test]
fn only_the_list_of_the_log_counts() {
    for text in [
        r#"{"entries": [1]}"#,
        r#"{"log": [{"entries": [1]}]}"#,
        r#"{"log": {"entries": {"a": [1]}}}"#,
        r#"{"log": {"entriesx": [1]}}"#,
        r#"[{"log": {"entries": [1]}}]"#,
    ] {
        let (found, damage) = entries(text, 1000);
        assert!(found.is_empty(), "{text}");
        assert_eq!(damage.len(), 1, "{text}");
    }
}

/// An entry as browsers write it.
fn entry(number: usize) -> String {
    format!(
        r#"{{
      "_initiator": {{"type": "other", "stack": [[], {{}}]}}, "startedDateTime": "2026-01-0{number}", "time": 1.5e0,
      "request": {{"method": "GET", "url": "https://x.example/{number}", "headers": [{{"name": "a", "value": "{{\"request\": {{"}}]}},
      "response": {{"status": 200, "content": {{"size": 3, "text": "{{\"id\": \"{number}\"}}", "mimeType": null}}}},
      "cache": {{}}, "timings": {{"wait": -1, "blocked": true}}, "_messages": [{{"data": "\u007b"}}]
    }}"#
    )
}

fn archive(count: usize) -> (String, Vec<String>) {
    let entries: Vec<_> = (0..count).map(entry).collect();
    let mut text = String::from(
        "{\"log\": {\"version\": \"1.2\", \"pages\": [{\"id\": \"p\"}],\n  \"entries\": [",
    );
    for (number, entry) in entries.iter().enumerate() {
        let comma = if number > 0 { "," } else { "" };
        _ = write!(text, "{comma}\n    {entry}");
    }
    text.push_str("\n  ], \"comment\": \"\"}\n}\n");
    (text, entries)
}

/// Whether a piece is an entry. What blanks followed the brace of one that was found behind damage, nobody keeps.
fn is_same(piece: &str, entry: &str) -> bool {
    let behind_brace = |text| str::strip_prefix(text, '{').map(str::trim_start);
    behind_brace(piece) == behind_brace(entry)
}

/// What damage does to an archive of a few entries: every entry but the one that it is in is found whole, and something is said of it where
/// an entry is missing.
fn is_resilient(damaged: &[u8], at: usize, archive: &str, entries: &[String], buffer: &mut Buffer) {
    let found = scanned(damaged, 1 << 20, buffer);
    for entry in entries {
        let begin = archive.find(entry.as_str()).expect("it is there");
        let is_hit = (begin..begin + entry.len()).contains(&at);
        let is_found = found.iter().any(|(_, text)| is_same(text, entry));
        assert!(is_hit || is_found, "{at}: {found:#?}");
    }
    let numbers: Vec<_> = found.iter().map(|(number, _)| *number).collect();
    assert!(numbers.is_sorted(), "{at}: {numbers:?}");
    let said = found
        .iter()
        .filter(|(_, text)| text.starts_with('('))
        .count();
    assert!(said <= 1, "{at}: {found:#?}");
    for drip in [1, 7].into_iter().filter(|_| at.is_multiple_of(11)) {
        assert_eq!(scanned(damaged, drip, buffer), found, "{at}");
    }
}

#[test]
fn one_byte_that_is_lost_or_another_costs_no_other_entry() {
    let (archive, entries) = archive(2);
    let mut buffer = Buffer::default();
    for at in 0..archive.len() {
        let mut lost = archive.clone().into_bytes();
        lost.remove(at);
        is_resilient(&lost, at, &archive, &entries, &mut buffer);
        for byte in *b"{]\"\\" {
            let mut other = archive.clone().into_bytes();
            other[at] = byte;
            is_resilient(&other, at, &archive, &entries, &mut buffer);
            other.insert(at, archive.as_bytes()[at]);
            is_resilient(&other, at, &archive, &entries, &mut buffer);
        }
    }
}

#[test]
fn a_part_that_is_lost_costs_no_entry_that_is_whole() {
    let (archive, entries) = archive(4);
    let mut buffer = Buffer::default();
    let spans: Vec<_> = entries
        .iter()
        .map(|entry| (archive.find(entry.as_str()).expect("it is there"), entry))
        .collect();
    for at in (0..archive.len()).step_by(3) {
        for length in [2, 5, 40, 300, 700] {
            let end = (at + length).min(archive.len());
            let damaged = format!("{}{}", &archive[..at], &archive[end..]);
            let found = scanned(damaged.as_bytes(), 1 << 20, &mut buffer);
            for (begin, entry) in &spans {
                let is_whole = end <= *begin || begin + entry.len() <= at;
                let is_found = found.iter().any(|(_, text)| is_same(text, entry));
                assert!(!is_whole || is_found, "{at}..{end}: {found:#?}");
            }
        }
    }
}
