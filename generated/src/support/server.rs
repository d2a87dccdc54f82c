//! Where a specification says that its API is served.

use std::fmt;

/// A server that a specification names: an address, perhaps with variables in braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Server {
    url: &'static str,
    variables: &'static [ServerVariable],
}

impl Server {
    /// A server at this address.
    pub const fn new(url: &'static str) -> Self {
        Self {
            url,
            variables: &[],
        }
    }

    /// Describes the variables of its address.
    pub const fn with(self, variables: &'static [ServerVariable]) -> Self {
        Self { variables, ..self }
    }

    /// The address as the specification has it: `https://{region}.example.com`.
    pub const fn template(&self) -> &'static str {
        self.url
    }

    /// The variables of its address.
    pub const fn variables(&self) -> &'static [ServerVariable] {
        self.variables
    }

    /// The address where every variable has its default.
    ///
    /// # Errors
    /// Where a variable has none.
    pub fn url(&self) -> Result<String, ServerError> {
        self.url_with(&[])
    }

    /// The address where these variables have these values, and the others their defaults. Names that the address does not have
    /// change nothing.
    ///
    /// # Errors
    /// Where a value is not among those that the specification lists, or a variable has neither value nor default.
    pub fn url_with(&self, values: &[(&str, &str)]) -> Result<String, ServerError> {
        let mut url = String::with_capacity(self.url.len());
        let mut rest = self.url;
        while let Some((before, (name, after))) = rest
            .split_once('{')
            .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            url.push_str(before);
            url.push_str(self.value(name, values)?);
            rest = after;
        }
        url.push_str(rest);
        Ok(url)
    }

    fn value<'v>(
        &self,
        name: &'static str,
        values: &[(&str, &'v str)],
    ) -> Result<&'v str, ServerError> {
        let chosen = values.iter().rev().find(|(other, _)| *other == name);
        let described = self.variables.iter().find(|known| known.name == name);
        match (chosen, described) {
            (Some((_, value)), Some(variable)) if !variable.takes(value) => {
                Err(ServerError::NotListed {
                    variable: name,
                    values: variable.values,
                })
            }
            (Some((_, value)), _) => Ok(value),
            (None, Some(variable)) => Ok(variable.default),
            (None, None) => Err(ServerError::NoValue { variable: name }),
        }
    }
}

/// A variable of a server's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ServerVariable {
    name: &'static str,
    default: &'static str,
    values: &'static [&'static str],
}

impl ServerVariable {
    /// A variable of this name. Where `values` is not empty, it takes no others.
    pub const fn new(
        name: &'static str,
        default: &'static str,
        values: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            default,
            values,
        }
    }

    /// Its name, as the address has it between braces.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its value where none is chosen.
    pub const fn default_value(&self) -> &'static str {
        self.default
    }

    /// The values that there are; empty where any is fine.
    pub const fn values(&self) -> &'static [&'static str] {
        self.values
    }

    fn takes(&self, value: &str) -> bool {
        self.values.is_empty() || self.values.contains(&value)
    }
}

/// Why a server has no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServerError {
    /// The value of this variable is not among those that the specification lists.
    NotListed {
        /// Its name.
        variable: &'static str,
        /// The values that there are.
        values: &'static [&'static str],
    },
    /// The address has a variable that the specification does not describe, and that was given no value.
    NoValue {
        /// Its name.
        variable: &'static str,
    },
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotListed { variable, values } => write!(
                f,
                "the server variable `{variable}` must be one of `{}`",
                values.join("`, `")
            ),
            Self::NoValue { variable } => {
                write!(f, "the server variable `{variable}` needs a value")
            }
        }
    }
}

impl std::error::Error for ServerError {}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: Server = Server::new("https://{region}.{host}/{tenant}").with(&[
        ServerVariable::new("region", "eu", &["eu", "us"]),
        ServerVariable::new("host", "example.com", &[]),
    ]);

    #[test]
    fn variables_are_chosen_and_checked() {
        let with = |values: &[(&str, &str)]| SERVER.url_with(values);
        assert_eq!(
            with(&[("tenant", "a"), ("region", "us"), ("other", "x")]).as_deref(),
            Ok("https://us.example.com/a")
        );
        assert_eq!(
            with(&[("tenant", "a"), ("tenant", "b")]).as_deref(),
            Ok("https://eu.example.com/b"),
            "the last one counts"
        );
        assert_eq!(
            with(&[("tenant", "a"), ("region", "mars")])
                .unwrap_err()
                .to_string(),
            "the server variable `region` must be one of `eu`, `us`"
        );
        assert_eq!(
            SERVER.url().unwrap_err().to_string(),
            "the server variable `tenant` needs a value"
        );
    }

    #[test]
    fn a_brace_that_is_not_closed_stays() {
        assert_eq!(
            Server::new("https://a.example/{x").url().as_deref(),
            Ok("https://a.example/{x")
        );
    }
}
