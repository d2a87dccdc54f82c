//! Who may call, and how they prove it.

use super::{Reader, ReferenceKind};
use crate::diagnostics::Code;
use crate::spec::keywords;
use crate::spec::tree::At;
use crate::spec::{
    Edition, ParameterLocation, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Http,
    ApiKey,
    OAuth2,
    OpenIdConnect,
    MutualTls,
}

const KINDS: &[(&str, Kind)] = &[
    ("http", Kind::Http),
    ("apiKey", Kind::ApiKey),
    ("oauth2", Kind::OAuth2),
    ("openIdConnect", Kind::OpenIdConnect),
    ("mutualTLS", Kind::MutualTls),
];

/// The flows of OAuth 2, and which addresses each needs.
const FLOWS: &[(&str, &[&str])] = &[
    ("implicit", &["authorizationUrl"]),
    ("password", &["tokenUrl"]),
    ("clientCredentials", &["tokenUrl"]),
    ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
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
            // Which scopes a token has is settled where it is issued.
            for scope in self.list(scopes).into_iter().flatten() {
                drop(self.text(scope));
            }
            schemes.push(name);
        }
        SecurityRequirement { at, schemes }
    }

    /// A security scheme; one that is a `$ref` is what that leads to.
    pub(super) fn security_scheme(&mut self, at: At) -> Option<SecurityScheme> {
        if self.refers(at) {
            self.reference(at, ReferenceKind::SecurityScheme);
            return self.referred(at, Self::security_scheme).flatten();
        }
        self.mark(at, ReferenceKind::SecurityScheme);
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
                "flows" => self.flows(value),
                "openIdConnectUrl" => drop(self.text(value)),
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
            Kind::OAuth2 => {
                self.require(at, keywords, "flows", false);
                SecuritySchemeKind::OAuth2
            }
            Kind::OpenIdConnect => {
                self.require(at, keywords, "openIdConnectUrl", false);
                SecuritySchemeKind::OpenIdConnect
            }
            Kind::MutualTls => {
                if self.edition == Edition::V30 {
                    let message = "`mutualTLS` is of OpenAPI 3.1";
                    self.report(Code::UnexpectedKeyword, kind_at, message);
                }
                SecuritySchemeKind::MutualTls
            }
        };
        Some(SecurityScheme {
            at,
            description,
            kind,
        })
    }

    /// `flows`: how a token is had. A client has one already.
    fn flows(&mut self, at: At) {
        for entry in self.map(at) {
            match FLOWS.iter().find(|(name, _)| *name == entry.name) {
                Some((_, addresses)) => self.flow(entry.value, addresses),
                None => self.other(entry, &keywords::FLOWS),
            }
        }
    }

    fn flow(&mut self, at: At, addresses: &[&str]) {
        let keywords = &keywords::FLOW;
        for entry in self.map(at) {
            match entry.name {
                "authorizationUrl" | "tokenUrl" | "refreshUrl" => drop(self.text(entry.value)),
                "scopes" => {
                    for (_, description) in self.named(entry.value) {
                        drop(self.text(description));
                    }
                }
                _ => self.other(entry, keywords),
            }
        }
        for address in addresses.iter().copied().chain(["scopes"]) {
            self.require(at, keywords, address, false);
        }
    }
}
