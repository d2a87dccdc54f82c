//! A corpus with planted faults, through the binary: every kind is found, as often as it was planted, and nothing else.
//!
//! Half a megabyte, unless `DRIFT_BYTES` says otherwise:
//!
//! ```sh
//! DRIFT_BYTES=1000000000 cargo test --release -p callspec-conformance --test drift -- --nocapture
//! ```

mod grow;

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

#[test]
fn every_planted_fault_is_found_and_none_is_invented() {
    let bytes = std::env::var("DRIFT_BYTES")
        .map_or(500_000, |bytes| bytes.parse().expect("a number of bytes"));
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixture =
        fs::read(package.join("fixtures/aicaller/listCalls/200/documentation-sample.json"));
    let fixture =
        serde_json::from_slice(&fixture.expect("the fixture is there")).expect("it is JSON");
    let corpus = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drift.ndjson");
    let mut file = BufWriter::new(File::create(&corpus).expect("a file"));
    let (records, planted) = grow::grow(&fixture, bytes, &mut file).expect("it is written");
    file.flush().expect("it is written");

    let output = Command::new(env!("CARGO_BIN_EXE_callspec-conformance"))
        .arg("--spec")
        .arg(package.join("../specs/aicaller.yaml"))
        .args(["--operation", "listCalls", "--format", "json"])
        .arg(&corpus)
        .output()
        .expect("the binary runs");
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let report: Value = serde_json::from_slice(&output.stdout).expect("the report is JSON");
    fs::remove_file(&corpus).expect("it was there");

    let mut expected: Vec<_> = grow::FAULTS
        .iter()
        .zip(&planted)
        .map(|(fault, count)| (fault.rule.to_owned(), fault.place.to_owned(), *count))
        .collect();
    let mut found: Vec<_> = report["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|group| {
            let text = |name: &str| group[name].as_str().unwrap_or_default().to_owned();
            (
                text("rule"),
                text("pointer"),
                group["records"].as_u64().unwrap_or_default(),
            )
        })
        .collect();
    for (fault, count) in grow::FAULTS.iter().zip(&planted) {
        println!(
            "{count:>9} of {records}, 1 in {:<10} {}",
            fault.every, fault.name
        );
    }
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    let faulty: u64 = planted.iter().sum();
    assert_eq!(report["totals"]["records"], records);
    assert_eq!(report["totals"]["failing"], faulty);
    assert_eq!(report["totals"]["conforming"], records - faulty);
}
