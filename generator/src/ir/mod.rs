//! The API as Rust will see it: plain data in which every decision has been made.
//!
//! `lower` builds it, `emit` prints it. Nothing here knows of YAML, of schemas or of tokens, and nothing here can fail.

mod body;
mod operation;
mod types;
mod uses;

pub use body::*;
pub use operation::*;
pub use types::*;

/// Everything that one spec says, ready to be written as Rust.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The provider: `wire` is the spec's file stem, `rust` the module and feature name.
    pub name: Name,
    /// The file that it comes from, as the header of each generated file names it: `specs/bird.yaml`.
    pub source: String,
    /// `info.title`.
    pub title: String,
    /// `info.description`, and what else introduces the provider.
    pub docs: Docs,
    /// `servers`; empty where the spec names none.
    pub servers: Vec<Server>,
    /// `components.securitySchemes`, in the order of the document.
    pub security_schemes: Vec<SecurityScheme>,
    /// Every header field that an answer documents, in the order in which they are found.
    pub headers: Vec<Header>,
    /// Every named type, components first and in document order, each followed by the inline types found in it.
    pub types: Vec<TypeDef>,
    /// Every operation, in document order.
    pub operations: Vec<Operation>,
}

/// One thing's two names. Made in `lower::names` and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The text on the wire or in the document, untouched.
    pub wire: String,
    /// A Rust identifier that is valid, and unique, where it stands; never raw (`r#type` is `type_`).
    pub rust: String,
}

impl Name {
    /// What a thing of this name brings along: `CallBuilder` of `Call`, `SelfBuilder` of `Self_`.
    #[must_use]
    pub fn derived(rust: &str, suffix: &str) -> String {
        format!("{}{suffix}", rust.trim_end_matches('_'))
    }
}

/// Documentation as Markdown that is safe in rustdoc, one paragraph or line each; no line holds a line break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The lines, without `///` and without a leading blank.
    pub lines: Vec<String>,
}

/// The index of a [`TypeDef`] in [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// What must not show in `Debug`, errors, logs or snapshots (`x-sensitive`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sensitivity {
    /// A telephone number.
    Phone,
    /// A person's name.
    Name,
    /// An email address.
    Email,
    /// Free text that people said or wrote.
    Text,
    /// An address that gives access, such as a recording's.
    Url,
    /// A credential.
    Secret,
}
