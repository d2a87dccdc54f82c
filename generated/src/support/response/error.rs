//! Answers that are no documented success, or do not hold what is documented.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};

use crate::support::decode_error::DecodeError;
use crate::support::http_date::parse_http_date;

/// How much of a body an error keeps.
const BODY_LIMIT: usize = 64 * 1024;

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
    /// A body is documented in several forms, and what came is of none of their media types.
    OtherMediaType,
    /// A body is documented, and what came is not what the specification says.
    Undecodable(DecodeError),
}

impl<E> ResponseError<E> {
    /// Keeps what helps of an answer.
    pub(super) fn new(response: &http::Response<Bytes>, kind: FailureKind<E>) -> Self {
        let body = response.body();
        Self(Box::new(Failure {
            status: response.status(),
            headers: response.headers().clone(),
            body: body.slice(..body.len().min(BODY_LIMIT)),
            is_truncated: body.len() > BODY_LIMIT,
            kind,
        }))
    }

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
            FailureKind::OtherMediaType => f.write_str(
                " with a body of a media type that its specification does not document",
            )?,
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

    fn error_of(retry_after: &str) -> ResponseError<()> {
        let response = http::Response::builder()
            .status(429)
            .header("retry-after", retry_after)
            .header("X-Request-Id", "r1");
        let response = response
            .body(Bytes::from(vec![b'x'; BODY_LIMIT + 1]))
            .unwrap();
        ResponseError::new(&response, FailureKind::Undocumented)
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
