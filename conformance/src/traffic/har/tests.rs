//! What recorders write, and what they leave out.

use serde_json::{Value, json};

use super::{Entry, EntryBody};

fn entry(response: &Value) -> Result<(super::Exchange, Result<String, String>), String> {
    let entry = json!({
        "_initiator": {"type": "other"},
        "startedDateTime": "2026-01-01T00:00:00Z",
        "time": -1.5,
        "request": {"method": "get", "url": "https://api.example.com/calls", "headers": []},
        "response": response,
    });
    let text = entry.to_string();
    let entry = Entry::read(text.as_bytes()).map_err(|error| error.message)?;
    let body = match entry.body {
        EntryBody::Bytes(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        EntryBody::Absent => Err("absent".to_owned()),
        EntryBody::Damaged(message) => Err(message),
    };
    Ok((entry.exchange, body))
}

fn body(response: &Value) -> Result<String, String> {
    entry(response).unwrap().1
}

#[test]
fn an_exchange_is_understood() {
    let (exchange, body) = entry(&json!({
        "status": 200,
        "headers": [{"name": "Content-TYPE", "value": "application/json; charset=utf-8", "x": 1}],
        "content": {"size": 9, "mimeType": "text/plain", "text": "{\"a\": \"\u{e9}\"}"},
    }))
    .unwrap();
    assert_eq!(
        (
            exchange.method.as_str(),
            exchange.url.as_str(),
            exchange.status
        ),
        ("GET", "https://api.example.com/calls", 200)
    );
    assert_eq!(
        exchange.media_type.as_deref(),
        Some("application/json; charset=utf-8")
    );
    assert_eq!(body.unwrap(), "{\"a\": \"\u{e9}\"}");
}

#[test]
fn what_recorders_leave_out_is_no_damage() {
    let (exchange, body) = entry(&json!({"status": 0, "headers": null})).unwrap();
    assert_eq!((exchange.status, exchange.media_type), (0, None));
    assert_eq!(body, Err("absent".to_owned()));
    let (exchange, _) =
        entry(&json!({"status": "404", "content": {"mimeType": "x-unknown"}})).unwrap();
    assert_eq!((exchange.status, exchange.media_type), (404, None));
    let (exchange, _) = entry(&json!({"content": {"mimeType": "text/html"}})).unwrap();
    assert_eq!(exchange.media_type.as_deref(), Some("text/html"));
}

#[test]
fn an_empty_text_is_a_body_where_one_was_due() {
    let empty = |status: u16, size: i32| {
        body(&json!({"status": status, "content": {"size": size, "text": ""}}))
    };
    assert_eq!(empty(200, 0), Ok(String::new()));
    assert_eq!(empty(200, 17), Err("absent".to_owned()));
    assert_eq!(empty(204, 0), Err("absent".to_owned()));
    assert_eq!(empty(302, 0), Err("absent".to_owned()));
}

#[test]
fn encodings_are_undone() {
    let coded = |text: &str, name: &str| {
        body(&json!({
            "status": 200,
            "headers": [{"name": "content-encoding", "value": name}],
            "content": {"text": text, "encoding": "base64"},
        }))
    };
    assert_eq!(coded("e30=", ""), Ok("{}".to_owned()));
    assert_eq!(coded("e3\r\n0", ""), Ok("{}".to_owned()));
    assert!(
        coded("e3*=", "")
            .unwrap_err()
            .starts_with("the base64 of the body is damaged: ")
    );
    // `printf '{}' | gzip -n | base64`, whole and cut off.
    assert_eq!(
        coded("H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA==", "gzip"),
        Ok("{}".to_owned())
    );
    assert_eq!(
        coded("H4sIAAAAAAAAA6uuBQ==", "gzip"),
        Err("in the body, the gzip stream is cut off after 13 bytes of it".to_owned())
    );
    assert_eq!(
        coded("CwCA/gM=", "br"),
        Err("the body was recorded as it was compressed, by `br`, which is not read".to_owned())
    );
    assert_eq!(coded("e30=", "br"), Ok("{}".to_owned()));
}

#[test]
fn what_is_no_entry_says_why() {
    for (text, said) in [
        ("{}", "the entry cannot be read: missing field `request`"),
        (
            "null",
            "the entry cannot be read: invalid type: null, expected an entry of an HTTP archive",
        ),
        ("{\"a\": NaN}", "the entry cannot be read: expected value"),
    ] {
        let error = Entry::read(text.as_bytes())
            .err()
            .map(|error| error.message);
        assert_eq!(error.as_deref(), Some(said));
    }
    for (text, kind) in [
        (json!(5_551_234), "integer"),
        (json!("call Bob, expected at 5551234"), "string"),
        (json!(5.5), "floating"),
    ] {
        let said = entry(&json!({"headers": text})).unwrap_err();
        assert_eq!(
            said,
            format!("the entry cannot be read: invalid type: {kind}, expected a sequence"),
            "what it holds may be nobody's business"
        );
    }
    let said = entry(&json!({"status": 1e9})).unwrap_err();
    assert_eq!(
        said,
        "the entry cannot be read: `1000000000` is no HTTP status"
    );
}
