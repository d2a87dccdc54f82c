//! The only place that makes names.
//!
//! One [`Scope`] holds the names that must differ: the types of a provider, the fields of a struct, the variants of an enum. The rule:
//!
//! 1. Names that a person chose (`x-rust-name`) are claimed first. One that is no identifier of its case, is reserved, or is taken by
//!    another chosen name, is an error.
//! 2. Then those whose spelling is their name, such as `user_id` for a field: nothing takes it from them.
//! 3. The others follow in document order, each as [`identifier`] spells it. A reserved word gets `_`.
//! 4. Where the name is taken, the later one gets four hexadecimal digits made from its own spelling on the wire, with a warning that
//!    asks for an `x-rust-name`.
//!
//! So a sibling that is added renames nobody, with one exception: where its name is another's too, and it either stands before the
//! other or is spelled as the name itself.

mod letters;
mod statuses;
mod words;

use std::collections::BTreeSet;

pub(super) use self::statuses::status_name;
use self::words::digits;
pub(super) use self::words::{Case, identifier};
use super::problems::Problems;
use crate::diagnostics::Code;
use crate::ir::Name;
use crate::spec::{At, Located};

/// Words of the generated code that a field must leave alone: the map of undocumented properties, and the methods of its builder.
pub(super) const FIELD_WORDS: &[&str] = &["undocumented", "build", "builder"];
/// Words of the generated code that a variant of an open enum must leave alone.
pub(super) const VARIANT_WORDS: &[&str] = &["Unknown"];

/// Names that must differ from one another.
pub(super) struct Scope {
    case: Case,
    reserved: &'static [&'static str],
    /// What each name brings along: a struct `Call` also makes a `CallBuilder`.
    family: &'static [&'static str],
    taken: BTreeSet<String>,
}

/// A name to be made.
pub(super) struct Wish<'a> {
    /// Its spelling on the wire or in the document.
    pub(super) wire: &'a str,
    /// What the Rust name is derived from, where that is not `wire`.
    pub(super) stem: Option<&'a str>,
    /// `x-rust-name`.
    pub(super) chosen: Option<&'a Located<String>>,
    /// Where a collision is reported.
    pub(super) at: At,
}

impl Scope {
    /// An empty scope. `reserved` words are never given; each name also claims itself with every suffix of `family`.
    pub(super) fn new(
        case: Case,
        reserved: &'static [&'static str],
        family: &'static [&'static str],
    ) -> Self {
        Self {
            case,
            reserved,
            family,
            taken: BTreeSet::new(),
        }
    }

    /// Names a list of siblings, in order.
    pub(super) fn names(&mut self, wishes: &[Wish<'_>], problems: &mut Problems<'_>) -> Vec<Name> {
        let chosen: Vec<Option<String>> = wishes
            .iter()
            .map(|wish| {
                wish.chosen
                    .and_then(|name| self.choose(name, self.family, problems))
            })
            .collect();
        let mut names = chosen;
        for at in self.order(wishes) {
            if let (Some(wish), Some(name @ None)) = (wishes.get(at), names.get_mut(at)) {
                *name = Some(self.derive(wish, self.family, problems));
            }
        }
        let name = |(wish, rust): (&Wish<'_>, Option<String>)| Name {
            wire: wish.wire.to_owned(),
            rust: rust.unwrap_or_default(),
        };
        wishes.iter().zip(names).map(name).collect()
    }

    /// Whose turn it is: those whose spelling is their name come first, sorted, so that `Call` has its `CallBuilder` wherever it stands.
    fn order(&self, wishes: &[Wish<'_>]) -> Vec<usize> {
        let is_exact = |wish: &Wish<'_>| {
            !self.reserved.contains(&wish.wire)
                && words::is_identifier(wish.wire, self.case)
                && identifier(wish.wire, self.case) == wish.wire
        };
        let mut order: Vec<usize> = (0..wishes.len()).collect();
        order.sort_by_cached_key(|at| {
            let exact = wishes.get(*at).filter(|wish| is_exact(wish));
            (exact.is_none(), exact.map(|wish| wish.wire))
        });
        order
    }

    /// Names one more thing after all that came before.
    pub(super) fn name(&mut self, wish: &Wish<'_>, problems: &mut Problems<'_>) -> Name {
        let family = self.family;
        self.name_with_family(wish, family, problems)
    }

    /// As [`Self::name`], with a family of its own: an operation also makes an error type.
    pub(super) fn name_with_family(
        &mut self,
        wish: &Wish<'_>,
        family: &'static [&'static str],
        problems: &mut Problems<'_>,
    ) -> Name {
        let chosen = wish
            .chosen
            .and_then(|name| self.choose(name, family, problems));
        let rust = chosen.unwrap_or_else(|| self.derive(wish, family, problems));
        Name {
            wire: wish.wire.to_owned(),
            rust,
        }
    }

    /// Whether a derived name, with its family, is still free.
    pub(super) fn is_free(&self, name: &str, family: &[&str]) -> bool {
        !self.taken.contains(name)
            && family
                .iter()
                .all(|suffix| !self.taken.contains(&Name::derived(name, suffix)))
    }

    fn choose(
        &mut self,
        name: &Located<String>,
        family: &[&str],
        problems: &mut Problems<'_>,
    ) -> Option<String> {
        if !words::is_identifier(&name.value, self.case) {
            problems
                .report(
                    Code::InvalidRustName,
                    name.at,
                    format!("`{}` is no Rust name in {}", name.value, self.case.as_str()),
                )
                .help(format!(
                    "`{}` would be one",
                    identifier(&name.value, self.case)
                ));
            return None;
        }
        if self.reserved.contains(&name.value.as_str()) {
            problems.report(
                Code::InvalidRustName,
                name.at,
                format!("`{}` is reserved for generated code here", name.value),
            );
            return None;
        }
        if !self.is_free(&name.value, family) {
            problems
                .report(
                    Code::RustNameCollision,
                    name.at,
                    format!("the Rust name `{}` is taken", name.value),
                )
                .help("choose another `x-rust-name`");
            return None;
        }
        self.claim(&name.value, family);
        Some(name.value.clone())
    }

    fn derive(
        &mut self,
        wish: &Wish<'_>,
        family: &'static [&'static str],
        problems: &mut Problems<'_>,
    ) -> String {
        let mut name = identifier(wish.stem.unwrap_or(wish.wire), self.case);
        if self.reserved.contains(&name.as_str()) {
            name.push('_');
        }
        if !self.is_free(&name, family) {
            let plain = std::mem::take(&mut name);
            let mut seed = 0_u32;
            loop {
                name = format!(
                    "{}{}{}",
                    plain.trim_end_matches('_'),
                    self.case.joint(),
                    digits(wish.wire, seed, self.case)
                );
                if self.is_free(&name, family) {
                    break;
                }
                seed += 1;
            }
            problems
                .report(
                    Code::DerivedNameCollision,
                    wish.at,
                    format!(
                        "`{}` would be `{plain}`, which is taken; it is called `{name}`",
                        wish.wire
                    ),
                )
                .help("name it with `x-rust-name`");
        }
        self.claim(&name, family);
        name
    }

    fn claim(&mut self, name: &str, family: &[&str]) {
        self.taken.insert(name.to_owned());
        self.taken
            .extend(family.iter().map(|suffix| Name::derived(name, suffix)));
    }
}

/// The module and feature of a provider, from its file's stem.
pub(super) fn provider(stem: &str) -> Name {
    Name {
        wire: stem.to_owned(),
        rust: module(stem),
    }
}

/// The module and feature of a tag. Tags that differ by case or punctuation alone are one.
pub(super) fn tag(tag: &str) -> Name {
    /// Features and modules that a crate has without any tag.
    const TAKEN: [&str; 5] = ["default", "schema", "shared", "undocumented", "untagged"];
    /// A file cannot have a name of any length.
    const LONGEST: usize = 64;
    let mut rust = module(tag);
    if rust.len() > LONGEST {
        rust.truncate(LONGEST);
        rust += &digits(tag, 0, Case::Snake);
    }
    if TAKEN.contains(&rust.as_str()) {
        rust.push('_');
    }
    Name {
        wire: tag.to_owned(),
        rust,
    }
}

/// The name of a module, which is also that of its file: Windows has no file called `aux.rs`.
pub(super) fn module(text: &str) -> String {
    let mut name = identifier(text, Case::Snake);
    let port = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"))
        .is_some_and(|number| {
            number.len() == 1 && number.bytes().all(|digit| digit.is_ascii_digit())
        });
    if port || matches!(name.as_str(), "con" | "prn" | "aux" | "nul") {
        name.push('_');
    }
    name
}

#[cfg(test)]
mod tests;
