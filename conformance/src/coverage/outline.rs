//! Everything that can be exercised.

use super::{Node, branch_places, is_nullable, plain, property_place, reachable, value_place};
use crate::spec::Spec;

/// One thing that responses can exercise, by its place in the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A property.
    Property {
        /// The place of its schema.
        place: String,
        /// Whether it may be absent.
        optional: bool,
        /// Whether it may be null.
        nullable: bool,
    },
    /// A listed value of an enumeration.
    Value {
        /// What it is counted by.
        place: String,
        /// The place of the enumeration.
        schema: String,
        /// The value; of strings without quotes.
        value: String,
    },
    /// A branch of a union.
    Branch {
        /// The place of its schema.
        place: String,
    },
    /// An array whose elements are described.
    Array {
        /// The place of its schema.
        place: String,
    },
}

/// Everything that the given schemas describe, each once, in a fixed order.
#[must_use]
pub fn outline<'a>(spec: &Spec, definitions: impl IntoIterator<Item = &'a str>) -> Vec<Item> {
    let mut items = Vec::new();
    for node in reachable(spec, definitions) {
        properties(spec, node, &mut items);
        let values = node.enumeration().into_iter().flatten();
        items.extend(
            values
                .filter(|value| !value.is_null())
                .map(|value| Item::Value {
                    place: value_place(node, value),
                    schema: node.pointer.clone(),
                    value: plain(value),
                }),
        );
        items.extend(
            branch_places(node)
                .into_iter()
                .map(|place| Item::Branch { place }),
        );
        if node.schema.contains_key("items") {
            items.push(Item::Array {
                place: node.pointer.clone(),
            });
        }
    }
    items
}

fn properties(spec: &Spec, node: &Node, items: &mut Vec<Item>) {
    for (name, _) in node.properties().into_iter().flatten() {
        let place = property_place(node, name);
        items.push(Item::Property {
            optional: !node.required().any(|required| required == name),
            nullable: is_nullable(spec, &place, 0),
            place,
        });
    }
}
