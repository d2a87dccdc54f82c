//! A request on its way to HTTP.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};
use http::uri::Uri as HttpUri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::RequestError;
use super::printable::Hidden;
use crate::support::body::Content;
use crate::support::config::Config;
use crate::support::info::OperationInfo;
use crate::support::parameter::{
    Encoded, Escaped, Parameter, ParameterValue, Parameters, Violation, Violations, check_rules,
    encode, encode_json,
};
use crate::support::security::{Proof, prove};
use crate::support::wire::{Unwritable, escape};

/// The parts of a request, before it is known where it goes and who sends it.
#[derive(Default)]
pub(super) struct Draft {
    path: String,
    query: Vec<Escaped>,
    headers: Vec<(&'static str, HeaderValue)>,
    cookies: Vec<Escaped>,
    hidden: Hidden,
}

impl Draft {
    /// Checks and encodes every parameter.
    pub(super) fn of(
        info: &OperationInfo,
        parameters: &dyn Fn(&mut Parameters<'_>),
    ) -> Result<Self, Violations> {
        let mut draft = Self::default();
        let mut places: Vec<(&'static str, String)> = Vec::new();
        let mut violations = Vec::new();
        let mut visit = |parameter: &Parameter<'_>, value: &dyn ParameterValue| {
            let is_sensitive = !parameter.sensitive.is_empty();
            let encoded = match value.value() {
                Ok(wire) => {
                    check_rules(parameter, &wire, &mut violations);
                    if parameter.json {
                        encode_json(parameter, &wire, value)
                    } else {
                        encode(parameter, &wire)
                    }
                }
                Err(Unwritable::NotFinite) => Err(Violation::refused(
                    parameter.name,
                    "must be made of finite numbers",
                )),
                Err(Unwritable::Formless) => Err(Violation::refused(
                    parameter.name,
                    "must be a value that JSON can say",
                )),
            };
            match encoded {
                Ok(Encoded::Absent) => {}
                Ok(Encoded::Path(text)) => {
                    if is_sensitive {
                        draft.hidden.hide_in_path(parameter.name);
                    }
                    places.push((parameter.name, text));
                }
                Ok(Encoded::Query(pairs)) => {
                    if is_sensitive {
                        draft
                            .hidden
                            .hide_in_query(pairs.iter().map(|(name, _)| name));
                    }
                    draft.query.extend(pairs);
                }
                Ok(Encoded::Cookie(pairs)) => draft.cookies.extend(pairs),
                Ok(Encoded::Header(text)) => match HeaderValue::from_str(&text) {
                    Ok(mut header) => {
                        header.set_sensitive(is_sensitive);
                        draft.headers.push((parameter.name, header));
                    }
                    Err(_) => violations.push(Violation::refused(
                        parameter.name,
                        "must be printable ASCII: it is a header field",
                    )),
                },
                Err(violation) => violations.push(violation),
            }
        };
        parameters(&mut Parameters::new(&mut visit));
        draft.path = fill(info.path, &places, &mut violations);
        Violations::check(violations)?;
        Ok(draft)
    }

    pub(super) fn finish(
        self,
        info: &OperationInfo,
        config: &Config,
        body: Option<Content>,
    ) -> Result<http::Request<Bytes>, RequestError> {
        let Self {
            path,
            mut query,
            headers,
            mut cookies,
            mut hidden,
        } = self;
        let base = config.base_url_for(info.servers)?;
        let mut credentials = Vec::new();
        for proof in prove(info.security, config)? {
            match proof {
                Proof::Header(name, value) => credentials.push((name, value)),
                Proof::Query(name, value) => {
                    let name = escape(name);
                    hidden.hide_in_query([&name]);
                    query.push((name, escape(&value)));
                }
                Proof::Cookie(name, value) => cookies.push((escape(name), escape(&value))),
            }
        }
        let separator = match (query.is_empty(), path.contains('?')) {
            (true, _) => "",
            (false, true) => "&",
            (false, false) => "?",
        };
        let uri = format!("{base}{path}{separator}{}", joined(&query, "&"));
        let uri = HttpUri::try_from(uri).map_err(|_| {
            RequestError::Http("the URL of the request is not one that HTTP allows".to_owned())
        })?;
        let mut request = http::Request::new(Bytes::new());
        *request.method_mut() = info
            .method
            .parse()
            .map_err(|_| RequestError::Http(format!("no such method: {}", info.method)))?;
        *request.uri_mut() = uri;
        let fields = request.headers_mut();
        if let Ok(accepted) = HeaderValue::from_str(&info.accepted()) {
            fields.insert(ACCEPT, accepted);
        }
        let content_type = body.as_ref().map(|body| {
            HeaderValue::from_str(&body.media_type).map_err(|_| {
                RequestError::Http(
                    "the media type of the body is not one that HTTP allows".to_owned(),
                )
            })
        });
        // What the caller configured yields to what this request says, and both to the credentials.
        for (name, value) in config.headers() {
            fields.insert(name, value.clone());
        }
        let name_of = |name: &str| {
            HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| RequestError::Http(format!("`{name}` is no name of a header field")))
        };
        for (name, value) in headers.into_iter().chain(credentials) {
            fields.insert(name_of(name)?, value);
        }
        if let Some(content_type) = content_type {
            fields.insert(CONTENT_TYPE, content_type?);
        }
        if !cookies.is_empty() {
            let mut cookies = joined(&cookies, "; ");
            // A header parameter of this name stands before them: there is one `Cookie` field.
            if let Some(written) = fields.get(COOKIE).and_then(|field| field.to_str().ok()) {
                cookies = format!("{written}; {cookies}");
            }
            let mut value = HeaderValue::from_str(&cookies).map_err(|_| {
                RequestError::Http(
                    "the cookies of the request hold what a header field cannot".to_owned(),
                )
            })?;
            value.set_sensitive(true);
            fields.insert(COOKIE, value);
        }
        hidden.path = info.path;
        hidden.base = base.len();
        request.extensions_mut().insert(hidden);
        *request.body_mut() = body.map(|body| body.bytes).unwrap_or_default();
        Ok(request)
    }
}

/// `name=value`, as many as there are.
fn joined(pairs: &[Escaped], separator: &str) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join(separator)
}

/// What a path template says itself: only what no URL can hold is escaped, and what would end the path for good. Some documents tell
/// operations of one path apart by a query (`/calls?by=id`) or a fragment; the first is sent, and the second never is.
const LITERAL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Puts the values into the places of a path template.
fn fill(
    template: &str,
    places: &[(&'static str, String)],
    violations: &mut Vec<Violation>,
) -> String {
    let mut path = String::with_capacity(template.len() + 64);
    // Where the segment began that is being written, and the first name in it.
    let (mut start, mut first) = (0, None);
    let mut literal =
        |text: &str, path: &mut String, start: &mut usize, first: &mut Option<&'static str>| {
            for (index, part) in text.split('/').enumerate() {
                if index > 0 {
                    check_segment(path.get(*start..), first.take(), violations);
                    path.push('/');
                    *start = path.len();
                }
                path.extend(utf8_percent_encode(part, LITERAL));
            }
        };
    let mut rest = template.split('#').next().unwrap_or_default();
    while let Some((before, name, after)) = place(rest) {
        literal(before, &mut path, &mut start, &mut first);
        if let Some((name, text)) = places.iter().find(|(place, _)| *place == name) {
            path.push_str(text);
            first = first.or(Some(*name));
        }
        rest = after;
    }
    literal(rest, &mut path, &mut start, &mut first);
    check_segment(path.get(start..), first, violations);
    path
}

/// The next `{name}` of a template, and what stands before and after it.
fn place(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// A segment of dots would be resolved against its neighbours, escaped or not. Escapes of values never make one.
fn check_segment(
    segment: Option<&str>,
    name: Option<&'static str>,
    violations: &mut Vec<Violation>,
) {
    if let (Some("." | ".."), Some(name)) = (segment, name) {
        violations.push(Violation::refused(
            name,
            "must not make a segment of dots: the path would lead elsewhere",
        ));
    }
}
