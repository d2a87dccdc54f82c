//! What a builder puts on the wire.

use callspec::support::{Bytes, Config, DateTime, Printable, RequestError, Uuid, http};

use crate::specimen::*;

const WORKSPACE: &str = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

fn list_calls() -> ListCallsBuilder<Uuid, String> {
    ListCalls::builder()
        .channel_id("c/1")
        .workspace_id(Uuid::parse(WORKSPACE).unwrap())
}

fn config() -> Config {
    Config::new().credential(security::BEARER_AUTH, "s3cret")
}

fn http(request: ListCalls) -> http::Request<Bytes> {
    request.to_http(&config()).unwrap()
}

#[test]
fn every_part_is_where_it_belongs() {
    let request = list_calls()
        .limit(100)
        .page_token("a+b/c=")
        .status("new one")
        .tag(["a", "b&c"])
        .columns(["x|y", "z"])
        .to("+49 151")
        .start_at(DateTime::parse("2024-01-15T10:30:00+01:00").unwrap())
        .x_request_tag("mine")
        .build()
        .unwrap();
    let http = http(request);
    assert_eq!(http.method(), "GET");
    assert_eq!(
        http.uri().to_string(),
        format!(
            "https://api.example.com/v1/workspaces/{WORKSPACE}/channels/c%2F1/calls?limit=100&pageToken=a%2Bb%2Fc%3D&status=new%20one\
             &tag=a&tag=b%26c&columns=x%7Cy%7Cz&to=%2B49%20151&startAt=2024-01-15T10%3A30%3A00%2B01%3A00"
        )
        .replace("x%7Cy%7Cz", "x%7Cy%7Cz")
    );
    assert_eq!(http.headers()["x-request-tag"], "mine");
    assert_eq!(http.headers()["authorization"], "Bearer s3cret");
    assert_eq!(
        http.headers()["accept"],
        "application/json, application/problem+json"
    );
    assert!(http.body().is_empty());
}

#[test]
fn what_is_not_set_is_not_sent() {
    let http = http(list_calls().limit(None).build().unwrap());
    assert_eq!(http.uri().query(), None);
    assert!(!http.headers().contains_key("x-request-tag"));
}

#[test]
fn all_violations_are_reported_at_once_and_show_no_value() {
    let tags = ["long enough", "a", "a", "b"];
    let violations = list_calls()
        .channel_id_is("..")
        .limit(1001)
        .tag(tags)
        .to("+49151234567890123456789")
        .x_request_tag("a\r\nb")
        .build()
        .unwrap_err();
    assert_eq!(
        violations.to_string(),
        "`limit` must be at most 1000; `tag` must have at most 3 items; `tag` must not have the same item twice; \
         item 0 of `tag` must have at most 8 characters; `to` must have at most 20 characters; \
         `X-Request-Tag` must be printable ASCII: it is a header field; \
         `channelId` must not make a segment of dots: the path would lead elsewhere"
    );
    assert_eq!(violations.iter().count(), 7);
}

trait ChannelIdIs {
    fn channel_id_is(self, id: &str) -> ListCallsBuilder<Uuid, String>;
}

impl ChannelIdIs for ListCallsBuilder<Uuid, String> {
    fn channel_id_is(self, id: &str) -> Self {
        ListCalls::builder()
            .workspace_id(Uuid::parse(WORKSPACE).unwrap())
            .channel_id(id)
    }
}

#[test]
fn a_path_keeps_its_shape() {
    for id in ["", ".", ".."] {
        assert!(list_calls().channel_id_is(id).build().is_err(), "{id:?}");
    }
    for (id, segment) in [
        ("a/../b", "a%2F..%2Fb"),
        ("%2e%2e", "%252e%252e"),
        ("a?b#c", "a%3Fb%23c"),
        ("...", "..."),
        ("ü", "%C3%BC"),
        ("a\r\nb", "a%0D%0Ab"),
    ] {
        let http = http(list_calls().channel_id_is(id).build().unwrap());
        assert_eq!(
            http.uri().path(),
            format!("/v1/workspaces/{WORKSPACE}/channels/{segment}/calls")
        );
    }
}

#[test]
fn a_request_that_was_changed_is_checked_again() {
    let mut request = list_calls().build().unwrap();
    request.limit = Some(0);
    let error = request.to_http(&config()).unwrap_err();
    assert!(matches!(&error, RequestError::Violations(_)));
    assert_eq!(error.to_string(), "`limit` must be at least 1");
}

#[test]
fn the_base_url_keeps_its_prefix() {
    let at = |url: &str| {
        GetCall::builder().call_id(-5).build().unwrap().to_http(
            &Config::new()
                .base_url(url)
                .credential(security::HEADER_KEY, "k"),
        )
    };
    assert_eq!(
        at("http://localhost:8080/proxy/").unwrap().uri(),
        "http://localhost:8080/proxy/calls/-5"
    );
    assert_eq!(
        at("https://example.com").unwrap().uri(),
        "https://example.com/calls/-5"
    );
    assert!(matches!(
        at("https://example.com/?a=b"),
        Err(RequestError::BaseUrl(_))
    ));
}

#[test]
fn each_scheme_proves_in_its_own_way() {
    let send = |config: Config| {
        GetCall::builder()
            .call_id(1)
            .build()
            .unwrap()
            .to_http(&config)
    };
    let key = send(Config::new().credential(security::HEADER_KEY, "k")).unwrap();
    assert_eq!(key.headers()["x-api-key"], "k");
    let secret = callspec::support::Secret::user_and_password("Aladdin", "open sesame");
    let basic = send(Config::new().credential(security::BASIC_AUTH, secret)).unwrap();
    assert_eq!(
        basic.headers()["authorization"],
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    );
    let cookie = send(Config::new().credential(security::COOKIE_KEY, "a;b")).unwrap();
    assert_eq!(cookie.headers()["cookie"], "session=a%3Bb");
    assert_eq!(
        send(Config::new()).unwrap_err().to_string(),
        "no credential is configured; needed: `headerKey`, or `basicAuth`, or `cookieKey`"
    );
    let both = Config::new()
        .credential(security::ACCESS_KEY, "k1")
        .credential(security::QUERY_KEY, "k 2");
    let both = list_calls().build().unwrap().to_http(&both).unwrap();
    assert_eq!(both.headers()["authorization"], "AccessKey k1");
    assert_eq!(both.uri().query(), Some("api_key=k%202"));
}

#[test]
fn credentials_and_sensitive_values_do_not_show() {
    let config = Config::new()
        .credential(security::ACCESS_KEY, "s3cret")
        .credential(security::QUERY_KEY, "s3cret");
    let request = list_calls().to("+49151").limit(3).build().unwrap();
    assert_eq!(
        format!("{request:?}"),
        format!(
            "ListCalls {{ workspace_id: {WORKSPACE:?}, channel_id: \"c/1\", limit: 3, page_token: None, status: None, tag: None, \
             columns: None, to: <phone>, start_at: None, x_request_tag: None }}"
        )
    );
    let http = request.to_http(&config).unwrap();
    assert!(http.headers()["authorization"].is_sensitive());
    assert_eq!(
        Printable(&http).to_string(),
        format!(
            "GET https://api.example.com/v1/workspaces/{WORKSPACE}/channels/c%2F1/calls?limit=3&to=<hidden>&api_key=<hidden>\n\
             accept: application/json, application/problem+json\nauthorization: <hidden>"
        )
    );
    for shown in [
        format!("{config:?}"),
        format!("{request:?}"),
        format!("{:?}", http.headers()),
    ] {
        assert!(
            !shown.contains("s3cret") && !shown.contains("49151"),
            "{shown}"
        );
    }
}

#[test]
fn pages_lead_on_until_they_lead_nowhere() {
    let page = |token: &str, meta: &str| -> CallPage {
        callspec::support::from_json(
            format!(r#"{{"results":[{ITEM}],"nextPageToken":{token},"meta":{meta}}}"#).as_bytes(),
        )
        .unwrap()
    };
    let calls = list_calls().limit(5).build().unwrap();
    let next = calls.next_page(&page("\"t1\"", "null")).unwrap();
    assert_eq!(
        (next.page_token.as_deref(), next.limit),
        (Some("t1"), Some(5))
    );
    assert_eq!(next.next_page(&page("\"t1\"", "null")), None);
    assert_eq!(next.next_page(&page("null", "null")), None);

    let meta = r#"{"current_page":1,"last_page":2,"next_page":2,"next_page_url":"https://api.example.com/v1/archive?page=2"}"#;
    let tasks = ListTasks::builder().build().unwrap();
    assert_eq!(
        tasks
            .next_page(&page("null", meta))
            .and_then(|next| next.page),
        Some(2)
    );
    let events = ListEvents::builder().page(1).build().unwrap();
    let second = events.next_page(&page("null", meta)).unwrap();
    assert_eq!(second.page, 2);
    assert_eq!(second.next_page(&page("null", meta)), None);
    let archive = ListArchive::builder().build().unwrap();
    assert_eq!(
        archive
            .next_page(&page("null", meta))
            .and_then(|next| next.page),
        Some(2)
    );
    assert_eq!(archive.next_page(&page("null", "null")), None);
}

const ITEM: &str = r#"{"id":1,"client_phone_number":"1","status":"initiated","total_cost":"0","created_at":"2024-01-15T10:30:00Z","participants":[]}"#;
