//! Where requests go, and who sends them.

use std::fmt;

use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::security::{Secret, SecurityScheme};
use super::server::{Server, ServerError};

/// Where requests go, and who sends them: base URL, credentials, header fields of every request. One per provider and account.
#[derive(Clone, Default)]
pub struct Config {
    base_url: Option<String>,
    server_variables: Vec<(String, String)>,
    credentials: Vec<(SecurityScheme, Secret)>,
    headers: HeaderMap,
}

impl Config {
    /// The provider's own server, and no credential.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends every request elsewhere than the specification says, those of operations with servers of their own too:
    /// `https://proxy.example.com/prefix`. Its path is kept in front of the operation's; a slash at its end changes nothing. Where
    /// the specification's server is nothing but a path (`/v1`), that path stands between the two.
    #[inline]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Chooses the value of a variable of the specification's servers (`https://{region}.example.com`), wherever they have it. A
    /// value that the specification does not list is an error of the request.
    #[inline]
    pub fn server_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.server_variables.push((name.into(), value.into()));
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

    /// The base URL, without a slash at its end: the configured one, or else the first of the specification's servers that is a
    /// whole address.
    pub(super) fn base_url_for(&self, servers: &[Server]) -> Result<String, BaseUrlError> {
        let variables: Vec<(&str, &str)> = self
            .server_variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let mut addresses = servers.iter().map(|server| server.url_with(&variables));
        let url = match &self.base_url {
            Some(base) => {
                check_base_url(base).map_err(BaseUrlError::Unusable)?;
                match addresses.next() {
                    Some(Ok(address)) if is_path(&address) => join(base, &address),
                    _ => base.clone(),
                }
            }
            None => {
                let whole = addresses.find(|address| !address.as_deref().is_ok_and(is_path));
                match whole {
                    Some(address) => address.map_err(BaseUrlError::Server)?,
                    None if servers.is_empty() => return Err(BaseUrlError::Missing),
                    None => return Err(BaseUrlError::OnlyPath),
                }
            }
        };
        // Without a scheme, it is that of the document's own address, which nobody knows here.
        let url = if url.starts_with("//") {
            format!("https:{url}")
        } else {
            url
        };
        check_base_url(&url).map_err(BaseUrlError::Unusable)?;
        Ok(url.trim_end_matches('/').to_owned())
    }
}

/// Whether the address of a server is relative to that of its document.
fn is_path(address: &str) -> bool {
    !address.contains("://") && !address.starts_with("//")
}

fn join(base: &str, path: &str) -> String {
    let mut url = base.trim_end_matches('/').to_owned();
    for segment in path
        .split('/')
        .filter(|segment| !matches!(*segment, "" | "."))
    {
        url.push('/');
        url.push_str(segment);
    }
    url
}

/// Names of schemes, server variables and header fields only.
impl fmt::Debug for Config {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&str> = self
            .credentials
            .iter()
            .map(|(scheme, _)| scheme.name())
            .collect();
        let headers: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        let variables: Vec<&str> = self
            .server_variables
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
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
            .field("server_variables", &variables)
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
    /// The specification's servers are paths on the server that it came from, and no base URL is configured.
    OnlyPath,
    /// The specification's server has no address.
    Server(ServerError),
    /// What is wrong with the URL.
    Unusable(&'static str),
}

impl fmt::Display for BaseUrlError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("the specification names no server; configure a base URL"),
            Self::OnlyPath => f.write_str(
                "the specification names no server but a path on the one it came from; configure a base URL",
            ),
            Self::Server(error) => error.fmt(f),
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
    use super::super::server::ServerVariable;
    use super::*;

    #[test]
    fn base_urls() {
        let of = |url: &str| Config::new().base_url(url).base_url_for(&[]);
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
    }

    #[test]
    fn servers_of_the_specification() {
        const REGION: &[ServerVariable] = &[ServerVariable::new("region", "eu", &["eu", "us"])];
        let regional = Server::new("https://{region}.example.com/v1/").with(REGION);
        let [path, root, here] = ["/v1/", "/", "./api/v1"].map(Server::new);
        let (none, other) = (Config::new(), Config::new().base_url("http://localhost/a/"));
        let url = |config: &Config, servers: &[Server]| config.base_url_for(servers);

        assert_eq!(
            url(&none, &[regional]).as_deref(),
            Ok("https://eu.example.com/v1")
        );
        let us = none.clone().server_variable("region", "us");
        assert_eq!(
            url(&us, &[regional]).as_deref(),
            Ok("https://us.example.com/v1")
        );
        let mars = none.clone().server_variable("region", "mars");
        assert!(matches!(
            url(&mars, &[regional]),
            Err(BaseUrlError::Server(_))
        ));
        assert_eq!(
            url(&other, &[regional]).as_deref(),
            Ok("http://localhost/a")
        );

        assert_eq!(
            url(&other, &[path, regional]).as_deref(),
            Ok("http://localhost/a/v1")
        );
        assert_eq!(url(&other, &[root]).as_deref(), Ok("http://localhost/a"));
        assert_eq!(
            url(&other, &[here]).as_deref(),
            Ok("http://localhost/a/api/v1")
        );
        assert_eq!(url(&none, &[path, root]), Err(BaseUrlError::OnlyPath));
        assert_eq!(
            url(&none, &[path, regional]).as_deref(),
            Ok("https://eu.example.com/v1")
        );
        let bare = Server::new("//api.example.com/v1");
        assert_eq!(
            url(&none, &[bare]).as_deref(),
            Ok("https://api.example.com/v1")
        );
        let outside = Server::new("../v1");
        assert!(matches!(
            url(&other, &[outside]),
            Err(BaseUrlError::Unusable(_))
        ));
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
