//! What a crate may be called.

use std::fmt;

/// The name of a package: ASCII letters, digits, `-` and `_`, a letter first, and no word that Cargo or Rust keeps for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageName(String);

/// Names that a package cannot have, or cannot have beside the runtime; `_` for `-`.
const RESERVED: [&str; 6] = ["alloc", "callspec", "core", "proc_macro", "std", "test"];

impl PackageName {
    /// Takes a name that somebody chose.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence.
    pub fn new(name: &str) -> Result<Self, &'static str> {
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return Err("the name of a crate begins with an ASCII letter");
        }
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if name.len() > 64 || !name.bytes().all(fits) {
            return Err(
                "the name of a crate is up to 64 ASCII letters, digits, hyphens and underscores",
            );
        }
        let name = Self(name.to_owned());
        if RESERVED.contains(&name.module().as_str()) {
            return Err("Rust or the runtime has that name already");
        }
        Ok(name)
    }

    /// The name that a document's module name makes: `call_center` is `call-center`, and `type_`, which would be a keyword, is
    /// `type-client`.
    pub(super) fn derived(module: &str) -> Self {
        let mut name = module.trim_end_matches('_').replace('_', "-");
        name.truncate(57);
        if name.len() < module.len() || RESERVED.contains(&module) {
            name = format!("{}-client", name.trim_end_matches('-'));
        }
        Self(name)
    }

    /// The name that a text makes, whatever it says: ASCII letters and digits stay, all else separates.
    #[must_use]
    pub fn of_document(text: &str) -> Self {
        let words = text.split(|character: char| !character.is_ascii_alphanumeric());
        let words: Vec<_> = words
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        let name = words.join("_");
        if name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            Self::derived(&name)
        } else {
            Self::derived(&format!("n{name}"))
        }
    }

    /// The name as the manifest has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as Rust code has it.
    #[must_use]
    pub fn module(&self) -> String {
        self.0.replace('-', "_")
    }
}

impl fmt::Display for PackageName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::PackageName;

    #[test]
    fn a_derived_name_can_always_be_chosen() {
        let long = "a_b".repeat(40);
        for (module, expected) in [
            ("petstore", "petstore"),
            ("call_center", "call-center"),
            ("type_", "type-client"),
            ("core", "core-client"),
            ("proc_macro", "proc-macro-client"),
            ("callspec", "callspec-client"),
            (
                &long,
                "a-ba-ba-ba-ba-ba-ba-ba-ba-ba-ba-ba-ba-ba-ba-ba-ba-ba-ba-b-client",
            ),
        ] {
            let name = PackageName::derived(module);
            assert_eq!(name.as_str(), expected);
            assert_eq!(PackageName::new(expected), Ok(name));
        }
    }

    #[test]
    fn a_chosen_name_is_a_name_and_no_path() {
        for name in [
            "",
            "2fa",
            "-a",
            "_a",
            "a b",
            "a/b",
            "..",
            "a.b",
            "größe",
            "a\nb",
            "std",
            "proc-macro",
        ] {
            assert!(PackageName::new(name).is_err(), "{name:?}");
        }
    }
}
