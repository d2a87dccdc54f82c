//! `components`.

use super::frame::empty;
use super::{Reader, ReferenceKind};
use crate::diagnostics::Code;
use crate::spec::keywords;
use crate::spec::tree::At;
use crate::spec::{Components, Located};

impl Reader<'_> {
    pub(super) fn components(&mut self, at: At) -> Components {
        let mut components = Components::default();
        for entry in self.map(at) {
            let value = entry.value;
            match entry.name {
                "schemas" => {
                    components.schemas = self.section(value, |reader, at| Some(reader.schema(at)))
                }
                "parameters" => components.parameters = self.section(value, Self::parameter),
                "responses" => {
                    components.responses =
                        self.section(value, |reader, at| Some(reader.response(empty(at), at)))
                }
                "requestBodies" => {
                    components.request_bodies =
                        self.section(value, |reader, at| Some(reader.request_body(at)))
                }
                "headers" => components.headers = self.section(value, Self::header),
                "securitySchemes" => {
                    components.security_schemes = self.section(value, Self::security_scheme)
                }
                "examples" => self.each(value, Self::example),
                "links" => self.each(value, Self::link),
                "callbacks" => self.each(value, Self::callback),
                "pathItems" => {
                    self.since_3_1(entry);
                    // They are in the model where a path refers to them.
                    drop(self.section(value, |reader, at| Some(reader.path_item(empty(at), at))));
                }
                _ => self.other(entry, &keywords::COMPONENTS),
            }
        }
        components
    }

    /// A section that has no place in the model.
    fn each(&mut self, at: At, read: impl Fn(&mut Self, At)) {
        drop(self.section(at, |reader, at| {
            read(reader, at);
            None::<()>
        }));
    }

    fn section<T>(
        &mut self,
        at: At,
        read: impl Fn(&mut Self, At) -> Option<T>,
    ) -> Vec<(Located<String>, T)> {
        let mut components = Vec::new();
        for (key, value) in self.named(at) {
            let fine = |character: char| {
                character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-')
            };
            if !key.value.chars().all(fine) {
                let message = format!(
                    "the component key `{}` may only have letters, digits, `.`, `_` and `-`",
                    key.value
                );
                self.report(Code::InvalidValue, key.at, message);
            }
            components.extend(read(self, value).map(|component| (key, component)));
        }
        components
    }

    /// `examples` of a parameter, a header or a media type.
    pub(super) fn examples(&mut self, at: At) {
        for (_, value) in self.named(at) {
            self.example(value);
        }
    }

    /// An example. Nothing is generated from it; only where it leads matters.
    pub(super) fn example(&mut self, at: At) {
        if self.refers(at) {
            self.reference(at, ReferenceKind::Example);
            return;
        }
        self.mark(at, ReferenceKind::Example);
        for entry in self.map(at) {
            match entry.name {
                "summary" | "description" | "externalValue" => drop(self.text(entry.value)),
                "value" => {}
                _ => self.other(entry, &keywords::EXAMPLE),
            }
        }
    }

    /// `links` of a response: their names.
    pub(super) fn links(&mut self, at: At) -> Vec<Located<String>> {
        let mut names = Vec::new();
        for (name, value) in self.named(at) {
            self.link(value);
            names.push(name);
        }
        names
    }

    pub(super) fn link(&mut self, at: At) {
        if self.refers(at) {
            self.reference(at, ReferenceKind::Link);
            return;
        }
        self.mark(at, ReferenceKind::Link);
        for entry in self.map(at) {
            match entry.name {
                "operationRef" | "operationId" | "description" => drop(self.text(entry.value)),
                "parameters" => drop(self.map(entry.value)),
                "requestBody" => {}
                "server" => drop(self.server(entry.value)),
                _ => self.other(entry, &keywords::LINK),
            }
        }
    }
}
