//! Objects with known properties.

use proc_macro2::{Group, TokenStream};
use quote::quote;

use super::{
    Emitter, docs,
    support::{ident, part},
    types,
};
use crate::ir::{Field, Name, Presence, Rest, Sensitivity, Struct, TypeDef};

impl Emitter<'_> {
    /// The struct, and the rows that make everything else of it.
    pub(super) fn object(
        &self,
        definition: &TypeDef,
        object: &Struct,
        items: &mut Vec<TokenStream>,
    ) {
        let name = ident(&definition.name.rust);
        let docs = self.type_docs(definition);
        let inner: Vec<_> = object
            .fields
            .iter()
            .map(|field| self.model_type(&field.ty))
            .collect();
        let fields = object.fields.iter().zip(&inner).map(|(field, ty)| {
            let docs = docs::outer(docs::lines(&field.docs));
            let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
            let name = ident(&field.name.rust);
            let ty = self.property_type(ty, field.presence);
            part(quote!(#docs #deprecated pub #name: #ty))
        });
        let mut fields: Vec<_> = fields.collect();
        fields.push(match &object.rest {
            None => {
                let undocumented = self.support.item("Undocumented");
                let kept = docs::outer([
                    "Properties that the specification does not document; kept only under the feature `undocumented`.",
                ]);
                part(quote!(#kept pub undocumented: #undocumented))
            }
            Some(rest) => {
                let docs = docs::outer(docs::lines(&rest.docs));
                let name = ident(&rest.name.rust);
                let map = self.support.map(&self.model_type(&rest.ty));
                part(quote!(#docs pub #name: #map))
            }
        });
        items.push(quote! {
            #docs
            #[derive(Clone, PartialEq)]
            #[non_exhaustive]
            pub struct #name {
                #(#fields,)*
            }
        });

        let builder = ident(&Name::derived(&definition.name.rust, "Builder"));
        let keywords = types::keywords(&object.keywords);
        let rows = object
            .fields
            .iter()
            .zip(&inner)
            .map(|(field, ty)| row(field, ty));
        let rest = object.rest.as_ref().map(|rest| self.rest(rest));
        items.push(
            self.support
                .call("object", quote!(#name, #builder #keywords #rest; #(#rows)*)),
        );
    }

    fn rest(&self, rest: &Rest) -> Group {
        let name = ident(&rest.name.rust);
        let ty = self.model_type(&rest.ty);
        let sensitive = rest.sensitive.map(|kind| {
            let kind = sensitive(kind);
            quote!(= #kind)
        });
        let keywords = types::keywords(&rest.keywords);
        part(quote!(rest #name: #ty #sensitive #keywords))
    }
}

fn row(field: &Field, ty: &Group) -> Group {
    let presence = ident(match field.presence {
        Presence::Required => "required",
        Presence::Nullable => "nullable",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "optional_nullable",
    });
    let name = ident(&field.name.rust);
    let wire = &field.name.wire;
    let sensitive = field.sensitive.map(sensitive);
    let keywords = types::keywords(&field.keywords);
    part(quote!(#presence #name: #ty = #wire #sensitive #keywords;))
}

/// `sensitive "phone"`: what `Debug` shows in place of the value.
pub(super) fn sensitive(sensitivity: Sensitivity) -> Group {
    let kind = match sensitivity {
        Sensitivity::Phone => "phone",
        Sensitivity::Name => "name",
        Sensitivity::Email => "email",
        Sensitivity::Text => "text",
        Sensitivity::Url => "url",
        Sensitivity::Secret => "secret",
    };
    part(quote!(sensitive #kind))
}
