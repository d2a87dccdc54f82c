//! One finding as a person reads it: what, where in the response, where in the spec, what to make of it.

use std::fmt::Write as _;

use callspec_generator::source::Span;
use owo_colors::{OwoColorize as _, Style};

use crate::findings::{Finding, Place, Severity};
use crate::judge::Judged;
use crate::spec::Spec;

/// How many characters of a line are shown.
const WIDTH: usize = 100;

/// A finding in the manner of rustc, coloured; sensitive values of the response are masked.
#[must_use]
pub fn render(finding: &Finding, spec: &Spec, judged: &Judged) -> String {
    let style = match finding.severity {
        Severity::Error => Style::new().red().bold(),
        Severity::Warning => Style::new().yellow().bold(),
        Severity::Note => Style::new().cyan().bold(),
    };
    let label = format!("{}[{}]", finding.severity, finding.rule);
    let mut text = String::new();
    _ = writeln!(text, "{}: {}", label.style(style), finding.message.bold());
    let gutter = finding
        .spec
        .iter()
        .map(|place| place.line)
        .chain([finding.instance.line])
        .max()
        .unwrap_or(1)
        .to_string()
        .len();
    let pad = " ".repeat(gutter);

    let line = judged
        .json
        .as_ref()
        .and_then(|json| shown_line(&json.text, finding, judged));
    section(&mut text, &pad, "-->", &finding.instance, line, '^', style);
    if let Some(place) = &finding.spec {
        let line = spec
            .line(place.line)
            .map(|line| Line::new(line, place.column, place.width));
        section(
            &mut text,
            &pad,
            ":::",
            place,
            line,
            '-',
            Style::new().blue().bold(),
        );
    }
    if let Some(help) = &finding.help {
        _ = writeln!(
            text,
            "{pad} {} {}: {help}",
            "=".blue().bold(),
            "help".bold()
        );
    }
    text
}

fn section(
    text: &mut String,
    pad: &str,
    arrow: &str,
    place: &Place,
    line: Option<Line>,
    mark: char,
    style: Style,
) {
    let frame = Style::new().blue().bold();
    let pointer = match place.pointer.as_str() {
        "" => String::new(),
        pointer => format!(" ({pointer})"),
    };
    _ = writeln!(
        text,
        "{pad}{} {}:{}:{}{}",
        arrow.style(frame),
        place.file,
        place.line,
        place.column,
        pointer.dimmed()
    );
    let Some(line) = line else { return };
    let number = format!("{:>width$}", place.line, width = pad.len());
    _ = writeln!(text, "{pad} {}", "|".style(frame));
    _ = writeln!(
        text,
        "{} {} {}",
        number.style(frame),
        "|".style(frame),
        line.text
    );
    let marker = mark.to_string().repeat(line.width);
    _ = writeln!(
        text,
        "{pad} {} {}{}",
        "|".style(frame),
        " ".repeat(line.column - 1),
        marker.style(style)
    );
}

/// A line with something marked in it; columns from 1.
struct Line {
    text: String,
    column: usize,
    width: usize,
}

impl Line {
    /// Cuts a long line to a window around what is marked, and replaces what would upset the columns.
    fn new(line: &str, column: usize, width: usize) -> Self {
        let characters: Vec<char> = line
            .chars()
            .map(|character| {
                if character.is_control() {
                    ' '
                } else {
                    character
                }
            })
            .collect();
        let column = column.clamp(1, characters.len() + 1);
        let width = width.clamp(1, (characters.len() + 1 - column).max(1));
        if characters.len() <= WIDTH {
            return Self {
                text: characters.into_iter().collect(),
                column,
                width,
            };
        }
        let start = (column - 1).saturating_sub(WIDTH / 3);
        let end = (start + WIDTH).min(characters.len());
        let before = if start > 0 { "…" } else { "" };
        let after = if end < characters.len() { "…" } else { "" };
        let window: String = characters
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .collect();
        let column = column - start + before.chars().count();
        Self {
            text: format!("{before}{window}{after}"),
            column,
            width: width.min(WIDTH.saturating_sub(column - 1).max(1)),
        }
    }
}

/// The line of the response that a finding is about, sensitive values masked.
fn shown_line(text: &str, finding: &Finding, judged: &Judged) -> Option<Line> {
    // The finding counts the lines of its file, the text may be one line of it.
    let local = match text.lines().count() {
        1 => 1,
        _ => finding.instance.line,
    };
    let offset: usize = text
        .split_inclusive('\n')
        .take(local.checked_sub(1)?)
        .map(str::len)
        .sum();
    let line = text.get(offset..)?.split('\n').next()?;
    let marked = line
        .char_indices()
        .nth(finding.instance.column - 1)
        .map_or(line.len(), |(at, _)| at);
    let mut masked = String::new();
    let (mut column, mut width) = (None, finding.instance.width);
    let mut done = 0;
    for (span, kind) in &judged.sensitive {
        let Some(Span { start, end }) = within(*span, offset, line.len()) else {
            continue;
        };
        let before = line.get(done..start)?;
        if (done..start).contains(&marked) {
            column = Some(masked.chars().count() + line.get(done..marked)?.chars().count() + 1);
        }
        masked.push_str(before);
        let mask = format!("<{kind}>");
        if (start..end.max(start + 1)).contains(&marked) {
            column = Some(masked.chars().count() + 1);
            width = mask.chars().count();
        }
        masked.push_str(&mask);
        done = end;
    }
    if column.is_none() && marked >= done {
        column = Some(masked.chars().count() + line.get(done..marked)?.chars().count() + 1);
    }
    masked.push_str(line.get(done..)?);
    Some(Line::new(&masked, column?, width))
}

/// The part of a span that lies in a line of `length` bytes at `offset`, counted from the start of the line.
fn within(span: Span, offset: usize, length: usize) -> Option<Span> {
    let start = span.start.max(offset);
    let end = span.end.min(offset + length);
    (start < end).then(|| Span {
        start: start - offset,
        end: end - offset,
    })
}
