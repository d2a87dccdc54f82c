//! The parts of a URL, as it was recorded.

use percent_encoding::percent_decode_str;

/// What of a URL tells which operation it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address<'a> {
    /// In small letters, with the port where that is not the scheme's own; `None` where there is only a path.
    pub(super) host: Option<String>,
    /// Percent-encoded.
    pub(super) path: &'a str,
    /// Without the question mark.
    pub(super) query: &'a str,
}

impl<'a> Address<'a> {
    /// Takes a URL of HTTP apart, or a path; `None` of anything else, such as `data:`.
    pub(super) fn of(url: &'a str) -> Option<Self> {
        let url = url.trim();
        let url = url.split_once('#').map_or(url, |(url, _)| url);
        let (scheme, rest) = match url.split_once("//") {
            Some(("", rest)) => ("", Some(rest)),
            Some((scheme, rest)) if scheme.ends_with(':') => {
                let scheme = scheme.trim_end_matches(':');
                if !["http", "https", "ws", "wss"]
                    .iter()
                    .any(|known| scheme.eq_ignore_ascii_case(known))
                {
                    return None;
                }
                (scheme, Some(rest))
            }
            _ if url.starts_with('/') => ("", None),
            _ => return None,
        };
        let (authority, target) = match rest {
            None => (None, url),
            Some(rest) => {
                let (authority, target) =
                    rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
                (Some(authority), target)
            }
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Some(Self {
            host: authority.map(|authority| host(scheme, authority)),
            path,
            query,
        })
    }
}

/// Without user, password and the port that the scheme has anyway.
fn host(scheme: &str, authority: &str) -> String {
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host)
        .to_ascii_lowercase();
    let own = match scheme.to_ascii_lowercase().as_str() {
        "http" | "ws" => ":80",
        _ => ":443",
    };
    host.strip_suffix(own).unwrap_or(&host).to_owned()
}

/// The segments of a path, decoded, without empty ones: a slash more or less is another spelling.
pub(super) fn segments(path: &str) -> Vec<String> {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .map(decoded)
        .collect()
}

/// A text with its percent-encoding undone.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Address, segments};

    #[test]
    fn urls_are_taken_apart() {
        for (url, host, path, query) in [
            (
                "https://API.example.com:443/a?b=c#d",
                Some("api.example.com"),
                "/a",
                "b=c",
            ),
            ("http://u:p@h:8080", Some("h:8080"), "", ""),
            ("wss://h:80/x//y/", Some("h:80"), "/x//y/", ""),
            ("//h/a", Some("h"), "/a", ""),
            ("https://h?q", Some("h"), "", "q"),
            ("/a/b?c", None, "/a/b", "c"),
            (
                "https://h/a?u=https://x/y",
                Some("h"),
                "/a",
                "u=https://x/y",
            ),
            ("http://[::1]:80/a", Some("[::1]"), "/a", ""),
        ] {
            let address = Address::of(url).unwrap();
            assert_eq!(
                (address.host.as_deref(), address.path, address.query),
                (host, path, query),
                "{url}"
            );
        }
        for url in [
            "",
            "data:text/plain,x",
            "blob:https://h/a",
            "chrome-extension://x/y",
            "calls",
        ] {
            assert_eq!(Address::of(url), None, "{url}");
        }
    }

    #[test]
    fn segments_are_decoded_after_they_are_split() {
        assert_eq!(segments("/a%20b//c%2Fd/%ff"), ["a b", "c/d", "\u{fffd}"]);
        assert!(segments("/").is_empty());
    }
}
