//! Values of the types that an object's keys want. What is of another type is reported, and left out.

use serde_json::Number;

use super::{Reader, ReferenceKind};
use crate::diagnostics::Code;
use crate::spec::Located;
use crate::spec::keywords::Keywords;
use crate::spec::spelling;
use crate::spec::tree::{At, Content, Entries, Items};

impl<'t> Reader<'t> {
    /// The entries of a map; reports anything else.
    pub(super) fn map(&mut self, at: At) -> Entries<'t> {
        if !matches!(self.tree.content(at), Content::Map(_)) {
            self.wrong_type(at, "a map");
        }
        if self.kind(at).is_none() {
            self.mark(at, ReferenceKind::Other);
        }
        self.tree.entries(at)
    }

    /// The items of a list; reports anything else.
    pub(super) fn list(&mut self, at: At) -> Option<Items<'t>> {
        if let Content::List(items) = self.tree.content(at) {
            if self.kind(at).is_none() {
                self.mark(at, ReferenceKind::Other);
            }
            return Some(items);
        }
        self.wrong_type(at, "a list");
        None
    }

    pub(super) fn text(&mut self, at: At) -> Option<Located<String>> {
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

    pub(super) fn boolean(&mut self, at: At) -> Option<bool> {
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

    pub(super) fn number(&mut self, at: At) -> Option<Located<Number>> {
        if let Content::Number(value) = self.tree.content(at) {
            return Some(Located { value, at });
        }
        self.wrong_type(at, "a number");
        None
    }

    /// A length or a count.
    pub(super) fn count(&mut self, at: At) -> Option<Located<u64>> {
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
    pub(super) fn choice<T: Copy>(&mut self, at: At, choices: &[(&str, T)]) -> Option<T> {
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

    /// The entries of a map whose keys are data.
    pub(super) fn named(
        &mut self,
        at: At,
    ) -> impl Iterator<Item = (Located<String>, At)> + use<'t> {
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
    pub(super) fn patterned(&mut self, at: At, keywords: &Keywords) -> Vec<(Located<String>, At)> {
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
