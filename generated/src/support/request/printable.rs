//! Requests as they may be printed.

use std::fmt;

use bytes::Bytes;

/// A request as it may be printed: method, URL and header fields, without credentials and sensitive values.
///
/// `Debug` of an `http::Request` hides the header fields that are marked, but not what is in the URL.
///
/// ```text
/// GET https://api.example.com/calls?limit=10&to=<hidden>
/// accept: application/json
/// authorization: <hidden>
/// ```
pub struct Printable<'a>(pub &'a http::Request<Bytes>);

impl fmt::Display for Printable<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(request) = self;
        let uri = request.uri().to_string();
        let hidden = request
            .extensions()
            .get::<Hidden>()
            .cloned()
            .unwrap_or_default();
        let (place, query) = uri.split_once('?').unwrap_or((&uri, ""));
        let (base, path) = place.split_at_checked(hidden.base).unwrap_or((place, ""));
        write!(f, "{} {base}{}", request.method(), hidden.show_path(path))?;
        for (index, pair) in query.split('&').filter(|pair| !pair.is_empty()).enumerate() {
            f.write_str(if index == 0 { "?" } else { "&" })?;
            match pair.split_once('=') {
                Some((name, _)) if hidden.query_parameters.iter().any(|hidden| hidden == name) => {
                    write!(f, "{name}=<hidden>")?
                }
                _ => f.write_str(pair)?,
            }
        }
        for (name, value) in request.headers() {
            let value = if value.is_sensitive() {
                "<hidden>"
            } else {
                value.to_str().unwrap_or("<not text>")
            };
            write!(f, "\n{name}: {value}")?;
        }
        Ok(())
    }
}

/// What of a request's URL must not show. It travels with the request as an extension.
#[derive(Clone, Debug, Default)]
pub(super) struct Hidden {
    pub(super) base: usize,
    pub(super) path: &'static str,
    path_parameters: Vec<&'static str>,
    /// Escaped, as they stand in the URL.
    query_parameters: Vec<String>,
}

impl Hidden {
    pub(super) fn hide_in_path(&mut self, name: &'static str) {
        self.path_parameters.push(name);
    }

    pub(super) fn hide_in_query<'n>(&mut self, names: impl IntoIterator<Item = &'n String>) {
        self.query_parameters.extend(names.into_iter().cloned());
    }

    fn show_path(&self, path: &str) -> String {
        // Segments keep their places: values cannot hold a `/`, not even an escaped one that would be read as such.
        let mut shown = String::new();
        for (segment, template) in path.split('/').zip(self.path.split('/')).skip(1) {
            let is_hidden = self
                .path_parameters
                .iter()
                .any(|name| template.contains(&format!("{{{name}}}")));
            shown.push('/');
            shown.push_str(if is_hidden { template } else { segment });
        }
        shown
    }
}
