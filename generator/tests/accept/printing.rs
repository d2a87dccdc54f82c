//! The direct printer against prettyplease.

use callspec_generator::{
    Options, emit, lower,
    render::{self, Road},
    spec,
};
use proc_macro2::TokenStream;
use syn::{ImplItem, Item};

use crate::cases;

#[test]
fn every_item_is_printed_directly_and_as_prettyplease_prints_it() {
    let sources = cases::all()
        .into_iter()
        .map(|case| case.source)
        .chain(cases::specs());
    let (mut compared, mut rows) = (0, 0);
    for source in sources {
        let document = spec::parse(&source).document.unwrap();
        let api = lower::lower(&document, "case").unwrap().api;
        let files = emit::emit(&api, &Options::default());
        let table = emit::providers(std::slice::from_ref(&api.name), &Options::default());
        let items = files.models().chain(files.operations());
        for item in items.chain(files.module()).chain(table) {
            let mut text = String::new();
            let road = render::item(&item, &mut text);
            assert_eq!(road, Road::Direct, "{}: {text}", source.name);
            match pretty(&item) {
                Some(pretty) => {
                    assert_eq!(text, pretty, "{}", source.name);
                    compared += 1;
                }
                None => rows += 1,
            }
        }
    }
    assert!(compared > 500, "only {compared} items compared");
    println!("{compared} items as prettyplease prints them, {rows} with rows");
}

/// What prettyplease makes of an item; nothing where it holds rows of a macro, which prettyplease cannot know.
fn pretty(item: &TokenStream) -> Option<String> {
    let file = syn::parse_file(&item.to_string()).unwrap();
    let has_rows = file.items.iter().any(|item| match item {
        Item::Macro(_) => true,
        Item::Impl(block) => block
            .items
            .iter()
            .any(|member| matches!(member, ImplItem::Macro(_))),
        _ => false,
    });
    (!has_rows).then(|| prettyplease::unparse(&file))
}
