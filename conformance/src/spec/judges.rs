//! The validators of a spec's definitions. Each is compiled when it is first asked for: a definition leads to many others, and a run asks
//! for few of them.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use callspec_generator::schema::Bundle;
use jsonschema::Registry;
use serde_json::Value;

use super::Judge;
use crate::formats;

/// The definitions of the responses of one bundle.
pub(super) struct Judges {
    /// The bundle, read once for all of them.
    registry: Registry<'static>,
    by_definition: HashMap<String, Slot>,
}

struct Slot {
    /// A schema that is the definition alone.
    reference: Value,
    judge: OnceLock<Result<Judge, String>>,
}

impl Judges {
    /// Of a bundle whose patterns all compile, said in `usable`.
    ///
    /// # Errors
    /// It is no schema, or refers to something that is not there.
    pub(super) fn new(bundle: &Bundle, usable: Value) -> Result<Self, String> {
        // The root asserts nothing: all of it is held against the schema of schemas, and none of it compiled.
        formats::validator(&usable)?;
        let registry = Registry::new()
            .draft(jsonschema::Draft::Draft202012)
            .add(bundle.id(), usable)
            .and_then(|registry| registry.prepare())
            .map_err(|error| error.to_string())?;
        let definitions = bundle.responses.iter();
        let by_definition = definitions
            .filter_map(|response| response.definition.as_ref())
            .map(|definition| {
                let slot = Slot {
                    reference: bundle.reference(definition),
                    judge: OnceLock::new(),
                };
                (definition.clone(), slot)
            })
            .collect();
        Ok(Self {
            registry,
            by_definition,
        })
    }

    /// What judges a definition; `None` where no response is described by it.
    ///
    /// # Errors
    /// It does not compile.
    pub(super) fn get(&self, definition: &str) -> Option<Result<&Judge, &str>> {
        let slot = self.by_definition.get(definition)?;
        let compile = || {
            let validator = formats::options()
                .with_registry(&self.registry)
                .build(&slot.reference)
                .map_err(|error| formats::told(&error))?;
            Ok(Judge {
                definition: definition.to_owned(),
                validator: Arc::new(validator),
            })
        };
        let judge = slot.judge.get_or_init(compile);
        Some(judge.as_ref().map_err(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use callspec_generator::schema::{Bundle, ResponseSchema};
    use serde_json::json;

    use super::Judges;

    fn response(definition: &str) -> ResponseSchema {
        ResponseSchema {
            operation: "get".to_owned(),
            method: "GET".to_owned(),
            path: "/".to_owned(),
            status: "200".to_owned(),
            media_type: None,
            definition: Some(definition.to_owned()),
            pointer: String::new(),
        }
    }

    #[test]
    fn a_definition_is_compiled_once_and_one_that_cannot_be_spoils_no_other() {
        let bundle = Bundle {
            schema: json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$id": "urn:callspec:test",
                "$defs": {
                    "a/b": {"properties": {"c": {"$ref": "#/$defs/C"}}},
                    "C": {"type": "string"},
                    "broken": {"$ref": "#/$defs/none"},
                },
            }),
            responses: vec![response("a/b"), response("broken")],
            requests: Vec::new(),
            origins: Vec::new(),
        };
        let judges = Judges::new(&bundle, bundle.schema.clone()).unwrap();
        let [one, other] = [(); 2].map(|()| judges.get("a/b").unwrap().unwrap());
        assert!(Arc::ptr_eq(&one.validator, &other.validator));
        let value = json!({"c": 1});
        let errors: Vec<_> = one.validator.iter_errors(&value).collect();
        let places: Vec<_> = errors
            .iter()
            .map(|error| (error.instance_path().as_str(), error.schema_path().as_str()))
            .collect();
        assert_eq!(places, [("/c", "/$defs/C/type")]);
        assert!(judges.get("broken").unwrap().unwrap_err().contains("none"));
        assert!(judges.get("C").is_none(), "no response is described by it");
    }
}
