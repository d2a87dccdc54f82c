//! Aliases: copies of what an anchor names, at a bounded cost.

use super::loader::Loader;
use super::problem::Problem;
use crate::diagnostics::Code;
use crate::source::Span;
use crate::spec::tree::{Kind, Node};

impl Loader<'_> {
    pub(super) fn anchor(&mut self, anchor: usize, at: u32) {
        if anchor != 0 {
            self.anchors.insert(anchor, at);
        }
    }

    /// Repeats the node of an anchor, with all that it holds.
    pub(super) fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Problem> {
        let is_key = self.expects_key();
        let target = self.anchors.get(&anchor).copied();
        let original = target.and_then(|at| self.tree.node(at).copied());
        let (Some(target), Some(original)) = (target, original) else {
            self.push(Kind::Null, span)?;
            return Ok(());
        };
        if self.open.iter().any(|open| open.node == target) {
            let at = self.push(Kind::Faulty, span)?;
            let message = "the alias repeats the node that it stands in";
            self.problems.push(
                Problem::new(Code::AliasCycle, span, at, message)
                    .help("for a schema that contains itself, use `$ref`"),
            );
            return Ok(());
        }
        if is_key {
            let kind = if self.tree.raw(target).is_some() {
                original.kind
            } else {
                Kind::Text { start: 0, end: 0 }
            };
            let at = self.push(kind, span)?;
            self.problems.push(Problem::new(
                Code::UnusableKey,
                span,
                at,
                "an alias cannot be a key",
            ));
            return Ok(());
        }
        let after = self.tree.after(target);
        self.repeated += (target..after).map(|at| self.cost(at)).sum::<usize>();
        if self.repeated > self.limits.repeated {
            let parent = self.open.last().map_or(0, |open| open.node);
            let message = format!(
                "the aliases repeat more than {} nodes",
                self.limits.repeated
            );
            let problem = Problem::new(Code::LimitExceeded, span, parent, message);
            return Err(problem.help("use `$ref` to share what is large"));
        }
        let at = self.push(original.kind, span)?;
        self.copy(target, after, at, span)
    }

    /// Copies what lies in `from..after` to the end of the arena, where the copy of `from` itself, `to`, is the last node.
    pub(super) fn copy(
        &mut self,
        from: u32,
        after: u32,
        to: u32,
        span: Span,
    ) -> Result<(), Problem> {
        let shift = |node: u32| to + (node - from);
        let moved = |kind: Kind| match kind {
            Kind::List { after } => Kind::List {
                after: shift(after),
            },
            Kind::Map { after } => Kind::Map {
                after: shift(after),
            },
            scalar => scalar,
        };
        let (from_depth, to_depth) = (self.depth(from), self.depth(to));
        for source in from..after {
            let Some(node) = self.tree.node(source).copied() else {
                continue;
            };
            let depth = to_depth + (node.depth - from_depth);
            if usize::from(depth) > self.limits.depth {
                return Err(self.too_deep(span));
            }
            if source == from {
                if let Some(copy) = self.tree.nodes.get_mut(to as usize) {
                    copy.kind = moved(node.kind);
                }
            } else {
                self.tree.nodes.push(Node {
                    kind: moved(node.kind),
                    parent: shift(node.parent),
                    depth,
                    ..node
                });
            }
            if let Some(keys) = self.tree.indexes.get(&source) {
                let keys = keys.iter().map(|key| shift(*key)).collect();
                self.tree.indexes.insert(shift(source), keys);
            }
        }
        Ok(())
    }

    /// What it costs to repeat one node: long text is paid for as if it were many.
    fn cost(&self, at: u32) -> usize {
        1 + self.tree.raw(at).map_or(0, |text| text.len() / 64)
    }

    pub(super) fn depth(&self, at: u32) -> u16 {
        self.tree.node(at).map_or(0, |node| node.depth)
    }
}
