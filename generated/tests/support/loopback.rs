//! Against a real HTTP server on loopback: what the server reads is what was meant, and what it answers is decoded.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

use callspec::support::{Binary, Bytes, Config, DateTime, Uuid, http};

use crate::specimen::bodies::{AnswerContent, NewCall, SendForm, SendJson, SendParts};
use crate::specimen::*;

/// What the server read.
struct Received {
    /// The request line and the header fields, as they came.
    head: Vec<String>,
    /// The body, as long as the header fields say.
    body: Vec<u8>,
}

impl Received {
    fn header(&self, name: &str) -> Option<&str> {
        self.head
            .iter()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .find_map(|(field, value)| field.eq_ignore_ascii_case(name).then_some(value))
    }
}

/// Answers as many requests as there are answers, one connection each.
fn serve(answers: Vec<String>) -> (SocketAddr, JoinHandle<Vec<Received>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || {
        let mut received = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(&mut stream);
            let head = reader
                .by_ref()
                .lines()
                .map(Result::unwrap)
                .take_while(|line| !line.is_empty())
                .collect();
            let mut request = Received {
                head,
                body: Vec::new(),
            };
            let length = request.header("content-length");
            request.body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
            reader.read_exact(&mut request.body).unwrap();
            received.push(request);
            stream.write_all(answer.as_bytes()).unwrap();
        }
        received
    });
    (address, server)
}

fn answer(status: &str, fields: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{fields}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// A transport in thirty lines: HTTP/1.1, one request out, one answer in.
fn send(request: &http::Request<Bytes>) -> http::Response<Bytes> {
    let uri = request.uri();
    let authority = uri.authority().unwrap();
    let target = uri.path_and_query().unwrap();
    let mut stream = TcpStream::connect(authority.as_str()).unwrap();
    let mut head = format!(
        "{} {target} HTTP/1.1\r\nHost: {authority}\r\n",
        request.method()
    )
    .into_bytes();
    for (name, value) in request.headers() {
        head.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    if !request.body().is_empty() {
        head.extend(format!("Content-Length: {}\r\n", request.body().len()).bytes());
    }
    head.extend(b"\r\n");
    head.extend(request.body());
    stream.write_all(&head).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let mut response = http::Response::builder().status(status);
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        response = response.header(name, value);
    }
    response
        .body(Bytes::from(answer.split_off(end + 4)))
        .unwrap()
}

#[test]
fn pages_come_over_a_real_connection() {
    let json = "Content-Type: application/json; charset=utf-8\r\n";
    let (address, server) = serve(vec![
        answer(
            "200 OK",
            json,
            r#"{"results":[],"nextPageToken":"to ken/2"}"#,
        ),
        answer("200 OK", json, r#"{"results":[]}"#),
        answer(
            "422 Unprocessable Content",
            json,
            r#"{"message":"no such status"}"#,
        ),
    ]);
    let config = Config::new()
        .base_url(format!("http://{address}/prefix/"))
        .credential(security::BEARER_AUTH, "s3cret");
    let first = ListCalls::builder()
        .workspace_id(Uuid::from_u128(1))
        .channel_id("a/b c?")
        .status("über")
        .tag(["x&y", "=z"])
        .columns(["id", "to"])
        .start_at(DateTime::parse("2024-01-15T10:30:00+01:00").unwrap())
        .x_request_tag("a b")
        .build()
        .unwrap();

    let page = first
        .decode(send(&first.to_http(&config).unwrap()))
        .unwrap();
    let second = first.next_page(&page).unwrap();
    let last = second
        .decode(send(&second.to_http(&config).unwrap()))
        .unwrap();
    assert_eq!(second.next_page(&last), None);
    let error = second
        .decode(send(&second.to_http(&config).unwrap()))
        .unwrap_err();
    assert!(
        matches!(error.documented(), Some(ListCallsError::UnprocessableContent(problem)) if problem.message == "no such status")
    );

    let received = server.join().unwrap();
    let path =
        "/prefix/workspaces/00000000-0000-0000-0000-000000000001/channels/a%2Fb%20c%3F/calls";
    let filters = "status=%C3%BCber&tag=x%26y&tag=%3Dz&columns=id%7Cto&startAt=2024-01-15T10%3A30%3A00%2B01%3A00";
    assert_eq!(
        received[0].head[0],
        format!("GET {path}?{filters} HTTP/1.1")
    );
    assert_eq!(
        received[1].head[0],
        format!("GET {path}?pageToken=to%20ken%2F2&{filters} HTTP/1.1")
    );
    for received in &received {
        assert_eq!(received.header("authorization"), Some("Bearer s3cret"));
        assert_eq!(received.header("x-request-tag"), Some("a b"));
        assert_eq!(
            received.header("accept"),
            Some("application/json, application/problem+json")
        );
    }
}

#[test]
fn bodies_go_over_a_real_connection() {
    let (address, server) = serve(vec![
        answer("200 OK", "Content-Type: text/csv\r\n", "a,b"),
        answer("200 OK", "Content-Type: text/plain\r\n", "made"),
        answer("204 No Content", "", ""),
    ]);
    let config = Config::new().base_url(format!("http://{address}"));
    let file = Binary::new(&[0, 255, b'\r', b'\n'][..]).with_file_name("call.wav");
    let call = NewCall::builder().to("+49").file(file).build().unwrap();
    let parts = SendParts::builder().body(call).build().unwrap();
    let answered = parts
        .decode(send(&parts.to_http(&config).unwrap()))
        .unwrap();
    assert_eq!(answered, AnswerContent::Csv("a,b".to_owned()));

    let call = NewCall::builder().to("+49").build().unwrap();
    let json = SendJson::builder().body(call.clone()).build().unwrap();
    let answered = json.decode(send(&json.to_http(&config).unwrap())).unwrap();
    assert_eq!(answered, "made");
    let form = SendForm::builder().body(call).build().unwrap();
    let answered = form.decode(send(&form.to_http(&config).unwrap())).unwrap();
    assert!(answered.is_empty());

    let received = server.join().unwrap();
    let boundary = received[0]
        .header("content-type")
        .and_then(|media_type| media_type.strip_prefix("multipart/form-data; boundary="))
        .unwrap();
    let end = b"\r\n\r\n\0";
    assert!(
        received[0]
            .body
            .windows(end.len())
            .any(|window| window == end)
    );
    assert!(
        received[0]
            .body
            .ends_with(format!("--{boundary}--\r\n").as_bytes())
    );
    assert_eq!(received[1].header("content-type"), Some("application/json"));
    assert_eq!(received[1].body, br#"{"to":"+49"}"#);
    assert_eq!(received[2].head[0], "DELETE /calls HTTP/1.1");
    assert_eq!(received[2].body, b"to=%2B49");
}
