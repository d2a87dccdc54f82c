//! Operations, their parameters, responses and credentials.

use super::{Lowered, try_lower};
use crate::ir::{self, Location, Rule, SecurityKind, Status, Style};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Test, version: '1'}\n";
const OK: &str = "responses: {'200': {description: Fine.}}";

#[track_caller]
fn lowered(rest: &str) -> Lowered {
    match try_lower(&format!("{HEAD}{rest}")) {
        Ok(lowered) => lowered,
        Err(problems) => panic!("{problems:#?}"),
    }
}

#[test]
fn parameters_are_merged_and_checked() {
    let lowered = lowered(&format!(
        "paths:
  /calls/{{id}}:
    parameters:
      - {{name: id, in: path, required: true, schema: {{type: string, format: uuid}}}}
      - {{name: limit, in: query, schema: {{type: integer}}}}
    get:
      operationId: listCalls
      parameters:
        - {{name: limit, in: query, schema: {{type: integer, minimum: 1, maximum: 100, default: 15}}}}
        - {{name: tag, in: query, explode: false, schema: {{type: array, minItems: 1, uniqueItems: true, items: {{$ref: '#/components/schemas/Tag'}}}}}}
        - {{$ref: '#/components/parameters/Trace'}}
        - {{name: type, in: query, schema: {{type: [string, 'null'], enum: [a, null]}}}}
        - {{name: session, in: header, schema: {{type: boolean}}, x-sensitive: secret}}
        - {{name: build, in: query, x-rust-name: build_number, schema: {{type: number, exclusiveMinimum: 0}}}}
      {OK}
components:
  parameters:
    Trace: {{name: X-Trace, in: header, description: A trace., schema: {{$ref: '#/components/schemas/Tag'}}}}
  schemas:
    Tag: {{type: string, minLength: 2, maxLength: 9, x-sensitive: text}}
"
    ));
    let operation = &lowered.api.operations[0];
    let shown: Vec<_> = operation
        .parameters
        .iter()
        .map(|parameter| {
            format!(
                "{} {:?} {:?} {} {} {}",
                parameter.name.rust,
                parameter.location,
                parameter.style,
                parameter.explode,
                parameter.required,
                lowered.shown(&parameter.ty)
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "limit Query Form true false i64",
            "tag Query Form false false Vec<Tag>",
            "x_trace Header Simple false false Tag",
            "type_ Query Form true false ListCallsType",
            "session Header Simple false false bool",
            "build_number Query Form true false f64",
            "id Path Simple false true Uuid",
        ]
    );
    let parameter = |wire: &str| {
        operation
            .parameters
            .iter()
            .find(|parameter| parameter.name.wire == wire)
            .unwrap()
    };
    assert_eq!(
        parameter("limit").rules,
        [Rule::Minimum(1.into()), Rule::Maximum(100.into())]
    );
    assert_eq!(
        parameter("tag").rules,
        [Rule::MinItems(1), Rule::UniqueItems]
    );
    assert_eq!(
        parameter("tag").item_rules,
        [Rule::MinLength(2), Rule::MaxLength(9)]
    );
    assert_eq!(
        parameter("X-Trace").rules,
        [Rule::MinLength(2), Rule::MaxLength(9)]
    );
    assert_eq!(
        parameter("X-Trace").docs.lines,
        ["A trace.", "", "2 to 9 characters."]
    );
    assert!(
        parameter("X-Trace").sensitive.is_some()
            && parameter("tag").sensitive.is_some()
            && parameter("session").sensitive.is_some()
    );
    assert_eq!(parameter("build").rules.len(), 1);
    assert!(
        lowered.fidelity.is_empty(),
        "a request's constraints are checked when it is built: {:?}",
        lowered.fidelity
    );
}

#[test]
fn a_pattern_of_a_parameter_is_only_documented() {
    let lowered = lowered(&format!(
        "paths: {{/a: {{get: {{operationId: a, parameters: [{{name: x, in: query, schema: {{type: string, pattern: '^a'}}}}], {OK}}}}}}}"
    ));
    assert_eq!(lowered.fidelity.len(), 1);
    assert!(lowered.fidelity[0].message.contains("pattern"));
}

#[test]
fn parameters_of_every_type_are_written_and_what_is_undefined_is_noted() {
    let object = "schema: {type: object, properties: {a: {type: string}, b: {type: integer}}}";
    let nested = "schema: {type: object, properties: {a: {type: array, items: {type: string}}}}";
    let as_json = "written as JSON text";
    for (parameter, ty, json, noted) in [
        (format!("{{name: x, in: query, {object}}}"), "Ax", false, None),
        (format!("{{name: x, in: header, explode: true, {object}}}"), "Ax", false, None),
        (format!("{{name: x, in: query, style: deepObject, explode: true, {object}}}"), "Ax", false, None),
        (format!("{{name: x, in: query, style: pipeDelimited, {object}}}"), "Ax", false, None),
        (
            format!("{{name: x, in: query, style: deepObject, {nested}}}"),
            "Ax",
            false,
            Some("`name[property][0]`"),
        ),
        (format!("{{name: x, in: query, {nested}}}"), "Ax", false, Some(as_json)),
        (
            "{name: x, in: query, schema: {type: array, items: {type: array, items: {type: string}}}}".to_owned(),
            "Vec<Vec<String>>",
            false,
            Some(as_json),
        ),
        (
            "{name: x, in: query, schema: {type: object, additionalProperties: {type: integer}}}".to_owned(),
            "Map<i64>",
            false,
            None,
        ),
        (
            "{name: x, in: query, schema: {oneOf: [{type: string}, {type: integer}]}}".to_owned(),
            "Ax",
            false,
            None,
        ),
        (
            "{name: x, in: query, schema: {type: array, items: {type: [string, 'null']}}}".to_owned(),
            "Vec<Option<String>>",
            false,
            None,
        ),
        ("{name: x, in: query, schema: {}}".to_owned(), "Value", false, Some("any JSON value")),
        (
            "{name: x, in: query, style: spaceDelimited, schema: {type: string}}".to_owned(),
            "String",
            false,
            None,
        ),
        (
            "{name: x, in: query, schema: {type: number, enum: [0.5, 1.5]}}".to_owned(),
            "f64",
            false,
            Some("enum"),
        ),
    ] {
        let lowered = lowered(&format!(
            "paths: {{/a: {{get: {{operationId: a, parameters: [{parameter}], {OK}}}}}}}"
        ));
        let made = &lowered.api.operations[0].parameters[0];
        assert_eq!((lowered.shown(&made.ty).as_str(), made.json), (ty, json), "{parameter}");
        let notes: Vec<_> = lowered.fidelity.iter().map(|entry| entry.message.as_str()).collect();
        match noted {
            None => assert!(notes.is_empty(), "{parameter}: {notes:?}"),
            Some(about) => assert!(notes.iter().any(|note| note.contains(about)), "{parameter}: {notes:?}"),
        }
    }
}

#[test]
fn a_parameter_with_a_sensitive_part_does_not_show() {
    let lowered = lowered(&format!(
        "paths: {{/a: {{get: {{operationId: a, parameters: [{{name: x, in: query, schema: {{type: object, properties: {{a: {{type: string, x-sensitive: phone}}}}}}}}], {OK}}}}}}}"
    ));
    assert!(lowered.api.operations[0].parameters[0].sensitive.is_some());
}

#[test]
fn one_name_in_several_places_is_several_parameters() {
    let lowered = lowered(&format!(
        "paths: {{'/a/{{id}}': {{get: {{operationId: a, parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}, {{name: id, in: query, schema: {{type: string}}}}, {{name: ID, in: header, schema: {{type: string}}}}, {{name: u64, in: query, schema: {{type: string}}}}], {OK}}}}}}}"
    ));
    let parameters = &lowered.api.operations[0].parameters;
    let names: Vec<_> = parameters
        .iter()
        .map(|parameter| parameter.name.rust.as_str())
        .collect();
    assert_eq!(names, ["id", "id_query", "id_header", "u64_"]);
    assert!(lowered.warnings.is_empty());
}

#[test]
fn header_parameters_that_openapi_ignores_are_said_to_be() {
    let lowered = lowered(&format!(
        "paths: {{/a: {{get: {{operationId: a, parameters: [{{name: authorization, in: header, schema: {{type: string}}}}], {OK}}}}}}}"
    ));
    assert!(lowered.api.operations[0].parameters.is_empty());
    assert_eq!(lowered.warnings[0].code.as_str(), "ignored-parameter");
}

#[test]
fn responses_are_sorted_and_named() {
    let lowered = lowered(
        "paths:
  /a:
    get:
      operationId: a
      responses:
        default: {description: Else., content: {application/problem+json: {schema: {type: object, properties: {title: {type: string}}}}}}
        5XX: {description: Theirs.}
        '404': {$ref: '#/components/responses/Gone'}
        '200': {description: Fine., content: {application/json; charset=utf-8: {schema: {type: array, items: {type: object, properties: {x: {type: string}}}}}}}
        4XX: {description: Ours.}
components:
  responses:
    Gone: {description: Not there., headers: {Retry-After: {schema: {type: integer}}}, content: {application/json: {}}}
",
    );
    let shown: Vec<_> = lowered.api.operations[0]
        .responses
        .iter()
        .map(|response| {
            let body = response.body.as_ref().map(|body| {
                format!(
                    "{} {} {}",
                    lowered.shown(body.json().unwrap()),
                    body.contents[0].name.wire,
                    body.contents[0].origin
                )
            });
            format!(
                "{:?} {} {}",
                response.status,
                response.name.rust,
                body.unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "Exact(200) Ok Vec<AResponseItem> application/json; charset=utf-8 #/paths/~1a/get/responses/200/content/application~1json; charset=utf-8/schema",
            "Exact(404) NotFound Value application/json #/components/responses/Gone/content/application~1json",
            "Range(4) ClientError ",
            "Range(5) ServerError ",
            "Default Other AOther application/problem+json #/paths/~1a/get/responses/default/content/application~1problem+json/schema",
        ]
    );
    assert_eq!(
        lowered.api.operations[0].responses[1].docs.lines,
        ["Not there."]
    );
    assert_eq!(
        lowered.fidelity.len(),
        1,
        "the body without a schema: {:?}",
        lowered.fidelity
    );
    assert_eq!(
        lowered.api.operations[0].responses[0].status,
        Status::Exact(200)
    );
}

#[test]
fn names_of_operations() {
    let lowered = lowered(&format!(
        "paths:
  /calls/{{id}}:
    parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
    get: {{{OK}}}
    delete: {{operationId: deleteCall, x-rust-name: RemoveCall, {OK}}}
  /call:
    get: {{operationId: call, summary: Gets it., {OK}}}
components: {{schemas: {{Call: {{type: object, properties: {{a: {{type: string}}}}}}}}}}
"
    ));
    let names: Vec<_> = lowered
        .api
        .operations
        .iter()
        .map(|operation| (operation.name.wire.as_str(), operation.name.rust.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("GET /calls/{id}", "GetCallsId"),
            ("deleteCall", "RemoveCall"),
            ("call", "CallRequest")
        ]
    );
    assert_eq!(lowered.api.operations[0].docs.lines, ["`GET /calls/{id}`."]);
    assert_eq!(
        lowered.api.operations[0].origin,
        "#/paths/~1calls~1{id}/get"
    );
    assert_eq!(lowered.api.operations[2].docs.lines, ["Gets it."]);
}

#[test]
fn security_and_servers() {
    let lowered = lowered(&format!(
        "servers:
  - {{url: 'https://{{region}}.example.com/{{version}}', variables: {{region: {{default: eu, enum: [eu, us]}}, version: {{default: v2}}}}}}
  - {{url: /v1}}
  - {{url: 'https://{{tenant}}.example.com'}}
security: [{{key: [], token: []}}, {{}}]
paths:
  /a:
    servers: [{{url: https://a.example.com}}]
    get: {{operationId: a, {OK}}}
    post: {{operationId: b, servers: [{{url: https://b.example.com}}], security: [], {OK}}}
    put: {{operationId: c, security: [{{custom: []}}, {{token: [], password: []}}], {OK}}}
components:
  securitySchemes:
    token: {{type: http, scheme: bearer}}
    key: {{type: apiKey, in: header, name: X-Key, description: The key.}}
    custom: {{type: http, scheme: AccessKey}}
    password: {{type: http, scheme: basic}}
"
    ));
    let api = &lowered.api;
    let urls = |servers: &[ir::Server]| -> Vec<String> {
        let variables = |server: &ir::Server| -> Vec<String> {
            let variables = server.variables.iter();
            variables
                .map(|each| format!(" {}={} of {:?}", each.name, each.default, each.values))
                .collect()
        };
        let shown = servers
            .iter()
            .map(|server| format!("{}{}", server.url, variables(server).concat()));
        shown.collect()
    };
    assert_eq!(
        urls(&api.servers),
        [
            "https://{region}.example.com/{version} region=eu of [\"eu\", \"us\"] version=v2 of []",
            "/v1",
            "https://{tenant}.example.com"
        ]
    );
    let warned: Vec<_> = lowered
        .warnings
        .iter()
        .map(|warning| warning.code.as_str())
        .collect();
    assert_eq!(warned, ["conflicting-schemes"]);
    assert_eq!(urls(&api.operations[0].servers), ["https://a.example.com"]);
    assert_eq!(urls(&api.operations[1].servers), ["https://b.example.com"]);
    assert_eq!(api.operations[0].security, [vec![1, 0], vec![]]);
    assert!(api.operations[1].security.is_empty());
    assert_eq!(api.operations[2].security, [vec![2], vec![0, 3]]);
    let names: Vec<_> = api
        .security_schemes
        .iter()
        .map(|scheme| scheme.name.rust.as_str())
        .collect();
    assert_eq!(names, ["TOKEN", "KEY", "CUSTOM", "PASSWORD"]);
    let http = |scheme: &str| SecurityKind::Http {
        scheme: scheme.to_owned(),
    };
    assert_eq!(api.security_schemes[0].kind, http("Bearer"));
    assert_eq!(
        api.security_schemes[1].kind,
        SecurityKind::ApiKey {
            location: Location::Header,
            parameter: "X-Key".to_owned()
        }
    );
    assert_eq!(api.security_schemes[2].kind, http("AccessKey"));
    assert_eq!(api.security_schemes[3].kind, SecurityKind::Basic);
    assert_eq!(api.security_schemes[1].docs.lines, ["The key."]);
}

#[test]
fn styles_are_kept() {
    let lowered = lowered(&format!(
        "paths: {{/a: {{get: {{operationId: a, parameters: [{{name: x, in: query, style: pipeDelimited, explode: false, schema: {{type: array, items: {{type: string}}}}}}], {OK}}}}}}}"
    ));
    assert_eq!(
        lowered.api.operations[0].parameters[0].style,
        Style::PipeDelimited
    );
}
