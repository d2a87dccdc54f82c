//! `x-pagination`, checked against the types.

use super::{Lowered, try_lower};
use crate::ir::{Access, PaginationStyle, Presence};

fn document(pagination: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: Test, version: '1'}}
paths:
  /things:
    get:
      operationId: listThings
      x-pagination: {pagination}
      parameters:
        - {{name: page, in: query, schema: {{type: integer}}}}
        - {{name: cursor, in: query, schema: {{type: string}}}}
        - {{name: day, in: query, schema: {{type: string, format: date}}}}
        - {{name: X-Page, in: header, schema: {{type: integer}}}}
      responses:
        '200': {{description: Fine., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Page'}}}}}}}}
components:
  schemas:
    Page:
      type: object
      required: [data, current, last, always]
      properties:
        data: {{type: array, items: {{type: string}}}}
        current: {{type: integer}}
        last: {{type: integer}}
        always: {{type: integer}}
        next: {{type: [integer, 'null']}}
        token: {{$ref: '#/components/schemas/Token'}}
        'odd/key': {{type: string}}
        meta: {{oneOf: [{{$ref: '#/components/schemas/Meta'}}, {{type: 'null'}}]}}
    Meta: {{type: object, required: [type], properties: {{type: {{type: string, format: uri}}, list: {{type: array, items: {{type: integer}}}}}}}}
    Token: {{type: string}}
"
    )
}

fn lowered(pagination: &str) -> Lowered {
    match try_lower(&document(pagination)) {
        Ok(lowered) => lowered,
        Err(problems) => panic!("{problems:#?}"),
    }
}

fn access(steps: &[(&str, Presence)]) -> Vec<Access> {
    steps
        .iter()
        .map(|(field, presence)| Access {
            field: (*field).to_owned(),
            presence: *presence,
        })
        .collect()
}

fn style(pagination: &str) -> PaginationStyle {
    lowered(pagination)
        .api
        .operations
        .remove(0)
        .pagination
        .expect("a pagination")
        .style
}

#[test]
fn every_style() {
    assert_eq!(
        style("{style: page, parameter: page, next: /next, items: /data}"),
        PaginationStyle::NextNumber {
            next: access(&[("next", Presence::OptionalNullable)])
        }
    );
    assert_eq!(
        style("{style: page, parameter: page, current: /current, last: /last, items: /data}"),
        PaginationStyle::CurrentAndLast {
            current: access(&[("current", Presence::Required)]),
            last: access(&[("last", Presence::Required)])
        }
    );
    assert_eq!(
        style("{style: cursor, parameter: cursor, next: /token, items: /data}"),
        PaginationStyle::Cursor {
            next: access(&[("token", Presence::Optional)])
        }
    );
    assert_eq!(
        style("{style: url, parameter: page, next: /meta/type, items: /meta/list}"),
        PaginationStyle::Url {
            next: access(&[
                ("meta", Presence::OptionalNullable),
                ("type_", Presence::Required)
            ])
        }
    );
    assert_eq!(
        style("{style: cursor, parameter: cursor, next: /odd~1key, items: /data}"),
        PaginationStyle::Cursor {
            next: access(&[("odd_key", Presence::Optional)])
        }
    );
    let pagination = lowered("{style: page, parameter: page, next: /next, items: /data}")
        .api
        .operations
        .remove(0)
        .pagination;
    let pagination = pagination.expect("a pagination");
    assert_eq!(pagination.parameter, 0);
    assert_eq!(pagination.items, access(&[("data", Presence::Required)]));
}

#[test]
fn each_failure_is_reported_where_it_stands() {
    for (pagination, about) in [
        (
            "{style: page, parameter: day, next: /next, items: /data}",
            "integer parameter",
        ),
        (
            "{style: cursor, parameter: page, next: /token, items: /data}",
            "string parameter",
        ),
        (
            "{style: url, parameter: X-Page, next: /meta/type, items: /data}",
            "in the query",
        ),
        (
            "{style: page, parameter: page, next: /nothing, items: /data}",
            "no property `nothing`",
        ),
        (
            "{style: page, parameter: page, next: /token/x, items: /data}",
            "without known properties",
        ),
        (
            "{style: page, parameter: page, next: /token, items: /data}",
            "an integer",
        ),
        (
            "{style: cursor, parameter: cursor, next: /next, items: /data}",
            "a string",
        ),
        (
            "{style: page, parameter: page, next: /next, items: /token}",
            "an array",
        ),
    ] {
        let problems = try_lower(&document(pagination)).expect_err(pagination);
        assert_eq!(problems.len(), 1, "{problems:#?}");
        assert!(
            problems[0].starts_with("test.yaml:7:")
                && problems[0].contains("[pagination]")
                && problems[0].contains(about),
            "{pagination}: {problems:#?}"
        );
    }
}

#[test]
fn several_failures_are_reported_together() {
    let problems = try_lower(&document(
        "{style: page, parameter: day, next: /nothing, items: /token}",
    ))
    .expect_err("three mistakes");
    assert_eq!(problems.len(), 3, "{problems:#?}");
}

#[test]
fn a_walk_without_an_end_is_warned_of() {
    let lowered = lowered("{style: page, parameter: page, next: /always, items: /data}");
    assert_eq!(
        lowered
            .warnings
            .iter()
            .map(|warning| warning.code.as_str())
            .collect::<Vec<_>>(),
        ["endless-pagination"]
    );
}
