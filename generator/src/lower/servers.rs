//! Where an API is served.

use crate::ir;
use crate::spec::Server;

/// Lowers `servers`, in document order. A variable that the address has and `variables` does not describe is left to whoever uses the
/// server.
pub(super) fn lower(servers: &[Server]) -> Vec<ir::Server> {
    servers.iter().map(lower_one).collect()
}

fn lower_one(server: &Server) -> ir::Server {
    let variables = server.variables.iter();
    let variables = variables.map(|(name, variable)| ir::ServerVariable {
        name: name.value.clone(),
        default: variable.default.value.clone(),
        values: variable
            .values
            .iter()
            .map(|value| value.value.clone())
            .collect(),
    });
    ir::Server {
        url: server.url.value.clone(),
        variables: variables.collect(),
    }
}
