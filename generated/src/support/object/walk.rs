//! How objects are written and shown: both walk over the same properties.

use std::fmt;
use std::str::SplitAsciiWhitespace;

use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::{Object, Rest};
use crate::support::Presence;
use crate::support::hidden::Shown;

/// Sees the properties of an object, in the order of the specification.
pub trait Walk {
    /// A property that must be there.
    fn required<T: Serialize + fmt::Debug>(&mut self, field: &T);

    /// A property that must be there, and may be null.
    fn nullable<T: Serialize + fmt::Debug>(&mut self, field: &Option<T>);

    /// A property that may be absent.
    fn optional<T: Serialize + fmt::Debug>(&mut self, field: &Option<T>);

    /// A property that may be absent, or null.
    fn optional_nullable<T: Serialize + fmt::Debug>(&mut self, field: &Presence<T>);

    /// The properties that have no row.
    fn rest<R: Rest>(&mut self, rest: &R);
}

/// Writes an object.
///
/// # Errors
/// The serializer's own.
pub fn serialize<T: Object, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer = Writer {
        map: serializer.serialize_map(None)?,
        keys: T::SHAPE.keys.iter(),
        error: None,
    };
    object.walk(&mut writer);
    match writer.error {
        None => writer.map.end(),
        Some(error) => Err(error),
    }
}

/// Writes an object, property by property. It remembers the first error until the end, so that generated code need not ask after
/// each property: that is much for a user's compiler to check.
struct Writer<M: SerializeMap> {
    map: M,
    keys: std::slice::Iter<'static, &'static str>,
    error: Option<M::Error>,
}

impl<M: SerializeMap> Writer<M> {
    fn write(&mut self, value: Option<&impl Serialize>) {
        if let (Some(key), Some(value)) = (self.keys.next(), value)
            && self.error.is_none()
            && let Err(error) = self.map.serialize_entry(key, value)
        {
            self.error = Some(error);
        }
    }
}

impl<M: SerializeMap> Walk for Writer<M> {
    #[inline]
    fn required<T: Serialize + fmt::Debug>(&mut self, field: &T) {
        self.write(Some(field));
    }

    #[inline]
    fn nullable<T: Serialize + fmt::Debug>(&mut self, field: &Option<T>) {
        self.write(Some(field));
    }

    #[inline]
    fn optional<T: Serialize + fmt::Debug>(&mut self, field: &Option<T>) {
        self.write(field.as_ref());
    }

    #[inline]
    fn optional_nullable<T: Serialize + fmt::Debug>(&mut self, field: &Presence<T>) {
        match field {
            Presence::Null => self.write(Some(&())),
            Presence::Absent | Presence::Value(_) => self.write(field.value()),
        }
    }

    #[inline]
    fn rest<R: Rest>(&mut self, rest: &R) {
        if self.error.is_none()
            && let Err(error) = rest.write(&mut self.map)
        {
            self.error = Some(error);
        }
    }
}

/// Shows an object, as far as `Debug` may.
///
/// # Errors
/// The formatter's own.
pub fn show<T: Object>(object: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shower = Shower {
        out: f.debug_struct(T::SHAPE.name),
        fields: T::SHAPE.fields.split_ascii_whitespace(),
        sensitive: T::SHAPE.sensitive,
    };
    object.walk(&mut shower);
    shower.out.finish()
}

struct Shower<'a, 'b> {
    out: fmt::DebugStruct<'a, 'b>,
    fields: SplitAsciiWhitespace<'static>,
    sensitive: &'static [(&'static str, &'static str)],
}

impl Shower<'_, '_> {
    /// The name of the next field, and what it hides.
    fn next(&mut self) -> (&'static str, Option<&'static str>) {
        let name = self.fields.next().unwrap_or_default();
        let sensitive = self.sensitive.iter();
        let mut sensitive = sensitive.filter(|(field, _)| *field == name);
        (name, sensitive.next().map(|(_, kind)| *kind))
    }

    fn show(&mut self, field: &dyn fmt::Debug, is_there: bool) {
        let (name, kind) = self.next();
        self.out
            .field(name, &Shown::new(field, is_there, kind.as_slice()));
    }
}

impl Walk for Shower<'_, '_> {
    fn required<T: Serialize + fmt::Debug>(&mut self, field: &T) {
        self.show(field, true);
    }

    fn nullable<T: Serialize + fmt::Debug>(&mut self, field: &Option<T>) {
        self.show(field, field.is_some());
    }

    fn optional<T: Serialize + fmt::Debug>(&mut self, field: &Option<T>) {
        self.show(field, field.is_some());
    }

    fn optional_nullable<T: Serialize + fmt::Debug>(&mut self, field: &Presence<T>) {
        self.show(field, field.value().is_some());
    }

    fn rest<R: Rest>(&mut self, rest: &R) {
        let (name, kind) = self.next();
        rest.show(name, kind.is_some(), &mut self.out);
    }
}
