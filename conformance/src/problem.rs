//! What a leg or a rule objects to, before it is given its lines and columns.

use callspec_generator::source::Span;
use serde_json::Value;

use crate::findings::Rule;
use crate::json::Pointer;
use crate::spec::{Judge, Spec};

/// One thing that is wrong, by pointers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// The rule.
    pub rule: Rule,
    /// The keyword that objects, such as `required`; empty where none does.
    pub keyword: String,
    /// The pointer of the value in the response.
    pub instance: String,
    /// The name of that place, with `*` for each index and each key that the spec does not name; the pointer itself where it is not set.
    pub name: Option<String>,
    /// The pointer of the keyword or schema in the bundle.
    pub schema: Option<String>,
    /// What tells apart problems of one keyword at one place: the name of a missing property, the guilty leg.
    pub subject: String,
    /// The bytes to mark in the response, where they are not those of the value.
    pub span: Option<Span>,
    /// The value found, where it is what the problem is about and may be shown.
    pub value: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to make of it.
    pub help: Option<String>,
}

impl Problem {
    /// Gives the place its name.
    pub(crate) fn set_name(&mut self, spec: &Spec, judge: &Judge, root: &Value) {
        let nodes = spec.nodes();
        let name = |pointer: &str| {
            let mut reach = spec.reach();
            reach.name(nodes, &judge.definition, root, pointer).0
        };
        let name = match (self.rule, Pointer(&self.instance).split_last()) {
            // What is not documented is known by its own name alone.
            (Rule::Undocumented, Some((parent, key))) => Pointer(&name(parent.0)).join(&key),
            _ => name(&self.instance),
        };
        self.name = Some(name);
    }

    /// The pointer that the problem is about: of a missing property the place where it would stand.
    #[must_use]
    pub fn place(&self) -> String {
        match self.keyword.as_str() {
            "required" => Pointer(&self.instance).join(&self.subject),
            _ => self.instance.clone(),
        }
    }

    /// Whether the problem's place is the given one, or around it, or inside it.
    #[must_use]
    pub fn touches(&self, pointer: &str) -> bool {
        let place = self.place();
        Pointer(&place).contains(pointer) || Pointer(pointer).contains(&place)
    }
}
