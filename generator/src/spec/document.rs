//! The document's frame: info, servers, paths, components.

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
    /// `security` at the top: what applies to operations that say nothing. `None` where absent.
    pub security: Option<Vec<SecurityRequirement>>,
}

impl Document {
    /// The node that a `$ref` into this document leads to. A reference is a URI: its fragment is percent-encoded (RFC 3986), and
    /// within that a JSON pointer (RFC 6901).
    #[must_use]
    pub fn resolve(&self, reference: &str) -> Option<At> {
        self.tree.find(&super::fragment(reference)?)
    }

    /// A parameter itself, or the component that it refers to, through as many references as it takes.
    #[must_use]
    pub fn parameter<'d>(&'d self, parameter: &'d Parameter) -> Option<&'d Parameter> {
        self.follow(
            parameter,
            &self.components.parameters,
            "parameters",
            |parameter| parameter.reference.as_ref(),
        )
    }

    /// A response itself, or the component that it refers to.
    #[must_use]
    pub fn response<'d>(&'d self, response: &'d Response) -> Option<&'d Response> {
        self.follow(
            response,
            &self.components.responses,
            "responses",
            |response| response.reference.as_ref(),
        )
    }

    /// A header itself, or the component that it refers to.
    #[must_use]
    pub fn header<'d>(&'d self, header: &'d Header) -> Option<&'d Header> {
        self.follow(header, &self.components.headers, "headers", |header| {
            header.reference.as_ref()
        })
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

    fn follow<'d, T>(
        &'d self,
        start: &'d T,
        components: &'d [(Located<String>, T)],
        section: &str,
        reference: impl Fn(&T) -> Option<&Located<String>>,
    ) -> Option<&'d T> {
        let mut object = start;
        // Longer than that is a cycle.
        for _ in 0..=components.len() {
            let Some(target) = reference(object) else {
                return Some(object);
            };
            let pointer = super::fragment(&target.value)?;
            let key = pointer
                .strip_prefix("/components/")?
                .strip_prefix(section)?
                .strip_prefix('/')?;
            object = components
                .iter()
                .find(|(known, _)| super::pointer::escape(&known.value) == key)
                .map(|(_, object)| object)?;
        }
        None
    }
}

/// An edition of the standard that is read.
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
    /// Its operations, in document order.
    pub operations: Vec<Operation>,
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
