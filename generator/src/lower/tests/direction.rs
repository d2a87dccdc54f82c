//! `readOnly` and `writeOnly`, by the direction in which a type is used.

use super::{schemas, try_lower};
use crate::ir::{Presence, TypeKind};

const ACCOUNT: &str = "
Account:
  type: object
  required: [id, secret, name, note]
  properties:
    id: {type: string, readOnly: true}
    secret: {type: string, writeOnly: true}
    name: {type: string}
    note: {type: [string, 'null'], writeOnly: true}
    inner: {$ref: '#/components/schemas/Inner'}
Inner:
  type: object
  required: [pin]
  properties:
    pin: {$ref: '#/components/schemas/Pin'}
Pin: {type: string, writeOnly: true}
Unused:
  type: object
  required: [secret]
  properties:
    secret: {type: string, writeOnly: true}
";

#[test]
fn no_response_needs_what_is_write_only() {
    let lowered = schemas(ACCOUNT);
    let presence = |ty: &str, field: &str| lowered.field(ty, field).presence;
    assert_eq!(presence("Account", "id"), Presence::Required);
    assert_eq!(presence("Account", "secret"), Presence::Optional);
    assert_eq!(presence("Account", "name"), Presence::Required);
    assert_eq!(presence("Account", "note"), Presence::OptionalNullable);
    // A type within, and a flag that stands with the type that the property refers to.
    assert_eq!(presence("Inner", "pin"), Presence::Optional);
    assert_eq!(presence("Unused", "secret"), Presence::Required);
    let docs = &lowered.field("Account", "secret").docs.lines;
    assert_eq!(
        docs.last().unwrap(),
        "Only requests have it, which need it; no response shows it."
    );
    // Nothing is lost: no request uses the type.
    assert!(
        lowered
            .fidelity
            .iter()
            .all(|entry| !entry.message.contains("writeOnly"))
    );
}

#[test]
fn the_way_of_a_page_knows_what_became_optional() {
    let text = "
openapi: 3.1.0
info: {title: Test, version: '1'}
paths:
  /things:
    get:
      operationId: listThings
      x-pagination: {style: cursor, parameter: after, next: /page/next, items: /things}
      parameters:
        - {name: after, in: query, schema: {type: string}}
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema:
                type: object
                required: [page, things]
                properties:
                  page:
                    type: object
                    writeOnly: true
                    properties: {next: {type: string}}
                  things: {type: array, items: {type: string}}
";
    let lowered = try_lower(text).unwrap();
    let page = lowered.api.operations[0].pagination.as_ref().unwrap();
    assert!(
        format!("{page:?}").contains(r#"Access { field: "page", presence: Optional }"#),
        "{page:?}"
    );
    assert!(
        lowered
            .api
            .types
            .iter()
            .any(|def| matches!(def.kind, TypeKind::Struct(_)))
    );
}

#[test]
fn no_request_needs_what_is_read_only() {
    let text = "
openapi: 3.1.0
info: {title: Test, version: '1'}
paths:
  /accounts:
    post:
      operationId: createAccount
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Account'}
      responses:
        '201': {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/Account'}}}}
    put:
      operationId: replaceAccount
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Replacement'}
      responses:
        '204': {description: Fine.}
components:
  schemas:
    Account:
      type: object
      required: [id, secret]
      properties:
        id: {type: string, readOnly: true}
        secret: {type: string, writeOnly: true}
    Replacement:
      type: object
      required: [id, secret]
      properties:
        id: {type: string, readOnly: true}
        secret: {type: string, writeOnly: true}
";
    let lowered = try_lower(text).unwrap();
    let presence = |ty: &str, field: &str| lowered.field(ty, field).presence;
    assert_eq!(presence("Account", "id"), Presence::Optional);
    assert_eq!(presence("Account", "secret"), Presence::Optional);
    assert_eq!(presence("Replacement", "id"), Presence::Optional);
    assert_eq!(presence("Replacement", "secret"), Presence::Required);
    // Both ways: neither can insist on what the other lacks, which is told.
    let lost: Vec<_> = lowered
        .fidelity
        .iter()
        .filter(|entry| entry.message.contains("insisted"))
        .map(|entry| entry.pointer.as_str())
        .collect();
    assert_eq!(
        lost,
        [
            "/components/schemas/Account/properties/id",
            "/components/schemas/Account/properties/secret"
        ]
    );
}
