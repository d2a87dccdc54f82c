//! The rows of an operation.

/// Writes what is known of an operation, how its answers are decoded, and the enum of its errors.
///
/// First the names of the request, of the enum of its errors and of what a success gives; then what the specification says of it, with one row per
/// content of a response, `response "STATUS" empty|json(TYPE)|other [= "media/type"];`; last how answers are decoded, one row per status, `_` being any other:
/// `success STATUS => empty|json|text|bytes|choice [Output::Variant];`
/// `error STATUS => empty|json|text|bytes|choice Variant[(TYPE)];`
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    (
        $Name:ident, $Error:ident, $Output:ty;
        $id:literal, $method:literal, $path:literal, $servers:expr, $security:expr;
        $( response $status:literal $kind:ident $(($type:ty))? $(= $media:literal)?; )*
        $( success $ok:pat => $ok_way:ident $($ok_variant:path)?; )*
        $( $(#[$docs:meta])* error $error:pat => $error_way:ident $Variant:ident $(($error_type:ty))?; )*
    ) => {
        impl $crate::support::Operation for $Name {
            const INFO: $crate::support::OperationInfo = $crate::support::OperationInfo {
                id: $id,
                method: $method,
                path: $path,
                servers: $servers,
                security: $security,
                responses: &[$( $crate::support::ResponseInfo::$kind $(::<$type>)? ($status $(, $media)?) ),*],
            };
            type Output = $Output;
            type Error = $Error;

            #[inline] // so that it is compiled where it is used, and only there
            fn decode_response(response: &$crate::support::Response<'_>) -> $crate::support::Decoded<Self> {
                #[allow(unreachable_patterns, reason = "the specification may have a default")]
                match response.status() {
                    $( $ok => $crate::support::outcome!(response, success $ok_way $($ok_variant)?), )*
                    $( $error => $crate::support::outcome!(response, error $error_way $Error::$Variant), )*
                    _ => response.undocumented(),
                }
            }
        }

        #[doc = concat!(
            "What the specification says of answers to [`", stringify!($Name), "`] that are no success",
            $crate::support::or_nothing!($($Variant)*), ".",
        )]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $Error {
            $( $(#[$docs])* $Variant $(($error_type))?, )*
        }
    };
}

/// What is made of an answer whose status a row names.
#[doc(hidden)]
#[macro_export]
macro_rules! __outcome {
    ($response:ident, success empty) => {
        $response.success_empty(())
    };
    ($response:ident, success empty $variant:path) => {
        $response.success_empty($variant)
    };
    ($response:ident, success $way:ident) => {
        $response.$way().success()
    };
    ($response:ident, success $way:ident $variant:path) => {
        $response.$way().success_as($variant)
    };
    ($response:ident, error empty $variant:path) => {
        $response.failure_empty($variant)
    };
    ($response:ident, error $way:ident $variant:path) => {
        $response.$way().failure($variant)
    };
}

/// Says of an enum without variants that it is one.
#[doc(hidden)]
#[macro_export]
macro_rules! __or_nothing {
    () => {
        ": nothing"
    };
    ($($Variant:ident)+) => {
        ""
    };
}
