//! Keys that must be there, and keys that nobody expects.

use super::Reader;
use crate::diagnostics::Code;
use crate::spec::Edition;
use crate::spec::keywords::{EXTENSIONS, Keywords};
use crate::spec::spelling;
use crate::spec::tree::{At, Content, Entry};

impl Reader<'_> {
    /// Reports a key that must be there and is not, unless `found`.
    pub(super) fn require(&mut self, at: At, keywords: &Keywords, name: &str, found: bool) {
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
    pub(super) fn since_3_1(&mut self, entry: Entry<'_>) {
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
    pub(super) fn other(&mut self, entry: Entry<'_>, keywords: &Keywords) {
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
    pub(super) fn extension(&mut self, entry: Entry<'_>, keywords: &Keywords) {
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
}
