//! Operations and their parts.

use super::{Docs, Name, RequestBody, Response, Sensitivity, TypeRef};

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `wire` is the operationId, `rust` the request's type (`ListCalls`).
    pub name: Name,
    /// Summary and description.
    pub docs: Docs,
    /// The method, in capitals.
    pub method: String,
    /// The path template as the document has it: `/workspaces/{workspaceId}/calls`.
    pub path: String,
    /// Its first tag: `wire` as the document spells it, `rust` the module and feature.
    pub tag: Option<Name>,
    /// Where it stands in the document: `#/paths/~1calls/get`.
    pub origin: String,
    /// Servers of its own; empty where the API's apply.
    pub servers: Vec<Server>,
    /// Its parameters, in document order.
    pub parameters: Vec<Parameter>,
    /// Alternatives, each a list of schemes that must all be met; indices into [`super::Api::security_schemes`].
    /// Empty: no credential is needed. An empty alternative: none is also fine.
    pub security: Vec<Vec<usize>>,
    /// Its body; `None` where the document describes none.
    pub body: Option<RequestBody>,
    /// Its responses: exact statuses first and ascending, then ranges, then the default.
    pub responses: Vec<Response>,
    /// How one page leads to the next (`x-pagination`).
    pub pagination: Option<Pagination>,
    /// Set where the spec says `deprecated: true`.
    pub deprecated: bool,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name on the wire and its Rust field.
    pub name: Name,
    /// What it is for.
    pub docs: Docs,
    /// Where it goes.
    pub location: Location,
    /// How its value is written.
    pub style: Style,
    /// Whether a list repeats the parameter, and an object is written property by property.
    pub explode: bool,
    /// Whether the value is written as JSON text, by no style.
    pub json: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// Whether an empty list or object is sent as an empty value.
    pub allow_empty: bool,
    /// Whether the compiler insists on it.
    pub required: bool,
    /// The type of the value: `T` where required, `Option<T>` otherwise. A parameter cannot be null on the wire, so a
    /// nullable schema changes nothing here.
    pub ty: TypeRef,
    /// What is checked when the request is built.
    pub rules: Vec<Rule>,
    /// What is checked of each element, where the type is a list.
    pub item_rules: Vec<Rule>,
    /// Set where the value must not show.
    pub sensitive: Option<Sensitivity>,
    /// Set where the spec says `deprecated: true`.
    pub deprecated: bool,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// Into the path template.
    Path,
    /// Into the query.
    Query,
    /// Into a header field.
    Header,
    /// Into the `Cookie` header field.
    Cookie,
}

/// OpenAPI 3.1, section 4.8.12.3, Style Values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the standard's table defines each")]
pub enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

/// A constraint that is checked when a request is built. Lengths count code points.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is the JSON Schema keyword of its name")]
pub enum Rule {
    Minimum(serde_json::Number),
    Maximum(serde_json::Number),
    ExclusiveMinimum(serde_json::Number),
    ExclusiveMaximum(serde_json::Number),
    MultipleOf(serde_json::Number),
    MinLength(u64),
    MaxLength(u64),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
}

/// How one page leads to the next. Every path has been checked against the types.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// What moves.
    pub style: PaginationStyle,
    /// The index of the request parameter that takes the next value, in [`Operation::parameters`].
    pub parameter: usize,
    /// From the success body to the list of items.
    pub items: Vec<Access>,
}

/// What moves from page to page.
#[derive(Clone, Debug, PartialEq)]
pub enum PaginationStyle {
    /// The response tells the next page's number, or null at the end.
    NextNumber {
        /// To the next number.
        next: Vec<Access>,
    },
    /// The response tells the page it is and the last one.
    CurrentAndLast {
        /// To the current number.
        current: Vec<Access>,
        /// To the last number.
        last: Vec<Access>,
    },
    /// The response tells a token, absent, null or empty at the end.
    Cursor {
        /// To the token.
        next: Vec<Access>,
    },
    /// The response tells the whole address of the next page, absent or null at the end; the parameter's value is read
    /// from its query.
    Url {
        /// To the address.
        next: Vec<Access>,
    },
}

/// One step from a value to a field of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The Rust field.
    pub field: String,
    /// How the field holds its value.
    pub presence: super::Presence,
}

/// Where an API is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The address, with its variables in braces.
    pub url: String,
    /// The variables that the document describes.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// Its value where none is chosen.
    pub default: String,
    /// The values that there are; empty where any is fine.
    pub values: Vec<String>,
}

/// A way to prove who is calling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// `wire` is the component's key, `rust` a constant's name (`BEARER_AUTH`).
    pub name: Name,
    /// What it is for.
    pub docs: Docs,
    /// How the credential travels.
    pub kind: SecurityKind,
}

/// How a credential travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    /// `Authorization: <scheme> <credential>`: `Bearer`, or any other HTTP authentication scheme but Basic.
    Http {
        /// The scheme as it is written on the wire (`Bearer`, `AccessKey`).
        scheme: String,
    },
    /// `Authorization: Basic …`, from a user name and a password.
    Basic,
    /// By the connection's certificate: nothing is added to a request.
    Connection,
    /// A key in a header field, the query, or a cookie.
    ApiKey {
        /// Where it goes; never the path.
        location: Location,
        /// The field's or parameter's name.
        parameter: String,
    },
}
