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
    Connection,
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

    /// The connection's own certificate (`mutualTLS`): the transport's business, so that nothing is added to a request.
    pub const fn connection(name: &'static str) -> Self {
        Self {
            name,
            kind: SchemeKind::Connection,
        }
    }

    /// Whether the two are sent in the same place, so that only one of them can be.
    fn shares_place_with(&self, other: &Self) -> bool {
        let header = |kind| match kind {
            SchemeKind::Http(_) | SchemeKind::Basic => Some("authorization"),
            SchemeKind::Header(name) => Some(name),
            _ => None,
        };
        match (header(self.kind), header(other.kind)) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
            _ => self.kind == other.kind,
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
/// Schemes of one alternative that are sent in the same place, such as two that both use `Authorization`, cannot both be sent: one
/// credential among them is enough, and the first one is sent.
///
/// # Errors
/// Where there is none, or a credential cannot be sent.
pub(super) fn prove(
    alternatives: &[&[SecurityScheme]],
    config: &Config,
) -> Result<Vec<Proof>, CredentialError> {
    let mut is_free = alternatives.is_empty();
    for schemes in alternatives {
        match secrets(schemes, config) {
            // What anyone meets is the last resort wherever it stands: a caller who has a credential means it.
            Some(secrets) if secrets.is_empty() => is_free = true,
            Some(secrets) => {
                return secrets
                    .into_iter()
                    .map(|(scheme, secret)| proof(scheme, secret))
                    .collect();
            }
            None => {}
        }
    }
    if is_free {
        return Ok(Vec::new());
    }
    let names = |schemes: &&[SecurityScheme]| schemes.iter().map(SecurityScheme::name).collect();
    Err(CredentialError::Missing(
        alternatives.iter().map(names).collect(),
    ))
}

/// The schemes of an alternative that are sent, each with its credential; `None` where one is not there.
fn secrets<'c>(
    schemes: &'c [SecurityScheme],
    config: &'c Config,
) -> Option<Vec<(&'c SecurityScheme, &'c Secret)>> {
    let mut secrets: Vec<(&SecurityScheme, &Secret)> = Vec::with_capacity(schemes.len());
    for scheme in schemes {
        let is_met = scheme.kind == SchemeKind::Connection
            || secrets
                .iter()
                .any(|(sent, _)| sent.shares_place_with(scheme));
        if is_met {
            continue;
        }
        let mut same_place = schemes
            .iter()
            .filter(|other| other.shares_place_with(scheme));
        let found = same_place.find_map(|other| Some((other, config.credential_for(other)?)))?;
        secrets.push(found);
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
        // Never asked for: it has no credential.
        SchemeKind::Connection => Err(unusable()),
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
    #[test]
    fn schemes_of_one_place_and_those_of_the_connection() {
        const BEARER: SecurityScheme = SecurityScheme::http("bearer", "Bearer");
        const OAUTH: SecurityScheme = SecurityScheme::http("oauth", "Bearer");
        const HEADER: SecurityScheme = SecurityScheme::api_key_header("key", "AUTHORIZATION");
        const MUTUAL: SecurityScheme = SecurityScheme::connection("mutual");
        let sent = |alternatives: &[&[SecurityScheme]], config: &Config| {
            let proofs = prove(alternatives, config).map_err(|error| error.to_string())?;
            let values = proofs.iter().map(|proof| match proof {
                Proof::Header(_, value) => value.to_str().unwrap_or_default().to_owned(),
                Proof::Query(_, value) | Proof::Cookie(_, value) => value.clone(),
            });
            Ok::<Vec<String>, String>(values.collect())
        };
        let all: &[SecurityScheme] = &[BEARER, OAUTH, HEADER, MUTUAL];
        let one = Config::new().credential(OAUTH, "t");
        assert_eq!(sent(&[all], &one), Ok(vec!["Bearer t".to_owned()]));
        let two = one.credential(HEADER, "k").credential(BEARER, "b");
        assert_eq!(sent(&[all], &two), Ok(vec!["Bearer b".to_owned()]));
        assert_eq!(
            sent(&[&[MUTUAL], &[HEADER]], &two),
            Ok(vec!["k".to_owned()])
        );
        assert_eq!(sent(&[&[MUTUAL], &[HEADER]], &Config::new()), Ok(vec![]));
        assert!(sent(&[&[MUTUAL, HEADER]], &Config::new()).is_err());
    }
}
