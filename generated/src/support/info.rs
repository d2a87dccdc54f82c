//! What a specification says of its operations, as constants.

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use super::decode_error::{DecodeError, from_json};
use super::security::SecurityScheme;
use super::server::Server;

/// A provider in this build.
#[derive(Clone, Copy, Debug)]
pub struct ProviderInfo {
    /// Its module, and the name of its specification: `bird`.
    pub name: &'static str,
    /// Its operations, in the order of the specification.
    pub operations: &'static [OperationInfo],
}

/// What a specification says of an operation.
#[derive(Clone, Copy, Debug)]
pub struct OperationInfo {
    /// Its `operationId`.
    pub id: &'static str,
    /// Its method, in capitals.
    pub method: &'static str,
    /// Its path template: `/workspaces/{workspaceId}/calls`.
    pub path: &'static str,
    /// Its servers; the first one is used unless the configuration says otherwise.
    pub servers: &'static [Server],
    /// How a caller proves who is calling: alternatives, each a list of schemes that must all be met. Empty: not at all.
    pub security: &'static [&'static [SecurityScheme]],
    /// Its documented responses: exact statuses first, then ranges, then the default.
    pub responses: &'static [ResponseInfo],
}

impl OperationInfo {
    /// The media types of its responses, as the `Accept` header field lists them.
    pub(super) fn accepted(&self) -> String {
        let mut types: Vec<&str> = Vec::new();
        for media_type in self
            .responses
            .iter()
            .filter_map(|response| response.media_type)
        {
            if !types.contains(&media_type) {
                types.push(media_type);
            }
        }
        if types.is_empty() {
            "*/*".to_owned()
        } else {
            types.join(", ")
        }
    }
}

/// What a specification says of a response. One with a body of several media types has an entry for each.
#[derive(Clone, Copy, Debug)]
pub struct ResponseInfo {
    /// `200`, `4XX` or `default`.
    pub status: &'static str,
    /// The media type of its body; `None` where it documents none.
    pub media_type: Option<&'static str>,
    /// The type of its body, where that is JSON.
    pub model: Option<Model>,
}

impl ResponseInfo {
    /// A response with a JSON body.
    pub const fn json<T: Body>(status: &'static str, media_type: &'static str) -> Self {
        Self {
            status,
            media_type: Some(media_type),
            model: Some(Model::of::<T>()),
        }
    }

    /// A response with a body that is not JSON.
    pub const fn other(status: &'static str, media_type: &'static str) -> Self {
        Self {
            status,
            media_type: Some(media_type),
            model: None,
        }
    }

    /// A response of which no body is documented.
    pub const fn empty(status: &'static str) -> Self {
        Self {
            status,
            media_type: None,
            model: None,
        }
    }
}

/// What can be done with the type of a body without naming it. A constant: nothing of it is compiled until it is used.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// The type's path in Rust.
    pub name: fn() -> &'static str,
    /// Decodes a body into the type, and writes it again.
    pub round_trip: fn(&[u8]) -> Result<Vec<u8>, DecodeError>,
    /// The JSON Schema (2020-12) that the type states of itself, for what it reads.
    #[cfg(feature = "schema")]
    pub schema: fn() -> serde_json::Value,
}

impl Model {
    /// For a type.
    pub const fn of<T: Body>() -> Self {
        Self {
            name: std::any::type_name::<T>,
            round_trip: round_trip::<T>,
            #[cfg(feature = "schema")]
            schema: super::schema::schema_of::<T>,
        }
    }
}

fn round_trip<T: Body>(json: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let value: T = from_json(json)?;
    serde_json::to_vec(&value)
        .map_err(|_| DecodeError::whole("decoded, but cannot be written again"))
}

/// The type of a body: any generated type, or a list or map of one.
#[cfg(feature = "schema")]
pub trait Body: Serialize + DeserializeOwned + schemars::JsonSchema {}

#[cfg(feature = "schema")]
impl<T: Serialize + DeserializeOwned + schemars::JsonSchema> Body for T {}

/// The type of a body: any generated type, or a list or map of one.
#[cfg(not(feature = "schema"))]
pub trait Body: Serialize + DeserializeOwned {}

#[cfg(not(feature = "schema"))]
impl<T: Serialize + DeserializeOwned> Body for T {}
