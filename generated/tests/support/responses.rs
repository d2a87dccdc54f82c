//! What a decoder makes of an answer.

use callspec::support::{Bytes, FailureKind, http};

use crate::specimen::*;

fn answer(status: u16, content_type: &str, body: &str) -> http::Response<Bytes> {
    let mut response = http::Response::builder().status(status);
    if !content_type.is_empty() {
        response = response.header("content-type", content_type);
    }
    response
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap()
}

fn list(status: u16, content_type: &str, body: &str) -> callspec::support::Decoded<ListCalls> {
    let workspace = callspec::support::Uuid::from_u128(1);
    ListCalls::builder()
        .workspace_id(workspace)
        .channel_id("c")
        .build()
        .unwrap()
        .decode(answer(status, content_type, body))
}

#[test]
fn a_success_is_its_type() {
    for content_type in [
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/hal+json",
        "",
    ] {
        assert!(
            list(200, content_type, r#"{"results":[]}"#)
                .unwrap()
                .results
                .is_empty()
        );
    }
    assert!(list(200, "application/json", "\u{feff}{\"results\":[]}").is_ok());
}

#[test]
fn a_success_that_is_none_says_why() {
    let html = list(200, "text/html", "<html>").unwrap_err();
    assert_eq!(html.kind(), &FailureKind::NotJson);
    assert_eq!(html.body(), "<html>");
    assert_eq!(
        html.to_string(),
        "the provider answered 200 OK with a body that is no JSON"
    );
    assert_eq!(
        list(200, "application/json", "")
            .unwrap_err()
            .decode_error()
            .unwrap()
            .problem(),
        "the body is empty"
    );
    let wrong = list(200, "application/json", r#"{"results":[{"id":"+49151"}]}"#).unwrap_err();
    assert_eq!(wrong.decode_error().unwrap().pointer(), "/results/0/id");
    for shown in [format!("{wrong:?}"), wrong.to_string()] {
        assert!(!shown.contains("49151"), "{shown}");
    }
}

#[test]
fn errors_are_told_by_status() {
    let problem = r#"{"message":"no"}"#;
    assert_eq!(
        list(404, "", "").unwrap_err().documented(),
        Some(&ListCallsError::NotFound)
    );
    assert_eq!(
        list(404, "text/html", "<html>").unwrap_err().documented(),
        Some(&ListCallsError::NotFound)
    );
    let unprocessable = list(422, "application/problem+json", problem).unwrap_err();
    assert!(
        matches!(unprocessable.documented(), Some(ListCallsError::UnprocessableContent(problem)) if problem.message == "no")
    );
    assert!(matches!(
        list(503, "application/json", problem)
            .unwrap_err()
            .documented(),
        Some(ListCallsError::ServerError(_))
    ));
    assert!(matches!(
        list(302, "application/json", problem)
            .unwrap_err()
            .documented(),
        Some(ListCallsError::Default(_))
    ));
    let proxy = list(502, "text/html", "<html>").unwrap_err();
    assert_eq!(
        (proxy.kind(), proxy.status().as_u16()),
        (&FailureKind::NotJson, 502)
    );
    let request = GetCall::builder().call_id(1).build().unwrap();
    assert_eq!(
        request
            .decode(answer(201, "application/json", problem))
            .unwrap_err()
            .kind(),
        &FailureKind::Undocumented
    );
}

#[test]
fn several_successes_are_told_apart() {
    let request = DeleteCall::builder().build().unwrap();
    assert_eq!(
        request.decode(answer(204, "", "")).unwrap(),
        DeleteCallOutput::NoContent
    );
    assert!(
        request
            .decode(answer(200, "application/json", "{}"))
            .is_err()
    );
}
