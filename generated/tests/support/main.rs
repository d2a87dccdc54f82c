//! What support promises of generated code, shown on the specimen.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests may fail by panicking too"
)]

#[path = "../specimen/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "the specimen shows more than the tests need"
)]
pub mod specimen;

mod bodies;
pub mod fallbacks;
mod loopback;
mod models;
pub mod parameters;
mod requests;
mod responses;
#[cfg(feature = "schema")]
mod schemas;
