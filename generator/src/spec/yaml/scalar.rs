//! Scalars, keys and tags.

use granit_parser::{ScalarStyle, Tag};

use super::core_schema::{self, Resolved};
use super::loader::{Loader, small};
use super::problem::{Problem, custom_tag};
use crate::diagnostics::Code;
use crate::source::Span;
use crate::spec::tree::Kind;

impl Loader<'_> {
    /// A scalar event, in the place of a key or of a value.
    pub(super) fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: Option<(&Tag, Span)>,
        span: Span,
    ) -> Result<u32, Problem> {
        let is_plain = style == ScalarStyle::Plain;
        // The parser says `~` for what is not written at all.
        let is_absent = is_plain && span.start == span.end;
        if self.expects_key() {
            let text = if is_absent { "" } else { text };
            let kind = self.text(text, span);
            let at = self.push(kind, span)?;
            self.key(text, is_plain, at, span);
            if let Some((tag, span)) = tag.filter(|(tag, _)| !says_text(tag)) {
                self.problems.push(custom_tag(tag, span, at));
            }
            return Ok(at);
        }
        // What is not written stands behind the key's colon, not at whatever comes next.
        let span = if is_absent { self.absent(span) } else { span };
        let kind = match tag {
            Some((tag, tag_span)) => self.tagged(text, tag, tag_span, span),
            None if is_plain => self.plain(text, span),
            None => self.text(text, span),
        };
        self.push(kind, span)
    }

    pub(super) fn plain(&mut self, text: &str, span: Span) -> Kind {
        let resolved = core_schema::resolve(text);
        let at = self.upcoming();
        let help = "quote it if it is meant as a string";
        match resolved {
            Resolved::NotJson => {
                let message = format!("the number `{text}` cannot be written in JSON");
                self.problems
                    .push(Problem::new(Code::NumberNotJson, span, at, message).help(help));
            }
            Resolved::Inexact(value) => {
                let message = format!(
                    "the integer `{text}` needs more than 64 bits and is read as {value:e}"
                );
                self.problems
                    .push(Problem::new(Code::InexactNumber, span, at, message).help(help));
            }
            _ => self.ambiguity(text, at, span),
        }
        self.kind(resolved, text, span)
    }

    fn kind(&mut self, resolved: Resolved, text: &str, span: Span) -> Kind {
        match resolved {
            Resolved::Null => Kind::Null,
            Resolved::Boolean(value) => Kind::Boolean(value),
            Resolved::Integer(value) => Kind::Integer(value),
            Resolved::Unsigned(value) => Kind::Unsigned(value),
            Resolved::Float(value) | Resolved::Inexact(value) => Kind::Float(value),
            Resolved::NotJson => Kind::Faulty,
            Resolved::Text => self.text(text, span),
        }
    }

    fn ambiguity(&mut self, text: &str, at: u32, span: Span) {
        if let Some(other) = core_schema::ambiguity(text) {
            let here = if matches!(core_schema::resolve(text), Resolved::Text) {
                "a string"
            } else {
                "a decimal number"
            };
            let message = format!("`{text}` is {here} in YAML 1.2 and {other} in YAML 1.1");
            let problem = Problem::new(Code::AmbiguousScalar, span, at, message);
            self.problems
                .push(problem.help("quote it, or write it so that every reader agrees"));
        }
    }

    fn key(&mut self, text: &str, plain: bool, at: u32, span: Span) {
        if plain && text == "<<" {
            let problem = Problem::new(
                Code::MergeKey,
                span,
                at,
                "the merge key `<<` is not part of YAML 1.2",
            );
            self.problems
                .push(problem.help("write the merged entries out, or use `allOf`"));
        } else if plain && text.is_empty() {
            self.problems.push(Problem::new(
                Code::UnusableKey,
                span,
                at,
                "a key is missing before the colon",
            ));
        } else if plain {
            self.ambiguity(text, at, span);
        }
    }

    /// A text node: a range of the source where the source has exactly this text.
    pub(super) fn text(&mut self, text: &str, span: Span) -> Kind {
        let is = |start: usize, end: usize| self.source.text.get(start..end) == Some(text);
        if is(span.start, span.end) {
            return Kind::Text {
                start: small(span.start),
                end: small(span.end),
            };
        }
        let (start, end) = (span.start + 1, span.end.saturating_sub(1));
        if start <= end && is(start, end) {
            return Kind::Text {
                start: small(start),
                end: small(end),
            };
        }
        let start = small(self.tree.unescaped.len());
        self.tree.unescaped.push_str(text);
        Kind::Unescaped {
            start,
            end: small(self.tree.unescaped.len()),
        }
    }

    /// The place of a value that is not written.
    fn absent(&self, span: Span) -> Span {
        let key = self.tree.nodes.last().filter(|node| node.is_key);
        key.map_or(span, |key| Span {
            start: key.start as usize,
            end: key.end as usize,
        })
    }

    /// Refuses every tag but the one that a container has anyway.
    pub(super) fn tag(&mut self, tag: Option<&Tag>, expected: &str, span: Span) {
        let Some(tag) = tag else { return };
        if tag.is_yaml_core_schema_tag(expected) || tag.original() == "!" {
            return;
        }
        let at = self.upcoming();
        self.problems.push(custom_tag(tag, span, at));
    }

    /// A scalar with a tag, which must be one of the core schema.
    fn tagged(&mut self, text: &str, tag: &Tag, tag_span: Span, span: Span) -> Kind {
        let resolved = core_schema::resolve(text);
        let fits = match (tag.core_suffix(), resolved) {
            _ if says_text(tag) => return self.text(text, span),
            (Some("float"), Resolved::Integer(_) | Resolved::Unsigned(_)) => {
                return text.parse().map_or(Kind::Faulty, Kind::Float);
            }
            (Some("null"), resolved) => resolved == Resolved::Null,
            (Some("bool"), resolved) => matches!(resolved, Resolved::Boolean(_)),
            (Some("int"), resolved) => {
                matches!(resolved, Resolved::Integer(_) | Resolved::Unsigned(_))
            }
            (Some("float"), resolved) => matches!(resolved, Resolved::Float(_)),
            _ => {
                self.problems
                    .push(custom_tag(tag, tag_span, self.upcoming()));
                return Kind::Faulty;
            }
        };
        if fits {
            return self.kind(resolved, text, span);
        }
        let message = format!("`{text}` does not fit the tag `{}`", tag.original());
        let problem = Problem::new(Code::TagMismatch, tag_span, self.upcoming(), message)
            .help("remove the tag, or write a value that it fits");
        self.problems.push(problem);
        Kind::Faulty
    }
}

/// `!!str`, or `!`, which says the same of a scalar.
fn says_text(tag: &Tag) -> bool {
    tag.is_yaml_core_schema_tag("str") || tag.original() == "!"
}
