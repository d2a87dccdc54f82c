//! Which file holds which items.

use proc_macro2::{Group, TokenStream};
use quote::quote;

use super::{
    Emitter, docs,
    layout::{Layout, SHARED},
    support::{ident, part},
};

/// One file of an API: its path without the ending, and its items in order, each made when it is asked for.
pub struct File<'a> {
    /// `models`, or `models/calls` of a large API.
    pub path: String,
    /// The items.
    pub items: Box<dyn Iterator<Item = TokenStream> + 'a>,
}

const MODELS: &str = "The types of the API's answers and requests.";
const OPERATIONS: &str = "The requests of the API, and what is known of each.";

impl Emitter<'_> {
    /// The files that hold types and operations.
    #[must_use]
    pub fn files<'a>(&'a self) -> Vec<File<'a>> {
        let mut files = Vec::new();
        let mut add = |path: String, items: Box<dyn Iterator<Item = TokenStream> + 'a>| {
            files.push(File { path, items });
        };
        let Some(layout) = &self.layout else {
            add("models".to_owned(), Box::new(self.models()));
            add("operations".to_owned(), Box::new(self.operations()));
            return files;
        };
        add(
            "models".to_owned(),
            Box::new(model_modules(layout).into_iter()),
        );
        add(
            "operations".to_owned(),
            Box::new(operation_modules(layout).into_iter()),
        );
        if layout.shared().next().is_some() {
            add(
                format!("models/{SHARED}"),
                Box::new(self.shared_models(layout)),
            );
        }
        for (group, (name, tag)) in layout.groups.iter().enumerate() {
            if layout.types_of(group).next().is_some() {
                let lines = docs::inner([about("The types of the operations", tag).as_str()]);
                let types = layout.types_of(group);
                let types = types.filter_map(|id| self.api.types.get(id));
                add(
                    format!("models/{name}"),
                    Box::new(std::iter::once(lines).chain(types.flat_map(|ty| self.model(ty)))),
                );
            }
            let lines = docs::inner([about("The operations", tag).as_str()]);
            let operations = layout.operations_of(group);
            let operations = operations.filter_map(|number| self.api.operations.get(number));
            let items = operations.flat_map(|operation| self.operation(operation));
            add(
                format!("operations/{name}"),
                Box::new(std::iter::once(lines).chain(items)),
            );
        }
        files
    }

    /// The features that leave out a part of a large API, in order, each with the tag that it is named after; empty for operations
    /// without one.
    pub fn features(&self) -> impl Iterator<Item = (&str, &str)> {
        let groups = self.layout.iter().flat_map(|layout| &layout.groups);
        groups.map(|(name, tag)| (name.as_str(), tag.as_str()))
    }

    /// `models.rs` of a small API: one or two items for each type.
    pub fn models(&self) -> impl Iterator<Item = TokenStream> {
        let types = self.api.types.iter();
        std::iter::once(docs::inner([MODELS]))
            .chain(types.flat_map(|definition| self.model(definition)))
    }

    /// `operations.rs` of a small API: several items for each operation.
    pub fn operations(&self) -> impl Iterator<Item = TokenStream> {
        let operations = self.api.operations.iter();
        std::iter::once(docs::inner([OPERATIONS]))
            .chain(operations.flat_map(|operation| self.operation(operation)))
    }

    /// The types that several tags use, each where any of them is there.
    fn shared_models<'a>(&'a self, layout: &'a Layout) -> impl Iterator<Item = TokenStream> + 'a {
        let lines = docs::inner(["The types that operations of several tags use."]);
        let items = layout.shared().flat_map(|(id, features)| {
            let condition = condition(&features);
            let items = self
                .api
                .types
                .get(id)
                .map(|definition| self.model(definition));
            items
                .into_iter()
                .flatten()
                .map(move |item| quote!(#condition #item))
        });
        std::iter::once(lines).chain(items)
    }

    /// `#[cfg(…)]` of the operation, in a large API.
    pub(super) fn operation_condition(&self, operation: usize) -> Option<Group> {
        let feature = self.layout.as_ref()?.feature(operation)?;
        condition(&[feature])
    }

    /// `#[cfg(…)]` for what is there where any group is, in a large API.
    pub(super) fn any_condition(&self) -> Option<Group> {
        let groups = &self.layout.as_ref()?.groups;
        let names: Vec<_> = groups.iter().map(|(name, _)| name.as_str()).collect();
        condition(&names)
    }

    /// `#[cfg(…)]` for what is there where any type is, in a large API: nothing, where one always is.
    pub(super) fn any_type_condition(&self) -> Option<Group> {
        let always = |layout: &Layout| layout.shared().any(|(_, features)| features.is_empty());
        if self.layout.as_ref().is_some_and(always) {
            return None;
        }
        let layout = self.layout.as_ref()?;
        let mut names: Vec<&str> = layout.shared().flat_map(|(_, features)| features).collect();
        let groups = layout.groups.iter().enumerate();
        let own = groups.filter(|(group, _)| layout.types_of(*group).next().is_some());
        names.extend(own.map(|(_, (name, _))| name.as_str()));
        names.sort_unstable();
        names.dedup();
        condition(&names)
    }
}

/// `models.rs` of a large API: the modules, and all that they hold.
fn model_modules(layout: &Layout) -> Vec<TokenStream> {
    let groups = layout.groups.iter().enumerate();
    let groups = groups.filter(|(group, _)| layout.types_of(*group).next().is_some());
    let mut modules: Vec<(Vec<&str>, &str)> = groups
        .map(|(_, (name, _))| (vec![name.as_str()], name.as_str()))
        .collect();
    let shared: Vec<_> = layout.shared().collect();
    if !shared.is_empty() {
        // An import of nothing draws a warning.
        let always = shared.iter().any(|(_, features)| features.is_empty());
        let mut features: Vec<&str> = shared
            .into_iter()
            .flat_map(|(_, features)| features)
            .filter(|_| !always)
            .collect();
        features.sort_unstable();
        features.dedup();
        modules.push((features, SHARED));
    }
    modules_of(MODELS, &modules)
}

/// `operations.rs` of a large API: the modules, and all that they hold.
fn operation_modules(layout: &Layout) -> Vec<TokenStream> {
    let names = layout.groups.iter().map(|(name, _)| name.as_str());
    let modules: Vec<_> = names.map(|name| (vec![name], name)).collect();
    modules_of(OPERATIONS, &modules)
}

fn modules_of(intro: &str, modules: &[(Vec<&str>, &str)]) -> Vec<TokenStream> {
    let mut items = vec![docs::inner([intro])];
    for (features, name) in modules {
        let (condition, name) = (condition(features), ident(name));
        items.push(quote!(#condition mod #name;));
    }
    for (features, name) in modules {
        let (condition, name) = (condition(features), ident(name));
        items.push(quote!(#condition pub use #name::*;));
    }
    items
}

/// `#[cfg(…)]` for what any of the features brings along; nothing where there is no feature to ask for.
fn condition(features: &[&str]) -> Option<Group> {
    match features {
        [] => None,
        [feature] => Some(part(quote!(#[cfg(feature = #feature)]))),
        _ => Some(part(quote!(#[cfg(any(#(feature = #features),*))]))),
    }
}

/// `The operations of the tag …`
fn about(what: &str, tag: &str) -> String {
    if tag.is_empty() {
        format!("{what} without a tag.")
    } else {
        format!("{what} of the tag {}.", docs::code(tag))
    }
}
