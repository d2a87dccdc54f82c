//! Requests that no operation of the document is meant by.

use serde::{Deserialize, Serialize};

use super::group::Spot;
use super::smallest::Merge;
use crate::traffic::Exchange;

/// What unmatched requests are counted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stray {
    /// The method, in capitals.
    pub method: String,
    /// The URL without query and fragment, with `{}` for each segment of the path that looks like a value.
    pub url: String,
    /// Why no operation is meant.
    pub reason: String,
}

/// How many unmatched requests of one kind there were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strays {
    /// How many.
    pub count: u64,
    /// The first one.
    pub first: Spot,
}

impl Merge for Strays {
    fn absorb(&mut self, other: Self) {
        self.count.absorb(other.count);
        if other.first < self.first {
            self.first = other.first;
        }
    }
}

impl Stray {
    /// What a request is counted by.
    #[must_use]
    pub fn of(exchange: &Exchange, reason: &str) -> Self {
        Self {
            method: exchange.method.clone(),
            url: shape(&exchange.url),
            reason: reason.to_owned(),
        }
    }
}

/// A URL without what tells one request from another of its kind. Credentials, query and fragment are never part of it.
fn shape(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), url),
    };
    let (host, path) = match (scheme.is_empty(), rest.find('/')) {
        (true, _) => ("", rest),
        (false, Some(at)) => rest.split_at(at),
        (false, None) => (rest, ""),
    };
    let host = host.rsplit('@').next().unwrap_or_default();
    let path: Vec<_> = path
        .split('/')
        .map(|segment| if is_name(segment) { segment } else { "{}" })
        .collect();
    format!("{scheme}{host}{}", path.join("/"))
}

/// Whether a segment of a path reads as a word of the API, and not as a value: `calls`, `v1`, `call-recordings`, `report.csv`.
fn is_name(segment: &str) -> bool {
    let version = segment.strip_prefix('v').is_some_and(|rest| {
        !rest.is_empty() && rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit())
    });
    version
        || (segment.len() <= 40
            && segment
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_' | b'.')))
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn a_shape_keeps_words_and_drops_values() {
        assert_eq!(
            shape("https://user:pass@api.example.com/v1/calls/8842/parts/x1?token=secret#top"),
            "https://api.example.com/v1/calls/{}/parts/{}"
        );
        assert_eq!(shape("/calls/+15550199/"), "/calls/{}/");
        assert_eq!(shape("https://api.example.com"), "https://api.example.com");
        assert_eq!(shape("/people/jo%40example.com"), "/people/{}");
    }
}
