//! Diagnostics as a person reads them.

mod excerpt;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use self::excerpt::{Excerpt, WIDEST};
use super::visible::visible;
use super::{Diagnostic, Severity};
use crate::source::{Source, Span};

/// Lines shown before and after the place.
const CONTEXT: usize = 3;

/// Columns that a line may take before the renderer cuts it; the excerpts are cut already, around the place.
const WIDTH: usize = 400;

/// Shows a problem with the lines around it, in plain text. `source` is the one that the diagnostic names.
///
/// Whatever the document holds, the text is of bounded size and holds no control characters but line breaks.
#[must_use]
pub fn render(diagnostic: &Diagnostic, source: &Source) -> String {
    report(diagnostic, source, Renderer::plain())
}

/// Like [`render`], in colour for a terminal.
#[must_use]
pub fn render_ansi(diagnostic: &Diagnostic, source: &Source) -> String {
    report(diagnostic, source, Renderer::styled())
}

fn report(diagnostic: &Diagnostic, source: &Source, renderer: Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(visible(&diagnostic.message))
        .id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    let mut moved = Vec::new();
    for window in windows(diagnostic, source) {
        let spans: Vec<Span> = window.marks.iter().map(|mark| mark.span).collect();
        let excerpt = Excerpt::new(source, window.bytes, &spans);
        let path = visible(&diagnostic.source);
        if let (Some(first), true) = (spans.first(), excerpt.cut) {
            let place = source.position(first.start);
            let shown = excerpt.column(source, *first);
            let place_at = |column| format!("{path}:{}:{column}", place.line);
            moved.push((place_at(shown), place_at(place.column)));
        }
        let snippet = Snippet::source(excerpt.text.clone())
            .line_start(excerpt.line)
            .fold(false)
            .path(path)
            .annotations(
                window
                    .marks
                    .iter()
                    .map(|mark| mark.annotate(&excerpt, source)),
            );
        group = group.element(snippet);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    let shown = renderer
        .decor_style(DecorStyle::Ascii)
        .term_width(WIDTH)
        .render(&[group]);
    // The renderer counts columns in what it is given; where a line was cut, they are not the document's.
    moved.iter().fold(shown, |shown, (from, to)| {
        shown.replacen(from.as_str(), to, 1)
    })
}

/// A range of whole lines, and the places in it that are underlined. Handing the renderer a few lines in place of the document makes its
/// cost independent of the document's size.
struct Window<'d> {
    bytes: Span,
    marks: Vec<Mark<'d>>,
}

/// A place, and the words on it; the place of the problem itself has none, and comes first.
struct Mark<'d> {
    span: Span,
    label: Option<&'d str>,
}

impl Mark<'_> {
    fn annotate<'a>(&self, excerpt: &Excerpt, source: &Source) -> Annotation<'a> {
        let range = excerpt.find(source, self.span);
        match self.label {
            None => AnnotationKind::Primary.span(range),
            Some(label) => AnnotationKind::Context
                .span(range)
                .label(visible(label).into_owned()),
        }
    }
}

/// One window around the place, or around both places where the second is near; else one for each.
fn windows<'d>(diagnostic: &'d Diagnostic, source: &Source) -> Vec<Window<'d>> {
    let mut primary = Window::around(source, diagnostic.span, None);
    let Some((span, label)) = &diagnostic.related else {
        return vec![primary];
    };
    let related = Window::around(source, *span, Some(label));
    // On one long line, an excerpt shows the one or the other.
    let far = diagnostic.span.start.abs_diff(span.start) > WIDEST / 2;
    if primary.joins(&related) && !(far && primary.same_line(source, &related)) {
        primary.bytes.start = primary.bytes.start.min(related.bytes.start);
        primary.bytes.end = primary.bytes.end.max(related.bytes.end);
        primary.marks.extend(related.marks);
        vec![primary]
    } else {
        vec![primary, related]
    }
}

impl<'d> Window<'d> {
    /// The line where the span starts, and [`CONTEXT`] lines on both sides. A span may cover a whole map; its first line is what
    /// matters.
    fn around(source: &Source, span: Span, label: Option<&'d str>) -> Self {
        let text = source.text.as_bytes();
        let at = span.start.min(text.len());
        let mut start = line_start(text, at);
        let mut end = line_end(text, at);
        for _ in 0..CONTEXT {
            start = line_start(text, start.saturating_sub(1));
            end = line_end(text, (end + 1).min(text.len()));
        }
        Self {
            bytes: Span { start, end },
            marks: vec![Mark { span, label }],
        }
    }

    fn same_line(&self, source: &Source, other: &Self) -> bool {
        let line = |window: &Self| {
            window
                .marks
                .first()
                .map(|mark| line_start(source.text.as_bytes(), mark.span.start))
        };
        line(self) == line(other)
    }

    fn joins(&self, other: &Self) -> bool {
        self.bytes.start <= other.bytes.end && other.bytes.start <= self.bytes.end
    }
}

/// The start of the line that holds `offset`. A line break belongs to the line that it ends.
fn line_start(text: &[u8], offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default();
    before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1)
}

/// The end of the line that holds `offset`, without its line break.
fn line_end(text: &[u8], offset: usize) -> usize {
    let after = text.get(offset..).unwrap_or_default();
    after
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(text.len(), |at| offset + at)
}
