//! One entry of an HTTP archive: what of it matters here, in every spelling that browsers and proxies use.

use std::borrow::Cow;
use std::io::{Cursor, Read as _};

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::LARGEST;
use super::record::Exchange;
use super::unpack::{self, Packing};

/// An entry, understood.
pub(super) struct Entry<'a> {
    pub(super) exchange: Exchange,
    pub(super) body: EntryBody<'a>,
}

/// The body of a response, as the archive has it.
pub(super) enum EntryBody<'a> {
    Bytes(Cow<'a, [u8]>),
    Absent,
    /// What is wrong, as a fragment.
    Damaged(String),
}

/// Why the text of an entry cannot be read.
pub(super) struct Unreadable {
    /// What is wrong, as a fragment.
    pub(super) message: String,
    /// How many bytes of the text are before it.
    pub(super) before: usize,
}

impl Unreadable {
    fn of(error: &serde_json::Error, text: &[u8]) -> Self {
        let message = error.to_string();
        // The place within the entry is no place in the file.
        let (message, _) = message.rsplit_once(" at line ").unwrap_or((&message, ""));
        let message = without_value(message);
        let before = match error.is_data() {
            // What is missing has no place, and of what is wrong the end is told.
            true => 0,
            false => {
                let lines = text.split_inclusive(|byte| *byte == b'\n');
                let lines: usize = lines
                    .take(error.line().saturating_sub(1))
                    .map(<[u8]>::len)
                    .sum();
                lines + error.column().saturating_sub(1)
            }
        };
        Self {
            message: format!("the entry cannot be read: {message}"),
            before: before.min(text.len()),
        }
    }
}

/// A message of serde without the value that it is about, which may be one that nobody is to see.
fn without_value(message: &str) -> Cow<'_, str> {
    let parts = || {
        let (what, rest) = message.split_once(": ")?;
        let (found, expected) = rest.rsplit_once(", expected ")?;
        let (kind, _) = found.split_once([' ', '`', '"']).unwrap_or((found, ""));
        let is_about_value = matches!(what, "invalid type" | "invalid value");
        is_about_value.then(|| format!("{what}: {kind}, expected {expected}"))
    };
    parts().map_or(Cow::Borrowed(message), Cow::Owned)
}

impl<'a> Entry<'a> {
    /// Reads the text of an entry.
    ///
    /// # Errors
    /// It is no JSON, or no entry.
    pub(super) fn read(text: &'a [u8]) -> Result<Self, Unreadable> {
        let Raw { request, response } =
            serde_json::from_slice(text).map_err(|error| Unreadable::of(&error, text))?;
        let header = |wanted: &str| {
            response
                .headers
                .iter()
                .flatten()
                .find(|header| header.name.eq_ignore_ascii_case(wanted))
                .map(|header| header.value.trim())
                .filter(|value| !value.is_empty())
        };
        let content = response.content.as_ref();
        // The header is what the service said; browsers tidy up `mimeType`, and invent one where there is none.
        let media_type = header("content-type").or_else(|| {
            content
                .and_then(|content| content.mime_type.as_deref())
                .map(str::trim)
                .filter(|media_type| !media_type.is_empty() && *media_type != "x-unknown")
        });
        let exchange = Exchange {
            method: request.method.to_ascii_uppercase(),
            url: request.url.into_owned(),
            status: response.status,
            media_type: media_type.map(str::to_owned),
        };
        let encoding = header("content-encoding").map(str::to_ascii_lowercase);
        let without_body =
            exchange.method == "HEAD" || matches!(exchange.status, 0..=199 | 204 | 205 | 300..=399);
        let body = match response.content {
            Some(Content {
                text: Some(text),
                encoding: text_encoding,
                size,
                ..
            }) => match text.is_empty() {
                // A recorder that dropped the body may leave an empty text, and the size that there was.
                true if without_body || size.is_some_and(|size| size > 0.0) => EntryBody::Absent,
                _ => body(text, text_encoding.as_deref(), encoding.as_deref()),
            },
            _ => EntryBody::Absent,
        };
        Ok(Self { exchange, body })
    }
}

/// The bytes behind a text.
fn body<'a>(
    text: Cow<'a, str>,
    text_encoding: Option<&str>,
    content_encoding: Option<&str>,
) -> EntryBody<'a> {
    let bytes = if text_encoding.is_some_and(|name| name.eq_ignore_ascii_case("base64")) {
        match base64(&text) {
            Ok(bytes) => Cow::Owned(bytes),
            Err(error) => {
                return EntryBody::Damaged(format!("the base64 of the body is damaged: {error}"));
            }
        }
    } else {
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    };
    if Packing::of(&bytes).is_some() {
        return match inflate(bytes.into_owned()) {
            Ok(bytes) => EntryBody::Bytes(Cow::Owned(bytes)),
            Err(message) => EntryBody::Damaged(message),
        };
    }
    match content_encoding {
        // Recorders undo the compression, as a rule, and leave the header that names it.
        Some(name @ ("br" | "deflate" | "compress")) if std::str::from_utf8(&bytes).is_err() => {
            EntryBody::Damaged(format!(
                "the body was recorded as it was compressed, by `{name}`, which is not read"
            ))
        }
        _ => EntryBody::Bytes(bytes),
    }
}

fn base64(text: &str) -> Result<Vec<u8>, base64::DecodeError> {
    const TOLERANT: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true),
    );
    if text.bytes().any(|byte| byte.is_ascii_whitespace()) {
        let text: String = text
            .chars()
            .filter(|character| !character.is_ascii_whitespace())
            .collect();
        return TOLERANT.decode(text);
    }
    TOLERANT.decode(text)
}

fn inflate(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    let mut plain = Vec::new();
    let limit = LARGEST as u64 + 1;
    unpack::unpack(Box::new(Cursor::new(bytes)))
        .take(limit)
        .read_to_end(&mut plain)
        .map_err(|error| format!("in the body, {error}"))?;
    if plain.len() > LARGEST {
        return Err(format!("the body is longer than {} MiB", LARGEST >> 20));
    }
    Ok(plain)
}

#[derive(Deserialize)]
#[serde(expecting = "an entry of an HTTP archive")]
struct Raw<'a> {
    #[serde(borrow)]
    request: Request<'a>,
    #[serde(borrow)]
    response: Response<'a>,
}

#[derive(Deserialize)]
struct Request<'a> {
    #[serde(borrow)]
    method: Cow<'a, str>,
    #[serde(borrow)]
    url: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Response<'a> {
    #[serde(default, deserialize_with = "status")]
    status: u16,
    #[serde(borrow, default)]
    headers: Option<Vec<Header<'a>>>,
    #[serde(borrow, default)]
    content: Option<Content<'a>>,
}

#[derive(Deserialize)]
struct Header<'a> {
    #[serde(borrow, default)]
    name: Cow<'a, str>,
    #[serde(borrow, default)]
    value: Cow<'a, str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content<'a> {
    #[serde(borrow, default)]
    mime_type: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    encoding: Option<Cow<'a, str>>,
    #[serde(default)]
    size: Option<f64>,
}

/// A number, or one in a text; 0, as browsers write it, where there was no response.
fn status<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Status<'a> {
        Number(f64),
        #[serde(borrow)]
        Text(Cow<'a, str>),
        None(()),
    }
    let number = match Status::deserialize(deserializer)? {
        Status::Number(number) => number,
        Status::Text(text) => text.trim().parse().map_err(D::Error::custom)?,
        Status::None(()) => 0.0,
    };
    if number.fract() == 0.0 && (0.0..1000.0).contains(&number) {
        // Within these bounds nothing is lost.
        return Ok(number as u16);
    }
    Err(D::Error::custom(format!("`{number}` is no HTTP status")))
}

#[cfg(test)]
mod tests;
