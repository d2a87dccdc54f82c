//! Booleans, numbers and strings, and the formats that give them a type of their own.

use serde_json::Value;

use super::{Site, Types, Use};
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
            Type::Integer => integer(object),
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
            let is_any = plain == TypeRef::Any;
            let mut made = self.plain(object, plain, at, site);
            if is_any {
                let why = "any JSON value: no type holds every integer within the bounds";
                self.problems.note(Kind::RawJson, site.owner, at, why);
                made.keywords
                    .insert(0, ("type".to_owned(), "integer".into()));
            }
            return made;
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
                    "`format: {}` has no type of its own: the value is kept as it is",
                    format.value
                );
                self.problems
                    .note(Kind::UnknownFormat, site.owner, format.at, message);
                let mut made = self.plain(object, ty, at, site);
                made.keywords.insert(0, keyword);
                made
            }
            Reading::Misplaced => {
                self.problems.note(
                    Kind::UnknownFormat,
                    site.owner,
                    format.at,
                    format!(
                        "`format: {}` says nothing of {}",
                        format.value,
                        described(ty)
                    ),
                );
                let mut made = self.plain(object, plain, at, site);
                made.keywords.insert(0, keyword);
                made
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
        (Type::Integer, "uint64") => Reading::Exact(TypeRef::Unsigned64),
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

/// The type that holds every integer within the bounds; any JSON value where they do not fit 64 bits: a float would lose digits of the smaller
/// ones too.
fn integer(object: &SchemaObject) -> TypeRef {
    let stated = object.bounds();
    let bounds = [
        &stated.minimum,
        &stated.exclusive_minimum,
        &stated.maximum,
        &stated.exclusive_maximum,
    ];
    let bounds = || {
        bounds
            .iter()
            .filter_map(|bound| bound.as_ref())
            .map(|bound| &bound.value)
    };
    let fits = |bound: &serde_json::Number| {
        // A bound with a fraction is a number like any other.
        bound.is_i64() || bound.as_f64().is_some_and(|bound| bound.abs() < 9e18)
    };
    if bounds().all(fits) {
        return TypeRef::Integer64;
    }
    let is_unsigned = stated
        .minimum
        .as_ref()
        .or(stated.exclusive_minimum.as_ref())
        .is_some_and(|bound| bound.value.as_f64().is_some_and(|bound| bound >= 0.0));
    if is_unsigned && bounds().all(|bound| fits(bound) || bound.is_u64()) {
        TypeRef::Unsigned64
    } else {
        TypeRef::Any
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
