//! Bodies: their types, and the enums of several contents.

use proc_macro2::{Group, TokenStream};
use quote::{ToTokens, quote};

use super::{
    Emitter, docs,
    request::style_name,
    support::{ident, part},
};
use crate::ir::{Body, Content, Operation, Payload, PropertyEncoding, RequestBody};

impl Emitter<'_> {
    /// The type of a body.
    pub(super) fn body_type(&self, body: &Body) -> Group {
        match (&body.choice, body.contents.as_slice()) {
            (Some(name), _) => part(ident(&name.rust).into_token_stream()),
            (None, [content, ..]) => self.content_type(content),
            (None, []) => part(quote!(())),
        }
    }

    fn content_type(&self, content: &Content) -> Group {
        match &content.payload {
            Payload::Json(ty) | Payload::Form(ty, _) | Payload::Multipart(ty, _) => {
                self.foreign_type(ty)
            }
            Payload::Text => self.support.string(),
            Payload::Bytes => self.support.item("Bytes"),
            Payload::File => self.support.item("Binary"),
        }
    }

    /// `required_body body: Call = json "application/json";`
    pub(super) fn body_row(&self, sent: &RequestBody) -> Group {
        let presence = ident(if sent.required {
            "required_body"
        } else {
            "optional_body"
        });
        let (field, ty) = (ident(&sent.field), self.body_type(&sent.body));
        let way = match (&sent.body.choice, sent.body.contents.as_slice()) {
            (None, [content, ..]) => way(content),
            _ => part(quote!(choice)),
        };
        part(quote!(#presence #field: #ty = #way;))
    }

    /// The header fields of an operation's answers, for its docs.
    pub(super) fn header_line(&self, operation: &Operation) -> Option<String> {
        let mut numbers: Vec<usize> = operation
            .responses
            .iter()
            .flat_map(|response| response.headers.iter().copied())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let headers = numbers
            .iter()
            .filter_map(|number| self.api.headers.get(*number));
        let names: Vec<String> = headers
            .map(|header| docs::code(&header.name.wire))
            .collect();
        (!names.is_empty()).then(|| format!("Answers have header fields: {}.", names.join(", ")))
    }

    /// The enums of several contents: that of the request, and those of the answers.
    pub(super) fn choices(&self, operation: &Operation, items: &mut Vec<TokenStream>) {
        if let Some(sent) = &operation.body {
            let intro = format!("The body of [`{}`]: one of its forms.", operation.name.rust);
            self.contents(&sent.body, &intro, "request_body", items);
        }
        let mut known = Vec::new();
        for response in &operation.responses {
            let Some((body, name)) = response
                .body
                .as_ref()
                .and_then(|body| Some((body, body.choice.as_ref()?)))
            else {
                continue;
            };
            if !known.contains(&name) {
                known.push(name);
                let intro = format!(
                    "What an answer to [`{}`] holds: one of its forms.",
                    operation.name.rust
                );
                self.contents(body, &intro, "response_body", items);
            }
        }
    }

    fn contents(
        &self,
        body: &Body,
        intro: &str,
        rows_of: &'static str,
        items: &mut Vec<TokenStream>,
    ) {
        let Some(name) = &body.choice else {
            return;
        };
        let name = ident(&name.rust);
        let docs = docs::outer([intro]);
        let variants = body.contents.iter().map(|content| {
            let docs = docs::outer([docs::code(&content.name.wire).as_str()]);
            let (variant, ty) = (ident(&content.name.rust), self.content_type(content));
            part(quote!(#docs #variant(#ty)))
        });
        items.push(quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
            }
        });
        let rows = body.contents.iter().map(|content| {
            let (variant, ty, way) = (
                ident(&content.name.rust),
                self.content_type(content),
                way(content),
            );
            part(quote!(#variant(#ty) = #way;))
        });
        items.push(self.support.call(rows_of, quote!(#name; #(#rows)*)));
    }
}

/// `json "application/json"`, with what is said of properties.
fn way(content: &Content) -> Group {
    let (word, encodings): (_, &[PropertyEncoding]) = match &content.payload {
        Payload::Json(_) => ("json", &[]),
        Payload::Form(_, encodings) => ("form", encodings),
        Payload::Multipart(_, encodings) => ("multipart", encodings),
        Payload::Text => ("text", &[]),
        Payload::Bytes => ("bytes", &[]),
        Payload::File => ("file", &[]),
    };
    let (word, media_type) = (ident(word), &content.name.wire);
    let encodings = (!encodings.is_empty()).then(|| {
        let encodings = encodings.iter().map(encoding);
        part(quote!({ #(#encodings),* }))
    });
    part(quote!(#word #media_type #encodings))
}

/// `"avatar" content_type("image/png")`, `"tags" pipe_delimited(false)`
fn encoding(encoding: &PropertyEncoding) -> Group {
    let name = &encoding.name;
    let content_type = encoding
        .content_type
        .as_ref()
        .map(|text| quote!(content_type(#text)));
    let style = encoding.style.map(|(style, explode)| {
        let style = ident(style_name(style));
        quote!(#style(#explode))
    });
    let reserved = encoding.allow_reserved.then(|| quote!(allow_reserved()));
    part(quote!(#name #content_type #style #reserved))
}
