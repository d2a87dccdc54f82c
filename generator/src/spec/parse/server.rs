//! Servers and the variables of their addresses.

use core::net::Ipv4Addr;

use super::Reader;
use crate::diagnostics::Code;
use crate::spec::tree::At;
use crate::spec::{Located, Server, ServerVariable};
use crate::spec::{keywords, spelling};

impl Reader<'_> {
    pub(super) fn servers(&mut self, at: At) -> Vec<Server> {
        self.list(at)
            .into_iter()
            .flatten()
            .filter_map(|item| self.server(item))
            .collect()
    }

    pub(super) fn server(&mut self, at: At) -> Option<Server> {
        let keywords = &keywords::SERVER;
        let (mut url, mut description, mut variables) = (None, None, Vec::new());
        for entry in self.map(at) {
            match entry.name {
                "url" => url = self.text(entry.value),
                "description" => description = self.text(entry.value),
                "variables" => {
                    for (name, value) in self.named(entry.value) {
                        variables
                            .extend(self.server_variable(value).map(|variable| (name, variable)));
                    }
                }
                _ => self.other(entry, keywords),
            }
        }
        self.require(at, keywords, "url", url.is_some());
        let url = url?;
        self.check_variables(&url, &variables);
        self.check_scheme(&url);
        Some(Server {
            at,
            url,
            description,
            variables,
        })
    }

    fn check_variables(
        &mut self,
        url: &Located<String>,
        variables: &[(Located<String>, ServerVariable)],
    ) {
        let names = braced(&url.value);
        for name in &names {
            if !variables.iter().any(|(known, _)| known.value == *name) {
                let message = format!("the server variable `{name}` is not described");
                let help = format!("add `variables: {{{name}: {{default: …}}}}`");
                self.report_with(Code::ServerVariable, url.at, message, help);
            }
        }
        for (variable, _) in variables {
            if !names.contains(&variable.value.as_str()) {
                let message = format!("the URL has no `{{{}}}`", variable.value);
                self.report(Code::IneffectiveKeyword, variable.at, message);
            }
        }
    }

    fn check_scheme(&mut self, url: &Located<String>) {
        if let Some(address) = without_scheme(&url.value) {
            let message = format!("`{}` has no scheme, and is read as a path", url.value);
            let help = format!("write `https://{address}`");
            self.report_with(Code::ServerScheme, url.at, message, help);
        }
    }

    fn server_variable(&mut self, at: At) -> Option<ServerVariable> {
        let keywords = &keywords::SERVER_VARIABLE;
        let (mut default, mut description) = (None, None);
        let mut values: Option<Vec<Located<String>>> = None;
        for entry in self.map(at) {
            match entry.name {
                "default" => default = self.text(entry.value),
                "description" => description = self.text(entry.value),
                "enum" => {
                    values = self
                        .list(entry.value)
                        .map(|items| items.filter_map(|item| self.text(item)).collect())
                }
                _ => self.other(entry, keywords),
            }
        }
        self.require(at, keywords, "default", default.is_some());
        if let (Some(default), Some(values)) = (&default, &values)
            && !values.iter().any(|value| value.value == default.value)
        {
            let message = format!("the default `{}` is not in `enum`", default.value);
            let mut diagnostic = self
                .tree
                .diagnostic(Code::ServerVariable, default.at, message);
            diagnostic.help = spelling::suggest(
                &default.value,
                "allowed are",
                values.iter().map(|value| value.value.as_str()),
            );
            self.diagnostics.push(diagnostic);
        }
        Some(ServerVariable {
            default: default?,
            values: values.unwrap_or_default(),
            description,
        })
    }
}

/// The names in braces of a template; what is unbalanced is left out.
fn braced(template: &str) -> Vec<&str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
        .collect()
}

/// What stands after a scheme that is not there, or lacks its slashes: `example.com/v1`, `localhost:8080`, `https:example.com`. None of a
/// path, and of a whole URL.
fn without_scheme(url: &str) -> Option<&str> {
    if url.contains("://") || url.starts_with("//") {
        return None;
    }
    for scheme in ["https:", "http:"] {
        if let Some(rest) = url.strip_prefix(scheme) {
            return Some(rest.trim_start_matches('/'));
        }
    }
    let authority = url.split('/').next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let is_port =
        port.is_some_and(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()));
    // A top-level domain begins with a letter, unlike the end of `v1.0`; and `.` and `..` are no hosts.
    let is_domain = host
        .rsplit_once('.')
        .is_some_and(|(_, top)| top.starts_with(|first: char| first.is_ascii_alphabetic()));
    let is_host = host == "localhost" || is_domain || host.parse::<Ipv4Addr>().is_ok();
    ((is_host && (port.is_none() || is_port)) || (is_port && !host.is_empty())).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::without_scheme;

    #[test]
    fn hosts_are_told_from_paths() {
        for host in [
            "example.com",
            "example.com/v1",
            "api.example.com:8443/v1",
            "{region}.example.com",
            "localhost",
            "localhost:8080/v1",
            "backend:8080",
            "127.0.0.1/v1",
        ] {
            assert_eq!(without_scheme(host), Some(host));
        }
        assert_eq!(without_scheme("https:example.com"), Some("example.com"));
        assert_eq!(without_scheme("http:/example.com/"), Some("example.com/"));
        for other in [
            "",
            "/",
            "/v1",
            "v1",
            "v1.0/api",
            ".",
            "./api",
            "../example.com",
            "/example.com",
            "//example.com",
            "https://example.com",
            "{scheme}://{host}",
            "{address}",
            "{host}/v1",
            "api/a:1",
            "ws:x",
        ] {
            assert_eq!(without_scheme(other), None, "{other}");
        }
    }
}
