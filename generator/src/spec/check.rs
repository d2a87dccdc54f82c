//! What only the whole document can tell: references, names that must exist, names that must differ.

mod paths;
mod pattern;
mod references;
mod schema;
mod security;

pub(super) use schema::{check as schema, default_problem};

use super::Document;
use super::parse::Reference;
use crate::diagnostics::Diagnostic;

/// Adds what is wrong with the document as a whole.
pub(super) fn check(
    document: &Document,
    references: &[Reference],
    diagnostics: &mut Vec<Diagnostic>,
) {
    references::check(document, references, diagnostics);
    paths::check(document, diagnostics);
    security::check(document, diagnostics);
}
