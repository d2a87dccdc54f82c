//! Values out of a list.

use proc_macro2::{Delimiter, Group, Literal, TokenStream};
use quote::quote;

use super::{
    Emitter, docs,
    support::{ident, part},
    types,
};
use crate::ir::{ClosedValues, IntegerEnum, StringEnum, TypeDef, Variant};

impl Emitter<'_> {
    /// A string out of a list.
    pub(super) fn string_enum(
        &self,
        definition: &TypeDef,
        values: &StringEnum,
        items: &mut Vec<TokenStream>,
    ) {
        let string = self.support.string();
        let variants = values
            .variants
            .iter()
            .map(|variant| declaration(variant, &docs::code(&variant.name.wire)));
        let unknown = (!values.closed).then(|| {
            let docs =
                docs::outer(["A value that the specification does not list, as the wire had it."]);
            quote!(#docs Unknown(#string),)
        });
        let attributes = if values.closed {
            part(quote!(#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]))
        } else {
            part(quote!(#[derive(Clone, Debug, PartialEq, Eq, Hash)] #[non_exhaustive]))
        };
        items.push(self.listed(definition, &attributes, quote!(#(#variants,)* #unknown)));

        let name = ident(&definition.name.rust);
        let rows = values.variants.iter().map(|variant| {
            let name = ident(&variant.name.rust);
            let wire = &variant.name.wire;
            part(quote!(#name = #wire;))
        });
        let implementation = if values.closed {
            "closed_string_enum"
        } else {
            "string_enum"
        };
        let any = values.any.then(|| quote!(any));
        items.push(
            self.support
                .call(implementation, quote!(#name #any; #(#rows)*)),
        );
    }

    /// An integer out of a list.
    pub(super) fn integer_enum(
        &self,
        definition: &TypeDef,
        values: &IntegerEnum,
        items: &mut Vec<TokenStream>,
    ) {
        let variants = values
            .variants
            .iter()
            .map(|(value, variant)| declaration(variant, &docs::code(&value.to_string())));
        let docs = docs::outer(["A value that the specification does not list."]);
        let attributes =
            part(quote!(#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)] #[non_exhaustive]));
        items.push(self.listed(
            definition,
            &attributes,
            quote!(#(#variants,)* #docs Unknown(i64),),
        ));

        let name = ident(&definition.name.rust);
        let rows = values.variants.iter().map(|(value, variant)| {
            let name = ident(&variant.name.rust);
            let value = Literal::i64_unsuffixed(*value);
            part(quote!(#name = #value;))
        });
        items.push(self.support.call("integer_enum", quote!(#name; #(#rows)*)));
    }

    /// A value out of a closed list that is not one of strings.
    pub(super) fn closed_values(
        &self,
        definition: &TypeDef,
        values: &ClosedValues,
        items: &mut Vec<TokenStream>,
    ) {
        let docs = self.type_docs(definition);
        let name = ident(&definition.name.rust);
        let ty = self.model_type(&values.ty);
        items.push(quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name {
                value: #ty,
            }
        });
        let values = values.values.iter().map(types::json);
        let rows = quote!(#name: #ty = [#(#values),*];);
        items.push(self.support.call("closed_values", rows));
    }

    fn listed(
        &self,
        definition: &TypeDef,
        attributes: &Group,
        variants: TokenStream,
    ) -> TokenStream {
        let docs = self.type_docs(definition);
        let name = ident(&definition.name.rust);
        let variants = Group::new(Delimiter::Brace, variants);
        quote!(#docs #attributes pub enum #name #variants)
    }
}

/// One variant: the value first, then what it means.
fn declaration(variant: &Variant, value: &str) -> Group {
    let docs = docs::about(value, &variant.docs);
    let name = ident(&variant.name.rust);
    part(quote!(#docs #name))
}
