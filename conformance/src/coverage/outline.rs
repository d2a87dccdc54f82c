//! Everything that can be exercised.

use super::{Node, branch_places, is_nullable, plain, property_place, reachable, value_place};
use crate::program::{Live, LiveProperty};
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
        /// Whether it may have elements.
        filled: bool,
        /// Whether it may have none.
        empty: bool,
    },
}

/// Everything of the given schemas that some valid response can exercise, each once, in a fixed order.
///
/// What certainly no response can, is not asked for: branches that contradict what is around them, values that another schema excludes,
/// properties that nothing can stand under… Where that cannot be worked out, everything that is described is.
#[must_use]
pub fn outline<'a, I>(spec: &Spec, definitions: I) -> Vec<Item>
where
    I: IntoIterator<Item = &'a str>,
    I::IntoIter: Clone,
{
    let definitions = definitions.into_iter();
    let live = spec.live(definitions.clone());
    let live = live.as_ref();
    let mut items = Vec::new();
    for node in reachable(spec, definitions) {
        properties(spec, node, live, &mut items);
        let values = node.enumeration().into_iter().flatten();
        let values = values.filter(|value| {
            !value.is_null() && live.is_none_or(|live| live.values(&node.pointer).contains(value))
        });
        items.extend(values.map(|value| Item::Value {
            place: value_place(node, value),
            schema: node.pointer.clone(),
            value: plain(value),
        }));
        let branches = branch_places(node).into_iter();
        let branches = branches.filter(|place| live.is_none_or(|live| live.has_branch(place)));
        items.extend(branches.map(|place| Item::Branch { place }));
        if node.schema.contains_key("items") {
            let (filled, empty) = live.map_or((true, true), |live| {
                let array = live.array(&node.pointer);
                (array.filled, array.empty)
            });
            if filled || empty {
                items.push(Item::Array {
                    place: node.pointer.clone(),
                    filled,
                    empty,
                });
            }
        }
    }
    items
}

fn properties(spec: &Spec, node: &Node, live: Option<&Live>, items: &mut Vec<Item>) {
    for (name, _) in node.properties().into_iter().flatten() {
        let place = property_place(node, name);
        let every = LiveProperty {
            present: true,
            absent: true,
            null: true,
        };
        let live = live.map_or(every, |live| live.property(&place));
        if live.present {
            items.push(Item::Property {
                optional: live.absent && !node.required().any(|required| required == name),
                nullable: live.null && is_nullable(spec, &place, 0),
                place,
            });
        }
    }
}
