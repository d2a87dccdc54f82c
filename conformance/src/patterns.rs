//! Patterns that cannot be compiled. One of them must not keep everything around it from being judged: it is taken out of the schema,
//! and what it would have looked at is reported as not checked.

use serde_json::{Value, json};

use crate::formats;
use crate::spec::nodes::each_child;

/// A pattern that nothing is checked by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unchecked {
    /// The pointer of its schema.
    pub(crate) schema: String,
    /// `pattern` or `patternProperties`.
    pub(crate) keyword: &'static str,
    /// Its text.
    pub(crate) pattern: String,
}

/// Takes the patterns that cannot be compiled out of a schema and of those in it.
pub(crate) fn take_unusable(schema: &mut Value) -> Vec<Unchecked> {
    let mut taken = Vec::new();
    visit(schema, String::new(), &mut taken);
    taken
}

fn visit(schema: &mut Value, pointer: String, taken: &mut Vec<Unchecked>) {
    let Value::Object(keywords) = schema else {
        return;
    };
    let mut take = |keyword, pattern: &str| {
        taken.push(Unchecked {
            schema: pointer.clone(),
            keyword,
            pattern: pattern.to_owned(),
        });
    };
    if let Some(Value::String(pattern)) = keywords.get("pattern")
        && !compiles(pattern)
    {
        take("pattern", pattern);
        keywords.remove("pattern");
    }
    if let Some(Value::Object(patterns)) = keywords.get_mut("patternProperties") {
        let unusable: Vec<String> = patterns
            .keys()
            .filter(|pattern| !compiles(pattern))
            .cloned()
            .collect();
        for pattern in &unusable {
            take("patternProperties", pattern);
            patterns.remove(pattern);
        }
        // It could be about any property, so no property is one that no pattern is about.
        if !unusable.is_empty() {
            patterns.entry("").or_insert(json!({}));
        }
    }
    each_child(keywords, &pointer, &mut |schema, pointer| {
        visit(schema, pointer, taken);
    });
}

/// Whether validators can make something of a pattern.
fn compiles(pattern: &str) -> bool {
    formats::validator(&json!({ "pattern": pattern })).is_ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::take_unusable;

    #[test]
    fn what_cannot_be_compiled_is_taken_out_and_the_rest_stays() {
        let mut schema = json!({
            "properties": {
                "pattern": {"type": "string", "pattern": "(a"},
                "sound": {"pattern": "^a$"},
            },
            "patternProperties": {"[": {"type": "integer"}, "^b": {"type": "string"}},
            "additionalProperties": false,
            "const": {"pattern": "(a"},
        });
        let taken = take_unusable(&mut schema);
        let taken: Vec<_> = taken
            .iter()
            .map(|one| (one.schema.as_str(), one.keyword, one.pattern.as_str()))
            .collect();
        assert_eq!(
            taken,
            [
                ("", "patternProperties", "["),
                ("/properties/pattern", "pattern", "(a")
            ]
        );
        assert_eq!(
            schema,
            json!({
                "properties": {
                    "pattern": {"type": "string"},
                    "sound": {"pattern": "^a$"},
                },
                "patternProperties": {"": {}, "^b": {"type": "string"}},
                "additionalProperties": false,
                "const": {"pattern": "(a"},
            })
        );
    }
}
