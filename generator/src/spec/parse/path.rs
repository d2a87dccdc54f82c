//! Paths, webhooks and callbacks: what holds operations.

use super::{Reader, ReferenceKind};
use crate::spec::keywords::{self, Keywords};
use crate::spec::tree::At;
use crate::spec::{Located, PathItem};

/// `get` and its like, and how HTTP spells them.
const METHODS: &[(&str, &str)] = &[
    ("get", "GET"),
    ("put", "PUT"),
    ("post", "POST"),
    ("delete", "DELETE"),
    ("options", "OPTIONS"),
    ("head", "HEAD"),
    ("patch", "PATCH"),
    ("trace", "TRACE"),
];

impl Reader<'_> {
    pub(super) fn paths(&mut self, at: At) -> Vec<PathItem> {
        let keywords = Keywords {
            object: "`paths`",
            ..keywords::REFERENCE
        };
        let entries = self.patterned(at, &keywords);
        entries
            .into_iter()
            .map(|(path, value)| self.path_item(path, value))
            .collect()
    }

    pub(super) fn webhooks(&mut self, at: At) -> Vec<PathItem> {
        let entries = self.named(at);
        entries
            .map(|(name, value)| self.path_item(name, value))
            .collect()
    }

    /// A path item. Where it is a `$ref` as well, what that leads to is read for this path too; its own keys come first.
    pub(super) fn path_item(&mut self, path: Located<String>, at: At) -> PathItem {
        self.mark(at, ReferenceKind::PathItem);
        let keywords = &keywords::PATH_ITEM;
        let mut item = PathItem {
            at,
            path,
            servers: Vec::new(),
            parameters: Vec::new(),
            operations: Vec::new(),
            skipped: Vec::new(),
        };
        for entry in self.map(at) {
            match entry.name {
                "$ref" => {
                    if let Some(reference) = self.text(entry.value) {
                        self.refer(&reference, at, ReferenceKind::PathItem);
                    }
                }
                // Prose about the path; every operation has its own.
                "summary" | "description" => drop(self.text(entry.value)),
                "servers" => item.servers = self.servers(entry.value),
                "parameters" => item.parameters = self.parameters(entry.value),
                name => match METHODS.iter().find(|(key, _)| *key == name) {
                    Some((_, method)) => item.operations.push(self.operation(method, entry.value)),
                    None if name == "query" && self.is_newer => {
                        item.operations.push(self.operation("QUERY", entry.value))
                    }
                    None => {
                        let has = |key| self.tree.get(entry.value, key).is_some();
                        if has("responses") || has("operationId") {
                            item.skipped.push(Located {
                                value: name.to_owned(),
                                at: entry.key,
                            });
                        }
                        self.other(entry, keywords);
                    }
                },
            }
        }
        self.include(&mut item);
        item
    }

    /// Adds what the path item that is referred to says, and the path itself does not.
    fn include(&mut self, item: &mut PathItem) {
        let path = item.path.clone();
        let Some(other) = self.referred(item.at, |reader, target| reader.path_item(path, target))
        else {
            return;
        };
        if item.servers.is_empty() {
            item.servers = other.servers;
        }
        if item.parameters.is_empty() {
            item.parameters = other.parameters;
        }
        for operation in other.operations {
            if !item
                .operations
                .iter()
                .any(|own| own.method == operation.method)
            {
                item.operations.push(operation);
            }
        }
    }

    /// `callbacks` of an operation: their names. What a provider sends is not for a client to send; it is read for the sake of what is
    /// wrong with it.
    pub(super) fn callbacks(&mut self, at: At) -> Vec<Located<String>> {
        let mut names = Vec::new();
        for (name, value) in self.named(at) {
            self.callback(value);
            names.push(name);
        }
        names
    }

    pub(super) fn callback(&mut self, at: At) {
        if self.refers(at) {
            self.reference(at, ReferenceKind::Callback);
            return;
        }
        self.mark(at, ReferenceKind::Callback);
        let keywords = Keywords {
            object: "a callback",
            ..keywords::REFERENCE
        };
        for (expression, value) in self.patterned(at, &keywords) {
            self.path_item(expression, value);
        }
    }
}
