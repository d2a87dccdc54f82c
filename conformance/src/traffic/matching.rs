//! Requests matched to the operations of a document.
//!
//! A request is compared with each server that an operation has, of its own, of its path or of the document:
//!
//! 1. Host and base path are the server's. A server without a host, such as `/v1`, has any.
//! 2. Else the base path alone is: recordings are made through proxies, at test systems and at local ports.
//! 3. Else the path has no base path at all.
//!
//! In the last two steps a template of nothing but variables, such as `/{id}`, is passed over, or it would take what other services are
//! asked. Servers that the user names take the place of all others, and the first step is the only one.
//!
//! Of several templates, the one whose text is literal for longer wins, segment by segment; of two that are equal so far, the one that ends
//! in a slash as the request does. A template that lacks the method gives way to the next one that has it.

mod address;
mod server;
mod template;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use callspec_generator::spec::{self, Document, PathItem};

use self::address::{Address, decoded, segments};
use self::server::Server;
use self::template::Template;
use super::record::Exchange;

/// Finds the operation that a request was meant for.
pub struct Matcher {
    servers: Vec<Server>,
    /// Whether the user named the servers.
    pinned: bool,
    /// By the number of segments, the most literal first.
    routes: BTreeMap<usize, Vec<Route>>,
}

/// One path of the document.
struct Route {
    /// As the document spells it.
    path: String,
    template: Template,
    operations: Vec<Operation>,
}

struct Operation {
    method: &'static str,
    name: String,
    /// Those that it may be asked at, in [`Matcher::servers`].
    servers: Vec<usize>,
}

/// Why no operation is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// The request got no response.
    NoResponse,
    /// It did not go over HTTP, or its address cannot be read.
    NoAddress,
    /// No server that the user named is there.
    NoServer,
    /// No path of the document matches.
    NoPath,
    /// A path matches, and does not have the method.
    NoMethod {
        /// The path, as the document spells it.
        path: String,
        /// The methods that it has.
        methods: Vec<&'static str>,
    },
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoResponse => f.write_str("the request got no response"),
            Self::NoAddress => f.write_str("its address is none of HTTP"),
            Self::NoServer => f.write_str("none of the servers named by --server is there"),
            Self::NoPath => f.write_str("no path of the document matches"),
            Self::NoMethod { path, methods } => {
                write!(
                    f,
                    "`{path}` has no such method, only {}",
                    methods.join(", ")
                )
            }
        }
    }
}

impl Matcher {
    /// The operations of a document, at its own servers; or at those whose addresses are given, if any are.
    ///
    /// # Errors
    /// What is given is no address of HTTP.
    pub fn new(document: &Document, servers: &[String]) -> Result<Self, String> {
        let mut matcher = Self {
            servers: Vec::new(),
            pinned: !servers.is_empty(),
            routes: BTreeMap::new(),
        };
        let mut pinned = Vec::new();
        for url in servers {
            let server = Some(url)
                .filter(|url| url.contains("://") || url.starts_with('/'))
                .and_then(|url| Server::of_url(url))
                .ok_or_else(|| {
                    format!("`{url}` is no server: write it like https://api.example.com/v1")
                })?;
            pinned.push(matcher.server(server));
        }
        for item in &document.paths {
            matcher.add(document, item, &pinned);
        }
        for routes in matcher.routes.values_mut() {
            // Stable: among equals, the order of the document.
            routes.sort_by_key(|route| route.template.vagueness());
        }
        Ok(matcher)
    }

    fn add(&mut self, document: &Document, item: &PathItem, pinned: &[usize]) {
        let operations = item
            .operations
            .iter()
            .map(|operation| Operation {
                method: operation.method,
                name: operation.operation_id.as_ref().map_or_else(
                    || format!("{} {}", operation.method, item.path.value),
                    |id| id.value.clone(),
                ),
                servers: match pinned {
                    [] => self.servers_of(
                        [&operation.servers, &item.servers, &document.servers]
                            .into_iter()
                            .find(|servers| !servers.is_empty())
                            .map_or(&[], |servers| servers.as_slice()),
                    ),
                    pinned => pinned.to_vec(),
                },
            })
            .collect();
        let template = Template::new(&item.path.value);
        self.routes.entry(template.len()).or_default().push(Route {
            path: item.path.value.clone(),
            template,
            operations,
        });
    }

    fn servers_of(&mut self, servers: &[spec::Server]) -> Vec<usize> {
        let known: Vec<usize> = servers
            .iter()
            .flat_map(Server::all_of)
            .map(|server| self.server(server))
            .collect();
        match known.is_empty() {
            false => known,
            // What the standard says where a document names none.
            true => vec![self.server(Server::anywhere())],
        }
    }

    fn server(&mut self, server: Server) -> usize {
        let known = self.servers.iter().position(|known| *known == server);
        known.unwrap_or_else(|| {
            self.servers.push(server);
            self.servers.len() - 1
        })
    }

    /// The operationId of what a request was meant for; `GET /path` of an operation without one.
    ///
    /// # Errors
    /// None is meant.
    pub fn find(&self, exchange: &Exchange) -> Result<&str, Miss> {
        let address = Address::of(&exchange.url).ok_or(Miss::NoAddress)?;
        if exchange.status == 0 {
            return Err(Miss::NoResponse);
        }
        let method = exchange.method.as_str();
        let path = segments(address.path);
        let mut miss = match self.pinned {
            true => Miss::NoServer,
            false => Miss::NoPath,
        };
        let steps: &[Step] = match self.pinned {
            true => &[Step::Host],
            false => &[Step::Host, Step::Base, Step::Path],
        };
        for step in steps {
            let mut there: Vec<(usize, usize)> = self
                .servers
                .iter()
                .enumerate()
                .filter_map(|(index, server)| {
                    let base = match step {
                        Step::Host if !server.has_host(&address) => return None,
                        Step::Host | Step::Base => server.base(&path)?,
                        Step::Path => 0,
                    };
                    Some((base, index))
                })
                .collect();
            // The longest base path says most.
            there.sort_by_key(|(base, _)| Reverse(*base));
            for (base, server) in there {
                if self.pinned && miss == Miss::NoServer {
                    miss = Miss::NoPath;
                }
                let rest = path.get(base..).unwrap_or_default();
                match self.route(rest, &address, method, server, *step) {
                    Ok(operation) => return Ok(operation),
                    Err(Some(found)) if miss == Miss::NoPath => miss = found,
                    Err(_) => {}
                }
            }
        }
        Err(miss)
    }

    fn route(
        &self,
        path: &[String],
        address: &Address<'_>,
        method: &str,
        server: usize,
        step: Step,
    ) -> Result<&str, Option<Miss>> {
        let mut miss = None;
        let routes = self.routes.get(&path.len()).into_iter().flatten();
        let mut found: Vec<&Route> = routes
            .filter(|route| {
                (step == Step::Host || route.template.is_telling())
                    && route.template.takes(path, address.query)
                    && route
                        .operations
                        .iter()
                        .any(|operation| operation.servers.contains(&server))
            })
            .collect();
        let slash = address.path.ends_with('/');
        found.sort_by_key(|route| (route.template.vagueness(), route.template.slash() != slash));
        for route in found {
            let here = |operation: &&Operation| operation.servers.contains(&server);
            let meant = route
                .operations
                .iter()
                .filter(here)
                .find(|operation| operation.method == method);
            if let Some(operation) = meant {
                return Ok(&operation.name);
            }
            miss.get_or_insert_with(|| Miss::NoMethod {
                path: route.path.clone(),
                methods: route
                    .operations
                    .iter()
                    .filter(here)
                    .map(|operation| operation.method)
                    .collect(),
            });
        }
        Err(miss)
    }
}

/// How much of a server a request has to have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Host,
    Base,
    Path,
}

#[cfg(test)]
mod tests;
