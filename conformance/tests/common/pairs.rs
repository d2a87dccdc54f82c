//! The pairs of the corpus: published documents with responses, and mutants of those.

#[path = "patch.rs"]
mod patch;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use callspec_conformance::spec::{Judge, Response, Spec};
use callspec_generator::source::Source;
use serde_json::Value;

use patch::patch;

/// A document and its responses.
pub(crate) struct Pair {
    /// The name of its folder.
    pub(crate) name: String,
    /// The document.
    pub(crate) spec: Spec,
    /// The responses and mutants.
    pub(crate) bodies: Vec<Body>,
}

/// One response or mutant.
pub(crate) struct Body {
    /// Where it stands.
    pub(crate) place: String,
    /// Its text.
    pub(crate) text: String,
    /// The pointer of the response in the document, its status and its media type.
    pub(crate) of: (String, String),
}

impl Pair {
    /// What judges a body.
    pub(crate) fn judge(&self, body: &Body) -> Option<&Judge> {
        let is_of = |response: &&Response| {
            response.pointer == body.of.0 && response.media_type.as_deref() == Some(&*body.of.1)
        };
        let response = self.spec.responses().iter().find(is_of)?;
        Some(self.spec.judge(response)?.expect("the schema compiles"))
    }
}

/// All pairs, one after the other; `None` where there is no corpus.
pub(crate) fn all() -> Option<impl Iterator<Item = Pair>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/pairs");
    let entries = fs::read_dir(root).ok()?;
    let mut folders: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    Some(folders.into_iter().map(|folder| load(&folder)))
}

fn load(folder: &Path) -> Pair {
    let name = folder
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let path = fs::read_to_string(folder.join("SPEC")).expect("it is there");
    let text = fs::read_to_string(folder.join(path.trim())).expect("the document is there");
    let table = fs::read_to_string(folder.join("oracle.tsv")).expect("it is there");
    let text = with_responses_alone(text, &table);
    let spec = Spec::load(&name, &Source::new(path.trim(), text));
    let spec = spec.unwrap_or_else(|why| panic!("{name}: {why:?}"));
    let mut lines = table
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let mut bodies = Vec::new();
    let mut originals: BTreeMap<String, (Value, (String, String))> = BTreeMap::new();
    for row in lines {
        let row: BTreeMap<&str, &str> = header.iter().copied().zip(row).collect();
        let text =
            fs::read_to_string(folder.join("responses").join(row["file"])).expect("a response");
        let escape = |token: &str| token.replace('~', "~0").replace('/', "~1");
        let pointer = format!(
            "/paths/{}/{}/responses/{}",
            escape(row["path"]),
            row["method"].to_lowercase(),
            row["response"]
        );
        let of = (pointer, row["media_type"].to_owned());
        let value = serde_json::from_str(&text).expect("JSON");
        originals.insert(row["file"].to_owned(), (value, of.clone()));
        let place = format!("{name}/{}", row["file"]);
        bodies.push(Body { place, text, of });
    }
    // A response may be too small to change.
    let mutants = fs::read_to_string(folder.join("mutants.jsonl")).unwrap_or_default();
    for (number, line) in mutants.lines().enumerate() {
        let mutant: Value = serde_json::from_str(line).expect("JSON");
        let (original, of) = &originals[mutant["file"].as_str().expect("a file")];
        let mut value = original.clone();
        for step in mutant["patch"].as_array().expect("a patch") {
            patch(&mut value, step).expect("a patch that fits");
        }
        bodies.push(Body {
            place: format!("{name}/mutants.jsonl:{}", number + 1),
            text: value.to_string(),
            of: of.clone(),
        });
    }
    Pair { name, spec, bodies }
}

/// A document without the paths that there are no responses of: compiling a thousand schemas takes its time.
fn with_responses_alone(text: String, table: &str) -> String {
    let Ok(mut document) = serde_yaml::from_str::<Value>(&text) else {
        return text;
    };
    let mut used = table
        .lines()
        .filter_map(|line| line.split('\t').nth(2))
        .collect::<Vec<_>>();
    used.sort_unstable();
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return text;
    };
    paths.retain(|path, _| used.binary_search(&path.as_str()).is_ok());
    document.to_string()
}
