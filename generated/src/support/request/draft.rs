//! A request on its way to HTTP.

use bytes::Bytes;
use http::header::{ACCEPT, COOKIE, HeaderName, HeaderValue};
use http::uri::Uri as HttpUri;

use super::RequestError;
use super::printable::Hidden;
use crate::support::config::Config;
use crate::support::info::OperationInfo;
use crate::support::parameter::{
    Encoded, Location, Parameter, ParameterValue, Parameters, Violation, Violations, WireValue,
    check_rules, encode, escape,
};
use crate::support::security::{Proof, prove};

/// The parts of a request, before it is known where it goes and who sends it.
#[derive(Default)]
pub(super) struct Draft {
    path: String,
    query: Vec<String>,
    headers: Vec<(&'static str, HeaderValue)>,
    cookies: Vec<String>,
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
            let value: WireValue<'_> = value.value();
            check_rules(parameter, &value, &mut violations);
            let is_sensitive = !parameter.sensitive.is_empty();
            if is_sensitive && matches!(parameter.location, Location::Path | Location::Query) {
                draft.hidden.hide(parameter.name, parameter.location);
            }
            match encode(parameter, &value) {
                Ok(Encoded::Absent) => {}
                Ok(Encoded::Path(text)) => places.push((parameter.name, text)),
                Ok(Encoded::Query(pairs)) => draft.query.push(pairs),
                Ok(Encoded::Cookie(pairs)) => draft.cookies.push(pairs),
                Ok(Encoded::Header(text)) => match HeaderValue::from_str(&text) {
                    Ok(mut header) => {
                        header.set_sensitive(is_sensitive);
                        draft.headers.push((parameter.name, header));
                    }
                    Err(_) => violations.push(refused(
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
                    hidden.hide(name, Location::Query);
                    query.push(format!("{}={}", escape(name), escape(&value)));
                }
                Proof::Cookie(name, value) => {
                    cookies.push(format!("{}={}", escape(name), escape(&value)))
                }
            }
        }
        let separator = if query.is_empty() { "" } else { "?" };
        let uri = format!("{base}{path}{separator}{}", query.join("&"));
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
        if !cookies.is_empty() {
            let mut value = HeaderValue::from_str(&cookies.join("; ")).map_err(|_| {
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
        Ok(request)
    }
}

fn refused(parameter: &'static str, message: &str) -> Violation {
    Violation {
        parameter,
        item: None,
        rule: None,
        message: message.to_owned(),
    }
}

/// Puts the values into the places of a path template.
fn fill(
    template: &str,
    places: &[(&'static str, String)],
    violations: &mut Vec<Violation>,
) -> String {
    let mut path = String::with_capacity(template.len() + 64);
    for segment in template.split('/').skip(1) {
        path.push('/');
        let start = path.len();
        let mut names = Vec::new();
        let mut rest = segment;
        while let Some((before, (name, after))) = rest
            .split_once('{')
            .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            path.push_str(before);
            if let Some((name, text)) = places.iter().find(|(place, _)| *place == name) {
                path.push_str(text);
                names.push(*name);
            }
            rest = after;
        }
        path.push_str(rest);
        // A segment of dots would be resolved against its neighbours, escaped or not. Escapes of values never make one.
        if let (Some("." | ".."), Some(name)) = (path.get(start..), names.first()) {
            violations.push(refused(
                name,
                "must not make a segment of dots: the path would lead elsewhere",
            ));
        }
    }
    path
}
