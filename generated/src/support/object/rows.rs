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
        #[doc = concat!("Builds [`", stringify!($Name), "`]. There is a setter for each of its fields, of the same name.")]
        #[derive(Clone)]
        pub struct $Builder {
            $( $field: $crate::support::presence::$presence::Slot<$type>, )*
            $rest: $Rest,
        }

        impl ::core::default::Default for $Builder {
            #[inline] // this and what follows: compiled where it is used, and only there
            fn default() -> Self {
                Self {
                    $( $field: $crate::support::presence::$presence::EMPTY, )*
                    $rest: <$Rest as ::core::default::Default>::default(),
                }
            }
        }

        #[allow(deprecated, clippy::should_implement_trait, reason = "setters are named after properties")]
        impl $Builder {
            $(
                /// Sets the field of the same name.
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
            #[inline]
            pub fn build(self) -> ::core::result::Result<$Name, $crate::support::MissingProperties> {
                $crate::support::Object::whole(self)
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
            const SHAPE: $crate::support::object::Shape = $crate::support::object::Shape {
                name: stringify!($Name),
                keys: &[$($key),*],
                fields: stringify!($($field)* $rest),
                sensitive: &[$( $((stringify!($field), $kind),)? )* $((stringify!($rest), $hidden))?],
            };

            #[inline]
            fn read<S: $crate::support::object::Source>(slots: &mut $Builder, index: usize, source: &mut S) {
                // Counts down to the property: a macro cannot number its rows, and an enum or a constant for each costs more than all the rest.
                #[allow(unused_mut, reason = "an object may have no properties")]
                let mut ahead = index;
                $(
                    if ahead == 0 {
                        return <S as $crate::support::object::Source>::$presence(source, &mut slots.$field);
                    }
                    ahead -= 1;
                )*
                let _ = ahead;
                <S as $crate::support::object::Source>::rest(source, &mut slots.$rest);
            }

            #[inline]
            fn whole(slots: $Builder) -> ::core::result::Result<Self, $crate::support::MissingProperties> {
                #[allow(unreachable_patterns, reason = "there may be no required property")]
                match slots {
                    $Builder { $( $field: $crate::support::full!($presence $field), )* $rest } => ::core::result::Result::Ok(Self { $( $field, )* $rest }),
                    _slots => ::core::result::Result::Err($crate::support::MissingProperties::new(
                        <Self as $crate::support::Object>::SHAPE.keys,
                        &[$( $crate::support::is_missing!($presence _slots.$field) ),*],
                    )),
                }
            }

            #[inline]
            fn walk<W: $crate::support::object::Walk>(&self, walk: &mut W) {
                $( <W as $crate::support::object::Walk>::$presence(walk, &self.$field); )*
                <W as $crate::support::object::Walk>::rest(walk, &self.$rest);
            }
        }

        impl<'de> $crate::support::serde::Deserialize<'de> for $Name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::support::object::deserialize(deserializer)
            }
        }

        impl $crate::support::serde::Serialize for $Name {
            fn serialize<S: $crate::support::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::support::object::serialize(self, serializer)
            }
        }

        impl ::core::fmt::Debug for $Name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::support::object::show(self, f)
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

/// The pattern of a slot that does not lack what must be there.
#[doc(hidden)]
#[macro_export]
macro_rules! __full {
    (required $value:ident) => {
        ::core::option::Option::Some($value)
    };
    ($presence:ident $value:ident) => {
        $value
    };
}

/// Whether a slot lacks what must be there.
#[doc(hidden)]
#[macro_export]
macro_rules! __is_missing {
    (required $slot:expr) => {
        if let ::core::option::Option::None = $slot {
            true
        } else {
            false
        }
    };
    ($presence:ident $slot:expr) => {
        false
    };
}
