//! References: noted while reading, followed when everything is read.

use std::collections::{HashMap, HashSet};

use super::frame::empty;
use super::{Reader, ReferenceKind};
use crate::diagnostics::Code;
use crate::spec::targets::Targets;
use crate::spec::tree::{At, Content};
use crate::spec::{Elsewhere, Located, fragment};

/// How many references in a row are read on the spot. Path items and security schemes are, as the model has no references to them.
const DEPTH: usize = 64;

/// What references lead to.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) elsewhere: Elsewhere,
    pub(super) targets: Targets,
}

impl<'t> Reader<'t> {
    /// Whether a map is a reference.
    pub(super) fn refers(&self, at: At) -> bool {
        self.tree.get(at, "$ref").is_some()
    }

    /// The target of a map that is a reference, which is then all it may say.
    pub(super) fn reference(&mut self, at: At, kind: ReferenceKind) -> Option<Located<String>> {
        self.mark(at, kind);
        let target = self.tree.get(at, "$ref")?;
        for entry in self.map(at) {
            match entry.name {
                "$ref" => {}
                // They replace the target's in documentation, and ours is generated where the target is.
                "summary" | "description" => drop(self.text(entry.value)),
                name if name.starts_with("x-") => {}
                name => {
                    let message = format!("`{name}` has no effect beside `$ref`");
                    self.report(Code::IneffectiveKeyword, entry.key, message);
                }
            }
        }
        let text = self.text(target)?;
        self.refer(&text, at, kind);
        Some(text)
    }

    /// Notes a reference, to be followed later.
    pub(super) fn refer(&mut self, text: &Located<String>, holder: At, kind: ReferenceKind) {
        self.references.push(super::Reference {
            at: text.at,
            holder,
            target: text.value.clone(),
            kind,
            found: None,
        });
    }

    /// Reads what an object refers to, in its place. `None` where that leads nowhere or back to itself, which is reported elsewhere.
    pub(super) fn referred<T>(
        &mut self,
        at: At,
        read: impl FnOnce(&mut Self, At) -> T,
    ) -> Option<T> {
        let reference = self.tree.get(at, "$ref")?;
        let Content::Text(text) = self.tree.content(reference) else {
            return None;
        };
        let target = self.tree.find(&fragment(text)?)?;
        if target == at || self.within.contains(&target) {
            return None;
        }
        if self.within.len() >= DEPTH {
            let message = format!("more than {DEPTH} references in a row are not followed here");
            self.report(Code::LimitExceeded, reference, message);
            return None;
        }
        self.again(target, read)
    }

    /// Reads an object that is read elsewhere too: what is wrong with it and what it refers to is noted there.
    fn again<T>(&mut self, at: At, read: impl FnOnce(&mut Self, At) -> T) -> Option<T> {
        let size = self.tree.after(at.0).saturating_sub(at.0) as usize;
        let Some(budget) = self.budget.checked_sub(size) else {
            if !std::mem::replace(&mut self.is_exhausted, true) {
                let message = "the references here repeat too much of the document";
                self.report(Code::LimitExceeded, at, message);
            }
            return None;
        };
        self.budget = budget;
        let (diagnostics, references) = (self.diagnostics.len(), self.references.len());
        self.within.push(at);
        let object = read(self, at);
        self.within.pop();
        let limits = self
            .diagnostics
            .split_off(diagnostics)
            .into_iter()
            .filter(|problem| problem.code == Code::LimitExceeded);
        self.diagnostics.extend(limits);
        self.references.truncate(references);
        Some(object)
    }

    /// Follows every reference: what it leads to is found, and read if that has not been done yet.
    pub(super) fn resolve(&mut self) -> Found {
        let mut elsewhere = Elsewhere::default();
        let mut nodes: HashMap<String, Option<At>> = HashMap::new();
        let mut seen = HashSet::new();
        let mut next = HashMap::new();
        let mut number = 0;
        // Reading a target may add references.
        while let Some(reference) = self.references.get(number) {
            let (kind, holder) = (reference.kind, reference.holder);
            let tree = self.tree;
            let node = match nodes.get(&reference.target) {
                Some(node) => *node,
                None => {
                    let node = fragment(&reference.target).and_then(|pointer| tree.find(&pointer));
                    nodes.insert(reference.target.clone(), node);
                    node
                }
            };
            if let Some(node) = node {
                if seen.insert(node) {
                    self.read_target(node, kind, &mut elsewhere);
                }
                let found = self.kind(node);
                if kind != ReferenceKind::Schema && found == Some(kind) {
                    next.insert(holder, node);
                }
                if let Some(reference) = self.references.get_mut(number) {
                    reference.found = Some((node, found));
                }
            }
            number += 1;
        }
        elsewhere.schemas.sort_by_key(|schema| schema.at);
        elsewhere.parameters.sort_by_key(|parameter| parameter.at);
        elsewhere.responses.sort_by_key(|response| response.at);
        elsewhere.headers.sort_by_key(|header| header.at);
        elsewhere.request_bodies.sort_by_key(|body| body.at);
        Found {
            elsewhere,
            targets: Targets::new(&next),
        }
    }

    /// Reads what a reference leads to, where it is in no place that is read anyway, or where the model has no way to find it there.
    fn read_target(&mut self, at: At, kind: ReferenceKind, elsewhere: &mut Elsewhere) {
        let is_new = match self.kind(at) {
            None => {
                let content = self.tree.content(at);
                let fits = matches!(content, Content::Map(_))
                    || kind == ReferenceKind::Schema && matches!(content, Content::Boolean(_));
                if !fits {
                    return;
                }
                true
            }
            Some(known) if known == kind && !self.is_component(at) => false,
            Some(_) => return,
        };
        match kind {
            ReferenceKind::Schema if is_new => elsewhere.schemas.push(self.schema(at)),
            ReferenceKind::Parameter => {
                let parameter = self.read_or_again(at, is_new, Self::parameter);
                elsewhere.parameters.extend(parameter.flatten());
            }
            ReferenceKind::Response => {
                let response =
                    self.read_or_again(at, is_new, |reader, at| reader.response(empty(at), at));
                elsewhere.responses.extend(response);
            }
            ReferenceKind::Header => {
                let header = self.read_or_again(at, is_new, Self::header);
                elsewhere.headers.extend(header.flatten());
            }
            ReferenceKind::RequestBody => {
                let body = self.read_or_again(at, is_new, Self::request_body);
                elsewhere.request_bodies.extend(body);
            }
            // The model has these where they are referred to, or not at all.
            ReferenceKind::PathItem if is_new => drop(self.path_item(empty(at), at)),
            ReferenceKind::SecurityScheme if is_new => drop(self.security_scheme(at)),
            ReferenceKind::Callback if is_new => self.callback(at),
            ReferenceKind::Link if is_new => self.link(at),
            ReferenceKind::Example if is_new => self.example(at),
            _ => {}
        }
    }

    fn read_or_again<T>(
        &mut self,
        at: At,
        is_new: bool,
        read: impl FnOnce(&mut Self, At) -> T,
    ) -> Option<T> {
        if is_new {
            Some(read(self, at))
        } else {
            self.again(at, read)
        }
    }

    /// Whether a node is directly in a section of `components`.
    fn is_component(&self, at: At) -> bool {
        let components = self.tree.get(At::ROOT, "components");
        let section = self.tree.parent(at);
        components.is_some() && section.and_then(|section| self.tree.parent(section)) == components
    }
}
