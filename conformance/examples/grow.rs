//! Writes a corpus grown from a fixture, with faults planted at rates from one record in ten to one in ten million:
//!
//! ```sh
//! cargo run --release -p callspec-conformance --example grow -- 1GB >grown.ndjson
//! cargo xtask conform --spec specs/aicaller.yaml --operation listCalls grown.ndjson
//! ```
//!
//! What was planted goes to the standard error.

#[path = "../tests/drift/grow.rs"]
mod grow;

use std::io::{BufWriter, Write as _};

fn main() -> anyhow::Result<()> {
    let size = std::env::args().nth(1).unwrap_or_else(|| "1MB".to_owned());
    let unit = [("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000)];
    let bytes = unit
        .iter()
        .find_map(|(name, unit)| Some(size.strip_suffix(name)?.parse::<u64>().ok()? * unit))
        .ok_or_else(|| {
            anyhow::anyhow!("failed to read the size `{size}`: write it as 1GB, 20MB or 5KB")
        })?;
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/aicaller/listCalls/200/documentation-sample.json"
    );
    let fixture = serde_json::from_slice(&fs_err::read(path)?)?;
    let mut stdout = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    let (records, planted) = grow::grow(&fixture, bytes, &mut stdout)?;
    stdout.flush()?;
    let mut stderr = std::io::stderr().lock();
    writeln!(stderr, "{records} records")?;
    for (fault, count) in grow::FAULTS.iter().zip(planted) {
        writeln!(
            stderr,
            "{count:>9}  1 in {:<10}  {:<12}  {:<22}  {}",
            fault.every, fault.rule, fault.place, fault.name
        )?;
    }
    Ok(())
}
