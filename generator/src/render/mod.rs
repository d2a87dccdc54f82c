//! Tokens and values as text.
//!
//! Items come out as prettyplease would print them, to the byte, but by a printer that knows only what `emit` writes and reads the
//! tokens as they are; anything else goes through prettyplease itself. Bodies of the runtime's macros are rows, which prettyplease
//! cannot know: those are printed one row a line.

mod branches;
mod cursor;
mod expressions;
mod impls;
mod items;
mod layout;
mod line;
mod rows;
mod tokens;
mod types;

use proc_macro2::TokenStream;
use serde_core::Serialize;

use self::{
    cursor::Cursor,
    layout::Layout,
    tokens::{Kind, Tokens},
};

/// A Rust file: `header` as it stands, then each item, with a blank line between those that deserve one.
///
/// Each of `items` holds the tokens of exactly one item, or inner attributes only.
#[must_use]
pub fn rust(header: &str, items: impl IntoIterator<Item = TokenStream>) -> String {
    let mut text = String::from(header);
    let mut printer = Printer::default();
    let mut previous = None;
    for item in items {
        let read = printer.tokens.read(item);
        let group = read.map_or(Group::None, |()| Group::of(&printer.tokens));
        let together = previous.is_some_and(|previous| group != Group::None && group == previous);
        if !together && !text.is_empty() {
            text.push('\n');
        }
        printer.print(read, &mut text);
        previous = Some(group);
    }
    text
}

/// A JSON file: indented by two blanks, with a line break at the end.
#[must_use]
pub fn json(value: &impl Serialize) -> String {
    // JSON can always be written.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// What printed an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Road {
    /// The printer of this module.
    Direct,
    /// prettyplease, which knows all of Rust and takes its time.
    General,
}

/// Prints one item at the end of `text`.
pub fn item(item: &TokenStream, text: &mut String) -> Road {
    let mut printer = Printer::default();
    let read = printer.tokens.read(item.clone());
    printer.print(read, text)
}

/// What is used for one item after the other.
#[derive(Default)]
struct Printer {
    tokens: Tokens,
    layout: Layout,
}

impl Printer {
    /// Prints the item that has been `read`.
    fn print(&mut self, read: Option<()>, text: &mut String) -> Road {
        if read.and_then(|()| self.direct()).is_some() {
            self.layout.print(text);
            return Road::Direct;
        }
        self.layout.clear();
        // The text knows nothing of the groups without delimiters that a stream may have, and that syn would see.
        let plain = self.tokens.text();
        match syn::parse_file(plain) {
            Ok(file) => text.push_str(&prettyplease::unparse(&file)),
            // What is emitted is always Rust. Were it not, the compiler says so best, at the place itself.
            Err(_) => {
                text.push_str(plain);
                text.push('\n');
            }
        }
        Road::General
    }

    fn direct(&mut self) -> Option<()> {
        let mut tokens = Cursor::new(&self.tokens);
        self.layout.together(0);
        items::inner_attributes(&mut tokens, &mut self.layout)?;
        if !tokens.is_empty() {
            items::item(&mut tokens, &mut self.layout)?;
        }
        self.layout.end();
        tokens.is_empty().then_some(())
    }
}

/// Items that stand together without blank lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    /// `mod a;`
    Modules,
    /// `use a;`
    Imports,
    /// None: every item stands alone.
    None,
}

impl Group {
    fn of(item: &Tokens) -> Self {
        let last = item.len().checked_sub(1).and_then(|last| item.get(last));
        if last != Some((Kind::Operator, ";")) {
            return Self::None;
        }
        let mut tokens = Cursor::new(item);
        while tokens.eat("#") {
            tokens.any_group();
        }
        tokens.eat_word("pub");
        match tokens.next() {
            Some((Kind::Word, "mod")) => Self::Modules,
            Some((Kind::Word, "use")) => Self::Imports,
            _ => Self::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream};
    use quote::quote;

    use super::{Road, item, rust};

    fn printed(tokens: &TokenStream) -> (Road, String) {
        let mut text = String::new();
        (item(tokens, &mut text), text)
    }

    #[test]
    fn what_is_not_known_here_takes_the_general_road() {
        // Neither road sees that the condition is a group.
        let condition = Group::new(Delimiter::None, quote!(a > 2));
        let (road, text) = printed(&quote!(
            pub fn f(a: u8) -> u8 {
                loop {
                    if #condition {
                        return a + 1;
                    }
                }
            }
        ));
        assert_eq!(road, Road::General);
        assert_eq!(
            text,
            "pub fn f(a: u8) -> u8 {\n    loop {\n        if a > 2 {\n            return a + 1;\n        }\n    }\n}\n"
        );
        // Nothing of the direct printer's attempt is left over.
        let (road, text) = printed(&quote!(impl A { fn f() { g(1, 2); while true {} } }));
        assert_eq!(road, Road::General);
        assert_eq!(
            text,
            "impl A {\n    fn f() {\n        g(1, 2);\n        while true {}\n    }\n}\n"
        );
    }

    #[test]
    fn what_is_not_rust_comes_out_all_the_same() {
        let (road, text) = printed(&quote!(pub struct { }));
        assert_eq!((road, text.as_str()), (Road::General, "pub struct { }\n"));
    }

    #[test]
    fn a_row_stands_on_one_line() {
        let (road, text) = printed(&quote! {
            a::object! { Call, CallBuilder { "minProperties": 1 }; #[doc = " Where it went."]
                required to: ::std::vec::Vec<b::Number> = "to" sensitive "phone" { "minimum": -1, "enum": [1, { "a": null }] };
                Dog(Dog) if tag "kind" in ["dog"]; }
        });
        assert_eq!(road, Road::Direct);
        assert_eq!(
            text,
            "a::object! {\n    Call, CallBuilder { \"minProperties\": 1 };\n    /// Where it went.\n    required to: \
             ::std::vec::Vec<b::Number> = \"to\" sensitive \"phone\" { \"minimum\": -1, \"enum\": [1, { \"a\": null }] };\n    \
             Dog(Dog) if tag \"kind\" in [\"dog\"];\n}\n"
        );
        assert_eq!(printed(&quote!(a! {})).1, "a! {}\n");
        assert_eq!(printed(&quote!(a! { b })).1, "a! { b }\n");
    }

    #[test]
    fn modules_and_imports_stand_together() {
        let items = [
            quote!(
                pub mod a;
            ),
            quote!(
                #[cfg(feature = "b")]
                pub mod b;
            ),
            quote!(
                pub use a::*;
            ),
            quote!(
                use b::c;
            ),
            quote!(
                pub type A = u8;
            ),
            quote!(
                pub type B = u8;
            ),
        ];
        let expected = "// header\n\npub mod a;\n#[cfg(feature = \"b\")]\npub mod b;\n\npub use a::*;\nuse b::c;\n\npub type A = u8;\n\n\
                        pub type B = u8;\n";
        assert_eq!(rust("// header\n", items), expected);
    }
}
