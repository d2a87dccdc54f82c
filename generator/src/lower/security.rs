//! How callers prove who they are.

use super::docs;
use super::names::{Case, Scope, Wish};
use super::problems::Problems;
use crate::diagnostics::Code;
use crate::ir::{Location, SecurityKind, SecurityScheme};
use crate::spec::{Document, ParameterLocation, SecurityRequirement, SecuritySchemeKind};

/// `components.securitySchemes`.
pub(super) fn schemes(document: &Document, problems: &mut Problems<'_>) -> Vec<SecurityScheme> {
    let schemes = &document.components.security_schemes;
    let wishes: Vec<Wish<'_>> = schemes
        .iter()
        .map(|(key, _)| Wish {
            wire: &key.value,
            stem: None,
            chosen: None,
            at: key.at,
        })
        .collect();
    let names = Scope::new(Case::Shouty, &[], &[]).names(&wishes, problems);
    let scheme = |((key, scheme), name): (&(_, crate::spec::SecurityScheme), _)| {
        let key: &crate::spec::Located<String> = key;
        let description = scheme.description.as_ref().map(|text| text.value.as_str());
        SecurityScheme {
            name,
            docs: docs::docs(
                description,
                || format!("The `{}` security scheme.", docs::code(&key.value)),
                None,
            ),
            kind: kind(&scheme.kind, problems),
        }
    };
    schemes.iter().zip(names).map(scheme).collect()
}

/// The alternatives of an operation, as indices into the schemes; what the document says applies where the operation says nothing.
pub(super) fn requirements(
    document: &Document,
    own: Option<&Vec<SecurityRequirement>>,
    problems: &mut Problems<'_>,
) -> Vec<Vec<usize>> {
    let schemes = &document.components.security_schemes;
    let index = |name: &str| schemes.iter().position(|(key, _)| key.value == name);
    let mut alternatives = Vec::new();
    for requirement in own.or(document.security.as_ref()).into_iter().flatten() {
        let alternative: Vec<usize> = requirement
            .schemes
            .iter()
            .filter_map(|name| index(&name.value))
            .collect();
        let places: Vec<_> = alternative
            .iter()
            .filter_map(|scheme| schemes.get(*scheme))
            .filter_map(|(_, scheme)| place(&scheme.kind))
            .collect();
        for (index, (what, name)) in places.iter().enumerate() {
            if places
                .iter()
                .take(index)
                .any(|earlier| *earlier == (*what, name.clone()))
            {
                problems
                    .report(
                        Code::ConflictingSchemes,
                        requirement.at,
                        format!("two schemes of one requirement are both sent in the {what} `{name}`"),
                    )
                    .help("one credential is sent, the first that is configured; are these alternatives?");
            }
        }
        alternatives.push(alternative);
    }
    alternatives
}

/// Where a credential goes, in the spelling that tells one place from another; `None` for what is not in the request.
fn place(kind: &SecuritySchemeKind) -> Option<(&'static str, String)> {
    Some(match kind {
        SecuritySchemeKind::Http { .. }
        | SecuritySchemeKind::OAuth2
        | SecuritySchemeKind::OpenIdConnect => ("header", "authorization".to_owned()),
        SecuritySchemeKind::MutualTls => return None,
        SecuritySchemeKind::ApiKey { location, name } => match location {
            ParameterLocation::Query => ("query parameter", name.value.clone()),
            ParameterLocation::Cookie => ("cookie", name.value.clone()),
            ParameterLocation::Header | ParameterLocation::Path => {
                ("header", name.value.to_ascii_lowercase())
            }
        },
    })
}

fn kind(kind: &SecuritySchemeKind, problems: &mut Problems<'_>) -> SecurityKind {
    match kind {
        SecuritySchemeKind::Http { scheme, .. } if scheme.value.eq_ignore_ascii_case("basic") => {
            SecurityKind::Basic
        }
        // RFC 9110, section 11.1: the scheme's case does not matter, but some servers compare it as the registry has it.
        SecuritySchemeKind::Http { scheme, .. } if scheme.value.eq_ignore_ascii_case("bearer") => {
            SecurityKind::Http {
                scheme: "Bearer".to_owned(),
            }
        }
        SecuritySchemeKind::Http { scheme, .. } => {
            let is_token = !scheme.value.is_empty()
                && scheme
                    .value
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
            if !is_token {
                problems.report(
                    Code::InvalidValue,
                    scheme.at,
                    format!("`{}` cannot be an HTTP authentication scheme", scheme.value),
                );
            }
            SecurityKind::Http {
                scheme: scheme.value.clone(),
            }
        }
        // Tokens of both travel as RFC 6750 has it.
        SecuritySchemeKind::OAuth2 | SecuritySchemeKind::OpenIdConnect => SecurityKind::Http {
            scheme: "Bearer".to_owned(),
        },
        SecuritySchemeKind::MutualTls => SecurityKind::Connection,
        SecuritySchemeKind::ApiKey { location, name } => {
            if *location == ParameterLocation::Path {
                problems.report(
                    Code::InvalidValue,
                    name.at,
                    "an API key cannot be in the path",
                );
            }
            SecurityKind::ApiKey {
                location: self::location(*location),
                parameter: name.value.clone(),
            }
        }
    }
}

/// `in`, as the IR's.
pub(super) fn location(location: ParameterLocation) -> Location {
    match location {
        ParameterLocation::Path => Location::Path,
        ParameterLocation::Query => Location::Query,
        ParameterLocation::Header => Location::Header,
        ParameterLocation::Cookie => Location::Cookie,
    }
}
