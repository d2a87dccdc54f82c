//! A corpus grown from a fixture, with faults planted at known rates: what a check of recorded traffic has to find, all of it and
//! nothing else.
//!
//! A record holds one call with a few of the fixture's members, some 75 bytes, so that there are more than ten million in a gigabyte, and a
//! fault that one record in ten million has is in it once.

use std::io::{self, Write};

use serde_json::{Map, Value};

/// A fault, and what a check must say of it.
pub(crate) struct Fault {
    /// What is done to the record.
    pub(crate) name: &'static str,
    /// One record in so many has it.
    pub(crate) every: u64,
    /// The rule of the finding.
    pub(crate) rule: &'static str,
    /// Where the finding is, with `*` for an index.
    pub(crate) place: &'static str,
    /// Does it, to the members of the call and then to the text.
    plant: Plant,
}

enum Plant {
    /// Puts a member into the call, in the place of the one that has its name. The value is JSON, or nearly.
    Member(&'static str, &'static str),
    /// Puts two members of one name into the call.
    Twice(&'static str, &'static str),
    /// Changes the whole text.
    Text(fn(&str) -> Vec<u8>),
}

/// Every fault, from the most to the least frequent. A record has at most one, the least frequent of those that it is due.
pub(crate) const FAULTS: &[Fault] = &[
    fault(
        "a property that nobody documents",
        10,
        "undocumented",
        "/data/*/region",
        Plant::Member("region", r#""eu""#),
    ),
    fault(
        "a property renamed",
        100,
        "undocumented",
        "/data/*/call_duration",
        Plant::Member("call_duration", "61"),
    ),
    fault(
        "an enum value that is not listed",
        100,
        "enum",
        "/data/*/status",
        Plant::Member("status", r#""answered""#),
    ),
    fault(
        "a text for a number",
        1_000,
        "schema",
        "/data/*/callDuration",
        Plant::Member("callDuration", r#""60""#),
    ),
    fault(
        "a null",
        1_000,
        "schema",
        "/data/*/createdAt",
        Plant::Member("createdAt", "null"),
    ),
    fault(
        "a time with a space",
        10_000,
        "format",
        "/data/*/updatedAt",
        Plant::Member("updatedAt", r#""2023-10-12 09:08:00Z""#),
    ),
    fault(
        "1.0 for an integer",
        10_000,
        "lexical",
        "/data/*/callDuration",
        Plant::Member("callDuration", "1.0"),
    ),
    fault(
        "a key twice",
        100_000,
        "lexical",
        "/data/*/fileName",
        Plant::Twice("fileName", r#""a.csv""#),
    ),
    fault(
        "an object for a list",
        100_000,
        "schema",
        "/data/*/resultValues",
        Plant::Member("resultValues", "{}"),
    ),
    fault(
        "an integer beyond 2^53",
        1_000_000,
        "lexical",
        "/data/*/callDuration",
        Plant::Member("callDuration", "9007199254740993"),
    ),
    fault(
        "half a surrogate pair",
        1_000_000,
        "lexical",
        "/data/*/fileName",
        Plant::Member("fileName", r#""\ud83d.csv""#),
    ),
    fault(
        "a record cut off",
        10_000_000,
        "lexical",
        "/data",
        Plant::Text(|text| text.as_bytes()[..text.len() - 2].to_vec()),
    ),
    fault(
        "a required property gone",
        10_000_000,
        "schema",
        "",
        Plant::Text(|_| b"{}".to_vec()),
    ),
    fault(
        "a byte that is not UTF-8",
        10_000_000,
        "lexical",
        "",
        Plant::Text(|text| [&text.as_bytes()[..text.len() - 4], b"\xff\"}]}"].concat()),
    ),
];

const fn fault(
    name: &'static str,
    every: u64,
    rule: &'static str,
    place: &'static str,
    plant: Plant,
) -> Fault {
    Fault {
        name,
        every,
        rule,
        place,
        plant,
    }
}

/// Writes records until there are so many bytes, and says how many there are and how many have each of [`FAULTS`].
///
/// # Errors
/// What cannot be written.
pub(crate) fn grow(fixture: &Value, bytes: u64, to: &mut dyn Write) -> io::Result<(u64, Vec<u64>)> {
    let call = fixture
        .pointer("/data/0")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    let call = call
        .into_iter()
        .filter(|(name, _)| KEPT.contains(&name.as_str()))
        .collect();
    let mut planted = vec![0; FAULTS.len()];
    let (mut records, mut written) = (0, 0);
    while written < bytes {
        let due = FAULTS
            .iter()
            .enumerate()
            .rev()
            .find(|(index, fault)| is_due(records, *index as u64, fault.every));
        let mut line = record(&call, records, due.map(|(_, fault)| fault));
        if let Some((index, _)) = due {
            planted[index] += 1;
        }
        line.push(b'\n');
        to.write_all(&line)?;
        written += line.len() as u64;
        records += 1;
    }
    Ok((records, planted))
}

/// Faults of one rate fall on different records.
fn is_due(record: u64, fault: u64, every: u64) -> bool {
    record % every == (fault * 2 + 3) % every
}

/// The members of the fixture's call that a record may have: all that no check of ours takes for anything but what it is.
const KEPT: [&str; 9] = [
    "_id",
    "fileName",
    "createdAt",
    "updatedAt",
    "status",
    "telephonyProvider",
    "record",
    "callDuration",
    "callOrigin",
];

fn record(call: &Map<String, Value>, number: u64, fault: Option<&Fault>) -> Vec<u8> {
    let bits = mix(number);
    let mut members: Vec<(&str, String)> = Vec::new();
    for (index, (name, value)) in call.iter().enumerate() {
        if (bits >> (2 * index)) & 3 == 0 {
            members.push((name, varied(name, value, bits)));
        }
    }
    match fault.map(|fault| &fault.plant) {
        Some(Plant::Member(name, value)) => {
            members.retain(|(other, _)| other != name);
            members.push((name, (*value).to_owned()));
        }
        Some(Plant::Twice(name, value)) => {
            members.retain(|(other, _)| other != name);
            members.extend([(*name, (*value).to_owned()), (*name, (*value).to_owned())]);
        }
        Some(Plant::Text(_)) | None => {}
    }
    if members.is_empty() || matches!(fault.map(|fault| &fault.plant), Some(Plant::Text(_))) {
        members.retain(|(name, _)| *name != "_id");
        members.push(("_id", format!("\"{bits:020}\"")));
    }
    let members: Vec<_> = members
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    let text = format!("{{\"data\":[{{{}}}]}}", members.join(","));
    match fault.map(|fault| &fault.plant) {
        Some(Plant::Text(change)) => change(&text),
        _ => text.into_bytes(),
    }
}

/// Another value of the same kind.
fn varied(name: &str, value: &Value, bits: u64) -> String {
    const STATUSES: [&str; 8] = [
        "queued",
        "ringing",
        "inProgress",
        "busy",
        "noAnswer",
        "canceled",
        "failed",
        "completed",
    ];
    match (name, value) {
        ("_id", _) => format!("\"{bits:020}\""),
        ("status", _) => format!("\"{}\"", STATUSES[(bits >> 20 & 7) as usize]),
        (_, Value::Bool(_)) => (bits >> 30 & 1 == 0).to_string(),
        (_, Value::Number(_)) => (bits >> 52).to_string(),
        (_, Value::String(text)) if text.ends_with('Z') => {
            format!(
                "\"2024-{:02}-{:02}T{:02}:{:02}:00.387Z\"",
                bits % 12 + 1,
                bits >> 8 & 15 | 1,
                bits >> 16 & 15,
                bits >> 24 & 31
            )
        }
        _ => value.to_string(),
    }
}

/// A number that looks like any other: the finaliser of splitmix64.
fn mix(number: u64) -> u64 {
    let mut bits = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}
