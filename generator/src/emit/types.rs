//! Uses of types, and JSON as tokens.

use proc_macro2::{Delimiter, Group, Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::{Number, Value};

use super::{
    Emitter,
    support::{ident, part},
};
use crate::ir::{Presence, TypeDef, TypeRef};

impl Emitter<'_> {
    /// The type as `models.rs` spells it, where the named types are.
    pub(super) fn model_type(&self, ty: &TypeRef) -> Group {
        self.type_in(ty, &self.models)
    }

    /// The type as the other files spell it.
    pub(super) fn foreign_type(&self, ty: &TypeRef) -> Group {
        self.type_in(ty, &self.foreign)
    }

    /// The type of a property of type `ty`, presence included.
    pub(super) fn property_type(&self, ty: &Group, presence: Presence) -> Group {
        match presence {
            Presence::Required => ty.clone(),
            Presence::Nullable | Presence::Optional => self.support.option(ty),
            Presence::OptionalNullable => self.support.presence(ty),
        }
    }

    /// Another name for a type.
    pub(super) fn alias(&self, definition: &TypeDef, target: &TypeRef) -> TokenStream {
        let docs = self.type_docs(definition);
        let name = ident(&definition.name.rust);
        let target = self.model_type(target);
        quote!(#docs pub type #name = #target;)
    }

    /// The type, where the named types are spelled as in `models`.
    fn type_in(&self, ty: &TypeRef, models: &[Group]) -> Group {
        match ty {
            TypeRef::Boolean => part(quote!(bool)),
            TypeRef::Integer32 => part(quote!(i32)),
            TypeRef::Integer64 => part(quote!(i64)),
            TypeRef::Unsigned64 => part(quote!(u64)),
            TypeRef::Number => part(quote!(f64)),
            TypeRef::String => self.support.string(),
            TypeRef::Format(format) => self.support.format(*format),
            TypeRef::Any => self.support.any(),
            TypeRef::Never => self.support.item("Never"),
            TypeRef::List(item) => self.support.vec(&self.type_in(item, models)),
            TypeRef::Map(value) => self.support.map(&self.type_in(value, models)),
            TypeRef::Nullable(value) => self.support.option(&self.type_in(value, models)),
            TypeRef::Boxed(value) => self.support.boxed(&self.type_in(value, models)),
            TypeRef::Named(id) => models
                .get(id.0)
                // The IR holds no other ids; should it ever, any JSON is the widest reading.
                .map_or_else(|| self.support.any(), Group::clone),
        }
    }
}

/// `{ "keyword": json, … }`, or nothing where there are none.
pub(super) fn keywords(keywords: &[(String, Value)]) -> Option<Group> {
    if keywords.is_empty() {
        return None;
    }
    Some(object(keywords.iter().map(|(key, value)| (key, value))))
}

/// `{ "member": json, … }`
fn object<'a>(members: impl Iterator<Item = (&'a String, &'a Value)>) -> Group {
    let members = members.map(|(key, value)| {
        let value = json(value);
        part(quote!(#key: #value))
    });
    Group::new(Delimiter::Brace, quote!(#(#members),*))
}

pub(super) fn json(value: &Value) -> Group {
    match value {
        Value::Null => part(quote!(null)),
        Value::Bool(value) => part(quote!(#value)),
        Value::Number(value) => json_number(value),
        Value::String(value) => part(quote!(#value)),
        Value::Array(items) => {
            let items = items.iter().map(json);
            Group::new(Delimiter::Bracket, quote!(#(#items),*))
        }
        Value::Object(members) => object(members.iter()),
    }
}

/// A number among JSON, where the compiler takes one without a suffix for an `i32`.
fn json_number(value: &Number) -> Group {
    match (value.as_i64(), value.as_u64()) {
        (Some(integer), _) if i32::try_from(integer).is_err() => {
            part(Literal::i64_suffixed(integer).into_token_stream())
        }
        (None, Some(integer)) => part(Literal::u64_suffixed(integer).into_token_stream()),
        _ => number(value),
    }
}

/// A number as the document types it: JSON's numbers are Rust's, and without a suffix each takes the type of its place.
pub(super) fn number(value: &Number) -> Group {
    literal(&value.to_string())
}

/// A number as it is to be spelled.
pub(super) fn literal(number: &str) -> Group {
    let literal: Literal = number
        .parse()
        // Only a number beyond what JSON can say gets here.
        .unwrap_or_else(|_| Literal::f64_unsuffixed(f64::MAX));
    part(literal.into_token_stream())
}
