//! The document's frame: info, servers, paths, components.

use std::collections::BTreeMap;

use super::targets::Targets;
use super::{At, Header, Operation, Parameter, RequestBody, Response, Schema, Tree};

/// An OpenAPI document.
#[derive(Clone, Debug)]
pub struct Document {
    /// The nodes that everything else points into: positions, pointers, and the plain JSON of any part.
    pub tree: Tree,
    /// `openapi`, such as `3.1.0`.
    pub openapi: Located<String>,
    /// The edition that `openapi` names.
    pub edition: Edition,
    /// `info`.
    pub info: Info,
    /// `servers`.
    pub servers: Vec<Server>,
    /// `paths`, in document order.
    pub paths: Vec<PathItem>,
    /// `webhooks`, in document order: requests that the provider makes, which a client does not. `path` is the name of each.
    pub webhooks: Vec<PathItem>,
    /// `tags`, in document order.
    pub tags: Vec<Tag>,
    /// `components`.
    pub components: Components,
    /// What `$ref`s lead to beyond `components`, such as `#/paths/~1calls/get/parameters/0`: every object that one of them names, read
    /// once more or for the first time.
    pub elsewhere: Elsewhere,
    /// `security` at the top: what applies to operations that say nothing. `None` where absent.
    pub security: Option<Vec<SecurityRequirement>>,
    /// Where each reference ends.
    pub(super) targets: Targets,
    /// Where the references of schemas lead that are no JSON pointers from the document's root, by the node of their text.
    pub links: BTreeMap<At, At>,
}

impl Document {
    /// The node that a `$ref` into this document leads to. A reference is a URI: its fragment is percent-encoded (RFC 3986), and
    /// within that a JSON pointer (RFC 6901).
    #[must_use]
    pub fn resolve(&self, reference: &str) -> Option<At> {
        self.tree.find(&super::fragment(reference)?)
    }

    /// A parameter itself, or the one that it refers to, wherever that stands and through as many references as it takes.
    ///
    /// Where each reference ends was worked out when the document was read. Looking it up is one access to a hash map and a binary search.
    #[must_use]
    pub fn parameter<'d>(&'d self, parameter: &'d Parameter) -> Option<&'d Parameter> {
        if parameter.reference.is_none() {
            return Some(parameter);
        }
        let end = self.targets.end(parameter.at)?;
        component(&self.components.parameters, end, |parameter| parameter.at)
            .or_else(|| at(&self.elsewhere.parameters, end, |parameter| parameter.at))
    }

    /// A response itself, or the one that it refers to; see [`Self::parameter`].
    #[must_use]
    pub fn response<'d>(&'d self, response: &'d Response) -> Option<&'d Response> {
        if response.reference.is_none() {
            return Some(response);
        }
        let end = self.targets.end(response.at)?;
        component(&self.components.responses, end, |response| response.at)
            .or_else(|| at(&self.elsewhere.responses, end, |response| response.at))
    }

    /// A header itself, or the one that it refers to; see [`Self::parameter`].
    #[must_use]
    pub fn header<'d>(&'d self, header: &'d Header) -> Option<&'d Header> {
        if header.reference.is_none() {
            return Some(header);
        }
        let end = self.targets.end(header.at)?;
        component(&self.components.headers, end, |header| header.at)
            .or_else(|| at(&self.elsewhere.headers, end, |header| header.at))
    }

    /// A request body itself, or the one that it refers to; see [`Self::parameter`].
    #[must_use]
    pub fn request_body<'d>(&'d self, body: &'d RequestBody) -> Option<&'d RequestBody> {
        if body.reference.is_none() {
            return Some(body);
        }
        let end = self.targets.end(body.at)?;
        component(&self.components.request_bodies, end, |body| body.at)
            .or_else(|| at(&self.elsewhere.request_bodies, end, |body| body.at))
    }

    /// The parameters of an operation, references followed: its own, then those of its path that it does not replace.
    #[must_use]
    pub fn effective_parameters<'d>(
        &'d self,
        path: &'d PathItem,
        operation: &'d Operation,
    ) -> Vec<&'d Parameter> {
        let mut parameters: Vec<&Parameter> = operation
            .parameters
            .iter()
            .filter_map(|own| self.parameter(own))
            .collect();
        for shared in path
            .parameters
            .iter()
            .filter_map(|shared| self.parameter(shared))
        {
            if !parameters
                .iter()
                .any(|own| own.location == shared.location && own.name.value == shared.name.value)
            {
                parameters.push(shared);
            }
        }
        parameters
    }
}

/// The component at a node. Components stand in document order, and so do their nodes.
fn component<T>(
    components: &[(Located<String>, T)],
    node: At,
    place: impl Fn(&T) -> At,
) -> Option<&T> {
    let found = components
        .binary_search_by_key(&node, |(_, object)| place(object))
        .ok()?;
    components.get(found).map(|(_, object)| object)
}

/// The object at a node, among objects in document order.
fn at<T>(objects: &[T], node: At, place: impl Fn(&T) -> At) -> Option<&T> {
    objects.get(objects.binary_search_by_key(&node, place).ok()?)
}

/// An edition of the standard that is read. Documents of OpenAPI 3.2 are read as 3.1, with a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edition {
    /// OpenAPI 3.0, whose schemas are a dialect of their own.
    V30,
    /// OpenAPI 3.1, whose schemas are JSON Schema 2020-12.
    V31,
}

/// One of `tags`: a group of operations.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Its node.
    pub at: At,
    /// `name`.
    pub name: Located<String>,
    /// `description`.
    pub description: Option<Located<String>>,
}

/// A value and the node it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its node.
    pub at: At,
}

/// `info`.
#[derive(Clone, Debug)]
pub struct Info {
    /// `title`.
    pub title: Located<String>,
    /// `summary`.
    pub summary: Option<Located<String>>,
    /// `description`.
    pub description: Option<Located<String>>,
    /// `version`.
    pub version: Located<String>,
}

/// One of `servers`.
#[derive(Clone, Debug)]
pub struct Server {
    /// Its node.
    pub at: At,
    /// `url`, with its variables still in braces.
    pub url: Located<String>,
    /// `description`.
    pub description: Option<Located<String>>,
    /// `variables`, by name.
    pub variables: Vec<(Located<String>, ServerVariable)>,
}

/// One variable of a server's address.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// `default`.
    pub default: Located<String>,
    /// `enum`: the values that there are; empty where any is fine.
    pub values: Vec<Located<String>>,
    /// `description`.
    pub description: Option<Located<String>>,
}

/// One path template and its operations.
#[derive(Clone, Debug)]
pub struct PathItem {
    /// Its node.
    pub at: At,
    /// The template: `/workspaces/{workspaceId}/calls`, located at the key.
    pub path: Located<String>,
    /// `servers`.
    pub servers: Vec<Server>,
    /// Parameters that all its operations share.
    pub parameters: Vec<Parameter>,
    /// Its operations, in document order; where it is a `$ref`, those of the path item that it leads to as well.
    pub operations: Vec<Operation>,
    /// Keys that hold what looks like an operation, and that the standard does not know: `GET`.
    pub skipped: Vec<Located<String>>,
}

/// `components`, each map in document order and keyed by the located component key.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each field is the key of the standard")]
pub struct Components {
    pub schemas: Vec<(Located<String>, Schema)>,
    pub parameters: Vec<(Located<String>, Parameter)>,
    pub responses: Vec<(Located<String>, Response)>,
    pub headers: Vec<(Located<String>, Header)>,
    pub request_bodies: Vec<(Located<String>, RequestBody)>,
    pub security_schemes: Vec<(Located<String>, SecurityScheme)>,
}

/// Objects outside of `components` that a `$ref` leads to, each kind in document order. Most of them stand in the model a second time,
/// at the place where they are written; their nodes tell.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each field is a kind of object")]
pub struct Elsewhere {
    /// Those only that stand where the standard has no schemas, such as `#/definitions/Call`.
    pub schemas: Vec<Schema>,
    pub parameters: Vec<Parameter>,
    pub responses: Vec<Response>,
    pub headers: Vec<Header>,
    pub request_bodies: Vec<RequestBody>,
}

/// One alternative of `security`: schemes that must all be met. Empty: no credential is fine too.
#[derive(Clone, Debug)]
pub struct SecurityRequirement {
    /// Its node.
    pub at: At,
    /// Names of schemes; each is known to exist.
    pub schemes: Vec<Located<String>>,
}

/// One of `components.securitySchemes`.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Its node.
    pub at: At,
    /// `description`.
    pub description: Option<Located<String>>,
    /// How the credential travels.
    pub kind: SecuritySchemeKind,
}

/// `type` of a security scheme, with what belongs to it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is a value or key of the standard")]
pub enum SecuritySchemeKind {
    /// `scheme` keeps the document's spelling.
    Http {
        scheme: Located<String>,
        bearer_format: Option<Located<String>>,
    },
    ApiKey {
        location: ParameterLocation,
        name: Located<String>,
    },
    /// A token of OAuth 2, sent as `Bearer`; how it is had (`flows`) is not a client's business here.
    OAuth2,
    /// A token of OpenID Connect, sent as `Bearer`.
    OpenIdConnect,
    /// A certificate of the connection: the transport's business.
    MutualTls,
}

/// `in` of a parameter or an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is a value of the standard")]
pub enum ParameterLocation {
    Path,
    Query,
    Header,
    Cookie,
}
