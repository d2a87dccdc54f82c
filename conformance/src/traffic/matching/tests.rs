//! Requests against documents of every kind of server.

use callspec_generator::source::Source;
use callspec_generator::spec::{self, Document};

use super::{Matcher, Miss};
use crate::traffic::Exchange;

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

fn document(rest: &str) -> Document {
    let parsed = spec::parse(&Source::new(
        "test.yaml".to_owned(),
        format!("{HEAD}{rest}"),
    ));
    let said: Vec<_> = parsed.diagnostics.iter().map(|it| &it.message).collect();
    parsed.document.unwrap_or_else(|| panic!("{said:?}"))
}

fn matcher_of(document: &Document, servers: &[String]) -> Matcher {
    Matcher::new(document, servers).unwrap()
}

fn find(matcher: &Matcher, method: &str, url: &str) -> Result<String, Miss> {
    let exchange = Exchange {
        method: method.to_owned(),
        url: url.to_owned(),
        status: 200,
        media_type: None,
    };
    matcher.find(&exchange).map(str::to_owned)
}

/// Paths with a GET each, whose operationId is the path.
fn paths(paths: &[&str]) -> String {
    let mut text = "paths:\n".to_owned();
    for path in paths {
        text.push_str(&format!(
            "  '{path}': {{parameters: [{}], get: {{operationId: 'get {path}', responses: {{'200': {{description: d}}}}}}}}\n",
            path.split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next())
                .map(|name| format!(
                    "{{name: '{name}', in: path, required: true, schema: {{type: string}}}}"
                ))
                .collect::<Vec<_>>()
                .join(", ")
        ));
    }
    text
}

#[test]
fn the_most_literal_template_is_meant() {
    let matcher = matcher_of(
        &document(&paths(&[
            "/calls/{id}",
            "/calls/latest",
            "/calls",
            "/calls/",
            "/{kind}/latest",
            "/",
        ])),
        &[],
    );
    for (url, path) in [
        ("https://h/calls/7", "/calls/{id}"),
        ("https://h/calls/latest", "/calls/latest"),
        ("https://h/calls/l%61test", "/calls/latest"),
        ("https://h/calls/a%2Fb", "/calls/{id}"),
        ("https://h/legs/latest", "/{kind}/latest"),
        ("https://h/calls?page=2#top", "/calls"),
        ("https://h/calls/", "/calls/"),
        ("https://h/calls/7/", "/calls/{id}"),
        ("https://h//calls", "/calls"),
        ("https://h", "/"),
        ("/calls", "/calls"),
    ] {
        assert_eq!(
            find(&matcher, "GET", url),
            Ok(format!("get {path}")),
            "{url}"
        );
    }
    assert_eq!(find(&matcher, "GET", "https://h/a/b/c"), Err(Miss::NoPath));
    assert_eq!(find(&matcher, "GET", "data:,x"), Err(Miss::NoAddress));
}

#[test]
fn a_template_without_the_method_gives_way() {
    let matcher = matcher_of(
        &document(
            "paths:
  /calls/latest:
    get: {responses: {'200': {description: d}}}
  /calls/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    delete: {operationId: deleteCall, responses: {'204': {description: d}}}
",
        ),
        &[],
    );
    assert_eq!(
        find(&matcher, "DELETE", "https://h/calls/latest"),
        Ok("deleteCall".to_owned())
    );
    // Without an operationId, the name that the bundle gives it.
    assert_eq!(
        find(&matcher, "GET", "https://h/calls/latest"),
        Ok("GET /calls/latest".to_owned())
    );
    let miss = find(&matcher, "POST", "https://h/calls/latest").unwrap_err();
    assert_eq!(
        miss.to_string(),
        "`/calls/latest` has no such method, only GET"
    );
}

#[test]
fn servers_are_preferred_and_not_required() {
    let text = format!(
        "servers: [{{url: 'https://api.example.com/v1'}}, {{url: /v2/}}]\n{}",
        paths(&["/calls", "/{id}", "/v2/calls"])
    );
    let document = document(&text);
    let matcher = matcher_of(&document, &[]);
    for (url, path) in [
        ("https://api.example.com/v1/calls", "/calls"),
        ("https://api.example.com/v1/7", "/{id}"),
        ("https://API.example.com:443/v1/calls", "/calls"),
        // Relative servers have any host; the longer base path wins over the same words in a template.
        ("http://localhost:4010/v2/calls", "/calls"),
        // At another host: by the base path, then without one.
        ("http://localhost:4010/v1/calls", "/calls"),
        ("http://localhost:4010/calls", "/calls"),
    ] {
        assert_eq!(
            find(&matcher, "GET", url),
            Ok(format!("get {path}")),
            "{url}"
        );
    }
    // A template of nothing but variables would take what any other service is asked.
    assert_eq!(
        find(&matcher, "GET", "https://analytics.example.net/collect"),
        Err(Miss::NoPath)
    );

    let pinned = matcher_of(&document, &["http://localhost:4010".to_owned()]);
    assert_eq!(
        find(&pinned, "GET", "http://localhost:4010/7"),
        Ok("get /{id}".to_owned())
    );
    assert_eq!(
        find(&pinned, "GET", "https://api.example.com/v1/calls"),
        Err(Miss::NoServer)
    );
    for wrong in ["ftp://h", "localhost:4010"] {
        assert!(
            Matcher::new(&document, &[wrong.to_owned()]).is_err(),
            "{wrong}"
        );
    }
    assert_eq!(
        find(&pinned, "GET", "http://localhost:4010/a/b/c"),
        Err(Miss::NoPath)
    );
}

#[test]
fn variables_of_servers_have_their_values() {
    let matcher = matcher_of(
        &document(&format!(
            "servers:
  - url: 'https://{{region}}.example.com:{{port}}/{{base}}/{{version}}'
    variables:
      region: {{default: eu}}
      port: {{default: '443', enum: ['443', '8443']}}
      base: {{default: api/public}}
      version: {{default: v2, enum: [v1, v2]}}
{}",
            paths(&["/{kind}"])
        )),
        &[],
    );
    for (url, found) in [
        ("https://us.example.com/api/public/v1/calls", true),
        ("https://us.example.com:8443/other/v2/calls", true),
        ("https://us.example.com:9000/other/v2/calls", false),
        ("https://us.example.com/other/v3/calls", false),
        ("https://us.example.org/other/v2/calls", false),
    ] {
        let expected = match found {
            true => Ok("get /{kind}".to_owned()),
            false => Err(Miss::NoPath),
        };
        assert_eq!(find(&matcher, "GET", url), expected, "{url}");
    }
}

#[test]
fn paths_and_operations_have_servers_of_their_own() {
    let matcher = matcher_of(
        &document(
            "servers: [{url: 'https://api.example.com'}]
paths:
  /{name}:
    servers: [{url: 'https://files.example.com'}]
    parameters: [{name: name, in: path, required: true, schema: {type: string}}]
    get: {operationId: download, responses: {'200': {description: d}}}
    put:
      operationId: upload
      servers: [{url: 'https://upload.example.com/in'}]
      responses: {'200': {description: d}}
",
        ),
        &[],
    );
    for (method, url, operation) in [
        ("GET", "https://files.example.com/x", Some("download")),
        ("GET", "https://api.example.com/x", None),
        ("PUT", "https://upload.example.com/in/x", Some("upload")),
        ("PUT", "https://files.example.com/x", None),
    ] {
        let found = find(&matcher, method, url).ok();
        assert_eq!(found.as_deref(), operation, "{method} {url}");
    }
}
