//! Placeholders of documentation samples: shown as what they are, and set aside so that the rest of the page is judged.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::findings::Rule;
use crate::json::{Json, Kind};
use crate::legs::spec::SpecVerdict;
use crate::located::Located;
use crate::problem::Problem;
use crate::spec::{Judge, Spec};

/// The texts that stand for a value: the whole of a string, exactly.
#[derive(Clone, Debug, Default)]
pub struct Lexicon(Vec<String>);

/// Texts that are placeholders on any site, such as `<string>` and `YYYY-MM-DD`. The word `string` is a value somewhere, so it is not among them.
const COMMON: [&str; 9] = [
    "<string>",
    "<number>",
    "<integer>",
    "<boolean>",
    "<uuid>",
    "YYYY-MM-DD",
    "...",
    "…",
    "[email\u{a0}protected]",
];

impl Lexicon {
    /// The common placeholders, and those of a corpus.
    pub fn new(texts: impl IntoIterator<Item = String>) -> Self {
        let mut all: Vec<String> = COMMON.map(str::to_owned).into();
        all.extend(texts);
        all.sort();
        all.dedup();
        Self(all)
    }

    /// Whether a string is a placeholder.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        self.0.iter().any(|known| known == text)
    }
}

/// What placeholders a sample holds.
#[derive(Debug, Default)]
pub struct Placeholders {
    /// The notes: one for each that breaks the schema, one for each text that conforms.
    pub notes: Vec<Problem>,
    /// How many strings of the sample are placeholders.
    pub count: usize,
    /// The sample with a conforming value in place of each placeholder that does not conform; `None` where all do.
    pub repaired: Option<Vec<u8>>,
}

/// Finds the placeholders of a documentation sample, and takes from the verdict what is their doing.
pub fn set_aside(
    lexicon: &Lexicon,
    spec: &Spec,
    judge: &Judge,
    json: &Json,
    verdict: &mut SpecVerdict,
) -> Placeholders {
    let mut found = Placeholders::default();
    let mut conforming: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    json.walk(|pointer, node| {
        if !matches!(node.kind, Kind::String) {
            return;
        }
        let Some(Value::String(text)) = json.value.pointer(pointer) else { return };
        if !lexicon.contains(text) {
            return;
        }
        found.count += 1;
        let (broken, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut verdict.problems).into_iter().partition(|problem| problem.instance == pointer && is_about_value(problem));
        verdict.problems = others;
        let Some(cause) = broken.into_iter().next() else {
            conforming.entry(text.clone()).or_insert_with(|| (pointer.to_owned(), 0)).1 += 1;
            return;
        };
        let witness = Located::find(spec, judge, &json.value, pointer).witness();
        edits.push((node.span.start, node.span.end, witness.unwrap_or(Value::Null).to_string()));
        found.notes.push(Problem {
            rule: Rule::Placeholder,
            message: format!("the placeholder `{text}` stands where {} belongs", describe(spec, &cause)),
            help: Some("no drift and no reason to loosen the spec: a live capture will show the real value".to_owned()),
            ..cause
        });
    });
    for (text, (pointer, count)) in conforming {
        let message = match count {
            1 => format!("the placeholder `{text}` stands in place of a value, and conforms"),
            _ => {
                format!("the placeholder `{text}` stands in place of {count} values, and conforms")
            }
        };
        let place = json
            .find(&pointer)
            .and_then(|node| verdict.applied(node.span.start).last())
            .and_then(|id| spec.nodes().get(*id))
            .map(|node| node.pointer.clone());
        found.notes.push(Problem {
            rule: Rule::Placeholder,
            instance: pointer,
            schema: place,
            subject: format!("conforming:{text}"),
            message,
            ..Problem::default()
        });
    }
    if !edits.is_empty() {
        found.repaired = Some(apply(&json.text, &edits));
    }
    found
}

fn is_about_value(problem: &Problem) -> bool {
    matches!(problem.rule, Rule::Schema | Rule::Enum | Rule::Format)
        && problem.keyword != "required"
}

fn describe(spec: &Spec, cause: &Problem) -> String {
    let stated = cause.schema.as_deref().and_then(|schema| spec.at(schema));
    match (cause.rule, stated) {
        (Rule::Format, Some(Value::String(format))) => format!("a text of the format `{format}`"),
        (Rule::Enum, _) => "one of the documented values".to_owned(),
        (_, Some(Value::String(name))) if cause.keyword == "type" => {
            format!("a value of type `{name}`")
        }
        _ => "another value".to_owned(),
    }
}

/// A text with edits made, given in text order.
fn apply(text: &str, edits: &[(usize, usize, String)]) -> Vec<u8> {
    let mut repaired = String::with_capacity(text.len());
    let mut done = 0;
    for (start, end, replacement) in edits {
        repaired.push_str(text.get(done..*start).unwrap_or_default());
        repaired.push_str(replacement);
        done = *end;
    }
    repaired.push_str(text.get(done..).unwrap_or_default());
    repaired.into_bytes()
}
