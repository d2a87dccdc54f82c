//! Reads OpenAPI documents, and generates a typed Rust client and JSON Schemas from them.
//!
//! Text in, text out: this crate reads no file, no clock and no environment, and the same input gives the same bytes everywhere.

pub mod diagnostics;
pub mod emit;
pub mod fidelity;
mod generate;
pub mod ir;
pub mod lower;
pub mod output;
pub mod render;
pub mod schema;
pub mod source;
pub mod spec;

pub use crate::{
    emit::Options,
    generate::{Generation, Package, PackageName, generate, generate_package},
};
