//! From anything that can be written to a [`WireValue`].
//!
//! `serde_json::Value` would do, were it not for the order of an object's properties, which goes onto the wire.

use std::fmt;

use serde_core::ser::{
    Error, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    SerializeTupleStruct, Serializer,
};

use super::WireValue;

/// A value that has no form in JSON. The value itself is not kept: it may be sensitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value has no form in JSON")
    }
}

impl std::error::Error for Unwritable {}

impl Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Writes a value as a tree.
pub(super) struct Wire;

type Made = Result<WireValue, Unwritable>;

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

    fn serialize_bool(self, value: bool) -> Made {
        Ok(WireValue::Boolean(value))
    }

    fn serialize_i8(self, value: i8) -> Made {
        Ok(WireValue::Integer(value.into()))
    }

    fn serialize_i16(self, value: i16) -> Made {
        Ok(WireValue::Integer(value.into()))
    }

    fn serialize_i32(self, value: i32) -> Made {
        Ok(WireValue::Integer(value.into()))
    }

    fn serialize_i64(self, value: i64) -> Made {
        Ok(WireValue::Integer(value.into()))
    }

    fn serialize_i128(self, value: i128) -> Made {
        Ok(WireValue::Integer(value))
    }

    fn serialize_u8(self, value: u8) -> Made {
        Ok(WireValue::Integer(value.into()))
    }

    fn serialize_u16(self, value: u16) -> Made {
        Ok(WireValue::Integer(value.into()))
    }

    fn serialize_u32(self, value: u32) -> Made {
        Ok(WireValue::Integer(value.into()))
    }

    fn serialize_u64(self, value: u64) -> Made {
        Ok(WireValue::Integer(value.into()))
    }

    fn serialize_u128(self, value: u128) -> Made {
        match i128::try_from(value) {
            Ok(value) => Ok(WireValue::Integer(value)),
            Err(_) => Err(Unwritable),
        }
    }

    fn serialize_f32(self, value: f32) -> Made {
        Ok(WireValue::Number(value.into()))
    }

    fn serialize_f64(self, value: f64) -> Made {
        Ok(WireValue::Number(value))
    }

    fn serialize_char(self, value: char) -> Made {
        Ok(WireValue::Text(value.into()))
    }

    fn serialize_str(self, text: &str) -> Made {
        Ok(text.into())
    }

    fn serialize_bytes(self, _: &[u8]) -> Made {
        Err(Unwritable)
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
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items, Unwritable> {
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items, Unwritable> {
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Properties, Unwritable> {
        Ok(Properties::default())
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Properties, Unwritable> {
        Ok(Properties {
            is_number: name == NUMBER,
            ..Properties::default()
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritable> {
        Err(Unwritable)
    }
}

/// As what `serde_json` writes its numbers where any crate of a build turns on its feature `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

/// A list that is being written.
pub(super) struct Items(Vec<WireValue>);

impl Items {
    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unwritable> {
        self.0.push(item.serialize(Wire)?);
        Ok(())
    }
}

impl SerializeSeq for Items {
    type Ok = WireValue;
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unwritable> {
        self.push(item)
    }

    fn end(self) -> Made {
        Ok(WireValue::List(self.0))
    }
}

impl SerializeTuple for Items {
    type Ok = WireValue;
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unwritable> {
        self.push(item)
    }

    fn end(self) -> Made {
        Ok(WireValue::List(self.0))
    }
}

impl SerializeTupleStruct for Items {
    type Ok = WireValue;
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Unwritable> {
        self.push(item)
    }

    fn end(self) -> Made {
        Ok(WireValue::List(self.0))
    }
}

/// An object that is being written.
#[derive(Default)]
pub(super) struct Properties {
    done: Vec<(String, WireValue)>,
    name: Option<String>,
    is_number: bool,
}

impl Properties {
    fn finish(mut self) -> Made {
        if self.is_number {
            return number(&self.done.pop().ok_or(Unwritable)?.1);
        }
        Ok(WireValue::Object(self.done))
    }
}

/// A number that came as its digits.
fn number(digits: &WireValue) -> Made {
    let digits = digits.to_text().ok_or(Unwritable)?;
    if let Ok(integer) = digits.parse() {
        return Ok(WireValue::Integer(integer));
    }
    let number: f64 = digits.parse().map_err(|_| Unwritable)?;
    Ok(WireValue::Number(number))
}

impl SerializeMap for Properties {
    type Ok = WireValue;
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Unwritable> {
        let name = name.serialize(Wire)?;
        self.name = Some(name.to_text().ok_or(Unwritable)?.into_owned());
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        let name = self.name.take().ok_or(Unwritable)?;
        self.done.push((name, value.serialize(Wire)?));
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
        self.done.push((name.to_owned(), value.serialize(Wire)?));
        Ok(())
    }

    fn end(self) -> Made {
        self.finish()
    }
}
