//! Parameters of requests: where they go, how they are written, what is checked.

mod encode;
mod rule;
mod value;

use std::fmt;

pub(super) use encode::{Encoded, Escaped, encode, encode_json};
pub(super) use rule::check_rules;
pub use rule::{Bound, Rule, Violation, Violations};
pub use value::ParameterValue;

use super::body::{BodyError, Content};
use super::hidden::Shown;
use super::wire::WireValue;

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// Into the path template.
    Path,
    /// Into the query.
    Query,
    /// Into a header field.
    Header,
    /// Into the `Cookie` header field.
    Cookie,
}

/// How a value is written (OpenAPI 3.1, section 4.8.12.3, Style Values). An object is written as its properties: `a=1&b=2` where
/// exploded, `name=a,1,b,2` where not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;name=a`, in a path.
    Matrix,
    /// `.a`, in a path.
    Label,
    /// `a`, in a path or a header field.
    Simple,
    /// `name=a`, in a query or a cookie.
    Form,
    /// A list as `name=a%20b`, in a query.
    SpaceDelimited,
    /// A list as `name=a%7Cb`, in a query.
    PipeDelimited,
    /// An object as `name[property]=a`, in a query.
    DeepObject,
}

/// What a specification says of a parameter. Made by [`request!`](crate::support::request!), one per row.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Parameter<'a> {
    /// The Rust field.
    pub field: &'static str,
    /// The name on the wire.
    pub name: &'static str,
    /// Where it goes.
    pub location: Location,
    /// How it is written.
    pub style: Style,
    /// Whether a list is written item by item, and an object property by property.
    pub explode: bool,
    /// Whether the value is written as JSON text, by no style.
    pub json: bool,
    /// Whether reserved characters stay as they are in a query, as far as it can hold them.
    pub allow_reserved: bool,
    /// Whether an empty list or object is sent as `name=` in a query, and not left out.
    pub allow_empty: bool,
    /// What it must not show in `Debug`, errors and logs: `phone`, `name`… None where it may be shown.
    pub sensitive: &'a [&'static str],
    /// What is checked when the request is built.
    pub rules: &'a [Rule],
    /// What is checked of each item of a list.
    pub item_rules: &'a [Rule],
}

/// The constructors and attributes are the words of a row of [`request!`](crate::support::request!).
impl<'a> Parameter<'a> {
    /// Into the path template; `simple`, not exploded.
    pub const fn path(field: &'static str, name: &'static str) -> Self {
        Self::new(field, name, Location::Path, Style::Simple, false)
    }

    /// Into the query; `form`, exploded.
    pub const fn query(field: &'static str, name: &'static str) -> Self {
        Self::new(field, name, Location::Query, Style::Form, true)
    }

    /// Into a header field; `simple`, not exploded.
    pub const fn header(field: &'static str, name: &'static str) -> Self {
        Self::new(field, name, Location::Header, Style::Simple, false)
    }

    /// Into the `Cookie` header field; `form`, exploded.
    pub const fn cookie(field: &'static str, name: &'static str) -> Self {
        Self::new(field, name, Location::Cookie, Style::Form, true)
    }

    const fn new(
        field: &'static str,
        name: &'static str,
        location: Location,
        style: Style,
        explode: bool,
    ) -> Self {
        Self {
            field,
            name,
            location,
            style,
            explode,
            json: false,
            allow_reserved: false,
            allow_empty: false,
            sensitive: &[],
            rules: &[],
            item_rules: &[],
        }
    }

    /// Sets the style.
    pub const fn style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// Sets whether a list is written item by item.
    pub const fn explode(self, explode: bool) -> Self {
        Self { explode, ..self }
    }

    /// Sets whether the value is written as JSON text.
    pub const fn json(self, json: bool) -> Self {
        Self { json, ..self }
    }

    /// Sets whether reserved characters stay.
    pub const fn allow_reserved(self, allow_reserved: bool) -> Self {
        Self {
            allow_reserved,
            ..self
        }
    }

    /// Sets whether what is empty is sent.
    pub const fn allow_empty(self, allow_empty: bool) -> Self {
        Self {
            allow_empty,
            ..self
        }
    }

    /// Says what the value must not show.
    pub const fn sensitive(self, sensitive: &'a [&'static str]) -> Self {
        Self { sensitive, ..self }
    }

    /// Sets what is checked.
    pub const fn rules(self, rules: &'a [Rule]) -> Self {
        Self { rules, ..self }
    }

    /// Sets what is checked of each item.
    pub const fn items(self, item_rules: &'a [Rule]) -> Self {
        Self { item_rules, ..self }
    }
}

/// The styles by the words of a row of [`request!`](crate::support::request!).
#[expect(non_upper_case_globals, reason = "the words of a macro's rows")]
pub mod style {
    use super::Style;

    #[expect(missing_docs, reason = "each is the style of its name")]
    mod words {
        use super::Style;
        pub const matrix: Style = Style::Matrix;
        pub const label: Style = Style::Label;
        pub const simple: Style = Style::Simple;
        pub const form: Style = Style::Form;
        pub const space_delimited: Style = Style::SpaceDelimited;
        pub const pipe_delimited: Style = Style::PipeDelimited;
        pub const deep_object: Style = Style::DeepObject;
    }
    pub use words::*;
}

/// Visits the parameters of a request, one after the other, in the order of the specification.
pub struct Parameters<'v> {
    visit: &'v mut dyn FnMut(&Parameter<'_>, &dyn ParameterValue),
}

impl<'v> Parameters<'v> {
    /// Calls `visit` for each parameter.
    pub fn new(visit: &'v mut dyn FnMut(&Parameter<'_>, &dyn ParameterValue)) -> Self {
        Self { visit }
    }

    /// Visits one parameter.
    pub fn add(&mut self, parameter: Parameter<'_>, value: &dyn ParameterValue) {
        (self.visit)(&parameter, value);
    }
}

/// A request: its parameters, and nothing of where it is sent.
pub trait Request {
    /// The type's name, for `Debug`.
    const NAME: &'static str;

    /// Shows each parameter to `parameters`.
    fn parameters(&self, parameters: &mut Parameters<'_>);

    /// The body as it goes out; `None` where there is none.
    ///
    /// # Errors
    /// Where its media type cannot carry it.
    fn body(&self) -> Result<Option<Content>, BodyError> {
        Ok(None)
    }
}

/// `Debug` of a request: every parameter by its Rust name, sensitive ones hidden, and then the body as its type shows it.
///
/// # Errors
/// The formatter's own.
pub fn debug<R: Request>(
    request: &R,
    body: &[(&str, &dyn fmt::Debug)],
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut out = f.debug_struct(R::NAME);
    request.parameters(&mut Parameters::new(&mut |parameter, value| {
        let wire = value.value();
        let is_there = wire.as_ref().map_or(true, WireValue::is_there);
        // A scalar shows as it is sent; what has properties knows best which of them must not show.
        let shown: &dyn fmt::Debug = match &wire {
            Ok(WireValue::Object(_)) | Err(_) => &value,
            Ok(WireValue::List(items)) if items.iter().any(has_properties) => &value,
            Ok(wire) => wire,
        };
        out.field(
            parameter.field,
            &Shown::new(shown, is_there, parameter.sensitive),
        );
    }));
    for (field, body) in body {
        out.field(field, body);
    }
    out.finish()
}

fn has_properties(value: &WireValue) -> bool {
    match value {
        WireValue::Object(_) => true,
        WireValue::List(items) => items.iter().any(has_properties),
        _ => false,
    }
}
