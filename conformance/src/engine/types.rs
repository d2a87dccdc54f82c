//! The generated types of a provider, ready to be asked.

use crate::legs::derived::Derived;
use crate::types::{self, ResponseType, RoundTrip};

/// The response types of one provider, each with its derived schema.
#[derive(Default)]
pub struct Types(Vec<Entry>);

struct Entry {
    operation: &'static str,
    status: &'static str,
    response: ResponseType,
    derived: Derived,
}

impl Types {
    /// No types: of a spec that nothing is generated from in this build.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Those of a provider that this build has types of; none of any other.
    ///
    /// # Errors
    /// A derived schema does not compile: a mistake of the generated type.
    pub fn of(provider: &str) -> Result<Self, String> {
        let entries = types::all(provider)
            .into_iter()
            .map(|(operation, status, response)| {
                let derived = Derived::compile(&response.schema).map_err(|message| {
                    format!("failed to compile the derived schema of `{operation}` of {provider}: {message}")
                })?;
                Ok(Entry {
                    operation,
                    status,
                    response,
                    derived,
                })
            })
            .collect::<Result<_, String>>()?;
        Ok(Self(entries))
    }

    /// The type of a response and its derived schema: of the exact status, then of its class, then of `default`.
    #[must_use]
    pub fn find(&self, operation: &str, status: u16) -> Option<(&RoundTrip, &Derived)> {
        let class = format!("{}XX", status / 100);
        [status.to_string(), class, "default".to_owned()]
            .iter()
            .find_map(|wanted| {
                self.0.iter().find(|entry| {
                    entry.operation == operation && entry.status.eq_ignore_ascii_case(wanted)
                })
            })
            .map(|entry| (&*entry.response.round_trip, &entry.derived))
    }
}
