//! The derived leg: the schema that the generated type derives of itself.

use std::sync::Arc;

use serde_json::Value;

use crate::patterns;

/// A compiled derived schema.
#[derive(Clone)]
pub struct Derived(Arc<jsonschema::Validator>);

/// One thing that the derived schema refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The pointer of the value in the response; of a missing property where it would stand.
    pub pointer: String,
    /// The keyword that refuses it.
    pub keyword: String,
}

impl Derived {
    /// Compiles a derived schema, formats asserted.
    ///
    /// # Errors
    /// The schema does not compile: a mistake of the generated type.
    pub fn compile(schema: &Value) -> Result<Self, String> {
        let mut schema = schema.clone();
        // The spec leg reports them.
        patterns::take_unusable(&mut schema);
        crate::formats::validator(&schema).map(Self)
    }

    /// What the schema refuses of a response, in instance order.
    #[must_use]
    pub fn judge(&self, response: &Value) -> Vec<Refused> {
        if self.0.is_valid(response) {
            return Vec::new();
        }
        self.0
            .iter_errors(response)
            .map(|error| {
                let place = error.instance_path().as_str();
                let pointer = match error.kind() {
                    jsonschema::error::ValidationErrorKind::Required { property } => {
                        crate::json::Pointer(place).join(property.as_str().unwrap_or_default())
                    }
                    _ => place.to_owned(),
                };
                Refused {
                    pointer,
                    keyword: error.kind().keyword().to_owned(),
                }
            })
            .collect()
    }
}
