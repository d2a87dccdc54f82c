//! Our extensions. `extensions.schema.json` says the same as JSON Schema, for editors; a test holds the two together.

use super::Reader;
use crate::diagnostics::Code;
use crate::spec::keywords;
use crate::spec::tree::{At, Content, Entry};
use crate::spec::{Located, Pagination, PaginationStyle, Sensitive};

const STYLES: &[(&str, PaginationStyle)] = &[
    ("page", PaginationStyle::Page),
    ("cursor", PaginationStyle::Cursor),
    ("url", PaginationStyle::Url),
];

const SENSITIVITIES: &[(&str, Sensitive)] = &[
    ("phone", Sensitive::Phone),
    ("name", Sensitive::Name),
    ("email", Sensitive::Email),
    ("text", Sensitive::Text),
    ("url", Sensitive::Url),
    ("secret", Sensitive::Secret),
];

impl Reader<'_> {
    /// `x-sensitive`. Others say `true`, which tells nothing of what it holds.
    pub(super) fn sensitive(&mut self, at: At) -> Option<Located<Sensitive>> {
        if matches!(self.tree.content(at), Content::Boolean(_)) {
            self.foreign(at, "a word such as `phone`");
            return None;
        }
        self.choice(at, SENSITIVITIES)
            .map(|value| Located { value, at })
    }

    /// An extension of ours by its name, and of somebody else's by what it says.
    fn foreign(&mut self, at: At, ours: &str) {
        let message = format!("{} has no effect: it is not {ours}", self.name(at));
        let place = self.tree.key(at).unwrap_or(at);
        self.report(Code::IneffectiveKeyword, place, message);
    }

    /// `x-closed`.
    pub(super) fn closed(&mut self, at: At) -> bool {
        self.boolean(at).unwrap_or_default()
    }

    /// `x-rust-name`, or a value of `x-rust-names`.
    pub(super) fn rust_name(&mut self, at: At) -> Option<Located<String>> {
        let name = self.text(at)?;
        let mut characters = name.value.chars();
        let fits = characters
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic())
            && characters.all(|character| character.is_ascii_alphanumeric() || character == '_');
        if fits {
            return Some(name);
        }
        let message = format!("`{}` cannot be a Rust name", name.value);
        self.report_with(
            Code::InvalidValue,
            at,
            message,
            "a letter, then letters, digits and `_`, all of them ASCII",
        );
        None
    }

    /// `x-rust-names`: value to Rust variant.
    pub(super) fn rust_names(&mut self, at: At) -> Vec<(Located<String>, Located<String>)> {
        let entries = self.named(at);
        entries
            .filter_map(|(value, name)| self.rust_name(name).map(|name| (value, name)))
            .collect()
    }

    /// `x-enum-descriptions`: value to description.
    pub(super) fn enum_descriptions(&mut self, at: At) -> Vec<(Located<String>, Located<String>)> {
        let entries = self.named(at);
        entries
            .filter_map(|(value, text)| self.text(text).map(|text| (value, text)))
            .collect()
    }

    /// `x-pagination`. Whether its pointers lead anywhere is known once the responses have types.
    pub(super) fn pagination(&mut self, at: At) -> Option<Pagination> {
        let keywords = &keywords::PAGINATION;
        let is_ours = |entry: Entry<'_>| keywords.known.contains(&entry.name);
        if self.tree.entries(at).next().is_some() && !self.tree.entries(at).any(is_ours) {
            self.foreign(at, "a map with `style`, `parameter` and `items`");
            return None;
        }
        let (mut style, mut parameter, mut next, mut current, mut last, mut items) =
            (None, None, None, None, None, None);
        for entry in self.map(at) {
            let value = entry.value;
            match entry.name {
                "style" => {
                    style = self.choice(value, STYLES).map(|style| Located {
                        value: style,
                        at: value,
                    })
                }
                "parameter" => parameter = self.text(value),
                "next" => next = self.body_pointer(value),
                "current" => current = self.body_pointer(value),
                "last" => last = self.body_pointer(value),
                "items" => items = self.body_pointer(value),
                // Unlike an object of the standard, this one has no extensions of its own.
                name if name.starts_with("x-") => self.report(
                    Code::UnknownKeyword,
                    entry.key,
                    format!("`x-pagination` has no key `{name}`"),
                ),
                _ => self.other(entry, keywords),
            }
        }
        self.require(at, keywords, "style", style.is_some());
        self.require(at, keywords, "parameter", parameter.is_some());
        self.require(at, keywords, "items", items.is_some());
        let (style, parameter, items) = (style?, parameter?, items?);
        self.check_style(at, style.value);
        Some(Pagination {
            at,
            style,
            parameter,
            next,
            current,
            last,
            items,
        })
    }

    /// Each style says where the next page is in its own way.
    fn check_style(&mut self, at: At, style: PaginationStyle) {
        let has = |name: &str| self.tree.get(at, name).is_some();
        let (next, current, last) = (has("next"), has("current"), has("last"));
        let message = match style {
            PaginationStyle::Page if next && (current || last) => {
                "pages go on by `next`, or by `current` and `last`, not by both"
            }
            PaginationStyle::Page if !(next || current && last) => {
                "pages need `next`, or `current` and `last`"
            }
            PaginationStyle::Cursor if !next => "a cursor needs `next`: where the page holds it",
            PaginationStyle::Url if !next => "a URL needs `next`: where the page holds it",
            PaginationStyle::Cursor | PaginationStyle::Url if current || last => {
                "`current` and `last` belong to `style: page`"
            }
            _ => return,
        };
        let help = "a page says where in the response the next one is named: `next: /meta/next`";
        self.report_with(
            Code::Pagination,
            self.tree.key(at).unwrap_or(at),
            message,
            help,
        );
    }

    /// A JSON pointer (RFC 6901) into the response body.
    fn body_pointer(&mut self, at: At) -> Option<Located<String>> {
        let pointer = self.text(at)?;
        let escaped = pointer
            .value
            .split('~')
            .skip(1)
            .all(|rest| rest.starts_with(['0', '1']));
        if escaped && (pointer.value.is_empty() || pointer.value.starts_with('/')) {
            return Some(pointer);
        }
        let message = format!("`{}` is not a JSON pointer", pointer.value);
        self.report_with(
            Code::Pagination,
            at,
            message,
            "write `/data` or `/meta/next`; the empty text is the whole body",
        );
        None
    }
}
