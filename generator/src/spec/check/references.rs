//! References lead to something of the right kind, and somewhere at last.

use std::collections::HashMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::spec::parse::{Reference, ReferenceKind};
use crate::spec::tree::{At, Tree};
use crate::spec::{Document, fragment, spelling};

pub(super) fn check(
    document: &Document,
    references: &[Reference],
    schemas: &[bool],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut check = Check {
        tree: &document.tree,
        schemas,
        found: HashMap::new(),
    };
    let mut next: HashMap<At, At> = HashMap::new();
    for reference in references {
        if let Some(target) = check.follow(reference, diagnostics) {
            next.insert(reference.holder, target);
        }
    }
    cycles(document, references, &next, diagnostics);
}

struct Check<'d> {
    tree: &'d Tree,
    schemas: &'d [bool],
    /// A schema is referred to from many places and looked up once.
    found: HashMap<String, Option<At>>,
}

impl Check<'_> {
    /// The node that a reference leads to; reports one that does not lead to what it should.
    fn follow(&mut self, reference: &Reference, diagnostics: &mut Vec<Diagnostic>) -> Option<At> {
        let Reference {
            at, target, kind, ..
        } = reference;
        let tree = self.tree;
        let mut report = |code: Code, message: String, help: Option<String>| {
            diagnostics.push(Diagnostic {
                help,
                ..tree.diagnostic(code, *at, message)
            });
            None
        };
        if !target.starts_with('#') {
            let help = "only references within the file are followed: `#/components/…`";
            return report(
                Code::RemoteReference,
                format!("`{target}` is outside of this document"),
                Some(help.to_owned()),
            );
        }
        let Some(pointer) =
            fragment(target).filter(|pointer| pointer.is_empty() || pointer.starts_with('/'))
        else {
            let help = "write `#/components/schemas/Name`";
            return report(
                Code::InvalidReference,
                format!("`{target}` is not a JSON pointer"),
                Some(help.to_owned()),
            );
        };
        if !pointer
            .split('~')
            .skip(1)
            .all(|rest| rest.starts_with(['0', '1']))
        {
            let help = "in a key, `~` is written `~0` and `/` is written `~1`";
            return report(
                Code::InvalidReference,
                format!("`{target}` is not a JSON pointer"),
                Some(help.to_owned()),
            );
        }
        let Some(found) = *self
            .found
            .entry(pointer.clone())
            .or_insert_with_key(|pointer| tree.find(pointer))
        else {
            return report(
                Code::DanglingReference,
                format!("`{target}` leads nowhere"),
                neighbour(tree, &pointer),
            );
        };
        let (what, section, fits) = match kind {
            ReferenceKind::Schema => (
                "a schema",
                "schemas",
                self.schemas
                    .get(found.0 as usize)
                    .copied()
                    .unwrap_or_default(),
            ),
            ReferenceKind::Parameter => (
                "a component parameter",
                "parameters",
                is_component(&pointer, "parameters"),
            ),
            ReferenceKind::Response => (
                "a component response",
                "responses",
                is_component(&pointer, "responses"),
            ),
            ReferenceKind::Header => (
                "a component header",
                "headers",
                is_component(&pointer, "headers"),
            ),
        };
        if fits {
            return Some(found);
        }
        report(
            Code::InvalidReference,
            format!("`{target}` does not lead to {what}"),
            Some(format!("write `#/components/{section}/…`")),
        )
    }
}

/// A key beside the one that is missing, and spelt like it.
fn neighbour(tree: &Tree, pointer: &str) -> Option<String> {
    let (parent, key) = pointer.rsplit_once('/')?;
    let siblings = tree.entries(tree.find(parent)?).map(|entry| entry.name);
    spelling::nearest(key, siblings).map(|nearest| format!("did you mean `#{parent}/{nearest}`?"))
}

fn is_component(pointer: &str, section: &str) -> bool {
    let key = pointer
        .strip_prefix("/components/")
        .and_then(|rest| rest.strip_prefix(section))
        .and_then(|rest| rest.strip_prefix('/'));
    key.is_some_and(|key| !key.is_empty() && !key.contains('/'))
}

/// Reports schemas and components that apply themselves to the same value again: `$ref`, `allOf`, `anyOf` and `oneOf` that lead back to
/// where they started, with no property or item in between. Checking a value against one would never end.
fn cycles(
    document: &Document,
    references: &[Reference],
    next: &HashMap<At, At>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let tree = &document.tree;
    #[derive(Clone, Copy, PartialEq)]
    enum Colour {
        Open,
        Done,
    }
    let mut colours: HashMap<At, Colour> = HashMap::new();
    for reference in references {
        if colours.contains_key(&reference.holder)
            || reference.kind != ReferenceKind::Schema && !next.contains_key(&reference.holder)
        {
            continue;
        }
        // The stack is our own: a chain of references may be longer than the thread's is deep.
        let mut path: Vec<(At, std::vec::IntoIter<At>)> = vec![(
            reference.holder,
            in_place(tree, reference.holder, next).into_iter(),
        )];
        colours.insert(reference.holder, Colour::Open);
        while let Some((at, rest)) = path.last_mut() {
            let at = *at;
            let Some(target) = rest.next() else {
                colours.insert(at, Colour::Done);
                path.pop();
                continue;
            };
            match colours.get(&target) {
                Some(Colour::Done) => {}
                Some(Colour::Open) => {
                    let place = tree.get(at, "$ref").unwrap_or(at);
                    let message =
                        "the reference leads back to itself, with nothing in between".to_owned();
                    let problem = tree.diagnostic(Code::ReferenceCycle, place, message);
                    diagnostics.push(
                        problem.with_help("recursion is fine through `properties` or `items`"),
                    );
                }
                None => {
                    colours.insert(target, Colour::Open);
                    path.push((target, in_place(tree, target, next).into_iter()));
                }
            }
        }
    }
}

/// The schemas that judge the same value as this one.
fn in_place(tree: &Tree, at: At, next: &HashMap<At, At>) -> Vec<At> {
    let mut targets: Vec<At> = next
        .get(&at)
        .filter(|_| tree.get(at, "$ref").is_some())
        .copied()
        .into_iter()
        .collect();
    for keyword in ["allOf", "anyOf", "oneOf"] {
        if let Some(crate::spec::Content::List(items)) =
            tree.get(at, keyword).map(|list| tree.content(list))
        {
            targets.extend(items);
        }
    }
    targets
}
