//! The bodies of a document, and which definition judges each.

use super::{Bundler, RequestSchema, ResponseSchema};
use crate::spec::{Content, Located, MediaType, Operation, Response};

impl Bundler<'_> {
    pub(super) fn responses(&mut self) -> Vec<ResponseSchema> {
        let document = self.document;
        let mut schemas = Vec::new();
        for path in &document.paths {
            for operation in &path.operations {
                for response in &operation.responses {
                    let name = operation_name(operation, &path.path.value);
                    let entry = |media_type, definition| ResponseSchema {
                        operation: name.clone(),
                        method: operation.method.to_owned(),
                        path: path.path.value.clone(),
                        status: response.status.value.clone(),
                        media_type,
                        definition,
                        pointer: document.tree.pointer(response.at),
                    };
                    let Some(target) = document.response(response) else {
                        continue;
                    };
                    let base = response_key(&name, response);
                    if target.content.is_empty() {
                        schemas.push(entry(None, None));
                    }
                    for (media_type, definition) in self.content(&base, &target.content) {
                        schemas.push(entry(Some(media_type), definition));
                    }
                }
            }
        }
        schemas
    }

    pub(super) fn requests(&mut self) -> Vec<RequestSchema> {
        let document = self.document;
        let mut schemas = Vec::new();
        for path in &document.paths {
            for operation in &path.operations {
                let name = operation_name(operation, &path.path.value);
                let Some(body) = &operation.request_body else {
                    continue;
                };
                let Some(target) = document.request_body(body) else {
                    continue;
                };
                let base = match &body.reference {
                    Some(reference) => format!("requestBodies.{}", last(&reference.value)),
                    None => format!("{name}.request"),
                };
                for (media_type, definition) in self.content(&base, &target.content) {
                    schemas.push(RequestSchema {
                        operation: name.clone(),
                        method: operation.method.to_owned(),
                        path: path.path.value.clone(),
                        media_type,
                        definition,
                        required: target.required,
                        pointer: document.tree.pointer(body.at),
                    });
                }
            }
        }
        schemas
    }

    /// The media types of a body, each with the key of its schema.
    fn content(
        &mut self,
        base: &str,
        content: &[(Located<String>, MediaType)],
    ) -> Vec<(String, Option<String>)> {
        let mut schemas = Vec::new();
        for (media_type, media) in content {
            let key = if content.len() == 1 {
                base.to_owned()
            } else {
                format!("{base}.{}", media_type.value)
            };
            schemas.push((media_type.value.clone(), self.body(&key, media)));
        }
        schemas
    }

    /// The key of a body's schema: that of the component, where the schema is nothing but a reference to one.
    fn body(&mut self, key: &str, content: &MediaType) -> Option<String> {
        let at = content.schema.as_ref()?.at;
        let mut entries = self.tree.entries(at);
        if let (Some(only), None) = (entries.next(), entries.next())
            && let ("$ref", Content::Text(reference)) = (only.name, self.tree.content(only.value))
            && let Some(target) = self.target(only.value, reference)
            && let Some(known) = self.by_node.get(&target)
        {
            return Some(known.clone());
        }
        Some(self.define(key, at))
    }
}

fn operation_name(operation: &Operation, path: &str) -> String {
    operation.operation_id.as_ref().map_or_else(
        || format!("{} {path}", operation.method),
        |id| id.value.clone(),
    )
}

/// The key of a body that is described in place: by the operation, or by the component where operations share it.
fn response_key(operation: &str, response: &Response) -> String {
    match &response.reference {
        Some(reference) => format!("responses.{}", last(&reference.value)),
        None => format!("{operation}.{}", response.status.value),
    }
}

fn last(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}
