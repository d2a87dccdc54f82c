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
    /// What `OperationInfo::responses` says of a response: a row for each of its contents.
    pub(super) fn response_rows(&self, response: &Response) -> Vec<Group> {
        let status = match response.status {
            Status::Exact(status) => status.to_string(),
            Status::Range(hundreds) => format!("{hundreds}XX"),
            Status::Default => "default".to_owned(),
        };
        let Some(body) = &response.body else {
            return vec![part(quote!(response #status empty;))];
        };
        let contents = body.contents.iter().map(|content| {
            let media_type = &content.name.wire;
            match &content.payload {
                Payload::Json(ty) => {
                    let ty = self.foreign_type(ty);
                    part(quote!(response #status json(#ty) = #media_type;))
                }
                _ => part(quote!(response #status other = #media_type;)),
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

    /// How answers are decoded: a row for each status, those of successes first. They never overlap those of errors.
    pub(super) fn outcome_rows(&self, operation: &Operation) -> Vec<Group> {
        let output = output(operation);
        let name = matches!(output, Output::Several).then(|| output_name(operation));
        let mut rows = Vec::new();
        for response in successes(operation) {
            let status = match response.outcome {
                // Where no success is documented, the default is what one looks like.
                Outcome::Either => part(quote!(200..=299)),
                Outcome::Success | Outcome::Error => pattern(response.status),
            };
            let way = reading(response);
            let variant = name.as_ref().map(|name| {
                let variant = ident(&response.name.rust);
                part(quote!(#name::#variant))
            });
            rows.push(part(quote!(success #status => #way #variant;)));
        }
        if matches!(output, Output::Raw) {
            rows.push(part(quote!(success 200..=299 => bytes;)));
        }
        rows.extend(errors(operation).map(|response| {
            let (docs, status) = (response_docs(response), pattern(response.status));
            let (way, variant) = (reading(response), self.variant(response));
            part(quote!(#docs error #status => #way #variant;))
        }));
        rows
    }

    /// The enum of several successes, where there are several.
    pub(super) fn output_enum(&self, operation: &Operation) -> Option<TokenStream> {
        if !matches!(output(operation), Output::Several) {
            return None;
        }
        let docs = docs::outer([format!(
            "What [`{}`] answers where it succeeds.",
            operation.name.rust
        )
        .as_str()]);
        let name = output_name(operation);
        let variants = successes(operation).map(|response| {
            let (docs, variant) = (response_docs(response), self.variant(response));
            part(quote!(#docs #variant))
        });
        Some(quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
            }
        })
    }

    /// `NotFound`, or with a body `NotFound(Problem)`.
    fn variant(&self, response: &Response) -> Group {
        let name = ident(&response.name.rust);
        let payload = response.body.as_ref().map(|body| {
            let ty = self.body_type(body);
            part(quote!((#ty)))
        });
        part(quote!(#name #payload))
    }
}

/// The statuses that a row is for.
fn pattern(status: Status) -> Group {
    let number = Literal::u16_unsuffixed;
    part(match status {
        Status::Exact(status) => number(status).into_token_stream(),
        Status::Range(hundreds) => {
            let first = u16::from(hundreds) * 100;
            let (first, last) = (number(first), number(first + 99));
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    })
}

/// How the body is read, where there is one.
fn reading(response: &Response) -> Ident {
    ident(match &response.body {
        None => "empty",
        Some(body) => match (&body.choice, body.contents.as_slice()) {
            (Some(_), _) => "choice",
            (None, [content, ..]) => match &content.payload {
                Payload::Json(_) => "json",
                Payload::Text => "text",
                _ => "bytes",
            },
            (None, []) => "json",
        },
    })
}

fn successes(operation: &Operation) -> impl Iterator<Item = &Response> {
    let responses = operation.responses.iter();
    responses.filter(|response| response.outcome != Outcome::Error)
}

fn errors(operation: &Operation) -> impl Iterator<Item = &Response> {
    let responses = operation.responses.iter();
    responses.filter(|response| response.outcome != Outcome::Success)
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
            "    Get, GetError, GetOutput;\n",
            "    success 200 => json GetOutput::Ok;\n    success 204 => empty GetOutput::NoContent;\n",
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
            "    Get, GetError, ::std::string::String;\n",
            "    success 200 => json;\n    success 200..=299 => json;\n",
        ] {
            assert!(text.contains(expected), "{expected} is not in {text}");
        }
        assert!(!text.contains("GetOutput"), "{text}");
    }
}
