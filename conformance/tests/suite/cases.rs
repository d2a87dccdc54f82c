//! The groups of the suite, each as an OpenAPI document.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

/// The URL that the suite serves its remote schemas at.
const SERVER: &str = "http://localhost:1234/";

/// A schema, and instances that it judges.
pub(crate) struct Group {
    /// The file below `tests/draft2020-12`, such as `optional/bignum.json`.
    pub(crate) file: String,
    /// What the group is about.
    pub(crate) description: String,
    /// The schema.
    pub(crate) schema: Value,
    /// The instances.
    pub(crate) cases: Vec<Case>,
}

/// An instance and its verdict.
pub(crate) struct Case {
    /// What the case is about.
    pub(crate) description: String,
    /// The instance.
    pub(crate) data: Value,
    /// Whether the schema takes it.
    pub(crate) valid: bool,
}

/// Where the suite is; `None` where there is no corpus.
pub(crate) fn suite() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpus/suites/JSON-Schema-Test-Suite");
    folder.is_dir().then_some(folder)
}

/// The groups of all files in a folder below `tests/draft2020-12`, files by name.
pub(crate) fn groups(suite: &Path, folder: &str) -> Vec<Group> {
    let tests = suite.join("tests/draft2020-12");
    let mut groups = Vec::new();
    for path in json_files(&tests.join(folder)) {
        let file = path.strip_prefix(&tests).expect("it is in there");
        let file = file.to_string_lossy().replace('\\', "/");
        for group in array(&read(&path)) {
            let cases = array(&group["tests"]).into_iter().map(|case| Case {
                description: text(&case["description"]),
                data: case["data"].clone(),
                valid: case["valid"].as_bool().expect("a verdict"),
            });
            groups.push(Group {
                file: file.clone(),
                description: text(&group["description"]),
                schema: group["schema"].clone(),
                cases: cases.collect(),
            });
        }
    }
    groups
}

impl Group {
    /// The schema as a component of an OpenAPI document. In the suite a reference such as `#/$defs/a` is relative to the schema; in a
    /// document it would be relative to that, so a schema that has no name and needs one gets it.
    pub(crate) fn component(&self, number: usize) -> Value {
        let mut schema = self.schema.clone();
        let text = schema.to_string();
        let refers = text.contains("\"$ref\"") || text.contains("\"$dynamicRef\"");
        if let Value::Object(keywords) = &mut schema
            && refers
            && !keywords.contains_key("$id")
        {
            let mut named = Map::new();
            named.insert("$id".to_owned(), format!("urn:suite:{number}").into());
            named.append(keywords);
            *keywords = named;
        }
        schema
    }

    /// A document with the schema as the component `Case`, an operation that answers an object with a property of it ([`answer`]), and what it
    /// refers to of the suite's remote schemas beside it.
    ///
    /// A property, since a Rust type such as `String` states no more than itself; what else its schema says is stated where it is used.
    pub(crate) fn document(&self, suite: &Path) -> Value {
        let mut schemas = Map::new();
        schemas.insert("Case".to_owned(), self.component(0));
        if self.schema.to_string().contains(SERVER) {
            // A meta-schema is only there where it is chosen.
            let remotes = remotes(suite).into_iter().filter(|(url, remote)| {
                remote.get("$vocabulary").is_none() || self.schema["$schema"] == url.as_str()
            });
            for (number, (url, remote)) in remotes.enumerate() {
                let names = named(remote, &url).into_iter().enumerate();
                schemas
                    .extend(names.map(|(part, schema)| (format!("Remote{number}.{part}"), schema)));
            }
        }
        let case = json!({"schema": {
            "type": "object",
            "properties": {"case": {"$ref": "#/components/schemas/Case"}},
            "required": ["case"],
        }});
        let response = json!({"description": "", "content": {"application/json": case}});
        json!({
            "openapi": "3.1.0",
            "info": {"title": self.description, "version": "1"},
            "paths": {"/case": {"get": {"operationId": "getCase", "responses": {"200": response}}}},
            "components": {"schemas": schemas},
        })
    }
}

/// What the operation of a group's document answers with an instance.
pub(crate) fn answer(instance: &Value) -> Value {
    json!({"case": instance})
}

/// A remote schema under its URL, and under its own name where that is another.
fn named(mut remote: Value, url: &str) -> Vec<Value> {
    let Some(keywords) = remote.as_object_mut() else {
        return Vec::new();
    };
    match keywords.get("$id").and_then(Value::as_str) {
        Some(id) if id == url => vec![remote],
        Some(id) => vec![json!({"$id": url, "$ref": id}), remote],
        None => {
            keywords.insert("$id".to_owned(), url.into());
            vec![remote]
        }
    }
}

/// The remote schemas of the dialect, by URL.
fn remotes(suite: &Path) -> Vec<(String, Value)> {
    let root = suite.join("remotes");
    let mut folders = vec![root.join("draft2020-12"), root.join("nested")];
    let mut remotes = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).expect("a folder");
        folders.extend(entries.filter_map(|entry| {
            let path = entry.expect("an entry").path();
            path.is_dir().then_some(path)
        }));
        for path in json_files(&folder) {
            let relative = path.strip_prefix(&root).expect("it is in there");
            let url = format!("{SERVER}{}", relative.to_string_lossy().replace('\\', "/"));
            remotes.push((url, read(&path)));
        }
    }
    remotes.sort_by(|(a, _), (b, _)| a.cmp(b));
    remotes
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a file");
    serde_json::from_str(&text).expect("JSON")
}

fn array(value: &Value) -> Vec<Value> {
    value.as_array().expect("an array").clone()
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}
