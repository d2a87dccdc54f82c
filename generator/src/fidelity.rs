//! What the generated types do not carry over from the spec: every entry is counted, none is silent.

use serde_json::{Value, json};

use crate::source::Position;

/// One place at which the types say less than the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What kind of loss it is.
    pub kind: Kind,
    /// The name of the source.
    pub source: String,
    /// Where the schema or keyword stands.
    pub position: Position,
    /// The JSON pointer of the schema or keyword.
    pub pointer: String,
    /// What is lost and why, as a sentence fragment.
    pub message: String,
}

/// The kinds of loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The type is `serde_json::Value`: the spec says nothing that a type could hold on to.
    RawJson,
    /// The branches of a union cannot be told apart: the value is kept as JSON, with a typed reading for each of them.
    Choice,
    /// A constraint of a response that only the schemas state; decoding does not check it.
    DocumentedOnly,
    /// A `format` of the registries that has no type of its own; the value is kept as it is.
    UnknownFormat,
    /// A parameter whose type goes deeper than the standard says how to write; it is written as the runtime documents.
    UndefinedStyle,
    /// What the document describes and no code is made of: webhooks, callbacks, links, and operations of methods that are none.
    NotGenerated,
}

impl Kind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 6] = [
        Self::RawJson,
        Self::Choice,
        Self::DocumentedOnly,
        Self::UnknownFormat,
        Self::UndefinedStyle,
        Self::NotGenerated,
    ];

    /// The name in reports: `raw-json`, `choice`, `documented-only`, `unknown-format`, `undefined-style`, `not-generated`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RawJson => "raw-json",
            Self::Choice => "choice",
            Self::DocumentedOnly => "documented-only",
            Self::UnknownFormat => "unknown-format",
            Self::UndefinedStyle => "undefined-style",
            Self::NotGenerated => "not-generated",
        }
    }
}

impl Entry {
    /// The form for programs: `{kind, source, line, column, pointer, message}`; lines and columns start at 1.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "kind": self.kind.as_str(),
            "source": self.source,
            "line": self.position.line,
            "column": self.position.column,
            "pointer": self.pointer,
            "message": self.message,
        })
    }
}
