//! Which schemas apply to the values of a valid text by the annotations of an evaluation.
//!
//! Validators collect unknown keywords as annotations. Here each schema of the bundle carries its own number as one, so that an evaluation
//! says, of every value, which schemas hold for it: the meaning of JSON Schema, worked out without the program.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use callspec_conformance::formats;
use callspec_conformance::json::Json;
use callspec_conformance::spec::{NodeId, Spec};
use jsonschema::{Registry, Validator};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

const MARK: &str = "x-callspec-node";

/// The schemas that apply, by where a value begins.
pub(crate) type Applied = HashMap<usize, Vec<NodeId>>;

pub(crate) struct Oracle<'s> {
    pub(crate) spec: &'s Spec,
    id: String,
    registry: Registry<'static>,
    validators: RefCell<BTreeMap<String, Validator>>,
}

impl<'s> Oracle<'s> {
    pub(crate) fn new(spec: &'s Spec) -> Self {
        let nodes = spec.nodes();
        let root = nodes.find("").expect("the bundle is a schema");
        let mut bundle = Value::Object(root.schema.clone());
        let marked = (0..).map_while(|id| Some((id, nodes.get(id)?)));
        for (id, node) in marked {
            let schema = bundle.pointer_mut(&node.pointer);
            schema.expect("it is in the bundle")[MARK] = json!(id);
        }
        let id = bundle["$id"].as_str().expect("a name").to_owned();
        let registry = Registry::new().add(&id, bundle);
        Self {
            spec,
            registry: registry
                .and_then(|registry| registry.prepare())
                .expect("it stands alone"),
            id,
            validators: RefCell::default(),
        }
    }

    /// Of a text that is valid by a definition of the bundle.
    pub(crate) fn applied(&self, definition: &str, json: &Json) -> Applied {
        let mut validators = self.validators.borrow_mut();
        let validator = validators.entry(definition.to_owned()).or_insert_with(|| {
            let key = definition.replace('~', "~0").replace('/', "~1");
            let key = utf8_percent_encode(&key, NON_ALPHANUMERIC);
            let options = formats::options().with_registry(&self.registry);
            let schema = json!({"$ref": format!("{}#/$defs/{key}", self.id)});
            options.build(&schema).expect("the schema compiles")
        });
        let mut by_pointer: HashMap<String, Vec<NodeId>> = HashMap::new();
        for entry in validator.evaluate(&json.value).iter_annotations() {
            if let Some(id) = entry.annotations.value()[MARK].as_u64() {
                let place = entry.instance_location.as_str().to_owned();
                let nodes = by_pointer.entry(place).or_default();
                let id = usize::try_from(id).expect("a number of a schema");
                if !nodes.contains(&id) {
                    nodes.push(id);
                }
            }
        }
        let mut applied = Applied::new();
        json.walk(|pointer, node| {
            let nodes = by_pointer.get(pointer).cloned().unwrap_or_default();
            applied.insert(node.span.start, nodes);
        });
        applied
    }
}
