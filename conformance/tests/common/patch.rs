//! Changes of JSON, as the corpus writes its mutants.

use serde_json::Value;

/// One step of a patch (RFC 6902): `add`, `remove` or `replace`.
pub(crate) fn patch(document: &mut Value, step: &Value) -> Option<()> {
    let path = step["path"].as_str()?;
    let value = step["value"].clone();
    let Some((parent, token)) = path.rsplit_once('/') else {
        *document = value;
        return Some(());
    };
    let token = token.replace("~1", "/").replace("~0", "~");
    match (document.pointer_mut(parent)?, step["op"].as_str()?) {
        (Value::Object(members), "remove") => drop(members.shift_remove(&token)?),
        (Value::Object(members), _) => drop(members.insert(token, value)),
        (Value::Array(items), "add") if token == "-" => items.push(value),
        (Value::Array(items), "add") => items.insert(token.parse().ok()?, value),
        (Value::Array(items), "remove") => drop(items.remove(token.parse().ok()?)),
        (Value::Array(items), _) => *items.get_mut(token.parse::<usize>().ok()?)? = value,
        _ => return None,
    }
    Some(())
}
