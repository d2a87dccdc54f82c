//! What a parameter can be of.

use std::fmt;

use serde_core::Serialize;

use crate::support::wire::{Unwritable, WireValue};

/// A value of a parameter's type: anything that can be written and shown.
pub trait ParameterValue: fmt::Debug {
    /// The value as the styles see it.
    ///
    /// # Errors
    /// Where a part of it has no form in JSON, such as a map whose keys are no text.
    fn value(&self) -> Result<WireValue, Unwritable>;

    /// The value as JSON text.
    ///
    /// # Errors
    /// As above.
    fn json(&self) -> Result<String, Unwritable>;
}

impl<T: Serialize + fmt::Debug> ParameterValue for T {
    fn value(&self) -> Result<WireValue, Unwritable> {
        WireValue::of(self)
    }

    fn json(&self) -> Result<String, Unwritable> {
        serde_json::to_string(self).map_err(|_| Unwritable::Formless)
    }
}
