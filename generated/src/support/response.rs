//! From an `http::Response` to a value or an error.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use serde_core::de::DeserializeOwned;

use super::decode_error::{DecodeError, from_json};
use super::http_date::parse_http_date;
use super::request::Operation;

/// What decoding an answer to an operation gives.
pub type Decoded<O> = Result<<O as Operation>::Output, ResponseError<<O as Operation>::Error>>;

/// Decodes an answer by its status.
///
/// # Errors
/// Any answer that is no documented success, or does not hold what is documented.
#[inline]
pub fn decode<O: Operation>(response: &http::Response<Bytes>) -> Decoded<O> {
    O::decode_response(&Response { response })
}

/// An answer, and what generated code does with it: one method per kind of arm of its `match`.
#[derive(Clone, Copy)]
pub struct Response<'a> {
    response: &'a http::Response<Bytes>,
}

impl Response<'_> {
    /// The status.
    #[inline]
    pub fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// A success with a body.
    ///
    /// # Errors
    /// Where the body is no JSON of this type.
    #[inline]
    pub fn success<T: DeserializeOwned, E>(&self) -> Result<T, ResponseError<E>> {
        self.body().map_err(|kind| self.error(kind))
    }

    /// A success with a body, one of several.
    ///
    /// # Errors
    /// Where the body is no JSON of this type.
    #[inline]
    pub fn success_as<B: DeserializeOwned, T, E>(
        &self,
        variant: fn(B) -> T,
    ) -> Result<T, ResponseError<E>> {
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
    pub fn failure<B: DeserializeOwned, T, E>(
        &self,
        variant: fn(B) -> E,
    ) -> Result<T, ResponseError<E>> {
        let kind = match self.body() {
            Ok(body) => FailureKind::Documented(variant(body)),
            Err(kind) => kind,
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

    fn body<T: DeserializeOwned, E>(&self) -> Result<T, FailureKind<E>> {
        let body = self.response.body();
        // A body that says nothing of its type is taken at its word.
        if let Some(content_type) = self.response.headers().get(CONTENT_TYPE)
            && !content_type.to_str().is_ok_and(is_json)
        {
            return Err(FailureKind::NotJson);
        }
        if body.is_empty() {
            return Err(FailureKind::Undecodable(DecodeError::whole(
                "the body is empty",
            )));
        }
        from_json(body).map_err(FailureKind::Undecodable)
    }

    fn error<E>(&self, kind: FailureKind<E>) -> ResponseError<E> {
        let body = self.response.body();
        let failure = Failure {
            status: self.response.status(),
            headers: self.response.headers().clone(),
            body: body.slice(..body.len().min(BODY_LIMIT)),
            is_truncated: body.len() > BODY_LIMIT,
            kind,
        };
        ResponseError(Box::new(failure))
    }
}

/// How much of a body an error keeps.
const BODY_LIMIT: usize = 64 * 1024;

/// Whether a media type is JSON: `application/json`, `text/json`, anything with the suffix `+json` (RFC 6839), with any
/// parameters.
fn is_json(content_type: &str) -> bool {
    let essence = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match essence.split_once('/') {
        Some((kind, subtype)) => {
            !kind.is_empty()
                && (essence == "text/json"
                    || essence == "application/json"
                    || subtype.ends_with("+json"))
        }
        None => false,
    }
}

/// An answer that is no documented success, or does not hold what is documented. `E` is what the specification says of the
/// operation's errors.
///
/// `Debug` and `Display` show neither the body nor the header fields: nobody knows what is in them.
#[derive(Clone, PartialEq)]
pub struct ResponseError<E>(Box<Failure<E>>);

#[derive(Clone, PartialEq)]
struct Failure<E> {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    is_truncated: bool,
    kind: FailureKind<E>,
}

/// Why an answer is an error.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FailureKind<E> {
    /// The specification documents this error.
    Documented(E),
    /// The specification does not document this status.
    Undocumented,
    /// A body is documented, and what came is of another type than JSON: a proxy's HTML page, say.
    NotJson,
    /// A body is documented, and what came is not what the specification says.
    Undecodable(DecodeError),
}

impl<E> ResponseError<E> {
    /// Why it is an error.
    #[inline]
    pub fn kind(&self) -> &FailureKind<E> {
        &self.0.kind
    }

    /// Why it is an error, without the rest.
    #[inline]
    pub fn into_kind(self) -> FailureKind<E> {
        self.0.kind
    }

    /// The documented error, if it is one.
    #[inline]
    pub fn documented(&self) -> Option<&E> {
        match &self.0.kind {
            FailureKind::Documented(error) => Some(error),
            _ => None,
        }
    }

    /// Why the body could not be decoded, where that is what went wrong.
    #[inline]
    pub fn decode_error(&self) -> Option<&DecodeError> {
        match &self.0.kind {
            FailureKind::Undecodable(error) => Some(error),
            _ => None,
        }
    }

    /// The status.
    #[inline]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The header fields.
    #[inline]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The first 64 KiB of the body, as they came.
    #[inline]
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// Whether there was more of the body.
    #[inline]
    pub fn is_body_truncated(&self) -> bool {
        self.0.is_truncated
    }

    /// How long the provider asks to wait (`Retry-After`, RFC 9110, section 10.2.3); `None` where it does not, or not legibly.
    #[inline]
    pub fn retry_after(&self) -> Option<RetryAfter> {
        let text = self.0.headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            // A longer number of digits than fits is as good as for ever.
            return Some(RetryAfter::Delay(Duration::from_secs(
                text.parse().unwrap_or(u64::MAX),
            )));
        }
        parse_http_date(text).map(RetryAfter::At)
    }

    /// What to name when asking the provider about this answer: the first of the usual header fields that is there.
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        let names = [
            "x-request-id",
            "request-id",
            "x-correlation-id",
            "x-amzn-requestid",
            "cf-ray",
        ];
        names
            .iter()
            .find_map(|name| self.0.headers.get(*name)?.to_str().ok())
    }
}

impl<E> fmt::Display for ResponseError<E> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the provider answered {}", self.0.status)?;
        match &self.0.kind {
            FailureKind::Documented(_) => {}
            FailureKind::Undocumented => {
                f.write_str(", which its specification does not document")?
            }
            FailureKind::NotJson => f.write_str(" with a body that is no JSON")?,
            FailureKind::Undecodable(error) => write!(
                f,
                " with a body that its specification does not describe: {error}"
            )?,
        }
        match self.request_id() {
            Some(id) => write!(f, " (request {id})"),
            None => Ok(()),
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for ResponseError<E> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseError")
            .field("status", &self.0.status)
            .field("kind", &self.0.kind)
            .field("body_bytes", &self.0.body.len())
            .finish_non_exhaustive()
    }
}

impl<E: fmt::Debug> std::error::Error for ResponseError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            FailureKind::Undecodable(error) => Some(error),
            _ => None,
        }
    }
}

/// How long a provider asks to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// This long, from when the answer came.
    Delay(Duration),
    /// Until then, by the provider's clock.
    At(SystemTime),
}

impl RetryAfter {
    /// How long to wait from `now`; zero where the time has passed.
    #[inline]
    pub fn from(self, now: SystemTime) -> Duration {
        match self {
            Self::Delay(delay) => delay,
            Self::At(time) => time.duration_since(now).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_media_types() {
        for json in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/problem+json",
            "application/vnd.a.b+json;v=1",
            "text/json",
        ] {
            assert!(is_json(json), "{json}");
        }
        for other in [
            "text/html",
            "application/jsonp",
            "json",
            "",
            "text/plain; a=application/json",
            "application/json-seq",
            "/json",
            "+json",
        ] {
            assert!(!is_json(other), "{other}");
        }
    }

    fn error_of(retry_after: &str) -> ResponseError<()> {
        let response = http::Response::builder()
            .status(429)
            .header("retry-after", retry_after)
            .header("X-Request-Id", "r1");
        let response = response
            .body(Bytes::from(vec![b'x'; BODY_LIMIT + 1]))
            .unwrap();
        Response {
            response: &response,
        }
        .undocumented::<(), ()>()
        .unwrap_err()
    }

    #[test]
    fn an_error_keeps_what_helps() {
        let error = error_of("120");
        assert_eq!(
            error.retry_after(),
            Some(RetryAfter::Delay(Duration::from_secs(120)))
        );
        assert_eq!(error.request_id(), Some("r1"));
        assert_eq!(
            (error.body().len(), error.is_body_truncated()),
            (BODY_LIMIT, true)
        );
        assert_eq!(
            error.to_string(),
            "the provider answered 429 Too Many Requests, which its specification does not document (request r1)"
        );
        assert!(!format!("{error:?}").contains("xx"));
        let at = error_of("Wed, 21 Oct 2015 07:28:00 GMT")
            .retry_after()
            .unwrap();
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_445_412_470);
        assert_eq!(at.from(now), Duration::from_secs(10));
        assert_eq!(at.from(now + Duration::from_secs(60)), Duration::ZERO);
        assert_eq!(error_of("soon").retry_after(), None);
        assert_eq!(error_of("-1").retry_after(), None);
    }
}
