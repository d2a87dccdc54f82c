//! `$id`, `$anchor` and `$dynamicAnchor`, and the references that name them.
//!
//! A name may be used before it stands in the document. So the first reading only collects names; where it met a reference by one, the
//! document is read again, and every such reference becomes the JSON pointer that it comes to.

use std::collections::BTreeMap;

use crate::diagnostics::Code;
use crate::spec::parse::{Reader, ReferenceKind};
use crate::spec::pointer;
use crate::spec::tree::At;
use crate::spec::{Located, fragment, uri};

/// Whether a reference names the dialect's own schema, or the part of it that is of one vocabulary: no document needs to hold them.
fn is_meta_schema(uri: &str) -> bool {
    uri.trim_end_matches('#')
        .strip_prefix("https://json-schema.org/draft/2020-12/")
        .is_some_and(|name| name == "schema" || name.starts_with("meta/"))
}

/// The names that schemas have.
#[derive(Clone, Debug, Default)]
pub(in crate::spec::parse) struct Identifiers {
    /// Where each `$id` stands.
    resources: BTreeMap<String, At>,
    /// Where each `$anchor` and `$dynamicAnchor` stands, by the resource it belongs to.
    anchors: BTreeMap<(At, String), At>,
    /// How often each `$dynamicAnchor` stands in the document, and where.
    dynamic: BTreeMap<String, Vec<At>>,
    /// Whether a reference by name was met.
    pub(in crate::spec::parse) wanted: bool,
    /// Whether all names are known.
    complete: bool,
}

impl Identifiers {
    /// All names, for the second reading.
    pub(in crate::spec::parse) fn completed(self) -> Self {
        Self {
            complete: true,
            ..self
        }
    }
}

/// The innermost schema with an `$id` that a schema is in; the document itself where there is none.
#[derive(Clone, Debug, Default)]
pub(in crate::spec::parse) struct Resource {
    root: At,
    base: String,
}

/// Where a reference leads.
pub(super) enum Target {
    /// To a schema of the document.
    Schema(Located<String>),
    /// To something that only the instance's own path can tell, or to the meta-schema.
    Untyped,
    /// Nowhere, and that has been said or will be.
    Nowhere,
}

impl Reader<'_> {
    /// Enters a schema with an `$id`; returns the resource that it leaves.
    pub(super) fn enter_resource(&mut self, at: At) -> Option<Resource> {
        let id = self.tree.get(at, "$id").and_then(|id| self.text(id))?;
        let (id, _) = uri::split_fragment(&id.value);
        let base = uri::resolve(&self.resource.base, id);
        if !self.identifiers.complete {
            self.identifiers.resources.entry(base.clone()).or_insert(at);
        }
        let inner = Resource { root: at, base };
        Some(std::mem::replace(&mut self.resource, inner))
    }

    /// Takes `$anchor` or `$dynamicAnchor`.
    pub(super) fn anchor(&mut self, holder: At, name: Located<String>, dynamic: bool) {
        let fits = |character: char| {
            character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.')
        };
        if !name.value.chars().all(fits)
            || !name
                .value
                .starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        {
            let message = format!("`{}` cannot be an anchor", name.value);
            let help = "a letter or `_`, then letters, digits, `-`, `_` and `.`";
            self.report_with(Code::InvalidValue, name.at, message, help);
        }
        if self.identifiers.complete {
            return;
        }
        let identifiers = &mut self.identifiers;
        if dynamic {
            let places = identifiers.dynamic.entry(name.value.clone()).or_default();
            if !places.contains(&holder) {
                places.push(holder);
            }
        }
        let key = (self.resource.root, name.value);
        identifiers.anchors.entry(key).or_insert(holder);
    }

    /// Takes the text of a schema's `$ref`, and notes it to be followed.
    pub(super) fn schema_reference(&mut self, text: Located<String>, holder: At) -> Target {
        let is_pointer = text.value == "#" || text.value.starts_with("#/");
        if is_pointer && self.resource.root == At::ROOT {
            self.refer(&text, holder, ReferenceKind::Schema);
            return Target::Schema(text);
        }
        self.identifiers.wanted = true;
        if !self.identifiers.complete {
            return Target::Nowhere;
        }
        match self.find_schema(&text.value) {
            Some(at) => Target::Schema(self.point_to(&text, holder, at)),
            None if is_meta_schema(&text.value) => Target::Untyped,
            None => {
                let is_anchor = text.value.starts_with('#') && !is_pointer;
                if is_anchor && fragment(&text.value).is_some() {
                    let message = format!("`{}` leads nowhere", text.value);
                    let help = "no schema has this `$anchor`; a JSON pointer starts with `#/`";
                    self.report_with(Code::DanglingReference, text.at, message, help);
                } else {
                    self.refer(&text, holder, ReferenceKind::Schema);
                }
                Target::Nowhere
            }
        }
    }

    /// Takes the text of a `$dynamicRef`. Where one schema at most can be meant, it is a `$ref` to that.
    pub(super) fn dynamic_reference(&mut self, text: Located<String>, holder: At) -> Target {
        let (_, name) = uri::split_fragment(&text.value);
        let name = name.unwrap_or_default().to_owned();
        let target = self.schema_reference_by_name(&text);
        let Some(at) = target else {
            return self.schema_reference(text, holder);
        };
        match self.identifiers.dynamic.get(&name) {
            Some(places) if places.len() > 1 && places.contains(&at) => {
                self.links.insert(text.at, at);
                Target::Untyped
            }
            _ => Target::Schema(self.point_to(&text, holder, at)),
        }
    }

    fn schema_reference_by_name(&mut self, text: &Located<String>) -> Option<At> {
        self.identifiers.wanted = true;
        self.find_schema(&text.value)
            .filter(|_| self.identifiers.complete)
    }

    /// Notes where a reference by name leads, and writes it as a JSON pointer.
    fn point_to(&mut self, text: &Located<String>, holder: At, target: At) -> Located<String> {
        self.links.insert(text.at, target);
        let pointer = self.tree.pointer(target).replace('%', "%25");
        let text = Located {
            value: format!("#{pointer}"),
            at: text.at,
        };
        self.refer(&text, holder, ReferenceKind::Schema);
        text
    }

    /// The node that a reference leads to from here.
    fn find_schema(&self, reference: &str) -> Option<At> {
        let (path, anchor) = uri::split_fragment(reference);
        let absolute = uri::resolve(&self.resource.base, path);
        let root = if absolute == self.resource.base {
            self.resource.root
        } else if absolute.is_empty() {
            At::ROOT
        } else {
            *self.identifiers.resources.get(&absolute)?
        };
        let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) else {
            return Some(root);
        };
        let anchor = pointer::decode(anchor)?;
        if anchor.starts_with('/') {
            // Authors who give a component an `$id` still mean the document by `#/components/…`.
            return self
                .tree
                .descend(root, &anchor)
                .or_else(|| self.tree.find(&anchor).filter(|_| path.is_empty()));
        }
        self.identifiers.anchors.get(&(root, anchor)).copied()
    }
}
