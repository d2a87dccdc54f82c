//! The project's own specs, fixtures and types, for the tests.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::path::{Path, PathBuf};

use callspec_conformance::corpus::Origins;
use callspec_conformance::legs::derived::Derived;
use callspec_conformance::spec::Spec;
use callspec_conformance::types::{self, ResponseType, RoundTrip};
use callspec_generator::source::Source;

/// The providers, in the order of their names.
pub(crate) const PROVIDERS: [&str; 5] = ["aicaller", "bird", "famulor", "spotzyai", "stuut"];

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The directory of the fixtures.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// What is known of the fixtures.
pub(crate) fn origins() -> Origins {
    let text = std::fs::read_to_string(fixtures().join("origins.yaml")).expect("it is there");
    Origins::read(&text).expect("it is of its shape")
}

/// The bytes of a fixture.
pub(crate) fn read(path: &str) -> Vec<u8> {
    std::fs::read(fixtures().join(path)).expect("the fixture is there")
}

/// The spec of a provider.
pub(crate) fn spec(provider: &str) -> Spec {
    let name = format!("specs/{provider}.yaml");
    let text = std::fs::read_to_string(root().join(&name)).expect("the spec is there");
    Spec::load(provider, &Source::new(name, text)).expect("the spec is sound")
}

/// The generated type of a response.
pub(crate) struct Types {
    /// The type.
    pub(crate) found: ResponseType,
    derived: Derived,
}

impl Types {
    /// The type of a documented response.
    pub(crate) fn of(provider: &str, operation: &str, status: u16) -> Self {
        let found = types::find(provider, operation, status).expect("the response has a type");
        let derived = Derived::compile(&found.schema).expect("the derived schema compiles");
        Self { found, derived }
    }

    /// What the court takes.
    pub(crate) fn pair(&self) -> (&RoundTrip, &Derived) {
        (&*self.found.round_trip, &self.derived)
    }
}
