//! Bodies of requests: how a value is written for a media type.
//!
//! | media type | from | written |
//! |---|---|---|
//! | `application/json`, `…+json` | any type | as JSON |
//! | `application/x-www-form-urlencoded` | an object | pair by pair |
//! | `multipart/…` | an object or list | part by part; files by [`Binary`] |
//! | `text/…`, XML | `String` | as it is: XML is not made from types |
//! | any other | [`Bytes`] | as it is |
//! | a range, such as `image/*` | [`Binary`] | as it is, with the media type that it names |

mod binary;
mod form;
mod multipart;
mod rows;

use std::fmt;

use bytes::Bytes;
use serde_core::Serialize;

pub use binary::Binary;
pub(super) use binary::FILE;

use super::parameter::Style;
use super::wire::{Unwritable, WireValue};

/// A body as it goes out.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// For the `Content-Type` header field.
    pub media_type: String,
    /// The body itself.
    pub bytes: Bytes,
}

/// What writing a body gives.
pub type Written = Result<Content, BodyError>;

/// Why a body cannot be written. No value is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyError {
    message: String,
}

impl BodyError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the body cannot be written: {}", self.message)
    }
}

impl std::error::Error for BodyError {}

impl From<Unwritable> for BodyError {
    fn from(reason: Unwritable) -> Self {
        Self::new(reason.to_string())
    }
}

/// A body of several forms: an enum with a variant for each. Written by [`request_body!`](crate::support::request_body!).
pub trait RequestBody {
    /// Writes the form that it has.
    ///
    /// # Errors
    /// Where that form cannot carry the value.
    fn write(&self) -> Written;
}

/// How one property of a form or of a multipart body is written, where a specification says so.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Encoding {
    pub(crate) name: &'static str,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) style: Option<(Style, bool)>,
    pub(crate) allow_reserved: bool,
}

/// The methods are the words of a row: `form "…" { "tags" form(false), "address" content_type("application/json") }`.
#[expect(missing_docs, reason = "each is the style of its name")]
impl Encoding {
    /// Of a property.
    pub const fn of(name: &'static str) -> Self {
        Self {
            name,
            content_type: None,
            style: None,
            allow_reserved: false,
        }
    }

    /// The media type of its part.
    pub const fn content_type(self, media_type: &'static str) -> Self {
        Self {
            content_type: Some(media_type),
            ..self
        }
    }

    pub const fn form(self, explode: bool) -> Self {
        self.style(Style::Form, explode)
    }

    pub const fn space_delimited(self, explode: bool) -> Self {
        self.style(Style::SpaceDelimited, explode)
    }

    pub const fn pipe_delimited(self, explode: bool) -> Self {
        self.style(Style::PipeDelimited, explode)
    }

    pub const fn deep_object(self, explode: bool) -> Self {
        self.style(Style::DeepObject, explode)
    }

    /// Leaves the reserved characters of RFC 3986 as they are, but for those that a form needs.
    pub const fn allow_reserved(self) -> Self {
        Self {
            allow_reserved: true,
            ..self
        }
    }

    const fn style(self, style: Style, explode: bool) -> Self {
        Self {
            style: Some((style, explode)),
            ..self
        }
    }

    fn find<'e>(encodings: &'e [Self], name: &str) -> Option<&'e Self> {
        encodings.iter().find(|encoding| encoding.name == name)
    }
}

// One function for each word of a row, all of one shape; rows without encodings have none to give.

/// Writes JSON.
///
/// # Errors
/// Where JSON cannot carry the value.
pub fn json<T: Serialize + ?Sized>(value: &T, media_type: &str, _: &[Encoding]) -> Written {
    let bytes = serde_json::to_vec(value).map_err(|_| Unwritable::Formless)?;
    // `serde_json` makes null of a number that is not finite, which is looked for where there is a null only.
    let has_null = bytes.windows(4).any(|window| window == b"null");
    if has_null && matches!(WireValue::of(value), Err(Unwritable::NotFinite)) {
        return Err(Unwritable::NotFinite.into());
    }
    content(media_type, bytes)
}

/// Writes a form.
///
/// # Errors
/// Where the value is no object, or one of its properties cannot be written as its encoding wants.
pub fn form<T: Serialize + ?Sized>(value: &T, media_type: &str, encodings: &[Encoding]) -> Written {
    content(
        media_type,
        form::write(WireValue::with_files(value)?, encodings)?,
    )
}

/// Writes a body of several parts.
///
/// # Errors
/// Where the value is neither an object nor a list, or one of its parts cannot be written as its encoding wants.
pub fn multipart<T: Serialize + ?Sized>(
    value: &T,
    media_type: &str,
    encodings: &[Encoding],
) -> Written {
    multipart::write(WireValue::with_files(value)?, media_type, encodings)
}

/// Writes text.
///
/// # Errors
/// None.
pub fn text(value: &str, media_type: &str, _: &[Encoding]) -> Written {
    content(media_type, value.to_owned())
}

/// Writes bytes.
///
/// # Errors
/// None.
pub fn bytes(value: &Bytes, media_type: &str, _: &[Encoding]) -> Written {
    content(media_type, value.clone())
}

/// Writes bytes of the media type that they name, or else of `media_type`.
///
/// # Errors
/// None.
pub fn file(value: &Binary, media_type: &str, _: &[Encoding]) -> Written {
    content(
        value.media_type().unwrap_or(media_type),
        value.bytes().clone(),
    )
}

/// Writes one of several forms.
///
/// # Errors
/// Where that form cannot carry the value.
pub fn choice<T: RequestBody>(value: &T, _: &[Encoding]) -> Written {
    value.write()
}

fn content(media_type: &str, bytes: impl Into<Bytes>) -> Written {
    Ok(Content {
        media_type: media_type.to_owned(),
        bytes: bytes.into(),
    })
}
