//! References lead to something of the right kind, and somewhere at last.

use std::collections::HashMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::spec::parse::{Reference, ReferenceKind};
use crate::spec::tree::{At, Tree};
use crate::spec::{Document, fragment, spelling};

pub(super) fn check(
    document: &Document,
    references: &[Reference],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let tree = &document.tree;
    let mut next: HashMap<At, At> = HashMap::new();
    for reference in references {
        match reference.found {
            Some((target, Some(kind))) if kind == reference.kind => {
                next.insert(reference.holder, target);
            }
            _ => diagnostics.push(problem(tree, reference)),
        }
    }
    cycles(document, references, &next, diagnostics);
}

/// What is wrong with a reference that does not lead to what it should.
fn problem(tree: &Tree, reference: &Reference) -> Diagnostic {
    let target = &reference.target;
    let (what, section) = match reference.kind {
        ReferenceKind::Schema => ("a schema", "schemas"),
        ReferenceKind::Parameter => ("a parameter", "parameters"),
        ReferenceKind::Response => ("a response", "responses"),
        ReferenceKind::Header => ("a header", "headers"),
        ReferenceKind::RequestBody => ("a request body", "requestBodies"),
        ReferenceKind::PathItem => ("a path item", "pathItems"),
        ReferenceKind::SecurityScheme => ("a security scheme", "securitySchemes"),
        ReferenceKind::Callback => ("a callback", "callbacks"),
        ReferenceKind::Link => ("a link", "links"),
        ReferenceKind::Example => ("an example", "examples"),
        ReferenceKind::Other => ("anything", "schemas"),
    };
    let report = |code: Code, message: String, help: Option<String>| Diagnostic {
        help,
        ..tree.diagnostic(code, reference.at, message)
    };
    if !target.starts_with('#') {
        let help = if target.contains(':') || target.starts_with('/') {
            "nothing is fetched: copy it into the document"
        } else {
            "write `#/…` for a place in the document; files beneath its folder are read if `--allow-files` says so"
        };
        return report(
            Code::RemoteReference,
            format!("`{target}` is outside of this document"),
            Some(help.to_owned()),
        );
    }
    let Some(pointer) =
        fragment(target).filter(|pointer| pointer.is_empty() || pointer.starts_with('/'))
    else {
        return report(
            Code::InvalidReference,
            format!("`{target}` is not a JSON pointer"),
            Some(format!("write `#/components/{section}/Name`")),
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
    if reference.found.is_none() {
        return report(
            Code::DanglingReference,
            format!("`{target}` leads nowhere"),
            neighbour(tree, &pointer),
        );
    }
    report(
        Code::InvalidReference,
        format!("`{target}` does not lead to {what}"),
        Some(format!("write `#/components/{section}/…`")),
    )
}

/// A key beside the one that is missing, and spelt like it.
fn neighbour(tree: &Tree, pointer: &str) -> Option<String> {
    let (parent, key) = pointer.rsplit_once('/')?;
    let siblings = tree.entries(tree.find(parent)?).map(|entry| entry.name);
    spelling::nearest(key, siblings).map(|nearest| format!("did you mean `#{parent}/{nearest}`?"))
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

/// The schemas that judge the same value as this one, whatever it is. A branch is one of several: documents list the children of a base in its
/// `oneOf` that include the base by `allOf`, and every value is some child.
fn in_place(tree: &Tree, at: At, next: &HashMap<At, At>) -> Vec<At> {
    let mut targets: Vec<At> = next
        .get(&at)
        .filter(|_| tree.get(at, "$ref").is_some())
        .copied()
        .into_iter()
        .collect();
    if let Some(crate::spec::Content::List(items)) =
        tree.get(at, "allOf").map(|list| tree.content(list))
    {
        targets.extend(items);
    }
    targets
}
