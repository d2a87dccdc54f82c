//! Servers and the variables of their addresses.

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
