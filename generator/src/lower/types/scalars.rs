//! Booleans, numbers and strings, and the formats that give them a type of their own.

use serde_json::Value;

use super::{Site, Types, Use};
use crate::diagnostics::Code;
use crate::fidelity::Kind;
use crate::ir::{Format, TypeRef};
use crate::lower::media::{Essence, Nature};
use crate::lower::problems::Owner;
use crate::spec::{At, SchemaObject, Type};

/// What a format makes of a type.
enum Reading {
    /// A type that says all that the format says.
    Exact(TypeRef),
    /// A type that says less: the format is stated by the schemas only.
    Loose(TypeRef),
    /// A format of another type.
    Misplaced,
}

impl Types<'_> {
    /// A boolean, number or string.
    pub(super) fn scalar(&mut self, object: &SchemaObject, ty: Type, at: At, site: &Site) -> Use {
        let plain = match ty {
            Type::Boolean => TypeRef::Boolean,
            Type::Integer => TypeRef::Integer64,
            Type::Number => TypeRef::Number,
            Type::String => TypeRef::String,
            Type::Null | Type::Array | Type::Object => TypeRef::Any,
        };
        // A parameter is text whatever it is called.
        let may_be_bytes = ty == Type::String && site.owner != Owner::Parameter;
        if may_be_bytes && holds_bytes(object) {
            return self.plain(object, TypeRef::Format(Format::Binary), at, site);
        }
        let Some(format) = &object.format else {
            return self.plain(object, plain, at, site);
        };
        let keyword = ("format".to_owned(), Value::from(format.value.clone()));
        match read(ty, &format.value, &plain) {
            Reading::Exact(ty) => {
                // `f64` and `i64` speak of their width in schemas; the document's word is kept where it is another one.
                let says_other = matches!(ty, TypeRef::Number);
                let mut made = self.plain(object, ty, at, site);
                if says_other {
                    made.keywords.insert(0, keyword);
                }
                made
            }
            Reading::Loose(ty) => {
                let message = format!(
                    "`format: {}` has no type of its own: the value is kept as it is and only the schemas state the format",
                    format.value
                );
                self.problems
                    .note(Kind::UnknownFormat, site.owner, format.at, message);
                let mut made = self.plain(object, ty, at, site);
                made.keywords.insert(0, keyword);
                made
            }
            Reading::Misplaced => {
                self.problems.report(
                    Code::UnknownFormat,
                    format.at,
                    format!(
                        "`format: {}` does not go with {}",
                        format.value,
                        described(ty)
                    ),
                );
                self.plain(object, plain, at, site)
            }
        }
    }
}

/// Whether a string is not text but bytes, which a part of a multipart body can be: OpenAPI 3.0 says so by `format: binary`, 3.1 by a media type
/// without an encoding.
pub(super) fn holds_bytes(object: &SchemaObject) -> bool {
    let format = object.format.as_ref().map(|format| format.value.as_str());
    let rare = object.rare.as_deref();
    let media_type = rare.and_then(|rare| rare.content_media_type.as_ref());
    let is_encoded = rare.is_some_and(|rare| rare.content_encoding.is_some());
    format == Some("binary")
        || format.is_none()
            && !is_encoded
            && media_type.is_some_and(|found| Essence::of(&found.value).nature() == Nature::Bytes)
}

fn read(ty: Type, format: &str, plain: &TypeRef) -> Reading {
    let exact = |format| Reading::Exact(TypeRef::Format(format));
    match (ty, format) {
        (Type::Integer, "int32") => Reading::Exact(TypeRef::Integer32),
        (Type::Integer, "int64") => Reading::Exact(TypeRef::Integer64),
        (Type::Number, "float" | "double") => Reading::Exact(TypeRef::Number),
        (Type::Integer | Type::Number, "unix-time") => exact(Format::UnixTime),
        (Type::String, "date-time") => exact(Format::DateTime),
        (Type::String, "date") => exact(Format::Date),
        (Type::String, "date-time-local") => exact(Format::DateTimeLocal),
        (Type::String, "date-time-spaced") => exact(Format::DateTimeSpaced),
        (Type::String, "uuid") => exact(Format::Uuid),
        (Type::String, "uri") => exact(Format::Uri),
        (Type::String, "email") => exact(Format::Email),
        (Type::String, "decimal") => exact(Format::Decimal),
        (Type::String, "int32" | "float" | "double" | "unix-time")
        | (Type::Integer, "float" | "double")
        | (Type::Boolean, _) => Reading::Misplaced,
        (
            Type::Integer | Type::Number,
            "date-time" | "date" | "date-time-local" | "date-time-spaced" | "uuid" | "uri"
            | "email",
        ) => Reading::Misplaced,
        _ => Reading::Loose(plain.clone()),
    }
}

fn described(ty: Type) -> &'static str {
    match ty {
        Type::Null => "null",
        Type::Boolean => "a boolean",
        Type::Integer => "an integer",
        Type::Number => "a number",
        Type::String => "a string",
        Type::Array => "an array",
        Type::Object => "an object",
    }
}
