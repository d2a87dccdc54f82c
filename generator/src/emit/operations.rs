//! Operations: the request, its builder, what is known of it, and its outcomes.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Emitter,
    support::{ident, part},
};
use crate::ir::{Name, Operation};

impl Emitter<'_> {
    /// The items of one operation.
    pub(super) fn operation(&self, operation: &Operation) -> Vec<TokenStream> {
        let mut items = Vec::new();
        self.request(operation, &mut items);
        items.push(self.facts(operation));
        items.extend(
            operation
                .pagination
                .as_ref()
                .and_then(|pagination| self.next_page(operation, pagination)),
        );
        self.choices(operation, &mut items);
        items.extend(self.output_enum(operation));
        items
    }

    /// The rows of `operation!`: everything that the runtime needs to know of an operation, and the enum of its errors.
    fn facts(&self, operation: &Operation) -> TokenStream {
        let name = ident(&operation.name.rust);
        let error = ident(&Name::derived(&operation.name.rust, "Error"));
        let output = self.output_type(operation);
        let (id, method, path) = (&operation.name.wire, &operation.method, &operation.path);
        let root = &self.root;
        let servers = if operation.servers.is_empty() {
            part(quote!(#root::SERVERS))
        } else {
            self.server_list(&operation.servers)
        };
        let security = operation.security.iter().map(|alternative| {
            let schemes = alternative
                .iter()
                .filter_map(|scheme| self.api.security_schemes.get(*scheme))
                .map(|scheme| {
                    let scheme = ident(&scheme.name.rust);
                    part(quote!(#root::security::#scheme))
                });
            part(quote!(&[#(#schemes),*]))
        });
        let responses = operation
            .responses
            .iter()
            .flat_map(|response| self.response_rows(response));
        let outcomes = self.outcome_rows(operation);
        self.support.call(
            "operation",
            quote! {
                #name, #error, #output;
                #id, #method, #path, #servers, &[#(#security),*];
                #(#responses)*
                #(#outcomes)*
            },
        )
    }
}
