//! The ways in which a response can go wrong, one fault at a time.

mod scalars;

use std::collections::{BTreeSet, HashMap};

use callspec_generator::source::Span;
use serde_json::{Value, json};

use super::equivalence;
use super::{Edit, Mutant, Operator};
use crate::json::{Json, Kind, Member, Node, Pointer, normalise};
use crate::located::Located;
use crate::spec::{Judge, Spec};

/// All mutants of a response.
#[derive(Debug, Default)]
pub struct Mutants {
    /// The mutants, in the order of the text.
    pub mutants: Vec<Mutant>,
    /// The pointers of the arrays whose elements the spec judges each for itself.
    pub lists: BTreeSet<String>,
    /// How many were left out, because the same fault is made at the same place of other elements [`REPEATS`] times already.
    pub repeats: u64,
}

/// How many elements of a list get the same fault at the same place.
pub const REPEATS: usize = 2;

/// Every single-fault mutant of a response.
#[must_use]
pub fn mutants(spec: &Spec, judge: &Judge, json: &Json) -> Mutants {
    let mut maker = Maker {
        json,
        made: Mutants::default(),
    };
    maker.value(
        &json.root,
        &json.value,
        String::new(),
        &Located::root(spec, judge),
    );
    maker.made.leave_out_repeats(json);
    maker.made
}

impl Mutants {
    fn leave_out_repeats(&mut self, json: &Json) {
        let mut made: HashMap<_, usize> = HashMap::new();
        let before = self.mutants.len();
        self.mutants.retain(|mutant| {
            let fault = (
                mutant.operator,
                normalise(&json.root, &mutant.pointer),
                mutant.detail.clone(),
                mutant.equivalent,
            );
            let count = made.entry(fault).or_default();
            *count += 1;
            *count <= REPEATS
        });
        self.repeats = (before - self.mutants.len()) as u64;
    }
}

struct Maker<'a> {
    json: &'a Json,
    made: Mutants,
}

/// Keywords that look at more than one element of an array.
const WHOLE_ARRAY: [&str; 7] = [
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "prefixItems",
    "enum",
    "const",
];

impl Maker<'_> {
    fn value(&mut self, node: &Node, value: &Value, pointer: String, here: &Located<'_>) {
        self.retyped(node, value, &pointer, here);
        match (&node.kind, value) {
            (Kind::Object(members), Value::Object(_)) => {
                self.object(node, members, value, &pointer, here);
                for member in members {
                    let Some(below) = value.get(&member.key) else {
                        continue;
                    };
                    let there = here.property(&member.key, Some(value));
                    self.value(
                        &member.value,
                        below,
                        Pointer(&pointer).join(&member.key),
                        &there,
                    );
                }
            }
            (Kind::Array(items), Value::Array(values)) => {
                self.array(items, values, &pointer, here);
                let there = here.element(Some(value));
                for (index, (item, value)) in items.iter().zip(values).enumerate() {
                    self.value(
                        item,
                        value,
                        Pointer(&pointer).join(&index.to_string()),
                        &there,
                    );
                }
            }
            (Kind::String, Value::String(text)) => self.string(node, text, &pointer, here),
            (Kind::Number, Value::Number(_)) => self.number(node, value, &pointer, here),
            _ => {}
        }
    }

    /// Null, and a value of each other type.
    fn retyped(&mut self, node: &Node, value: &Value, pointer: &str, here: &Located<'_>) {
        if !value.is_null() {
            self.replace(Operator::Null, node, pointer, &Value::Null, here);
        }
        for other in [
            json!(true),
            json!(7),
            json!(7.5),
            json!("callspec"),
            json!([]),
            json!({}),
        ] {
            let same = match (value, &other) {
                // An integer in place of a number is none; a fraction in place of an integer is.
                (Value::Number(number), Value::Number(other)) => !other.is_f64() || number.is_f64(),
                (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
            };
            if !same {
                self.replace(Operator::WrongType, node, pointer, &other, here);
            }
        }
    }

    fn object(
        &mut self,
        node: &Node,
        members: &[Member],
        value: &Value,
        pointer: &str,
        here: &Located<'_>,
    ) {
        let Value::Object(map) = value else { return };
        for (index, member) in members.iter().enumerate() {
            let place = Pointer(pointer).join(&member.key);
            let mut without = map.clone();
            without.remove(&member.key);
            if let Some(edit) = Edit::drop_member(members, index) {
                let equivalent = equivalence::of_object(
                    Operator::DropKey,
                    here,
                    &Value::Object(without.clone()),
                );
                self.push(Operator::DropKey, &place, String::new(), edit, equivalent);
            }
            let renamed = format!("{}_renamed", member.key);
            if let Some(content) = map.get(&member.key) {
                without.insert(renamed.clone(), content.clone());
            }
            let edit = Edit::replace(member.key_span, json!(renamed).to_string());
            let equivalent =
                equivalence::of_object(Operator::RenameKey, here, &Value::Object(without));
            self.push(Operator::RenameKey, &place, String::new(), edit, equivalent);

            let span = Span {
                start: member.key_span.start,
                end: member.value.span.end,
            };
            let again = self.json.text.get(span.start..span.end).unwrap_or_default();
            let edit = Edit::insert(span.end, format!(", {again}"));
            self.push(Operator::DuplicateKey, &place, String::new(), edit, None);
        }
        let mut with = map.clone();
        with.insert("callspec_added".to_owned(), json!("callspec"));
        let comma = if members.is_empty() { "" } else { ", " };
        let edit = Edit::insert(
            node.span.start + 1,
            format!("\"callspec_added\": \"callspec\"{comma}"),
        );
        let equivalent = equivalence::of_object(Operator::AddKey, here, &Value::Object(with))
            .filter(|_| {
                here.property("callspec_added", Some(value))
                    .allows(&json!("callspec"))
            });
        self.push(Operator::AddKey, pointer, String::new(), edit, equivalent);
    }

    fn array(&mut self, items: &[Node], values: &[Value], pointer: &str, here: &Located<'_>) {
        if WHOLE_ARRAY
            .iter()
            .all(|keyword| here.keyword(keyword).next().is_none())
        {
            self.made.lists.insert(pointer.to_owned());
        }
        let Some(last) = items.len().checked_sub(1) else {
            return;
        };
        if let Some(edit) = Edit::drop_element(items, last) {
            let shorter = Value::Array(values.iter().take(last).cloned().collect());
            let equivalent = equivalence::of_value(Operator::DropLastElement, here, &shorter);
            self.push(
                Operator::DropLastElement,
                pointer,
                String::new(),
                edit,
                equivalent,
            );
        }
        if let Some(item) = items.get(last) {
            let edit = Edit::replace(
                Span {
                    start: item.span.end,
                    end: self.json.text.len(),
                },
                "",
            );
            self.push(Operator::CutInsideArray, pointer, String::new(), edit, None);
        }
        for limit in here
            .keyword("maxItems")
            .filter_map(Value::as_u64)
            .filter(|limit| *limit < 10_000)
        {
            let count = usize::try_from(limit).unwrap_or_default() + 1;
            let (Some(item), Some(value)) = (items.get(last), values.get(last)) else {
                continue;
            };
            let missing = count.saturating_sub(items.len());
            let again = format!(", {}", self.json.lexeme(item)).repeat(missing);
            let longer = Value::Array(
                values
                    .iter()
                    .chain(std::iter::repeat_n(value, missing))
                    .cloned()
                    .collect(),
            );
            let equivalent = equivalence::of_value(Operator::OutOfRange, here, &longer);
            self.push(
                Operator::OutOfRange,
                pointer,
                format!("{count} elements"),
                Edit::insert(item.span.end, again),
                equivalent,
            );
        }
    }

    fn replace(
        &mut self,
        operator: Operator,
        node: &Node,
        pointer: &str,
        value: &Value,
        here: &Located<'_>,
    ) {
        let text = value.to_string();
        let equivalent = equivalence::of_value(operator, here, value);
        let detail = if text.len() > 60 {
            format!("{} bytes", text.len())
        } else {
            text.clone()
        };
        self.push(
            operator,
            pointer,
            detail,
            Edit::replace(node.span, text),
            equivalent,
        );
    }

    fn push(
        &mut self,
        operator: Operator,
        pointer: &str,
        detail: String,
        edit: Edit,
        equivalent: Option<&'static str>,
    ) {
        self.made.mutants.push(Mutant {
            operator,
            pointer: pointer.to_owned(),
            detail,
            edit,
            equivalent,
        });
    }
}
