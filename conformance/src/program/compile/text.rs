//! What a conjunction asks of strings.

use serde_json::{Value, json};

use super::Members;
use crate::formats::{self, Format};
use crate::program::facts::{TextChecks, TextFacts};
use crate::program::texts::Texts;

pub(super) fn facts(members: &Members<'_>) -> TextFacts {
    let mut length = (0, u64::MAX);
    let mut among: Option<Vec<String>> = None;
    let mut formats: Vec<&'static Format> = Vec::new();
    let mut validators = Vec::new();
    for (_, schema) in members {
        length = (length.0.max(schema.length.0), length.1.min(schema.length.1));
        for list in &schema.lists {
            let texts = list.iter().filter_map(Value::as_str).map(str::to_owned);
            let texts: Vec<String> = texts.collect();
            among = Some(match among {
                None => texts,
                Some(before) => before
                    .into_iter()
                    .filter(|text| texts.contains(text))
                    .collect(),
            });
        }
        if let Some(name) = &schema.format {
            match Format::find(name) {
                // One of numbers takes every text.
                Some(format) if format.integers().is_some() => {}
                Some(format) if formats.iter().any(|known| known.name == format.name) => {}
                Some(format) => formats.push(format),
                None => validators.extend(formats::validator(&json!({ "format": name })).ok()),
            }
        }
        validators.extend(schema.pattern.clone());
        validators.extend(schema.beyond.clone());
    }
    let is_free = length == (0, u64::MAX) && validators.is_empty();
    match (is_free, among, formats.as_slice()) {
        (true, None, []) => TextFacts::Any,
        (true, None, [format]) if format.name == "uuid" => TextFacts::Uuid,
        (true, None, [format]) if format.name == "date-time" => TextFacts::DateTime,
        (true, None, [format]) if format.name == "uri" => TextFacts::Uri(format),
        (true, Some(texts), []) => TextFacts::Among(Box::new(Texts::new(texts))),
        (_, among, _) => TextFacts::Checked(Box::new(TextChecks {
            length,
            among: among.map(Texts::new),
            formats: formats.into(),
            validators: validators.into(),
        })),
    }
}
