//! What the schemas of responses state and nothing here can check.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use crate::formats::Format;
use crate::json::Pointer;
use crate::spec::Spec;
use crate::tally::Blind;

/// Formats that say what a value means, and leave nothing to check.
const WITHOUT_CHECK: [&str; 11] = [
    "float",
    "double",
    "decimal128",
    "sf-decimal",
    "unix-time",
    "unixtime",
    "password",
    "binary",
    "html",
    "commonmark",
    "decimal",
];

/// The unknown formats and unusable patterns of each response schema, by its key in `$defs`. Schemas without any are left out.
pub(super) fn of_responses(spec: &Spec) -> HashMap<String, Vec<Blind>> {
    let mut found = HashMap::new();
    let nodes = || (0..spec.nodes().count()).filter_map(|id| spec.nodes().get(id));
    if spec.unchecked().is_empty() && !nodes().any(|node| format(node).is_some()) {
        return found;
    }
    let definitions = spec
        .responses()
        .iter()
        .filter_map(|response| response.definition.as_ref());
    for definition in definitions {
        if found.contains_key(definition) {
            continue;
        }
        let blind = of_schema(spec, definition);
        if !blind.is_empty() {
            found.insert(definition.clone(), blind.into_iter().collect());
        }
    }
    found
}

fn of_schema(spec: &Spec, definition: &str) -> BTreeSet<Blind> {
    let mut blind = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut queue = vec![Pointer("/$defs").join(definition)];
    while let Some(pointer) = queue.pop() {
        let Some(node) = spec.nodes().find(&pointer) else {
            continue;
        };
        if !seen.insert(pointer) {
            continue;
        }
        let mut add = |keyword: &str, text: &str| {
            let place = spec.document_pointer(&Pointer(&node.pointer).join(keyword));
            blind.insert(Blind {
                keyword: keyword.to_owned(),
                text: text.to_owned(),
                spec: spec.place(&place),
            });
        };
        if let Some(unknown) = format(node) {
            add("format", unknown);
        }
        for unchecked in spec.unchecked() {
            if unchecked.schema == node.pointer {
                add(unchecked.keyword, &unchecked.pattern);
            }
        }
        let target = node
            .text("$ref")
            .and_then(|target| target.strip_prefix('#'));
        queue.extend(target.map(str::to_owned));
        queue.extend(spec.nodes().children(&node.pointer));
    }
    blind
}

/// The format of a schema that nobody knows.
fn format(node: &crate::spec::Node) -> Option<&str> {
    let name = node.schema.get("format").and_then(Value::as_str)?;
    let known = Format::find(name).is_some() || WITHOUT_CHECK.contains(&name);
    (!known).then_some(name)
}
