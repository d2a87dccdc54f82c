//! Events → nodes.

use std::collections::HashMap;

use granit_parser::{Event, Parser};

use super::Limits;
use super::problem::{Problem, START, first_unprintable};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{Lines, Source, Span};
use crate::spec::tree::{At, INDEXED, Kind, Node, Tree};

/// A container that is not closed yet.
pub(super) struct Open {
    pub(super) node: u32,
    pub(super) is_map: bool,
    /// Whether a key has been read and its value has not.
    pub(super) has_key: bool,
    /// Entries or items so far.
    pub(super) len: usize,
    /// In place of a node: a key that is a container. What it holds is skipped.
    pub(super) unusable: bool,
}

pub(super) struct Loader<'s> {
    pub(super) source: &'s Source,
    pub(super) limits: Limits,
    pub(super) tree: Tree,
    pub(super) open: Vec<Open>,
    /// The node of each anchor, by the parser's number for it.
    pub(super) anchors: HashMap<usize, u32>,
    pub(super) repeated: usize,
    pub(super) documents: usize,
    pub(super) problems: Vec<Problem>,
}

impl<'s> Loader<'s> {
    pub(super) fn new(source: &'s Source, limits: Limits) -> Self {
        let tree = Tree {
            name: source.name.clone(),
            text: source.text.clone(),
            lines: Lines::of(&source.text),
            // A node for every dozen bytes is what documents have; a guess that is too high costs nothing but address space.
            nodes: Vec::with_capacity((source.text.len() / 12).min(limits.nodes)),
            ..Tree::default()
        };
        Self {
            source,
            limits,
            tree,
            open: Vec::new(),
            anchors: HashMap::new(),
            repeated: 0,
            documents: 0,
            problems: Vec::new(),
        }
    }
}

impl Loader<'_> {
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        let full = |problem: &Problem| {
            let Problem {
                code,
                span,
                at,
                message,
                help,
                related,
            } = problem;
            let mut diagnostic =
                self.tree
                    .diagnostic_in(*code, *span, self.tree.pointer(*at), message.as_str());
            diagnostic.help = help.map(str::to_owned);
            diagnostic.related = related.map(|(span, label)| (span, label.to_owned()));
            diagnostic
        };
        self.problems.iter().map(full).collect()
    }

    pub(super) fn check_size(&self) -> Result<(), Problem> {
        let text = self.source.text.as_str();
        let limit = self.limits.bytes.min(u32::MAX as usize);
        if text.len() > limit {
            let message = format!(
                "the text has {} bytes, more than the {limit} that are read",
                text.len()
            );
            return Err(Problem::new(
                Code::LimitExceeded,
                Span::default(),
                0,
                message,
            ));
        }
        Ok(())
    }

    /// Finds characters outside of YAML's printable set (YAML 1.2.2, production 1).
    pub(super) fn check_characters(&self) -> Result<(), Problem> {
        let text = self.source.text.as_str();
        if let Some((at, character)) = first_unprintable(text) {
            let span = Span {
                start: at,
                end: at + character.len_utf8(),
            };
            let message = format!(
                "the character U+{:04X} is not allowed in YAML",
                u32::from(character)
            );
            let problem = Problem::new(Code::ControlCharacter, span, 0, message);
            return Err(problem.help(if character == '\0' && at < 2 {
                "this looks like UTF-16: save the file as UTF-8"
            } else {
                "write it as an escape in a double-quoted string, or remove it"
            }));
        }
        Ok(())
    }

    pub(super) fn options(&self) -> granit_parser::Options {
        // One more than ours: the message is then ours too.
        let nesting = self.limits.depth.saturating_add(1);
        granit_parser::options! { emit_unresolved_aliases: true, flow_nesting_limit: nesting, block_nesting_limit: nesting }
    }

    pub(super) fn read(&mut self) -> Result<(), Problem> {
        let mut parser = Parser::new_from_str_with_options(&self.source.text, self.options());
        while let Some(next) = parser.next_event() {
            let (event, span) = next.map_err(|error| self.syntax(&error))?;
            let tag_span = span.tag_span().and_then(|span| span.byte_range());
            let range = span.byte_range().unwrap_or_default();
            let span = Span {
                start: range.start,
                end: range.end,
            };
            let tag_span = tag_span.map_or(span, |range| Span {
                start: range.start,
                end: range.end,
            });
            self.event(event, span, tag_span)?;
        }
        match self.tree.nodes.first().map(|root| root.kind) {
            None => Err(Problem::new(
                Code::EmptyDocument,
                Span::default(),
                0,
                "there is no document",
            )
            .help(START)),
            Some(Kind::Null)
                if self.source.text.trim().is_empty()
                    || self.tree.span(At::ROOT).end == self.tree.span(At::ROOT).start =>
            {
                Err(Problem::new(
                    Code::EmptyDocument,
                    self.tree.span(At::ROOT),
                    0,
                    "the document is empty",
                )
                .help(START))
            }
            Some(_) => Ok(()),
        }
    }

    pub(super) fn event(
        &mut self,
        event: Event<'_>,
        span: Span,
        tag_span: Span,
    ) -> Result<(), Problem> {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let problem = Problem::new(
                        Code::SeveralDocuments,
                        span,
                        0,
                        "a second document starts here",
                    );
                    return Err(problem
                        .help("keep one document per file; only its first line may be `---`"));
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let at = self.scalar(
                    &text,
                    style,
                    tag.as_deref().map(|tag| (tag, tag_span)),
                    span,
                )?;
                self.anchor(anchor, at);
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.tag(tag.as_deref(), "seq", tag_span);
                self.start(false, anchor, span)?;
            }
            Event::MappingStart(_, anchor, tag) => {
                self.tag(tag.as_deref(), "map", tag_span);
                self.start(true, anchor, span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => self.alias(anchor, span)?,
            Event::UnresolvedAlias(name) => {
                let at = self.push(Kind::Faulty, span)?;
                let message =
                    format!("the alias `*{name}` repeats an anchor that does not stand before it");
                self.problems
                    .push(Problem::new(Code::YamlSyntax, span, at, message));
            }
            _ => {}
        }
        Ok(())
    }

    /// The node that is read next: a problem with it is known before it has its place.
    pub(super) fn upcoming(&self) -> u32 {
        small(self.tree.nodes.len())
    }

    /// Whether the next node is a key.
    pub(super) fn expects_key(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| open.is_map && !open.has_key)
    }

    /// Adds a node below the innermost open container.
    pub(super) fn push(&mut self, kind: Kind, span: Span) -> Result<u32, Problem> {
        let parent = self.open.last().map_or(0, |open| open.node);
        if self.tree.nodes.len() >= self.limits.nodes.min(u32::MAX as usize) {
            let message = format!("the document has more than {} nodes", self.limits.nodes);
            return Err(Problem::new(Code::LimitExceeded, span, parent, message));
        }
        let is_key = self.expects_key();
        if let Some(open) = self.open.last_mut() {
            if open.is_map {
                open.has_key = !open.has_key;
            }
            open.len += usize::from(is_key || !open.is_map);
        }
        let at = small(self.tree.nodes.len());
        let depth = u16::try_from(self.open.len()).unwrap_or(u16::MAX);
        self.tree.nodes.push(Node {
            kind,
            start: small(span.start),
            end: small(span.end),
            parent,
            depth,
            is_key,
        });
        Ok(at)
    }

    pub(super) fn start(&mut self, is_map: bool, anchor: usize, span: Span) -> Result<(), Problem> {
        if self.open.len() >= self.limits.depth {
            return Err(self.too_deep(span));
        }
        let unusable = self.expects_key();
        let kind = if is_map {
            Kind::Map { after: 0 }
        } else {
            Kind::List { after: 0 }
        };
        let kind = if unusable {
            Kind::Text { start: 0, end: 0 }
        } else {
            kind
        };
        let at = self.push(kind, span)?;
        if unusable {
            let what = if is_map { "a map" } else { "a list" };
            let problem = Problem::new(
                Code::UnusableKey,
                span,
                at,
                format!("{what} cannot be a key"),
            );
            self.problems
                .push(problem.help("quote the key if it is meant as text"));
        }
        self.anchor(anchor, at);
        self.open.push(Open {
            node: at,
            is_map,
            has_key: false,
            len: 0,
            unusable,
        });
        Ok(())
    }

    pub(super) fn end(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        if open.unusable {
            // A key is one node, whatever was written in it.
            self.tree.nodes.truncate(open.node as usize + 1);
            self.tree.indexes.retain(|map, _| *map <= open.node);
            self.anchors.retain(|_, node| *node <= open.node);
            return;
        }
        let after = small(self.tree.nodes.len());
        let last = self.tree.nodes.last().map_or(0, |node| node.end);
        if let Some(node) = self.tree.nodes.get_mut(open.node as usize) {
            node.kind = if open.is_map {
                Kind::Map { after }
            } else {
                Kind::List { after }
            };
            // A flow container ends with its bracket, a block ends with its content and not where the next one starts.
            node.end = if span.end > span.start {
                small(span.end)
            } else {
                last.max(node.start)
            };
        }
        if open.is_map {
            self.index(open.node, open.len);
        }
    }

    /// Finds duplicate keys, and keeps the sorted keys of a large map.
    pub(super) fn index(&mut self, map: u32, len: usize) {
        let mut duplicates = Vec::new();
        if len <= INDEXED {
            let mut names = [""; INDEXED];
            for (nth, entry) in self.tree.entries(At(map)).enumerate() {
                let mut before = names.iter().take(nth);
                if let Some(first) = before.position(|name| *name == entry.name) {
                    let first = self.tree.entries(At(map)).nth(first);
                    duplicates.extend(first.map(|first| (first.key.0, entry.key.0)));
                }
                if let Some(name) = names.get_mut(nth) {
                    *name = entry.name;
                }
            }
        } else {
            let entries = self.tree.entries(At(map));
            let mut keys: Vec<u32> = entries.map(|entry| entry.key.0).collect();
            keys.sort_by(|a, b| self.tree.raw(*a).cmp(&self.tree.raw(*b)).then(a.cmp(b)));
            let runs = keys.chunk_by(|a, b| self.tree.raw(*a) == self.tree.raw(*b));
            duplicates.extend(
                runs.filter_map(|run| run.split_first())
                    .flat_map(|(first, rest)| rest.iter().map(|key| (*first, *key))),
            );
            self.tree.indexes.insert(map, keys);
        }
        for (first, second) in duplicates {
            let key = self.tree.raw(second).unwrap_or_default();
            let span = self.tree.span(At(second));
            let is_quoted = self
                .source
                .text
                .get(span.start..)
                .is_some_and(|rest| rest.starts_with(['"', '\'']));
            if key.is_empty() && !is_quoted {
                continue; // said already, as an unusable key
            }
            let message = format!("the key `{key}` stands twice in this map");
            let related = Some((self.tree.span(At(first)), "first here"));
            self.problems.push(Problem {
                related,
                ..Problem::new(Code::DuplicateKey, span, second, message)
                    .help("keep one of them, and move there what the other one has")
            });
        }
    }

    pub(super) fn too_deep(&self, span: Span) -> Problem {
        let parent = self.open.last().map_or(0, |open| open.node);
        let message = format!(
            "the document is nested more than {} levels deep",
            self.limits.depth
        );
        Problem::new(Code::LimitExceeded, span, parent, message)
    }
}

/// Offsets and indices of a document that passed the size check.
pub(super) fn small(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
