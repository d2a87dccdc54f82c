//! Where requests go, and who sends them.

use std::fmt;

use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::security::{Secret, SecurityScheme};

/// Where requests go, and who sends them: base URL, credentials, header fields of every request. One per provider and account.
#[derive(Clone, Default)]
pub struct Config {
    base_url: Option<String>,
    credentials: Vec<(SecurityScheme, Secret)>,
    headers: HeaderMap,
}

impl Config {
    /// The provider's own server, and no credential.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends requests elsewhere than the specification says: `https://proxy.example.com/prefix`. Its path is kept in front of the
    /// operation's; a slash at its end changes nothing.
    #[inline]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Proves by this scheme who is calling. The schemes of a provider are in its module `security`.
    #[inline]
    pub fn credential(mut self, scheme: SecurityScheme, secret: impl Into<Secret>) -> Self {
        self.credentials.retain(|(other, _)| *other != scheme);
        self.credentials.push((scheme, secret.into()));
        self
    }

    /// Adds a header field to every request: a user agent, say. A request's own header parameters and its credentials win over it.
    #[inline]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    pub(super) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(super) fn credential_for(&self, scheme: &SecurityScheme) -> Option<&Secret> {
        self.credentials
            .iter()
            .find(|(other, _)| other == scheme)
            .map(|(_, secret)| secret)
    }

    /// The base URL, without a slash at its end: the configured one, or else the first of the specification's servers.
    pub(super) fn base_url_for<'a>(&'a self, servers: &[&'a str]) -> Result<&'a str, BaseUrlError> {
        let url = self
            .base_url
            .as_deref()
            .or(servers.first().copied())
            .ok_or(BaseUrlError::Missing)?;
        check_base_url(url).map_err(BaseUrlError::Unusable)?;
        Ok(url.trim_end_matches('/'))
    }
}

/// Names of schemes and header fields only.
impl fmt::Debug for Config {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&str> = self
            .credentials
            .iter()
            .map(|(scheme, _)| scheme.name())
            .collect();
        let headers: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("Config")
            .field(
                "base_url",
                &self.base_url.as_deref().map(|url| {
                    if check_base_url(url).is_ok() {
                        url
                    } else {
                        "<unusable>"
                    }
                }),
            )
            .field("credentials", &schemes)
            .field("headers", &headers)
            .finish()
    }
}

/// Why it is not known where requests go. The URL itself is not shown: a wrong one may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// The specification names no server, and none is configured.
    Missing,
    /// What is wrong with the URL.
    Unusable(&'static str),
}

impl fmt::Display for BaseUrlError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("the specification names no server; configure a base URL"),
            Self::Unusable(problem) => write!(f, "the base URL {problem}"),
        }
    }
}

impl std::error::Error for BaseUrlError {}

fn check_base_url(url: &str) -> Result<(), &'static str> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return Err("must begin with http:// or https://");
    };
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Err("must begin with http:// or https://");
    }
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if authority.contains('@') {
        return Err("must not hold a user or a password; configure a credential");
    }
    if path.contains(['?', '#']) {
        return Err("must end with its path: no query, no fragment");
    }
    if path.split('/').any(|segment| {
        matches!(
            segment.to_ascii_lowercase().replace("%2e", ".").as_str(),
            "." | ".."
        )
    }) {
        return Err("must not have a segment of dots in its path");
    }
    if authority.is_empty() || !super::format::is_uri(url) || http::Uri::try_from(url).is_err() {
        return Err("is no valid URL");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls() {
        let of = |url: &str| {
            Config::new()
                .base_url(url)
                .base_url_for(&[])
                .map(str::to_owned)
        };
        assert_eq!(
            of("https://example.com").as_deref(),
            Ok("https://example.com")
        );
        assert_eq!(
            of("HTTP://127.0.0.1:8080/a/b//").as_deref(),
            Ok("HTTP://127.0.0.1:8080/a/b")
        );
        let refused = [
            "",
            "example.com",
            "/v1",
            "ftp://example.com",
            "https://",
            "https:///a",
            "https://u:p@example.com",
            "https://example.com?a=b",
            "https://example.com/#a",
            "https://exa mple.com",
            "https://{region}.example.com",
            "https://example.com/a/../b",
            "https://example.com/%2E%2e/b",
            "https://example.com\r\n",
        ];
        for url in refused {
            assert!(matches!(of(url), Err(BaseUrlError::Unusable(_))), "{url}");
        }
        assert_eq!(Config::new().base_url_for(&[]), Err(BaseUrlError::Missing));
        assert_eq!(
            Config::new().base_url_for(&["https://a.example"]),
            Ok("https://a.example")
        );
    }

    #[test]
    fn debug_shows_no_password_of_a_wrong_url() {
        assert!(
            !format!(
                "{:?}",
                Config::new().base_url("https://u:hunter2@example.com")
            )
            .contains("hunter2")
        );
    }
}
