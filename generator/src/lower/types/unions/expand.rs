//! From the branches as they are written to those that a value can be told by: what stands beside them is worked in, a union within the
//! union is spread, and so is a list of types.

use std::sync::Arc;

use super::branch::{Body, Branch};
use super::narrow::{narrowed, value_type};
use crate::ir::UnionKeyword;
use crate::lower::keywords;
use crate::lower::merge::{self, Member};
use crate::lower::null;
use crate::lower::refs::NamedId;
use crate::lower::types::{Site, Types, says_little};
use crate::spec::{At, Schema, SchemaKind, SchemaObject, Type};

/// How many branches a union may be spread to; one that would have more is not spread any further.
const BRANCHES: usize = 256;
/// How deep unions may be nested.
const DEPTH: usize = 16;

/// The branches of a schema, and what it says beside them. Of both lists, `anyOf` stays among the latter.
pub(super) fn split(object: &SchemaObject) -> (UnionKeyword, &[Schema], SchemaObject) {
    let beside = SchemaObject {
        one_of: Vec::new(),
        discriminator: None,
        ..object.clone()
    };
    if object.one_of.is_empty() {
        let beside = SchemaObject {
            any_of: Vec::new(),
            ..beside
        };
        (UnionKeyword::AnyOf, &object.any_of, beside)
    } else {
        (UnionKeyword::OneOf, &object.one_of, beside)
    }
}

/// Whether no branch says what a value is: each only asks for more of what is described beside them.
pub(super) fn only_constrain(branches: &[Schema], beside: &SchemaObject) -> bool {
    let types = null::types(beside);
    branches.iter().all(|branch| match &branch.kind {
        SchemaKind::Boolean(_) => false,
        SchemaKind::Object(object) => {
            let constrains = !object.required.is_empty()
                || object.rare.is_some()
                || !keywords::constraints(object).is_empty()
                || object.format.is_some() && !types.is_empty();
            let described = SchemaObject {
                required: Vec::new(),
                format: None,
                ..(**object).clone()
            };
            constrains
                && object.reference.is_none()
                && object.all_of.is_empty()
                && says_little(&described)
                && object.types.iter().all(|ty| types.contains(&ty.value))
        }
    })
}

/// Whether constraints are those of objects.
pub(super) fn speak_of_objects(branches: &[Schema]) -> bool {
    branches.iter().any(|branch| match &branch.kind {
        SchemaKind::Boolean(_) => false,
        SchemaKind::Object(object) => !object.required.is_empty(),
    })
}

/// A branch, with what is said beside it.
pub(super) fn with(shared: &Schema, branch: &Schema) -> Schema {
    let object = SchemaObject {
        all_of: vec![shared.clone(), branch.clone()],
        ..SchemaObject::default()
    };
    Schema {
        at: branch.at,
        kind: SchemaKind::Object(Arc::new(object)),
    }
}

/// One branch for each type of a list.
pub(super) fn split_types(object: &SchemaObject, at: At, branches: &mut Vec<Branch>) {
    for kind in null::types(object) {
        let flat = Arc::new(narrowed(object, kind, at));
        let schema = Schema {
            at,
            kind: SchemaKind::Object(Arc::clone(&flat)),
        };
        branches.push(Branch {
            schema,
            flat,
            kind: Some(kind),
            path: Vec::new(),
            whole: false,
            written: false,
            owner: None,
            body: Body::Schema,
        });
    }
}

/// Where a branch comes from.
#[derive(Clone, Copy)]
struct Origin {
    whole: bool,
    written: bool,
    /// Whether nothing but the last schema on the way has a say in it.
    alone: bool,
}

impl Types<'_> {
    /// What is said beside branches, as far as it describes each of them; `None` where it adds nothing to what they say.
    pub(super) fn shared(
        &mut self,
        beside: &SchemaObject,
        branches: &[&Schema],
        at: At,
    ) -> Option<Schema> {
        let types = null::types(beside);
        let mut narrows = false;
        if !types.is_empty() {
            for branch in branches {
                let own = null::types(&self.flat(branch));
                narrows |= own.is_empty() || own.iter().any(|ty| !types.contains(ty));
            }
        }
        if !narrows && says_little(beside) {
            return None;
        }
        // What speaks of the value as a whole stays with the whole.
        let object = SchemaObject {
            title: None,
            description: None,
            default: None,
            examples: Vec::new(),
            sensitive: None,
            rust_name: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            ..beside.clone()
        };
        Some(Schema {
            at,
            kind: SchemaKind::Object(Arc::new(object)),
        })
    }

    /// The branches, spread.
    pub(super) fn expanded(
        &mut self,
        branches: &[&Schema],
        shared: Option<&Schema>,
        site: &Site,
    ) -> Vec<Branch> {
        let mut path: Vec<NamedId> = site.slot.into_iter().collect();
        let own = path.len();
        let mut expanded = Vec::new();
        for branch in branches {
            self.expand(branch, shared, (&mut path, true), 0, &mut expanded);
        }
        // The way to every branch starts at the union's own name, which tells nothing.
        for branch in &mut expanded {
            branch.path.drain(..own.min(branch.path.len()));
        }
        let mut seen = Vec::new();
        expanded.retain(|branch| match branch.path.last() {
            Some(id) if branch.whole => {
                let is_new = !seen.contains(id);
                seen.push(*id);
                is_new
            }
            _ => true,
        });
        expanded
    }

    fn expand(
        &mut self,
        branch: &Schema,
        shared: Option<&Schema>,
        (path, alone): (&mut Vec<NamedId>, bool),
        depth: usize,
        branches: &mut Vec<Branch>,
    ) {
        let reference = self.reference(branch).map(|(id, _)| id);
        if matches!(branch.kind, SchemaKind::Boolean(false)) {
            return;
        }
        if let Some(id) = reference {
            if path.contains(&id) {
                return; // It adds nothing to itself.
            }
            path.push(id);
        }
        // A child that includes its base has all that stands beside the branches already.
        let shared = shared.filter(|_| !self.includes(path));
        let schema = shared.map_or_else(|| branch.clone(), |shared| with(shared, branch));
        let flat = self.flat(&schema);
        let origin = Origin {
            whole: reference.is_some(),
            written: shared.is_none(),
            alone: if reference.is_some() {
                shared.is_none()
            } else {
                alone
            },
        };
        if !merge::is_forbidden(&flat) {
            self.expand_flat(schema, flat, origin, path, depth, branches);
        }
        if reference.is_some() {
            path.pop();
        }
    }

    /// Whether the last schema on the way includes the one before it, whose branch it is, by `allOf`.
    fn includes(&self, path: &[NamedId]) -> bool {
        let [.., base, child] = path else {
            return false;
        };
        let mut next = vec![*child];
        let mut seen = Vec::new();
        while let Some(id) = next.pop() {
            let Some(named) = self.index.get(id).filter(|_| !seen.contains(&id)) else {
                continue;
            };
            seen.push(id);
            for member in merge::members(&self.index, named.schema) {
                match member {
                    Member::Reference(id) if id == *base => return true,
                    Member::Reference(id) => next.push(id),
                    Member::Own(..) | Member::Never(_) => {}
                }
            }
        }
        false
    }

    fn expand_flat(
        &mut self,
        schema: Schema,
        flat: Arc<SchemaObject>,
        origin: Origin,
        path: &mut Vec<NamedId>,
        depth: usize,
        branches: &mut Vec<Branch>,
    ) {
        let (_, nested, beside) = split(&flat);
        let is_union = !nested.is_empty() && !only_constrain(nested, &beside);
        if is_union && depth < DEPTH && branches.len() < BRANCHES {
            let mut live = Vec::new();
            for branch in nested {
                if !null::only_null(&self.flat(branch)) {
                    live.push(branch);
                }
            }
            let shared = self.shared(&beside, &live, schema.at);
            for branch in live {
                let way = (&mut *path, origin.alone);
                self.expand(branch, shared.as_ref(), way, depth + 1, branches);
            }
            return;
        }
        let kind = match null::types(&flat).as_slice() {
            _ if is_union => None,
            [] => value_type(&flat),
            [kind] => Some(*kind),
            _ if flat.enumeration.is_none() && flat.constant.is_none() => {
                let from = branches.len();
                split_types(&flat, schema.at, branches);
                for branch in branches.iter_mut().skip(from) {
                    branch.path.clone_from(path);
                }
                return;
            }
            _ => None,
        };
        branches.push(Branch {
            schema,
            flat,
            kind: kind.filter(|kind| *kind != Type::Null),
            path: path.clone(),
            whole: origin.whole,
            written: origin.written,
            owner: path
                .last()
                .copied()
                .filter(|_| origin.alone && !origin.whole),
            body: Body::Schema,
        });
    }
}
