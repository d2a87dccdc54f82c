//! What is wrong with a document, and where: one type for every problem the generator can name.

mod code;
mod render;
mod visible;

use std::fmt;

use serde_json::{Value, json};

pub use self::code::Code;
pub use self::render::{render, render_ansi};
pub use self::visible::visible;
use crate::source::{Position, Span};

/// One problem of a document.
///
/// `Display` is the one-line form that editors and CI parse: `specs/bird.yaml:12:7: error[unknown-keyword]: …`. [`render`] shows the
/// lines around it as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is; `docs/codes.md` shows each by an example.
    pub code: Code,
    /// Whether generation goes on.
    pub severity: Severity,
    /// The name of the source.
    pub source: String,
    /// The bytes that the problem is about.
    pub span: Span,
    /// Where `span` starts.
    pub position: Position,
    /// Where `span` ends.
    pub end: Position,
    /// The JSON pointer of the node: `/paths/~1calls/get`. Empty for the document itself.
    pub pointer: String,
    /// What is wrong, as a sentence fragment without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// A second place that the message speaks of (the first of two duplicate keys), with a few words on it.
    pub related: Option<(Span, String)>,
}

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something looks like a mistake.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl Diagnostic {
    /// Adds what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a second place, with a few words on it.
    #[must_use]
    pub fn with_related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related = Some((span, label.into()));
        self
    }

    /// Whether it keeps the document from being generated.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The form for programs: `{code, severity, source, line, column, endLine, endColumn, pointer, message, help}`. Lines and columns
    /// start at 1, columns count characters, and the end is the place after the last character. `help` is null where there is none.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "code": self.code.as_str(),
            "severity": self.severity.as_str(),
            "source": self.source,
            "line": self.position.line,
            "column": self.position.column,
            "endLine": self.end.line,
            "endColumn": self.end.column,
            "pointer": self.pointer,
            "message": self.message,
            "help": self.help,
        })
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position { line, column } = self.position;
        let (severity, code) = (self.severity.as_str(), self.code.as_str());
        write!(
            f,
            "{}:{line}:{column}: {severity}[{code}]: {}",
            visible(&self.source),
            visible(&self.message)
        )
    }
}

/// Sorts by source, then by position; what stands at one place keeps errors first and is otherwise ordered by code and message, so
/// that the order depends on nothing but the problems themselves. Exact repetitions are dropped.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        let place = |d: &Diagnostic| (d.span.start, d.severity, d.code, d.span.end);
        a.source
            .cmp(&b.source)
            .then_with(|| place(a).cmp(&place(b)))
            .then_with(|| a.message.cmp(&b.message))
    });
    diagnostics.dedup();
}
