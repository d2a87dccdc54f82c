//! The document's frame.

use super::{Reader, ReferenceKind};
use crate::diagnostics::Code;
use crate::spec::keywords::{self, Keywords};
use crate::spec::spelling;
use crate::spec::tree::{At, Content, Tree};
use crate::spec::{
    Components, Document, Edition, Info, Located, PathItem, SecurityRequirement, Server,
    ServerVariable, Tag,
};

/// A [`Document`] that its tree still lends its nodes to.
pub(super) struct Parts {
    openapi: Located<String>,
    edition: Edition,
    info: Info,
    servers: Vec<Server>,
    paths: Vec<PathItem>,
    webhooks: Vec<PathItem>,
    tags: Vec<Tag>,
    components: Components,
    security: Option<Vec<SecurityRequirement>>,
}

impl Parts {
    pub(super) fn with(self, tree: Tree) -> Document {
        let Self {
            openapi,
            edition,
            info,
            servers,
            paths,
            webhooks,
            tags,
            components,
            security,
        } = self;
        Document {
            tree,
            openapi,
            edition,
            info,
            servers,
            paths,
            webhooks,
            tags,
            components,
            security,
        }
    }
}

/// `get` and its like, and how HTTP spells them.
const METHODS: &[(&str, &str)] = &[
    ("get", "GET"),
    ("put", "PUT"),
    ("post", "POST"),
    ("delete", "DELETE"),
    ("options", "OPTIONS"),
    ("head", "HEAD"),
    ("patch", "PATCH"),
    ("trace", "TRACE"),
];

impl Reader<'_> {
    /// `None` where the document is of another standard or version: its keys would only be misread.
    pub(super) fn document(&mut self) -> Option<Parts> {
        let keywords = &keywords::DOCUMENT;
        let openapi = self.version()?;
        let mut info = None;
        let mut servers = Vec::new();
        let mut paths = Vec::new();
        let mut components = Components::default();
        let mut security = None;
        for entry in self.map(At::ROOT) {
            match entry.name {
                "openapi" => {}
                "info" => info = Some(self.info(entry.value)),
                "servers" => servers = self.servers(entry.value),
                "paths" => paths = self.paths(entry.value),
                "components" => components = self.components(entry.value),
                "security" => security = Some(self.security(entry.value)),
                // Groups of operations and links to prose: nothing in the generated code depends on them.
                "tags" => drop(self.list(entry.value)),
                "externalDocs" => drop(self.map(entry.value)),
                "jsonSchemaDialect" => self.dialect(entry.value),
                _ => self.other(entry, keywords),
            }
        }
        self.require(At::ROOT, keywords, "info", info.is_some());
        self.require(At::ROOT, keywords, "paths", false);
        let info = info.unwrap_or_else(|| Info {
            title: empty(At::ROOT),
            summary: None,
            description: None,
            version: empty(At::ROOT),
        });
        Some(Parts {
            openapi,
            edition: Edition::V31,
            info,
            servers,
            paths,
            webhooks: Vec::new(),
            tags: Vec::new(),
            components,
            security,
        })
    }

    fn version(&mut self) -> Option<Located<String>> {
        let help = "start the document with `openapi: 3.1.0`";
        if !matches!(self.tree.content(At::ROOT), Content::Map(_)) {
            self.wrong_type(At::ROOT, "a map");
            return None;
        }
        let Some(at) = self.tree.get(At::ROOT, "openapi") else {
            let (at, message) = match self.tree.get(At::ROOT, "swagger") {
                Some(swagger) => (swagger, "Swagger 2.0 is not supported"),
                None => (At::ROOT, "the document does not say that it is OpenAPI"),
            };
            self.report_with(Code::UnsupportedVersion, at, message, help);
            return None;
        };
        let Content::Text(text) = self.tree.content(at) else {
            let message = format!(
                "`openapi` must be a string such as '3.1.0', not {}",
                self.tree.content(at).describe()
            );
            self.report_with(Code::UnsupportedVersion, at, message, help);
            return None;
        };
        let patch = text.strip_prefix("3.1.").unwrap_or_default();
        if patch.is_empty() || !patch.bytes().all(|byte| byte.is_ascii_digit()) {
            let message = format!("OpenAPI `{text}` is not supported, only 3.1");
            self.report_with(Code::UnsupportedVersion, at, message, help);
            return None;
        }
        Some(Located {
            value: text.to_owned(),
            at,
        })
    }

    fn dialect(&mut self, at: At) {
        const DIALECTS: [&str; 2] = [
            "https://spec.openapis.org/oas/3.1/dialect/base",
            "https://json-schema.org/draft/2020-12/schema",
        ];
        if let Some(dialect) = self.text(at)
            && !DIALECTS.contains(&dialect.value.as_str())
        {
            let message = format!(
                "the schema dialect `{}` is not supported yet",
                dialect.value
            );
            self.report_with(
                Code::UnsupportedValue,
                at,
                message,
                "leave `jsonSchemaDialect` out",
            );
        }
    }

    fn info(&mut self, at: At) -> Info {
        let keywords = &keywords::INFO;
        let (mut title, mut summary, mut description, mut version) = (None, None, None, None);
        for entry in self.map(at) {
            match entry.name {
                "title" => title = self.text(entry.value),
                "summary" => summary = self.text(entry.value),
                "description" => description = self.text(entry.value),
                "version" => version = self.text(entry.value),
                "termsOfService" => drop(self.text(entry.value)),
                "contact" | "license" => drop(self.map(entry.value)),
                _ => self.other(entry, keywords),
            }
        }
        self.require(at, keywords, "title", title.is_some());
        self.require(at, keywords, "version", version.is_some());
        Info {
            title: title.unwrap_or_else(|| empty(at)),
            summary,
            description,
            version: version.unwrap_or_else(|| empty(at)),
        }
    }

    pub(super) fn servers(&mut self, at: At) -> Vec<Server> {
        self.list(at)
            .into_iter()
            .flatten()
            .filter_map(|item| self.server(item))
            .collect()
    }

    fn server(&mut self, at: At) -> Option<Server> {
        let keywords = &keywords::SERVER;
        let (mut url, mut description, mut variables) = (None, None, Vec::new());
        for entry in self.map(at) {
            match entry.name {
                "url" => url = self.text(entry.value),
                "description" => description = self.text(entry.value),
                "variables" => {
                    for (name, value) in self.named(entry.value) {
                        variables
                            .extend(self.server_variable(value).map(|variable| (name, variable)));
                    }
                }
                _ => self.other(entry, keywords),
            }
        }
        self.require(at, keywords, "url", url.is_some());
        let url = url?;
        self.check_variables(&url, &variables);
        Some(Server {
            at,
            url,
            description,
            variables,
        })
    }

    fn check_variables(
        &mut self,
        url: &Located<String>,
        variables: &[(Located<String>, ServerVariable)],
    ) {
        let names = braced(&url.value);
        for (variable, _) in variables {
            if !names.contains(&variable.value.as_str()) {
                let message = format!("the URL has no `{{{}}}`", variable.value);
                self.report(Code::IneffectiveKeyword, variable.at, message);
            }
        }
    }

    fn server_variable(&mut self, at: At) -> Option<ServerVariable> {
        let keywords = &keywords::SERVER_VARIABLE;
        let (mut default, mut description) = (None, None);
        let mut values: Option<Vec<Located<String>>> = None;
        for entry in self.map(at) {
            match entry.name {
                "default" => default = self.text(entry.value),
                "description" => description = self.text(entry.value),
                "enum" => {
                    values = self
                        .list(entry.value)
                        .map(|items| items.filter_map(|item| self.text(item)).collect())
                }
                _ => self.other(entry, keywords),
            }
        }
        self.require(at, keywords, "default", default.is_some());
        if let (Some(default), Some(values)) = (&default, &values)
            && !values.iter().any(|value| value.value == default.value)
        {
            let mut diagnostic = self.tree.diagnostic(
                Code::DefaultMismatch,
                default.at,
                format!("the default `{}` is not in `enum`", default.value),
            );
            diagnostic.help = spelling::suggest(
                &default.value,
                "allowed are",
                values.iter().map(|value| value.value.as_str()),
            );
            self.diagnostics.push(diagnostic);
        }
        Some(ServerVariable {
            default: default?,
            values: values.unwrap_or_default(),
            description,
        })
    }

    fn paths(&mut self, at: At) -> Vec<PathItem> {
        let keywords = Keywords {
            object: "`paths`",
            ..keywords::REFERENCE
        };
        let entries = self.patterned(at, &keywords);
        entries
            .into_iter()
            .map(|(path, value)| self.path_item(path, value))
            .collect()
    }

    fn path_item(&mut self, path: Located<String>, at: At) -> PathItem {
        let keywords = &keywords::PATH_ITEM;
        let mut item = PathItem {
            at,
            path,
            servers: Vec::new(),
            parameters: Vec::new(),
            operations: Vec::new(),
        };
        for entry in self.map(at) {
            match entry.name {
                // Prose about the path; every operation has its own.
                "summary" | "description" => drop(self.text(entry.value)),
                "servers" => item.servers = self.servers(entry.value),
                "parameters" => item.parameters = self.parameters(entry.value),
                name => match METHODS.iter().find(|(key, _)| *key == name) {
                    Some((_, method)) => item.operations.push(self.operation(method, entry.value)),
                    None => self.other(entry, keywords),
                },
            }
        }
        item
    }

    fn components(&mut self, at: At) -> Components {
        let mut components = Components::default();
        for entry in self.map(at) {
            match entry.name {
                "schemas" => {
                    components.schemas =
                        self.component(entry.value, |reader, at| Some(reader.schema(at)))
                }
                "parameters" => {
                    components.parameters = self.component(entry.value, Self::parameter)
                }
                "responses" => {
                    components.responses = self.component(entry.value, |reader, at| {
                        Some(reader.response(empty(at), at))
                    })
                }
                "headers" => components.headers = self.component(entry.value, Self::header),
                "securitySchemes" => {
                    components.security_schemes = self.component(entry.value, Self::security_scheme)
                }
                "examples" => drop(self.map(entry.value)),
                _ => self.other(entry, &keywords::COMPONENTS),
            }
        }
        components
    }

    fn component<T>(
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

    /// The target of a map that is a reference, which is then all it may say.
    pub(super) fn reference(&mut self, at: At, kind: ReferenceKind) -> Option<Located<String>> {
        let target = self.tree.get(at, "$ref")?;
        for entry in self.map(at) {
            match entry.name {
                "$ref" => {}
                // They replace the target's in documentation, and ours is generated where the target is.
                "summary" | "description" => drop(self.text(entry.value)),
                _ => self.other(entry, &keywords::REFERENCE),
            }
        }
        let text = self.text(target)?;
        self.refer(&text, at, kind);
        Some(text)
    }

    /// Notes a reference, to be followed later.
    pub(super) fn refer(&mut self, text: &Located<String>, holder: At, kind: ReferenceKind) {
        self.references.push(super::Reference {
            at: text.at,
            holder,
            target: text.value.clone(),
            kind,
        });
    }
}

/// Text that is not there. It stands where a problem has been reported.
pub(super) fn empty(at: At) -> Located<String> {
    Located {
        value: String::new(),
        at,
    }
}

/// The names in braces of a template; what is unbalanced is left out.
fn braced(template: &str) -> Vec<&str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
        .collect()
}
