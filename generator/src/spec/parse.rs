//! Tree → [`Document`].
//!
//! One function per kind of object. Each takes every key it knows, hands the others to [`Reader::other`], and goes on behind a problem,
//! so that one run reports all of them. What needs the whole document (references, names that must exist) is checked afterwards.

mod components;
mod content;
mod extensions;
mod frame;
mod keys;
mod operation;
mod parameter;
mod path;
mod reference;
mod response;
mod schema;
mod security;
mod server;
mod values;

use std::collections::BTreeMap;

use schema::{Identifiers, Resource};

use super::check;
use super::files;
use super::tree::{At, Tree};
use super::yaml::Limits;
use super::{Dialect, Document, Edition};
use crate::diagnostics::{self, Code, Diagnostic};
use crate::source::Source;

/// A document as far as it could be understood, and everything that is wrong with it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// `None` where the text is not a YAML document of OpenAPI 3.0 or 3.1 at all. Do not lower it while `diagnostics` has errors.
    pub document: Option<Document>,
    /// Errors and warnings, sorted by position.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Whether the document is free of errors.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.document.is_some() && !self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Reads a document, within the default [`Limits`].
#[must_use]
pub fn parse(source: &Source) -> Parsed {
    parse_within(source, Limits::default())
}

/// Reads a document.
#[must_use]
pub fn parse_within(source: &Source, limits: Limits) -> Parsed {
    let loaded = files::load(source, limits);
    let mut diagnostics = loaded.diagnostics;
    let document = loaded.tree.and_then(|tree| {
        let mut reader = Reader::new(&tree, Identifiers::default());
        let mut parts = reader.document();
        let mut found = reader.resolve();
        if reader.identifiers.wanted {
            let identifiers = reader.identifiers.completed();
            reader = Reader::new(&tree, identifiers);
            parts = reader.document();
            found = reader.resolve();
        }
        let Reader {
            diagnostics: mut problems,
            references,
            links,
            ..
        } = reader;
        let Some(parts) = parts else {
            files::settle(&tree, &mut problems);
            diagnostics.extend(problems);
            return None;
        };
        let document = parts.with(tree, found, links);
        check::check(&document, &references, &mut problems);
        files::settle(&document.tree, &mut problems);
        diagnostics.extend(problems);
        Some(document)
    });
    diagnostics::sort(&mut diagnostics);
    Parsed {
        document,
        diagnostics,
    }
}

/// A `$ref`, to be followed when the whole document has been read.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// The node of its text.
    pub(super) at: At,
    /// The object that it stands in.
    pub(super) holder: At,
    pub(super) target: String,
    pub(super) kind: ReferenceKind,
    /// What it leads to, and of which kind that is, as far as it was read as anything; `None` until it is followed, and where it leads
    /// nowhere.
    pub(super) found: Option<(At, Option<ReferenceKind>)>,
}

/// A kind of object, as far as there are references to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ReferenceKind {
    Schema,
    Parameter,
    Response,
    Header,
    RequestBody,
    PathItem,
    SecurityScheme,
    Callback,
    Link,
    Example,
    /// What nothing refers to: maps and lists in between, and objects such as `info`.
    Other,
}

pub(super) struct Reader<'t> {
    tree: &'t Tree,
    edition: Edition,
    /// Whether the document is of OpenAPI 3.2, which is read as 3.1.
    is_newer: bool,
    diagnostics: Vec<Diagnostic>,
    references: Vec<Reference>,
    /// By node: what was read there.
    kinds: Vec<Option<ReferenceKind>>,
    /// What is being read in the place of a reference to it, outermost first.
    within: Vec<At>,
    /// How many more nodes may be read a second time. It keeps references to references from multiplying.
    budget: usize,
    is_exhausted: bool,
    /// The dialect of the schema that is being read.
    dialect: Dialect,
    /// The names that schemas have for references.
    identifiers: Identifiers,
    /// What the reference that is being read is relative to.
    resource: Resource,
    /// Whether a schema may have a dialect or a base URI of its own; most documents have no such thing.
    has_scopes: bool,
    /// Where references by name lead, by the node of their text.
    links: BTreeMap<At, At>,
}

impl<'t> Reader<'t> {
    fn new(tree: &'t Tree, identifiers: Identifiers) -> Self {
        let text = tree.text();
        Self {
            tree,
            edition: Edition::V31,
            is_newer: false,
            diagnostics: Vec::new(),
            references: Vec::new(),
            kinds: vec![None; tree.nodes.len()],
            within: Vec::new(),
            budget: 200_000 + 4 * tree.nodes.len(),
            is_exhausted: false,
            dialect: Dialect::of_document(tree),
            identifiers,
            resource: Resource::default(),
            has_scopes: text.contains("$id") || text.contains("$schema") || text.contains('\\'),
            links: BTreeMap::new(),
        }
    }

    /// Notes what is read at a node, unless it is read in the place of a reference.
    fn mark(&mut self, at: At, kind: ReferenceKind) {
        if !self.within.is_empty() {
            return;
        }
        if let Some(known) = self.kinds.get_mut(at.0 as usize) {
            *known = Some(kind);
        }
    }

    /// What has been read at a node.
    fn kind(&self, at: At) -> Option<ReferenceKind> {
        self.kinds.get(at.0 as usize).copied().flatten()
    }

    fn report(&mut self, code: Code, at: At, message: impl Into<String>) {
        let diagnostic = self.tree.diagnostic(code, at, message);
        self.diagnostics.push(diagnostic);
    }

    fn report_with(
        &mut self,
        code: Code,
        at: At,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diagnostic = self.tree.diagnostic(code, at, message).with_help(help);
        self.diagnostics.push(diagnostic);
    }

    /// What to call a node in a message: by its key, in backticks.
    fn name(&self, at: At) -> String {
        let key = |at: At| self.tree.key(at).and_then(|key| self.tree.raw(key.0));
        match (key(at), self.tree.parent(at)) {
            (Some(key), _) => format!("`{key}`"),
            (None, None) => "the document".to_owned(),
            (None, Some(parent)) => match key(parent) {
                Some(list) => format!("an item of `{list}`"),
                None => "an item of the list".to_owned(),
            },
        }
    }

    fn wrong_type(&mut self, at: At, expected: &str) {
        if self.tree.is_faulty(at) {
            return;
        }
        let found = self.tree.content(at).describe();
        let message = format!("{} must be {expected}, not {found}", self.name(at));
        self.report(Code::WrongType, at, message);
    }
}
