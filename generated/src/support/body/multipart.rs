//! `multipart/form-data` and its relatives (RFC 7578, RFC 2046): one part for each property, or for each item.

use bytes::Bytes;

use super::{BodyError, Content, Encoding, Written};
use crate::support::media_type::{essence, is_json};
use crate::support::wire::{Pair, WireValue, pairs};

/// One part.
struct Part {
    name: Option<String>,
    file_name: Option<String>,
    /// `None`: text, which is what a reader takes such a part to be.
    media_type: Option<String>,
    bytes: Bytes,
}

/// Writes an object, part by part, or a list, whose parts have no names.
pub(super) fn write(value: WireValue, media_type: &str, encodings: &[Encoding]) -> Written {
    let mut parts = Vec::new();
    match value {
        WireValue::Object(members) => {
            for (name, value) in members {
                let encoding = Encoding::find(encodings, &name);
                property(name, value, encoding, &mut parts)?;
            }
        }
        WireValue::List(items) => {
            for item in items {
                parts.push(part(None, item, None)?);
            }
        }
        _ => {
            let problem = "several parts are made from an object or a list";
            return Err(BodyError::new(problem));
        }
    }
    let boundary = boundary(&parts);
    Ok(Content {
        media_type: format!("{}; boundary={boundary}", essence(media_type)),
        bytes: assemble(&parts, &boundary).into(),
    })
}

/// The parts of one property.
fn property(
    name: String,
    value: WireValue,
    encoding: Option<&Encoding>,
    parts: &mut Vec<Part>,
) -> Result<(), BodyError> {
    let content_type = encoding.and_then(|encoding| encoding.content_type);
    let style = encoding.and_then(|encoding| encoding.style);
    match (value, style) {
        // There is no way to write null.
        (WireValue::Absent | WireValue::Null, _) => {}
        (value @ WireValue::File(_), _) => parts.push(part(Some(name), value, content_type)?),
        (value, Some((style, explode))) => {
            parts.extend(pairs(&name, style, explode, &value)?.into_iter().map(text));
        }
        (WireValue::List(items), None) if !content_type.is_some_and(is_json) => {
            for item in items {
                parts.push(part(Some(name.clone()), item, content_type)?);
            }
        }
        (value, None) => parts.push(part(Some(name), value, content_type)?),
    }
    Ok(())
}

/// A part of text, as its style has it.
fn text(pair: Pair) -> Part {
    let (name, text) = pair.plain();
    Part {
        name: Some(name),
        bytes: text.into(),
        file_name: None,
        media_type: None,
    }
}

/// A part by its content type, or else by what it holds: files as they are, lists and objects as JSON, anything else as text.
fn part(
    name: Option<String>,
    value: WireValue,
    content_type: Option<&str>,
) -> Result<Part, BodyError> {
    let stated = content_type.map(str::to_owned);
    let (file_name, media_type, bytes) = match value {
        WireValue::File(file) => {
            let media_type = file.media_type().map(str::to_owned).or(stated);
            let media_type = media_type.unwrap_or_else(|| "application/octet-stream".to_owned());
            // Without a file name, a form takes a part for a field.
            let file_name = file.file_name().map(str::to_owned).or_else(|| name.clone());
            (file_name, Some(media_type), file.into_bytes())
        }
        value if content_type.is_some_and(is_json) => (None, stated, value.to_json()?.into()),
        value => match value.to_text() {
            Some(text) => (None, stated, text.into_owned().into()),
            None if content_type.is_none() => (
                None,
                Some("application/json".to_owned()),
                value.to_json()?.into(),
            ),
            None => {
                let problem = "only JSON is made from a list or an object, and a part of it has another content type";
                return Err(BodyError::new(problem));
            }
        },
    };
    Ok(Part {
        name,
        file_name,
        media_type,
        bytes,
    })
}

/// What stands between the parts, and in none of them. The same content has the same one.
fn boundary(parts: &[Part]) -> String {
    let is_in = |boundary: &str, part: &Part| {
        let boundary = boundary.as_bytes();
        part.bytes
            .windows(boundary.len())
            .any(|window| window == boundary)
    };
    let mut number = 0_u64;
    loop {
        let boundary = format!("callspec-part-{number:04}");
        if !parts.iter().any(|part| is_in(&boundary, part)) {
            return boundary;
        }
        number += 1;
    }
}

fn assemble(parts: &[Part], boundary: &str) -> Vec<u8> {
    let size: usize = parts.iter().map(|part| part.bytes.len() + 256).sum();
    let mut body = Vec::with_capacity(size + 64);
    for part in parts {
        body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
        if let Some(name) = &part.name {
            let mut field = format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
            if let Some(file_name) = &part.file_name {
                field.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
            }
            body.extend_from_slice(field.as_bytes());
            body.extend_from_slice(b"\r\n");
        }
        if let Some(media_type) = &part.media_type {
            // A line break would end the field, and begin another.
            let media_type = media_type.replace(['\r', '\n'], " ");
            body.extend_from_slice(format!("Content-Type: {media_type}\r\n").as_bytes());
        }
        body.extend_from_slice(b"\r\n");
        body.extend_from_slice(&part.bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    body
}

/// A name within quotes, as HTML's forms write it: a quote or line break cannot end it.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(value: &serde_json::Value, encodings: &[Encoding]) -> String {
        let tree = WireValue::of(value).unwrap();
        let content = write(tree, "multipart/form-data", encodings).unwrap();
        String::from_utf8(content.bytes.to_vec()).unwrap()
    }

    #[test]
    fn the_boundary_is_in_no_part() {
        let value = json!({"a": "callspec-part-0000", "b": "x callspec-part-0001"});
        let text = written(&value, &[]);
        assert!(text.starts_with("--callspec-part-0002\r\n"), "{text}");
        assert_eq!(written(&value, &[]), text);
    }

    #[test]
    fn names_cannot_break_out() {
        let text = written(&json!({"a\"; x=\"\r\nEvil: 1": "b"}), &[]);
        assert_eq!(
            text,
            "--callspec-part-0000\r\nContent-Disposition: form-data; name=\"a%22; x=%22%0D%0AEvil: 1\"\r\n\r\nb\r\n--callspec-part-0000--\r\n"
        );
    }

    #[test]
    fn parts_by_style_and_content_type() {
        let value = json!({"list": ["a", "b"], "object": {"k": 1}});
        let encodings = [
            Encoding::of("list").pipe_delimited(false),
            Encoding::of("object").deep_object(true),
        ];
        let text = written(&value, &encodings);
        assert!(text.contains("name=\"list\"\r\n\r\na|b\r\n"), "{text}");
        assert!(text.contains("name=\"object[k]\"\r\n\r\n1\r\n"), "{text}");
        let xml = [Encoding::of("object").content_type("application/xml")];
        let tree = WireValue::of(&value).unwrap();
        assert!(write(tree, "multipart/form-data", &xml).is_err());
    }

    #[test]
    fn a_list_has_parts_without_names() {
        let tree = WireValue::of(&json!(["a", {"b": 1}])).unwrap();
        let content = write(tree, "multipart/mixed; boundary=theirs", &[]).unwrap();
        assert_eq!(
            content.media_type,
            "multipart/mixed; boundary=callspec-part-0000"
        );
        assert_eq!(
            content.bytes,
            "--callspec-part-0000\r\n\r\na\r\n--callspec-part-0000\r\nContent-Type: application/json\r\n\r\n{\"b\":1}\r\n--callspec-part-0000--\r\n"
        );
    }
}
