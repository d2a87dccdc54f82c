//! The JSON Schema that a type states of itself.
//!
//! The rows of the macros say what a Rust type does not carry: presence, null, and the keywords of the specification. schemars' own
//! view of `Option` would lose which properties are required.

/// The schema of an object, an enum or a union, under the feature `schema`.
#[cfg(feature = "schema")]
pub use on::*;

#[cfg(feature = "schema")]
mod on {
    use schemars::generate::SchemaSettings;
    use schemars::{JsonSchema, Schema, SchemaGenerator};
    use serde_json::{Map, Value, json};

    use crate::support::union::Union;

    /// The JSON Schema (2020-12) of a type, for what it reads.
    pub fn schema_of<T: JsonSchema>() -> Value {
        SchemaSettings::draft2020_12()
            .for_deserialize()
            .into_generator()
            .into_root_schema_for::<T>()
            .to_value()
    }

    /// Collects the properties of an object.
    pub struct ObjectSchema {
        properties: Map<String, Value>,
        required: Vec<Value>,
        keywords: Map<String, Value>,
    }

    impl ObjectSchema {
        /// An object with these keywords of its own.
        pub fn new(keywords: &[Value]) -> Self {
            Self {
                properties: Map::new(),
                required: Vec::new(),
                keywords: members(keywords),
            }
        }

        /// Adds a property.
        pub fn property(
            &mut self,
            key: &str,
            is_required: bool,
            is_nullable: bool,
            schema: Schema,
            keywords: &[Value],
        ) {
            let keywords = members(keywords);
            let schema = match is_nullable {
                true => nullable(schema, keywords),
                false => add_keywords(schema.to_value(), keywords),
            };
            self.properties.insert(key.to_owned(), schema);
            if is_required {
                self.required.push(key.into());
            }
        }

        /// Says what the properties are that have not been added.
        pub fn rest(&mut self, schema: Schema, keywords: Value) {
            let schema = add_keywords(schema.to_value(), members(&[keywords]));
            self.keywords
                .entry("additionalProperties")
                .or_insert(schema);
        }

        /// The schema.
        pub fn finish(self) -> Schema {
            let Self {
                properties,
                required,
                keywords,
            } = self;
            let mut object = Map::new();
            object.insert("type".to_owned(), "object".into());
            if !properties.is_empty() {
                object.insert("properties".to_owned(), properties.into());
            }
            if !required.is_empty() {
                object.insert("required".to_owned(), required.into());
            }
            object.extend(keywords);
            object.into()
        }
    }

    /// The schema of a list of values; only examples of them where `any` other is valid too.
    pub fn enumeration<V: Into<Value> + Copy>(kind: &str, values: &[V], any: bool) -> Schema {
        let values: Vec<Value> = values.iter().map(|value| (*value).into()).collect();
        let mut schema = Map::new();
        schema.insert("type".to_owned(), kind.into());
        schema.insert(
            if any { "examples" } else { "enum" }.to_owned(),
            values.into(),
        );
        schema.into()
    }

    /// The schema of a union out of those of its branches.
    pub fn union<T: Union>(keyword: &str, branches: Vec<Schema>) -> Schema {
        let branches: Vec<Value> = branches
            .into_iter()
            .map(|branch| branch.to_value())
            .collect();
        // Without its tag a value may be read by several branches.
        let keyword = if T::UNTAGGED { "any_of" } else { keyword };
        let mut schema = Map::new();
        schema.insert(combination(keyword).to_owned(), branches.into());
        schema.into()
    }

    /// The schema of a choice out of those of its branches.
    pub fn choice(keyword: &str, branches: Vec<(Schema, Vec<Value>)>) -> Schema {
        let branches: Vec<Value> = branches
            .into_iter()
            .map(|(schema, keywords)| add_keywords(schema.to_value(), members(&keywords)))
            .collect();
        let mut schema = Map::new();
        schema.insert(combination(keyword).to_owned(), branches.into());
        schema.into()
    }

    fn combination(keyword: &str) -> &'static str {
        if keyword == "one_of" {
            "oneOf"
        } else {
            "anyOf"
        }
    }

    /// A branch, with what tells it from the others beside its type.
    pub fn branch(
        schema: Schema,
        test: &str,
        key: &[&str],
        values: &[&[&str]],
        keywords: &[Value],
        untagged: bool,
    ) -> Schema {
        let mut members = members(keywords);
        if let [key] = key {
            if !untagged {
                members.entry("required").or_insert(json!([key]));
            }
            if let ("tag", [values]) = (test, values) {
                members
                    .entry("properties")
                    .or_insert(json!({ *key: { "enum": values } }));
            }
        }
        Schema::try_from(add_keywords(schema.to_value(), members)).unwrap_or_default()
    }

    fn members(keywords: &[Value]) -> Map<String, Value> {
        keywords
            .iter()
            .filter_map(Value::as_object)
            .flat_map(|keywords| keywords.clone())
            .collect()
    }

    /// The keywords beside those of the type; those of the specification win.
    fn add_keywords(schema: Value, keywords: Map<String, Value>) -> Value {
        match schema {
            Value::Object(mut object) => {
                object.extend(keywords);
                object.into()
            }
            Value::Bool(true) if !keywords.is_empty() => keywords.into(),
            other => other,
        }
    }

    /// A schema that takes null too. A list of values has to name null itself to allow it, so such a schema goes into a branch.
    fn nullable(schema: Schema, keywords: Map<String, Value>) -> Value {
        match schema.to_value() {
            // Nothing but null.
            Value::Bool(false) => {
                let mut null = Map::from_iter([("type".to_owned(), "null".into())]);
                null.extend(keywords);
                null.into()
            }
            // Anything: null as well.
            value @ Value::Bool(true) => {
                if keywords.is_empty() {
                    value
                } else {
                    keywords.into()
                }
            }
            Value::Object(mut object)
                if object.get("type").is_some_and(Value::is_string)
                    && !lists_values(&object)
                    && !lists_values(&keywords) =>
            {
                if let Some(kind) = object.get_mut("type") {
                    *kind = json!([kind.take(), "null"]);
                }
                object.extend(keywords);
                object.into()
            }
            value => {
                let (annotations, constraints): (Map<_, _>, Map<_, _>) =
                    keywords.into_iter().partition(|(keyword, _)| {
                        matches!(keyword.as_str(), "default" | "deprecated" | "examples")
                    });
                let value = add_keywords(value, constraints);
                let mut outer = Map::new();
                outer.insert("anyOf".to_owned(), json!([value, { "type": "null" }]));
                outer.extend(annotations);
                outer.into()
            }
        }
    }

    fn lists_values(schema: &Map<String, Value>) -> bool {
        schema.contains_key("enum") || schema.contains_key("const")
    }

    impl<T: JsonSchema> JsonSchema for crate::support::Map<T> {
        fn inline_schema() -> bool {
            true
        }

        fn schema_name() -> std::borrow::Cow<'static, str> {
            format!("MapOf{}", T::schema_name()).into()
        }

        fn schema_id() -> std::borrow::Cow<'static, str> {
            format!("callspec::support::Map<{}>", T::schema_id()).into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            schemars::json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<T>() })
        }
    }
}

// Whether a macro's expansion asks for `schemars` is decided by callspec's own feature, not by one of the crate in which it stands;
// so each of these macros exists twice.

#[cfg(feature = "schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __object_schema {
    (
        $Name:ident $({ $($keywords:tt)* })?, [$($rest:ty, { $($additional:tt)* })?];
        $( $presence:ident $type:ty = $key:literal $({ $($keyword:tt)* })?; )*
    ) => {
        impl $crate::support::schemars::JsonSchema for $Name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(stringify!($Name))
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(concat!(module_path!(), "::", stringify!($Name)))
            }

            fn json_schema(_generator: &mut $crate::support::schemars::SchemaGenerator) -> $crate::support::schemars::Schema {
                #[allow(unused_mut, reason = "an object may have no properties")]
                let mut object = $crate::support::schema::ObjectSchema::new(&[$($crate::support::json!({ $($keywords)* }))?]);
                $(
                    object.property(
                        $key,
                        $crate::support::presence::$presence::REQUIRED,
                        $crate::support::presence::$presence::NULLABLE,
                        _generator.subschema_for::<$type>(),
                        &[$($crate::support::json!({ $($keyword)* }))?],
                    );
                )*
                $( object.rest(_generator.subschema_for::<$rest>(), $crate::support::json!({ $($additional)* })); )?
                object.finish()
            }
        }
    };
}

#[cfg(not(feature = "schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __object_schema {
    ($($rows:tt)*) => {};
}

#[cfg(feature = "schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_schema {
    ($Name:ident, $kind:literal $($any:ident)?) => {
        impl $crate::support::schemars::JsonSchema for $Name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(stringify!($Name))
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(concat!(module_path!(), "::", stringify!($Name)))
            }

            fn json_schema(
                _: &mut $crate::support::schemars::SchemaGenerator,
            ) -> $crate::support::schemars::Schema {
                $crate::support::schema::enumeration(
                    $kind,
                    Self::VALUES,
                    !<[&str]>::is_empty(&[$(stringify!($any))?]),
                )
            }
        }
    };
}

#[cfg(not(feature = "schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __enum_schema {
    ($($rows:tt)*) => {};
}

#[cfg(feature = "schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __values_schema {
    ($Name:ident) => {
        impl $crate::support::schemars::JsonSchema for $Name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(stringify!($Name))
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(concat!(module_path!(), "::", stringify!($Name)))
            }

            fn json_schema(
                _: &mut $crate::support::schemars::SchemaGenerator,
            ) -> $crate::support::schemars::Schema {
                $crate::support::schemars::json_schema!({ "enum": Self::values() })
            }
        }
    };
}

#[cfg(not(feature = "schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __values_schema {
    ($($rows:tt)*) => {};
}

#[cfg(feature = "schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __union_schema {
    (
        $Name:ident $keyword:ident;
        $( $type:ty, $test:ident $($key:literal $(in [$($value:literal),*])?)? $({ $($schema:tt)* })?; )*
    ) => {
        impl $crate::support::schemars::JsonSchema for $Name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(stringify!($Name))
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(concat!(module_path!(), "::", stringify!($Name)))
            }

            fn json_schema(generator: &mut $crate::support::schemars::SchemaGenerator) -> $crate::support::schemars::Schema {
                let branches = ::std::vec![$(
                    $crate::support::schema::branch(
                        generator.subschema_for::<$type>(),
                        stringify!($test),
                        &[$($key)?],
                        &[$($(&[$($value),*])?)?],
                        &[$($crate::support::json!({ $($schema)* }))?],
                        <Self as $crate::support::union::Union>::UNTAGGED,
                    )
                ),*];
                $crate::support::schema::union::<Self>(stringify!($keyword), branches)
            }
        }
    };
}

#[cfg(not(feature = "schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __union_schema {
    ($($rows:tt)*) => {};
}

#[cfg(feature = "schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! __choice_schema {
    ($Name:ident $keyword:ident; $( $type:ty $({ $($schema:tt)* })?; )*) => {
        impl $crate::support::schemars::JsonSchema for $Name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(stringify!($Name))
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(concat!(module_path!(), "::", stringify!($Name)))
            }

            fn json_schema(generator: &mut $crate::support::schemars::SchemaGenerator) -> $crate::support::schemars::Schema {
                let branches = ::std::vec![$(
                    (
                        generator.subschema_for::<$type>(),
                        ::std::vec![$($crate::support::json!({ $($schema)* }))?],
                    )
                ),*];
                $crate::support::schema::choice(stringify!($keyword), branches)
            }
        }
    };
}

#[cfg(not(feature = "schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __choice_schema {
    ($($rows:tt)*) => {};
}
