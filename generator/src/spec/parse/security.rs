//! Who may call, and how they prove it.

use super::Reader;
use crate::diagnostics::Code;
use crate::spec::keywords;
use crate::spec::tree::At;
use crate::spec::{ParameterLocation, SecurityRequirement, SecurityScheme, SecuritySchemeKind};

#[derive(Clone, Copy)]
enum Kind {
    Http,
    ApiKey,
    Unsupported(&'static str),
}

const KINDS: &[(&str, Kind)] = &[
    ("http", Kind::Http),
    ("apiKey", Kind::ApiKey),
    ("oauth2", Kind::Unsupported("oauth2")),
    ("openIdConnect", Kind::Unsupported("openIdConnect")),
    ("mutualTLS", Kind::Unsupported("mutualTLS")),
];

const PLACES: &[(&str, ParameterLocation)] = &[
    ("query", ParameterLocation::Query),
    ("header", ParameterLocation::Header),
    ("cookie", ParameterLocation::Cookie),
];

impl Reader<'_> {
    pub(super) fn security(&mut self, at: At) -> Vec<SecurityRequirement> {
        self.list(at)
            .into_iter()
            .flatten()
            .map(|item| self.requirement(item))
            .collect()
    }

    fn requirement(&mut self, at: At) -> SecurityRequirement {
        let mut schemes = Vec::new();
        for (name, scopes) in self.named(at) {
            if let Some(scope) = self.list(scopes).and_then(|mut scopes| scopes.next()) {
                self.report(
                    Code::UnsupportedValue,
                    scope,
                    "scopes and roles are not supported yet",
                );
            }
            schemes.push(name);
        }
        SecurityRequirement { at, schemes }
    }

    pub(super) fn security_scheme(&mut self, at: At) -> Option<SecurityScheme> {
        let keywords = &keywords::SECURITY_SCHEME;
        let (mut kind, mut description, mut scheme, mut bearer_format, mut location, mut name) =
            (None, None, None, None, None, None);
        for entry in self.map(at) {
            let value = entry.value;
            match entry.name {
                "type" => kind = self.choice(value, KINDS).map(|kind| (kind, value)),
                "description" => description = self.text(value),
                "scheme" => scheme = self.text(value),
                "bearerFormat" => bearer_format = self.text(value),
                "in" => location = self.choice(value, PLACES),
                "name" => name = self.text(value),
                _ => self.other(entry, keywords),
            }
        }
        self.require(at, keywords, "type", kind.is_some());
        let (kind, kind_at) = kind?;
        let kind = match kind {
            Kind::Http => {
                self.require(at, keywords, "scheme", scheme.is_some());
                SecuritySchemeKind::Http {
                    scheme: scheme?,
                    bearer_format,
                }
            }
            Kind::ApiKey => {
                self.require(at, keywords, "in", location.is_some());
                self.require(at, keywords, "name", name.is_some());
                SecuritySchemeKind::ApiKey {
                    location: location?,
                    name: name?,
                }
            }
            Kind::Unsupported(word) => {
                self.report(
                    Code::UnsupportedValue,
                    kind_at,
                    format!("security schemes of type `{word}` are not supported yet"),
                );
                return None;
            }
        };
        Some(SecurityScheme {
            at,
            description,
            kind,
        })
    }
}
