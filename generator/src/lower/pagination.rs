//! `x-pagination`: pointers into a response, checked against the types and turned into fields.

use super::types::Types;
use crate::diagnostics::Code;
use crate::ir::{
    self, Access, Format, Location, Outcome, Pagination, PaginationStyle, Parameter, Presence,
    Response, TypeKind, TypeRef,
};
use crate::spec::{self, Located};

/// A pointer followed to its end.
struct Found {
    path: Vec<Access>,
    /// The type found there, aliases looked through.
    ty: TypeRef,
}

/// Resolves the pointers of an operation's `x-pagination`. `None` where something does not fit; each such thing is reported.
pub(super) fn lower(
    spec: &spec::Pagination,
    parameters: &[Parameter],
    responses: &[Response],
    types: &mut Types<'_>,
) -> Option<Pagination> {
    let parameter = parameter(spec, parameters, types);
    // Where successes differ, the result is an enum, which has no items.
    let mut successes = responses
        .iter()
        .filter(|response| response.outcome != Outcome::Error)
        .map(|response| response.body.as_ref().and_then(ir::Body::json));
    let first = successes.next().flatten();
    let Some(body) = first.filter(|first| successes.all(|other| other == Some(first))) else {
        types
            .problems
            .report(
                Code::Pagination,
                spec.at,
                "there is no one JSON body of a success to read the next page from",
            )
            .help("describe one success, of `application/json`");
        return None;
    };
    let items = follow(&spec.items, body, types).and_then(|found| {
        let is_list = matches!(found.ty, TypeRef::List(_));
        let path = found.path;
        if !is_list {
            types
                .problems
                .report(
                    Code::Pagination,
                    spec.items.at,
                    "`items` does not lead to an array",
                )
                .help("point at the array: `/data`");
        }
        is_list.then_some(path)
    });
    let style = style(spec, body, types);
    Some(Pagination {
        style: style?,
        parameter: parameter?,
        items: items?,
    })
}

fn parameter(
    spec: &spec::Pagination,
    parameters: &[Parameter],
    types: &mut Types<'_>,
) -> Option<usize> {
    let name = &spec.parameter;
    let Some(index) = parameters
        .iter()
        .position(|parameter| parameter.name.wire == name.value)
    else {
        types
            .problems
            .report(
                Code::Pagination,
                name.at,
                format!("the operation has no parameter `{}`", name.value),
            )
            .help("declare it in `parameters`");
        return None;
    };
    let parameter = parameters.get(index)?;
    if parameter.location != Location::Query && spec.style.value == spec::PaginationStyle::Url {
        types
            .problems
            .report(
                Code::Pagination,
                name.at,
                "the parameter of `style: url` must be in the query",
            )
            .help("say `in: query`");
        return None;
    }
    let (fits, wanted) = match spec.style.value {
        spec::PaginationStyle::Page => (
            is_integer(types.resolve(&parameter.ty)),
            "`style: page` needs an integer parameter",
        ),
        spec::PaginationStyle::Cursor => (
            is_text(types.resolve(&parameter.ty)),
            "`style: cursor` needs a string parameter",
        ),
        spec::PaginationStyle::Url => {
            let ty = types.resolve(&parameter.ty);
            (
                is_integer(ty) || is_text(ty),
                "`style: url` needs a string or integer parameter",
            )
        }
    };
    if !fits {
        types
            .problems
            .report(Code::Pagination, name.at, wanted)
            .help("change the parameter's `type`, or the `style`");
    }
    fits.then_some(index)
}

fn style(
    spec: &spec::Pagination,
    body: &TypeRef,
    types: &mut Types<'_>,
) -> Option<PaginationStyle> {
    let integer: (fn(&TypeRef) -> bool, _) = (is_integer, "an integer");
    match (spec.style.value, &spec.next, &spec.current, &spec.last) {
        (spec::PaginationStyle::Page, Some(next), None, None) => {
            Some(PaginationStyle::NextNumber {
                next: moving(next, body, integer, types)?,
            })
        }
        (spec::PaginationStyle::Page, None, Some(current), Some(last)) => {
            let current = pointed(current, body, integer, types);
            let last = pointed(last, body, integer, types);
            Some(PaginationStyle::CurrentAndLast {
                current: current?,
                last: last?,
            })
        }
        (spec::PaginationStyle::Cursor, Some(next), None, None) => Some(PaginationStyle::Cursor {
            next: pointed(next, body, (is_text, "a string"), types)?,
        }),
        (spec::PaginationStyle::Url, Some(next), None, None) => Some(PaginationStyle::Url {
            next: moving(next, body, (is_address, "a string of `format: uri`"), types)?,
        }),
        (style, ..) => {
            let message = match style {
                spec::PaginationStyle::Page => {
                    "`style: page` needs either `next`, or `current` and `last`"
                }
                spec::PaginationStyle::Cursor => "`style: cursor` needs `next` and nothing else",
                spec::PaginationStyle::Url => "`style: url` needs `next` and nothing else",
            };
            types
                .problems
                .report(Code::Pagination, spec.at, message)
                .help("point at what the response has: `next: /meta/next`");
            None
        }
    }
}

/// A pointer to a value that ends the walk by being absent or null, and so must be able to.
fn moving(
    pointer: &Located<String>,
    body: &TypeRef,
    wanted: (fn(&TypeRef) -> bool, &str),
    types: &mut Types<'_>,
) -> Option<Vec<Access>> {
    let path = pointed(pointer, body, wanted, types)?;
    if path
        .iter()
        .all(|access| access.presence == Presence::Required)
    {
        types
            .problems
            .report(
                Code::EndlessPagination,
                pointer.at,
                "the value is always there, so there is always a next page",
            )
            .help("let it be null or absent where the provider says so");
    }
    Some(path)
}

fn pointed(
    pointer: &Located<String>,
    body: &TypeRef,
    wanted: (fn(&TypeRef) -> bool, &str),
    types: &mut Types<'_>,
) -> Option<Vec<Access>> {
    let found = follow(pointer, body, types)?;
    let fits = wanted.0(&found.ty);
    let path = found.path;
    if !fits {
        types
            .problems
            .report(
                Code::Pagination,
                pointer.at,
                format!("`{}` does not lead to {}", pointer.value, wanted.1),
            )
            .help("change the pointer, or the type of what it leads to");
    }
    fits.then_some(path)
}

/// Follows a JSON pointer through the properties of structs.
fn follow(pointer: &Located<String>, body: &TypeRef, types: &mut Types<'_>) -> Option<Found> {
    match walk(&pointer.value, body, types) {
        Ok(found) => Some(found),
        Err(message) => {
            types
                .problems
                .report(Code::Pagination, pointer.at, message)
                .help(
                    "a pointer goes through properties that the response describes: `/meta/next`",
                );
            None
        }
    }
}

fn walk(pointer: &str, body: &TypeRef, types: &Types<'_>) -> Result<Found, String> {
    let mut ty = types.resolve(body);
    let mut path = Vec::new();
    if pointer.is_empty() {
        return Ok(Found {
            path,
            ty: ty.clone(),
        });
    }
    let Some(tokens) = pointer.strip_prefix('/') else {
        return Err(format!(
            "`{pointer}` is no JSON pointer: it does not start with `/`"
        ));
    };
    for token in tokens.split('/') {
        let name = token.replace("~1", "/").replace("~0", "~");
        let object = match ty {
            TypeRef::Named(id) => match types.get(*id).map(|def| &def.kind) {
                Some(TypeKind::Struct(object)) => Some(object),
                _ => None,
            },
            _ => None,
        };
        let Some(object) = object else {
            return Err(format!(
                "`{pointer}` goes through a value without known properties at `{name}`"
            ));
        };
        let Some(field) = object.fields.iter().find(|field| field.name.wire == name) else {
            return Err(format!(
                "`{pointer}` leads nowhere: there is no property `{name}`"
            ));
        };
        path.push(Access {
            field: field.name.rust.clone(),
            presence: field.presence,
        });
        ty = types.resolve(&field.ty);
    }
    Ok(Found {
        path,
        ty: ty.clone(),
    })
}

fn is_integer(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Integer32 | TypeRef::Integer64)
}

fn is_text(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::String | TypeRef::Format(Format::Uuid))
}

fn is_address(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::String | TypeRef::Format(Format::Uri))
}
