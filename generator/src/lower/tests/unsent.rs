//! What nothing is generated from is counted.

use super::try_lower;
use crate::fidelity::Kind;

#[test]
fn webhooks_callbacks_links_and_unknown_methods_are_counted() {
    let lowered = try_lower(
        "openapi: 3.1.0
info: {title: Test, version: '1'}
paths:
  /calls:
    get:
      operationId: listCalls
      callbacks:
        ended: {'{$request.body#/url}': {post: {responses: {'204': {description: Fine.}}}}}
      responses: {'200': {$ref: '#/components/responses/Calls'}}
    GET: {operationId: shouted, responses: {'200': {description: Fine.}}}
    colour: blue
webhooks:
  call.ended: {post: {responses: {'204': {description: Fine.}}}}
components:
  responses:
    Calls: {description: Calls., links: {next: {operationId: listCalls}}}
",
    )
    .unwrap();
    let notes: Vec<_> = lowered
        .fidelity
        .iter()
        .map(|entry| {
            assert_eq!(entry.kind, Kind::NotGenerated);
            (entry.position.line, entry.message.as_str())
        })
        .collect();
    assert_eq!(
        notes,
        [
            (8, "the callback `ended` is for the provider to send"),
            (10, "`GET` is no method of OpenAPI"),
            (13, "the webhook `call.ended` is for the provider to send"),
            (16, "the link `next` is for the caller to follow"),
        ]
    );
    assert_eq!(lowered.api.operations.len(), 1);
}
