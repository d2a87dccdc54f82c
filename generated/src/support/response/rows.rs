//! The rows of an answer of several forms.

/// Writes how the enum of an answer's forms is read: one row per form, `Variant(TYPE) = json|text|bytes "media/type";`.
#[doc(hidden)]
#[macro_export]
macro_rules! __response_body {
    ($Name:ident; $( $Variant:ident($type:ty) = $way:ident $media:literal; )*) => {
        impl $crate::support::ResponseBody for $Name {
            #[inline] // so that it is compiled where it is used, and only there
            fn read(
                response: &$crate::support::http::Response<$crate::support::Bytes>,
            ) -> ::core::result::Result<Self, $crate::support::Unread> {
                enum Number { $($Variant,)* }
                let index = $crate::support::pick(response, &[$($media),*])?;
                $(
                    if index == Number::$Variant as usize {
                        return <$crate::support::read_as!($way) as $crate::support::Read<$type>>::read(response).map(Self::$Variant);
                    }
                )*
                ::core::result::Result::Err($crate::support::Unread::OtherMediaType)
            }
        }
    };
}

/// The way to read that a row names.
#[doc(hidden)]
#[macro_export]
macro_rules! __read_as {
    (json) => {
        $crate::support::AsJson
    };
    (text) => {
        $crate::support::AsText
    };
    (bytes) => {
        $crate::support::AsBytes
    };
}
