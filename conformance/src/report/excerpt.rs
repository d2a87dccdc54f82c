//! One finding as a person reads it: what, where in the response, where in the spec, how often, what to make of it.

use std::fmt::Write as _;

use owo_colors::{OwoColorize as _, Style};

use super::FindingReport;
use super::number::{count, grouped};
use crate::excerpt::Excerpt;
use crate::findings::{Finding, Place, Rule, Severity};
use crate::judge::Judged;
use crate::spec::Spec;
use crate::tally::Spot;

/// A finding of one response in the manner of rustc, coloured; sensitive values of the response are masked.
#[must_use]
pub fn render(finding: &Finding, spec: &Spec, judged: &Judged) -> String {
    let excerpt = judged
        .json
        .as_ref()
        .zip(finding.offset)
        .and_then(|(json, offset)| {
            let width = finding.instance.width;
            Excerpt::masked(&json.text, offset, width, &judged.sensitive)
        });
    let spec_excerpt = finding.spec.as_ref().and_then(|place| {
        let line = spec.line(place.line)?;
        Some(Excerpt::of_line(line, place.column, place.width))
    });
    let mut frame = Frame::new(
        finding
            .spec
            .iter()
            .map(|place| place.line as u64)
            .chain([finding.instance.line as u64]),
        finding.severity,
    );
    frame.title(finding.rule, &finding.message);
    let place = &finding.instance;
    frame.response(&place.into(), excerpt.as_ref());
    if let Some(place) = &finding.spec {
        frame.spec(place, spec_excerpt.as_ref());
    }
    if let Some(help) = &finding.help {
        frame.remark("help", help);
    }
    frame.text
}

/// A group of findings, shown by its first one.
#[must_use]
pub(super) fn group(finding: &FindingReport) -> String {
    let mut frame = Frame::new(
        finding
            .spec
            .iter()
            .map(|place| place.line as u64)
            .chain([finding.first.line]),
        finding.severity,
    );
    frame.title(finding.rule, &finding.message);
    frame.response(&(&finding.first).into(), finding.excerpt.as_ref());
    if let Some(place) = &finding.spec {
        frame.spec(place, finding.spec_excerpt.as_ref());
    }
    if finding.count > 1 {
        frame.remark("seen", &seen(finding));
    }
    if finding.values.len() > 1 {
        frame.remark("values", &values(finding));
    }
    if let Some(help) = &finding.help {
        frame.remark("help", help);
    }
    frame.text
}

/// `3,120 times in 2,998 records, last at calls.ndjson:99812:10`
fn seen(finding: &FindingReport) -> String {
    let last = &finding.last;
    let records = match (finding.records, finding.count) {
        (records, times) if records == times => format!("in {}", count(records, "record")),
        (records, times) => format!("{} in {}", count(times, "time"), count(records, "record")),
    };
    match last == &finding.first {
        true => records,
        false => format!("{records}, last at {}", spot(last)),
    }
}

/// `` `voicemail` (3,116), `Completed` (4) ``
fn values(finding: &FindingReport) -> String {
    let mut values: Vec<_> = finding.values.iter().collect();
    values.sort_by_key(|value| std::cmp::Reverse(value.count));
    let mut text = values
        .iter()
        .map(|value| format!("{} ({})", value.value, grouped(value.count)))
        .collect::<Vec<_>>()
        .join(", ");
    if finding.more_values {
        text.push_str(", and more");
    }
    text
}

/// A place as it is shown: `calls.ndjson:99812:10`, `session.har, entry 3, body 5:10`.
pub(super) fn spot(spot: &Spot) -> String {
    let Spot {
        file, line, column, ..
    } = spot;
    match spot.of_body {
        true => format!("{file}, entry {}, body {line}:{column}", spot.record + 1),
        false => format!("{file}:{line}:{column}"),
    }
}

/// Where a section of a frame is about.
struct At<'a> {
    place: String,
    line: u64,
    pointer: &'a str,
}

impl<'a> From<&'a Place> for At<'a> {
    fn from(place: &'a Place) -> Self {
        Self {
            place: format!("{}:{}:{}", place.file, place.line, place.column),
            line: place.line as u64,
            pointer: &place.pointer,
        }
    }
}

impl<'a> From<&'a Spot> for At<'a> {
    fn from(place: &'a Spot) -> Self {
        Self {
            place: spot(place),
            line: place.line,
            pointer: &place.pointer,
        }
    }
}

/// The frame of one finding.
struct Frame {
    text: String,
    pad: String,
    style: Style,
    severity: Severity,
}

impl Frame {
    fn new(lines: impl Iterator<Item = u64>, severity: Severity) -> Self {
        let style = match severity {
            Severity::Error => Style::new().red().bold(),
            Severity::Warning => Style::new().yellow().bold(),
            Severity::Note => Style::new().cyan().bold(),
        };
        let gutter = lines.max().unwrap_or(1).to_string().len();
        Self {
            text: String::new(),
            pad: " ".repeat(gutter),
            style,
            severity,
        }
    }

    fn title(&mut self, rule: Rule, message: &str) {
        let label = format!("{}[{rule}]", self.severity);
        _ = writeln!(self.text, "{}: {}", label.style(self.style), message.bold());
    }

    fn response(&mut self, at: &At<'_>, excerpt: Option<&Excerpt>) {
        self.section(("-->", '^', self.style), at, excerpt);
    }

    fn spec(&mut self, place: &Place, excerpt: Option<&Excerpt>) {
        let style = Style::new().blue().bold();
        self.section((":::", '-', style), &place.into(), excerpt);
    }

    fn section(
        &mut self,
        (arrow, mark, style): (&str, char, Style),
        at: &At<'_>,
        excerpt: Option<&Excerpt>,
    ) {
        let frame = Style::new().blue().bold();
        let Self { text, pad, .. } = self;
        let pointer = match at.pointer {
            "" => String::new(),
            pointer => format!(" ({pointer})"),
        };
        let (place, line) = (&at.place, at.line);
        _ = writeln!(
            text,
            "{pad}{} {place}{}",
            arrow.style(frame),
            pointer.dimmed()
        );
        let Some(excerpt) = excerpt else { return };
        let number = format!("{line:>width$}", width = pad.len());
        let bar = "|".style(frame);
        _ = writeln!(text, "{pad} {bar}");
        _ = writeln!(text, "{} {bar} {}", number.style(frame), excerpt.text);
        let marker = mark.to_string().repeat(excerpt.width);
        _ = writeln!(
            text,
            "{pad} {bar} {}{}",
            " ".repeat(excerpt.column.saturating_sub(1)),
            marker.style(style)
        );
    }

    fn remark(&mut self, name: &str, remark: &str) {
        let Self { text, pad, .. } = self;
        _ = writeln!(
            text,
            "{pad} {} {}: {remark}",
            "=".blue().bold(),
            name.bold()
        );
    }
}
