//! A few lines of a source, as they may be shown.

use std::ops::Range;

use super::super::visible::stand_in;
use crate::source::{Source, Span};

/// Bytes of a line that are shown; of a longer one, what stands around the place.
pub(super) const WIDEST: usize = 160;

/// Bytes of a long line that are shown before the place.
const BEFORE: usize = 60;

/// Bytes that are underlined at most; a longer place is known by its start.
const LONGEST: usize = 120;

/// Whole lines of a source, control characters replaced and long lines cut.
pub(super) struct Excerpt {
    /// What is shown.
    pub(super) text: String,
    /// The number of its first line.
    pub(super) line: usize,
    /// Whether the start of a line is missing, so that columns of the text are not those of the source.
    pub(super) cut: bool,
    /// For each character shown, its offset in the source and in the text, in order.
    places: Vec<(usize, usize)>,
}

impl Excerpt {
    /// The lines of `bytes`, which are whole lines of the source. Where one is too long, what is shown of it is around `focus`.
    pub(super) fn new(source: &Source, bytes: Span, focus: &[Span]) -> Self {
        let mut excerpt = Self {
            text: String::new(),
            line: source.position(bytes.start).line,
            cut: false,
            places: Vec::new(),
        };
        let text = source.text.get(bytes.start..bytes.end).unwrap_or_default();
        let mut offset = bytes.start;
        for line in text.split_inclusive('\n') {
            let shown = line.trim_end_matches(['\n', '\r']);
            let end = offset + shown.len();
            let place = focus
                .iter()
                .map(|span| span.start)
                .find(|start| (offset..=end).contains(start));
            excerpt.line(shown, offset, place.map_or(0, |place| place - offset));
            if line.ends_with('\n') {
                excerpt.put(end, '\n');
            }
            offset += line.len();
        }
        excerpt.places.push((bytes.end, excerpt.text.len()));
        excerpt
    }

    /// Where a span of the source is in the text: no further than its first line, and not beyond what is shown.
    pub(super) fn find(&self, source: &Source, span: Span) -> Range<usize> {
        let rest = source.text.get(span.start..).unwrap_or_default();
        let line = rest.find('\n').unwrap_or(rest.len());
        let end = span
            .end
            .min(span.start + line)
            .min(span.start + LONGEST)
            .max(span.start);
        let start = self.offset(span.start);
        start..self.offset(end).max(start)
    }

    /// The column, in characters from 1, at which a span of the source starts in the text.
    pub(super) fn column(&self, source: &Source, span: Span) -> usize {
        let before = self
            .text
            .get(..self.find(source, span).start)
            .unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        before.get(line..).unwrap_or_default().chars().count() + 1
    }

    fn line(&mut self, line: &str, offset: usize, place: usize) {
        let cut = line.len() > WIDEST;
        let start = if cut && place + BEFORE > WIDEST {
            line.floor_char_boundary(place - BEFORE.min(place))
        } else {
            0
        };
        let end = if cut {
            line.floor_char_boundary(start + WIDEST)
        } else {
            line.len()
        };
        if start > 0 {
            self.text.push('…');
            self.cut = true;
        }
        let shown = line.get(start..end).unwrap_or_default();
        for (at, character) in shown.char_indices() {
            // The renderer spreads tabs out.
            let shows = stand_in(character).filter(|_| character != '\t');
            self.put(offset + start + at, shows.unwrap_or(character));
        }
        self.places.push((offset + end, self.text.len()));
        if end < line.len() {
            self.text.push('…');
        }
    }

    fn put(&mut self, offset: usize, character: char) {
        self.places.push((offset, self.text.len()));
        self.text.push(character);
    }

    /// Where the character that holds an offset of the source, or the last one before it, is in the text.
    fn offset(&self, offset: usize) -> usize {
        let before = self.places.partition_point(|(from, _)| *from <= offset);
        before
            .checked_sub(1)
            .and_then(|at| self.places.get(at))
            .map_or(0, |(_, to)| *to)
    }
}
