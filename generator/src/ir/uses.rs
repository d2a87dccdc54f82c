//! Which named types the parts of an API are made of.

use std::collections::BTreeSet;

use super::{Api, Body, Operation, TypeDef, TypeId, TypeKind, TypeRef};

impl Api {
    /// These types, and all that they are made of.
    pub fn reach(&self, roots: impl IntoIterator<Item = TypeId>) -> BTreeSet<TypeId> {
        let mut next: Vec<TypeId> = roots.into_iter().collect();
        let mut reached = BTreeSet::new();
        while let Some(id) = next.pop() {
            if reached.insert(id)
                && let Some(definition) = self.types.get(id.0)
            {
                next.extend(definition.uses().into_iter().filter_map(TypeRef::named));
            }
        }
        reached
    }
}

impl Operation {
    /// Every type that its parameters and bodies name.
    pub fn uses(&self) -> impl Iterator<Item = TypeId> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        let sent = self.body.iter().map(|body| &body.body);
        let answers = self.responses.iter();
        let bodies = sent.chain(answers.filter_map(|response| response.body.as_ref()));
        parameters
            .chain(bodies.flat_map(Body::types))
            .filter_map(TypeRef::named)
    }
}

impl TypeDef {
    /// The types that it is made of.
    #[must_use]
    pub fn uses(&self) -> Vec<&TypeRef> {
        match &self.kind {
            TypeKind::Struct(object) => {
                let rest = object.rest.iter().map(|rest| &rest.ty);
                let fields = object.fields.iter().map(|field| &field.ty);
                fields.chain(rest).collect()
            }
            TypeKind::Choice(choice) => choice.variants.iter().map(|variant| &variant.ty).collect(),
            TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            TypeKind::Alias(target) => vec![target],
            TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) | TypeKind::ClosedValues(_) => {
                Vec::new()
            }
        }
    }
}

impl TypeRef {
    /// The named type in it, however deep.
    #[must_use]
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                inner.named()
            }
            Self::Named(id) => Some(*id),
            Self::Boolean
            | Self::Integer32
            | Self::Integer64
            | Self::Unsigned64
            | Self::Number
            | Self::String
            | Self::Format(_)
            | Self::Any
            | Self::Never => None,
        }
    }
}
