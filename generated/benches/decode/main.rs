//! Decoding pages of calls into the generated types, against types of the same members written by hand.
//!
//! `cargo bench -p callspec --bench decode` prints a table with the ratios first, measured in turns so that a busy machine
//! slows every contestant alike, and then criterion's statistics. The generated types check every id, time and amount and
//! refuse duplicate keys; the ones by hand do neither.
#![expect(
    clippy::panic,
    reason = "a benchmark that cannot run says so and stops"
)]

mod by_hand;
mod pages;

use std::fmt::Debug;
use std::hint::black_box;
use std::time::{Duration, Instant};

use bytes::Bytes;
use callspec::support::{Operation, decode};
use criterion::{Criterion, Throughput};
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use serde::Deserialize;

use by_hand::Borrowed;

/// What the others are compared with.
const BY_HAND: &str = "by hand, owned, from_slice";

/// A way to decode: a name, and a function from a page to the number of its calls.
struct Contestant {
    name: &'static str,
    decode: fn(&Bytes) -> usize,
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let rounds = match std::env::args()
        .find(|argument| argument == "--test" || argument == "--profile-time")
    {
        Some(_) => 1,
        None => 101,
    };

    let famulor = [
        Contestant {
            name: "generated, decode of a response",
            decode: |page| response::<callspec::famulor::ListCalls>(page).data.len(),
        },
        Contestant {
            name: "generated, from_slice",
            decode: |page| from_slice::<FamulorPage>(page).data.len(),
        },
        Contestant {
            name: BY_HAND,
            decode: |page| {
                from_slice::<by_hand::famulor::CallPage<String>>(page)
                    .data
                    .len()
            },
        },
        Contestant {
            name: "by hand, owned, from_str",
            decode: |page| {
                from_str::<by_hand::famulor::CallPage<String>>(page)
                    .data
                    .len()
            },
        },
        Contestant {
            name: "by hand, borrowed, from_slice",
            decode: |page| {
                from_slice::<by_hand::famulor::CallPage<Borrowed<'_>>>(page)
                    .data
                    .len()
            },
        },
    ];
    let bird = [
        Contestant {
            name: "generated, decode of a response",
            decode: |page| response::<callspec::bird::ListCalls>(page).results.len(),
        },
        Contestant {
            name: "generated, from_slice",
            decode: |page| from_slice::<BirdPage>(page).results.len(),
        },
        Contestant {
            name: BY_HAND,
            decode: |page| {
                from_slice::<by_hand::bird::CallPage<String>>(page)
                    .results
                    .len()
            },
        },
        Contestant {
            name: "by hand, owned, from_str",
            decode: |page| {
                from_str::<by_hand::bird::CallPage<String>>(page)
                    .results
                    .len()
            },
        },
        Contestant {
            name: "by hand, borrowed, from_slice",
            decode: |page| {
                from_slice::<by_hand::bird::CallPage<Borrowed<'_>>>(page)
                    .results
                    .len()
            },
        },
    ];
    compare(
        &mut criterion,
        "Famulor",
        &pages::famulor(200),
        15,
        &famulor,
        rounds,
    );
    compare(&mut criterion, "Bird", &pages::bird(200), 10, &bird, rounds);
    criterion.final_summary();
}

/// What `ListCalls` of each provider gives for a success.
type FamulorPage = <callspec::famulor::ListCalls as Operation>::Output;
type BirdPage = <callspec::bird::ListCalls as Operation>::Output;

/// What everybody writes.
fn from_slice<'page, T: Deserialize<'page>>(page: &'page Bytes) -> T {
    serde_json::from_slice(page).unwrap_or_else(|problem| panic!("failed to decode: {problem}"))
}

/// UTF-8 checked once for the whole page, in place of once for each text: what `decode` does too.
fn from_str<'page, T: Deserialize<'page>>(page: &'page Bytes) -> T {
    str::from_utf8(page)
        .ok()
        .and_then(|page| serde_json::from_str(page).ok())
        .unwrap_or_else(|| panic!("failed to decode"))
}

/// The way of a program: by the operation, with the headers looked at, and errors that tell their place.
fn response<O: Operation<Error: Debug>>(page: &Bytes) -> O::Output {
    let mut response = http::Response::new(page.clone());
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    decode::<O>(&response).unwrap_or_else(|problem| panic!("failed to decode: {problem:?}"))
}

/// Checks that all contestants see the same calls, prints the table, and hands each to criterion.
fn compare(
    criterion: &mut Criterion,
    provider: &str,
    pages: &[String],
    calls_per_page: usize,
    contestants: &[Contestant],
    rounds: usize,
) {
    let pages: Vec<Bytes> = pages
        .iter()
        .map(|page| Bytes::copy_from_slice(page.as_bytes()))
        .collect();
    for contestant in contestants {
        let calls: usize = pages.iter().map(contestant.decode).sum();
        assert_eq!(
            calls,
            pages.len() * calls_per_page,
            "{provider}: calls seen by {}",
            contestant.name
        );
    }

    let bytes: usize = pages.iter().map(Bytes::len).sum();
    println!(
        "\n{provider}: {} pages of {} to {} KB, {:.1} MB; medians of {rounds} turns at each page; ratio to `{BY_HAND}`",
        pages.len(),
        pages.iter().map(Bytes::len).min().unwrap_or_default() / 1000,
        pages.iter().map(Bytes::len).max().unwrap_or_default() / 1000,
        bytes as f64 / 1e6,
    );
    let speeds: Vec<f64> = times(&pages, contestants, rounds)
        .iter()
        .map(|time| bytes as f64 / 1e6 / time.as_secs_f64())
        .collect();
    let by_hand = contestants
        .iter()
        .zip(&speeds)
        .find_map(|(contestant, speed)| (contestant.name == BY_HAND).then_some(*speed))
        .unwrap_or(f64::NAN);
    for (contestant, speed) in contestants.iter().zip(&speeds) {
        println!(
            "  {:31} {speed:5.0} MB/s   {:.2}",
            contestant.name,
            speed / by_hand
        );
    }

    let mut group = criterion.benchmark_group(provider);
    group.throughput(Throughput::Bytes(bytes as u64));
    for contestant in contestants {
        group.bench_function(contestant.name, |bencher| {
            bencher.iter(|| {
                pages
                    .iter()
                    .map(|page| (contestant.decode)(black_box(page)))
                    .sum::<usize>()
            });
        });
    }
    group.finish();
}

/// The time of each contestant for all pages: the sum over the pages of the median over the rounds, where the contestants take
/// turns at every page. What else the machine does then falls on all alike, and seldom on the median.
fn times(pages: &[Bytes], contestants: &[Contestant], rounds: usize) -> Vec<Duration> {
    let mut sums = vec![Duration::ZERO; contestants.len()];
    for page in pages {
        let mut times = vec![Vec::with_capacity(rounds); contestants.len()];
        for _ in 0..rounds {
            for (contestant, times) in contestants.iter().zip(&mut times) {
                let start = Instant::now();
                black_box((contestant.decode)(black_box(page)));
                times.push(start.elapsed());
            }
        }
        for (sum, times) in sums.iter_mut().zip(&mut times) {
            times.sort_unstable();
            *sum += times[times.len() / 2];
        }
    }
    sums
}
