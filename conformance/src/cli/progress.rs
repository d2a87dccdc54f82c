//! What is being done, on a terminal, and nothing anywhere else.

use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar over so many bytes, with the rate and the time that is left; without the latter where nobody knows how many there are.
pub(super) fn bar(bytes: Option<u64>) -> ProgressBar {
    let template = match bytes {
        Some(_) => "{wide_bar} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left",
        None => "{spinner} {bytes}, {bytes_per_sec}",
    };
    let target = match std::io::stderr().is_terminal() {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(bytes, target);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    if !bar.is_hidden() {
        // So that the rate falls where the input stops.
        bar.enable_steady_tick(Duration::from_millis(200));
    }
    bar
}

/// Says what is being done, on one line; an empty message clears it.
pub(super) fn say(message: &str) {
    let mut stderr = std::io::stderr().lock();
    if stderr.is_terminal() {
        // Progress that cannot be shown is no reason to stop.
        _ = write!(stderr, "\r\x1b[2K{message}");
        _ = stderr.flush();
    }
}
