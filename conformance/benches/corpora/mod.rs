//! What is measured: pages of calls as NDJSON.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use callspec_conformance::spec::Spec;
use callspec_generator::source::Source;
use serde_json::Value;

/// Records, one a line.
pub(crate) struct Corpus {
    /// What is special about it.
    pub(crate) name: &'static str,
    /// The lines.
    pub(crate) text: Vec<u8>,
}

/// The spec of a provider. That of Bird lists the values that its documentation shows, which are not all that the corpus has.
pub(crate) fn spec(provider: &str) -> Spec {
    let name = format!("specs/{provider}.yaml");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(&name);
    let text = std::fs::read_to_string(path).expect("the spec is there");
    let text = text
        .replace(
            "        - no-answer\n\n",
            "        - no-answer\n        - busy\n        - failed\n\n",
        )
        .replace(
            "        - webrtc\n\n",
            "        - webrtc\n        - sip\n\n",
        );
    Spec::load(provider, &Source::new(name, text)).expect("the spec is sound")
}

/// The corpora of a provider: about so many megabytes each, or next to nothing.
pub(crate) fn of(provider: &str, megabytes: usize) -> Vec<Corpus> {
    let generated = (megabytes > 0)
        .then(|| generated(provider, megabytes))
        .flatten();
    let (plain, faulty) = generated.unwrap_or_else(|| varied(provider, megabytes));
    let mut corpora = vec![
        Corpus {
            name: "keys in random order",
            text: shuffled(&plain),
        },
        Corpus {
            name: "an escape in every string",
            text: escaped(&plain),
        },
        Corpus {
            name: "5 % faulty",
            text: faulty,
        },
    ];
    corpora.insert(
        0,
        Corpus {
            name: "plain",
            text: plain,
        },
    );
    corpora
}

/// What the shared generator writes; none where there is no generator, or nothing to run it.
fn generated(provider: &str, megabytes: usize) -> Option<(Vec<u8>, Vec<u8>)> {
    let folder = match std::env::var_os("CALLSPEC_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("corpus-{megabytes}"));
            if !folder.is_dir() {
                let script =
                    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/bench/gen_corpus.py");
                let made = Command::new("python3")
                    .arg(script)
                    .arg(&folder)
                    .arg(megabytes.to_string())
                    .output();
                if !made.is_ok_and(|output| output.status.success()) {
                    println!("there is no generator of corpora: the fixtures are varied");
                    return None;
                }
            }
            folder
        }
    };
    let read = |name: String| std::fs::read(folder.join(name)).ok();
    Some((
        read(format!("{provider}.ndjson"))?,
        read(format!("{provider}_bad.ndjson"))?,
    ))
}

/// A fixture again and again, and the same with every twentieth line broken.
fn varied(provider: &str, megabytes: usize) -> (Vec<u8>, Vec<u8>) {
    let fixture = match provider {
        "bird" => "example-2",
        _ => "documentation-sample",
    };
    let path = format!("fixtures/{provider}/listCalls/200/{fixture}.json");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let page = std::fs::read(path).expect("the fixture is there");
    let page: Value = serde_json::from_slice(&page).expect("it is JSON");
    let line = page.to_string();
    let count = (megabytes * 1_000_000 / line.len()).max(2);
    let (mut plain, mut faulty) = (Vec::new(), Vec::new());
    for number in 0..count {
        plain.extend(line.as_bytes());
        plain.push(b'\n');
        let line = match number % 20 {
            19 => line.replacen("\"duration\":", "\"duration\":null,\"was\":", 1),
            _ => line.clone(),
        };
        faulty.extend(line.as_bytes());
        faulty.push(b'\n');
    }
    (plain, faulty)
}

/// The same values, with the keys of every object in another order each time.
fn shuffled(lines: &[u8]) -> Vec<u8> {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    rewritten(lines, &mut |value| shuffle(value, &mut random), |value| {
        value.to_string()
    })
}

fn shuffle(value: &mut Value, random: &mut Random) {
    match value {
        Value::Object(members) => {
            let mut all: Vec<_> = std::mem::take(members).into_iter().collect();
            for last in (1..all.len()).rev() {
                all.swap(last, random.below(last + 1));
            }
            members.extend(all);
            members
                .values_mut()
                .for_each(|value| shuffle(value, random));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| shuffle(value, random)),
        _ => {}
    }
}

/// The same values, with the first letter of every string spelled as an escape.
fn escaped(lines: &[u8]) -> Vec<u8> {
    rewritten(lines, &mut |_| {}, |value| {
        let mut text = String::new();
        escape(value, &mut text);
        text
    })
}

fn escape(value: &Value, text: &mut String) {
    match value {
        Value::Object(members) => {
            text.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                text.push_str(&Value::String(key.clone()).to_string());
                text.push(':');
                escape(value, text);
            }
            text.push('}');
        }
        Value::Array(values) => {
            text.push('[');
            for (index, value) in values.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                escape(value, text);
            }
            text.push(']');
        }
        Value::String(content) => {
            let mut rest = content.chars();
            let first = rest.next().map(u32::from).filter(|code| *code < 0x10000);
            match first {
                Some(code) => {
                    let rest = Value::String(rest.as_str().to_owned()).to_string();
                    text.push_str(&format!("\"\\u{code:04x}{}", &rest[1..]));
                }
                None => text.push_str(&value.to_string()),
            }
        }
        other => text.push_str(&other.to_string()),
    }
}

fn rewritten(
    lines: &[u8],
    change: &mut dyn FnMut(&mut Value),
    write: impl Fn(&Value) -> String,
) -> Vec<u8> {
    let mut text = Vec::with_capacity(lines.len());
    for line in lines
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        let mut value: Value = serde_json::from_slice(line).expect("it is JSON");
        change(&mut value);
        text.extend(write(&value).as_bytes());
        text.push(b'\n');
    }
    text
}

/// A linear congruential generator: the same order on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// How long one run of something takes: it runs for a while, as systems count the time of a thread in steps of some milliseconds.
pub(crate) fn time(run: &mut dyn FnMut()) -> Duration {
    const LONG: Duration = Duration::from_millis(300);
    let start = cpu_time();
    let mut runs = 0;
    loop {
        run();
        runs += 1;
        let taken = cpu_time().saturating_sub(start);
        if taken >= LONG {
            return taken / runs;
        }
    }
}

/// The time that this thread has run, where the system tells; else the time of day.
pub(crate) fn cpu_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let run = stat.and_then(|text| text.split(' ').next()?.parse().ok());
    run.map_or_else(
        || {
            std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .unwrap_or_default()
        },
        Duration::from_nanos,
    )
}
