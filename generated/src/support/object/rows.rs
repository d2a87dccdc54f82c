//! The rows of an object.

/// Writes what an object needs beside its `struct`: `Debug`, `Serialize`, `Deserialize`, a builder, and `JsonSchema` under the
/// feature `schema`.
///
/// One row per field, in the order of the specification:
/// `PRESENCE field: TYPE = "key" [sensitive "kind"] [{ "keyword": json, … }];`, where PRESENCE is a module of
/// [`presence`](crate::support::presence), TYPE the type of the value itself, and the keywords are what the derived schema states
/// beside the type. Keywords of the whole object stand after the names: `Call, CallBuilder { "minProperties": 1 };`, and after those, where the
/// specification describes the properties without a row, `rest field: TYPE [= sensitive "kind"] [{ "keyword": json, … }];`.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($Name:ident, $Builder:ident $({ $($keywords:tt)* })?; $($rows:tt)*) => {
        $crate::support::object! {
            @ undocumented: $crate::support::Undocumented, [], [];
            $Name, $Builder $({ $($keywords)* })?;
            $($rows)*
        }
    };
    (
        $Name:ident, $Builder:ident $({ $($keywords:tt)* })? rest $rest:ident: $type:ty $(= sensitive $kind:literal)? $({ $($keyword:tt)* })?;
        $($rows:tt)*
    ) => {
        $crate::support::object! {
            @ $rest: $crate::support::Map<$type>, [$($kind)?], [$type, { $($($keyword)*)? }];
            $Name, $Builder $({ $($keywords)* })?;
            $($rows)*
        }
    };
    (
        @ $rest:ident: $Rest:ty, [$($hidden:literal)?], [$($additional:tt)*];
        $Name:ident, $Builder:ident $({ $($keywords:tt)* })?;
        $( $presence:ident $field:ident: $type:ty = $key:literal $(sensitive $kind:literal)? $({ $($keyword:tt)* })?; )*
    ) => {
        #[doc = concat!("Builds [`", stringify!($Name), "`].")]
        #[derive(Clone, Default)]
        pub struct $Builder {
            $( $field: $crate::support::presence::$presence::Slot<$type>, )*
            $rest: $Rest,
        }

        #[allow(deprecated, clippy::should_implement_trait, reason = "setters are named after properties")]
        impl $Builder {
            $(
                #[doc = concat!("Sets [`", stringify!($field), "`](", stringify!($Name), "::", stringify!($field), ").")]
                pub fn $field(mut self, $field: impl $crate::support::presence::$presence::Set<$type>) -> Self {
                    self.$field = $crate::support::presence::$presence::set($field);
                    self
                }
            )*

            $crate::support::object_rest! { $Name, $rest: $Rest; $($additional)* }

            /// The object.
            ///
            /// # Errors
            /// Names every required property that was not set.
            #[inline] // so that it is compiled where it is used, and only there
            pub fn build(self) -> ::core::result::Result<$Name, $crate::support::MissingProperties> {
                let missing = [$( $crate::support::presence::$presence::is_missing(&self.$field) ),*];
                $(
                    let ::core::option::Option::Some($field) = $crate::support::presence::$presence::field(self.$field) else {
                        return ::core::result::Result::Err(
                            $crate::support::MissingProperties::new(<$Name as $crate::support::Object>::KEYS, &missing),
                        );
                    };
                )*
                ::core::result::Result::Ok($Name { $( $field, )* $rest: self.$rest })
            }
        }

        impl $Name {
            /// Starts an object.
            #[inline]
            pub fn builder() -> $Builder {
                <$Builder as ::core::default::Default>::default()
            }
        }

        #[allow(deprecated, reason = "what the spec deprecates still works")]
        impl $crate::support::Object for $Name {
            const KEYS: &'static [&'static str] = &[$($key),*];
            const MANDATORY: &'static [bool] = &[$( $crate::support::presence::$presence::MANDATORY ),*];

            #[inline]
            fn index(key: &str) -> ::core::option::Option<usize> {
                #[allow(non_camel_case_types, reason = "named after properties and parameters")]
                enum Number { $($field,)* }
                match key {
                    $( $key => ::core::option::Option::Some(Number::$field as usize), )*
                    _ => ::core::option::Option::None,
                }
            }

            fn read<'de, A: $crate::support::serde::de::MapAccess<'de>>(mut map: A) -> ::core::result::Result<Self, A::Error> {
                // Numbers the fields, so that the match below is a jump table. Reached through a type, the names of the constants
                // cannot be taken for those of variables.
                #[allow(non_camel_case_types, reason = "named after properties and parameters")]
                enum Number { $($field,)* }
                struct Index;
                #[allow(non_upper_case_globals, reason = "named after properties")]
                impl Index {
                    $( const $field: usize = Number::$field as usize; )*
                }
                $( let mut $field: $crate::support::presence::$presence::Slot<$type> = ::core::default::Default::default(); )*
                let mut $rest: $Rest = ::core::default::Default::default();
                let mut keys = $crate::support::object::Keys::of::<Self>();
                while let ::core::option::Option::Some(index) = keys.next(&mut map, &mut $rest)? {
                    match index {
                        $( Index::$field => $crate::support::presence::$presence::read(&mut $field, &mut map)?, )*
                        _ => {}
                    }
                }
                $(
                    let ::core::option::Option::Some($field) = $crate::support::presence::$presence::field($field) else {
                        return ::core::result::Result::Err(keys.missing::<Self, A::Error>());
                    };
                )*
                ::core::result::Result::Ok(Self { $( $field, )* $rest })
            }
        }

        impl<'de> $crate::support::serde::Deserialize<'de> for $Name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::support::object::deserialize(deserializer)
            }
        }

        #[allow(deprecated, reason = "what the spec deprecates still works")]
        impl $crate::support::serde::Serialize for $Name {
            fn serialize<S: $crate::support::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                use $crate::support::serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(::core::option::Option::None)?;
                $( $crate::support::presence::$presence::write(&mut map, $key, &self.$field)?; )*
                $crate::support::object::Rest::write(&self.$rest, &mut map)?;
                map.end()
            }
        }

        #[allow(deprecated, reason = "what the spec deprecates still works")]
        impl ::core::fmt::Debug for $Name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut out = f.debug_struct(stringify!($Name));
                $( out.field(stringify!($field), &$crate::support::presence::$presence::shown(&self.$field, &[$($kind)?])); )*
                $crate::support::object::Rest::show(&self.$rest, stringify!($rest), &[$($hidden)?], &mut out);
                out.finish()
            }
        }

        $crate::support::object_schema! {
            $Name $({ $($keywords)* })?, [$($additional)*];
            $( $presence $type = $key $({ $($keyword)* })?; )*
        }
    };
}

/// The setter of the properties without a row.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_rest {
    ($Name:ident, $rest:ident: $Rest:ty;) => {};
    ($Name:ident, $rest:ident: $Rest:ty; $($additional:tt)+) => {
        #[doc = concat!("Sets [`", stringify!($rest), "`](", stringify!($Name), "::", stringify!($rest), ").")]
        pub fn $rest(mut self, $rest: impl ::core::convert::Into<$Rest>) -> Self {
            self.$rest = $rest.into();
            self
        }
    };
}
