//! The rows of a request, and its builder.

/// Writes what a request needs beside its `struct`: `Debug`, a builder that the compiler lets finish only once every required
/// parameter is set, `to_http` and `decode`.
///
/// One row per parameter, the required ones first:
/// `required|optional field: TYPE = path|query|header|cookie "name" [style STYLE] [explode BOOL] [json BOOL] [allow_reserved BOOL] [allow_empty BOOL] [sensitive "kind"] [{ RULES }] [items { RULES }];`
/// with the styles of [`style`](crate::support::style) and the rules of [`Rule`](crate::support::Rule). A last row says of the body, where there is one:
/// `required_body|optional_body field: TYPE = json|form|multipart|text|bytes|file "media/type" [{ "property" ENCODING…, … }];`, or `= choice` for an
/// enum of [`request_body!`](crate::support::request_body!).
#[doc(hidden)]
#[macro_export]
macro_rules! __request {
    (
        $Name:ident, $Builder:ident;
        $(
            required $required:ident: $required_type:ty = $required_in:ident $required_name:literal
                $(style $required_style:ident)? $(explode $required_explode:literal)?
                $(json $required_json:literal)? $(allow_reserved $required_reserved:literal)? $(allow_empty $required_empty:literal)?
                $(sensitive $required_kind:literal)?
                $({ $( $required_rule:ident($($required_bound:tt)*) ),* $(,)? })?
                $(items { $( $required_item_rule:ident($($required_item_bound:tt)*) ),* $(,)? })?;
        )*
        $(
            optional $optional:ident: $optional_type:ty = $optional_in:ident $optional_name:literal
                $(style $optional_style:ident)? $(explode $optional_explode:literal)?
                $(json $optional_json:literal)? $(allow_reserved $optional_reserved:literal)? $(allow_empty $optional_empty:literal)?
                $(sensitive $optional_kind:literal)?
                $({ $( $optional_rule:ident($($optional_bound:tt)*) ),* $(,)? })?
                $(items { $( $optional_item_rule:ident($($optional_item_bound:tt)*) ),* $(,)? })?;
        )*
        $( required_body $required_body:ident: $required_body_type:ty
            = $required_body_way:ident $($required_body_media:literal)? $({ $($required_body_encoding:tt)* })?; )?
        $( optional_body $optional_body:ident: $optional_body_type:ty
            = $optional_body_way:ident $($optional_body_media:literal)? $({ $($optional_body_encoding:tt)* })?; )?
    ) => {
        #[allow(deprecated, reason = "what the spec deprecates still works")]
        impl $crate::support::Request for $Name {
            const NAME: &'static str = stringify!($Name);

            #[inline] // this and what follows: compiled where it is used, and only there
            fn parameters(&self, parameters: &mut $crate::support::Parameters<'_>) {
                $(
                    parameters.add(
                        $crate::support::Parameter::$required_in(stringify!($required), $required_name)
                            $(.style($crate::support::style::$required_style))?
                            $(.explode($required_explode))?
                            $(.json($required_json))?
                            $(.allow_reserved($required_reserved))?
                            $(.allow_empty($required_empty))?
                            $(.sensitive(&[$required_kind]))?
                            $(.rules(&[$( $crate::support::Rule::$required_rule($($required_bound)*) ),*]))?
                            $(.items(&[$( $crate::support::Rule::$required_item_rule($($required_item_bound)*) ),*]))?,
                        &self.$required,
                    );
                )*
                $(
                    parameters.add(
                        $crate::support::Parameter::$optional_in(stringify!($optional), $optional_name)
                            $(.style($crate::support::style::$optional_style))?
                            $(.explode($optional_explode))?
                            $(.json($optional_json))?
                            $(.allow_reserved($optional_reserved))?
                            $(.allow_empty($optional_empty))?
                            $(.sensitive(&[$optional_kind]))?
                            $(.rules(&[$( $crate::support::Rule::$optional_rule($($optional_bound)*) ),*]))?
                            $(.items(&[$( $crate::support::Rule::$optional_item_rule($($optional_item_bound)*) ),*]))?,
                        &self.$optional,
                    );
                )*
                let _ = parameters;
            }

            $(
                #[inline]
                fn body(&self) -> ::core::result::Result<::core::option::Option<$crate::support::body::Content>, $crate::support::BodyError> {
                    $crate::support::body::$required_body_way(
                        &self.$required_body $(, $required_body_media)?, &$crate::support::encodings!($($($required_body_encoding)*)?),
                    )
                    .map(::core::option::Option::Some)
                }
            )?
            $(
                #[inline]
                fn body(&self) -> ::core::result::Result<::core::option::Option<$crate::support::body::Content>, $crate::support::BodyError> {
                    match &self.$optional_body {
                        ::core::option::Option::Some(body) => $crate::support::body::$optional_body_way(
                            body $(, $optional_body_media)?, &$crate::support::encodings!($($($optional_body_encoding)*)?),
                        )
                        .map(::core::option::Option::Some),
                        ::core::option::Option::None => ::core::result::Result::Ok(::core::option::Option::None),
                    }
                }
            )?
        }

        impl ::core::fmt::Debug for $Name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::support::debug(self, &[
                    $( (stringify!($required_body), &self.$required_body), )?
                    $( (stringify!($optional_body), &self.$optional_body), )?
                ], f)
            }
        }

        impl $Name {
            /// The request for a transport: absolute URL, header fields, credentials, body.
            ///
            /// # Errors
            /// Where the request breaks its specification, the base URL is missing or unusable, a credential is, or the body cannot be written.
            #[inline]
            pub fn to_http(
                &self,
                config: &$crate::support::Config,
            ) -> ::core::result::Result<$crate::support::http::Request<$crate::support::Bytes>, $crate::support::RequestError> {
                $crate::support::to_http(self, config)
            }

            /// Decodes an answer by its status.
            ///
            /// # Errors
            /// Any answer that is no documented success, or does not hold what is documented.
            #[inline]
            pub fn decode(
                &self,
                response: $crate::support::http::Response<$crate::support::Bytes>,
            ) -> $crate::support::Decoded<Self> {
                $crate::support::decode::<Self>(&response)
            }
        }

        $crate::support::request_builder! {
            $Name, $Builder
            [$($required: $required_type,)* $($required_body: $required_body_type,)?]
            [$($optional: $optional_type,)* $($optional_body: $optional_body_type,)?]
        }
    };
}

/// The builder of a request. Its type parameters are named after the required parameters, and say of each whether it is set: they
/// begin as `Missing`, and each setter puts its type into its place.
#[doc(hidden)]
#[macro_export]
macro_rules! __request_builder {
    ($Name:ident, $Builder:ident [$($required:ident: $required_type:ty,)*] [$($optional:ident: $optional_type:ty,)*]) => {
        #[doc = concat!("Builds [`", stringify!($Name), "`], with a setter for each of its fields; `build` is there once every required parameter is set.")]
        // No `Debug`: it would show sensitive values.
        #[allow(non_camel_case_types, reason = "named after properties and parameters")]
        #[derive(Clone)]
        pub struct $Builder<$($required),*> {
            $( $required: $required, )*
            $( $optional: ::core::option::Option<$optional_type>, )*
        }

        impl $Name {
            /// Starts a request.
            #[inline]
            pub fn builder() -> $Builder<$($crate::support::missing!($required)),*> {
                $Builder {
                    $( $required: $crate::support::missing!($required), )*
                    $( $optional: ::core::option::Option::None, )*
                }
            }
        }

        #[allow(deprecated, reason = "what the spec deprecates still works")]
        impl $Builder<$($required_type),*> {
            /// The request.
            ///
            /// # Errors
            /// Every constraint of the specification that the parameters break, at once.
            #[inline]
            pub fn build(self) -> ::core::result::Result<$Name, $crate::support::Violations> {
                $crate::support::checked($Name {
                    $( $required: self.$required, )*
                    $( $optional: self.$optional, )*
                })
            }
        }

        #[allow(non_camel_case_types, deprecated, clippy::should_implement_trait, reason = "named after parameters")]
        impl<$($required),*> $Builder<$($required),*> {
            $(
                /// Sets the field of the same name.
                pub fn $optional(mut self, $optional: impl $crate::support::Given<$optional_type>) -> Self {
                    self.$optional = $crate::support::Given::given($optional);
                    self
                }
            )*
        }

        $crate::support::required_setters! {
            $Name, $Builder [$($optional)*] [] $($required: $required_type,)*
        }
    };
}

/// The setters of required parameters, one after the other: those before it, and those after it, keep their state.
#[doc(hidden)]
#[macro_export]
macro_rules! __required_setters {
    ($Name:ident, $Builder:ident [$($optional:ident)*] [$($before:ident)*]) => {};
    (
        $Name:ident, $Builder:ident [$($optional:ident)*] [$($before:ident)*]
        $required:ident: $type:ty, $($after:ident: $after_type:ty,)*
    ) => {
        #[allow(non_camel_case_types, deprecated, clippy::should_implement_trait, reason = "named after parameters")]
        impl<$($before,)* $($after,)*> $Builder<$($before,)* $crate::support::Missing, $($after,)*> {
            /// Sets the field of the same name, which is required.
            pub fn $required(self, $required: impl ::core::convert::Into<$type>) -> $Builder<$($before,)* $type, $($after,)*> {
                $Builder {
                    $( $before: self.$before, )*
                    $required: ::core::convert::Into::into($required),
                    $( $after: self.$after, )*
                    $( $optional: self.$optional, )*
                }
            }
        }

        $crate::support::required_setters! {
            $Name, $Builder [$($optional)*] [$($before)* $required] $($after: $after_type,)*
        }
    };
}

/// [`Missing`](crate::support::Missing), once per required parameter.
#[doc(hidden)]
#[macro_export]
macro_rules! __missing {
    ($required:ident) => {
        $crate::support::Missing
    };
}

/// A required parameter that is not set yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing;
