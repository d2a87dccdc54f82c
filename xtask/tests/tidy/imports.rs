//! The import table of `docs/architecture.md`.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::{assert_none, texts};

/// A part of the generator, the parts of the generator that it may name, and the other crates.
const TABLE: [(&str, &[&str], &[&str]); 11] = [
    ("source", &[], &[]),
    ("output", &[], &[]),
    ("ir", &[], &["serde_json"]),
    (
        "diagnostics",
        &["source"],
        &["annotate_snippets", "serde_json"],
    ),
    ("fidelity", &["source"], &["serde_json"]),
    (
        "spec",
        &["source", "diagnostics"],
        &["granit_parser", "serde_json"],
    ),
    (
        "lower",
        &["spec", "ir", "diagnostics", "fidelity", "source"],
        &["heck", "serde_json"],
    ),
    ("emit", &["ir"], &["quote", "proc_macro2", "serde_json"]),
    (
        "render",
        &[],
        &[
            "proc_macro2",
            "prettyplease",
            "syn",
            "serde_core",
            "serde_json",
        ],
    ),
    ("schema", &["spec"], &["serde_core", "serde_json"]),
    (
        "generate",
        &[
            "diagnostics",
            "emit",
            "fidelity",
            "ir",
            "lower",
            "output",
            "render",
            "schema",
            "source",
            "spec",
        ],
        &[],
    ),
];

/// What the generator depends on.
const CRATES: [&str; 8] = [
    "annotate_snippets",
    "granit_parser",
    "heck",
    "prettyplease",
    "proc_macro2",
    "quote",
    "serde_core",
    "syn",
];

/// What no part of the generator may do.
const NO_IO: [&str; 7] = ["fs", "env", "io", "net", "process", "thread", "time"];

#[test]
fn the_parts_of_the_generator_import_what_the_table_says() {
    let mut complaints = Vec::new();
    for (file, text) in sources() {
        let module = module(&file);
        let Some(part) = module.first() else { continue };
        let Some((_, ours, crates)) = TABLE.iter().find(|(name, ..)| name == part) else {
            complaints.push(format!("{file}: `{part}` is not in the table of imports"));
            continue;
        };
        let named = Names::of(&text, &module);
        let mut ours: BTreeSet<&str> = ours.iter().copied().collect();
        ours.insert(part);
        complaints.extend(
            named
                .ours
                .iter()
                .filter(|name| !ours.contains(name.as_str()))
                .map(|name| format!("{file} imports `crate::{name}`")),
        );
        let foreign = named
            .all
            .iter()
            .filter(|name| CRATES.contains(&name.as_str()) && !crates.contains(&name.as_str()));
        complaints.extend(foreign.map(|name| format!("{file} imports `{name}`")));
    }
    assert_none(complaints);
}

#[test]
fn the_generator_does_no_io() {
    let mut complaints = Vec::new();
    for (file, text) in sources() {
        let named = Names::of(&text, &module(&file));
        complaints.extend(
            named
                .std
                .iter()
                .filter(|name| NO_IO.contains(&name.as_str()))
                .map(|name| format!("{file} uses `std::{name}`")),
        );
    }
    assert_none(complaints);
}

#[test]
fn generated_code_and_its_support_know_nothing_of_the_tools() {
    let mut complaints = Vec::new();
    for (file, text) in texts("generated/src", "rs") {
        let named = Names::of(&text, &[]);
        let tools = named
            .all
            .iter()
            .filter(|name| name.starts_with("callspec_"));
        complaints.extend(tools.map(|name| format!("{file} names `{name}`")));
        if file.starts_with("generated/src/support/") && named.ours.contains("providers") {
            complaints.push(format!("{file} imports `crate::providers`"));
        }
    }
    assert_none(complaints);
}

#[test]
fn names_are_found_in_every_spelling() {
    let text = "
        use crate::{alpha, beta::{self, One}};
        use std::{collections::BTreeMap, fs};
        use super::super::gamma::Two;
        // use crate::comment;
        /// [`crate::link`]
        fn f() { crate::delta::f(); let s = \"crate::text\"; vec![crate::epsilon::X]; quote!(crate::support::Y); ::heck::f(); }
        mod inner { use super::super::super::zeta; use super::sibling; }
        #[cfg(test)] mod tests { use crate::only_in_tests; }
    ";
    let named = Names::of(text, &["part".to_owned(), "file".to_owned()]);
    assert_eq!(
        named.ours.iter().map(String::as_str).collect::<Vec<_>>(),
        ["alpha", "beta", "delta", "epsilon", "gamma", "zeta"]
    );
    assert_eq!(
        named.std.iter().map(String::as_str).collect::<Vec<_>>(),
        ["collections", "fs"]
    );
    assert!(named.all.contains("heck") && !named.all.contains("comment"));
}

/// The generator's files, tests left out: they may come in by the front door, and read files.
fn sources() -> Vec<(String, String)> {
    let mut sources = texts("generator/src", "rs");
    sources.retain(|(file, _)| !file.contains("/tests/") && !file.ends_with("/tests.rs"));
    assert!(!sources.is_empty());
    sources
}

/// `generator/src/lower/names.rs` is `[lower, names]`.
fn module(file: &str) -> Vec<String> {
    let path = file
        .strip_prefix("generator/src/")
        .unwrap_or(file)
        .trim_end_matches(".rs");
    path.split('/')
        .filter(|part| !matches!(*part, "mod" | "lib"))
        .map(str::to_owned)
        .collect()
}

/// The names that a file uses. What `quote!` holds is left out: it is somebody else's code.
#[derive(Default)]
struct Names {
    /// The first names of paths from the crate's root.
    ours: BTreeSet<String>,
    /// The first names of paths into std.
    std: BTreeSet<String>,
    /// Every name that is followed by `::`.
    all: BTreeSet<String>,
}

impl Names {
    fn of(text: &str, module: &[String]) -> Self {
        let mut names = Self::default();
        names.read(text.parse().unwrap(), module.len());
        names
    }

    /// `depth` is how many `super`s lead to the root.
    fn read(&mut self, tokens: TokenStream, depth: usize) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            let word = |at: usize| match tokens.get(at) {
                Some(TokenTree::Ident(word)) => Some(word.to_string()),
                _ => None,
            };
            match (&tokens[at], word(at).as_deref()) {
                (_, Some("quote" | "quote_spanned")) if is_punct(tokens.get(at + 1), '!') => {
                    at += 3
                }
                (_, Some("mod")) if is_brace(tokens.get(at + 2)) => {
                    if let Some(TokenTree::Group(body)) = tokens.get(at + 2)
                        && word(at + 1).as_deref() != Some("tests")
                    {
                        self.read(body.stream(), depth + 1);
                    }
                    at += 3;
                }
                (_, Some(_)) if is_path(&tokens, at + 1) => {
                    let mut steps = Vec::new();
                    while let (Some(step), true) = (word(at), is_path(&tokens, at + 1)) {
                        steps.push(step);
                        at += 3;
                    }
                    self.all.extend(steps.iter().cloned());
                    let supers = steps.iter().take_while(|step| *step == "super").count();
                    let from_root = steps[0] == "crate" || (supers == depth && depth > 0);
                    let skip = if steps[0] == "crate" || steps[0] == "std" {
                        1
                    } else {
                        supers
                    };
                    let firsts = match steps.get(skip) {
                        Some(first) => vec![first.clone()],
                        None => firsts(tokens.get(at)),
                    };
                    if from_root {
                        self.ours.extend(firsts);
                    } else if steps[0] == "std" {
                        self.std.extend(firsts);
                    }
                }
                (TokenTree::Group(group), _) => {
                    self.read(group.stream(), depth);
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }
}

/// The first names in what follows `crate::`: a name, or several in braces.
fn firsts(token: Option<&TokenTree>) -> Vec<String> {
    match token {
        Some(TokenTree::Ident(name)) => vec![name.to_string()],
        Some(TokenTree::Group(group)) => {
            let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
            tokens
                .split(|token| is_punct(Some(token), ','))
                .flat_map(|part| firsts(part.first()))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn is_path(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

fn is_brace(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
}
