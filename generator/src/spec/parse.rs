//! Tree → [`Document`].
//!
//! One function per kind of object. Each takes every key it knows, hands the others to [`Reader::other`], and goes on behind a problem,
//! so that one run reports all of them. What needs the whole document (references, names that must exist) is checked afterwards.

mod components;
mod content;
mod extensions;
mod frame;
mod operation;
mod parameter;
mod path;
mod reference;
mod response;
mod schema;
mod security;
mod server;

use std::collections::BTreeMap;

use schema::{Identifiers, Resource};
use serde_json::Number;

use super::check;
use super::files;
use super::keywords::{EXTENSIONS, Keywords};
use super::spelling;
use super::tree::{At, Content, Entries, Entry, Items, Tree};
use super::yaml::Limits;
use super::{Dialect, Document, Edition, Located};
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

    /// The entries of a map; reports anything else.
    fn map(&mut self, at: At) -> Entries<'t> {
        if !matches!(self.tree.content(at), Content::Map(_)) {
            self.wrong_type(at, "a map");
        }
        if self.kind(at).is_none() {
            self.mark(at, ReferenceKind::Other);
        }
        self.tree.entries(at)
    }

    /// The items of a list; reports anything else.
    fn list(&mut self, at: At) -> Option<Items<'t>> {
        if let Content::List(items) = self.tree.content(at) {
            if self.kind(at).is_none() {
                self.mark(at, ReferenceKind::Other);
            }
            return Some(items);
        }
        self.wrong_type(at, "a list");
        None
    }

    fn text(&mut self, at: At) -> Option<Located<String>> {
        if let Content::Text(text) = self.tree.content(at) {
            return Some(Located {
                value: text.to_owned(),
                at,
            });
        }
        let found = self.tree.content(at);
        let message = format!(
            "{} must be a string, not {}",
            self.name(at),
            found.describe()
        );
        match found {
            Content::Number(_) | Content::Boolean(_) => {
                self.report_with(Code::WrongType, at, message, "quote it")
            }
            _ if self.tree.is_faulty(at) => {}
            _ => self.report(Code::WrongType, at, message),
        }
        None
    }

    fn boolean(&mut self, at: At) -> Option<bool> {
        if let Content::Boolean(value) = self.tree.content(at) {
            return Some(value);
        }
        let looks_boolean = matches!(
            self.tree.content(at),
            Content::Text("yes" | "Yes" | "no" | "No" | "on" | "off" | "true" | "false")
        );
        let message = format!(
            "{} must be `true` or `false`, not {}",
            self.name(at),
            self.tree.content(at).describe()
        );
        if looks_boolean {
            self.report_with(
                Code::WrongType,
                at,
                message,
                "YAML 1.2 writes booleans as `true` and `false`, without quotes",
            );
        } else {
            self.report(Code::WrongType, at, message);
        }
        None
    }

    fn number(&mut self, at: At) -> Option<Located<Number>> {
        if let Content::Number(value) = self.tree.content(at) {
            return Some(Located { value, at });
        }
        self.wrong_type(at, "a number");
        None
    }

    /// A length or a count.
    fn count(&mut self, at: At) -> Option<Located<u64>> {
        match self.tree.content(at) {
            Content::Number(number) => match number.as_u64() {
                Some(value) => return Some(Located { value, at }),
                // `2.0` is a whole number, and what is beyond 64 bits is as good as none.
                None if number
                    .as_f64()
                    .is_some_and(|value| value >= 0.0 && value.fract() == 0.0) =>
                {
                    let value = number.as_f64().unwrap_or_default() as u64;
                    return Some(Located { value, at });
                }
                None => {
                    let message = format!(
                        "{} must be a whole number from 0, not {number}",
                        self.name(at)
                    );
                    self.report(Code::InvalidValue, at, message);
                }
            },
            _ => self.wrong_type(at, "a whole number from 0"),
        }
        None
    }

    /// One of a few words.
    fn choice<T: Copy>(&mut self, at: At, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(at)?;
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text.value) {
            return Some(*value);
        }
        let words = choices.iter().map(|(word, _)| *word);
        let message = format!("{} cannot be `{}`", self.name(at), text.value);
        let mut diagnostic = self.tree.diagnostic(Code::InvalidValue, at, message);
        diagnostic.help = spelling::suggest(&text.value, "allowed are", words);
        self.diagnostics.push(diagnostic);
        None
    }

    /// Reports a key that must be there and is not, unless `found`.
    fn require(&mut self, at: At, keywords: &Keywords, name: &str, found: bool) {
        // Where the object is no map, or the key is there and unusable, that has been said.
        if found
            || self.tree.get(at, name).is_some()
            || !matches!(self.tree.content(at), Content::Map(_))
        {
            return;
        }
        // A slip of the pen has been reported, with the name that was meant.
        if !keywords.is_lenient
            && self
                .tree
                .entries(at)
                .any(|entry| spelling::nearest(entry.name, [name]).is_some())
        {
            return;
        }
        let message = format!("{} needs `{name}`", keywords.object);
        let help = match name {
            "info" => "add `info: {title: …, version: …}`".to_owned(),
            "responses" => "add `responses: {'200': {description: …}}`".to_owned(),
            "schema" => "add `schema: {type: string}`, or `content`".to_owned(),
            "in" => "add `in: query`, or another place".to_owned(),
            "paths" => "add `paths: {}`, if there are none".to_owned(),
            _ => format!("add `{name}: …`"),
        };
        let at = self.tree.key(at).unwrap_or(at);
        self.report_with(Code::MissingKeyword, at, message, help);
    }

    /// Warns of a key that only OpenAPI 3.1 has, in a document of 3.0. It is read all the same.
    fn since_3_1(&mut self, entry: Entry<'_>) {
        if self.edition == Edition::V30 {
            let message = format!("`{}` is of OpenAPI 3.1", entry.name);
            self.report_with(
                Code::UnexpectedKeyword,
                entry.key,
                message,
                "write `openapi: 3.1.0` if the document means that",
            );
        }
    }

    /// Takes a key that the reader of an object does not know.
    fn other(&mut self, entry: Entry<'_>, keywords: &Keywords) {
        let Entry { name, key, .. } = entry;
        if name.starts_with("x-") {
            self.extension(entry, keywords);
        } else if self.is_newer && keywords.later.contains(&name) {
            let message = format!("`{name}` is of OpenAPI 3.2 and not read");
            self.report(Code::UnexpectedKeyword, key, message);
        } else if !name.is_empty() && name != "<<" {
            let code = if keywords.is_lenient {
                Code::UnexpectedKeyword
            } else {
                Code::UnknownKeyword
            };
            let message = format!("{} has no key `{name}`", keywords.object);
            let mut diagnostic = self.tree.diagnostic(code, key, message);
            let all = keywords.known.iter().chain(keywords.extensions);
            diagnostic.help = if keywords.later.contains(&name) {
                Some("it is of OpenAPI 3.2".to_owned())
            } else {
                spelling::nearest(name, all.copied())
                    .map(|nearest| format!("did you mean `{nearest}`?"))
                    .or_else(|| Some("a key of your own starts with `x-`".to_owned()))
            };
            self.diagnostics.push(diagnostic);
        }
    }

    /// Takes an extension that means nothing at this place: another's, which OpenAPI allows, or a misspelt or misplaced one of ours.
    fn extension(&mut self, entry: Entry<'_>, keywords: &Keywords) {
        let Entry { name, key, .. } = entry;
        if EXTENSIONS.contains(&name) {
            let message = format!("`{name}` has no effect on {}", keywords.object);
            self.report(Code::IneffectiveKeyword, key, message);
        } else if let Some(nearest) = spelling::nearest(name, EXTENSIONS.iter().copied()) {
            let message = format!("`{name}` is not an extension of ours");
            self.report_with(
                Code::MisspeltExtension,
                key,
                message,
                format!("did you mean `{nearest}`?"),
            );
        }
    }

    /// The entries of a map whose keys are data.
    fn named(&mut self, at: At) -> impl Iterator<Item = (Located<String>, At)> + use<'t> {
        self.map(at).map(|entry| {
            (
                Located {
                    value: entry.name.to_owned(),
                    at: entry.key,
                },
                entry.value,
            )
        })
    }

    /// The entries of a map whose keys are data unless they start with `x-`.
    fn patterned(&mut self, at: At, keywords: &Keywords) -> Vec<(Located<String>, At)> {
        let (extensions, data): (Vec<_>, Vec<_>) =
            self.map(at).partition(|entry| entry.name.starts_with("x-"));
        for entry in extensions {
            self.extension(entry, keywords);
        }
        data.into_iter()
            .map(|entry| {
                (
                    Located {
                        value: entry.name.to_owned(),
                        at: entry.key,
                    },
                    entry.value,
                )
            })
            .collect()
    }
}
