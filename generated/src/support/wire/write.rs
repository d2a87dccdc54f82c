//! From anything that can be written to a [`WireValue`].
//!
//! `serde_json::Value` would do, were it not for the order of an object's properties, which goes onto the wire, for files, and for numbers
//! that are not finite, of which it makes null.

use std::fmt;

use serde_core::ser::{
    Error, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    SerializeTupleStruct, Serializer,
};

use super::{Unwritable, WireValue};
use crate::support::body::{Binary, FILE};

impl Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Formless
    }
}

/// Writes a value as a tree.
#[derive(Clone, Copy)]
pub(super) struct Wire {
    /// Whether files are written as such, and not as text.
    pub(super) keeps_files: bool,
}

type Made = Result<WireValue, Unwritable>;

macro_rules! integers {
    ($($method:ident($type:ty))*) => {$(
        fn $method(self, value: $type) -> Made {
            Ok(WireValue::Integer(value.into()))
        }
    )*};
}

impl Serializer for Wire {
    type Ok = WireValue;
    type Error = Unwritable;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Impossible<WireValue, Unwritable>;
    type SerializeMap = Properties;
    type SerializeStruct = Properties;
    type SerializeStructVariant = Impossible<WireValue, Unwritable>;

    /// By which [`Binary`] knows how it is wanted.
    fn is_human_readable(&self) -> bool {
        !self.keeps_files
    }

    fn serialize_bool(self, value: bool) -> Made {
        Ok(WireValue::Boolean(value))
    }

    integers! {
        serialize_i8(i8)
        serialize_i16(i16)
        serialize_i32(i32)
        serialize_i64(i64)
        serialize_i128(i128)
        serialize_u8(u8)
        serialize_u16(u16)
        serialize_u32(u32)
        serialize_u64(u64)
    }

    fn serialize_u128(self, value: u128) -> Made {
        match i128::try_from(value) {
            Ok(value) => Ok(WireValue::Integer(value)),
            Err(_) => Err(Unwritable::Formless),
        }
    }

    fn serialize_f32(self, value: f32) -> Made {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Made {
        if value.is_finite() {
            Ok(WireValue::Number(value))
        } else {
            Err(Unwritable::NotFinite)
        }
    }

    fn serialize_char(self, value: char) -> Made {
        Ok(WireValue::Text(value.into()))
    }

    fn serialize_str(self, text: &str) -> Made {
        Ok(text.into())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Made {
        if self.keeps_files {
            Ok(WireValue::File(Binary::new(bytes.to_vec())))
        } else {
            Err(Unwritable::Formless)
        }
    }

    fn serialize_none(self) -> Made {
        Ok(WireValue::Absent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Made {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Made {
        Ok(WireValue::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Made {
        Ok(WireValue::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Made {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Made {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Made {
        Ok(WireValue::Object(vec![(
            variant.to_owned(),
            value.serialize(self)?,
        )]))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, Unwritable> {
        Ok(Items::of(self))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items, Unwritable> {
        Ok(Items::of(self))
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Items, Unwritable> {
        Ok(Items {
            is_file: name == FILE,
            ..Items::of(self)
        })
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        Err(Unwritable::Formless)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Properties, Unwritable> {
        Ok(Properties::of(self))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Properties, Unwritable> {
        Ok(Properties {
            is_number: name == NUMBER,
            ..Properties::of(self)
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritable> {
        Err(Unwritable::Formless)
    }
}

/// As what `serde_json` writes its numbers where any crate of a build turns on its feature `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

/// A list that is being written, or the parts of a file.
pub(super) struct Items {
    wire: Wire,
    done: Vec<WireValue>,
    is_file: bool,
}

impl Items {
    fn of(wire: Wire) -> Self {
        Self {
            wire,
            done: Vec::new(),
            is_file: false,
        }
    }

    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unwritable> {
        self.done.push(item.serialize(self.wire)?);
        Ok(())
    }

    fn finish(self) -> Made {
        if self.is_file {
            return file(self.done);
        }
        Ok(WireValue::List(self.done))
    }
}

/// A file that came as its name, its media type and its bytes.
fn file(parts: Vec<WireValue>) -> Made {
    let Ok([name, media_type, WireValue::File(mut file)]) = <[WireValue; 3]>::try_from(parts)
    else {
        return Err(Unwritable::Formless);
    };
    if let WireValue::Text(name) = name {
        file = file.with_file_name(name);
    }
    if let WireValue::Text(media_type) = media_type {
        file = file.with_media_type(media_type);
    }
    Ok(WireValue::File(file))
}

/// An object that is being written.
pub(super) struct Properties {
    wire: Wire,
    done: Vec<(String, WireValue)>,
    name: Option<String>,
    is_number: bool,
}

impl Properties {
    fn of(wire: Wire) -> Self {
        Self {
            wire,
            done: Vec::new(),
            name: None,
            is_number: false,
        }
    }

    fn finish(mut self) -> Made {
        if self.is_number {
            return number(&self.done.pop().ok_or(Unwritable::Formless)?.1);
        }
        Ok(WireValue::Object(self.done))
    }
}

/// A number that came as its digits.
fn number(digits: &WireValue) -> Made {
    let digits = digits.to_text().ok_or(Unwritable::Formless)?;
    if let Ok(integer) = digits.parse() {
        return Ok(WireValue::Integer(integer));
    }
    match digits.parse() {
        Ok(number) if f64::is_finite(number) => Ok(WireValue::Number(number)),
        _ => Err(Unwritable::Formless),
    }
}

macro_rules! lists {
    ($($trait:ident::$method:ident)*) => {$(
        impl $trait for Items {
            type Ok = WireValue;
            type Error = Unwritable;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unwritable> {
                self.push(item)
            }

            fn end(self) -> Made {
                self.finish()
            }
        }
    )*};
}

lists! {
    SerializeSeq::serialize_element
    SerializeTuple::serialize_element
    SerializeTupleStruct::serialize_field
}

impl SerializeMap for Properties {
    type Ok = WireValue;
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Unwritable> {
        let name = name.serialize(self.wire)?;
        self.name = Some(name.to_text().ok_or(Unwritable::Formless)?.into_owned());
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        let name = self.name.take().ok_or(Unwritable::Formless)?;
        self.done.push((name, value.serialize(self.wire)?));
        Ok(())
    }

    fn end(self) -> Made {
        self.finish()
    }
}

impl SerializeStruct for Properties {
    type Ok = WireValue;
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        let value = value.serialize(self.wire)?;
        self.done.push((name.to_owned(), value));
        Ok(())
    }

    fn end(self) -> Made {
        self.finish()
    }
}
