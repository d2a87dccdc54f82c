//! A crate of its own, from one document.

mod manifest;
mod name;
mod read_me;

pub use name::PackageName;

use super::{Generation, Provider, read, write_rust, write_schemas};
use crate::{
    diagnostics::{self, Diagnostic},
    emit::{self, Options},
    output::Output,
    source::Source,
};

/// What a crate of its own is called, and where it finds the runtime.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// Its name; `None` derives one from the document's file name.
    pub name: Option<PackageName>,
    /// The path of the crate `callspec`, as the manifest is to spell it; `None` takes it from the registry.
    pub runtime: Option<String>,
}

/// Generates a crate of its own from one document: manifest, read-me, types, requests and schemas.
///
/// Nothing in it depends on where the document lies: the files name it by its file name alone.
///
/// # Errors
/// Every problem of the document, sorted by position, warnings among them, if any of them is an error.
pub fn generate_package(source: &Source, package: &Package) -> Result<Generation, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let provider = read(source, &mut problems);
    diagnostics::sort(&mut problems);
    let Some(provider) = provider.filter(|_| !problems.iter().any(Diagnostic::is_error)) else {
        return Err(problems);
    };
    let Provider {
        mut api,
        fidelity,
        document,
    } = provider;
    let origin = api.source.rsplit(['/', '\\']).next();
    api.source = origin.unwrap_or_default().to_owned();
    let name = match &package.name {
        Some(name) => name.clone(),
        None => PackageName::derived(&api.name.rust),
    };
    // The module that another generation would make of the document is the whole crate here.
    api.name.rust = name.module();

    let mut output = Output::default();
    write_schemas(&document, &api, &mut output);
    // Large documents are large in memory: what follows does not ask for this one.
    drop(document);
    let options = Options {
        support: "::callspec::support".to_owned(),
    };
    let files = emit::library(&api, &options);
    write_rust(&files, "src", "lib", &mut output);
    let features: Vec<_> = files.features().collect();
    for (path, text) in [
        (
            "Cargo.toml",
            manifest::manifest(&api, &name, package.runtime.as_deref(), &features),
        ),
        ("README.md", read_me::read_me(&api, &name, &features)),
    ] {
        output.files.insert(path.to_owned(), text);
    }
    Ok(Generation {
        operations: api.operations.len(),
        types: api.types.len(),
        output,
        warnings: problems,
        fidelity,
        apis: vec![api],
    })
}
