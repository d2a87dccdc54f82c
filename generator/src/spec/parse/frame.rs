//! The document's frame.

use std::collections::BTreeMap;

use super::Reader;
use super::reference::Found;
use crate::diagnostics::Code;
use crate::spec::keywords;
use crate::spec::tree::{At, Content, Tree};
use crate::spec::{
    Components, Document, Edition, Info, Located, PathItem, SecurityRequirement, Server, Tag,
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
    pub(super) fn with(self, tree: Tree, found: Found, links: BTreeMap<At, At>) -> Document {
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
            elsewhere: found.elsewhere,
            security,
            targets: found.targets,
            links,
        }
    }
}

impl Reader<'_> {
    /// `None` where the document is of another standard or version: its keys would only be misread.
    pub(super) fn document(&mut self) -> Option<Parts> {
        let keywords = &keywords::DOCUMENT;
        let openapi = self.version()?;
        let mut info = None;
        let (mut servers, mut paths, mut webhooks) = (Vec::new(), Vec::new(), Vec::new());
        let (mut tags, mut components, mut security) = (Vec::new(), Components::default(), None);
        for entry in self.map(At::ROOT) {
            match entry.name {
                "openapi" => {}
                "info" => info = Some(self.info(entry.value)),
                "servers" => servers = self.servers(entry.value),
                "paths" => paths = self.paths(entry.value),
                "webhooks" => {
                    self.since_3_1(entry);
                    webhooks = self.webhooks(entry.value);
                }
                "components" => components = self.components(entry.value),
                "security" => security = Some(self.security(entry.value)),
                "tags" => tags = self.tags(entry.value),
                "externalDocs" => self.external_docs(entry.value),
                "jsonSchemaDialect" => {
                    self.since_3_1(entry);
                    self.check_dialect(entry.value);
                }
                _ => self.other(entry, keywords),
            }
        }
        self.require(At::ROOT, keywords, "info", info.is_some());
        self.require_content();
        let info = info.unwrap_or_else(|| Info {
            title: empty(At::ROOT),
            summary: None,
            description: None,
            version: empty(At::ROOT),
        });
        Some(Parts {
            openapi,
            edition: self.edition,
            info,
            servers,
            paths,
            webhooks,
            tags,
            components,
            security,
        })
    }

    /// OpenAPI 3.0 needs `paths`; since 3.1, `components` or `webhooks` will do.
    fn require_content(&mut self) {
        let has = |name| self.tree.get(At::ROOT, name).is_some();
        let found = self.edition == Edition::V31 && (has("components") || has("webhooks"));
        self.require(At::ROOT, &keywords::DOCUMENT, "paths", found);
    }

    fn version(&mut self) -> Option<Located<String>> {
        let help = "start the document with `openapi: 3.1.0`";
        if !matches!(self.tree.content(At::ROOT), Content::Map(_)) {
            self.wrong_type(At::ROOT, "a map");
            return None;
        }
        let Some(at) = self.tree.get(At::ROOT, "openapi") else {
            let (at, message, help) = match self.tree.get(At::ROOT, "swagger") {
                Some(swagger) => (
                    swagger,
                    "Swagger 2.0 is not supported",
                    "convert the document to OpenAPI 3.0 or 3.1",
                ),
                None => (
                    At::ROOT,
                    "the document does not say that it is OpenAPI",
                    help,
                ),
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
        let Some((edition, is_exact)) = edition(text) else {
            let message = format!("OpenAPI `{text}` is not supported, only 3.0 and 3.1");
            self.report_with(Code::UnsupportedVersion, at, message, help);
            return None;
        };
        self.edition = edition;
        self.is_newer = text.starts_with("3.2.");
        if !is_exact {
            let nearest = if edition == Edition::V30 {
                "3.0"
            } else {
                "3.1"
            };
            let message = format!("OpenAPI `{text}` is read as {nearest}");
            let help = "what that does not have is not read, and reported where it stands";
            self.report_with(Code::OtherVersion, at, message, help);
        }
        Some(Located {
            value: text.to_owned(),
            at,
        })
    }

    fn info(&mut self, at: At) -> Info {
        let keywords = &keywords::INFO;
        let (mut title, mut summary, mut description, mut version) = (None, None, None, None);
        for entry in self.map(at) {
            match entry.name {
                "title" => title = self.text(entry.value),
                "summary" => {
                    self.since_3_1(entry);
                    summary = self.text(entry.value);
                }
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

    /// `tags`: groups of operations.
    fn tags(&mut self, at: At) -> Vec<Tag> {
        self.list(at)
            .into_iter()
            .flatten()
            .filter_map(|item| self.tag(item))
            .collect()
    }

    fn tag(&mut self, at: At) -> Option<Tag> {
        let keywords = &keywords::TAG;
        let (mut name, mut description) = (None, None);
        for entry in self.map(at) {
            match entry.name {
                "name" => name = self.text(entry.value),
                "description" => description = self.text(entry.value),
                "externalDocs" => self.external_docs(entry.value),
                _ => self.other(entry, keywords),
            }
        }
        self.require(at, keywords, "name", name.is_some());
        Some(Tag {
            at,
            name: name?,
            description,
        })
    }

    /// A link to prose.
    pub(super) fn external_docs(&mut self, at: At) {
        let keywords = &keywords::EXTERNAL_DOCS;
        for entry in self.map(at) {
            match entry.name {
                "url" | "description" => drop(self.text(entry.value)),
                _ => self.other(entry, keywords),
            }
        }
        self.require(at, keywords, "url", false);
    }
}

/// The edition to read a version as, and whether it is just that: `3.1.0` is, `3.1`, `3.1.0-rc1` and `3.2.0` are not.
fn edition(version: &str) -> Option<(Edition, bool)> {
    let (number, preview) = version
        .split_once('-')
        .map_or((version, None), |(number, preview)| (number, Some(preview)));
    let (edition, patch) = match number {
        // Incomplete, and people know what it means.
        "3.0" | "3.1" => (number, "0"),
        _ => number.rsplit_once('.')?,
    };
    let is_exact = preview.is_none() && number != edition;
    let is_version = !patch.is_empty()
        && patch.bytes().all(|byte| byte.is_ascii_digit())
        && preview.is_none_or(|preview| {
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
            !preview.is_empty() && preview.bytes().all(fits)
        });
    match edition {
        "3.0" if is_version => Some((Edition::V30, is_exact)),
        "3.1" if is_version => Some((Edition::V31, is_exact)),
        "3.2" if is_version => Some((Edition::V31, false)),
        _ => None,
    }
}

/// Text that is not there. It stands where a problem has been reported.
pub(super) fn empty(at: At) -> Located<String> {
    Located {
        value: String::new(),
        at,
    }
}
