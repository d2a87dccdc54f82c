//! Header fields of answers: one constant for each name, whichever answers have it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::docs;
use super::names::{Case, Scope, Wish, identifier};
use super::problems::Owner;
use super::types::{Site, Types};
use crate::fidelity::Kind;
use crate::ir::{self, HeaderForm, TypeKind, TypeRef};
use crate::spec::{At, Document, Header, Located, Response};

/// The header fields of an API, as they are found.
pub(super) struct Headers {
    pub(super) found: Vec<ir::Header>,
    scope: Scope,
    /// By name in small letters: the number, the node that was read, and what its schema says.
    known: BTreeMap<String, (usize, At, Value)>,
}

impl Default for Headers {
    fn default() -> Self {
        Self {
            found: Vec::new(),
            scope: Scope::new(Case::Shouty, &[], &[]),
            known: BTreeMap::new(),
        }
    }
}

impl Headers {
    /// The header fields of a response, as indices into [`ir::Api::headers`].
    pub(super) fn of<'d>(
        &mut self,
        document: &'d Document,
        response: &'d Response,
        types: &mut Types<'d>,
    ) -> Vec<usize> {
        let headers = response.headers.iter();
        headers
            // OpenAPI 3.1, section 4.8.17: the media types of `content` say it.
            .filter(|(name, _)| !name.value.eq_ignore_ascii_case("content-type"))
            .map(|(name, header)| {
                let header = document.header(header).unwrap_or(header);
                self.number(name, header, types)
            })
            .collect()
    }

    fn number<'d>(
        &mut self,
        name: &'d Located<String>,
        header: &'d Header,
        types: &mut Types<'d>,
    ) -> usize {
        let key = name.value.to_ascii_lowercase();
        let Some((number, at, schema)) = self.known.get(&key) else {
            let number = self.found.len();
            let schema = types.problems.json(header.schema.at);
            self.known.insert(key, (number, header.at, schema));
            let made = self.lower(name, header, types);
            self.found.push(made);
            return number;
        };
        let (number, is_same) = (*number, *at == header.at);
        if !is_same
            && *schema != types.problems.json(header.schema.at)
            && let Some(found) = self.found.get_mut(number)
        {
            let message = format!(
                "the header `{}` is kept as text: answers differ in what they say of it",
                name.value
            );
            types
                .problems
                .note(Kind::DocumentedOnly, Owner::Body, header.at, message);
            (found.ty, found.form) = (TypeRef::String, HeaderForm::Single);
        }
        number
    }

    fn lower<'d>(
        &mut self,
        name: &'d Located<String>,
        header: &'d Header,
        types: &mut Types<'d>,
    ) -> ir::Header {
        let wire = docs::code(&name.value);
        let site = Site {
            name: format!("{}Header", identifier(&name.value, Case::Camel)),
            about: format!("The `{wire}` header field of answers."),
            owner: Owner::Body,
            slot: None,
            is_property: false,
        };
        let made = types.lower_use(&header.schema, &site);
        let form = match types.resolve(&made.ty) {
            _ if header.content.is_some() => Some(HeaderForm::Json),
            TypeRef::List(item) if is_single(types.resolve(item), types) => Some(HeaderForm::List),
            ty if is_single(ty, types) => Some(HeaderForm::Single),
            _ => None,
        };
        if form.is_none() {
            let message = format!("the header `{}` is kept as text", name.value);
            types
                .problems
                .note(Kind::DocumentedOnly, Owner::Body, header.at, message);
        }
        let description = header.description.as_ref().map(|text| text.value.as_str());
        let wish = Wish {
            wire: &name.value,
            stem: None,
            chosen: None,
            at: name.at,
        };
        ir::Header {
            name: self.scope.name(&wish, &mut types.problems),
            docs: types.docs(
                description.or(made.description.as_deref()),
                &made.keywords,
                || format!("The `{wire}` header field."),
            ),
            ty: if form.is_some() {
                made.ty
            } else {
                TypeRef::String
            },
            form: form.unwrap_or(HeaderForm::Single),
        }
    }
}

fn is_single(ty: &TypeRef, types: &Types<'_>) -> bool {
    match ty {
        TypeRef::Named(id) => types.get(*id).is_some_and(|def| {
            matches!(def.kind, TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_))
        }),
        TypeRef::Any
        | TypeRef::List(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_)
        | TypeRef::Boxed(_) => false,
        _ => true,
    }
}
