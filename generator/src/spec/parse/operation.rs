//! Operations.

use super::Reader;
use crate::spec::keywords;
use crate::spec::tree::At;
use crate::spec::{Edition, Operation};

impl Reader<'_> {
    pub(super) fn operation(&mut self, method: &'static str, at: At) -> Operation {
        let mut operation = Operation {
            at,
            method,
            operation_id: None,
            summary: None,
            description: None,
            tags: Vec::new(),
            servers: Vec::new(),
            parameters: Vec::new(),
            request_body: None,
            responses: Vec::new(),
            callbacks: Vec::new(),
            security: None,
            deprecated: false,
            rust_name: None,
            pagination: None,
        };
        for entry in self.map(at) {
            let value = entry.value;
            match entry.name {
                "operationId" => operation.operation_id = self.text(value),
                "summary" => operation.summary = self.text(value),
                "description" => operation.description = self.text(value),
                "tags" => {
                    operation.tags = self
                        .list(value)
                        .into_iter()
                        .flatten()
                        .filter_map(|tag| self.text(tag))
                        .collect()
                }
                "externalDocs" => self.external_docs(value),
                "servers" => operation.servers = self.servers(value),
                "parameters" => operation.parameters = self.parameters(value),
                "requestBody" => operation.request_body = Some(self.request_body(value)),
                "callbacks" => operation.callbacks = self.callbacks(value),
                "responses" => operation.responses = self.responses(value),
                "security" => operation.security = Some(self.security(value)),
                "deprecated" => operation.deprecated = self.boolean(value).unwrap_or_default(),
                "x-rust-name" => operation.rust_name = self.rust_name(value),
                "x-pagination" => operation.pagination = self.pagination(value),
                _ => self.other(entry, &keywords::OPERATION),
            }
        }
        if self.edition == Edition::V30 {
            self.require(at, &keywords::OPERATION, "responses", false);
        }
        operation
    }
}
