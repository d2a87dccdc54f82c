//! A spec made ready to judge with: its bundle compiled once, and the way back from every schema to its line in the YAML.

mod judges;
mod media;
pub(crate) mod nodes;

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use callspec_generator::diagnostics::Diagnostic;
use callspec_generator::schema::{self, Bundle};
use callspec_generator::source::{Position, Source};
use callspec_generator::spec::{self, Document};
use serde_json::Value;
use xxhash_rust::xxh3::Xxh3;

use crate::findings::Place;
use crate::json::Pointer;
use crate::patterns::{self, Unchecked};
use crate::program::{Live, Program, Satisfiable};
use crate::reach::Reach;
use judges::Judges;

pub use media::{essence, is_json};
pub(crate) use nodes::META_SCHEMAS;
pub use nodes::{Node, NodeId, Nodes};

/// One spec, ready to judge responses.
pub struct Spec {
    /// The provider: the file stem of the spec.
    pub provider: String,
    document: Document,
    bundle: Bundle,
    nodes: Nodes,
    unchecked: Vec<Unchecked>,
    responses: Vec<Response>,
    judges: Judges,
    program: OnceLock<Program>,
    reach: Mutex<Reach>,
    satisfiable: OnceLock<Option<Satisfiable>>,
}

/// One documented response body.
pub struct Response {
    /// The operationId.
    pub operation: String,
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// As the document spells it; `None` where the response describes no body.
    pub media_type: Option<String>,
    /// The pointer of the response object in the document.
    pub pointer: String,
    /// The key in `$defs` of the bundle, for [`Spec::judge`]; `None` where the document gives no schema.
    pub definition: Option<String>,
}

/// A compiled schema.
#[derive(Clone, Debug)]
pub struct Judge {
    /// The key in `$defs` of the bundle.
    pub definition: String,
    /// The validator of that definition, formats asserted.
    pub validator: Arc<jsonschema::Validator>,
}

/// Why a spec cannot judge.
#[derive(Debug)]
pub enum Unusable {
    /// The document has errors.
    Document(Vec<Diagnostic>),
    /// Its schemas are none.
    Schema(String),
}

/// What a spec has for one operation and status.
pub enum Lookup<'a> {
    /// A schema to judge with.
    Judge(&'a Response, &'a Judge),
    /// Nothing, and why, with the place in the document that comes nearest.
    Nothing(String, Option<String>),
    /// No such operation; the operations there are.
    UnknownOperation(Vec<&'a str>),
}

impl Response {
    /// The status and media type as the document states them: `200 application/json`.
    #[must_use]
    pub fn label(&self) -> String {
        let media_type = self.media_type.as_deref().unwrap_or("no body");
        format!("{} {media_type}", self.status)
    }
}

impl Spec {
    /// Reads a spec and makes its response schemas ready.
    ///
    /// # Errors
    /// The document has errors, or what it has for schemas are none.
    pub fn load(provider: &str, source: &Source) -> Result<Self, Unusable> {
        let parsed = spec::parse(source);
        let document = match parsed.document {
            Some(document) if !parsed.diagnostics.iter().any(Diagnostic::is_error) => document,
            _ => return Err(Unusable::Document(parsed.diagnostics)),
        };
        let bundle = schema::bundle(&document);
        Self::new(provider, document, bundle).map_err(Unusable::Schema)
    }

    fn new(provider: &str, document: Document, bundle: Bundle) -> Result<Self, String> {
        let mut usable = bundle.schema.clone();
        let unchecked = patterns::take_unusable(&mut usable);
        let nodes = Nodes::of(&usable);
        let judges = Judges::new(&bundle, usable)?;
        let responses = bundle
            .responses
            .iter()
            .map(|response| Response {
                operation: response.operation.clone(),
                status: response.status.clone(),
                media_type: response.media_type.clone(),
                pointer: response.pointer.clone(),
                definition: response.definition.clone(),
            })
            .collect();
        Ok(Self {
            provider: provider.to_owned(),
            document,
            bundle,
            nodes,
            unchecked,
            responses,
            judges,
            program: OnceLock::new(),
            reach: Mutex::default(),
            satisfiable: OnceLock::new(),
        })
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// What judges a response of which the media type is not known: as [`Self::lookup_as`] finds it, and JSON.
    #[must_use]
    pub fn lookup(&self, operation: &str, status: u16) -> Lookup<'_> {
        self.lookup_as(operation, status, None)
    }

    /// What judges a response: of the exact status, then of its class (`4XX`), then of `default`; of these, of the media type that covers
    /// its own best.
    #[must_use]
    pub fn lookup_as(&self, operation: &str, status: u16, media_type: Option<&str>) -> Lookup<'_> {
        let of_operation: Vec<_> = self
            .responses
            .iter()
            .filter(|response| response.operation == operation)
            .collect();
        if of_operation.is_empty() {
            return Lookup::UnknownOperation(self.operations());
        }
        let class = format!("{}XX", status / 100);
        let of_status = [status.to_string(), class, "default".to_owned()]
            .into_iter()
            .find_map(|wanted| {
                let found: Vec<_> = of_operation
                    .iter()
                    .copied()
                    .filter(|response| response.status.eq_ignore_ascii_case(&wanted))
                    .collect();
                (!found.is_empty()).then_some(found)
            });
        let Some(of_status) = of_status else {
            let mut known: Vec<_> = of_operation
                .iter()
                .map(|response| response.status.as_str())
                .collect();
            known.dedup();
            return Lookup::Nothing(
                format!(
                    "`{operation}` documents no response of status {status}, only {}",
                    known.join(", ")
                ),
                of_operation
                    .first()
                    .and_then(|response| Pointer(&response.pointer).split_last())
                    .map(|(parent, _)| parent.0.to_owned()),
            );
        };
        match media::choose(&of_status, status, media_type) {
            Ok(response) => match self.judge(response) {
                Some(Ok(judge)) => Lookup::Judge(response, judge),
                Some(Err(error)) => Lookup::Nothing(
                    format!(
                        "the schema of the {status} response of `{operation}` does not compile: {error}"
                    ),
                    Some(response.pointer.clone()),
                ),
                None => Lookup::Nothing(
                    format!("the {status} response of `{operation}` has no schema"),
                    Some(response.pointer.clone()),
                ),
            },
            Err(message) => Lookup::Nothing(
                message,
                of_status.first().map(|response| response.pointer.clone()),
            ),
        }
    }

    /// The operationId of what a person calls an operation: the operationId itself, or `GET /path`.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<&str> {
        let named = |response: &&schema::ResponseSchema| {
            let (method, path) = name.split_once(' ').unwrap_or_default();
            response.operation == name
                || (response.method.eq_ignore_ascii_case(method) && response.path == path.trim())
        };
        self.bundle
            .responses
            .iter()
            .find(named)
            .map(|response| response.operation.as_str())
    }

    /// The operationIds of the document.
    #[must_use]
    pub fn operations(&self) -> Vec<&str> {
        let mut operations: Vec<_> = self
            .responses
            .iter()
            .map(|response| response.operation.as_str())
            .collect();
        operations.dedup();
        operations
    }

    /// What judges a response; `None` where the document gives no schema. It is compiled when it is first asked for.
    ///
    /// # Errors
    /// It does not compile.
    #[must_use]
    pub fn judge(&self, response: &Response) -> Option<Result<&Judge, &str>> {
        self.judges.get(response.definition.as_deref()?)
    }

    /// The response bodies the document describes, in document order.
    #[must_use]
    pub fn responses(&self) -> &[Response] {
        &self.responses
    }

    /// What may apply to a place, whatever stands there.
    pub fn reach(&self) -> MutexGuard<'_, Reach> {
        self.reach.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The response schemas as a program, which is compiled when it is first asked for.
    #[must_use]
    pub fn program(&self) -> &Program {
        self.program.get_or_init(|| Program::compile(self))
    }

    /// What of the schemas some response can exercise that one of some definitions takes, by their keys in `$defs`; `None` where that cannot be worked out.
    pub fn live<'a>(&self, definitions: impl IntoIterator<Item = &'a str>) -> Option<Live> {
        let satisfiable = self.satisfiable.get_or_init(|| Satisfiable::of(self));
        Some(satisfiable.as_ref()?.live(definitions))
    }

    /// The schemas of the bundle.
    #[must_use]
    pub fn nodes(&self) -> &Nodes {
        &self.nodes
    }

    /// The patterns of the bundle that nothing is checked by.
    pub(crate) fn unchecked(&self) -> &[Unchecked] {
        &self.unchecked
    }

    /// A hash of all that judges and of the text that findings point into, in hexadecimal digits.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut hash = Xxh3::new();
        hash.update(self.document.tree.text().as_bytes());
        hash.update(self.bundle.schema.to_string().as_bytes());
        format!("{:016x}", hash.digest())
    }

    /// The JSON Schema bundle.
    #[must_use]
    pub fn bundle(&self) -> &Value {
        &self.bundle.schema
    }

    /// What stands at a pointer of the bundle.
    #[must_use]
    pub fn at(&self, bundle_pointer: &str) -> Option<&Value> {
        self.bundle.schema.pointer(bundle_pointer)
    }

    /// The pointer in the document of a place in the bundle: `/$defs/Call/type` is `/components/schemas/Call/type`.
    #[must_use]
    pub fn document_pointer(&self, bundle_pointer: &str) -> String {
        self.bundle
            .origin(bundle_pointer)
            .unwrap_or_else(|| bundle_pointer.to_owned())
    }

    /// The place in the YAML of a pointer into the document, or of the nearest node around it.
    #[must_use]
    pub fn place(&self, document_pointer: &str) -> Place {
        let tree = &self.document.tree;
        let mut pointer = Pointer(document_pointer);
        loop {
            if let Some(at) = tree.find(pointer.0) {
                // A member is best shown at its key; what has none (an element) at itself.
                let shown = tree.key(at).unwrap_or(at);
                let span = tree.span(shown);
                let width = tree
                    .text()
                    .get(span.start..span.end)
                    .unwrap_or_default()
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .chars()
                    .count();
                return Place::new(
                    tree.source_name(),
                    document_pointer,
                    tree.position(shown),
                    width,
                );
            }
            match pointer.split_last() {
                Some((parent, _)) => pointer = parent,
                None => {
                    return Place::new(
                        tree.source_name(),
                        document_pointer,
                        Position { line: 1, column: 1 },
                        1,
                    );
                }
            }
        }
    }

    /// One line of the YAML, for excerpts.
    #[must_use]
    pub fn line(&self, number: usize) -> Option<&str> {
        self.document
            .tree
            .text()
            .lines()
            .nth(number.checked_sub(1)?)
    }
}
