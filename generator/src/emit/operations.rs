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
        self.outcomes(operation, &mut items);
        items
    }

    /// `impl Operation`: everything that the runtime needs to know of an operation.
    fn facts(&self, operation: &Operation) -> TokenStream {
        let name = ident(&operation.name.rust);
        let contract = self.support.item("Operation");
        let info = self.support.item("OperationInfo");
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
            .flat_map(|response| self.response_infos(response));
        let output = self.output_type(operation);
        let error = ident(&Name::derived(&operation.name.rust, "Error"));
        let decode = self.decode(operation);
        quote! {
            impl #contract for #name {
                const INFO: #info = #info {
                    id: #id,
                    method: #method,
                    path: #path,
                    servers: #servers,
                    security: &[#(#security),*],
                    responses: &[#(#responses),*],
                };
                type Output = #output;
                type Error = #error;
                #decode
            }
        }
    }
}
