//! Servers: hosts and base paths, with their variables.

use callspec_generator::spec;

use super::address::Address;
use super::template::Segment;

/// How many addresses the values of variables are tried for; beyond them, a variable is anything.
const MOST: usize = 256;

/// One address that requests go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Server {
    /// `None` is any.
    host: Option<Segment>,
    base: Vec<Segment>,
}

impl Server {
    /// The server of a document that names none.
    pub(super) const fn anywhere() -> Self {
        Self {
            host: None,
            base: Vec::new(),
        }
    }

    /// What an address says, variables in braces; `None` where it is none.
    pub(super) fn of_url(url: &str) -> Option<Self> {
        // Relative to where the document is, which nobody knows.
        let relative = url.trim_start_matches('.').trim_start_matches('/');
        let rooted = format!("/{relative}");
        let is_whole = url.contains("://") || url.starts_with("//");
        let address = Address::of(if is_whole { url } else { &rooted })?;
        Some(Self {
            host: address.host.as_deref().map(Segment::new),
            base: Segment::all(address.path),
        })
    }

    /// Each address that a server of the document may be: its variables replaced by the values that there are, else left open.
    pub(super) fn all_of(server: &spec::Server) -> Vec<Self> {
        let mut urls = vec![server.url.value.clone()];
        for (name, variable) in &server.variables {
            let place = format!("{{{}}}", name.value);
            let values = variable.values.iter().chain([&variable.default]);
            let mut replaced: Vec<String> = Vec::new();
            if variable.values.is_empty() {
                replaced.extend(urls.iter().cloned());
            }
            for value in values {
                let of_value = urls.iter().map(|url| url.replace(&place, &value.value));
                for url in of_value {
                    if !replaced.contains(&url) {
                        replaced.push(url);
                    }
                }
            }
            if replaced.len() <= MOST {
                urls = replaced;
            }
        }
        // An address that begins with a variable still open says nothing.
        urls.retain(|url| !url.starts_with('{'));
        urls.iter().filter_map(|url| Self::of_url(url)).collect()
    }

    /// Whether a request went to its host.
    pub(super) fn has_host(&self, address: &Address<'_>) -> bool {
        match (&self.host, &address.host) {
            (Some(host), Some(asked)) => host.takes(asked),
            (Some(_), None) => false,
            (None, _) => true,
        }
    }

    /// How many segments of a path its base path takes; `None` where the path does not begin with it.
    pub(super) fn base(&self, path: &[String]) -> Option<usize> {
        let begins = self.base.len() <= path.len()
            && self
                .base
                .iter()
                .zip(path)
                .all(|(segment, text)| segment.takes(text));
        begins.then_some(self.base.len())
    }
}
