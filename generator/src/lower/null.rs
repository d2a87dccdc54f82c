//! Whether a schema takes null, in every spelling there is.

use super::merge::{self, Member};
use super::refs::{Index, Memo};
use crate::spec::{Schema, SchemaKind, SchemaObject, Type};

/// Whether null is valid: by `type`, by `enum` or `const`, by a branch of `oneOf` or `anyOf`, through `$ref`, and in all members of `allOf`.
pub(super) fn accepts_null(index: &Index<'_>, schema: &Schema) -> bool {
    stance(index, schema).accepts()
}

/// Whether a branch of `oneOf` or `anyOf` takes null and nothing else: such a branch is a way to say "or null".
pub(super) fn only_null(object: &SchemaObject) -> bool {
    let typed = object.types.iter().any(|ty| ty.value == Type::Null) && object.types.len() == 1;
    let listed = object.enumeration.as_ref().is_some_and(|values| {
        !values.is_empty() && values.iter().all(|value| value.value.is_null())
    });
    let constant = object
        .constant
        .as_ref()
        .is_some_and(|value| value.value.is_null());
    typed || listed || constant
}

/// The types of a schema without null; those that its keywords imply where it names none. Empty: any type at all.
pub(super) fn types(object: &SchemaObject) -> Vec<Type> {
    if object.types.is_empty() {
        implied_type(object).into_iter().collect()
    } else {
        named_types(object)
    }
}

/// The type that a schema without `type` plainly means.
pub(super) fn implied_type(object: &SchemaObject) -> Option<Type> {
    let rare = object.rare.as_deref();
    let is_object = !object.properties.is_empty()
        || rare.is_some_and(|rare| !rare.pattern_properties.is_empty())
        || object.additional_properties.is_some()
        || !object.required.is_empty();
    let is_array = object.items.is_some() || rare.is_some_and(|rare| !rare.prefix_items.is_empty());
    match (object.types.is_empty(), is_object, is_array) {
        (true, true, false) => Some(Type::Object),
        (true, false, true) => Some(Type::Array),
        _ => None,
    }
}

fn named_types(object: &SchemaObject) -> Vec<Type> {
    let types: Vec<Type> = object
        .types
        .iter()
        .map(|ty| ty.value)
        .filter(|ty| *ty != Type::Null)
        .collect();
    let subsumed = |ty: &Type| *ty == Type::Integer && types.contains(&Type::Number);
    types.iter().copied().filter(|ty| !subsumed(ty)).collect()
}

/// What a schema says of null.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stance {
    /// Nothing in it refuses null.
    takes: bool,
    /// It names types.
    typed: bool,
    /// Without naming a type, it plainly means one.
    implied: bool,
}

impl Stance {
    const ANYTHING: Self = Self {
        takes: true,
        typed: false,
        implied: false,
    };
    const NOTHING: Self = Self {
        takes: false,
        typed: false,
        implied: false,
    };

    /// What two schemas say that apply together.
    fn and(self, other: Self) -> Self {
        Self {
            takes: self.takes && other.takes,
            typed: self.typed || other.typed,
            implied: self.implied || other.implied,
        }
    }

    fn accepts(self) -> bool {
        self.takes && (self.typed || !self.implied)
    }
}

fn stance(index: &Index<'_>, schema: &Schema) -> Stance {
    if let SchemaKind::Object(object) = &schema.kind
        && !merge::has_parts(schema)
    {
        return own_stance(index, object);
    }
    let members = merge::members(index, schema)
        .into_iter()
        .map(|member| match member {
            Member::Never(_) => Stance::NOTHING,
            Member::Own(own, _) => own_stance(index, own),
            Member::Reference(id) => match index.nulls.get(id) {
                Memo::Known(known) => known,
                // A branch that leads back here adds nothing to what the others take.
                Memo::Open => Stance::NOTHING,
                Memo::New => {
                    index.nulls.open(id);
                    let found = index
                        .get(id)
                        .map_or(Stance::ANYTHING, |named| stance(index, named.schema));
                    index.nulls.set(id, found);
                    found
                }
            },
        });
    members.fold(Stance::ANYTHING, Stance::and)
}

fn own_stance(index: &Index<'_>, object: &SchemaObject) -> Stance {
    let typed = !object.types.is_empty();
    let by_type = !typed || object.types.iter().any(|ty| ty.value == Type::Null);
    let listed = object
        .enumeration
        .as_ref()
        .is_none_or(|values| values.iter().any(|value| value.value.is_null()));
    let constant = object
        .constant
        .as_ref()
        .is_none_or(|value| value.value.is_null());
    // Two branches of a `oneOf` that both take null are reported where the union is lowered.
    let branches = [&object.one_of, &object.any_of]
        .into_iter()
        .all(|branches| {
            branches.is_empty()
                || branches
                    .iter()
                    .any(|branch| stance(index, branch).accepts())
        });
    Stance {
        takes: by_type && listed && constant && branches,
        typed,
        implied: implied_type(object).is_some(),
    }
}
