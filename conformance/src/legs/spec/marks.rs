//! Reads the marks of an evaluation's list output without building the list.
//!
//! Of an invalid response the annotations can only be had by serialising the list, which as a tree of values costs several times what
//! the evaluation itself does. This serializer keeps, of each unit, the place and the mark, and skips the rest.

use std::cell::RefCell;
use std::fmt;

use serde::ser::{
    Error, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer,
};

use super::Applied;
use crate::spec::{MARK, NodeId};

/// Adds the marks of a list output, dropped ones included, to what applies.
pub(super) fn collect(list: &impl Serialize, applied: &mut Applied) {
    let sink = RefCell::new(std::mem::take(applied));
    // The output is a struct of units; were it ever something else, there would be no marks, which the tests notice.
    let _ = list.serialize(Picker { sink: Some(&sink) });
    *applied = sink.into_inner();
}

/// Serializes into at most one scalar; structs with a place and a mark go to the sink.
#[derive(Clone, Copy)]
struct Picker<'a> {
    sink: Option<&'a RefCell<Applied>>,
}

/// What a value came to.
enum Picked {
    Nothing,
    Text(String),
    Number(u64),
}

impl Picked {
    fn node(self) -> Option<NodeId> {
        match self {
            Self::Number(number) => usize::try_from(number).ok(),
            _ => None,
        }
    }
}

#[derive(Debug)]
struct Unexpected;

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a list output")
    }
}

impl std::error::Error for Unexpected {}

impl Error for Unexpected {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

macro_rules! nothing {
    ($($method:ident($type:ty)),*) => {
        $(fn $method(self, _: $type) -> Result<Picked, Unexpected> {
            Ok(Picked::Nothing)
        })*
    };
}

impl<'a> Serializer for Picker<'a> {
    type Ok = Picked;
    type Error = Unexpected;
    type SerializeSeq = Self;
    type SerializeTuple = Impossible<Picked, Unexpected>;
    type SerializeTupleStruct = Impossible<Picked, Unexpected>;
    type SerializeTupleVariant = Impossible<Picked, Unexpected>;
    type SerializeMap = Annotations;
    type SerializeStruct = Unit<'a>;
    type SerializeStructVariant = Impossible<Picked, Unexpected>;

    nothing!(
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_f32(f32),
        serialize_f64(f64),
        serialize_char(char),
        serialize_bytes(&[u8])
    );

    fn serialize_i64(self, number: i64) -> Result<Picked, Unexpected> {
        Ok(u64::try_from(number).map_or(Picked::Nothing, Picked::Number))
    }

    fn serialize_u64(self, number: u64) -> Result<Picked, Unexpected> {
        Ok(Picked::Number(number))
    }

    fn serialize_str(self, text: &str) -> Result<Picked, Unexpected> {
        Ok(Picked::Text(text.to_owned()))
    }

    fn serialize_none(self) -> Result<Picked, Unexpected> {
        Ok(Picked::Nothing)
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<Picked, Unexpected> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Picked, Unexpected> {
        Ok(Picked::Nothing)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Picked, Unexpected> {
        Ok(Picked::Nothing)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
    ) -> Result<Picked, Unexpected> {
        Ok(Picked::Nothing)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Picked, Unexpected> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Picked, Unexpected> {
        Ok(Picked::Nothing)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unexpected> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unexpected> {
        Err(Unexpected)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unexpected> {
        Err(Unexpected)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unexpected> {
        Err(Unexpected)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Annotations, Unexpected> {
        Ok(Annotations {
            marked: false,
            node: None,
        })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Unit<'a>, Unexpected> {
        Ok(Unit {
            sink: self.sink,
            place: None,
            node: None,
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unexpected> {
        Err(Unexpected)
    }
}

impl SerializeSeq for Picker<'_> {
    type Ok = Picked;
    type Error = Unexpected;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unexpected> {
        // Without a sink this is the value of an annotation, such as a list of property names.
        if self.sink.is_some() {
            value.serialize(*self)?;
        }
        Ok(())
    }

    fn end(self) -> Result<Picked, Unexpected> {
        Ok(Picked::Nothing)
    }
}

/// The annotations of one unit: of these, the mark.
struct Annotations {
    marked: bool,
    node: Option<u64>,
}

impl SerializeMap for Annotations {
    type Ok = Picked;
    type Error = Unexpected;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Unexpected> {
        self.marked =
            matches!(key.serialize(Picker { sink: None })?, Picked::Text(key) if key == MARK);
        Ok(())
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unexpected> {
        if self.marked
            && let Picked::Number(number) = value.serialize(Picker { sink: None })?
        {
            self.node = Some(number);
        }
        Ok(())
    }

    fn end(self) -> Result<Picked, Unexpected> {
        Ok(self.node.map_or(Picked::Nothing, Picked::Number))
    }
}

/// One unit of the list, or the list itself.
struct Unit<'a> {
    sink: Option<&'a RefCell<Applied>>,
    place: Option<String>,
    node: Option<NodeId>,
}

impl SerializeStruct for Unit<'_> {
    type Ok = Picked;
    type Error = Unexpected;

    fn serialize_field<T: ?Sized + Serialize>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unexpected> {
        match name {
            "details" => _ = value.serialize(Picker { sink: self.sink })?,
            "instanceLocation" => {
                if let Picked::Text(place) = value.serialize(Picker { sink: None })? {
                    self.place = Some(place);
                }
            }
            "annotations" | "droppedAnnotations" => {
                self.node = value.serialize(Picker { sink: None })?.node()
            }
            _ => {}
        }
        Ok(())
    }

    fn end(self) -> Result<Picked, Unexpected> {
        if let (Some(sink), Some(place), Some(node)) = (self.sink, self.place, self.node) {
            sink.borrow_mut().add(&place, node);
        }
        Ok(Picked::Nothing)
    }
}
