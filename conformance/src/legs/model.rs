//! The model leg: the generated type at work. Decode, encode, compare the trees; and once more, for it must settle at once.

use serde_json::Value;

use crate::compare::{Difference, compare};
use crate::types::{Refusal, RoundTrip};

/// What the type did with a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelVerdict {
    /// It did not take it.
    Refused(Refusal),
    /// It took it, and gave back a tree that differs in these places: none, if all is well.
    Returned(Vec<Difference>),
    /// It took it, and does not take its own words again, or changes them.
    Unstable(String),
}

/// Sends a response through the type, twice.
#[must_use]
pub fn judge(round_trip: &RoundTrip, bytes: &[u8], response: &Value) -> ModelVerdict {
    let first = match round_trip(bytes) {
        Ok(first) => first,
        Err(refusal) => return ModelVerdict::Refused(refusal),
    };
    let returned: Value = match serde_json::from_slice(&first) {
        Ok(returned) => returned,
        Err(error) => {
            return ModelVerdict::Unstable(format!("what it writes is not JSON: {error}"));
        }
    };
    match round_trip(&first) {
        Ok(second) if second == first => ModelVerdict::Returned(compare(response, &returned)),
        Ok(_) => ModelVerdict::Unstable("a second round trip gives another text".to_owned()),
        Err(refusal) => ModelVerdict::Unstable(format!(
            "it refuses what it wrote itself: {}",
            refusal.message
        )),
    }
}
