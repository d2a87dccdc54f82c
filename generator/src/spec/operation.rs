//! Operations, parameters and responses as the document has them.

use super::{At, Located, ParameterLocation, Schema, SecurityRequirement, Sensitive, Server};

/// One operation.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "most fields are keys of the standard")]
pub struct Operation {
    pub at: At,
    /// In capitals: `GET`.
    pub method: &'static str,
    pub operation_id: Option<Located<String>>,
    pub summary: Option<Located<String>>,
    pub description: Option<Located<String>>,
    pub tags: Vec<Located<String>>,
    pub servers: Vec<Server>,
    pub parameters: Vec<Parameter>,
    pub request_body: Option<RequestBody>,
    pub responses: Vec<Response>,
    /// The names of `callbacks`: requests that the provider makes, which a client does not.
    pub callbacks: Vec<Located<String>>,
    /// `None` where absent: the document's applies. `Some` and empty: none is needed.
    pub security: Option<Vec<SecurityRequirement>>,
    pub deprecated: bool,
    /// `x-rust-name`.
    pub rust_name: Option<Located<String>>,
    /// `x-pagination`.
    pub pagination: Option<Pagination>,
}

/// One parameter, or a reference to one.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "most fields are keys of the standard")]
pub struct Parameter {
    pub at: At,
    /// `$ref`; where it is set, the other fields hold nothing. It has been checked to lead to one.
    pub reference: Option<Located<String>>,
    pub name: Located<String>,
    pub location: ParameterLocation,
    pub description: Option<Located<String>>,
    pub required: bool,
    pub deprecated: bool,
    /// As written, or the default of its location.
    pub style: Style,
    /// As written, or the default of its style.
    pub explode: bool,
    /// Whether reserved characters of RFC 3986 stay as they are.
    pub allow_reserved: bool,
    pub allow_empty_value: bool,
    /// The media type of `content`, where the value is described by that; its schema is `schema` then.
    pub content: Option<Located<String>>,
    pub schema: Schema,
    /// `x-rust-name`.
    pub rust_name: Option<Located<String>>,
    /// `x-sensitive`, here or on the schema's top.
    pub sensitive: Option<Located<Sensitive>>,
}

/// Values of `style`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is a value of the standard")]
pub enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

/// One request body, or a reference to one.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "most fields are keys of the standard")]
pub struct RequestBody {
    pub at: At,
    /// `$ref`; where it is set, the other fields hold nothing. It has been checked to lead to a request body.
    pub reference: Option<Located<String>>,
    pub description: Option<Located<String>>,
    pub required: bool,
    /// Media type to schema, in document order.
    pub content: Vec<(Located<String>, MediaType)>,
}

/// One response, or a reference to one.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "most fields are keys of the standard")]
pub struct Response {
    pub at: At,
    /// `$ref`; where it is set, the other fields but `status` hold nothing. It has been checked to lead to one.
    pub reference: Option<Located<String>>,
    /// `200`, `4XX`, `default`, located at the key; empty in `components.responses`.
    pub status: Located<String>,
    pub description: Option<Located<String>>,
    pub headers: Vec<(Located<String>, Header)>,
    /// Media type to schema, in document order.
    pub content: Vec<(Located<String>, MediaType)>,
    /// The names of `links`: what to call next, which a client is free to do.
    pub links: Vec<Located<String>>,
}

/// One entry of `content`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is a key of the standard")]
pub struct MediaType {
    pub at: At,
    pub schema: Option<Schema>,
    /// How the properties of a form or of a multipart body are written.
    pub encoding: Vec<(Located<String>, Encoding)>,
}

/// How one property of a form or of a multipart body is written.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is a key of the standard")]
pub struct Encoding {
    pub at: At,
    pub content_type: Option<Located<String>>,
    pub headers: Vec<(Located<String>, Header)>,
    /// `None` where absent; so too `explode`: written, they turn a media type's rules off.
    pub style: Option<Style>,
    pub explode: Option<bool>,
    pub allow_reserved: bool,
}

/// One response header, or a reference to one.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "most fields are keys of the standard")]
pub struct Header {
    pub at: At,
    /// `$ref`; where it is set, the other fields hold nothing. It has been checked to lead to one.
    pub reference: Option<Located<String>>,
    pub description: Option<Located<String>>,
    pub required: bool,
    pub deprecated: bool,
    pub explode: bool,
    /// The media type of `content`, where the value is described by that; its schema is `schema` then.
    pub content: Option<Located<String>>,
    pub schema: Schema,
}

/// `x-pagination`, as `docs/extensions.md` describes it.
#[derive(Clone, Debug)]
pub struct Pagination {
    /// Its node.
    pub at: At,
    /// `style`.
    pub style: Located<PaginationStyle>,
    /// `parameter`: the name of the request parameter that moves.
    pub parameter: Located<String>,
    /// `next`: pointer into the response.
    pub next: Option<Located<String>>,
    /// `current`: pointer into the response.
    pub current: Option<Located<String>>,
    /// `last`: pointer into the response.
    pub last: Option<Located<String>>,
    /// `items`: pointer into the response.
    pub items: Located<String>,
}

/// `style` of `x-pagination`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is a value of the extension")]
pub enum PaginationStyle {
    Page,
    Cursor,
    Url,
}
