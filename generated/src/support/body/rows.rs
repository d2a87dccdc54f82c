//! The rows of a body of several forms.

/// Writes what the enum of a request's body needs beside itself: how each form is written, and the way from the first form's type.
///
/// One row per form: `Variant(TYPE) = json|form|multipart|text|bytes|file "media/type" [{ "property" ENCODING…, … }];` with the words of
/// [`Encoding`](crate::support::body::Encoding).
#[doc(hidden)]
#[macro_export]
macro_rules! __request_body {
    (
        $Name:ident;
        $First:ident($first:ty) = $first_way:ident $first_media:literal $({ $($first_encoding:tt)* })?;
        $( $Variant:ident($type:ty) = $way:ident $media:literal $({ $($encoding:tt)* })?; )*
    ) => {
        impl $crate::support::body::RequestBody for $Name {
            #[inline] // so that it is compiled where it is used, and only there
            fn write(&self) -> $crate::support::body::Written {
                match self {
                    Self::$First(value) => $crate::support::body::$first_way(
                        value, $first_media, &$crate::support::encodings!($($($first_encoding)*)?),
                    ),
                    $(
                        Self::$Variant(value) => $crate::support::body::$way(
                            value, $media, &$crate::support::encodings!($($($encoding)*)?),
                        ),
                    )*
                }
            }
        }

        impl ::core::convert::From<$first> for $Name {
            #[inline]
            fn from(value: $first) -> Self {
                Self::$First(value)
            }
        }

        impl $crate::support::Given<$Name> for $first {
            #[inline]
            fn given(self) -> ::core::option::Option<$Name> {
                ::core::option::Option::Some($Name::$First(self))
            }
        }
    };
}

/// The encodings of a row, as an array.
#[doc(hidden)]
#[macro_export]
macro_rules! __encodings {
    ($( $name:literal $( $word:ident($($argument:tt)*) )* ),*) => {
        [$( $crate::support::body::Encoding::of($name) $( .$word($($argument)*) )* ),*]
    };
}
