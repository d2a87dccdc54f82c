//! What an answer means, by its status.

use proc_macro2::{Group, Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use super::{
    Emitter, docs,
    support::{ident, part},
};
use crate::ir::{Body, Name, Operation, Outcome, Payload, Response, Status};

/// What an operation's successes give.
enum Output<'a> {
    /// Nothing is documented: the answer as it comes.
    Raw,
    /// They have one type, or none of them has a body.
    One(Option<&'a Body>),
    /// An enum tells them apart.
    Several,
}

impl Emitter<'_> {
    /// The entries of `OperationInfo::responses`: one for each content of a response.
    pub(super) fn response_infos(&self, response: &Response) -> Vec<Group> {
        let info = self.support.item("ResponseInfo");
        let status = match response.status {
            Status::Exact(status) => status.to_string(),
            Status::Range(hundreds) => format!("{hundreds}XX"),
            Status::Default => "default".to_owned(),
        };
        let Some(body) = &response.body else {
            return vec![part(quote!(#info::empty(#status)))];
        };
        let contents = body.contents.iter().map(|content| {
            let media_type = &content.name.wire;
            match &content.payload {
                Payload::Json(ty) => {
                    let ty = self.foreign_type(ty);
                    part(quote!(#info::json::<#ty>(#status, #media_type)))
                }
                _ => part(quote!(#info::other(#status, #media_type))),
            }
        });
        contents.collect()
    }

    /// What `decode` gives for a success: the body's type where one success is documented, an enum where there are several.
    pub(super) fn output_type(&self, operation: &Operation) -> Group {
        match output(operation) {
            Output::Raw => self.support.item("Bytes"),
            Output::One(Some(body)) => self.body_type(body),
            Output::One(None) => part(quote!(())),
            Output::Several => part(output_name(operation).into_token_stream()),
        }
    }

    /// `fn decode_response` of `impl Operation`.
    pub(super) fn decode(&self, operation: &Operation) -> Group {
        let (response, decoded) = (self.support.item("Response"), self.support.item("Decoded"));
        let mut arms = Vec::new();
        let mut otherwise = part(quote!(response.undocumented()));
        for response in &operation.responses {
            if response.outcome == Outcome::Either {
                let success = outcome(operation, response, true);
                arms.push(part(quote!(200..=299 => #success,)));
            }
            let outcome = outcome(operation, response, response.outcome == Outcome::Success);
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
        if matches!(output(operation), Output::Raw) {
            arms.push(part(quote!(200..=299 => response.bytes().success(),)));
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
        if matches!(output(operation), Output::Several) {
            let intro = format!(
                "What [`{}`] answers where it succeeds.",
                operation.name.rust
            );
            let successes: Vec<_> = successes(operation).collect();
            items.push(self.outcome_enum(&output_name(operation), &intro, &successes));
        }
        let errors: Vec<_> = operation
            .responses
            .iter()
            .filter(|response| response.outcome != Outcome::Success)
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
                let ty = self.body_type(body);
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

/// What is made of a response, as a success or as an error.
fn outcome(operation: &Operation, response: &Response, is_success: bool) -> Group {
    let variant = ident(&response.name.rust);
    let (output_enum, error) = (output_name(operation), error_name(operation));
    let is_several = matches!(output(operation), Output::Several);
    let Some(body) = &response.body else {
        return part(match (is_success, is_several) {
            (false, _) => quote!(response.failure_empty(#error::#variant)),
            (true, false) => quote!(response.success_empty(())),
            (true, true) => quote!(response.success_empty(#output_enum::#variant)),
        });
    };
    let read = reading(body);
    part(match (is_success, is_several) {
        (false, _) => quote!(response #read.failure(#error::#variant)),
        (true, false) => quote!(response #read.success()),
        (true, true) => quote!(response #read.success_as(#output_enum::#variant)),
    })
}

/// How the body is read, where not as JSON.
fn reading(body: &Body) -> Option<TokenStream> {
    match (&body.choice, body.contents.as_slice()) {
        (Some(_), _) => Some(quote!(.choice())),
        (None, [content, ..]) => match &content.payload {
            Payload::Json(_) => None,
            Payload::Text => Some(quote!(.text())),
            _ => Some(quote!(.bytes())),
        },
        (None, []) => None,
    }
}

fn successes(operation: &Operation) -> impl Iterator<Item = &Response> {
    operation
        .responses
        .iter()
        .filter(|response| response.outcome != Outcome::Error)
}

fn output(operation: &Operation) -> Output<'_> {
    let mut successes = successes(operation).map(|response| response.body.as_ref());
    let Some(first) = successes.next() else {
        return Output::Raw;
    };
    let is_same = successes.all(|other| match (first, other) {
        (Some(first), Some(other)) => first.is_like(other),
        (first, other) => first.is_none() && other.is_none(),
    });
    if is_same {
        Output::One(first)
    } else {
        Output::Several
    }
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
    ident(&Name::derived(&operation.name.rust, "Output"))
}

fn error_name(operation: &Operation) -> Ident {
    ident(&Name::derived(&operation.name.rust, "Error"))
}

#[cfg(test)]
mod tests {
    use super::super::{Options, emit};
    use crate::{
        ir::{
            Api, Body, Content, Docs, Name, Operation, Outcome, Payload, Response, Status, TypeRef,
        },
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
            choice: None,
            contents: vec![Content {
                name: name("application/json"),
                payload: Payload::Json(ty),
                origin: String::new(),
            }],
        };
        let outcome = match status {
            Status::Exact(200..=299) | Status::Range(2) => Outcome::Success,
            _ => Outcome::Error,
        };
        Response {
            status,
            outcome,
            headers: Vec::new(),
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
            tag: None,
            origin: String::new(),
            servers: Vec::new(),
            parameters: Vec::new(),
            body: None,
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
            headers: Vec::new(),
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
