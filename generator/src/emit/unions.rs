//! One of several types.

use proc_macro2::{Group, Ident, TokenStream};
use quote::quote;

use super::{
    Emitter, docs,
    support::{ident, part},
    types,
};
use crate::ir::{JsonType, TypeDef, Union, UnionKeyword, UnionTest, UnionVariant};

impl Emitter<'_> {
    /// The enum, and the rows that tell its branches apart.
    pub(super) fn union(&self, definition: &TypeDef, union: &Union, items: &mut Vec<TokenStream>) {
        let docs = self.type_docs(definition);
        let name = ident(&definition.name.rust);
        let variants = union.variants.iter().map(|variant| {
            let docs = docs::outer(docs::lines(&variant.docs));
            let name = ident(&variant.name.rust);
            let ty = self.model_type(&variant.ty);
            part(quote!(#docs #name(#ty)))
        });
        let any = self.support.any();
        let unknown = union.open.then(|| {
            let docs = docs::outer([
                "A value that no branch of the specification knows, as the wire had it.",
            ]);
            part(quote!(#docs Unknown(#any),))
        });
        items.push(quote! {
            #docs
            #[derive(Clone, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                #unknown
            }
        });

        let keyword = keyword(union.keyword);
        let word = ident(if union.untagged { "untagged" } else { "open" });
        let open = union.open.then(|| quote!(#word));
        let rows = union.variants.iter().map(|variant| self.branch(variant));
        items.push(
            self.support
                .call("union", quote!(#name #keyword #open; #(#rows)*)),
        );
    }

    fn branch(&self, variant: &UnionVariant) -> Group {
        let name = ident(&variant.name.rust);
        let ty = self.model_type(&variant.ty);
        let test = match &variant.test {
            UnionTest::Type(json) => {
                let json = ident(type_name(*json));
                part(quote!(#json))
            }
            UnionTest::Tag { key, values } => part(quote!(tag #key in [#(#values),*])),
            UnionTest::HasKey(key) => part(quote!(key #key)),
        };
        let keywords = types::keywords(&variant.keywords);
        part(quote!(#name(#ty) if #test #keywords;))
    }
}

/// The word of the macros for a keyword.
pub(super) fn keyword(keyword: UnionKeyword) -> Ident {
    ident(match keyword {
        UnionKeyword::OneOf => "one_of",
        UnionKeyword::AnyOf => "any_of",
    })
}

fn type_name(json: JsonType) -> &'static str {
    match json {
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}
