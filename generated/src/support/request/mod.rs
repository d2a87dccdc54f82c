//! From a request to an `http::Request`.

mod builder;
mod draft;
mod printable;

use std::fmt;

use bytes::Bytes;

pub use builder::Missing;
pub use printable::Printable;

use super::body::BodyError;
use super::config::{BaseUrlError, Config};
use super::info::OperationInfo;
use super::parameter::{Request, Violations};
use super::response::{Decoded, Response};
use super::security::CredentialError;
use draft::Draft;

/// One operation of a specification, with the values of its parameters.
pub trait Operation: Request + Sized {
    /// What the specification says of it.
    const INFO: OperationInfo;
    /// What a success answers.
    type Output;
    /// What the specification says of answers that are no success.
    type Error;

    /// Decodes an answer by its status: an exact one first, then a range, then the default.
    ///
    /// # Errors
    /// Any answer that is no documented success, or does not hold what is documented.
    fn decode_response(response: &Response<'_>) -> Decoded<Self>;
}

/// A request that obeys its specification.
///
/// # Errors
/// Every way in which it does not, at once.
pub fn checked<O: Operation>(operation: O) -> Result<O, Violations> {
    Draft::of(&O::INFO, &|parameters| operation.parameters(parameters))?;
    Ok(operation)
}

/// The request for a transport: absolute URL, header fields, credentials, body.
///
/// The fields of a request can be changed after it was built, so it is checked again.
///
/// # Errors
/// Where the request breaks its specification, the base URL is missing or unusable, a credential is, or the body cannot be written.
pub fn to_http<O: Operation>(
    operation: &O,
    config: &Config,
) -> Result<http::Request<Bytes>, RequestError> {
    let draft = Draft::of(&O::INFO, &|parameters| operation.parameters(parameters))?;
    draft.finish(&O::INFO, config, operation.body()?)
}

/// Why there is no request to send. No credential and no parameter's value is in it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RequestError {
    /// The request breaks its specification.
    Violations(Violations),
    /// Where to send it is not known, or is no place to send it to.
    BaseUrl(BaseUrlError),
    /// Who sends it is not known, or cannot be said.
    Credential(CredentialError),
    /// The body cannot be written.
    Body(BodyError),
    /// The parts do not make a request that HTTP allows: the URL is too long, say.
    Http(String),
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Violations(violations) => violations.fmt(f),
            Self::BaseUrl(error) => error.fmt(f),
            Self::Credential(error) => error.fmt(f),
            Self::Body(error) => error.fmt(f),
            Self::Http(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for RequestError {}

impl From<Violations> for RequestError {
    fn from(violations: Violations) -> Self {
        Self::Violations(violations)
    }
}

impl From<BodyError> for RequestError {
    fn from(error: BodyError) -> Self {
        Self::Body(error)
    }
}

impl From<BaseUrlError> for RequestError {
    fn from(error: BaseUrlError) -> Self {
        Self::BaseUrl(error)
    }
}

impl From<CredentialError> for RequestError {
    fn from(error: CredentialError) -> Self {
        Self::Credential(error)
    }
}
