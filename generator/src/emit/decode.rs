//! What an answer means, by its status.

use proc_macro2::{Group, Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use super::{
    Emitter, docs,
    support::{ident, part},
};
use crate::ir::{Body, Operation, Response, Status};

impl Emitter<'_> {
    /// One entry of `OperationInfo::responses`.
    pub(super) fn response_info(&self, response: &Response) -> Group {
        let info = self.support.item("ResponseInfo");
        let status = match response.status {
            Status::Exact(status) => status.to_string(),
            Status::Range(hundreds) => format!("{hundreds}XX"),
            Status::Default => "default".to_owned(),
        };
        match &response.body {
            Some(body) => {
                let ty = self.foreign_type(&body.ty);
                let media_type = &body.media_type;
                part(quote!(#info::json::<#ty>(#status, #media_type)))
            }
            None => part(quote!(#info::empty(#status))),
        }
    }

    /// What `decode` gives for a success: the body's type where one success is documented, an enum where there are several.
    pub(super) fn output_type(&self, operation: &Operation) -> Group {
        match common_success(&successes(operation)) {
            Some(Some(body)) => self.foreign_type(&body.ty),
            Some(None) => part(quote!(())),
            None => part(output_name(operation).into_token_stream()),
        }
    }

    /// `fn decode_response` of `impl Operation`.
    pub(super) fn decode(&self, operation: &Operation) -> Group {
        let (response, decoded) = (self.support.item("Response"), self.support.item("Decoded"));
        let successes = successes(operation);
        let common = common_success(&successes).is_some();
        let mut arms = Vec::new();
        let mut otherwise = part(quote!(response.undocumented()));
        for response in &operation.responses {
            let success = successes
                .iter()
                .any(|success| success.status == response.status);
            let outcome = outcome(operation, response, success.then_some(common));
            match response.status {
                Status::Exact(status) => {
                    let status = Literal::u16_unsuffixed(status);
                    arms.push(part(quote!(#status => #outcome,)));
                }
                Status::Range(hundreds) => {
                    let (first, last) = (u16::from(hundreds) * 100, u16::from(hundreds) * 100 + 99);
                    let (first, last) = (
                        Literal::u16_unsuffixed(first),
                        Literal::u16_unsuffixed(last),
                    );
                    arms.push(part(quote!(#first..=#last => #outcome,)));
                }
                Status::Default => otherwise = outcome,
            }
        }
        let body = if arms.is_empty() {
            otherwise
        } else {
            part(quote! {
                match response.status() {
                    #(#arms)*
                    _ => #otherwise,
                }
            })
        };
        part(quote! {
            #[inline]
            fn decode_response(response: &#response<'_>) -> #decoded<Self> {
                #body
            }
        })
    }

    /// The enum of several successes, where there are several, and the enum of errors.
    pub(super) fn outcomes(&self, operation: &Operation, items: &mut Vec<TokenStream>) {
        let successes = successes(operation);
        if common_success(&successes).is_none() {
            let intro = format!(
                "What [`{}`] answers where it succeeds.",
                operation.name.rust
            );
            items.push(self.outcome_enum(&output_name(operation), &intro, &successes));
        }
        let errors: Vec<_> = operation
            .responses
            .iter()
            .filter(|response| {
                successes
                    .iter()
                    .all(|success| success.status != response.status)
            })
            .collect();
        let nothing = if errors.is_empty() { ": nothing" } else { "" };
        let intro = format!(
            "What the specification says of answers to [`{}`] that are no success{nothing}.",
            operation.name.rust
        );
        items.push(self.outcome_enum(&error_name(operation), &intro, &errors));
    }

    fn outcome_enum(&self, name: &Ident, intro: &str, responses: &[&Response]) -> TokenStream {
        let docs = docs::outer([intro]);
        let variants = responses.iter().map(|response| {
            let docs = response_docs(response);
            let name = ident(&response.name.rust);
            let payload = response.body.as_ref().map(|body| {
                let ty = self.foreign_type(&body.ty);
                part(quote!((#ty)))
            });
            part(quote!(#docs #name #payload))
        });
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
            }
        }
    }
}

/// What is made of a response. Of a success it is known whether all successes have one type.
fn outcome(operation: &Operation, response: &Response, success: Option<bool>) -> Group {
    let variant = ident(&response.name.rust);
    let (output, error) = (output_name(operation), error_name(operation));
    part(match (success, &response.body) {
        (None, Some(_)) => quote!(response.failure(#error::#variant)),
        (None, None) => quote!(response.failure_empty(#error::#variant)),
        (Some(true), Some(_)) => quote!(response.success()),
        (Some(true), None) => quote!(response.success_empty(())),
        (Some(false), Some(_)) => quote!(response.success_as(#output::#variant)),
        (Some(false), None) => quote!(response.success_empty(#output::#variant)),
    })
}

/// The documented successes; `lower` has seen to it that there is one.
pub(super) fn successes(operation: &Operation) -> Vec<&Response> {
    let success = |status| matches!(status, Status::Exact(200..=299) | Status::Range(2));
    operation
        .responses
        .iter()
        .filter(|response| success(response.status))
        .collect()
}

/// The body that all successes have, where they have the same; otherwise an enum tells them apart.
fn common_success<'a>(successes: &[&'a Response]) -> Option<Option<&'a Body>> {
    let (first, others) = successes.split_first()?;
    let ty = |response: &'a Response| response.body.as_ref().map(|body| &body.ty);
    others
        .iter()
        .all(|other| ty(other) == ty(first))
        .then_some(first.body.as_ref())
}

fn response_docs(response: &Response) -> Group {
    let status = match response.status {
        Status::Exact(status) => status.to_string(),
        Status::Range(hundreds) => format!("{hundreds}XX"),
        Status::Default => "Any other status".to_owned(),
    };
    docs::about(&status, &response.docs)
}

fn output_name(operation: &Operation) -> Ident {
    ident(&format!("{}Output", operation.name.rust))
}

fn error_name(operation: &Operation) -> Ident {
    ident(&format!("{}Error", operation.name.rust))
}

#[cfg(test)]
mod tests {
    use super::super::{Options, emit};
    use crate::{
        ir::{Api, Body, Docs, Name, Operation, Response, Status, TypeRef},
        render,
    };

    fn name(text: &str) -> Name {
        Name {
            wire: text.to_owned(),
            rust: text.to_owned(),
        }
    }

    fn response(status: Status, variant: &str, ty: Option<TypeRef>) -> Response {
        let body = |ty| Body {
            media_type: "application/json".to_owned(),
            ty,
            origin: String::new(),
        };
        Response {
            status,
            name: name(variant),
            docs: Docs::default(),
            body: ty.map(body),
        }
    }

    fn operations(responses: Vec<Response>) -> String {
        let operation = Operation {
            name: name("Get"),
            docs: Docs::default(),
            method: "GET".to_owned(),
            path: "/".to_owned(),
            origin: String::new(),
            servers: Vec::new(),
            parameters: Vec::new(),
            security: Vec::new(),
            responses,
            pagination: None,
            deprecated: false,
        };
        let api = Api {
            name: name("case"),
            source: String::new(),
            title: String::new(),
            docs: Docs::default(),
            servers: Vec::new(),
            security_schemes: Vec::new(),
            types: Vec::new(),
            operations: vec![operation],
        };
        render::rust("", emit(&api, &Options::default()).operations())
    }

    #[test]
    fn successes_of_different_types_are_an_enum() {
        let text = operations(vec![
            response(Status::Exact(200), "Ok", Some(TypeRef::String)),
            response(Status::Exact(204), "NoContent", None),
        ]);
        for expected in [
            "    type Output = GetOutput;\n",
            "            200 => response.success_as(GetOutput::Ok),\n",
            "            204 => response.success_empty(GetOutput::NoContent),\n",
            "pub enum GetOutput {\n    /// 200\n    Ok(::std::string::String),\n    /// 204\n    NoContent,\n}\n",
        ] {
            assert!(text.contains(expected), "{expected} is not in {text}");
        }
    }

    #[test]
    fn successes_of_one_type_are_that_type() {
        let text = operations(vec![
            response(Status::Exact(200), "Ok", Some(TypeRef::String)),
            response(Status::Range(2), "Success", Some(TypeRef::String)),
        ]);
        for expected in [
            "    type Output = ::std::string::String;\n",
            "            200 => response.success(),\n",
            "            200..=299 => response.success(),\n",
        ] {
            assert!(text.contains(expected), "{expected} is not in {text}");
        }
        assert!(!text.contains("GetOutput"), "{text}");
    }
}
