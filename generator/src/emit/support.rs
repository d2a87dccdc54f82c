//! The runtime as generated code spells it. No other file of `emit` knows a path into it, or into std.

use std::{cell::RefCell, collections::HashMap};

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::ir::Format;

/// The path to the runtime and what hangs below it, and what of std is used everywhere: each made once.
#[derive(Debug)]
pub(super) struct Support {
    root: Group,
    items: RefCell<HashMap<&'static str, Group>>,
    option: Group,
    string: Group,
    vec: Group,
    boxed: Group,
}

impl Support {
    /// `path` is a Rust path such as `crate::support`.
    pub(super) fn new(path: &str) -> Self {
        // A path that is no sequence of tokens could only be spelled by a caller in the same program: fall back to what is
        // certain to be reported by the compiler, at the first use.
        let root = path
            .parse()
            .unwrap_or_else(|_| ident("support_path_is_not_rust").into_token_stream());
        Self {
            root: part(root),
            items: RefCell::default(),
            option: part(quote!(::std::option::Option)),
            string: part(quote!(::std::string::String)),
            vec: part(quote!(::std::vec::Vec)),
            boxed: part(quote!(::std::boxed::Box)),
        }
    }

    /// The runtime itself.
    pub(super) fn root(&self) -> &Group {
        &self.root
    }

    /// Anything by name.
    pub(super) fn item(&self, name: &'static str) -> Group {
        let make = || {
            let (root, name) = (&self.root, ident(name));
            part(quote!(#root::#name))
        };
        self.items
            .borrow_mut()
            .entry(name)
            .or_insert_with(make)
            .clone()
    }

    /// A format's type.
    pub(super) fn format(&self, format: Format) -> Group {
        self.item(match format {
            Format::DateTime => "DateTime",
            Format::Date => "Date",
            Format::DateTimeLocal => "DateTimeLocal",
            Format::DateTimeSpaced => "DateTimeSpaced",
            Format::UnixTime => "UnixTime",
            Format::Uuid => "Uuid",
            Format::Uri => "Uri",
            Format::Email => "Email",
            Format::Decimal => "Decimal",
            Format::Binary => "Binary",
        })
    }

    /// Any JSON value.
    pub(super) fn any(&self) -> Group {
        self.item("Value")
    }

    /// An object whose keys are data.
    pub(super) fn map(&self, value: &Group) -> Group {
        let map = self.item("Map");
        part(quote!(#map<#value>))
    }

    /// A property that may be absent, and may be null.
    pub(super) fn presence(&self, value: &Group) -> Group {
        let presence = self.item("Presence");
        part(quote!(#presence<#value>))
    }

    /// `::std::option::Option<…>`
    pub(super) fn option(&self, value: &Group) -> Group {
        let option = &self.option;
        part(quote!(#option<#value>))
    }

    /// `::std::string::String`
    pub(super) fn string(&self) -> Group {
        self.string.clone()
    }

    /// `::std::vec::Vec<…>`
    pub(super) fn vec(&self, value: &Group) -> Group {
        let vec = &self.vec;
        part(quote!(#vec<#value>))
    }

    /// `::std::boxed::Box<…>`
    pub(super) fn boxed(&self, value: &Group) -> Group {
        let boxed = &self.boxed;
        part(quote!(#boxed<#value>))
    }

    /// A call of one of the macros, as an item.
    pub(super) fn call(&self, name: &'static str, rows: TokenStream) -> TokenStream {
        let path = self.item(name);
        let rows = Group::new(Delimiter::Brace, rows);
        quote!(#path! #rows)
    }
}

/// Tokens as one, for going into others: a group without delimiters.
///
/// `quote!` copies a stream that goes into another, with an allocation for every name; of a group it only counts that there is one
/// more. Printing sees through it.
pub(super) fn part(tokens: TokenStream) -> Group {
    Group::new(Delimiter::None, tokens)
}

/// An identifier of the IR, which has been made valid where names are made.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
