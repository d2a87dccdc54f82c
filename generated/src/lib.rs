//! Typed clients for the list-calls endpoints of call providers, generated from specifications that are proven against
//! captured traffic.
//!
//! Each provider is a module behind a feature of its name, all on by default. A request is built, becomes an
//! [`http::Request`] for whatever transport you have, and decodes the
//! [`http::Response`] that comes back:
//!
#![cfg_attr(feature = "bird", doc = "```")]
#![cfg_attr(not(feature = "bird"), doc = "```ignore")]
//! use callspec::bird::{ListCalls, security};
//! use callspec::support::{Bytes, Config, Uuid, http};
//!
//! # fn send(_: http::Request<Bytes>) -> http::Response<Bytes> { http::Response::new(Bytes::from_static(b"{\"results\":[]}")) }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let config = Config::new().credential(security::BEARER_AUTH, "a token");
//! let mut request = Some(
//!     ListCalls::builder()
//!         .workspace_id(Uuid::parse("db53c357-92e3-4f3d-babe-159573940a50")?) // required: the compiler insists
//!         .channel_id(Uuid::parse("a739d30b-8171-471c-9df4-591d4dd7bee5")?)
//!         .limit(100) // 1..=1000, checked when built, all violations at once
//!         .build()?,
//! );
//! while let Some(list_calls) = request {
//!     let response = send(list_calls.to_http(&config)?); // your transport
//!     let page = list_calls.decode(response)?; // typed per status
//!     for call in &page.results {
//!         println!("{call:?}"); // nothing sensitive in it
//!     }
//!     request = list_calls.next_page(&page); // no network involved
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Without a required parameter, there is no `build`:
//!
#![cfg_attr(feature = "bird", doc = "```compile_fail,E0599")]
#![cfg_attr(not(feature = "bird"), doc = "```ignore")]
//! # use callspec::{bird::ListCalls, support::Uuid};
//! # let workspace = Uuid::from_u128(1);
//! let request = ListCalls::builder().workspace_id(workspace).limit(100).build(); // no channel
//! ```
//!
//! # What the types promise
//!
//! - They read tolerantly: a new enum value is kept with its text (`Unknown`), an undocumented property is no error, and an optional
//!   one may be null. What they cannot represent they refuse, with the place of it and never its value
//!   ([`DecodeError`](support::DecodeError)).
//! - What was read is written back the same, to the last digit.
//! - `Debug` shows nothing that the specification marks as sensitive, and no credential.
//!
//! # Features
//!
//! | feature | gives |
//! |---|---|
//! | `aicaller`, `bird`, `famulor`, `spotzyai`, `stuut` | one provider each; all on by default |
//! | `schema` | `schemars::JsonSchema` for every type |
//! | `undocumented` | every object keeps the properties that its specification does not document, and writes them back |
//!
//! With default features off, [`support`] is left: what a crate generated from another specification stands on.

mod providers;
pub mod support;

pub use providers::*;

/// The example of the project's README.
#[cfg(all(doctest, feature = "bird"))]
#[doc = include_str!("../../README.md")]
pub struct Readme;
