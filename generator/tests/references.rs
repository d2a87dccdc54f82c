//! References lead to any place of the document that holds an object of their kind.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use callspec_generator::diagnostics::{Code, Diagnostic};
use callspec_generator::source::Source;
use callspec_generator::spec::{self, Document, Edition, Parsed};

fn parse(text: &str) -> Parsed {
    let head = "openapi: 3.1.0\ninfo: {title: Test, version: '1'}\n";
    spec::parse(&Source::new("test.yaml", format!("{head}{text}")))
}

/// A document without errors; warnings are let through.
#[track_caller]
fn document(text: &str) -> Document {
    let parsed = parse(text);
    let errors: Vec<_> = parsed
        .diagnostics
        .iter()
        .filter(|problem| problem.is_error())
        .map(Diagnostic::to_string)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    parsed.document.unwrap()
}

/// The errors of a document: code, line, and what it is about.
fn errors(text: &str) -> Vec<(Code, usize, String)> {
    let parsed = parse(text);
    let errors = parsed
        .diagnostics
        .iter()
        .filter(|problem| problem.is_error());
    errors
        .map(|problem| (problem.code, problem.position.line, problem.message.clone()))
        .collect()
}

const ELSEWHERE: &str = "
paths:
  /calls:
    get:
      parameters:
        - {name: page, in: query, schema: {type: integer}}
        - {$ref: '#/x-shared/size'}
      responses:
        '200':
          description: A page.
          headers:
            X-Total: {schema: {type: integer}}
            X-Left: {$ref: '#/components/headers/Chain'}
  /recordings:
    post:
      parameters:
        - {$ref: '#/paths/~1calls/get/parameters/0'}
        - {$ref: '#/paths/~1calls/get/parameters/1'}
      requestBody: {$ref: '#/paths/~1calls~1{id}/put/requestBody'}
      responses:
        '200': {$ref: '#/paths/~1calls/get/responses/200'}
        '404': {$ref: '#/components/responses/Alias'}
  /calls/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    put:
      requestBody: {content: {application/json: {schema: {$ref: '#/x-shared/call'}}}}
components:
  responses:
    Alias: {$ref: '#/components/responses/Missing'}
    Missing: {description: No such thing.}
  headers:
    Chain: {$ref: '#/paths/~1calls/get/responses/200/headers/X-Total'}
x-shared:
  size: {name: size, in: query, schema: {type: integer}}
  call: {type: object, properties: {id: {type: string}}}
";

#[test]
fn objects_are_found_wherever_they_stand() {
    let document = document(ELSEWHERE);
    let [calls, recordings, _] = document.paths.as_slice() else {
        panic!("three paths: {:#?}", document.paths);
    };
    let post = &recordings.operations[0];
    let names: Vec<_> = post
        .parameters
        .iter()
        .map(|parameter| document.parameter(parameter).unwrap().name.value.as_str())
        .collect();
    assert_eq!(names, ["page", "size"]);

    let body = document.request_body(post.request_body.as_ref().unwrap());
    assert_eq!(body.unwrap().content[0].0.value, "application/json");

    let described: Vec<_> = post
        .responses
        .iter()
        .map(|response| {
            let target = document.response(response).unwrap();
            (
                response.status.value.as_str(),
                target.description.as_ref().unwrap().value.as_str(),
            )
        })
        .collect();
    assert_eq!(described, [("200", "A page."), ("404", "No such thing.")]);

    let (_, left) = &calls.operations[0].responses[0].headers[1];
    let total = &calls.operations[0].responses[0].headers[0].1;
    assert_eq!(document.header(left).unwrap().at, total.at);

    let schemas: Vec<_> = document
        .elsewhere
        .schemas
        .iter()
        .map(|schema| document.tree.pointer(schema.at))
        .collect();
    assert_eq!(schemas, ["/x-shared/call"]);
}

#[test]
fn what_stands_where_nothing_is_read_is_checked_when_it_is_referred_to() {
    let errors = errors(
        "paths: {/a: {get: {parameters: [{$ref: '#/x-shared/a'}, {$ref: '#/x-shared/c'}]}}}
x-shared:
  a: {name: a, in: body, schema: {$ref: '#/x-shared/b'}}
  b: {type: strin}
  c: [not a map]
",
    );
    let said: Vec<_> = errors
        .iter()
        .map(|(code, line, _)| (*code, *line))
        .collect();
    assert_eq!(
        said,
        [
            (Code::InvalidReference, 3),
            (Code::InvalidValue, 5),
            (Code::InvalidValue, 6)
        ]
    );
}

#[test]
fn the_wrong_kind_is_refused() {
    let places = [
        ("parameters: [{$ref: 'TO'}]", "a parameter"),
        ("responses: {'200': {$ref: 'TO'}}", "a response"),
        ("requestBody: {$ref: 'TO'}", "a request body"),
        ("callbacks: {a: {$ref: 'TO'}}", "a callback"),
        (
            "responses: {'200': {description: Fine., headers: {A: {$ref: 'TO'}}}}",
            "a header",
        ),
        (
            "responses: {'200': {description: Fine., links: {A: {$ref: 'TO'}}}}",
            "a link",
        ),
    ];
    for (place, what) in places {
        for target in [
            "#/components/schemas/A",
            "#/components/schemas",
            "#/info",
            "#/info/title",
            "",
        ] {
            let place = place.replace("TO", if target.is_empty() { "#" } else { target });
            let errors = errors(&format!(
                "paths: {{/a: {{get: {{{place}}}}}}}\ncomponents: {{schemas: {{A: {{type: string}}}}}}\n"
            ));
            assert!(
                matches!(errors.as_slice(), [(Code::InvalidReference, 3, message)] if message.ends_with(what)),
                "{place}: {errors:?}"
            );
        }
    }
}

#[test]
fn circles_of_every_kind_are_refused() {
    let sections = [
        "parameters",
        "responses",
        "requestBodies",
        "headers",
        "pathItems",
        "securitySchemes",
        "examples",
        "links",
        "callbacks",
    ];
    for section in sections {
        let errors = errors(&format!(
            "components:
  {section}:
    A: {{$ref: '#/components/{section}/B'}}
    B: {{$ref: '#/components/{section}/A'}}
    C: {{$ref: '#/components/{section}/C'}}
"
        ));
        assert!(
            matches!(
                errors.as_slice(),
                [(Code::ReferenceCycle, _, _), (Code::ReferenceCycle, 7, _)]
            ),
            "{section}: {errors:?}"
        );
    }
}

#[test]
fn a_path_item_may_be_a_reference() {
    let document = document(
        "paths:
  /a:
    $ref: '#/components/pathItems/A'
    delete: {operationId: deleteA}
  /b: {$ref: '#/paths/~1a'}
components:
  pathItems:
    A:
      parameters: [{name: q, in: query, schema: {type: string}}]
      get: {operationId: getA, responses: {'200': {description: Fine.}}}
      delete: {operationId: hidden}
",
    );
    let operations = |item: &spec::PathItem| -> Vec<String> {
        let id =
            |operation: &spec::Operation| operation.operation_id.as_ref().unwrap().value.clone();
        item.operations.iter().map(id).collect()
    };
    let [a, b] = document.paths.as_slice() else {
        panic!("two paths: {:#?}", document.paths);
    };
    assert_eq!(operations(a), ["deleteA", "getA"]);
    assert_eq!(operations(b), ["deleteA", "getA"]);
    assert_eq!(b.parameters.len(), 1);
}

#[test]
fn a_security_scheme_may_be_a_reference() {
    let document = document(
        "paths: {}
components:
  securitySchemes:
    key: {$ref: '#/components/securitySchemes/token'}
    token: {type: http, scheme: bearer}
",
    );
    assert_eq!(document.components.security_schemes.len(), 2);
}

#[test]
fn path_items_that_repeat_each_other_stay_within_bounds() {
    let mut text = "paths:\n".to_owned();
    let operations = "get: {}, put: {}, post: {}, delete: {}, options: {}, head: {}, patch: {}";
    text.push_str(&format!(
        "  /a0: {{{operations}, x-a: [{}]}}\n",
        "1, ".repeat(4_000)
    ));
    for number in 1..3_000 {
        text.push_str(&format!("  /a{number}: {{$ref: '#/paths/~1a0'}}\n"));
    }
    let errors = errors(&text);
    assert!(
        matches!(errors.as_slice(), [(Code::LimitExceeded, 4, _)]),
        "{errors:?}"
    );
}

#[test]
fn a_document_may_need_no_paths() {
    for text in ["webhooks: {}\n", "components: {}\n"] {
        assert_eq!(document(text).edition, Edition::V31);
    }
    let missing = errors("tags: []\n");
    assert!(
        matches!(missing.as_slice(), [(Code::MissingKeyword, 1, _)]),
        "{missing:?}"
    );
}
