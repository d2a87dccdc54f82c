//! Bodies of requests and responses, and what a success is.

use super::{Lowered, try_lower};
use crate::ir::{Body, Operation, Outcome, Payload};

#[track_caller]
fn lowered(rest: &str) -> Lowered {
    match try_lower(&format!(
        "openapi: 3.1.0\ninfo: {{title: Test, version: '1'}}\n{rest}"
    )) {
        Ok(lowered) => lowered,
        Err(problems) => panic!("{problems:#?}"),
    }
}

/// The one operation of a document with these responses.
#[track_caller]
fn answers(responses: &str) -> (Operation, Lowered) {
    let lowered = lowered(&format!(
        "paths: {{/a: {{get: {{operationId: a, responses: {responses}}}}}}}\ncomponents: {{schemas: {{T: {{type: object, properties: {{x: {{type: string}}}}}}}}}}"
    ));
    (lowered.api.operations[0].clone(), lowered)
}

fn shown(body: &Body, lowered: &Lowered) -> String {
    let contents = body.contents.iter().map(|content| {
        let payload = match &content.payload {
            Payload::Json(ty) => format!("Json({})", lowered.shown(ty)),
            Payload::Form(ty, _) => format!("Form({})", lowered.shown(ty)),
            Payload::Multipart(ty, _) => format!("Multipart({})", lowered.shown(ty)),
            other => format!("{other:?}"),
        };
        format!("{} {} {payload}", content.name.rust, content.name.wire)
    });
    let contents: Vec<_> = contents.collect();
    let choice = body.choice.as_ref().map(|name| format!("{}: ", name.rust));
    format!("{}{}", choice.unwrap_or_default(), contents.join(", "))
}

#[test]
fn a_success_is_what_there_is() {
    for (responses, expected) in [
        (
            "{'200': {description: A.}, default: {description: B.}}",
            "Success Error",
        ),
        (
            "{2XX: {description: A.}, '404': {description: B.}}",
            "Error Success",
        ),
        ("{default: {description: A.}}", "Either"),
        (
            "{'404': {description: A.}, default: {description: B.}}",
            "Error Either",
        ),
        (
            "{'302': {description: A.}, '404': {description: B.}}",
            "Success Error",
        ),
        (
            "{'302': {description: A.}, '200': {description: B.}}",
            "Success Error",
        ),
        ("{'101': {description: A.}}", "Success"),
        ("{'404': {description: A.}}", "Error"),
    ] {
        let (operation, _) = answers(responses);
        let outcomes = operation.responses.iter();
        let outcomes: Vec<_> = outcomes
            .map(|response| match response.outcome {
                Outcome::Success => "Success",
                Outcome::Error => "Error",
                Outcome::Either => "Either",
            })
            .collect();
        assert_eq!(outcomes.join(" "), expected, "{responses}");
    }
}

#[test]
fn what_each_media_type_is_read_as() {
    let reference = "schema: {$ref: '#/components/schemas/T'}";
    for (content, expected) in [
        ("text/csv: {schema: {type: string}}".to_owned(), "Csv text/csv Text"),
        ("application/pdf: {schema: {type: string, format: binary}}".to_owned(), "Pdf application/pdf Bytes"),
        ("'*/*': {schema: {type: string, format: binary}}".to_owned(), "Any */* Bytes"),
        ("'*/*': {schema: {type: string}}".to_owned(), "Any */* Text"),
        ("'*/*': {}".to_owned(), "Any */* Bytes"),
        (format!("'*/*': {{{reference}}}"), "Any */* Json(T)"),
        (format!("application/xml: {{{reference}}}"), "Xml application/xml Text"),
        (
            // What the client asks for as JSON, it does not ask for as XML.
            format!("application/xml: {{{reference}}}, application/json: {{{reference}}}"),
            "Json application/json Json(T)",
        ),
        (
            format!("text/plain: {{{reference}}}, application/json: {{{reference}}}, text/json: {{{reference}}}"),
            "Json application/json Json(T)",
        ),
        (
            format!("text/csv: {{schema: {{type: string}}}}, application/json: {{{reference}}}"),
            "AContent: Json application/json Json(T), Csv text/csv Text",
        ),
        (
            "image/png: {}, image/*: {}".to_owned(),
            "AContent: Png image/png Bytes, Image image/* Bytes",
        ),
        (
            "application/a+json: {schema: {type: string}}, application/b+json: {schema: {type: integer}}".to_owned(),
            "AContent: AJson application/a+json Json(String), BJson application/b+json Json(i64)",
        ),
    ] {
        let (operation, lowered) =
            answers(&format!("{{'200': {{description: A., content: {{{content}}}}}}}"));
        let body = operation.responses[0].body.as_ref().unwrap();
        assert_eq!(shown(body, &lowered), expected, "{content}");
        assert!(lowered.warnings.is_empty(), "{:?}", lowered.warnings);
    }
}

#[test]
fn http_knows_answers_without_a_body() {
    let content = "content: {application/json: {schema: {type: string}}}";
    let (operation, lowered) = answers(&format!(
        "{{'200': {{description: A., {content}}}, '204': {{description: B., {content}}}, '304': {{description: C., {content}}}}}"
    ));
    let bodies = operation
        .responses
        .iter()
        .map(|response| response.body.is_some());
    assert_eq!(bodies.collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(lowered.fidelity.len(), 2, "{:?}", lowered.fidelity);
    let head = self::lowered(&format!(
        "paths: {{/a: {{head: {{operationId: a, responses: {{'200': {{description: A., {content}}}}}}}}}}}"
    ));
    assert_eq!(head.api.operations[0].responses[0].body, None);
}

#[test]
fn a_response_that_operations_share_is_made_once() {
    let lowered = lowered(
        "paths:
  /a:
    get: {operationId: a, responses: {'404': {$ref: '#/components/responses/NotThere'}, '410': {$ref: '#/components/responses/NotThere'}}}
    put: {operationId: b, responses: {'404': {$ref: '#/components/responses/NotThere'}, '409': {$ref: '#/components/responses/Two'}}}
    delete: {operationId: c, responses: {'409': {$ref: '#/components/responses/Two'}}}
components:
  responses:
    NotThere: {description: Gone., content: {application/json: {schema: {type: object, properties: {why: {type: string}}}}}}
    Two: {description: Two., content: {application/json: {schema: {type: object, properties: {how: {type: string}}}}, text/plain: {}}}
",
    );
    let bodies = lowered
        .api
        .operations
        .iter()
        .flat_map(|operation| &operation.responses);
    let bodies: Vec<_> = bodies
        .map(|response| shown(response.body.as_ref().unwrap(), &lowered))
        .collect();
    assert_eq!(
        bodies,
        [
            "Json application/json Json(NotThere)",
            "Json application/json Json(NotThere)",
            "Json application/json Json(NotThere)",
            "BConflictContent: Json application/json Json(Two), Text text/plain Text",
            "CConflictContent: Json application/json Json(Two), Text text/plain Text",
        ]
    );
    assert_eq!(lowered.api.types.len(), 2);
}

#[test]
fn a_sensitive_body_is_refused() {
    let problems = try_lower(
        "openapi: 3.1.0\ninfo: {title: Test, version: '1'}\npaths: {/a: {get: {operationId: a, responses: {'200': {description: A., content: {application/json: {schema: {type: string, x-sensitive: text}}}}}}}}",
    )
    .unwrap_err();
    assert!(
        problems.len() == 1 && problems[0].contains("x-sensitive"),
        "{problems:?}"
    );
}

#[test]
fn header_fields_are_shared_by_name() {
    let lowered = lowered(
        "paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: A.
          headers:
            X-Rate-Limit: {description: How many are left., schema: {type: integer, minimum: 0}}
            Content-Type: {schema: {type: string}}
            X-Tags: {schema: {type: array, items: {type: string, enum: [a, b]}}}
            X-Shape: {schema: {type: object, properties: {a: {type: string}}}}
            X-Json: {content: {application/json: {schema: {type: object, additionalProperties: {type: string}}}}}
        '404': {description: B., headers: {x-rate-limit: {schema: {type: integer, minimum: 0}}, X-Mixed: {schema: {type: integer}}}}
        '409': {description: C., headers: {X-Mixed: {schema: {type: boolean}}}}
",
    );
    let headers = lowered.api.headers.iter();
    let headers: Vec<_> = headers
        .map(|header| {
            format!(
                "{} {} {} {:?}",
                header.name.rust,
                header.name.wire,
                lowered.shown(&header.ty),
                header.form
            )
        })
        .collect();
    assert_eq!(
        headers,
        [
            "X_RATE_LIMIT X-Rate-Limit i64 Single",
            "X_TAGS X-Tags Vec<XTagsHeaderItem> List",
            "X_SHAPE X-Shape String Single",
            "X_JSON X-Json Map<String> Json",
            "X_MIXED X-Mixed String Single",
        ]
    );
    assert_eq!(
        lowered.api.headers[0].docs.lines,
        ["How many are left.", "", "At least 0."]
    );
    let responses = lowered.api.operations[0].responses.iter();
    let numbers: Vec<_> = responses.map(|response| response.headers.clone()).collect();
    assert_eq!(numbers, [vec![0, 1, 2, 3], vec![0, 4], vec![4]]);
    let notes: Vec<_> = lowered
        .fidelity
        .iter()
        .map(|note| note.message.as_str())
        .filter(|message| message.contains("kept as text"))
        .collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
}
