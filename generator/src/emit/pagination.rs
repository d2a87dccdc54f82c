//! How one page leads to the next.

use proc_macro2::{Group, TokenStream};
use quote::quote;

use super::{
    Emitter, docs,
    support::{ident, part},
};
use crate::ir::{Access, Operation, Pagination, PaginationStyle, Parameter, Presence, TypeKind};

impl Emitter<'_> {
    /// `next_page`, in a block of its own.
    pub(super) fn next_page(
        &self,
        operation: &Operation,
        pagination: &Pagination,
    ) -> Option<TokenStream> {
        let parameter = operation.parameters.get(pagination.parameter)?;
        let page = self.output_type(operation);

        let field = ident(&parameter.name.rust);
        let sent = if parameter.required {
            quote!(::std::option::Option::Some(&self.#field))
        } else {
            quote!(self.#field.as_ref())
        };
        let items = access(&pagination.items);
        let count = quote!(#items.map(|items| items.len()));
        let (function, arguments) = match &pagination.style {
            PaginationStyle::NextNumber { next } => {
                let next = access(next);
                ("next_number", quote!(#sent, #next, #count))
            }
            PaginationStyle::CurrentAndLast { current, last } => {
                let (current, last) = (access(current), access(last));
                ("current_and_last", quote!(#sent, #current, #last, #count))
            }
            PaginationStyle::Cursor { next } => {
                let next = access(next);
                ("cursor", quote!(#sent, #next))
            }
            PaginationStyle::Url { next } => {
                let next = access(next);
                let wire = &parameter.name.wire;
                ("url", quote!(#wire, #sent, #next, #count))
            }
        };
        let module = self.support.item("page");
        let function = ident(function);
        let next = if parameter.required {
            quote!(next)
        } else {
            quote!(::std::option::Option::Some(next))
        };
        // Where the parameter is the only one, there is nothing else to copy.
        let others = (operation.parameters.len() > 1).then(|| quote!(, ..self.clone()));
        let allow = self
            .reads_deprecated(parameter, pagination)
            .then(|| quote!(#[allow(deprecated)]));
        let docs = docs::outer([
            "The request for the page after `page`; `None` where `page` is the last one, or leads nowhere new.",
        ]);
        let name = ident(&operation.name.rust);
        Some(quote! {
            impl #name {
                #docs
                #allow
                #[inline]
                pub fn next_page(&self, page: &#page) -> ::std::option::Option<Self> {
                    let next = #module::#function(#arguments)?;
                    ::std::option::Option::Some(Self { #field: #next #others })
                }
            }
        })
    }

    /// Whether `next_page` reads anything that the specification calls deprecated.
    fn reads_deprecated(&self, parameter: &Parameter, pagination: &Pagination) -> bool {
        let deprecated = |field: &str| {
            self.api
                .types
                .iter()
                .any(|definition| match &definition.kind {
                    TypeKind::Struct(object) => object
                        .fields
                        .iter()
                        .any(|known| known.deprecated && known.name.rust == field),
                    _ => false,
                })
        };
        let paths = match &pagination.style {
            PaginationStyle::CurrentAndLast { current, last } => [current, last],
            PaginationStyle::NextNumber { next }
            | PaginationStyle::Cursor { next }
            | PaginationStyle::Url { next } => [next, next],
        };
        parameter.deprecated
            || paths
                .into_iter()
                .chain([&pagination.items])
                .flatten()
                .any(|step| deprecated(&step.field))
    }
}

/// From `page` to a value of it: an `Option` of a reference.
fn access(path: &[Access]) -> Group {
    let steps = path.iter().map(|step| {
        let field = ident(&step.field);
        match step.presence {
            Presence::Required => quote!(.map(|at| &at.#field)),
            Presence::Nullable | Presence::Optional => quote!(.and_then(|at| at.#field.as_ref())),
            Presence::OptionalNullable => quote!(.and_then(|at| at.#field.value())),
        }
    });
    part(quote!(::std::option::Option::Some(page) #(#steps)*))
}
