//! Problems of the text, and how they are worded.

use granit_parser::{ErrorKind, ScanError, Tag};

use super::loader::Loader;
use crate::diagnostics::Code;
use crate::source::Span;
use crate::spec::tree::At;

/// A problem before the tree can say where it is.
pub(super) struct Problem {
    pub(super) code: Code,
    pub(super) span: Span,
    /// The node whose pointer to show.
    pub(super) at: At,
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
    pub(super) related: Option<(Span, &'static str)>,
}

impl Problem {
    pub(super) fn new(code: Code, span: Span, at: u32, message: impl Into<String>) -> Self {
        Self {
            code,
            span,
            at: At(at),
            message: message.into(),
            help: None,
            related: None,
        }
    }

    pub(super) fn help(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }
}

impl Loader<'_> {
    pub(super) fn syntax(&self, error: &ScanError) -> Problem {
        let start = error
            .marker()
            .byte_offset()
            .unwrap_or_default()
            .min(self.source.text.len());
        let width = self
            .source
            .text
            .get(start..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        let span = Span {
            start,
            end: start + width,
        };
        let parent = self.open.last().map_or(0, |open| open.node);
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => self.too_deep(span),
            kind => {
                let (message, help) = wording(kind);
                Problem {
                    help,
                    ..Problem::new(Code::YamlSyntax, span, parent, message)
                }
            }
        }
    }
}

pub(super) const START: &str = "an OpenAPI document starts with `openapi: 3.1.0`";

pub(super) fn custom_tag(tag: &Tag, span: Span, at: u32) -> Problem {
    let message = format!(
        "the tag `{}` is not part of YAML's core schema",
        tag.original()
    );
    Problem::new(Code::CustomTag, span, at, message)
        .help("write the value itself; nothing is read from files or the environment")
}

/// The parser's message, shortened; with advice where the cause is known.
pub(super) fn wording(kind: &ErrorKind) -> (String, Option<&'static str>) {
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart => {
            ("a tab cannot indent".to_owned(), Some("indent with spaces"))
        }
        ErrorKind::UnclosedQuotedScalar => (
            "a quoted string is not closed".to_owned(),
            Some("add the closing quote"),
        ),
        ErrorKind::InvalidQuotedScalarIndent => (
            "a quoted string goes on here without being indented".to_owned(),
            Some("close the quote on the line before, or indent this one"),
        ),
        ErrorKind::SimpleKeyExpected => (
            "a key without its colon".to_owned(),
            Some("write `key: value`"),
        ),
        ErrorKind::UnclosedFlowCollection { open } => (format!("`{open}` is not closed"), None),
        ErrorKind::MappingValueNotAllowed => (
            "a colon cannot stand here".to_owned(),
            Some("quote the text if it holds a colon and a space"),
        ),
        kind => {
            let message = kind.to_string();
            let short = message
                .split_once(", ")
                .filter(|(context, _)| context.starts_with("while "))
                .map_or(message.as_str(), |(_, rest)| rest);
            (short.to_owned(), None)
        }
    }
}

/// The first character outside of YAML's printable set. A byte order mark at the very start is fine.
pub(super) fn first_unprintable(text: &str) -> Option<(usize, char)> {
    // Bytes that may start or be such a character are rare; a text without them needs no decoding, and looking for them without
    // a branch is done many bytes at a time.
    let suspect = |byte: u8| {
        (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')
            | (byte == 0x7F)
            | (byte == 0xC2)
            | (byte == 0xEF)
    };
    if !text
        .bytes()
        .fold(false, |found, byte| found | suspect(byte))
    {
        return None;
    }
    let unprintable = |character: char| match character {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        '\u{FFFE}' | '\u{FFFF}' => true,
        other => other.is_control(),
    };
    text.char_indices()
        .find(|(_, character)| unprintable(*character))
}
