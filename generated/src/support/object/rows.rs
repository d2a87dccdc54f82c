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
                    $crate::support::presence::$presence::set(&mut self.$field, $field);
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
                let missing = [$( $crate::support::is_missing!($presence self.$field) ),*];
                $crate::support::object::build(self, &missing)
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
            type Slots = $Builder;
            type Rest = $Rest;
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

            #[inline]
            fn read<'de, A: $crate::support::serde::de::MapAccess<'de>>(
                slots: &mut $Builder,
                index: usize,
                map: &mut A,
            ) -> ::core::result::Result<(), A::Error> {
                // Numbers the fields. A constant for each would let the match say so without guards, and cost more than all the rest.
                #[allow(non_camel_case_types, reason = "named after properties and parameters")]
                enum Number { $($field,)* }
                match index {
                    $( _ if index == Number::$field as usize => $crate::support::presence::$presence::read(&mut slots.$field, map), )*
                    _ => ::core::result::Result::Ok(()),
                }
            }

            #[inline]
            fn rest(slots: &mut $Builder) -> &mut $Rest {
                &mut slots.$rest
            }

            #[inline]
            fn whole(slots: $Builder) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(Self {
                    $( $field: $crate::support::field!($presence slots.$field), )*
                    $rest: slots.$rest,
                })
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
                let mut map = $crate::support::object::Writer::new(serializer)?;
                $( $crate::support::presence::$presence::write(&mut map, $key, &self.$field); )*
                map.end(&self.$rest)
            }
        }

        #[allow(deprecated, reason = "what the spec deprecates still works")]
        impl ::core::fmt::Debug for $Name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut out = f.debug_struct(stringify!($Name));
                $( $crate::support::presence::$presence::show(&mut out, stringify!($field), &self.$field, &[$($kind)?]); )*
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

/// The field of a whole object, out of its slot; where a required one is empty, there is none.
#[doc(hidden)]
#[macro_export]
macro_rules! __field {
    (required $slot:expr) => {
        match $slot {
            ::core::option::Option::Some(value) => value,
            ::core::option::Option::None => return ::core::option::Option::None,
        }
    };
    ($presence:ident $slot:expr) => {
        $slot
    };
}

/// Whether a slot lacks what must be there.
#[doc(hidden)]
#[macro_export]
macro_rules! __is_missing {
    (required $slot:expr) => {
        ::core::option::Option::is_none(&$slot)
    };
    ($presence:ident $slot:expr) => {
        false
    };
}
