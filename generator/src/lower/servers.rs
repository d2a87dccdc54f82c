//! Where an API is served.

use super::problems::Problems;
use crate::diagnostics::Code;
use crate::ir;
use crate::spec::Server;

/// Lowers `servers`, in document order.
pub(super) fn lower(servers: &[Server], problems: &mut Problems<'_>) -> Vec<ir::Server> {
    servers
        .iter()
        .map(|server| lower_one(server, problems))
        .collect()
}

fn lower_one(server: &Server, problems: &mut Problems<'_>) -> ir::Server {
    for name in variables(&server.url.value) {
        if !server
            .variables
            .iter()
            .any(|(known, _)| known.value == name)
        {
            problems
                .report(
                    Code::UndescribedVariable,
                    server.url.at,
                    format!("`variables` does not describe `{name}`"),
                )
                .help("whoever uses this server has to choose a value for it");
        }
    }
    ir::Server {
        url: server.url.value.clone(),
        variables: server
            .variables
            .iter()
            .map(|(name, variable)| ir::ServerVariable {
                name: name.value.clone(),
                default: variable.default.value.clone(),
                values: variable
                    .values
                    .iter()
                    .map(|value| value.value.clone())
                    .collect(),
            })
            .collect(),
    }
}

/// The names between braces. A brace that is not closed opens nothing.
fn variables(url: &str) -> impl Iterator<Item = &str> {
    url.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
}
