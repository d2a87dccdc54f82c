//! Responses: which statuses are documented, what each means, and what its body is.

use std::collections::BTreeMap;

use super::bodies::{self, Place, Way};
use super::docs;
use super::headers::Headers;
use super::names::{Case, identifier, status_name};
use super::types::Types;
use crate::fidelity::Kind;
use crate::ir::{self, Body, Name, Outcome, Status};
use crate::lower::problems::Owner;
use crate::spec::{At, Document, Operation, Response};

/// What several operations share, so that each is made once.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) headers: Headers,
    /// The bodies of component responses.
    bodies: BTreeMap<At, Option<Body>>,
}

/// The responses of an operation: exact statuses first and ascending, then ranges, then the default.
pub(super) fn lower<'d>(
    document: &'d Document,
    operation: &'d Operation,
    name: &Name,
    shared: &mut Shared,
    types: &mut Types<'d>,
) -> Vec<ir::Response> {
    let mut documented: Vec<(Status, &Response)> = operation
        .responses
        .iter()
        // A key that is no status has been reported where it was read.
        .filter_map(|response| Some((status(&response.status.value)?, response)))
        .collect();
    documented.sort_by_key(|(status, _)| *status);
    let success = Success::of(&documented);
    let mut lowered: Vec<ir::Response> = Vec::new();
    for (status, response) in documented {
        let mut response = Lowering {
            document,
            operation,
            name,
            status,
            outcome: success.outcome(status),
        }
        .lower(response, shared, types);
        reuse_choice(&mut response, &lowered);
        lowered.push(response);
    }
    lowered
}

/// Which of an operation's responses are what it is called for.
#[derive(Clone, Copy)]
enum Success {
    /// Those of 200 to 299.
    Class2,
    /// The default, since none of those is documented.
    Default,
    /// Those of 100 to 399: a redirect is what a client asked for where nothing else is documented.
    Redirect,
}

impl Success {
    fn of(documented: &[(Status, &Response)]) -> Self {
        let any = |wanted: fn(Status) -> bool| documented.iter().any(|(status, _)| wanted(*status));
        if any(|status| matches!(status, Status::Exact(200..=299) | Status::Range(2))) {
            Self::Class2
        } else if any(|status| status == Status::Default) {
            Self::Default
        } else {
            Self::Redirect
        }
    }

    fn outcome(self, status: Status) -> Outcome {
        match (self, status) {
            (_, Status::Exact(200..=299) | Status::Range(2))
            | (Self::Redirect, Status::Exact(100..=399) | Status::Range(1..=3)) => Outcome::Success,
            (Self::Default, Status::Default) => Outcome::Either,
            _ => Outcome::Error,
        }
    }
}

/// One response on its way.
struct Lowering<'a, 'd> {
    document: &'d Document,
    operation: &'d Operation,
    /// The operation's name.
    name: &'a Name,
    status: Status,
    outcome: Outcome,
}

impl<'d> Lowering<'_, 'd> {
    fn lower(
        &self,
        response: &'d Response,
        shared: &mut Shared,
        types: &mut Types<'d>,
    ) -> ir::Response {
        let wire = &response.status.value;
        let content = self.document.response(response).unwrap_or(response);
        let description = response
            .description
            .as_ref()
            .or(content.description.as_ref())
            .map(|text| text.value.as_str());
        ir::Response {
            status: self.status,
            name: status_name(self.status, wire),
            docs: docs::docs(
                description,
                || format!("Status `{}`.", docs::code(wire)),
                None,
            ),
            outcome: self.outcome,
            headers: shared.headers.of(self.document, content, types),
            body: self.body(response, content, shared, types),
        }
    }

    fn body(
        &self,
        response: &'d Response,
        content: &'d Response,
        shared: &mut Shared,
        types: &mut Types<'d>,
    ) -> Option<Body> {
        if self.has_no_body() {
            for (media_type, _) in &content.content {
                let message = "HTTP knows no body of this answer, so there is none to read";
                types
                    .problems
                    .note(Kind::DocumentedOnly, Owner::Body, media_type.at, message);
            }
            return None;
        }
        let wire = &response.status.value;
        let Some(reference) = &response.reference else {
            let place = self.place(&self.own_name(wire), wire);
            return bodies::body(&content.content, &place, types);
        };
        // The enum of several contents stands with its operation.
        let own = self.place(&self.own_name(wire), wire);
        if let Some(known) = shared.bodies.get(&content.at) {
            let mut body = known.clone();
            if let Some(Body {
                choice: Some(choice),
                ..
            }) = &mut body
            {
                *choice = bodies::choice(&own, content.at, types);
            }
            return body;
        }
        let key = reference.value.rsplit('/').next().unwrap_or_default();
        let mut name = identifier(key, Case::Camel);
        if !types.scope.is_free(&name, &["Builder"]) {
            name.push_str("Body");
        }
        let place = Place { name, ..own };
        let body = bodies::body(&content.content, &place, types);
        shared.bodies.insert(content.at, body.clone());
        body
    }

    /// RFC 9110, sections 9.3.2 and 15: what has no body, whatever a document says of it.
    fn has_no_body(&self) -> bool {
        self.operation.method == "HEAD"
            || matches!(
                self.status,
                Status::Exact(100..=199 | 204 | 205 | 304) | Status::Range(1)
            )
    }

    /// The name of an inline type.
    fn own_name(&self, wire: &str) -> String {
        if self.outcome == Outcome::Error {
            format!("{}{}", self.name.rust, status_name(self.status, wire).rust)
        } else {
            format!("{}Response", self.name.rust)
        }
    }

    fn place(&self, name: &str, wire: &str) -> Place {
        Place {
            way: Way::In,
            name: name.to_owned(),
            choice: format!("{}Content", name.trim_end_matches("Response")),
            about: format!(
                "The body of `{}` in answer to `{}`.",
                docs::code(wire),
                self.name.rust
            ),
        }
    }
}

/// Lets a response have the enum of an earlier one that holds the same.
fn reuse_choice(response: &mut ir::Response, earlier: &[ir::Response]) {
    let Some(body) = &mut response.body else {
        return;
    };
    let holds = |body: &Body| -> Vec<_> {
        let contents = body.contents.iter();
        contents
            .map(|content| (content.name.clone(), content.payload.clone()))
            .collect()
    };
    let own = holds(body);
    let same = earlier
        .iter()
        .filter_map(|response| response.body.as_ref())
        .find(|other| other.choice.is_some() && holds(other) == own);
    if let Some(same) = same {
        body.choice.clone_from(&same.choice);
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
