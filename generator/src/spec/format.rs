//! The formats that a document may name.
//!
//! They come from JSON Schema 2020-12 (validation, section 7.3) and the OpenAPI format registry; two are ours and documented in
//! `docs/formats.md`. That a format is known here says nothing about the type it gets: lowering decides that, and reports which
//! formats stay plain text.

/// The JSON types that a format speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Text,
    Number,
    /// Numbers, or digits in a string.
    Either,
}

/// What a format speaks of; `None` where it is unknown.
pub(super) fn subject(name: &str) -> Option<Subject> {
    FORMATS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, subject)| *subject)
}

/// The names of all formats.
pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
    FORMATS.iter().map(|(name, _)| *name)
}

const FORMATS: &[(&str, Subject)] = &[
    // JSON Schema
    ("date-time", Subject::Text),
    ("date", Subject::Text),
    ("time", Subject::Text),
    ("duration", Subject::Text),
    ("email", Subject::Text),
    ("idn-email", Subject::Text),
    ("hostname", Subject::Text),
    ("idn-hostname", Subject::Text),
    ("ipv4", Subject::Text),
    ("ipv6", Subject::Text),
    ("uri", Subject::Text),
    ("uri-reference", Subject::Text),
    ("iri", Subject::Text),
    ("iri-reference", Subject::Text),
    ("uuid", Subject::Text),
    ("uri-template", Subject::Text),
    ("json-pointer", Subject::Text),
    ("relative-json-pointer", Subject::Text),
    ("regex", Subject::Text),
    // The OpenAPI registry
    ("int8", Subject::Number),
    ("int16", Subject::Number),
    ("int32", Subject::Number),
    ("int64", Subject::Either),
    ("uint8", Subject::Number),
    ("uint16", Subject::Number),
    ("uint32", Subject::Number),
    ("uint64", Subject::Either),
    ("double-int", Subject::Number),
    ("float", Subject::Number),
    ("double", Subject::Number),
    ("decimal", Subject::Either),
    ("decimal128", Subject::Either),
    ("base64url", Subject::Text),
    ("binary", Subject::Text),
    ("byte", Subject::Text),
    ("char", Subject::Text),
    ("commonmark", Subject::Text),
    ("date-time-local", Subject::Text),
    ("html", Subject::Text),
    ("http-date", Subject::Text),
    ("media-range", Subject::Text),
    ("password", Subject::Text),
    ("sf-binary", Subject::Text),
    ("sf-boolean", Subject::Text),
    ("sf-decimal", Subject::Number),
    ("sf-integer", Subject::Number),
    ("sf-string", Subject::Text),
    ("sf-token", Subject::Text),
    ("time-local", Subject::Text),
    ("unixtime", Subject::Either),
    // Ours
    ("date-time-spaced", Subject::Text),
    ("unix-time", Subject::Number),
];
