//! What a leg or a rule objects to, before it is given its lines and columns.

use callspec_generator::source::Span;
use serde_json::Value;

use crate::findings::Rule;
use crate::json::Pointer;
use crate::reach::Masked;
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
    /// The pointer of the value with `<phone>` in place of each key that may not be shown, where it has one.
    pub shown: Option<String>,
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
    /// Gives the place its name, and hides keys that may not be shown.
    pub(crate) fn set_name(&mut self, spec: &Spec, judge: &Judge, root: &Value) {
        let nodes = spec.nodes();
        let mut reach = spec.reach();
        let masked = reach.masked(nodes, &judge.definition, Some(root), &self.instance);
        let mut name = |pointer: &str| reach.name(nodes, &judge.definition, root, pointer).0;
        let name = match (self.rule, Pointer(&self.instance).split_last()) {
            // What is not documented is known by its own name alone.
            (Rule::Undocumented, Some((parent, key))) => {
                let shown = masked.as_ref().map_or(&*key, |masked| masked.key(&key));
                Pointer(&name(parent.0)).join(shown)
            }
            _ => name(&self.instance),
        };
        self.name = Some(name);
        if let Some(masked) = masked {
            self.hide(&masked);
        }
    }

    /// Moves it to the same place of a text of the same shape: in the whole of a list of which a part was looked at. Its bytes are those of the
    /// other text.
    pub(crate) fn move_to(&mut self, instance: String) {
        if let Some(shown) = &mut self.shown {
            let known = shown.split('/').zip(self.instance.split('/'));
            let moved = known.zip(instance.split('/'));
            let moved = moved.map(|((shown, old), new)| if shown == old { new } else { shown });
            *shown = moved.collect::<Vec<_>>().join("/");
        }
        self.instance = instance;
        self.span = None;
    }

    /// Hides keys that may not be shown, of a response that cannot be read.
    pub(crate) fn hide_unread(&mut self, spec: &Spec, judge: &Judge) {
        let mut reach = spec.reach();
        let definition = &judge.definition;
        if let Some(masked) = reach.masked(spec.nodes(), definition, None, &self.instance) {
            self.name = Some(masked.pointer.clone());
            self.hide(&masked);
        }
    }

    fn hide(&mut self, masked: &Masked) {
        self.message = masked.words(&self.message);
        self.help = self.help.as_deref().map(|help| masked.words(help));
        self.subject = masked.key(&self.subject).to_owned();
        self.shown = Some(masked.pointer.clone());
    }

    /// The pointer of the value as it may be shown.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.instance)
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
