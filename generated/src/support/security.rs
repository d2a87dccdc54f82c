//! Who is calling, and how that is proven.

use std::fmt;

use http::HeaderValue;

use super::config::Config;

/// A way to prove who is calling (`securitySchemes`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SecurityScheme {
    name: &'static str,
    kind: SchemeKind,
}

/// How a credential travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum SchemeKind {
    /// `Authorization: <scheme> <credential>`.
    Http(&'static str),
    /// `Authorization: Basic <base64 of user:password>`.
    Basic,
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
}

impl SecurityScheme {
    /// `Authorization: <scheme> <credential>`, for `Bearer` and any other scheme but Basic.
    pub const fn http(name: &'static str, scheme: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Http(scheme),
        }
    }

    /// `Authorization: Basic …` (RFC 7617); its credential is made by [`Secret::user_and_password`].
    pub const fn basic(name: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Basic,
        }
    }

    /// A key in a header field.
    pub const fn api_key_header(name: &'static str, header: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Header(header),
        }
    }

    /// A key in the query.
    pub const fn api_key_query(name: &'static str, parameter: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Query(parameter),
        }
    }

    /// A key in a cookie.
    pub const fn api_key_cookie(name: &'static str, cookie: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Cookie(cookie),
        }
    }

    /// The name that the specification gives it.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// A credential. It never shows: not in `Debug`, and there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Box<str>);

impl Secret {
    /// A token, or a key.
    #[inline]
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into().into_boxed_str())
    }

    /// The credential of [`SecurityScheme::basic`]. A colon in the user's name would end it (RFC 7617, section 2).
    #[inline]
    pub fn user_and_password(user: &str, password: &str) -> Self {
        Self::new(format!("{user}:{password}"))
    }

    fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl fmt::Debug for Secret {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}

/// Why nobody can tell who is calling.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CredentialError {
    /// None of the alternatives has all its credentials. Each is a list of the names of schemes.
    Missing(Vec<Vec<&'static str>>),
    /// The credential of this scheme holds what its place in the request cannot carry.
    Unusable(&'static str),
}

impl fmt::Display for CredentialError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(alternatives) => {
                let alternatives: Vec<String> = alternatives
                    .iter()
                    .map(|schemes| format!("`{}`", schemes.join("` with `")))
                    .collect();
                write!(
                    f,
                    "no credential is configured; needed: {}",
                    alternatives.join(", or ")
                )
            }
            Self::Unusable(scheme) => write!(
                f,
                "the credential for `{scheme}` holds characters that cannot be sent"
            ),
        }
    }
}

impl std::error::Error for CredentialError {}

/// What a scheme adds to a request.
pub(super) enum Proof {
    Header(&'static str, HeaderValue),
    Query(&'static str, String),
    Cookie(&'static str, String),
}

/// The proofs of the first alternative whose credentials are all there.
///
/// # Errors
/// Where there is none, or a credential cannot be sent.
pub(super) fn prove(
    alternatives: &[&[SecurityScheme]],
    config: &Config,
) -> Result<Vec<Proof>, CredentialError> {
    if alternatives.is_empty() {
        return Ok(Vec::new());
    }
    for schemes in alternatives {
        // An empty alternative is met by anyone, so it is the last resort wherever it stands: a caller who has a credential means it.
        if !schemes.is_empty()
            && let Some(secrets) = secrets(schemes, config)
        {
            let mut proofs = Vec::with_capacity(schemes.len());
            for (scheme, secret) in schemes.iter().zip(secrets) {
                proofs.push(proof(scheme, secret)?);
            }
            return Ok(proofs);
        }
    }
    if alternatives.iter().any(|schemes| schemes.is_empty()) {
        return Ok(Vec::new());
    }
    let names = |schemes: &&[SecurityScheme]| schemes.iter().map(SecurityScheme::name).collect();
    Err(CredentialError::Missing(
        alternatives.iter().map(names).collect(),
    ))
}

/// The credential of each scheme; `None` where one is not there.
fn secrets<'c>(schemes: &[SecurityScheme], config: &'c Config) -> Option<Vec<&'c Secret>> {
    let mut secrets = Vec::with_capacity(schemes.len());
    for scheme in schemes {
        secrets.push(config.credential_for(scheme)?);
    }
    Some(secrets)
}

fn proof(scheme: &SecurityScheme, secret: &Secret) -> Result<Proof, CredentialError> {
    let unusable = || CredentialError::Unusable(scheme.name);
    let header = |name, text: String| {
        let mut value = HeaderValue::from_str(&text).map_err(|_| unusable())?;
        value.set_sensitive(true);
        Ok(Proof::Header(name, value))
    };
    let secret = secret.expose();
    if secret.is_empty() {
        return Err(unusable());
    }
    match scheme.kind {
        SchemeKind::Http(word) => header("authorization", format!("{word} {secret}")),
        SchemeKind::Basic => header(
            "authorization",
            format!("Basic {}", base64(secret.as_bytes())),
        ),
        SchemeKind::Header(name) => header(name, secret.to_owned()),
        SchemeKind::Query(name) => Ok(Proof::Query(name, secret.to_owned())),
        SchemeKind::Cookie(name) => Ok(Proof::Cookie(name, secret.to_owned())),
    }
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .chain([&0; 3])
            .take(3)
            .fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for place in 0..4 {
            let digit = DIGITS
                .get(bits >> (18 - 6 * place) & 63)
                .copied()
                .unwrap_or(b'=');
            text.push(if place <= chunk.len() {
                digit.into()
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_rfc_4648() {
        let table = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, encoded) in table {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
        assert_eq!(base64(&[0xFB, 0xFF, 0xFE]), "+//+");
    }

    #[test]
    fn a_secret_never_shows() {
        assert_eq!(format!("{:?}", Secret::new("hunter2")), "<secret>");
        let config = Config::new().credential(SecurityScheme::http("a", "Bearer"), "hunter2");
        assert!(!format!("{config:?}").contains("hunter2"));
    }

    #[test]
    fn the_first_alternative_with_all_its_credentials_is_taken() {
        const A: SecurityScheme = SecurityScheme::http("a", "Bearer");
        const B: SecurityScheme = SecurityScheme::api_key_header("b", "X-B");
        const C: SecurityScheme = SecurityScheme::api_key_query("c", "c");
        let names = |alternatives: &[&[SecurityScheme]],
                     config: &Config|
         -> Result<Vec<&str>, CredentialError> {
            let proofs = prove(alternatives, config)?;
            Ok(proofs
                .iter()
                .map(|proof| match proof {
                    Proof::Header(name, _) | Proof::Query(name, _) | Proof::Cookie(name, _) => {
                        *name
                    }
                })
                .collect())
        };
        let config = Config::new().credential(B, "b").credential(C, "c");
        assert_eq!(names(&[&[A], &[B, C], &[B]], &config), Ok(vec!["X-B", "c"]));
        assert_eq!(names(&[&[], &[B]], &config), Ok(vec!["X-B"]));
        assert_eq!(names(&[&[A], &[]], &config), Ok(vec![]));
        assert_eq!(names(&[], &config), Ok(vec![]));
        let missing = names(&[&[A], &[A, B]], &config).unwrap_err();
        assert_eq!(
            missing.to_string(),
            "no credential is configured; needed: `a`, or `a` with `b`"
        );
        let smuggled = Config::new().credential(A, "a\r\nHost: evil");
        assert_eq!(
            names(&[&[A]], &smuggled),
            Err(CredentialError::Unusable("a"))
        );
    }
}
