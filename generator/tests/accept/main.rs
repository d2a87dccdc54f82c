//! Small documents, one construct each: what they become, that it compiles, and that it is printed as it should be.
//!
//! A case is `tests/cases/accept/<construct>/<case>.yaml`; its snapshot stands beside it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed test is one that panics"
)]

mod cases;
mod compiles;
mod determinism;
mod printing;
mod snapshots;
