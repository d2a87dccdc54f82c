//! A part of the records, chosen by what they say.

use std::str::FromStr;

use xxhash_rust::xxh3::xxh3_64;

use super::record::{Body, Record};

/// One of several parts. Every record is in exactly one, wherever it stands: that of its body's XXH3 (64 bits, no seed) modulo the number
/// of parts. A record without a body is placed by the name of its file, a line break, and its number in decimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 0.
    index: u64,
    count: u64,
}

impl Shard {
    /// Which part it is, from 1.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.index + 1
    }

    /// How many parts there are.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Whether a record belongs to it.
    #[must_use]
    pub fn has(&self, record: &Record<'_>) -> bool {
        let hash = match record.body {
            Body::Bytes(bytes) => xxh3_64(bytes),
            Body::Absent | Body::Damaged { .. } => {
                xxh3_64(format!("{}\n{}", record.file, record.index).as_bytes())
            }
        };
        hash % self.count == self.index
    }
}

impl FromStr for Shard {
    type Err = String;

    /// `K/N`: part K of N, from 1.
    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text
            .split_once('/')
            .and_then(|(index, count)| Some((index.parse().ok()?, count.parse().ok()?)));
        match numbers {
            Some((index, count)) if (1..=count).contains(&index) => Ok(Self {
                index: index - 1,
                count,
            }),
            _ => Err("it is K/N, part K of N, from 1/N to N/N".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;
    use crate::judge::Grade;
    use crate::traffic::{About, Body, Record};

    #[test]
    fn every_record_is_in_one_of_the_parts() {
        let about = About::Named {
            operation: "x",
            status: 200,
        };
        let parts: Vec<Shard> = ["1/3", "2/3", "3/3"]
            .iter()
            .map(|part| part.parse().unwrap())
            .collect();
        let mut sizes = [0; 3];
        for index in 0..300 {
            let text = index.to_string();
            let bodies = [
                Body::Bytes(text.as_bytes()),
                Body::Absent,
                Body::Damaged {
                    why: "it is",
                    column: 1,
                },
            ];
            for body in bodies {
                let record = Record {
                    file: "x",
                    index,
                    lines_before: 0,
                    body,
                    about,
                    grade: Grade::LiveCapture,
                };
                let holding: Vec<_> = (0..3).filter(|part| parts[*part].has(&record)).collect();
                assert_eq!(holding.len(), 1);
                sizes[holding[0]] += 1;
            }
        }
        assert!(sizes.iter().all(|size| *size > 200), "{sizes:?}");
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // Stored shards must stay good.
        assert_eq!(xxhash_rust::xxh3::xxh3_64(b""), 0x2d06_8005_38d3_94c2);
    }

    #[test]
    fn parts_are_counted_from_one() {
        for text in ["0/3", "4/3", "1/0", "1", "a/b", "-1/2", ""] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
