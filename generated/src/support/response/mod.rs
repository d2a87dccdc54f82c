//! From an `http::Response` to a value or an error.

mod error;
mod operation;
mod read;
mod rows;

use std::marker::PhantomData;

use bytes::Bytes;

pub use error::{FailureKind, ResponseError, RetryAfter};
pub use read::{AsBytes, AsChoice, AsJson, AsText, Read, ResponseBody, Unread, pick};

use super::request::Operation;

/// What decoding an answer to an operation gives.
pub type Decoded<O> = Result<<O as Operation>::Output, ResponseError<<O as Operation>::Error>>;

/// Decodes an answer by its status.
///
/// # Errors
/// Any answer that is no documented success, or does not hold what is documented.
#[inline]
pub fn decode<O: Operation>(response: &http::Response<Bytes>) -> Decoded<O> {
    O::decode_response(&Response {
        response,
        way: PhantomData,
    })
}

/// An answer, and what generated code does with it: one method per kind of arm of its `match`. `R` is how its body is read: as
/// [`json`](Response::json), unless [`text`](Response::text), [`bytes`](Response::bytes) or [`choice`](Response::choice) come before.
pub struct Response<'a, R = AsJson> {
    response: &'a http::Response<Bytes>,
    way: PhantomData<R>,
}

impl<'a> Response<'a> {
    /// The status.
    #[inline]
    pub fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// The answer, its body read as JSON.
    #[inline]
    pub fn json(&self) -> Response<'a, AsJson> {
        self.by()
    }

    /// The answer, its body read as text.
    #[inline]
    pub fn text(&self) -> Response<'a, AsText> {
        self.by()
    }

    /// The answer, its body read as it is.
    #[inline]
    pub fn bytes(&self) -> Response<'a, AsBytes> {
        self.by()
    }

    /// The answer, its body read by its media type.
    #[inline]
    pub fn choice(&self) -> Response<'a, AsChoice> {
        self.by()
    }

    fn by<R>(&self) -> Response<'a, R> {
        Response {
            response: self.response,
            way: PhantomData,
        }
    }
}

impl<R> Response<'_, R> {
    /// A success with a body.
    ///
    /// # Errors
    /// Where the body is not of this type.
    #[inline]
    pub fn success<T, E>(&self) -> Result<T, ResponseError<E>>
    where
        R: Read<T>,
    {
        R::read(self.response).map_err(|problem| self.error(problem.into()))
    }

    /// A success with a body, one of several.
    ///
    /// # Errors
    /// Where the body is not of this type.
    #[inline]
    pub fn success_as<B, T, E>(&self, variant: fn(B) -> T) -> Result<T, ResponseError<E>>
    where
        R: Read<B>,
    {
        self.success().map(variant)
    }

    /// A success of which no body is documented. One that comes all the same is passed over.
    ///
    /// # Errors
    /// None.
    #[inline]
    pub fn success_empty<T, E>(&self, value: T) -> Result<T, ResponseError<E>> {
        Ok(value)
    }

    /// A documented error with a body.
    ///
    /// # Errors
    /// Always: this error, or why it could not be read.
    #[inline]
    pub fn failure<B, T, E>(&self, variant: fn(B) -> E) -> Result<T, ResponseError<E>>
    where
        R: Read<B>,
    {
        let kind = match R::read(self.response) {
            Ok(body) => FailureKind::Documented(variant(body)),
            Err(problem) => problem.into(),
        };
        Err(self.error(kind))
    }

    /// A documented error of which no body is documented.
    ///
    /// # Errors
    /// Always: this error.
    #[inline]
    pub fn failure_empty<T, E>(&self, error: E) -> Result<T, ResponseError<E>> {
        Err(self.error(FailureKind::Documented(error)))
    }

    /// A status that the specification does not document.
    ///
    /// # Errors
    /// Always.
    #[inline]
    pub fn undocumented<T, E>(&self) -> Result<T, ResponseError<E>> {
        Err(self.error(FailureKind::Undocumented))
    }

    fn error<E>(&self, kind: FailureKind<E>) -> ResponseError<E> {
        ResponseError::new(self.response, kind)
    }
}
