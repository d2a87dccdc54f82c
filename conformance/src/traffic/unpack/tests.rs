//! Streams, whole and damaged.

use std::io::{Cursor, Read, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::{unpack, unpack_within};

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

fn zstd(plain: &[u8]) -> Vec<u8> {
    compress_to_vec(plain, CompressionLevel::Fastest)
}

/// What comes out, and what is said at its end.
fn plain(packed: Vec<u8>) -> (Vec<u8>, Option<String>) {
    let mut plain = Vec::new();
    let end = unpack(Box::new(Cursor::new(packed))).read_to_end(&mut plain);
    (plain, end.err().map(|error| error.to_string()))
}

#[test]
fn plain_text_stays_as_it_is() {
    for text in ["", "1", "{}\n", "[1, 2, 3]\n"] {
        assert_eq!(plain(text.into()), (text.into(), None));
    }
}

#[test]
fn members_and_frames_follow_one_another() {
    assert_eq!(
        plain([gzip(b"one\n"), gzip(b""), gzip(b"two\n")].concat()),
        (b"one\ntwo\n".to_vec(), None)
    );
    let skipped = [0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9].to_vec();
    assert_eq!(
        plain([skipped.clone(), zstd(b"one\n"), skipped, zstd(b"two\n")].concat()),
        (b"one\ntwo\n".to_vec(), None)
    );
}

#[test]
fn a_stream_that_is_cut_off_gives_what_it_holds_and_says_so() {
    let text = "some text that is longer than a block header\n".repeat(9000);
    for (name, mut packed) in [
        ("gzip", gzip(text.as_bytes())),
        ("zstd", zstd(text.as_bytes())),
    ] {
        for end in [packed.len() - 1, packed.len() / 2, 5] {
            packed.truncate(end);
            let (_, said) = plain(packed.clone());
            assert_eq!(
                said,
                Some(format!(
                    "the {name} stream is cut off after {end} bytes of it"
                ))
            );
        }
    }
}

#[test]
fn a_stream_that_is_changed_is_damaged() {
    let text = "some text, and some more of it, and more\n".repeat(500);
    let mut packed = gzip(text.as_bytes());
    let crc = packed.len() - 8;
    packed[crc] ^= 1;
    let (unpacked, said) = plain(packed);
    assert_eq!(unpacked.len(), text.len());
    assert!(
        said.unwrap().starts_with("the gzip stream is damaged: "),
        "a checksum counts"
    );

    let mut packed = zstd(text.as_bytes());
    let checksum = packed.len() - 1;
    packed[checksum] ^= 1;
    let (_, said) = plain(packed);
    assert_eq!(
        said.unwrap(),
        "the zstd stream is damaged: its checksum is another"
    );
    let mut packed = zstd(text.as_bytes());
    packed.extend(b"no frame");
    assert!(
        plain(packed)
            .1
            .unwrap()
            .starts_with("the zstd stream is damaged: ")
    );
}

#[test]
fn a_bomb_is_stopped_before_it_is_large() {
    for (name, packed) in [
        ("gzip", gzip(&vec![0; 4 << 20])),
        ("zstd", zstd(&vec![0; 4 << 20])),
    ] {
        assert!(packed.len() < 8 << 10, "{name}: {}", packed.len());
        let mut plain = Vec::new();
        let mut reader = unpack_within(Box::new(Cursor::new(packed.clone())), (100, 1 << 20));
        let said = reader.read_to_end(&mut plain).unwrap_err().to_string();
        assert!(plain.len() < 2 << 20, "{name}: {}", plain.len());
        assert_eq!(
            said,
            format!(
                "the {name} stream grows to more than 100 times its size, as a decompression bomb does"
            )
        );
        // What is small may be as repetitive as it likes.
        let mut reader = unpack_within(Box::new(Cursor::new(packed)), (100, 8 << 20));
        assert_eq!(reader.read_to_end(&mut plain).unwrap(), 4 << 20);
    }
}
