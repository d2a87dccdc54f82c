//! What generated code stands on, written by hand.
//!
//! Generated code holds facts: which properties there are, where a parameter goes, what a status means. The behaviour is here, once:
//!
//! | facts, in rows of | behaviour |
//! |---|---|
//! | [`object!`] | presence, reading and writing ([`presence`], [`mod@object`]) |
//! | [`string_enum!`], [`closed_string_enum!`], [`integer_enum!`], [`closed_values!`] | values out of a list ([`enumeration`]) |
//! | [`union!`] | one of several types ([`mod@union`]) |
//! | [`choice!`] | one of several types that no look at the value tells apart ([`mod@choice`]) |
//! | [`request!`] | checking, encoding and printing parameters, builders |
//! | [`operation!`] | decoding answers by their status ([`Response`]) |
//! | [`request_body!`], [`response_body!`] | one of several media types ([`body`]) |
//!
//! and beside them the formats of texts ([`format`](mod@format)), credentials ([`Config`], [`SecurityScheme`]), responses and their errors
//! ([`ResponseError`], [`DecodeError`]), and pages ([`page`]).
//!
//! A crate that was generated elsewhere depends on this one with default features off, and finds everything here.

pub mod body;
pub mod choice;
mod collected;
mod config;
mod decode_error;
pub mod enumeration;
pub mod format;
mod header;
mod hidden;
mod http_date;
mod info;
mod integral;
mod listed;
mod locate;
mod map;
mod media_type;
mod never;
pub mod object;
pub mod page;
mod parameter;
pub mod presence;
mod request;
mod response;
pub mod schema;
mod security;
mod server;
mod undocumented;
pub mod union;
mod wire;

pub use bytes::Bytes;
#[cfg(feature = "schema")]
pub use schemars;
pub use serde_json::{Value, json};
pub use {http, serde_core as serde};

pub use body::{Binary, BodyError};
pub use config::{BaseUrlError, Config};
pub use decode_error::{DecodeError, from_json};
pub use enumeration::NotListed;
pub use format::{
    Date, DateTime, DateTimeLocal, DateTimeSpaced, Decimal, Email, FormatError, UnixTime, Uri, Uuid,
};
pub use header::{Header, HeaderError};
pub use info::{Body, Model, OperationInfo, ProviderInfo, ResponseInfo};
pub use listed::ValueList;
pub use map::Map;
pub use never::Never;
pub use object::{MissingProperties, Object};
pub use parameter::{
    Bound, Location, Parameter, ParameterValue, Parameters, Request, Rule, Style, Violation,
    Violations, debug, style,
};
pub use presence::{Given, Presence};
pub use request::{Missing, Operation, Printable, RequestError, checked, to_http};
pub use response::{
    AsBytes, AsChoice, AsJson, AsText, Decoded, FailureKind, Read, Response, ResponseBody,
    ResponseError, RetryAfter, Unread, decode, pick,
};
#[cfg(feature = "schema")]
pub use schema::schema_of;
pub use security::{CredentialError, Secret, SecurityScheme};
pub use server::{Server, ServerError, ServerVariable};
pub use undocumented::Undocumented;
pub use wire::{Unwritable, WireValue};

#[doc(inline)]
pub use crate::{
    __choice as choice, __closed_string_enum as closed_string_enum,
    __closed_values as closed_values, __integer_enum as integer_enum, __object as object,
    __operation as operation, __request as request, __request_body as request_body,
    __response_body as response_body, __string_enum as string_enum, __union as union,
};
// What the macros above call on their way.
#[doc(hidden)]
pub use crate::{
    __choice_schema as choice_schema, __encodings as encodings, __enum_schema as enum_schema,
    __full as full, __is_missing as is_missing, __missing as missing, __object_rest as object_rest,
    __object_schema as object_schema, __or_nothing as or_nothing, __outcome as outcome,
    __read_as as read_as, __request_builder as request_builder,
    __required_setters as required_setters, __string_enum_impls as string_enum_impls,
    __union_schema as union_schema, __values_schema as values_schema,
};
