//! Recorded traffic: where responses come from, one record after the other.

mod record;

pub use record::{About, Body, Exchange, Record, Sink};
