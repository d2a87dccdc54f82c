//! Lowering: from the document to the IR. Every decision is made here, and every failure that is left happens here.
//!
//! A construct that cannot be expressed is a diagnostic; one that loses something on the way is an entry of the fidelity report.

mod bodies;
mod boxes;
mod direction;
mod docs;
mod headers;
mod keywords;
mod media;
mod merge;
mod names;
mod null;
mod operations;
mod order;
mod pagination;
mod parameters;
mod problems;
mod refs;
mod responses;
mod security;
mod servers;
mod types;
mod unsent;

#[cfg(test)]
mod tests;

use self::problems::Problems;
use crate::diagnostics::{self, Diagnostic};
use crate::fidelity;
use crate::ir::{Api, Docs};
use crate::spec::Document;

/// A document as Rust will see it, with what there is to say about it.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// The API.
    pub api: Api,
    /// What the types do not carry over from the document, in document order.
    pub fidelity: Vec<fidelity::Entry>,
    /// What looks like a mistake and keeps nothing from being generated.
    pub warnings: Vec<Diagnostic>,
}

/// Lowers a document that was read without errors. `stem` names the provider: the file's name without its extension.
///
/// # Errors
///
/// Every problem of the document, warnings included, if there is an error among them.
pub fn lower(document: &Document, stem: &str) -> Result<Lowered, Vec<Diagnostic>> {
    let mut problems = Problems::new(&document.tree);
    let name = names::provider(stem);
    let security_schemes = security::schemes(document, &mut problems);
    let index = refs::Index::new(document);

    let mut types = types::Types::new(index, problems);
    let operation_names = operations::names(document, &mut types);
    types.define_all();
    let servers = servers::lower(&document.servers);
    let (mut operations, mut headers) = operations::lower(document, operation_names, &mut types);

    let (mut types, mut problems) = order::arrange(types.finish(), &mut operations, &mut headers);
    boxes::place(&mut types, &document.tree, &mut problems);
    unsent::note(document, &mut problems);
    let mut api = Api {
        name,
        source: document.tree.source_name().to_owned(),
        title: document.info.title.value.clone(),
        docs: introduction(document),
        servers,
        security_schemes,
        headers,
        types,
        operations,
    };
    direction::settle(&mut api, &document.tree, &mut problems);
    conclude(api, problems)
}

/// What introduces the provider: its title on a line of its own, and its description, or else its summary.
fn introduction(document: &Document) -> Docs {
    let info = &document.info;
    let title = info.title.value.split_whitespace().collect::<Vec<_>>();
    let mut introduction = docs::docs(
        Some(&title.join(" ")),
        || "The API, as its document describes it.".to_owned(),
        None,
    );
    if let Some(text) = info.description.as_ref().or(info.summary.as_ref()) {
        let lines = docs::lines(&text.value);
        if !lines.is_empty() && lines != introduction.lines {
            introduction.lines.push(String::new());
            introduction.lines.extend(lines);
        }
    }
    introduction
}

/// Sorts out what was found: errors end it here, and the rest goes along.
fn conclude(api: Api, mut problems: Problems<'_>) -> Result<Lowered, Vec<Diagnostic>> {
    let reached = order::reached(&api);
    let fidelity = problems.take_notes(|id| reached.contains(&id));
    let mut warnings = problems.settled();
    diagnostics::sort(&mut warnings);
    if warnings.iter().any(Diagnostic::is_error) {
        return Err(warnings);
    }
    Ok(Lowered {
        api,
        fidelity,
        warnings,
    })
}
