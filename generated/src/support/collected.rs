//! Values that were collected because their content decides what they are.

use std::fmt;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};
use serde_core::forward_to_deserialize_any;
use serde_json::{Map, Value};

use super::decode_error::Within;
use super::locate::push_key;
use super::object::Duplicate;

/// Reads any JSON value, but refuses an object with a key that is there twice.
pub(crate) fn collect_object<'de, A: MapAccess<'de>>(
    mut entries: A,
) -> Result<Map<String, Value>, A::Error> {
    let mut object = Map::new();
    while let Some(key) = entries.next_key::<String>()? {
        if object.contains_key(&key) {
            return Err(A::Error::custom(Duplicate));
        }
        let Strict(value) = entries.next_value()?;
        object.insert(key, value);
    }
    Ok(object)
}

/// Any JSON value whose objects have no key twice.
pub(crate) struct Strict(pub(crate) Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Value, A::Error> {
        collect_object(entries).map(Value::Object)
    }
}

/// A collected value to be decoded; its errors know their place in it.
#[derive(Clone, Copy)]
pub(crate) struct Collected<'a>(pub(crate) &'a Value);

/// What is wrong within a collected value, and where.
#[derive(Debug)]
pub(crate) struct CollectedError {
    /// From the innermost step outwards.
    steps: Vec<String>,
    problem: String,
}

impl CollectedError {
    /// As one problem of the collected value.
    pub(crate) fn within(&self) -> Within {
        Within {
            pointer: self.steps.iter().rev().map(String::as_str).collect(),
            problem: self.problem.clone(),
        }
    }

    fn below(mut self, step: String) -> Self {
        self.steps.push(step);
        self
    }
}

impl fmt::Display for CollectedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.within().fmt(f)
    }
}

impl std::error::Error for CollectedError {}

impl Error for CollectedError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let Within { pointer, problem } = Within::from_message(&message.to_string());
        let steps = if pointer.is_empty() {
            Vec::new()
        } else {
            vec![pointer]
        };
        Self { steps, problem }
    }
}

impl<'de> Deserializer<'de> for Collected<'de> {
    type Error = CollectedError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CollectedError> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::String(value) => visitor.visit_borrowed_str(value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), ..) => visitor.visit_u64(value),
                (_, Some(value), _) => visitor.visit_i64(value),
                (.., Some(value)) => visitor.visit_f64(value),
                (.., None) => Err(CollectedError::custom("")),
            },
            Value::Array(items) => visitor.visit_seq(Items {
                items: items.iter(),
                index: 0,
            }),
            Value::Object(object) => visitor.visit_map(Entries {
                entries: object.iter(),
                value: None,
            }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CollectedError> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, CollectedError> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

struct Items<'a> {
    items: std::slice::Iter<'a, Value>,
    index: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = CollectedError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, CollectedError> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let index = self.index;
        self.index += 1;
        seed.deserialize(Collected(item))
            .map(Some)
            .map_err(|error| error.below(format!("/{index}")))
    }
}

struct Entries<'a> {
    entries: serde_json::map::Iter<'a>,
    value: Option<(&'a String, &'a Value)>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = CollectedError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, CollectedError> {
        self.value = self.entries.next();
        let Some((key, _)) = self.value else {
            return Ok(None);
        };
        seed.deserialize(serde_core::de::value::BorrowedStrDeserializer::new(key))
            .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, CollectedError> {
        let Some((key, value)) = self.value.take() else {
            return Err(CollectedError::custom(""));
        };
        seed.deserialize(Collected(value)).map_err(|error| {
            let mut step = String::new();
            push_key(&mut step, key);
            error.below(step)
        })
    }
}
