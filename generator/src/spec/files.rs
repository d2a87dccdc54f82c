//! Documents of several files.
//!
//! The other files become part of the document: their content stands under an extension at its top, and every reference to one of them
//! becomes a JSON pointer into that. Whoever reads on sees one document.

use super::pointer::{decode, escape};
use super::tree::{At, Content, Kind, Node, Tree};
use super::uri::split_fragment;
use super::yaml::{self, Limits, Loaded};
use crate::diagnostics::Diagnostic;
use crate::source::{Lines, Position, Source, Span};

/// The key at the top of a document that its other files stand under.
pub(crate) const KEY: &str = "x-callspec-files";

/// One of the other files of a document, in its tree.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The path beneath the document's folder.
    name: String,
    /// Where its text starts.
    start: usize,
    lines: Lines,
    /// Its root.
    first: At,
}

impl Part {
    /// The place in the file of a byte of the whole text.
    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let own = text.get(self.start..).unwrap_or_default();
        self.lines.position(own, offset.saturating_sub(self.start))
    }
}

impl Tree {
    /// The file that a byte of the text is of, where that is not the document's own.
    pub(super) fn part(&self, offset: usize) -> Option<&Part> {
        self.parts.iter().rev().find(|part| part.start <= offset)
    }

    /// The name of the file that a node stands in.
    #[must_use]
    pub fn file_name(&self, at: At) -> &str {
        self.part(self.span(at).start)
            .map_or(self.source_name(), |part| part.name.as_str())
    }
}

/// The files that a document refers to by relative references, as paths beneath its folder; what leads out of the folder is none of them.
///
/// The references in [`Source::files`] count too. So whoever reads files reads until nothing new is named.
#[must_use]
pub fn referenced_files(source: &Source) -> Vec<String> {
    let mut files = Vec::new();
    let main = file_name(&source.name);
    let sources = std::iter::once((main, source))
        .chain(source.files.iter().map(|file| (file.name.as_str(), file)));
    for (base, source) in sources {
        let Some(tree) = yaml::load(source, Limits::default()).tree else {
            continue;
        };
        for (_, text) in references(&tree) {
            if let Some((file, _)) = target(base, text)
                && file != main
            {
                files.push(file);
            }
        }
    }
    files.sort();
    files.dedup();
    files
}

/// Reads a document and its other files as one.
pub(super) fn load(source: &Source, limits: Limits) -> Loaded {
    let mut loaded = yaml::load(source, limits);
    let Some(tree) = &mut loaded.tree else {
        return loaded;
    };
    if source.files.is_empty() || !matches!(tree.content(At::ROOT), Content::Map(_)) {
        return loaded;
    }
    let mut others = Vec::new();
    let mut rest = limits.bytes.saturating_sub(source.text.len());
    for file in &source.files {
        let other = yaml::load(
            file,
            Limits {
                bytes: rest,
                ..limits
            },
        );
        rest = rest.saturating_sub(file.text.len());
        loaded.diagnostics.extend(other.diagnostics);
        others.extend(other.tree);
    }
    append(tree, others);
    rewrite(tree, file_name(&source.name));
    loaded
}

/// Gives problems that were found in the text of several files their file, and their place there.
pub(crate) fn settle(tree: &Tree, diagnostics: &mut [Diagnostic]) {
    if tree.parts.is_empty() {
        return;
    }
    for diagnostic in diagnostics {
        let part = tree.part(diagnostic.span.start);
        let start = part.map_or(0, |part| part.start);
        let settled = |span: &Span| Span {
            start: span.start.saturating_sub(start),
            end: span.end.saturating_sub(start),
        };
        // A second place in another file cannot be shown beside the first.
        diagnostic.related = diagnostic
            .related
            .take()
            .filter(|(span, _)| tree.part(span.start).map_or(0, |other| other.start) == start)
            .map(|(span, label)| (settled(&span), label));
        diagnostic.span = settled(&diagnostic.span);
        if let Some(part) = part {
            diagnostic.source.clone_from(&part.name);
        }
    }
}

/// Appends trees to the entries of a document, each under its name.
fn append(tree: &mut Tree, others: Vec<Tree>) {
    let key = push_key(tree, KEY, At::ROOT, tree.text.len());
    let files = push(tree, Kind::Map { after: 0 }, At::ROOT, tree.text.len());
    for other in others {
        let start = tree.text.len();
        let name = other.name.clone();
        push_key(tree, &name, files, start);
        let (first, unescaped) = (count(tree.nodes.len()), count(tree.unescaped.len()));
        let text = count(start);
        tree.nodes.extend(other.nodes.iter().map(|node| Node {
            kind: match node.kind {
                Kind::Text { start, end } => Kind::Text {
                    start: start + text,
                    end: end + text,
                },
                Kind::Unescaped { start, end } => Kind::Unescaped {
                    start: start + unescaped,
                    end: end + unescaped,
                },
                Kind::List { after } => Kind::List {
                    after: after + first,
                },
                Kind::Map { after } => Kind::Map {
                    after: after + first,
                },
                scalar => scalar,
            },
            start: node.start + text,
            end: node.end + text,
            parent: node.parent + first,
            depth: node.depth.saturating_add(2),
            is_key: node.is_key,
        }));
        if let Some(root) = tree.nodes.get_mut(first as usize) {
            root.parent = files.0;
        }
        for (map, keys) in other.indexes {
            let keys = keys.into_iter().map(|key| key + first).collect();
            tree.indexes.insert(map + first, keys);
        }
        tree.text.push_str(&other.text);
        tree.unescaped.push_str(&other.unescaped);
        tree.parts.push(Part {
            start,
            name,
            lines: other.lines,
            first: At(first),
        });
    }
    let end = count(tree.nodes.len());
    for map in [At::ROOT, files] {
        if let Some(node) = tree.nodes.get_mut(map.0 as usize) {
            node.kind = Kind::Map { after: end };
        }
    }
    if let Some(mut keys) = tree.indexes.remove(&At::ROOT.0) {
        let place = keys.partition_point(|other| tree.raw(*other).unwrap_or_default() < KEY);
        keys.insert(place, key.0);
        tree.indexes.insert(At::ROOT.0, keys);
    }
}

fn push_key(tree: &mut Tree, name: &str, map: At, offset: usize) -> At {
    let start = count(tree.unescaped.len());
    tree.unescaped.push_str(name);
    let end = count(tree.unescaped.len());
    let key = push(tree, Kind::Unescaped { start, end }, map, offset);
    if let Some(node) = tree.nodes.get_mut(key.0 as usize) {
        node.is_key = true;
    }
    key
}

fn push(tree: &mut Tree, kind: Kind, parent: At, offset: usize) -> At {
    let at = At(count(tree.nodes.len()));
    let offset = count(offset);
    tree.nodes.push(Node {
        kind,
        start: offset,
        end: offset,
        parent: parent.0,
        depth: if parent == At::ROOT { 1 } else { 2 },
        is_key: false,
    });
    at
}

/// Offsets fit: a document is limited to less than 4 GiB of text, and nodes to a few for each byte.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Makes pointers of all references between the files.
fn rewrite(tree: &mut Tree, main: &str) {
    let mut pointers = Vec::new();
    for (at, text) in references(tree) {
        let part = tree.parts.iter().rev().find(|part| part.first <= at);
        let base = part.map_or(main, |part| part.name.as_str());
        if part.is_none() && text.starts_with('#') {
            continue;
        }
        let is_pointer = |fragment: &str| fragment.is_empty() || fragment.starts_with('/');
        let Some((file, fragment)) =
            target(base, text).filter(|(_, fragment)| is_pointer(fragment))
        else {
            continue;
        };
        let pointer = if file == main {
            format!("#{fragment}")
        } else if tree.parts.iter().any(|part| part.name == file) {
            let file = escape(&file).replace('%', "%25");
            format!("#/{KEY}/{file}{fragment}")
        } else {
            continue;
        };
        pointers.push((at, pointer));
    }
    for (at, pointer) in pointers {
        let start = count(tree.unescaped.len());
        tree.unescaped.push_str(&pointer);
        let end = count(tree.unescaped.len());
        if let Some(node) = tree.nodes.get_mut(at.0 as usize) {
            node.kind = Kind::Unescaped { start, end };
        }
    }
}

/// The texts that refer to something: the values of `$ref`, and what a discriminator maps to, unless that is the name of a component.
fn references(tree: &Tree) -> impl Iterator<Item = (At, &str)> {
    let nodes = (0..count(tree.nodes.len())).map(At);
    nodes.filter_map(|at| {
        let Content::Text(text) = tree.content(at) else {
            return None;
        };
        let name = tree.raw(tree.key(at)?.0)?;
        let name_of = |at: At| tree.key(at).and_then(|key| tree.raw(key.0));
        let map = tree.parent(at)?;
        let is_mapped = || {
            name_of(map) == Some("mapping")
                && tree.parent(map).and_then(name_of) == Some("discriminator")
                && text.contains(['#', '/', '.'])
        };
        (name == "$ref" || is_mapped()).then_some((at, text))
    })
}

/// The file, beneath the folder of the document, and the fragment that a reference in one of its files leads to.
fn target(base: &str, reference: &str) -> Option<(String, String)> {
    let (path, fragment) = split_fragment(reference);
    let fragment = fragment.unwrap_or_default().to_owned();
    if path.is_empty() {
        return Some((base.to_owned(), fragment));
    }
    let path = decode(path)?;
    // A scheme, a host, an absolute path, or a path of another system.
    if path.starts_with('/') || path.contains([':', '\\', '?', '\0']) {
        return None;
    }
    let mut segments: Vec<&str> = base.split('/').collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()?),
            segment => segments.push(segment),
        }
    }
    (!segments.is_empty()).then(|| (segments.join("/"), fragment))
}

/// `bird.yaml` of `specs/bird.yaml`.
fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_beneath_the_folder_or_nowhere() {
        for (base, reference, expected) in [
            ("a.yaml", "b.yaml", Some(("b.yaml", ""))),
            ("a.yaml", "./b.yaml#/x", Some(("b.yaml", "/x"))),
            ("a.yaml", "#/x", Some(("a.yaml", "/x"))),
            ("x/a.yaml", "b.yaml#", Some(("x/b.yaml", ""))),
            ("x/a.yaml", "../b.yaml", Some(("b.yaml", ""))),
            ("x/a.yaml", "b%20c.yaml", Some(("x/b c.yaml", ""))),
            ("x/a.yaml", "../../b.yaml", None),
            ("a.yaml", "..", None),
            ("a.yaml", "%2e%2e/b.yaml", None),
            ("a.yaml", "/etc/passwd", None),
            ("a.yaml", "file:b.yaml", None),
            ("a.yaml", "//host/b.yaml", None),
            ("a.yaml", "https://host/b.yaml", None),
            ("a.yaml", "C:\\b.yaml", None),
            ("a.yaml", "..\\b.yaml", None),
        ] {
            let expected =
                expected.map(|(file, rest): (&str, &str)| (file.to_owned(), rest.to_owned()));
            assert_eq!(target(base, reference), expected, "{base} + {reference}");
        }
    }
}
