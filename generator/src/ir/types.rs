//! Types and their parts.

use serde_json::Value;

use super::{Docs, Name, Sensitivity, TypeId};

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Its name; `wire` is the component's key, or empty for an inline schema.
    pub name: Name,
    /// What it is for.
    pub docs: Docs,
    /// Where its schema stands in the document, as a JSON pointer fragment: `#/components/schemas/Call`.
    pub origin: String,
    /// Its shape.
    pub kind: TypeKind,
}

/// The shape of a named type.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// An object with known properties.
    Struct(Struct),
    /// A string out of a list.
    StringEnum(StringEnum),
    /// An integer out of a list.
    IntegerEnum(IntegerEnum),
    /// A value out of a closed list that is not one of strings.
    ClosedValues(ClosedValues),
    /// One of several types.
    Union(Union),
    /// One of several types that no test tells apart.
    Choice(Choice),
    /// Another name for a type.
    Alias(TypeRef),
}

/// An object with known properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Its properties, in document order.
    pub fields: Vec<Field>,
    /// Keywords that the derived schema states beside `properties` and `required`
    /// (`additionalProperties: false`, `minProperties`…), as JSON.
    pub keywords: Vec<(String, Value)>,
    /// What the properties are that are no fields, where the spec describes them.
    pub rest: Option<Rest>,
}

/// The properties of a [`Struct`] that have no name in the spec, but a schema (`additionalProperties`).
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// The Rust field of the map that holds them; nothing on the wire has this name.
    pub name: Name,
    /// What they are for.
    pub docs: Docs,
    /// The type of each value.
    pub ty: TypeRef,
    /// Set where the values must not show.
    pub sensitive: Option<Sensitivity>,
    /// Constraints on each value that its type does not carry, for the derived schema.
    pub keywords: Vec<(String, Value)>,
}

/// One property of a [`Struct`].
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its key and its Rust field.
    pub name: Name,
    /// What it is for.
    pub docs: Docs,
    /// The type of the value itself: presence and null at the top are in `presence`, not here.
    pub ty: TypeRef,
    /// Which of the four states the property may be in.
    pub presence: Presence,
    /// Set where the value must not show.
    pub sensitive: Option<Sensitivity>,
    /// Set where the spec says `deprecated: true`.
    pub deprecated: bool,
    /// Constraints and annotations that the Rust type does not carry (`minimum`, `maxLength`, `default`…), as the JSON
    /// that the derived schema states for this property.
    pub keywords: Vec<(String, Value)>,
}

/// Required or optional × nullable or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// `T`: must be there, must not be null.
    Required,
    /// `Option<T>`, always written: must be there, may be null.
    Nullable,
    /// `Option<T>`, skipped when `None`: may be absent, must not be null.
    Optional,
    /// `support::Presence<T>`: may be absent, may be null.
    OptionalNullable,
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeRef {
    /// `true` or `false`.
    Boolean,
    /// `i32`: an integer of `format: int32`.
    Integer32,
    /// `i64`: any other integer.
    Integer64,
    /// `u64`: an integer of `format: uint64`, or one that may be too large for `i64`.
    Unsigned64,
    /// `f64`.
    Number,
    /// Any text.
    String,
    /// Text, or a number, of a format that has a type of its own in the runtime.
    Format(Format),
    /// Any JSON value.
    Any,
    /// No value at all: the schema is `false`.
    Never,
    /// An array.
    List(Box<TypeRef>),
    /// An object whose keys are data.
    Map(Box<TypeRef>),
    /// A value or null, anywhere but at the top of a field or parameter (there, [`Presence`] says it).
    Nullable(Box<TypeRef>),
    /// A type that would contain itself.
    Boxed(Box<TypeRef>),
    /// A named type.
    Named(TypeId),
}

/// Formats with a type of their own in the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `date-time`: RFC 3339, `2023-11-07T05:31:56Z`.
    DateTime,
    /// `date`: RFC 3339 full-date, `2023-11-07`.
    Date,
    /// `date-time-local`: RFC 3339 without an offset, `2023-11-07T05:31:56`.
    DateTimeLocal,
    /// `date-time-spaced`: a local date-time with a space, `2023-11-07 05:31:56`. Ours.
    DateTimeSpaced,
    /// `unix-time`: seconds since 1970 as a JSON number, with or without a fraction. Ours.
    UnixTime,
    /// `uuid`: RFC 9562, 36 characters.
    Uuid,
    /// `uri`: RFC 3986, absolute.
    Uri,
    /// `email`: RFC 5321 mailbox.
    Email,
    /// `decimal`: a decimal number in a string, `0.08000000`.
    Decimal,
    /// `binary`: bytes, which are a part of their own in a multipart body, and text in JSON.
    Binary,
}

/// A string out of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct StringEnum {
    /// The values, in document order.
    pub variants: Vec<Variant>,
    /// Set by `x-closed`: no `Unknown` variant.
    pub closed: bool,
    /// Whether the spec takes any other text as well (`anyOf` of an `enum` and a plain string).
    pub any: bool,
}

/// One value of a [`StringEnum`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The value on the wire and its Rust variant.
    pub name: Name,
    /// What it means.
    pub docs: Docs,
}

/// An integer out of a list; always open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntegerEnum {
    /// Value, Rust variant, meaning.
    pub variants: Vec<(i64, Variant)>,
}

/// A value out of a closed list that is not one of strings: read as its type, and compared with the list.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosedValues {
    /// The type of the values.
    pub ty: TypeRef,
    /// The values, in document order.
    pub values: Vec<Value>,
}

/// One of several types; which one can always be told from the value.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The branches, in document order.
    pub variants: Vec<UnionVariant>,
    /// Whether the spec says `oneOf` or `anyOf`.
    pub keyword: UnionKeyword,
    /// Whether an object that no branch knows is kept as `Unknown(serde_json::Value)`: so where branches are told apart by a
    /// property's value, which may grow.
    pub open: bool,
    /// Whether an open union also keeps an object that lacks the property: so where not every branch requires it.
    pub untagged: bool,
}

/// One of several types that no test tells apart: the value is kept as it is, with a reading for each branch.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The branches, in document order.
    pub variants: Vec<ChoiceVariant>,
    /// Whether the spec says `oneOf` or `anyOf`.
    pub keyword: UnionKeyword,
}

/// One branch of a [`Choice`].
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceVariant {
    /// What its reading is called after: `cat` for `as_cat` and `from_cat`.
    pub name: Name,
    /// What it is read as.
    pub ty: TypeRef,
    /// Constraints that the type does not carry, for the derived schema.
    pub keywords: Vec<(String, Value)>,
}

/// The keyword that a [`Union`] comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnionKeyword {
    /// Exactly one branch must match.
    OneOf,
    /// At least one branch must match.
    AnyOf,
}

/// One branch of a [`Union`].
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// The Rust variant; `wire` is the discriminator's value where there is one.
    pub name: Name,
    /// What it is for.
    pub docs: Docs,
    /// Its payload.
    pub ty: TypeRef,
    /// How a value of this branch is recognised.
    pub test: UnionTest,
    /// Constraints that the payload's type does not carry, for the derived schema.
    pub keywords: Vec<(String, Value)>,
}

/// How a value of a branch is recognised. The tests of one union never overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnionTest {
    /// By its JSON type.
    Type(JsonType),
    /// An object in which `key` has the string `value` (a discriminator, or a `const`).
    Tag {
        /// The property.
        key: String,
        /// Its values.
        values: Vec<String>,
    },
    /// An object that has this property, which only this branch declares and requires.
    HasKey(String),
}

/// The JSON types that a branch can be told by. A number without a fraction is an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JsonType {
    /// `true`, `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number (where no sibling branch takes integers).
    Number,
    /// Text.
    String,
    /// `[…]`.
    Array,
    /// `{…}`.
    Object,
}
