//! The stages of generation, timed in turns.

use std::time::{Duration, Instant};

/// What is measured, by name.
pub(crate) type Stage<'a> = (&'static str, Box<dyn Fn() + 'a>);

/// The median time of each stage, where every round runs each once.
pub(crate) fn medians(stages: &[Stage<'_>], rounds: usize) -> Vec<Duration> {
    let mut times = vec![Vec::with_capacity(rounds); stages.len()];
    for _ in 0..rounds {
        for ((_, run), times) in stages.iter().zip(&mut times) {
            let start = Instant::now();
            run();
            times.push(start.elapsed());
        }
    }
    let median = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    };
    times.into_iter().map(median).collect()
}
