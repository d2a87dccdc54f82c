//! The whole way from specs to files.

mod package;

pub use package::{Package, PackageName, generate_package};

use crate::{
    diagnostics::{self, Code, Diagnostic},
    emit::{self, Emitter, Options},
    fidelity,
    ir::Api,
    lower,
    output::Output,
    render, schema,
    source::Source,
    spec,
};

/// What a set of specs makes.
#[derive(Clone, Debug)]
pub struct Generation {
    /// The files, relative to the crate that they are generated into: `src/providers/mod.rs`, and for each provider
    /// `src/providers/bird/{mod,models,operations}.rs` and `schemas/bird.json`.
    pub output: Output,
    /// What looks like a mistake in the specs, by source and position.
    pub warnings: Vec<Diagnostic>,
    /// Where the types say less than the specs, by source and position.
    pub fidelity: Vec<fidelity::Entry>,
    /// How many operations the files hold.
    pub operations: usize,
    /// How many named types the files hold.
    pub types: usize,
    /// What the files were written from, in their order. A program that is about to end need not take it apart.
    pub apis: Vec<Api>,
}

/// Generates the types, the requests and the schemas of every spec; one provider for each, named after the file's stem.
///
/// The order of `sources` changes nothing.
///
/// # Errors
/// Every problem of every source, sorted by source and position, warnings among them, if any of them is an error: all or nothing.
pub fn generate(sources: &[Source], options: &Options) -> Result<Generation, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut providers: Vec<_> = sources
        .iter()
        .filter_map(|source| read(source, &mut problems))
        .collect();
    providers
        .sort_by(|a, b| (&a.api.name.rust, &a.api.source).cmp(&(&b.api.name.rust, &b.api.source)));
    for pair in providers.windows(2) {
        if let [first, second] = pair
            && first.api.name.rust == second.api.name.rust
        {
            problems.push(collision(first, second));
        }
    }
    diagnostics::sort(&mut problems);
    if problems.iter().any(Diagnostic::is_error) {
        return Err(problems);
    }

    let mut output = Output::default();
    for provider in &providers {
        write(provider, options, &mut output);
    }
    let names: Vec<_> = providers
        .iter()
        .map(|provider| provider.api.name.clone())
        .collect();
    let table = render::rust(
        &emit::header("cargo xtask regenerate", "specs/"),
        emit::providers(&names, options),
    );
    output
        .files
        .insert("src/providers/mod.rs".to_owned(), table);
    let operations = providers
        .iter()
        .map(|provider| provider.api.operations.len());
    let operations = operations.sum();
    let types = providers
        .iter()
        .map(|provider| provider.api.types.len())
        .sum();
    let (mut fidelity, mut apis) = (Vec::new(), Vec::new());
    for provider in providers {
        fidelity.extend(provider.fidelity);
        apis.push(provider.api);
    }
    Ok(Generation {
        output,
        warnings: problems,
        fidelity,
        operations,
        types,
        apis,
    })
}

/// One spec, understood.
struct Provider {
    api: Api,
    fidelity: Vec<fidelity::Entry>,
    /// The document that it was lowered from; its schemas leave by a road of their own.
    document: spec::Document,
}

/// Reads and lowers one source. Everything that is wrong with it goes to `problems`; if any of it is an error, nothing comes back.
fn read(source: &Source, problems: &mut Vec<Diagnostic>) -> Option<Provider> {
    let parsed = spec::parse(source);
    let sound = parsed.is_sound();
    problems.extend(parsed.diagnostics);
    let document = parsed.document.filter(|_| sound)?;
    match lower::lower(&document, stem(&source.name)) {
        Ok(lowered) => {
            problems.extend(lowered.warnings);
            Some(Provider {
                api: lowered.api,
                fidelity: lowered.fidelity,
                document,
            })
        }
        Err(errors) => {
            problems.extend(errors);
            None
        }
    }
}

fn write(provider: &Provider, options: &Options, output: &mut Output) {
    let module = &provider.api.name.rust;
    let folder = format!("src/providers/{module}");
    let files = emit::emit(&provider.api, options);
    write_rust(&files, &folder, "mod", output);
    write_schemas(&provider.document, &provider.api, output);
}

/// The Rust files of an API, in `folder`; `root` is the one that holds the others.
fn write_rust(files: &Emitter<'_>, folder: &str, root: &str, output: &mut Output) {
    let header = files.header();
    let mut insert = |path: &str, text| output.files.insert(format!("{folder}/{path}.rs"), text);
    for file in files.files() {
        insert(&file.path, render::rust(&header, file.items));
    }
    insert(root, render::rust(&header, files.module()));
}

fn write_schemas(document: &spec::Document, api: &Api, output: &mut Output) {
    output.files.insert(
        format!("schemas/{}.json", api.name.rust),
        render::json(&schema::written(document)),
    );
}

/// Two files that would write the same module.
fn collision(first: &Provider, second: &Provider) -> Diagnostic {
    let message = format!(
        "the module `{}` is generated from {} already",
        second.api.name.rust, first.api.source
    );
    let tree = &second.document.tree;
    tree.diagnostic(
        Code::ModuleCollision,
        second.document.info.title.at,
        message,
    )
    .with_help("rename one of the two files")
}

/// `bird` of `specs/bird.yaml`.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.')
        .map_or(file, |(stem, _)| if stem.is_empty() { file } else { stem })
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn a_provider_is_named_after_its_file() {
        for (name, expected) in [
            ("specs/bird.yaml", "bird"),
            ("bird.yml", "bird"),
            ("C:\\specs\\bird.json", "bird"),
            ("a.b/bird", "bird"),
            ("bird.v2.yaml", "bird.v2"),
            (".yaml", ".yaml"),
            ("", ""),
        ] {
            assert_eq!(stem(name), expected, "{name}");
        }
    }
}
