//! What goes out with a request and what comes back: bodies, and the responses that they belong to.

use super::{Docs, Name, Style, TypeRef};

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// The Rust field: `body`, unless a parameter is called that.
    pub field: String,
    /// What it is for.
    pub docs: Docs,
    /// Whether the compiler insists on it.
    pub required: bool,
    /// What it holds.
    pub body: Body,
}

/// One documented response.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// When it applies.
    pub status: Status,
    /// The variant of the operation's error type, or of its output where successes differ.
    pub name: Name,
    /// What it means.
    pub docs: Docs,
    /// Whether it is what the operation is called for.
    pub outcome: Outcome,
    /// Its header fields, as indices into [`super::Api::headers`].
    pub headers: Vec<usize>,
    /// Its body; `None` where the document describes none, or where HTTP knows none.
    pub body: Option<Body>,
}

/// Whether a response is what an operation is called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It is the result.
    Success,
    /// It is an error.
    Error,
    /// The default, where no other success is documented: the result of a status of 200 to 299, an error of any other.
    Either,
}

/// When a response applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Exact(u16),
    /// `4XX` is 4.
    Range(u8),
    /// `default`.
    Default,
}

/// The body of a request or response: one of its contents.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The enum that tells the contents apart, where there are several: it stands with its operation.
    pub choice: Option<Name>,
    /// At least one. Of a response, JSON comes first.
    pub contents: Vec<Content>,
}

impl Body {
    /// Its type where it is JSON, and nothing but JSON.
    #[must_use]
    pub fn json(&self) -> Option<&TypeRef> {
        match self.contents.as_slice() {
            [content] => content.json(),
            _ => None,
        }
    }

    /// Whether the two have one Rust type, read in one way.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        match (&self.choice, &other.choice) {
            (None, None) => self
                .contents
                .iter()
                .map(|content| &content.payload)
                .eq(other.contents.iter().map(|content| &content.payload)),
            (one, other) => one == other,
        }
    }

    /// Every type that it uses.
    pub fn types(&self) -> impl Iterator<Item = &TypeRef> {
        self.contents
            .iter()
            .filter_map(|content| match &content.payload {
                Payload::Json(ty) | Payload::Form(ty, _) | Payload::Multipart(ty, _) => Some(ty),
                Payload::Text | Payload::Bytes | Payload::File => None,
            })
    }

    /// Every type that it uses, to be changed.
    pub fn types_mut(&mut self) -> impl Iterator<Item = &mut TypeRef> {
        let contents = self.contents.iter_mut();
        contents.filter_map(|content| match &mut content.payload {
            Payload::Json(ty) | Payload::Form(ty, _) | Payload::Multipart(ty, _) => Some(ty),
            Payload::Text | Payload::Bytes | Payload::File => None,
        })
    }
}

/// What a body holds under one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// `wire` is the media type, of a response as the document spells it, of a request as it is sent; `rust` the variant of
    /// [`Body::choice`].
    pub name: Name,
    /// How it is written or read.
    pub payload: Payload,
    /// Where its schema stands in the document.
    pub origin: String,
}

impl Content {
    /// Its type where it is JSON.
    #[must_use]
    pub fn json(&self) -> Option<&TypeRef> {
        match &self.payload {
            Payload::Json(ty) => Some(ty),
            _ => None,
        }
    }
}

/// How a content is written or read.
#[derive(Clone, Debug, PartialEq)]
pub enum Payload {
    /// As JSON.
    Json(TypeRef),
    /// As `application/x-www-form-urlencoded`: requests only.
    Form(TypeRef, Vec<PropertyEncoding>),
    /// As `multipart/…`: requests only.
    Multipart(TypeRef, Vec<PropertyEncoding>),
    /// As text.
    Text,
    /// As it is.
    Bytes,
    /// As it is, with a media type that the caller names, since the document names a range: requests only.
    File,
}

/// How one property of a form or of a multipart body is written, where that is not how it would be by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyEncoding {
    /// Its key.
    pub name: String,
    /// The media type of its part.
    pub content_type: Option<String>,
    /// Style and explode, where it is written like a parameter of the query.
    pub style: Option<(Style, bool)>,
    /// Whether reserved characters of RFC 3986 stay as they are.
    pub allow_reserved: bool,
}

/// A header field of answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// `wire` is its name, `rust` a constant's name (`RETRY_AFTER`).
    pub name: Name,
    /// What it says.
    pub docs: Docs,
    /// The type of its value.
    pub ty: TypeRef,
    /// How the value is written.
    pub form: HeaderForm,
}

/// How the value of a header field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    /// As one value.
    Single,
    /// As values with commas between.
    List,
    /// As JSON.
    Json,
}
