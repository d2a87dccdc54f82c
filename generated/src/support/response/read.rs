//! How the body of an answer is read.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde_core::de::DeserializeOwned;

use super::FailureKind;
use crate::support::decode_error::{DecodeError, from_json};
use crate::support::media_type::{fit, is_json, parameter};

/// A way to read a body.
pub trait Read<T> {
    /// Reads it.
    ///
    /// # Errors
    /// Where it is something else.
    fn read(response: &http::Response<Bytes>) -> Result<T, Unread>;
}

/// Why a body was not read.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Unread {
    /// It says that it is something else than JSON.
    NotJson,
    /// It is of none of the documented media types.
    OtherMediaType,
    /// It is not what the specification says.
    Undecodable(DecodeError),
}

impl<E> From<Unread> for FailureKind<E> {
    fn from(problem: Unread) -> Self {
        match problem {
            Unread::NotJson => Self::NotJson,
            Unread::OtherMediaType => Self::OtherMediaType,
            Unread::Undecodable(error) => Self::Undecodable(error),
        }
    }
}

/// Reads JSON.
#[derive(Clone, Copy, Debug)]
pub struct AsJson;

impl<T: DeserializeOwned> Read<T> for AsJson {
    #[inline]
    fn read(response: &http::Response<Bytes>) -> Result<T, Unread> {
        let body = json_text(response)?;
        from_json(body).map_err(Unread::Undecodable)
    }
}

/// The body, where nothing speaks against its being JSON.
fn json_text(response: &http::Response<Bytes>) -> Result<&Bytes, Unread> {
    let body = response.body();
    // A body that says nothing of its type is taken at its word.
    if let Some(content_type) = response.headers().get(CONTENT_TYPE)
        && !content_type.to_str().is_ok_and(is_json)
    {
        return Err(Unread::NotJson);
    }
    if body.is_empty() {
        let problem = "the body is empty";
        return Err(Unread::Undecodable(DecodeError::whole(problem)));
    }
    Ok(body)
}

/// Reads text: UTF-8, or ISO 8859-1 where the media type says so.
#[derive(Clone, Copy, Debug)]
pub struct AsText;

impl Read<String> for AsText {
    fn read(response: &http::Response<Bytes>) -> Result<String, Unread> {
        let body = response.body();
        let charset =
            content_type(response).and_then(|media_type| parameter(media_type, "charset"));
        let is_latin = charset.is_some_and(|charset| {
            ["iso-8859-1", "latin1"]
                .iter()
                .any(|name| charset.eq_ignore_ascii_case(name))
        });
        if is_latin {
            return Ok(body.iter().copied().map(char::from).collect());
        }
        let text = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        match std::str::from_utf8(text) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(Unread::Undecodable(DecodeError::whole(format!(
                "not UTF-8 after the first {} bytes",
                error.valid_up_to()
            )))),
        }
    }
}

/// Reads bytes: whatever comes.
#[derive(Clone, Copy, Debug)]
pub struct AsBytes;

impl Read<Bytes> for AsBytes {
    fn read(response: &http::Response<Bytes>) -> Result<Bytes, Unread> {
        Ok(response.body().clone())
    }
}

/// Reads one of several forms, by the media type.
#[derive(Clone, Copy, Debug)]
pub struct AsChoice;

impl<T: ResponseBody> Read<T> for AsChoice {
    fn read(response: &http::Response<Bytes>) -> Result<T, Unread> {
        T::read(response)
    }
}

/// A body of several forms: an enum with a variant for each. Written by [`response_body!`](crate::support::response_body!).
pub trait ResponseBody: Sized {
    /// Reads the form that it has.
    ///
    /// # Errors
    /// Where its media type is none of the documented ones, or it does not hold what is documented.
    fn read(response: &http::Response<Bytes>) -> Result<Self, Unread>;
}

/// Which of the documented media types fits an answer best: the first one where it does not say.
///
/// # Errors
/// Where none fits.
pub fn pick(response: &http::Response<Bytes>, documented: &[&str]) -> Result<usize, Unread> {
    if !response.headers().contains_key(CONTENT_TYPE) {
        return Ok(0);
    }
    let media_type = content_type(response).ok_or(Unread::OtherMediaType)?;
    let fits = documented.iter().enumerate();
    let fits = fits.filter_map(|(index, documented)| Some((fit(media_type, documented)?, index)));
    // Of equals, the first.
    fits.rev()
        .max_by_key(|(fit, _)| *fit)
        .map(|(_, index)| index)
        .ok_or(Unread::OtherMediaType)
}

fn content_type(response: &http::Response<Bytes>) -> Option<&str> {
    response.headers().get(CONTENT_TYPE)?.to_str().ok()
}
