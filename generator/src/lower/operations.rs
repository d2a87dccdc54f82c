//! Operations: requests, responses, and what they need.

use super::bodies;
use super::docs;
use super::names::{self, Case, Wish, identifier};
use super::pagination;
use super::parameters;
use super::responses::{self, Shared};
use super::security;
use super::servers;
use super::types::Types;
use crate::ir::{self, Name};
use crate::spec::{Document, Located, Operation, PathItem};

/// What an operation's name brings along: its builder, the part of it that holds what is optional, and the types of its results and errors.
const FAMILY: &[&str] = &["Builder", "Optional", "Output", "Error"];

/// Names every operation, in document order. Schemas with names come before them and inline types after.
pub(super) fn names(document: &Document, types: &mut Types<'_>) -> Vec<Name> {
    let mut names = Vec::new();
    for (path, operation) in operations(document) {
        let (wire, at) = match &operation.operation_id {
            Some(id) => (id.value.clone(), id.at),
            // Without an operationId, the method and the path are what people call it.
            None => (
                format!("{} {}", operation.method, path.path.value),
                operation.at,
            ),
        };
        let mut stem = match &operation.operation_id {
            Some(id) => identifier(&id.value, Case::Camel),
            None => identifier(
                &format!("{} {}", operation.method.to_lowercase(), path.path.value),
                Case::Camel,
            ),
        };
        // Where a schema has the name, the operation says what it is; `CreateCallRequest` is often a schema as well.
        let free = ["", "Request", "Operation", "Call"]
            .map(|suffix| format!("{stem}{suffix}"))
            .into_iter()
            .find(|name| types.scope.is_free(name, FAMILY));
        stem = free.unwrap_or(stem);
        let wish = Wish {
            wire: &wire,
            stem: Some(&stem),
            chosen: operation.rust_name.as_ref(),
            at,
        };
        names.push(
            types
                .scope
                .name_with_family(&wish, FAMILY, &mut types.problems),
        );
    }
    names
}

/// Lowers every operation, in document order, and the header fields that their answers share.
pub(super) fn lower<'d>(
    document: &'d Document,
    names: Vec<Name>,
    types: &mut Types<'d>,
) -> (Vec<ir::Operation>, Vec<ir::Header>) {
    let mut lowered = Vec::new();
    let mut shared = Shared::default();
    for (number, ((path, operation), name)) in operations(document).zip(names).enumerate() {
        types.turn_to_operation(number);
        lowered.push(lower_one(
            document,
            path,
            operation,
            name,
            &mut shared,
            types,
        ));
    }
    (lowered, shared.headers.found)
}

fn operations(document: &Document) -> impl Iterator<Item = (&PathItem, &Operation)> {
    document.paths.iter().flat_map(|path| {
        path.operations
            .iter()
            .map(move |operation| (path, operation))
    })
}

fn lower_one<'d>(
    document: &'d Document,
    path: &'d PathItem,
    operation: &'d Operation,
    name: Name,
    shared: &mut Shared,
    types: &mut Types<'d>,
) -> ir::Operation {
    let parameters = parameters::lower(document, path, operation, &name, types);
    let body = bodies::request(document, operation, &name, &parameters, types);
    let responses = responses::lower(document, operation, &name, shared, types);
    let pagination = operation
        .pagination
        .as_ref()
        .and_then(|spec| pagination::lower(spec, &parameters, &responses, types));
    let own_servers = if operation.servers.is_empty() {
        &path.servers
    } else {
        &operation.servers
    };
    ir::Operation {
        docs: documentation(operation, &path.path),
        method: operation.method.to_owned(),
        path: sent(&path.path.value).to_owned(),
        tag: operation.tags.first().map(|tag| names::tag(&tag.value)),
        origin: format!("#{}", types.problems.pointer(operation.at)),
        servers: servers::lower(own_servers),
        security: security::requirements(
            document,
            operation.security.as_ref(),
            &mut types.problems,
        ),
        deprecated: operation.deprecated,
        name,
        parameters,
        body,
        responses,
        pagination,
    }
}

/// The part of a path template that is sent: a fragment, which some documents tell operations apart by, never is.
fn sent(template: &str) -> &str {
    template.split('#').next().unwrap_or_default()
}

/// The summary, then the description.
fn documentation(operation: &Operation, path: &Located<String>) -> ir::Docs {
    let summary = operation.summary.as_ref().map(|text| text.value.trim());
    let description = operation.description.as_ref().map(|text| text.value.trim());
    let text = match (summary, description) {
        (Some(summary), Some(description)) if !description.starts_with(summary) => {
            Some(format!("{summary}\n\n{description}"))
        }
        (_, Some(text)) | (Some(text), None) => Some(text.to_owned()),
        (None, None) => None,
    };
    docs::docs(
        text.as_deref(),
        || format!("`{} {}`.", operation.method, docs::code(&path.value)),
        None,
    )
}
