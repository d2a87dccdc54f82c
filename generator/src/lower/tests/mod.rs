//! What lowering makes of small documents, and of the specs of the project.

mod allof;
mod bodies;
mod boxes;
mod choices;
mod direction;
mod docs;
mod enums;
mod limits;
mod null;
mod operations;
mod pagination;
mod rare;
mod specs;
mod types;
mod unions;
mod unsent;

use super::{Lowered, lower};
use crate::diagnostics::Diagnostic;
use crate::fidelity;
use crate::ir::{Choice, Field, StringEnum, Struct, TypeDef, TypeKind, TypeRef, Union};
use crate::source::Source;
use crate::spec;

/// Lowers a document, or tells what is wrong with it, one line each.
fn try_lower(text: &str) -> Result<Lowered, Vec<String>> {
    let lines =
        |problems: Vec<Diagnostic>| problems.iter().map(ToString::to_string).collect::<Vec<_>>();
    let parsed = spec::parse(&Source::new("test.yaml", text));
    if parsed.diagnostics.iter().any(Diagnostic::is_error) {
        panic!(
            "the document is not fit for lowering: {:#?}",
            lines(parsed.diagnostics)
        );
    }
    lower(&parsed.document.expect("a document without errors"), "test").map_err(lines)
}

/// Lowers `components.schemas`, with an operation that returns the first of them.
fn schemas(schemas: &str) -> Lowered {
    match try_lower(&document(schemas)) {
        Ok(lowered) => lowered,
        Err(problems) => panic!("{problems:#?}"),
    }
}

/// What is wrong with `components.schemas`.
fn problems(schemas: &str) -> Vec<String> {
    match try_lower(&document(schemas)) {
        Ok(lowered) => panic!("lowered to {:#?}", lowered.api.types),
        Err(problems) => problems,
    }
}

/// Asserts that there is exactly one problem, of this code and about this.
#[track_caller]
fn refuses(text: &str, code: &str, about: &str) {
    let problems = problems(text);
    let errors: Vec<_> = problems
        .iter()
        .filter(|problem| problem.contains("error["))
        .collect();
    assert!(
        errors.len() == 1
            && errors[0].contains(&format!("error[{code}]"))
            && errors[0].contains(about),
        "wanted {code} about {about:?}, got {problems:#?}"
    );
}

/// Lowers what there is exactly one warning to, of this code and about this.
#[track_caller]
fn warns(text: &str, code: &str, about: &str) -> Lowered {
    let lowered = schemas(text);
    let warnings: Vec<String> = lowered.warnings.iter().map(ToString::to_string).collect();
    assert!(
        warnings.len() == 1
            && warnings[0].contains(&format!("warning[{code}]"))
            && warnings[0].contains(about),
        "wanted {code} about {about:?}, got {warnings:#?}"
    );
    lowered
}

fn document(schemas: &str) -> String {
    let first = schemas.trim_start().split(':').next().expect("a schema");
    let indented: String = schemas
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    format!(
        "openapi: 3.1.0\ninfo: {{title: Test, version: '1'}}\npaths:\n  /things:\n    get:\n      operationId: getThing\n      responses:\n        '200':\n          description: Fine.\n          content:\n            application/json:\n              schema: {{$ref: '#/components/schemas/{first}'}}\ncomponents:\n  schemas:\n{indented}"
    )
}

impl Lowered {
    #[track_caller]
    fn def(&self, rust: &str) -> &TypeDef {
        let names = || {
            self.api
                .types
                .iter()
                .map(|def| def.name.rust.as_str())
                .collect::<Vec<_>>()
        };
        self.api
            .types
            .iter()
            .find(|def| def.name.rust == rust)
            .unwrap_or_else(|| panic!("no `{rust}` among {:?}", names()))
    }

    #[track_caller]
    fn structure(&self, rust: &str) -> &Struct {
        match &self.def(rust).kind {
            TypeKind::Struct(object) => object,
            other => panic!("`{rust}` is {other:?}"),
        }
    }

    #[track_caller]
    fn field(&self, rust: &str, wire: &str) -> &Field {
        let object = self.structure(rust);
        object
            .fields
            .iter()
            .find(|field| field.name.wire == wire)
            .unwrap_or_else(|| panic!("no `{wire}` in {object:#?}"))
    }

    #[track_caller]
    fn string_enum(&self, rust: &str) -> &StringEnum {
        match &self.def(rust).kind {
            TypeKind::StringEnum(list) => list,
            other => panic!("`{rust}` is {other:?}"),
        }
    }

    #[track_caller]
    fn union(&self, rust: &str) -> &Union {
        match &self.def(rust).kind {
            TypeKind::Union(union) => union,
            other => panic!("`{rust}` is {other:?}"),
        }
    }

    #[track_caller]
    fn choice(&self, rust: &str) -> &Choice {
        match &self.def(rust).kind {
            TypeKind::Choice(choice) => choice,
            other => panic!("`{rust}` is {other:?}"),
        }
    }

    /// How many things of a kind were noted.
    fn noted(&self, kind: fidelity::Kind) -> usize {
        self.fidelity
            .iter()
            .filter(|entry| entry.kind == kind)
            .count()
    }

    #[track_caller]
    fn alias(&self, rust: &str) -> &TypeRef {
        match &self.def(rust).kind {
            TypeKind::Alias(target) => target,
            other => panic!("`{rust}` is {other:?}"),
        }
    }

    /// A type as it would read in Rust.
    fn shown(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Boolean => "bool".to_owned(),
            TypeRef::Integer32 => "i32".to_owned(),
            TypeRef::Integer64 => "i64".to_owned(),
            TypeRef::Unsigned64 => "u64".to_owned(),
            TypeRef::Never => "Never".to_owned(),
            TypeRef::Number => "f64".to_owned(),
            TypeRef::String => "String".to_owned(),
            TypeRef::Format(format) => format!("{format:?}"),
            TypeRef::Any => "Value".to_owned(),
            TypeRef::List(inner) => format!("Vec<{}>", self.shown(inner)),
            TypeRef::Map(inner) => format!("Map<{}>", self.shown(inner)),
            TypeRef::Nullable(inner) => format!("Option<{}>", self.shown(inner)),
            TypeRef::Boxed(inner) => format!("Box<{}>", self.shown(inner)),
            TypeRef::Named(id) => self.api.types[id.0].name.rust.clone(),
        }
    }

    /// `Presence Type` of a field, then its keywords where it has some: `Optional i64 {"minimum":1}`.
    #[track_caller]
    fn show(&self, rust: &str, wire: &str) -> String {
        let field = self.field(rust, wire);
        let keywords: serde_json::Map<_, _> = field.keywords.iter().cloned().collect();
        let keywords = if keywords.is_empty() {
            String::new()
        } else {
            format!(" {}", serde_json::Value::Object(keywords))
        };
        format!("{:?} {}{keywords}", field.presence, self.shown(&field.ty))
    }

    fn type_names(&self) -> Vec<&str> {
        self.api
            .types
            .iter()
            .map(|def| def.name.rust.as_str())
            .collect()
    }
}
