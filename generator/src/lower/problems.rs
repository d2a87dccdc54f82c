//! What lowering has to tell: problems, and what the types do not carry over.

use serde_json::{Value, json};

use crate::diagnostics::{Code, Diagnostic};
use crate::fidelity;
use crate::ir::TypeId;
use crate::spec::{self, At, Schema, SchemaKind, Tree};

/// Collects everything; nothing stops at the first.
pub(super) struct Problems<'d> {
    tree: &'d Tree,
    pub(super) diagnostics: Vec<Diagnostic>,
    notes: Vec<Note>,
    /// While set, nothing is collected: what is being read will be read again.
    pub(super) muted: bool,
    /// How many more schemas may be copied while `allOf` and the like are merged.
    budget: usize,
}

/// Whose schema a fidelity entry speaks of. A constraint that is only documented counts where a body can show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A named type's.
    Type(TypeId),
    /// That of a body itself.
    Body,
    /// A parameter's; requests are checked when they are built.
    Parameter,
    /// No schema's: something of the document that nothing is made of.
    Document,
}

struct Note {
    owner: Owner,
    at: At,
    entry: fidelity::Entry,
}

/// A problem that has just been reported and may get a few more words.
pub(super) struct Reported<'a>(Option<&'a mut Diagnostic>);

impl Reported<'_> {
    /// Says what to do about it.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        if let Some(diagnostic) = &mut self.0 {
            diagnostic.help = Some(help.into());
        }
        self
    }
}

impl<'d> Problems<'d> {
    pub(super) fn new(tree: &'d Tree) -> Self {
        Self {
            tree,
            diagnostics: Vec::new(),
            notes: Vec::new(),
            muted: false,
            // In proportion to the text: a document in which each schema merges the next one twice would need more than there is memory.
            budget: 200_000 + tree.text().len() / 4,
        }
    }

    /// Reports a problem at a node. `message` is a fragment without a full stop.
    pub(super) fn report(
        &mut self,
        code: Code,
        at: At,
        message: impl Into<String>,
    ) -> Reported<'_> {
        if self.muted {
            return Reported(None);
        }
        self.diagnostics
            .push(self.tree.diagnostic(code, at, message));
        Reported(self.diagnostics.last_mut())
    }

    /// Reports schemas that apply together and do not fit together.
    pub(super) fn conflict(&mut self, at: At, message: impl Into<String>) {
        self.report(Code::ConflictingSchemas, at, message)
            .help("make them agree, or keep one of them");
    }

    /// Adds a second place to the problem reported last.
    pub(super) fn relate(&mut self, at: At, label: &str) {
        if self.muted {
            return;
        }
        let span = self.tree.span(at);
        if let Some(last) = self.diagnostics.last_mut() {
            last.related = Some((span, label.to_owned()));
        }
    }

    /// Notes what a type does not carry over.
    pub(super) fn note(
        &mut self,
        kind: fidelity::Kind,
        owner: Owner,
        at: At,
        message: impl Into<String>,
    ) {
        if self.muted {
            return;
        }
        let entry = fidelity::Entry {
            kind,
            source: self.tree.file_name(at).to_owned(),
            position: self.tree.position(at),
            pointer: self.tree.pointer(at),
            message: message.into(),
        };
        self.notes.push(Note { owner, at, entry });
    }

    /// What has been reported, each problem with the file that it stands in.
    pub(super) fn settled(mut self) -> Vec<Diagnostic> {
        spec::settle(self.tree, &mut self.diagnostics);
        self.diagnostics
    }

    /// Takes from the budget for merging. `false` once it is used up, which is reported at the place where it happens.
    pub(super) fn spend(&mut self, schemas: usize, at: At) -> bool {
        if self.budget == 0 {
            return false;
        }
        self.budget = self.budget.saturating_sub(schemas);
        if self.budget == 0 {
            let muted = std::mem::take(&mut self.muted); // it will not happen again
            self.report(
                Code::LimitExceeded,
                at,
                "merging the schemas that apply together takes too much",
            )
            .help("let fewer schemas include one another by `allOf`");
            self.muted = muted;
        }
        self.budget > 0
    }

    /// A node as JSON, for a schema that the document does not know: nothing where it refers to a part of the document.
    pub(super) fn standalone(&self, at: At) -> Option<Value> {
        Some(self.tree.json(at)).filter(|value| !refers(value))
    }

    /// A schema as [`Self::standalone`] has it, be it written in the document or brought together from several.
    pub(super) fn stated(&self, schema: &Schema) -> Option<Value> {
        match &schema.kind {
            SchemaKind::Object(object) => match object.all_of.as_slice() {
                // No schema of the document is a member of its own `allOf`.
                [first, second] if second.at == schema.at => {
                    Some(json!({ "allOf": [self.stated(first)?, self.stated(second)?] }))
                }
                _ => self.standalone(schema.at),
            },
            SchemaKind::Boolean(_) => self.standalone(schema.at),
        }
    }

    /// The JSON pointer of a node.
    pub(super) fn pointer(&self, at: At) -> String {
        self.tree.pointer(at)
    }

    /// The plain JSON of a node.
    pub(super) fn json(&self, at: At) -> serde_json::Value {
        self.tree.json(at)
    }

    /// Gives the owners of notes the final numbers of their types.
    pub(super) fn renumber(&mut self, number: impl Fn(TypeId) -> TypeId) {
        for note in &mut self.notes {
            if let Owner::Type(id) = &mut note.owner {
                *id = number(*id);
            }
        }
    }

    /// The notes in document order, each once, without documented constraints that no body reaches.
    pub(super) fn take_notes(&mut self, reached: impl Fn(TypeId) -> bool) -> Vec<fidelity::Entry> {
        let counts = |note: &Note| match (note.entry.kind, note.owner) {
            (fidelity::Kind::DocumentedOnly, Owner::Type(id)) => reached(id),
            _ => true,
        };
        let mut notes: Vec<Note> = std::mem::take(&mut self.notes)
            .into_iter()
            .filter(counts)
            .collect();
        notes.sort_by(|a, b| {
            (a.at, a.entry.kind, &a.entry.message).cmp(&(b.at, b.entry.kind, &b.entry.message))
        });
        notes.dedup_by(|a, b| a.entry == b.entry);
        notes.into_iter().map(|note| note.entry).collect()
    }
}

/// Whether a schema refers to anything outside of itself.
fn refers(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(refers),
        Value::Object(members) => members
            .iter()
            .any(|(key, value)| matches!(key.as_str(), "$ref" | "$dynamicRef") || refers(value)),
        _ => false,
    }
}
