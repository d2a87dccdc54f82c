//! Judges captured responses: by the spec, by the schema that the generated types derive, and by the types at work.
//!
//! A library of data in, data out: only the binary reads files and writes to a terminal.

pub mod compare;
pub mod corpus;
pub mod coverage;
pub mod engine;
pub mod excerpt;
pub mod findings;
pub mod formats;
pub mod json;
pub mod judge;
pub mod legs;
pub mod lexical;
pub mod located;
pub mod mutation;
mod patterns;
pub mod placeholder;
pub mod problem;
pub mod program;
pub mod reach;
pub mod report;
pub mod scan;
pub mod spec;
pub mod tally;
pub mod traffic;
pub mod types;
