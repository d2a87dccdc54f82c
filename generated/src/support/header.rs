//! Header fields of answers.

use std::fmt;
use std::marker::PhantomData;

use http::HeaderMap;
use serde_core::de::value::{Error as ValueError, SeqDeserializer, StrDeserializer};
use serde_core::de::{DeserializeOwned, IntoDeserializer};

use super::decode_error::from_json;

/// A header field that a specification describes, with the type of its value. One constant for each stands in the module `headers` of a provider.
///
/// ```
/// use callspec::support::{Header, http::HeaderMap};
///
/// const REMAINING: Header<i64> = Header::single("X-Rate-Limit-Remaining");
/// let mut headers = HeaderMap::new();
/// headers.insert("x-rate-limit-remaining", 7.into());
/// assert_eq!(REMAINING.get(&headers), Ok(Some(7)));
/// ```
///
/// The header fields are those of the answer, or of a [`ResponseError`](crate::support::ResponseError).
#[derive(Clone, Copy)]
pub struct Header<T> {
    name: &'static str,
    form: Form,
    ty: PhantomData<fn() -> T>,
}

#[derive(Clone, Copy)]
enum Form {
    Single,
    List,
    Json,
}

impl<T> Header<T> {
    /// One value.
    pub const fn single(name: &'static str) -> Self {
        Self::new(name, Form::Single)
    }

    /// Values with commas between, in one field or several.
    pub const fn list(name: &'static str) -> Self {
        Self::new(name, Form::List)
    }

    /// A value as JSON.
    pub const fn json(name: &'static str) -> Self {
        Self::new(name, Form::Json)
    }

    const fn new(name: &'static str, form: Form) -> Self {
        Self {
            name,
            form,
            ty: PhantomData,
        }
    }

    /// Its name, as the specification spells it.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: DeserializeOwned> Header<T> {
    /// Its value; `None` where it is not there.
    ///
    /// # Errors
    /// Where it is there, and not what the specification says.
    pub fn get(&self, headers: &HeaderMap) -> Result<Option<T>, HeaderError> {
        let mut texts = Vec::new();
        for value in headers.get_all(self.name) {
            let text = value.to_str().map_err(|_| HeaderError(self.name))?;
            texts.push(text.trim());
        }
        let Some(first) = texts.first() else {
            return Ok(None);
        };
        let value = match self.form {
            Form::Single => single(first),
            Form::Json => from_json(first.as_bytes()).ok(),
            Form::List => {
                let items = texts.iter().flat_map(|text| text.split(','));
                list(&items.map(str::trim).collect::<Vec<_>>())
            }
        };
        value.map(Some).ok_or(HeaderError(self.name))
    }
}

/// Text is text, unless the type is none of text.
fn single<T: DeserializeOwned>(text: &str) -> Option<T> {
    let deserializer: StrDeserializer<'_, ValueError> = text.into_deserializer();
    T::deserialize(deserializer)
        .ok()
        .or_else(|| from_json(text.as_bytes()).ok())
}

fn list<T: DeserializeOwned>(items: &[&str]) -> Option<T> {
    let deserializer = SeqDeserializer::<_, ValueError>::new(items.iter().copied());
    T::deserialize(deserializer)
        .ok()
        .or_else(|| from_json(format!("[{}]", items.join(",")).as_bytes()).ok())
}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Header({:?})", self.name)
    }
}

/// A header field that is not what the specification says. Its value is not kept: it may be sensitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderError(&'static str);

impl HeaderError {
    /// The name of the header field.
    pub fn name(&self) -> &'static str {
        self.0
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the header field `{}` is not what the specification says",
            self.0
        )
    }
}

impl std::error::Error for HeaderError {}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;
    use crate::support::{Date, UnixTime, Value, json};

    fn read<T: DeserializeOwned>(
        header: Header<T>,
        values: &[&'static str],
    ) -> Result<Option<T>, HeaderError> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-test", HeaderValue::from_static(value));
        }
        header.get(&headers)
    }

    #[test]
    fn values_have_their_types() {
        assert_eq!(
            read(Header::<i64>::single("X-Test"), &[" 42 "]),
            Ok(Some(42))
        );
        assert_eq!(
            read(Header::<bool>::single("X-Test"), &["true"]),
            Ok(Some(true))
        );
        assert_eq!(
            read(Header::<f64>::single("X-Test"), &["0.5"]),
            Ok(Some(0.5))
        );
        assert_eq!(
            read(Header::<String>::single("X-Test"), &["42"]),
            Ok(Some("42".to_owned()))
        );
        assert_eq!(read(Header::<String>::single("X-Test"), &[]), Ok(None));
        let date = read(Header::<Date>::single("X-Test"), &["2024-01-15"]);
        assert_eq!(date, Ok(Some(Date::parse("2024-01-15").unwrap())));
        assert!(
            read(Header::<UnixTime>::single("X-Test"), &["1700000000"])
                .unwrap()
                .is_some()
        );
        assert_eq!(
            read(Header::<Vec<String>>::list("X-Test"), &["a, b", "c"]),
            Ok(Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]))
        );
        assert_eq!(
            read(Header::<Vec<i64>>::list("X-Test"), &["1,2"]),
            Ok(Some(vec![1, 2]))
        );
        assert_eq!(
            read(Header::<Value>::json("X-Test"), &["{\"a\": [1]}"]),
            Ok(Some(json!({"a": [1]})))
        );
    }

    #[test]
    fn what_is_something_else_is_refused_and_not_shown() {
        let error = read(Header::<i64>::single("X-Test"), &["secret"]).unwrap_err();
        assert_eq!(error.name(), "X-Test");
        assert!(!format!("{error} {error:?}").contains("secret"));
        assert!(read(Header::<Date>::single("X-Test"), &["15.1.2024"]).is_err());
        assert!(read(Header::<Vec<i64>>::list("X-Test"), &["1,b"]).is_err());
    }
}
