//! YAML 1.2 text, or JSON → [`Tree`].
//!
//! The subset is the one that JSON can say: one document, text keys, the core schema. Anchors and aliases are expanded, at a cost that
//! is bounded; merge keys and custom tags are refused. A text that is JSON is read by the rules of JSON. Reading goes on behind every problem that leaves the structure intact.

mod alias;
mod core_schema;
mod json;
mod lines;
mod loader;
mod problem;
mod scalar;

use self::loader::Loader;
use super::tree::Tree;
use crate::diagnostics::Diagnostic;
use crate::source::Source;

/// What a document may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of text.
    pub bytes: usize,
    /// Nesting of maps and lists.
    pub depth: usize,
    /// Nodes, those that aliases repeat included.
    pub nodes: usize,
    /// Nodes that aliases repeat; each 64 bytes of text count as one more.
    pub repeated: usize,
}

impl Default for Limits {
    /// Ten times what the largest published documents need.
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            depth: 128,
            nodes: 8_000_000,
            repeated: 100_000,
        }
    }
}

/// A text, read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The nodes; `None` where the text is not well-formed, or is no document at all.
    pub tree: Option<Tree>,
    /// Problems, in the order in which they were met.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a document.
#[must_use]
pub fn load(source: &Source, limits: Limits) -> Loaded {
    let mut loader = Loader::new(source, limits);
    let read = loader.check_size().and_then(|()| {
        if loader.read_json().is_some() {
            return Ok(());
        }
        loader = Loader::new(source, limits);
        loader.check_characters()?;
        if loader.read_lines().is_some() {
            return Ok(());
        }
        loader = Loader::new(source, limits);
        loader.read()
    });
    if let Err(problem) = read {
        loader.problems.push(problem);
        return Loaded {
            tree: None,
            diagnostics: loader.diagnostics(),
        };
    }
    let diagnostics = loader.diagnostics();
    Loaded {
        tree: Some(loader.tree),
        diagnostics,
    }
}
