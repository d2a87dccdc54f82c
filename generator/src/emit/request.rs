//! A request: its parameters as fields, and the rows that make its builder, its checks and its encoding.

use proc_macro2::{Delimiter, Group, Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Number;

use super::{
    Emitter, docs, structs,
    support::{ident, part},
    types,
};
use crate::ir::{Location, Name, Operation, Parameter, Rule, Style};

impl Emitter<'_> {
    /// The struct and its rows.
    pub(super) fn request(&self, operation: &Operation, items: &mut Vec<TokenStream>) {
        items.push(self.request_struct(operation));

        let name = ident(&operation.name.rust);
        let builder = ident(&Name::derived(&operation.name.rust, "Builder"));
        // The builder's type tells which of the required parameters are set, so those are counted first.
        let (required, optional): (Vec<_>, Vec<_>) = operation
            .parameters
            .iter()
            .partition(|parameter| parameter.required);
        let rows = required
            .into_iter()
            .chain(optional)
            .map(|parameter| self.parameter_row(parameter));
        let body = operation.body.as_ref().map(|body| self.body_row(body));
        items.push(
            self.support
                .call("request", quote!(#name, #builder; #(#rows)* #body)),
        );
    }

    fn request_struct(&self, operation: &Operation) -> TokenStream {
        let route = docs::code(&format!("{} {}", operation.method, operation.path));
        let mut lines = docs::lines(&operation.docs);
        // A text made up for want of a description names the route already.
        if !lines.first().is_some_and(|first| first.contains(&route)) {
            lines.extend(["", &route]);
        }
        let headers = self.header_line(operation);
        if let Some(headers) = &headers {
            lines.extend(["", headers]);
        }
        if operation.deprecated {
            // An attribute would have every use in generated code warn.
            lines.extend(["", "Deprecated: the specification advises against its use."]);
        }
        let docs = docs::outer(lines);
        let name = ident(&operation.name.rust);
        let fields = operation.parameters.iter().map(|parameter| {
            let docs = docs::outer(docs::lines(&parameter.docs));
            let deprecated = parameter.deprecated.then(|| quote!(#[deprecated]));
            let name = ident(&parameter.name.rust);
            let ty = self.foreign_type(&parameter.ty);
            let ty = if parameter.required {
                ty
            } else {
                self.support.option(&ty)
            };
            part(quote!(#docs #deprecated pub #name: #ty))
        });
        let body = operation.body.as_ref().map(|sent| {
            let docs = docs::outer(docs::lines(&sent.docs));
            let (field, ty) = (ident(&sent.field), self.body_type(&sent.body));
            let ty = if sent.required {
                ty
            } else {
                self.support.option(&ty)
            };
            part(quote!(#docs pub #field: #ty,))
        });
        quote! {
            #docs
            #[derive(Clone, PartialEq)]
            #[non_exhaustive]
            pub struct #name {
                #(#fields,)*
                #body
            }
        }
    }

    /// `optional limit: i64 = query "limit" { minimum(1) };`, with what differs from the defaults of its place.
    fn parameter_row(&self, parameter: &Parameter) -> Group {
        let (location, style, explode) = match parameter.location {
            Location::Path => ("path", Style::Simple, false),
            Location::Query => ("query", Style::Form, true),
            Location::Header => ("header", Style::Simple, false),
            Location::Cookie => ("cookie", Style::Form, true),
        };
        let presence = ident(if parameter.required {
            "required"
        } else {
            "optional"
        });
        let name = ident(&parameter.name.rust);
        let ty = self.foreign_type(&parameter.ty);
        let location = ident(location);
        let wire = &parameter.name.wire;
        let style = (parameter.style != style).then(|| {
            let style = ident(style_name(parameter.style));
            part(quote!(style #style))
        });
        let explode = (parameter.explode != explode).then(|| {
            let explode = parameter.explode;
            part(quote!(explode #explode))
        });
        let flag = |word, set: bool| {
            let word = ident(word);
            set.then(|| part(quote!(#word true)))
        };
        let json = flag("json", parameter.json);
        let reserved = flag("allow_reserved", parameter.allow_reserved);
        let empty = flag("allow_empty", parameter.allow_empty);
        let sensitive = parameter.sensitive.map(structs::sensitive);
        let rules = rules(&parameter.rules);
        let items = rules_of_items(&parameter.item_rules);
        part(
            quote!(#presence #name: #ty = #location #wire #style #explode #json #reserved #empty #sensitive #rules #items;),
        )
    }
}

fn rules_of_items(rules: &[Rule]) -> Option<Group> {
    self::rules(rules).map(|rules| part(quote!(items #rules)))
}

/// `{ minimum(1), maximum(100) }`, where there are any.
fn rules(rules: &[Rule]) -> Option<Group> {
    let listed = rules.iter().map(|rule| {
        let count = |count: &u64| part(Literal::u64_unsuffixed(*count).into_token_stream());
        let (name, argument) = match rule {
            Rule::Minimum(limit) => ("minimum", bound(limit)),
            Rule::Maximum(limit) => ("maximum", bound(limit)),
            Rule::ExclusiveMinimum(limit) => ("exclusive_minimum", bound(limit)),
            Rule::ExclusiveMaximum(limit) => ("exclusive_maximum", bound(limit)),
            Rule::MultipleOf(divisor) => ("multiple_of", bound(divisor)),
            Rule::MinLength(length) => ("min_length", count(length)),
            Rule::MaxLength(length) => ("max_length", count(length)),
            Rule::MinItems(items) => ("min_items", count(items)),
            Rule::MaxItems(items) => ("max_items", count(items)),
            Rule::UniqueItems => ("unique_items", part(TokenStream::new())),
        };
        let name = ident(name);
        part(quote!(#name(#argument)))
    });
    (!rules.is_empty()).then(|| Group::new(Delimiter::Brace, quote!(#(#listed),*)))
}

/// A whole number where 64 bits hold it, otherwise a number with a point.
fn bound(limit: &Number) -> Group {
    match limit.as_f64() {
        Some(float) if !limit.is_i64() && float.is_finite() => {
            types::literal(&format!("{float:?}"))
        }
        _ => types::number(limit),
    }
}

pub(super) fn style_name(style: Style) -> &'static str {
    match style {
        Style::Matrix => "matrix",
        Style::Label => "label",
        Style::Simple => "simple",
        Style::Form => "form",
        Style::SpaceDelimited => "space_delimited",
        Style::PipeDelimited => "pipe_delimited",
        Style::DeepObject => "deep_object",
    }
}
