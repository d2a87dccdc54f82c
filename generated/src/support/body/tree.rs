//! A value on its way into a form or a multipart body: as JSON would have it, but with its properties in order and its files as bytes.

use std::fmt;

use bytes::Bytes;
use serde_core::ser::{self, Impossible, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Number;

use super::BodyError;
use super::binary::FILE;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Null,
    Boolean(bool),
    Number(Number),
    Text(String),
    File {
        name: Option<String>,
        media_type: Option<String>,
        bytes: Bytes,
    },
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    pub(super) fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, BodyError> {
        value.serialize(Tree)
    }

    /// A single value as text; `None` for null, a list, an object and a file.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::Boolean(value) => Some(value.to_string()),
            Self::Number(value) => Some(value.to_string()),
            Self::Text(text) => Some(text.clone()),
            Self::Null | Self::File { .. } | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// As JSON.
    pub(super) fn json(&self) -> Result<String, BodyError> {
        serde_json::to_string(self).map_err(|_| BodyError::new("a file has no place in JSON"))
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Number(value) => value.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::File { bytes, .. } => match std::str::from_utf8(bytes) {
                Ok(text) => serializer.serialize_str(text),
                Err(_) => Err(ser::Error::custom("a file")),
            },
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                serializer.collect_map(members.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().unwrap_or_default())
    }
}

impl ser::Error for BodyError {
    fn custom<T: fmt::Display>(_: T) -> Self {
        // The message of a type may hold its value.
        Self::new("a value in it has no place there")
    }
}

/// Builds a [`Node`].
struct Tree;

impl Serializer for Tree {
    type Ok = Node;
    type Error = BodyError;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = Impossible<Node, BodyError>;
    type SerializeMap = Object;
    type SerializeStruct = Object;
    type SerializeStructVariant = Impossible<Node, BodyError>;

    /// So that files are written as such; see [`super::Binary`].
    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bool(self, value: bool) -> Result<Node, BodyError> {
        Ok(Node::Boolean(value))
    }

    fn serialize_i8(self, value: i8) -> Result<Node, BodyError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<Node, BodyError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<Node, BodyError> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<Node, BodyError> {
        Ok(Node::Number(value.into()))
    }

    fn serialize_u8(self, value: u8) -> Result<Node, BodyError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<Node, BodyError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<Node, BodyError> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<Node, BodyError> {
        Ok(Node::Number(value.into()))
    }

    fn serialize_f32(self, value: f32) -> Result<Node, BodyError> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<Node, BodyError> {
        // As JSON has it: what is no number is null.
        Ok(Number::from_f64(value).map_or(Node::Null, Node::Number))
    }

    fn serialize_char(self, value: char) -> Result<Node, BodyError> {
        Ok(Node::Text(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<Node, BodyError> {
        Ok(Node::Text(value.to_owned()))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Node, BodyError> {
        Ok(Node::File {
            name: None,
            media_type: None,
            bytes: Bytes::copy_from_slice(value),
        })
    }

    fn serialize_none(self) -> Result<Node, BodyError> {
        Ok(Node::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Node, BodyError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Node, BodyError> {
        Ok(Node::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Node, BodyError> {
        Ok(Node::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Node, BodyError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Node, BodyError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Node, BodyError> {
        Ok(Node::Object(vec![(
            variant.to_owned(),
            value.serialize(self)?,
        )]))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, BodyError> {
        Ok(List::default())
    }

    fn serialize_tuple(self, _: usize) -> Result<List, BodyError> {
        Ok(List::default())
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<List, BodyError> {
        Ok(List {
            items: Vec::new(),
            is_file: name == FILE,
        })
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, BodyError> {
        Err(ser::Error::custom("a variant"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Object, BodyError> {
        Ok(Object::default())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object, BodyError> {
        Ok(Object::default())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, BodyError> {
        Err(ser::Error::custom("a variant"))
    }
}

/// A list, or the parts of a file, as they come.
#[derive(Default)]
struct List {
    items: Vec<Node>,
    is_file: bool,
}

impl List {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), BodyError> {
        self.items.push(value.serialize(Tree)?);
        Ok(())
    }

    fn done(self) -> Node {
        if !self.is_file {
            return Node::List(self.items);
        }
        let mut parts = self.items.into_iter();
        let mut text = || match parts.next() {
            Some(Node::Text(text)) => Some(text),
            _ => None,
        };
        let (name, media_type) = (text(), text());
        let bytes = match parts.next() {
            Some(Node::File { bytes, .. }) => bytes,
            _ => Bytes::new(),
        };
        Node::File {
            name,
            media_type,
            bytes,
        }
    }
}

impl SerializeSeq for List {
    type Ok = Node;
    type Error = BodyError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), BodyError> {
        self.push(value)
    }

    fn end(self) -> Result<Node, BodyError> {
        Ok(self.done())
    }
}

impl ser::SerializeTuple for List {
    type Ok = Node;
    type Error = BodyError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), BodyError> {
        self.push(value)
    }

    fn end(self) -> Result<Node, BodyError> {
        Ok(self.done())
    }
}

impl ser::SerializeTupleStruct for List {
    type Ok = Node;
    type Error = BodyError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), BodyError> {
        self.push(value)
    }

    fn end(self) -> Result<Node, BodyError> {
        Ok(self.done())
    }
}

/// An object as it comes.
#[derive(Default)]
struct Object {
    members: Vec<(String, Node)>,
    key: String,
}

impl SerializeMap for Object {
    type Ok = Node;
    type Error = BodyError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), BodyError> {
        self.key = key
            .serialize(Tree)?
            .text()
            .ok_or_else(|| BodyError::new("a key in it is no text"))?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), BodyError> {
        let value = value.serialize(Tree)?;
        self.members.push((std::mem::take(&mut self.key), value));
        Ok(())
    }

    fn end(self) -> Result<Node, BodyError> {
        Ok(Node::Object(self.members))
    }
}

impl ser::SerializeStruct for Object {
    type Ok = Node;
    type Error = BodyError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), BodyError> {
        self.members.push((key.to_owned(), value.serialize(Tree)?));
        Ok(())
    }

    fn end(self) -> Result<Node, BodyError> {
        Ok(Node::Object(self.members))
    }
}
