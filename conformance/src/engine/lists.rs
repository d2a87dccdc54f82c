//! The list of a response: a page without elements proves nothing of its elements.

use serde_json::Value;

use crate::findings::Rule;
use crate::json::{Pointer, Seeker};
use crate::problem::Problem;
use crate::spec::{Judge, Node, Spec};

/// Which values of a response are its list: the response itself, or the first array among its properties of these names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// The schema of the elements' array, where the response itself is one.
    root: Option<String>,
    /// The properties that are arrays, each with its schema.
    properties: Vec<(String, String)>,
}

impl Lists {
    /// Those of a response.
    #[must_use]
    pub fn of(spec: &Spec, judge: &Judge) -> Self {
        let mut lists = Self::default();
        let definition = Pointer("/$defs").join(&judge.definition);
        for node in closure(spec, &definition) {
            if node.schema.contains_key("items") {
                lists.root.get_or_insert(node.pointer.clone());
            }
            for (name, _) in node.properties().into_iter().flatten() {
                let place = Pointer(&Pointer(&node.pointer).join("properties")).join(name);
                let array = closure(spec, &place)
                    .into_iter()
                    .find(|node| node.schema.contains_key("items"));
                if let Some(array) = array
                    && !lists.properties.iter().any(|(known, _)| known == name)
                {
                    lists.properties.push((name.clone(), array.pointer.clone()));
                }
            }
        }
        lists
    }

    /// Whether nothing of a response can be its list.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_none() && self.properties.is_empty()
    }

    /// The note on a response whose list is empty: its elements were not checked, for there are none.
    pub(crate) fn note(&self, response: &Value) -> Option<Problem> {
        let (instance, schema) = self.empty_list(response)?;
        Some(Problem {
            rule: Rule::NotChecked,
            keyword: "items".to_owned(),
            instance,
            schema: Some(schema.to_owned()),
            message: "the list is empty: nothing of its elements was checked".to_owned(),
            ..Problem::default()
        })
    }

    /// The pointer of a list without elements, and of its schema.
    #[must_use]
    pub fn empty_list(&self, response: &Value) -> Option<(String, &str)> {
        match response {
            Value::Array(items) => {
                let schema = self.root.as_deref()?;
                items.is_empty().then(|| (String::new(), schema))
            }
            Value::Object(members) => {
                let (name, schema, items) = members.iter().find_map(|(name, value)| {
                    Some((name, self.schema(name)?, value.as_array()?))
                })?;
                let pointer = || Pointer("").join(name);
                items.is_empty().then(|| (pointer(), schema))
            }
            _ => None,
        }
    }

    /// The same of a text that is known to be JSON, without reading more of it than the list's first byte.
    #[must_use]
    pub fn is_empty_in(&self, text: &[u8]) -> bool {
        let mut reader = Seeker::new(text);
        match reader.next() {
            Some(b'[') => self.root.is_some() && reader.next() == Some(b']'),
            Some(b'{') if !self.properties.is_empty() => {
                self.first_of(&mut reader).unwrap_or_default()
            }
            _ => false,
        }
    }

    /// `None` where the text ends first.
    fn first_of(&self, reader: &mut Seeker<'_>) -> Option<bool> {
        loop {
            match reader.next()? {
                b'"' => {
                    let key = reader.string()?;
                    reader.next()?;
                    let value = reader.next()?;
                    if value == b'[' && self.schema(&key).is_some() {
                        return Some(reader.next()? == b']');
                    }
                    reader.skip(value)?;
                }
                b',' => {}
                _ => return Some(false),
            }
        }
    }

    fn schema(&self, name: &str) -> Option<&str> {
        let (_, schema) = self.properties.iter().find(|(known, _)| known == name)?;
        Some(schema)
    }
}

/// A schema and all that may hold for the same value.
fn closure<'a>(spec: &'a Spec, pointer: &str) -> Vec<&'a Node> {
    let mut nodes: Vec<&Node> = Vec::new();
    let mut queue = vec![pointer.to_owned()];
    while let Some(pointer) = queue.pop() {
        let Some(node) = spec.nodes().find(&pointer) else {
            continue;
        };
        if nodes.iter().any(|known| known.pointer == node.pointer) {
            continue;
        }
        nodes.push(node);
        for keyword in ["oneOf", "anyOf", "allOf"] {
            queue.extend(node.branches(keyword).into_iter().rev());
        }
        let target = node
            .text("$ref")
            .and_then(|target| target.strip_prefix('#'));
        queue.extend(target.map(str::to_owned));
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn the_first_list_is_found_without_reading_the_rest() {
        let lists = Lists {
            root: Some(String::new()),
            properties: vec![
                ("calls".into(), String::new()),
                ("more".into(), String::new()),
            ],
        };
        for (text, empty) in [
            ("[ ]", true),
            ("[1]", false),
            (r#"{"calls": [ ] }"#, true),
            (r#"{"calls": [{}]}"#, false),
            (r#"{"x": {"calls": []}, "calls": [1]}"#, false),
            (
                r#"{"x": ["}", "\"]"], "y": -1.5e3 , "ca\u006cls": []}"#,
                true,
            ),
            (r#"{"calls": null, "more": []}"#, true),
            (r#"{"more": [1], "calls": []}"#, false),
            (r#"{"x": "\\", "calls": []}"#, true),
            ("{}", false),
            ("7", false),
            (r#"{"calls": ["#, false),
        ] {
            assert_eq!(lists.is_empty_in(text.as_bytes()), empty, "{text}");
        }
    }
}
