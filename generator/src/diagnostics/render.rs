//! Diagnostics as a person reads them.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{Source, Span};

/// Lines shown before and after the place.
const CONTEXT: usize = 3;

/// Bytes that are underlined at most; a longer place is known by its start.
const LONGEST: usize = 120;

/// Shows a problem with the lines around it, in plain text. `source` is the one that the diagnostic names.
#[must_use]
pub fn render(diagnostic: &Diagnostic, source: &Source) -> String {
    report(diagnostic, source, &Renderer::plain())
}

/// Like [`render`], in colour for a terminal.
#[must_use]
pub fn render_ansi(diagnostic: &Diagnostic, source: &Source) -> String {
    report(diagnostic, source, &Renderer::styled())
}

fn report(diagnostic: &Diagnostic, source: &Source, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let snippets = snippets(diagnostic, source);
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.as_str());
    let mut group = Group::with_title(title).elements(snippets);
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer
        .clone()
        .decor_style(DecorStyle::Ascii)
        .render(&[group])
}

/// One window around the place, or around both places where the second is near; else one for each.
fn snippets<'a>(
    diagnostic: &'a Diagnostic,
    source: &'a Source,
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let mut primary = Window::around(source, diagnostic.span);
    let mut windows = Vec::new();
    if let Some((span, label)) = &diagnostic.related {
        let related = Window::around(source, *span);
        if primary.joins(&related) {
            primary = primary.union(&related);
            windows.push(primary.snippet(diagnostic, source, &[(*span, label)], true));
        } else {
            windows.push(primary.snippet(diagnostic, source, &[], true));
            windows.push(related.snippet(diagnostic, source, &[(*span, label)], false));
        }
    } else {
        windows.push(primary.snippet(diagnostic, source, &[], true));
    }
    windows
}

/// A range of whole lines. Handing the renderer a few lines in place of the document makes its cost independent of the document's size.
#[derive(Clone, Copy)]
struct Window {
    bytes: Span,
}

impl Window {
    /// The line where the span starts, and [`CONTEXT`] lines on both sides. A span may cover a whole map; its first line is what
    /// matters.
    fn around(source: &Source, span: Span) -> Self {
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
        }
    }

    fn joins(&self, other: &Self) -> bool {
        self.bytes.start <= other.bytes.end && other.bytes.start <= self.bytes.end
    }

    fn union(&self, other: &Self) -> Self {
        let (a, b) = (self.bytes, other.bytes);
        Self {
            bytes: Span {
                start: a.start.min(b.start),
                end: a.end.max(b.end),
            },
        }
    }

    fn snippet<'a>(
        &self,
        diagnostic: &'a Diagnostic,
        source: &'a Source,
        related: &[(Span, &'a String)],
        primary: bool,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let Span { start, end } = self.bytes;
        let text = source.text.get(start..end).unwrap_or_default();
        let inside = |span: Span| {
            let first_line = line_end(source.text.as_bytes(), span.start).max(span.start);
            let range = span.start.clamp(start, end)
                ..span
                    .end
                    .min(first_line)
                    .min(span.start + LONGEST)
                    .clamp(start, end);
            text.floor_char_boundary(range.start - start)
                ..text.floor_char_boundary(range.end.max(range.start) - start)
        };
        let mut snippet = Snippet::source(text)
            .path(diagnostic.source.as_str())
            .line_start(source.position(start).line)
            .fold(false);
        if primary {
            snippet = snippet.annotation(AnnotationKind::Primary.span(inside(diagnostic.span)));
        }
        for (span, label) in related {
            snippet = snippet.annotation(
                AnnotationKind::Context
                    .span(inside(*span))
                    .label(label.as_str()),
            );
        }
        snippet
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
