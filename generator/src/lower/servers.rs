//! Where an API is served.

use crate::ir;
use crate::spec::Server;

/// Lowers `servers`, in document order.
pub(super) fn lower(servers: &[Server]) -> Vec<ir::Server> {
    servers.iter().map(lower_one).collect()
}

fn lower_one(server: &Server) -> ir::Server {
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
