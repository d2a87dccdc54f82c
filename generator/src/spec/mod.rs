//! The OpenAPI document, typed and located: what the author wrote, and where.
//!
//! Reading never stops at the first problem. [`parse`] returns the document as far as it can be understood, together with every
//! diagnostic; a document with errors among them is not lowered.

mod check;
mod dialect;
mod document;
mod files;
mod format;
mod keywords;
mod operation;
mod parse;
mod pointer;

mod schema;
mod spelling;
mod targets;
mod tree;
mod uri;
pub mod yaml;

pub use dialect::Dialect;
pub use document::*;
pub use files::referenced_files;
pub(crate) use files::{KEY as FILES, settle};
pub use operation::*;
pub use parse::{Parsed, parse, parse_within};
pub use pointer::fragment;
pub use schema::*;
pub use tree::{At, Content, Entries, Entry, Items, Tree};
pub use yaml::Limits;
