//! Bodies: what is on the wire for each kind, and what is made of each kind of answer.

use callspec::support::{Binary, Bytes, Config, FailureKind, Map, Value, body, http, json};

use crate::specimen::bodies::*;

fn call() -> NewCallBuilder {
    NewCall::builder().to("+49 151").attempts([1, 2])
}

/// The method, the content type and the body of a request.
fn wire(request: http::Request<Bytes>) -> (String, Option<String>, String) {
    let content_type = request.headers().get("content-type");
    (
        request.method().to_string(),
        content_type.map(|value| value.to_str().unwrap().to_owned()),
        String::from_utf8(request.body().to_vec()).unwrap(),
    )
}

fn sent(method: &str, content_type: &str, body: &str) -> (String, Option<String>, String) {
    (
        method.to_owned(),
        Some(content_type.to_owned()),
        body.to_owned(),
    )
}

fn answer(status: u16, content_type: &str, body: impl Into<Bytes>) -> http::Response<Bytes> {
    let mut response = http::Response::builder().status(status);
    if !content_type.is_empty() {
        response = response.header("content-type", content_type);
    }
    response.body(body.into()).unwrap()
}

#[test]
fn json_is_written_as_its_type_writes_it() {
    let request = SendJson::builder()
        .place("here")
        .body(call().build().unwrap())
        .build()
        .unwrap();
    let http = request.to_http(&Config::new()).unwrap();
    assert_eq!(http.uri().query(), Some("place=here"));
    assert_eq!(
        wire(http),
        sent(
            "POST",
            "application/json",
            r#"{"to":"+49 151","attempts":[1,2]}"#
        )
    );
}

#[test]
fn no_body_carries_numbers_that_are_not_finite() {
    type Write = fn(&Map<Option<f64>>, &str, &[body::Encoding]) -> body::Written;
    let ways: [(Write, &str, &str); 3] = [
        (body::json, "application/json", r#"{"a":0.5,"b":null}"#),
        (body::form, "application/x-www-form-urlencoded", "a=0.5"),
        (
            body::multipart,
            "multipart/form-data",
            "--callspec-part-0000\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n0.5\r\n--callspec-part-0000--\r\n",
        ),
    ];
    for (write, media_type, expected) in ways {
        let written = |b| {
            write(
                &Map::from_iter([("a", Some(0.5)), ("b", b)]),
                media_type,
                &[],
            )
        };
        assert_eq!(written(None).unwrap().bytes, expected);
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(
                written(Some(number)).unwrap_err().to_string(),
                "the body cannot be written: a number in it is not finite",
                "{media_type}"
            );
        }
    }
}

#[test]
fn a_body_shows_no_more_than_its_type_does() {
    let request = SendJson::builder()
        .body(call().build().unwrap())
        .build()
        .unwrap();
    let shown = format!("{request:?}");
    assert!(
        shown.starts_with(
            "SendJson { place: None, body: NewCall { to: <phone>, attempts: Some([1, 2])"
        ),
        "{shown}"
    );
    let file = Binary::new("secret").with_file_name("a.txt");
    assert_eq!(format!("{file:?}"), "<6 bytes>");
}

#[test]
fn forms_are_pairs() {
    let mut address = Map::new();
    address.insert("city".to_owned(), json!("Köln & Bonn"));
    let request = SendForm::builder()
        .body(call().address(address).build().unwrap())
        .build()
        .unwrap();
    assert_eq!(
        wire(request.to_http(&Config::new()).unwrap()),
        sent(
            "DELETE",
            "application/x-www-form-urlencoded",
            "to=%2B49%20151&attempts=1,2&address%5Bcity%5D=K%C3%B6ln%20%26%20Bonn"
        )
    );
    let without = SendForm::builder().build().unwrap();
    assert_eq!(
        wire(without.to_http(&Config::new()).unwrap()),
        ("DELETE".to_owned(), None, String::new())
    );
}

#[test]
fn files_are_parts() {
    let mut address = Map::new();
    address.insert("city".to_owned(), json!("Bonn"));
    let body = call()
        .address(address)
        .file(
            Binary::new("line\r\n--not a boundary")
                .with_file_name("a \"b\".txt")
                .with_media_type("text/plain"),
        )
        .files([Binary::new("1"), Binary::new("2").with_file_name("ü.wav")])
        .build()
        .unwrap();
    let request = SendParts::builder().body(body).build().unwrap();
    let expected = [
        "--callspec-part-0000",
        "Content-Disposition: form-data; name=\"to\"",
        "",
        "+49 151",
        "--callspec-part-0000",
        "Content-Disposition: form-data; name=\"attempts\"",
        "",
        "1",
        "--callspec-part-0000",
        "Content-Disposition: form-data; name=\"attempts\"",
        "",
        "2",
        "--callspec-part-0000",
        "Content-Disposition: form-data; name=\"address\"",
        "Content-Type: application/json",
        "",
        "{\"city\":\"Bonn\"}",
        "--callspec-part-0000",
        "Content-Disposition: form-data; name=\"file\"; filename=\"a %22b%22.txt\"",
        "Content-Type: text/plain",
        "",
        "line",
        "--not a boundary",
        "--callspec-part-0000",
        "Content-Disposition: form-data; name=\"files\"; filename=\"files\"",
        "Content-Type: audio/wav",
        "",
        "1",
        "--callspec-part-0000",
        "Content-Disposition: form-data; name=\"files\"; filename=\"ü.wav\"",
        "Content-Type: audio/wav",
        "",
        "2",
        "--callspec-part-0000--",
        "",
    ];
    assert_eq!(
        wire(request.to_http(&Config::new()).unwrap()),
        sent(
            "POST",
            "multipart/form-data; boundary=callspec-part-0000",
            &expected.join("\r\n")
        )
    );
}

#[test]
fn bytes_of_a_file_are_left_alone() {
    let bytes = Bytes::from_static(&[0, 159, 146, 150, 13, 10]);
    let body = call().file(bytes.clone()).build().unwrap();
    let http = SendParts::builder()
        .body(body.clone())
        .build()
        .unwrap()
        .to_http(&Config::new())
        .unwrap();
    assert!(
        http.body()
            .windows(bytes.len())
            .any(|window| window == bytes)
    );
    // JSON has no bytes, and a form has no files: they are refused there, and not shown.
    let error = SendJson::builder()
        .body(body)
        .build()
        .unwrap()
        .to_http(&Config::new())
        .unwrap_err();
    assert!(error.to_string().contains("cannot be written"), "{error}");
}

#[test]
fn each_form_has_its_media_type() {
    let send = |body: SendAnyBody| {
        let request = SendAny::builder().body(body).build().unwrap();
        wire(request.to_http(&Config::new()).unwrap())
    };
    let call = NewCall::builder().to("1").build().unwrap();
    // The first form's type will do.
    let request = SendAny::builder().body(call.clone()).build().unwrap();
    assert_eq!(
        wire(request.to_http(&Config::new()).unwrap()),
        sent("PUT", "application/merge-patch+json", r#"{"to":"1"}"#)
    );
    assert_eq!(
        send(SendAnyBody::Xml("<to>1</to>".to_owned())),
        sent("PUT", "application/xml", "<to>1</to>")
    );
    assert_eq!(
        send(SendAnyBody::Form(call)),
        sent("PUT", "application/x-www-form-urlencoded", "to=1")
    );
    assert_eq!(
        send(SendAnyBody::Bytes("raw".into())),
        sent("PUT", "application/octet-stream", "raw")
    );
    assert_eq!(
        send(SendAnyBody::Image(
            Binary::new("png").with_media_type("image/png")
        )),
        sent("PUT", "image/png", "png")
    );
    assert_eq!(
        send(SendAnyBody::Image("png".into())),
        sent("PUT", "application/octet-stream", "png")
    );
}

#[test]
fn a_media_type_cannot_smuggle_a_header() {
    let image = Binary::new("").with_media_type("image/png\r\nX-Evil: 1");
    let request = SendAny::builder().body(SendAnyBody::Image(image)).build();
    let error = request.unwrap().to_http(&Config::new()).unwrap_err();
    assert!(error.to_string().contains("media type"), "{error}");
}

#[test]
fn text_is_text() {
    let decode = |response| {
        let call = NewCall::builder().to("1").build().unwrap();
        SendJson::builder()
            .body(call)
            .build()
            .unwrap()
            .decode(response)
    };
    assert_eq!(decode(answer(200, "text/plain", "ü")).unwrap(), "ü");
    assert_eq!(decode(answer(200, "", "")).unwrap(), "");
    let latin = "text/plain; Charset=\"ISO-8859-1\"";
    assert_eq!(decode(answer(200, latin, &b"\xFC"[..])).unwrap(), "ü");
    let broken = decode(answer(200, "text/plain", &b"a\xFC"[..])).unwrap_err();
    assert_eq!(
        broken.decode_error().unwrap().problem(),
        "not UTF-8 after the first 1 bytes"
    );
    let error = decode(answer(400, "text/plain", "no")).unwrap_err();
    assert_eq!(
        error.documented(),
        Some(&AnswerError::Words("no".to_owned()))
    );
}

#[test]
fn bytes_are_whatever_comes() {
    let form = SendForm::builder().build().unwrap();
    let bytes = &[0_u8, 255][..];
    assert_eq!(form.decode(answer(206, "text/html", bytes)).unwrap(), bytes);
    let error = form.decode(answer(404, "", "")).unwrap_err();
    assert_eq!(error.kind(), &FailureKind::Undocumented);
}

#[test]
fn several_forms_are_told_by_media_type() {
    let decode = |status, content_type, body: &'static str| {
        let call = NewCall::builder().to("1").build().unwrap();
        let request = SendParts::builder().body(call).build().unwrap();
        request.decode(answer(status, content_type, body))
    };
    let json = r#"{"to":"1"}"#;
    for content_type in [
        "application/json",
        "application/hal+json; charset=utf-8",
        "",
    ] {
        assert!(
            matches!(decode(200, content_type, json).unwrap(), AnswerContent::Json(call) if call.to == "1")
        );
    }
    assert_eq!(
        decode(200, "Text/CSV; header=present", "a,b").unwrap(),
        AnswerContent::Csv("a,b".to_owned())
    );
    assert_eq!(
        decode(200, "image/png", "png").unwrap(),
        AnswerContent::Image("png".into())
    );
    let other = decode(200, "text/html", "<html>").unwrap_err();
    assert_eq!(other.kind(), &FailureKind::OtherMediaType);
    assert_eq!(other.body(), "<html>");
    let broken = decode(200, "application/json", r#"{"to":1}"#).unwrap_err();
    assert_eq!(broken.decode_error().unwrap().pointer(), "/to");
    let conflict = decode(409, "text/csv", "x").unwrap_err();
    assert_eq!(
        conflict.documented(),
        Some(&AnswerError::Content(AnswerContent::Csv("x".to_owned())))
    );
}

#[test]
fn the_default_is_the_success_where_no_other_is() {
    let request = SendAny::builder()
        .body(NewCall::builder().to("1").build().unwrap())
        .build()
        .unwrap();
    assert_eq!(request.decode(answer(201, "text/html", "<html>")), Ok(()));
    let error = request.decode(answer(500, "application/json", "[1]"));
    assert_eq!(
        error.unwrap_err().documented(),
        Some(&AnswerError::Other(Value::from(vec![1])))
    );
}
