//! One of several types that no test tells apart.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Emitter,
    support::{ident, part},
    types,
    unions::keyword,
};
use crate::ir::{Choice, TypeDef};

impl Emitter<'_> {
    /// The struct that holds the value, and the rows of its readings.
    pub(super) fn choice(
        &self,
        definition: &TypeDef,
        choice: &Choice,
        items: &mut Vec<TokenStream>,
    ) {
        let docs = self.type_docs(definition);
        let name = ident(&definition.name.rust);
        let any = self.support.any();
        items.push(quote! {
            #docs
            #[derive(Clone, PartialEq)]
            pub struct #name {
                value: #any,
            }
        });
        let keyword = keyword(choice.keyword);
        let rows = choice.variants.iter().map(|variant| {
            let ty = self.model_type(&variant.ty);
            let stem = variant.name.rust.trim_end_matches('_');
            let read = ident(&format!("as_{stem}"));
            let write = ident(&format!("from_{stem}"));
            let keywords = types::keywords(&variant.keywords);
            part(quote!(#ty: #read, #write #keywords;))
        });
        items.push(
            self.support
                .call("choice", quote!(#name #keyword; #(#rows)*)),
        );
    }
}
