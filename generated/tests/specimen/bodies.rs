//! Operations with bodies, in the shape that `emit` prints.
#![cfg_attr(rustfmt, rustfmt_skip)]

/// A call to be made.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct NewCall {
    /// Whom to call.
    pub to: ::std::string::String,
    /// When, in order.
    pub attempts: ::std::option::Option<::std::vec::Vec<i64>>,
    /// Where they live.
    pub address: ::std::option::Option<::callspec::support::Map<::callspec::support::Value>>,
    /// A recording to play.
    pub file: ::std::option::Option<::callspec::support::Binary>,
    /// More of them.
    pub files: ::std::option::Option<::std::vec::Vec<::callspec::support::Binary>>,
    /// Properties that the specification does not document; kept only under the feature `undocumented`.
    pub undocumented: ::callspec::support::Undocumented,
}

::callspec::support::object! {
    NewCall, NewCallBuilder;
    required to: ::std::string::String = "to" sensitive "phone";
    optional attempts: ::std::vec::Vec<i64> = "attempts";
    optional address: ::callspec::support::Map<::callspec::support::Value> = "address";
    optional file: ::callspec::support::Binary = "file";
    optional files: ::std::vec::Vec<::callspec::support::Binary> = "files";
}

macro_rules! operation {
    ($Name:ident, $method:literal, $Output:ty, $decode:expr) => {
        impl ::callspec::support::Operation for $Name {
            const INFO: ::callspec::support::OperationInfo = ::callspec::support::OperationInfo {
                id: stringify!($Name),
                method: $method,
                path: "/calls",
                servers: super::SERVERS,
                security: &[],
                responses: &[],
            };
            type Output = $Output;
            type Error = AnswerError;

            fn decode_response(response: &::callspec::support::Response<'_>) -> ::callspec::support::Decoded<Self> {
                let decode: fn(&::callspec::support::Response<'_>) -> ::callspec::support::Decoded<Self> = $decode;
                decode(response)
            }
        }
    };
}

/// JSON, required.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SendJson {
    /// Where.
    pub place: ::std::option::Option<::std::string::String>,
    /// The body.
    pub body: NewCall,
}

::callspec::support::request! {
    SendJson, SendJsonBuilder;
    optional place: ::std::string::String = query "place";
    required_body body: NewCall = json "application/json";
}

operation!(SendJson, "POST", ::std::string::String, |response| match response.status() {
    200 => response.text().success(),
    400 => response.text().failure(AnswerError::Words),
    _ => response.undocumented(),
});

/// A form, optional.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SendForm {
    /// The body.
    pub body: ::std::option::Option<NewCall>,
}

::callspec::support::request! {
    SendForm, SendFormBuilder;
    optional_body body: NewCall = form "application/x-www-form-urlencoded" { "attempts" form(false), "address" deep_object(true) };
}

operation!(SendForm, "DELETE", ::callspec::support::Bytes, |response| match response.status() {
    200..=299 => response.bytes().success(),
    _ => response.undocumented(),
});

/// Several parts.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SendParts {
    /// The body.
    pub body: NewCall,
}

::callspec::support::request! {
    SendParts, SendPartsBuilder;
    required_body body: NewCall = multipart "multipart/form-data" { "files" content_type("audio/wav") };
}

operation!(SendParts, "POST", AnswerContent, |response| match response.status() {
    200 => response.choice().success(),
    409 => response.choice().failure(AnswerError::Content),
    _ => response.undocumented(),
});

/// One of several forms.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SendAny {
    /// The body.
    pub body: SendAnyBody,
}

::callspec::support::request! {
    SendAny, SendAnyBuilder;
    required_body body: SendAnyBody = choice;
}

operation!(SendAny, "PUT", (), |response| match response.status() {
    200..=299 => response.success_empty(()),
    _ => response.failure(AnswerError::Other),
});

/// The body of [`SendAny`]: one of its forms.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SendAnyBody {
    /// `application/json`
    Json(NewCall),
    /// `application/xml`
    Xml(::std::string::String),
    /// `application/x-www-form-urlencoded`
    Form(NewCall),
    /// `application/octet-stream`
    Bytes(::callspec::support::Bytes),
    /// `image/*`
    Image(::callspec::support::Binary),
}

::callspec::support::request_body! {
    SendAnyBody;
    Json(NewCall) = json "application/merge-patch+json";
    Xml(::std::string::String) = text "application/xml";
    Form(NewCall) = form "application/x-www-form-urlencoded";
    Bytes(::callspec::support::Bytes) = bytes "application/octet-stream";
    Image(::callspec::support::Binary) = file "application/octet-stream";
}

/// What an answer holds: one of its forms.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AnswerContent {
    /// `application/json`
    Json(NewCall),
    /// `text/csv`
    Csv(::std::string::String),
    /// `image/*`
    Image(::callspec::support::Bytes),
}

::callspec::support::response_body! {
    AnswerContent;
    Json(NewCall) = json "application/json";
    Csv(::std::string::String) = text "text/csv";
    Image(::callspec::support::Bytes) = bytes "image/*";
}

/// What the specification says of answers that are no success.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AnswerError {
    /// 400
    Words(::std::string::String),
    /// 409
    Content(AnswerContent),
    /// Any other status
    Other(::callspec::support::Value),
}
