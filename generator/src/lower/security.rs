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
                &format!("The `{}` security scheme.", docs::code(&key.value)),
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
        let in_authorization = |scheme: &&usize| {
            schemes
                .get(**scheme)
                .is_some_and(|(_, scheme)| matches!(scheme.kind, SecuritySchemeKind::Http { .. }))
        };
        if alternative.iter().filter(in_authorization).count() > 1 {
            problems.report(
                Code::UnsupportedValue,
                requirement.at,
                "two schemes of one alternative both use the `Authorization` header",
            );
        }
        alternatives.push(alternative);
    }
    alternatives
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
