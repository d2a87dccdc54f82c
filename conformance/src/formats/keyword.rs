//! The `format` keyword of the validators.

use std::sync::Arc;

use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError};
use serde_json::{Map, Value};

use super::{Format, multiple_of};

/// What is asserted under a name: nothing where nobody knows it, as JSON Schema says; reading the spec has warned of it.
struct Asserted(Option<&'static Format>);

impl<'i> Keyword<'i> for Asserted {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        match self.0 {
            Some(format) if !format.accepts(instance) => Err(ValidationError::custom(format.name)),
            _ => Ok(()),
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.0.is_none_or(|format| format.accepts(instance))
    }
}

/// The keyword, for [`jsonschema::ValidationOptions::with_keyword`].
///
/// # Errors
/// None: what is no name of a format takes everything.
pub fn keyword<'a>(
    _parent: &'a Map<String, Value>,
    name: &'a Value,
    _location: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let format = name.as_str().and_then(Format::find);
    Ok(Box::new(Asserted(format)))
}

/// What every schema is compiled with: 2020-12, every format asserted, `multipleOf` in decimal, and nothing fetched.
#[must_use]
pub fn options<'i>() -> jsonschema::ValidationOptions<'i> {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .offline()
        .should_validate_formats(true)
        .with_keyword("format", keyword)
        .with_keyword("multipleOf", multiple_of)
}

/// A validator of a schema that stands alone; see [`options`].
///
/// # Errors
/// The schema is not valid, or a pattern does not compile.
pub fn validator(schema: &Value) -> Result<Arc<jsonschema::Validator>, String> {
    let validator = options().build(schema);
    validator.map(Arc::new).map_err(|error| told(&error))
}

/// Why a schema does not compile.
pub(crate) fn told(error: &ValidationError<'_>) -> String {
    format!("{error} at `{}`", error.schema_path())
}
