//! Recordings: what they are called, what they hold, and how they are opened.

use std::io::{self, Read};

use crate::judge::Grade;

/// One recording. The library opens nothing: it is handed a way to.
pub struct Input {
    /// What findings call it.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
    /// How much its records prove.
    pub grade: Grade,
    /// Called once, when its turn comes.
    pub open: Opener,
}

/// Opens a recording. Compressed or not: the first bytes tell.
pub type Opener = Box<dyn FnOnce() -> io::Result<Box<dyn Read + Send>> + Send>;

/// What a recording holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One response body.
    Json,
    /// A response body a line.
    Lines,
    /// An HTTP archive: requests with their responses.
    Har,
    /// Whatever its beginning says.
    Unknown,
}

impl Holds {
    /// What the name of a file says, whatever it is compressed by; `None` where it says nothing.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let name = [".gz", ".gzip", ".zst", ".zstd"]
            .iter()
            .find_map(|ending| name.strip_suffix(ending))
            .unwrap_or(&name);
        let (_, extension) = name.rsplit_once('.')?;
        match extension {
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Lines),
            "har" => Some(Self::Har),
            _ => None,
        }
    }
}

/// What the beginning of a recording says, up to its end or to a mebibyte. An archive is looked for only where `archives` says so: a
/// response may look like one.
pub(super) fn sniff(beginning: &[u8], archives: bool) -> Holds {
    if archives && begins_as_archive(beginning) {
        return Holds::Har;
    }
    let mut lines = beginning
        .split_inclusive(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty());
    let (Some(first), second) = (lines.next(), lines.next()) else {
        return Holds::Json;
    };
    match (verdict(first), second) {
        // A line of which the end is not in sight is read as a line.
        _ if !first.ends_with(b"\n") => Holds::Lines,
        (Ok(()), _) => Holds::Lines,
        // A value over several lines begins like that.
        (Err(error), _) if error.is_eof() => Holds::Json,
        (Err(_), Some(second)) if verdict(second).is_ok() => Holds::Lines,
        (Err(_), _) => Holds::Json,
    }
}

fn verdict(line: &[u8]) -> serde_json::Result<()> {
    serde_json::from_slice::<serde::de::IgnoredAny>(line).map(drop)
}

/// `{ "log": {`, after a byte order mark even.
fn begins_as_archive(text: &[u8]) -> bool {
    let mut rest = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    for token in [b"{".as_slice(), b"\"log\"", b":", b"{"] {
        match rest.trim_ascii_start().strip_prefix(token) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{Holds, sniff};

    #[test]
    fn a_name_says_what_a_file_holds() {
        for (name, holds) in [
            ("a/page.json", Some(Holds::Json)),
            ("pages.NDJSON", Some(Holds::Lines)),
            ("pages.jsonl.gz", Some(Holds::Lines)),
            ("x.har.zst", Some(Holds::Har)),
            ("pages.gz", None),
            ("json", None),
            ("-", None),
        ] {
            assert_eq!(Holds::of_name(name), holds, "{name}");
        }
    }

    #[test]
    fn the_beginning_says_what_a_recording_holds() {
        for (text, holds) in [
            ("", Holds::Json),
            ("{\"a\": 1}\n{\"a\": 2}\n", Holds::Lines),
            ("\n{\"a\": 1}\r\n", Holds::Lines),
            ("{\n\"a\": 1\n}\n", Holds::Json),
            ("[\n{}\n]\n", Holds::Json),
            ("nonsense\n{}\n", Holds::Lines),
            ("<html>\n<body>\n", Holds::Json),
            ("{\"a\": \"no end in sight", Holds::Lines),
            ("\u{feff} {\r\n  \"log\": {\n", Holds::Har),
            ("{\"log\": []}", Holds::Lines),
        ] {
            assert_eq!(sniff(text.as_bytes(), true), holds, "{text:?}");
        }
        assert_eq!(sniff(b"{\"log\": {}}\n", false), Holds::Lines);
    }
}
