//! The whole way: any text in, never a panic out, and what is generated is Rust.

#![no_main]

use callspec_generator::diagnostics::render;
use callspec_generator::source::Source;
use callspec_generator::{Options, generate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let source = Source::new("specs/fuzz.yaml", text);
    let generation = match generate(std::slice::from_ref(&source), &Options::default()) {
        Ok(generation) => generation,
        Err(diagnostics) => {
            assert!(
                diagnostics.iter().any(|diagnostic| diagnostic.is_error()),
                "refused for nothing"
            );
            for diagnostic in diagnostics.iter().take(10) {
                assert!(!render(diagnostic, &source).is_empty());
            }
            return;
        }
    };
    for (path, text) in &generation.output.files {
        let inside =
            !path.starts_with('/') && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        assert!(inside, "{path:?} leaves the output");
        if path.ends_with(".rs")
            && let Err(error) = syn::parse_file(text)
        {
            panic!("{path} is not Rust: {error}\n{text}");
        }
    }
});
