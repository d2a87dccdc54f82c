//! The keys of each object: which are read, which only a later edition has, which of our extensions belong there.
//!
//! The lists only word diagnostics. Whether a key is read is decided where it is read: a key that no reader takes ends up here, and is
//! then reported as misplaced or unknown.

mod schema;

pub(super) use schema::{DISCRIMINATOR, SCHEMA};

/// The keys of one kind of object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keywords {
    /// What the object is called, with an article.
    pub(super) object: &'static str,
    /// The keys that are read, for suggestions.
    pub(super) known: &'static [&'static str],
    /// Keys that only OpenAPI 3.2 has. A document of 3.2 may use them, and they are not read.
    pub(super) later: &'static [&'static str],
    /// Our extensions that mean something here.
    pub(super) extensions: &'static [&'static str],
    /// Whether an unknown key is only a warning: it hides nothing of what is beside it.
    pub(super) is_lenient: bool,
}

/// All our extensions.
pub(super) const EXTENSIONS: &[&str] = &[
    "x-pagination",
    "x-sensitive",
    "x-rust-name",
    "x-rust-names",
    "x-closed",
    "x-enum-descriptions",
];

const NONE: Keywords = Keywords {
    object: "",
    known: &[],
    later: &[],
    extensions: &[],
    is_lenient: false,
};

pub(super) const DOCUMENT: Keywords = Keywords {
    object: "the document",
    known: &[
        "openapi",
        "info",
        "servers",
        "paths",
        "webhooks",
        "components",
        "security",
        "tags",
        "externalDocs",
        "jsonSchemaDialect",
    ],
    later: &["$self"],
    is_lenient: true,
    ..NONE
};

pub(super) const INFO: Keywords = Keywords {
    object: "`info`",
    known: &[
        "title",
        "summary",
        "description",
        "version",
        "termsOfService",
        "contact",
        "license",
    ],
    ..NONE
};

pub(super) const TAG: Keywords = Keywords {
    object: "a tag",
    known: &["name", "description", "externalDocs"],
    later: &["summary", "parent", "kind"],
    ..NONE
};

pub(super) const EXTERNAL_DOCS: Keywords = Keywords {
    object: "`externalDocs`",
    known: &["url", "description"],
    ..NONE
};

pub(super) const SERVER: Keywords = Keywords {
    object: "a server",
    known: &["url", "description", "variables"],
    later: &["name"],
    ..NONE
};

pub(super) const SERVER_VARIABLE: Keywords = Keywords {
    object: "a server variable",
    known: &["default", "description", "enum"],
    ..NONE
};

pub(super) const COMPONENTS: Keywords = Keywords {
    object: "`components`",
    known: &[
        "schemas",
        "parameters",
        "responses",
        "requestBodies",
        "headers",
        "securitySchemes",
        "examples",
        "links",
        "callbacks",
        "pathItems",
    ],
    later: &["mediaTypes"],
    ..NONE
};

pub(super) const PATH_ITEM: Keywords = Keywords {
    object: "a path item",
    known: &[
        "$ref",
        "summary",
        "description",
        "servers",
        "parameters",
        "get",
        "put",
        "post",
        "delete",
        "options",
        "head",
        "patch",
        "trace",
    ],
    later: &["query", "additionalOperations"],
    is_lenient: true,
    ..NONE
};

pub(super) const OPERATION: Keywords = Keywords {
    object: "an operation",
    known: &[
        "operationId",
        "summary",
        "description",
        "tags",
        "externalDocs",
        "parameters",
        "requestBody",
        "responses",
        "callbacks",
        "servers",
        "security",
        "deprecated",
    ],
    extensions: &["x-pagination", "x-rust-name"],
    ..NONE
};

pub(super) const PARAMETER: Keywords = Keywords {
    object: "a parameter",
    known: &[
        "name",
        "in",
        "description",
        "required",
        "deprecated",
        "style",
        "explode",
        "allowReserved",
        "allowEmptyValue",
        "schema",
        "content",
        "example",
        "examples",
        "$ref",
    ],
    extensions: &["x-sensitive", "x-rust-name"],
    ..NONE
};

pub(super) const REFERENCE: Keywords = Keywords {
    object: "a reference",
    known: &["$ref", "summary", "description"],
    ..NONE
};

pub(super) const REQUEST_BODY: Keywords = Keywords {
    object: "a request body",
    known: &["description", "content", "required", "$ref"],
    ..NONE
};

pub(super) const RESPONSE: Keywords = Keywords {
    object: "a response",
    known: &["description", "headers", "content", "links", "$ref"],
    later: &["summary"],
    ..NONE
};

pub(super) const MEDIA_TYPE: Keywords = Keywords {
    object: "a media type",
    known: &["schema", "encoding", "example", "examples"],
    later: &["itemSchema", "itemEncoding", "prefixEncoding"],
    ..NONE
};

pub(super) const ENCODING: Keywords = Keywords {
    object: "an encoding",
    known: &[
        "contentType",
        "headers",
        "style",
        "explode",
        "allowReserved",
    ],
    later: &["encoding", "itemEncoding", "prefixEncoding"],
    ..NONE
};

pub(super) const HEADER: Keywords = Keywords {
    object: "a header",
    known: &[
        "description",
        "required",
        "deprecated",
        "schema",
        "content",
        "example",
        "examples",
        "style",
        "explode",
        "$ref",
    ],
    ..NONE
};

pub(super) const LINK: Keywords = Keywords {
    object: "a link",
    known: &[
        "operationRef",
        "operationId",
        "parameters",
        "requestBody",
        "description",
        "server",
        "$ref",
    ],
    is_lenient: true,
    ..NONE
};

pub(super) const EXAMPLE: Keywords = Keywords {
    object: "an example",
    known: &["summary", "description", "value", "externalValue", "$ref"],
    later: &["dataValue", "serializedValue"],
    is_lenient: true,
    ..NONE
};

pub(super) const SECURITY_SCHEME: Keywords = Keywords {
    object: "a security scheme",
    known: &[
        "type",
        "description",
        "scheme",
        "bearerFormat",
        "in",
        "name",
        "flows",
        "openIdConnectUrl",
        "$ref",
    ],
    later: &["deprecated", "oauth2MetadataUrl"],
    ..NONE
};

pub(super) const FLOWS: Keywords = Keywords {
    object: "`flows`",
    known: &[
        "implicit",
        "password",
        "clientCredentials",
        "authorizationCode",
    ],
    later: &["deviceAuthorization"],
    ..NONE
};

pub(super) const FLOW: Keywords = Keywords {
    object: "a flow",
    known: &["authorizationUrl", "tokenUrl", "refreshUrl", "scopes"],
    later: &["deviceAuthorizationUrl"],
    ..NONE
};

pub(super) const PAGINATION: Keywords = Keywords {
    object: "`x-pagination`",
    known: &["style", "parameter", "next", "current", "last", "items"],
    ..NONE
};

#[cfg(test)]
mod tests;
