//! The generated types under test, as the legs see them: bytes in, bytes out, and a schema.

use serde_json::Value;

/// The type of one response body.
pub struct ResponseType {
    /// Decodes a body and encodes what it got.
    pub round_trip: Box<RoundTrip>,
    /// The JSON Schema that schemars derives from the type.
    pub schema: Value,
}

/// Decoding and encoding again.
pub type RoundTrip = dyn Fn(&[u8]) -> Result<Vec<u8>, Refusal> + Send + Sync;

/// Why a type did not take a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The JSON pointer of the value it refused.
    pub pointer: String,
    /// Why, without the value.
    pub message: String,
}

/// Every generated response type of a provider, with the operationId and the status as the document spells it. None where this build has
/// no such provider.
#[must_use]
pub fn all(provider: &str) -> Vec<(&'static str, &'static str, ResponseType)> {
    callspec::PROVIDERS
        .iter()
        .filter(|known| known.name == provider)
        .flat_map(|known| known.operations)
        .flat_map(|operation| {
            operation.responses.iter().filter_map(|response| {
                Some((operation.id, response.status, of_model(response.model?)))
            })
        })
        .collect()
}

/// The generated type of a response: of the exact status, then of its class, then of `default`. `None` where this build has none.
#[must_use]
pub fn find(provider: &str, operation: &str, status: u16) -> Option<ResponseType> {
    let provider = callspec::PROVIDERS
        .iter()
        .find(|known| known.name == provider)?;
    let operation = provider
        .operations
        .iter()
        .find(|known| known.id == operation)?;
    let class = format!("{}XX", status / 100);
    let response = [status.to_string(), class, "default".to_owned()]
        .iter()
        .find_map(|wanted| {
            operation
                .responses
                .iter()
                .find(|response| response.status.eq_ignore_ascii_case(wanted))
        })?;
    Some(of_model(response.model?))
}

fn of_model(model: callspec::support::Model) -> ResponseType {
    ResponseType {
        round_trip: Box::new(move |body| {
            (model.round_trip)(body).map_err(|error| Refusal {
                pointer: error.pointer().to_owned(),
                message: error.to_string(),
            })
        }),
        schema: (model.schema)(),
    }
}
