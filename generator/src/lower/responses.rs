//! Responses: which statuses are documented, and what their bodies are.

use super::docs;
use super::names::status_name;
use super::problems::Owner;
use super::types::{Site, Types, nullable};
use crate::diagnostics::Code;
use crate::fidelity::Kind;
use crate::ir::{self, Body, Name, Status, TypeRef};
use crate::spec::{At, Document, Located, MediaType, Operation, Response};

/// The responses of an operation: exact statuses first and ascending, then ranges, then the default.
pub(super) fn lower<'d>(
    document: &'d Document,
    operation: &'d Operation,
    name: &Name,
    types: &mut Types<'d>,
) -> Vec<ir::Response> {
    let mut lowered: Vec<(At, ir::Response)> = Vec::new();
    for response in &operation.responses {
        // A key that is no status has been reported where it was read.
        if let Some(status) = status(&response.status.value) {
            let content = document.response(response).unwrap_or(response);
            lowered.push((
                response.status.at,
                lower_one(response, content, status, name, types),
            ));
        }
    }
    lowered.sort_by_key(|(_, response)| response.status);
    check_success(operation, &lowered, types);
    lowered.into_iter().map(|(_, response)| response).collect()
}

/// Whether a response is the operation's result rather than its error.
pub(super) fn is_success(status: Status) -> bool {
    matches!(status, Status::Exact(200..=299) | Status::Range(2))
}

fn lower_one(
    response: &Response,
    content: &Response,
    status: Status,
    operation: &Name,
    types: &mut Types<'_>,
) -> ir::Response {
    let name = status_name(status, &response.status.value);
    for (key, header) in &content.headers {
        types.problems.note(
            Kind::DocumentedOnly,
            Owner::Body,
            header.at,
            format!("the response header `{}` is only documented", key.value),
        );
    }
    let type_name = if is_success(status) {
        format!("{}Response", operation.rust)
    } else {
        format!("{}{}", operation.rust, name.rust)
    };
    let site = Site {
        name: type_name,
        about: format!(
            "The body of `{}` in answer to `{}`.",
            docs::code(&response.status.value),
            operation.rust
        ),
        owner: Owner::Body,
        slot: None,
        is_property: false,
    };
    let body = json(&content.content, types)
        .map(|(media_type, media)| body(media_type, media, &site, types));
    let description = content
        .description
        .as_ref()
        .or(response.description.as_ref())
        .map(|text| text.value.as_str());
    ir::Response {
        status,
        docs: docs::docs(
            description,
            &format!("Status `{}`.", docs::code(&response.status.value)),
            None,
        ),
        name,
        body,
    }
}

/// The one JSON media type of a response.
fn json<'c>(
    content: &'c [(Located<String>, MediaType)],
    types: &mut Types<'_>,
) -> Option<(&'c Located<String>, &'c MediaType)> {
    let mut found: Option<(&Located<String>, &MediaType)> = None;
    for (media_type, media) in content {
        if !is_json(&media_type.value) {
            types
                .problems
                .report(
                    Code::UnsupportedMediaType,
                    media_type.at,
                    format!("the media type `{}` is not supported yet", media_type.value),
                )
                .help("`application/json`, or one that ends in `+json`");
        } else if let Some((first, _)) = found {
            types.problems.report(
                Code::UnsupportedMediaType,
                media_type.at,
                "a second JSON media type for one status is not supported yet",
            );
            types.problems.relate(first.at, "the first one");
        } else {
            found = Some((media_type, media));
        }
    }
    found
}

fn body(
    media_type: &Located<String>,
    media: &MediaType,
    site: &Site,
    types: &mut Types<'_>,
) -> Body {
    let (ty, at) = match &media.schema {
        Some(schema) => {
            let made = types.lower_use(schema, site);
            if made.sensitive.is_some() {
                types
                    .problems
                    .report(
                        Code::UnsupportedValue,
                        schema.at,
                        "`x-sensitive` on a whole response body is not supported yet",
                    )
                    .help("put it on the properties");
            }
            (nullable(made.ty, made.nullable), schema.at)
        }
        None => {
            types.problems.note(
                Kind::RawJson,
                Owner::Body,
                media.at,
                "any JSON value: the media type has no schema",
            );
            (TypeRef::Any, media.at)
        }
    };
    Body {
        media_type: media_type.value.clone(),
        ty,
        origin: format!("#{}", types.problems.pointer(at)),
    }
}

/// One success must be there, and all successes must have the same body, since a request has one result type.
fn check_success(operation: &Operation, responses: &[(At, ir::Response)], types: &mut Types<'_>) {
    let mut successes = responses
        .iter()
        .filter(|(_, response)| is_success(response.status));
    let Some((first_at, first)) = successes.next() else {
        types
            .problems
            .report(
                Code::NoSuccess,
                operation.at,
                "no success is among the `responses`",
            )
            .help("describe what the operation returns, under `200` or `2XX`");
        return;
    };
    let ty = |response: &ir::Response| response.body.as_ref().map(|body| body.ty.clone());
    for (at, response) in successes {
        if ty(response) != ty(first) {
            types
                .problems
                .report(
                    Code::UnsupportedValue,
                    *at,
                    "successes with different bodies are not supported yet",
                )
                .help("refer to one schema from both");
            types.problems.relate(*first_at, "the first success");
        }
    }
}

fn status(key: &str) -> Option<Status> {
    match key.as_bytes() {
        b"default" => Some(Status::Default),
        [class @ b'1'..=b'5', b'X', b'X'] => Some(Status::Range(class - b'0')),
        [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] => key.parse().ok().map(Status::Exact),
        _ => None,
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || (essence.contains('/') && essence.ends_with("+json"))
}
