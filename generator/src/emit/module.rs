//! `mod.rs` of a provider, and the one above all providers.

use proc_macro2::{Group, TokenStream};
use quote::quote;

use super::{
    Emitter, Options, docs,
    support::{Support, ident, part},
};
use crate::ir::{HeaderForm, Location, Name, SecurityKind, SecurityScheme, Server};

impl Emitter<'_> {
    /// `mod.rs`: the provider's facts, and the table of its operations.
    #[must_use]
    pub fn module(&self) -> Vec<TokenStream> {
        let mut items = vec![
            docs::inner(docs::lines(&self.api.docs)),
            quote!(
                pub mod models;
            ),
            quote!(
                pub mod operations;
            ),
        ];
        // An import of nothing draws a warning.
        if !self.api.types.is_empty() {
            let condition = self.any_type_condition();
            items.push(quote!(#condition pub use models::*;));
        }
        if !self.api.operations.is_empty() {
            let condition = self.any_condition();
            items.push(quote!(#condition pub use operations::*;));
        }
        if self.is_crate {
            let runtime = self.support.root();
            items.push(quote!(pub use #runtime;));
        }
        items.extend([self.servers(), self.security()]);
        items.extend(self.headers());
        items.push(self.table());
        items
    }

    /// A module with a constant for each header field of answers, where there are any.
    fn headers(&self) -> Option<TokenStream> {
        let docs = docs::outer(["The header fields that answers carry."]);
        let headers = self.api.headers.iter().map(|header| {
            let docs = docs::about(&docs::code(&header.name.wire), &header.docs);
            let (name, wire) = (ident(&header.name.rust), &header.name.wire);
            let (header_type, ty) = (self.support.item("Header"), self.foreign_type(&header.ty));
            let form = ident(match header.form {
                HeaderForm::Single => "single",
                HeaderForm::List => "list",
                HeaderForm::Json => "json",
            });
            quote!(#docs pub const #name: #header_type<#ty> = #header_type::#form(#wire);)
        });
        (!self.api.headers.is_empty()).then(|| quote!(#docs pub mod headers { #(#headers)* }))
    }

    fn servers(&self) -> TokenStream {
        let docs = docs::outer([
            "The servers that the specification names; the first one is used unless the configuration says otherwise.",
        ]);
        let server = self.support.item("Server");
        let servers = self.server_list(&self.api.servers);
        quote!(#docs pub const SERVERS: &[#server] = #servers;)
    }

    /// `&[Server::new("https://…"), …]`
    pub(super) fn server_list(&self, servers: &[Server]) -> Group {
        let servers = servers.iter().map(|server| {
            let (ty, url) = (self.support.item("Server"), &server.url);
            let variable = self.support.item("ServerVariable");
            let variables = server.variables.iter().map(|each| {
                let (name, default, values) = (&each.name, &each.default, &each.values);
                part(quote!(#variable::new(#name, #default, &[#(#values),*])))
            });
            let with =
                (!server.variables.is_empty()).then(|| part(quote!(.with(&[#(#variables),*]))));
            part(quote!(#ty::new(#url) #with))
        });
        part(quote!(&[#(#servers),*]))
    }

    fn security(&self) -> TokenStream {
        let docs = docs::outer(["How a caller proves who is calling."]);
        let schemes = self.api.security_schemes.iter().map(Self::scheme);
        let scheme = self.support.item("SecurityScheme");
        let import = (!self.api.security_schemes.is_empty()).then(|| quote!(use #scheme;));
        quote!(#docs pub mod security { #import #(#schemes)* })
    }

    /// A constant, in a module of its own where no other name can be `SecurityScheme`.
    fn scheme(scheme: &SecurityScheme) -> TokenStream {
        let docs = docs::about(&docs::code(&scheme.name.wire), &scheme.docs);
        let name = ident(&scheme.name.rust);
        let ty = ident("SecurityScheme");
        let key = &scheme.name.wire;
        let value = match &scheme.kind {
            SecurityKind::Http { scheme } => quote!(#ty::http(#key, #scheme)),
            SecurityKind::Basic => quote!(#ty::basic(#key)),
            SecurityKind::Connection => quote!(#ty::connection(#key)),
            SecurityKind::ApiKey {
                location,
                parameter,
            } => {
                let constructor = ident(match location {
                    Location::Query => "api_key_query",
                    Location::Cookie => "api_key_cookie",
                    Location::Header | Location::Path => "api_key_header",
                });
                quote!(#ty::#constructor(#key, #parameter))
            }
        };
        quote!(#docs pub const #name: #ty = #value;)
    }

    fn table(&self) -> TokenStream {
        let docs = docs::outer(["Every operation of the specification, in its order."]);
        let (info, operation) = (
            self.support.item("OperationInfo"),
            self.support.item("Operation"),
        );
        let operations = self.api.operations.iter().enumerate();
        let operations = operations.map(|(number, each)| {
            let (condition, name) = (self.operation_condition(number), ident(&each.name.rust));
            part(quote!(#condition <operations::#name as #operation>::INFO))
        });
        quote!(#docs pub const OPERATIONS: &[#info] = &[#(#operations),*];)
    }
}

/// `providers/mod.rs`: a module for each provider, where its feature is on, and the table of all.
#[must_use]
pub fn providers(names: &[Name], options: &Options) -> Vec<TokenStream> {
    let info = Support::new(&options.support).item("ProviderInfo");
    let mut items = vec![docs::inner([
        "The providers, each behind the feature of its name.",
    ])];
    items.extend(names.iter().map(|name| {
        let (feature, module) = (&name.rust, ident(&name.rust));
        quote!(#[cfg(feature = #feature)] pub mod #module;)
    }));
    let entries = names.iter().map(|name| {
        let (feature, module) = (&name.rust, ident(&name.rust));
        quote!(#[cfg(feature = #feature)] #info { name: #feature, operations: #module::OPERATIONS },)
    });
    let docs = docs::outer(["Every provider that this build holds, by name."]);
    items.push(quote!(#docs pub const PROVIDERS: &[#info] = &[#(#entries)*];));
    items
}
