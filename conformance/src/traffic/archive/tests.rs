//! Entries told apart, in pieces of any size.

use super::{Archive, Chunk, Layout};

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

/// The entries of an archive, and what is said of the rest.
fn entries(text: &str, drip: usize) -> (Vec<String>, Option<(u64, String)>) {
    let (mut archive, mut chunk) = (Archive::default(), Chunk::default());
    let more = archive.fill(&mut Dripping(text.as_bytes(), drip), &mut chunk);
    assert!(!more);
    let Layout::Entries(ranges) = &chunk.layout else {
        panic!("entries lie in it");
    };
    let text = |range: &std::ops::Range<usize>| {
        String::from_utf8_lossy(&chunk.buffer.bytes()[range.clone()]).into_owned()
    };
    (
        ranges.iter().map(text).collect(),
        chunk.damage.map(|damage| (damage.index, damage.message)),
    )
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
        assert_eq!(damage, None);
    }
}

#[test]
fn what_is_cut_off_is_said_behind_the_last_whole_entry() {
    let whole = r#"{"log": {"entries": [{"a": 1}, {"b": "x"}]}}"#;
    for (end, count, said) in [
        (whole.len() - 1, 2, "the archive is cut off"),
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
        assert_eq!(damage, Some((count as u64, said.to_owned())), "{end}");
    }
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
        assert!(damage.is_some(), "{text}");
    }
}
